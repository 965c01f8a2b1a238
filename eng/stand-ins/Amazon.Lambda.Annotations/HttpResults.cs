using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json.Serialization;
using Amazon.Lambda.Core;

namespace Amazon.Lambda.Annotations.APIGateway;

/// <summary>An HTTP response that a function returns.</summary>
public interface IHttpResult
{
    HttpStatusCode StatusCode { get; }

    /// <summary>The response as API Gateway wants it.</summary>
    Stream Serialize(HttpResultSerializationOptions options);

    IHttpResult AddHeader(string name, string value);
}

/// <summary>Which API a response goes to.</summary>
public class HttpResultSerializationOptions
{
    public ProtocolFormat Format { get; set; }
    public ProtocolVersion Version { get; set; }
    public ILambdaSerializer Serializer { get; set; }

    public enum ProtocolFormat
    {
        RestApi,
        HttpApi,
    }

    public enum ProtocolVersion
    {
        V1,
        V2,
    }
}

/// <summary>Makes HTTP responses.</summary>
public class HttpResults : IHttpResult
{
    private readonly object _body;
    private readonly Dictionary<string, IList<string>> _headers = [];

    private HttpResults(HttpStatusCode statusCode, object body = null)
    {
        StatusCode = statusCode;
        _body = body;
    }

    public HttpStatusCode StatusCode { get; }

    public static IHttpResult Accepted(object body = null) => NewResult(HttpStatusCode.Accepted, body);

    public static IHttpResult BadGateway() => NewResult(HttpStatusCode.BadGateway);

    public static IHttpResult BadRequest(object body = null) => NewResult(HttpStatusCode.BadRequest, body);

    public static IHttpResult Conflict(object body = null) => NewResult(HttpStatusCode.Conflict, body);

    public static IHttpResult Created(string uri = null, object body = null)
    {
        var result = NewResult(HttpStatusCode.Created, body);
        return uri is null ? result : result.AddHeader("location", uri);
    }

    public static IHttpResult Forbid(object body = null) => NewResult(HttpStatusCode.Forbidden, body);

    public static IHttpResult InternalServerError(object body = null) => NewResult(HttpStatusCode.InternalServerError, body);

    public static IHttpResult NotFound(object body = null) => NewResult(HttpStatusCode.NotFound, body);

    public static IHttpResult Ok(object body = null) => NewResult(HttpStatusCode.OK, body);

    public static IHttpResult Redirect(string uri, bool permanent = false, bool preserveMethod = false)
    {
        var code = (permanent, preserveMethod) switch
        {
            (true, true) => HttpStatusCode.PermanentRedirect,
            (false, true) => HttpStatusCode.TemporaryRedirect,
            (true, false) => HttpStatusCode.MovedPermanently,
            (false, false) => HttpStatusCode.Redirect,
        };
        var result = NewResult(code);
        return uri is null ? result : result.AddHeader("location", uri);
    }

    public static IHttpResult ServiceUnavailable(int? delaySeconds = null)
    {
        var result = NewResult(HttpStatusCode.ServiceUnavailable);
        return delaySeconds is > 0 ? result.AddHeader("retry-after", delaySeconds.Value.ToString(CultureInfo.InvariantCulture)) : result;
    }

    public static IHttpResult Unauthorized() => NewResult(HttpStatusCode.Unauthorized);

    public static IHttpResult NewResult(HttpStatusCode statusCode, object body = null) => new HttpResults(statusCode, body);

    public IHttpResult AddHeader(string name, string value)
    {
        var key = name.ToLowerInvariant();
        if (!_headers.TryGetValue(key, out var values))
        {
            _headers.Add(key, values = []);
        }

        values.Add(value);
        return this;
    }

    public Stream Serialize(HttpResultSerializationOptions options)
    {
        var (body, contentType, isBase64) = Format(options.Serializer);
        if (contentType is not null && !_headers.ContainsKey("content-type"))
        {
            AddHeader("content-type", contentType);
        }

        var stream = new MemoryStream();
        if (options is { Format: HttpResultSerializationOptions.ProtocolFormat.HttpApi, Version: HttpResultSerializationOptions.ProtocolVersion.V2 })
        {
            var joined = _headers.ToDictionary(header => header.Key, header => string.Join(",", header.Value));
            options.Serializer.Serialize(new Response { StatusCode = (int)StatusCode, Headers = joined, Body = body, IsBase64Encoded = isBase64 }, stream);
        }
        else
        {
            options.Serializer.Serialize(new Response { StatusCode = (int)StatusCode, MultiValueHeaders = _headers, Body = body, IsBase64Encoded = isBase64 }, stream);
        }

        stream.Position = 0;
        return stream;
    }

    private (string Body, string ContentType, bool IsBase64) Format(ILambdaSerializer serializer)
    {
        const string bytes = "application/octet-stream";
        switch (_body)
        {
            case null:
                return (null, null, false);
            case string text:
                return (text, "text/plain", false);
            case byte[] array:
                return (Convert.ToBase64String(array), bytes, true);
            case IList<byte> list:
                return (Convert.ToBase64String([.. list]), bytes, true);
            case Stream source:
                using (var copy = new MemoryStream())
                {
                    source.CopyTo(copy);
                    return (Convert.ToBase64String(copy.ToArray()), bytes, true);
                }

            default:
                using (var json = new MemoryStream())
                {
                    serializer.Serialize(_body, json);
                    return (Encoding.UTF8.GetString(json.ToArray()), "application/json", false);
                }
        }
    }

    private sealed class Response
    {
        [JsonPropertyName("statusCode")]
        public int StatusCode { get; set; }

        [JsonPropertyName("headers")]
        public IDictionary<string, string> Headers { get; set; }

        [JsonPropertyName("multiValueHeaders")]
        public IDictionary<string, IList<string>> MultiValueHeaders { get; set; }

        [JsonPropertyName("body")]
        public string Body { get; set; }

        [JsonPropertyName("isBase64Encoded")]
        public bool IsBase64Encoded { get; set; }
    }
}
