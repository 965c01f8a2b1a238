using Amazon.Lambda.Core;
using Newtonsoft.Json;
using Newtonsoft.Json.Serialization;

namespace Amazon.Lambda.Serialization.Json;

/// <summary>The Newtonsoft serializer: names as declared, case ignored on read, nulls omitted.</summary>
public class JsonSerializer : ILambdaSerializer
{
    private readonly Newtonsoft.Json.JsonSerializer _serializer;

    public JsonSerializer() : this(static _ => { }) { }

    public JsonSerializer(Action<JsonSerializerSettings> customizeSerializerSettings) : this(customizeSerializerSettings, null) { }

    public JsonSerializer(Action<JsonSerializerSettings> customizeSerializerSettings, NamingStrategy namingStrategy)
    {
        var settings = new JsonSerializerSettings { NullValueHandling = NullValueHandling.Ignore };
        customizeSerializerSettings(settings);
        // Comes last: the events' own names and streams hold whatever was customized.
        settings.ContractResolver = new EventContractResolver { NamingStrategy = namingStrategy };
        _serializer = Newtonsoft.Json.JsonSerializer.Create(settings);
    }

    public JsonSerializer(IEnumerable<JsonConverter> converters) : this()
    {
        foreach (var converter in converters ?? [])
        {
            _serializer.Converters.Add(converter);
        }
    }

    public void Serialize<T>(T response, Stream responseStream)
    {
        try
        {
            var writer = new StreamWriter(responseStream);
            _serializer.Serialize(writer, response);
            writer.Flush();
        }
        catch (Exception e)
        {
            throw new JsonSerializerException($"Error converting the response object of type {typeof(T).FullName} from the Lambda function to JSON: {e.Message}", e);
        }
    }

    public T Deserialize<T>(Stream requestStream)
    {
        try
        {
            return _serializer.Deserialize<T>(new JsonTextReader(new StreamReader(requestStream)));
        }
        catch (Exception e)
        {
            var target = typeof(T) == typeof(string)
                ? "a string. JSON strings must be quoted, for example \"Hello World\" in order to be converted to a string"
                : $"type {typeof(T).FullName}";
            throw new JsonSerializerException($"Error converting the Lambda event JSON payload to {target}: {e.Message}", e);
        }
    }
}

/// <summary>As <see cref="JsonSerializer"/>, but writes nulls.</summary>
public class JsonIncludeNullValueSerializer : JsonSerializer
{
    public JsonIncludeNullValueSerializer() : base(static settings => settings.NullValueHandling = NullValueHandling.Include) { }
}

/// <summary>What a handler's caller sees when the event or the result does not convert.</summary>
public class JsonSerializerException : Exception
{
    public JsonSerializerException(string message) : base(message) { }

    public JsonSerializerException(string message, Exception exception) : base(message, exception) { }
}
