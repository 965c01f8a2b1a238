using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using LambdaLift.ServiceCatalogue;
using LambdaLift.Verifier.Hosting;

namespace LambdaLift.Verifier.Calls;

/// <summary>Translates between the .NET SDK's objects and the service's API.</summary>
internal sealed class DotNetCodec(AwsCatalogue catalogue)
{
    /// <summary>The operation that an SDK call performs; null if the catalogue does not know it.</summary>
    public AwsOperation? OperationOf(SdkCall call) => catalogue.FindClass($"{call.Namespace}.Model.{call.Operation}Request")?.Operation;

    /// <summary>The call in API terms.</summary>
    public ServiceCall Read(SdkCall call)
    {
        var request = catalogue.FindClass($"{call.Namespace}.Model.{call.Operation}Request");
        return request?.Operation is { } operation
            ? Normalization.Call(operation, ToApi(request, call.Request))
            : new ServiceCall($"{call.Namespace}:{call.Operation}", CanonicalForm.Of(call.Request, null));
    }

    /// <summary>What the SDK gives to the handler.</summary>
    public SdkAnswer Write(AwsOperation? operation, ServiceBehaviour behaviour) => behaviour switch
    {
        ServiceBehaviour.Responds { Body: var body } => new SdkAnswer.Response(
            JsonNode.Parse(body.ToString()) is JsonObject json ? (operation is null ? json : FromApi(operation.DotNet.Response, json)) : []),
        ServiceBehaviour.Fails failure => Error(operation, failure),
        _ => throw new InvalidOperationException($"Unknown behaviour {behaviour}."),
    };

    private static SdkAnswer.Error Error(AwsOperation? operation, ServiceBehaviour.Fails failure)
    {
        if (failure.Failure == FailureKind.ClientSide || operation is null) return new SdkAnswer.Error("AmazonClientException", "", failure.Message);
        var service = operation.Service;
        if (failure.Failure == FailureKind.Unmodelled) return new SdkAnswer.Error(service.DotNet.BaseExceptionName, failure.Name, failure.Message);
        var shape = service.FindShape(failure.Name) ?? throw new HostingException($"{operation.Id} has no error '{failure.Name}'.");
        return new SdkAnswer.Error(service.DotNet.ClassOf(shape).Name, shape.ErrorCode ?? shape.Name, failure.Message);
    }

    private JsonObject ToApi(DotNetClass type, JsonObject value)
    {
        var result = new JsonObject();
        foreach (var (name, content) in value)
        {
            var property = type.FindProperty(name);
            if (property?.Conversion == DotNetConversion.NotInApi) continue;
            if (property is null || property.Path.Count == 0)
            {
                // Not in the model, or a class that wraps the whole structure: kept in sight rather than dropped.
                if (property is { Conversion: DotNetConversion.Whole, Shape: { } whole } && content is JsonObject inner)
                    Merge(result, ToApi(type.Service.DotNet.ClassOf(whole), inner));
                else
                    result[name] = content?.DeepClone();
                continue;
            }

            var target = result;
            foreach (var member in property.Path.Take(property.Path.Count - 1))
                target = (JsonObject)(target[member.Name] ??= new JsonObject());
            target[property.Path[^1].Name] = ToApi(type, property, content);
        }

        return result;
    }

    private JsonNode? ToApi(DotNetClass owner, DotNetProperty property, JsonNode? content)
    {
        if (content is null) return null;
        if (property.ElementPath.Count > 0 && content is JsonArray items)
            return new JsonArray([.. items.Select(item => Wrap(item?.DeepClone(), property.ElementPath))]);
        return property.Conversion switch
        {
            DotNetConversion.Utf8Text when !IsText(property.Path[^1]) => Convert.ToBase64String(Encoding.UTF8.GetBytes(Text(content))),
            DotNetConversion.InvariantText => Text(content),
            DotNetConversion.EpochMilliseconds => Time(content).ToUnixTimeMilliseconds(),
            _ => ToApi(owner.Service, property.Shape, content),
        };
    }

    private JsonNode? ToApi(AwsService service, Shape? shape, JsonNode? content) => (shape?.Kind, content) switch
    {
        (ShapeKind.Structure, JsonObject members) => ToApi(service.DotNet.ClassOf(shape!), members),
        (ShapeKind.List, JsonArray items) => new JsonArray([.. items.Select(item => ToApi(service, shape!.Element, item))]),
        (ShapeKind.Map, JsonObject entries) => new JsonObject(entries.Select(entry => KeyValuePair.Create(entry.Key, ToApi(service, shape!.Value, entry.Value)))),
        _ => content?.DeepClone(),
    };

    private JsonObject FromApi(DotNetClass type, JsonObject value)
    {
        var result = new JsonObject();
        foreach (var property in type.Properties)
        {
            if (property.Conversion == DotNetConversion.Whole && property.Shape is { } whole)
            {
                result[property.Name] = FromApi(type.Service.DotNet.ClassOf(whole), value);
                continue;
            }

            if (property.Conversion is DotNetConversion.NotInApi or DotNetConversion.Composed) continue;
            JsonNode? content = value;
            foreach (var member in property.Path) content = (content as JsonObject)?[member.Name];
            if (content is not null) result[property.Name] = FromApi(type, property, content);
        }

        return result;
    }

    private JsonNode? FromApi(DotNetClass owner, DotNetProperty property, JsonNode content)
    {
        if (property.ElementPath.Count > 0 && content is JsonArray items)
            return new JsonArray([.. items.Select(item => Unwrap(item, property.ElementPath)?.DeepClone())]);
        return property.Conversion switch
        {
            DotNetConversion.Utf8Text when !IsText(property.Path[^1]) => Encoding.UTF8.GetString(Convert.FromBase64String(Text(content))),
            DotNetConversion.EpochMilliseconds when content.GetValueKind() == JsonValueKind.Number =>
                DateTimeOffset.FromUnixTimeMilliseconds(content.GetValue<long>()).UtcDateTime.ToString("O", CultureInfo.InvariantCulture),
            _ => FromApi(owner.Service, property.Shape, content),
        };
    }

    private JsonNode? FromApi(AwsService service, Shape? shape, JsonNode? content) => (shape?.Kind, content) switch
    {
        (ShapeKind.Structure, JsonObject members) => FromApi(service.DotNet.ClassOf(shape!), members),
        (ShapeKind.List, JsonArray items) => new JsonArray([.. items.Select(item => FromApi(service, shape!.Element, item))]),
        (ShapeKind.Map, JsonObject entries) => new JsonObject(entries.Select(entry => KeyValuePair.Create(entry.Key, FromApi(service, shape!.Value, entry.Value)))),
        _ => content?.DeepClone(),
    };

    /// <summary>Lambda's payloads are kept as text: they are JSON by contract.</summary>
    private static bool IsText(ShapeMember member) => Normalization.IsLambdaPayload(member);

    private static JsonObject Wrap(JsonNode? value, IReadOnlyList<string> path)
    {
        for (var i = path.Count - 1; i >= 0; i--) value = new JsonObject { [path[i]] = value };
        return (JsonObject)value!;
    }

    private static JsonNode? Unwrap(JsonNode? value, IReadOnlyList<string> path) => path.Aggregate(value, (inner, name) => (inner as JsonObject)?[name]);

    private static void Merge(JsonObject target, JsonObject source)
    {
        foreach (var (name, content) in source) target[name] = content?.DeepClone();
    }

    private static string Text(JsonNode content) => content.GetValueKind() == JsonValueKind.String ? content.GetValue<string>() : content.ToJsonString();

    private static DateTimeOffset Time(JsonNode content) => DateTimeOffset.Parse(Text(content), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);
}
