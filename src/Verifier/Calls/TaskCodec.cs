using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using LambdaLift.ServiceCatalogue;
using LambdaLift.StatesLanguage.Json;

namespace LambdaLift.Verifier.Calls;

/// <summary>How a task attempt ends.</summary>
/// <param name="Output">The result of a success.</param>
/// <param name="Error">The error name of a failure.</param>
/// <param name="Cause">The description of a failure.</param>
internal sealed record TaskAnswer(JsonData? Output, string? Error, string? Cause)
{
    public static TaskAnswer Success(JsonData output) => new(output, null, null);

    public static TaskAnswer Failure(string error, string cause) => new(null, error, cause);
}

/// <summary>Translates between the parameters and results of Task states and the service's API.</summary>
internal sealed class TaskCodec(AwsCatalogue catalogue)
{
    private static readonly JsonObject SdkHttpMetadata = new() { ["AllHttpHeaders"] = new JsonObject(), ["HttpHeaders"] = new JsonObject(), ["HttpStatusCode"] = 200 };

    /// <summary>The call that a task attempt makes, in API terms.</summary>
    public ServiceCall Read(string resource, JsonData parameters)
    {
        if (!catalogue.TryParseResource(resource, out var parsed, out _)) return new ServiceCall(resource, CanonicalForm.Of(parameters));
        if (parsed.Kind == TaskResourceKind.LambdaFunction)
        {
            var request = new JsonObject { ["FunctionName"] = resource, ["Payload"] = parameters.ToString() };
            return Normalization.Call(catalogue.FindOperation(Normalization.LambdaInvoke)!, request);
        }

        return parsed.Integration is { HasApiParameters: true, Operation: { } operation } integration
            ? Normalization.Call(operation, (JsonObject)ToApi(integration, operation.Input, "", Node(parameters) as JsonObject ?? [])!)
            : new ServiceCall(resource, CanonicalForm.Of(parameters));
    }

    /// <summary>The operation that a resource calls; null for those that are no single API operation.</summary>
    public AwsOperation? OperationOf(string resource) =>
        !catalogue.TryParseResource(resource, out var parsed, out _) ? null
        : parsed.Kind == TaskResourceKind.LambdaFunction ? catalogue.FindOperation(Normalization.LambdaInvoke)
        : parsed.Integration?.Operation;

    /// <summary>What Step Functions makes of the service's behaviour.</summary>
    public TaskAnswer Write(string resource, ServiceBehaviour behaviour)
    {
        var parsed = catalogue.TryParseResource(resource, out var known, out _) ? known : null;
        var integration = parsed?.Integration;
        if (behaviour is ServiceBehaviour.Fails failure)
            return TaskAnswer.Failure(ErrorName(integration, failure), failure.Message);
        var body = ((ServiceBehaviour.Responds)behaviour).Body;
        var isOptimizedInvoke = integration is { Kind: IntegrationKind.Optimized, Service: "lambda" };
        // Only these two forms fail the task when the function fails; aws-sdk:lambda:invoke hands the response on.
        if ((isOptimizedInvoke || parsed?.Kind == TaskResourceKind.LambdaFunction) && Normalization.FunctionError(body) is { } error)
            return TaskAnswer.Failure(error.ErrorType, error.Payload);
        if (parsed?.Kind == TaskResourceKind.LambdaFunction)
            return TaskAnswer.Success(body is DataObject response && response.TryGetValue("Payload", out var payload) && payload is DataString text ? JsonData.Parse(text.Value) : JsonData.Null);
        if (integration?.Operation is not { } operation || !integration.HasApiParameters) return TaskAnswer.Success(body);
        var result = (JsonObject)FromApi(integration, operation.Output, "", Node(body) as JsonObject ?? [])!;
        if (integration is { Kind: IntegrationKind.Optimized, Service: not ("events" or "apigateway") })
        {
            result["SdkHttpMetadata"] = SdkHttpMetadata.DeepClone();
            result["SdkResponseMetadata"] = new JsonObject { ["RequestId"] = "00000000-0000-4000-8000-000000000000" };
        }

        return TaskAnswer.Success(JsonData.Parse(result.ToJsonString()));
    }

    private static string ErrorName(StepFunctionsIntegration? integration, ServiceBehaviour.Fails failure)
    {
        if (integration is null) return failure.Name.Length > 0 ? failure.Name : "Lambda.SdkClientException";
        return failure.Failure switch
        {
            FailureKind.Modelled when integration.Operation?.Service.FindShape(failure.Name) is { } shape => integration.Errors.NameOf(shape),
            FailureKind.ClientSide when integration.Errors.ClientSide is { } client => client.ErrorName,
            FailureKind.Unmodelled when integration.Errors.Fallback is { } fallback => fallback.ErrorName,
            _ => failure.Name,
        };
    }

    private static JsonNode? ToApi(StepFunctionsIntegration integration, Shape? shape, string path, JsonNode? value)
    {
        if (value is null) return null;
        switch (integration.ParameterForm(path, shape ?? Text))
        {
            case ValueForm.Json: return value.ToJsonString(Relaxed);
            case ValueForm.TextOrJson when value is JsonObject or JsonArray: return value.ToJsonString(Relaxed);
            case ValueForm.Utf8Text or ValueForm.UnsettledBlob when value.GetValueKind() == JsonValueKind.String:
                return Convert.ToBase64String(Encoding.UTF8.GetBytes(value.GetValue<string>()));
            case ValueForm.JsonSerialized: return Convert.ToBase64String(Encoding.UTF8.GetBytes(value.ToJsonString(Relaxed)));
        }

        return (shape?.Kind, value) switch
        {
            (ShapeKind.Structure, JsonObject members) => new JsonObject(members.Select(member =>
            {
                var found = shape!.Members.FirstOrDefault(candidate => candidate.NameFor(integration.Kind) == member.Key);
                // A name that the integration does not have stays, so that it shows as a difference.
                return KeyValuePair.Create(found?.Name ?? "?" + member.Key, found is not null && Normalization.IsLambdaPayload(found)
                    ? Payload(integration, found, member.Value)
                    : ToApi(integration, found?.Shape, Join(path, found?.Name ?? member.Key), member.Value));
            })),
            (ShapeKind.List, JsonArray items) => new JsonArray([.. items.Select(item => ToApi(integration, shape!.Element, path, item))]),
            (ShapeKind.Map, JsonObject entries) => new JsonObject(entries.Select(entry => KeyValuePair.Create(entry.Key, ToApi(integration, shape!.Value, path, entry.Value)))),
            _ => value.DeepClone(),
        };
    }

    /// <summary>Lambda's payload as text: the optimized integration takes JSON, the generic one the text itself.</summary>
    private static JsonNode? Payload(StepFunctionsIntegration integration, ShapeMember member, JsonNode? value) =>
        value is JsonValue text && integration.Kind == IntegrationKind.AwsSdk && text.GetValueKind() == JsonValueKind.String
            && integration.ParameterForm(member.Name, member.Shape) != ValueForm.Json
            ? value.DeepClone() : value is null ? "null" : value.ToJsonString(Relaxed);

    private static JsonNode? FromApi(StepFunctionsIntegration integration, Shape? shape, string path, JsonNode? value)
    {
        if (value is null) return null;
        switch (integration.ResultForm(path, shape ?? Text))
        {
            case ValueForm.Json when value.GetValueKind() == JsonValueKind.String: return JsonNode.Parse(value.GetValue<string>());
            case ValueForm.Utf8Text when shape?.Kind == ShapeKind.Blob && integration.Operation?.Id != Normalization.LambdaInvoke: return Encoding.UTF8.GetString(Convert.FromBase64String(value.GetValue<string>()));
        }

        return (shape?.Kind, value) switch
        {
            (ShapeKind.Structure, JsonObject members) => new JsonObject(members.Select(member =>
            {
                var found = shape!.FindMember(member.Key);
                return KeyValuePair.Create(found?.NameFor(integration.Kind) ?? member.Key, FromApi(integration, found?.Shape, Join(path, member.Key), member.Value));
            })),
            (ShapeKind.List, JsonArray items) => new JsonArray([.. items.Select(item => FromApi(integration, shape!.Element, path, item))]),
            (ShapeKind.Map, JsonObject entries) => new JsonObject(entries.Select(entry => KeyValuePair.Create(entry.Key, FromApi(integration, shape!.Value, path, entry.Value)))),
            _ => value.DeepClone(),
        };
    }

    private static readonly JsonSerializerOptions Relaxed = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static readonly Shape Text = AwsCatalogue.Default.FindOperation(Normalization.LambdaInvoke)!.Input!.FindMember("FunctionName")!.Shape;

    private static string Join(string path, string name) => path.Length == 0 ? name : path + "." + name;

    private static JsonNode? Node(JsonData data) => JsonNode.Parse(data.ToString());
}
