using System.Text.Json.Nodes;
using LambdaLift.Interpreter.Tasks;
using LambdaLift.ServiceCatalogue;
using LambdaLift.StatesLanguage.Json;

namespace LambdaLift.Verifier.Calls;

/// <summary>Translates between the parameters and results of Task states and the service's API.</summary>
internal sealed class TaskCodec(AwsCatalogue catalogue)
{
    /// <summary>The call that a task attempt makes, in API terms.</summary>
    public ServiceCall Read(string resource, JsonData parameters)
    {
        var parsed = Parse(resource);
        if (parsed?.Kind == TaskResourceKind.LambdaFunction)
        {
            var request = new JsonObject { ["FunctionName"] = resource, ["Payload"] = Node(parameters) };
            return Normalization.Call(catalogue.FindOperation(Normalization.LambdaInvoke)!, request);
        }

        if (IsHttp(parsed)) return HttpExchange.Read(Node(parameters) as JsonObject ?? []);
        if (parsed?.Integration is not { HasApiParameters: true, Operation: { } operation } integration)
            return new ServiceCall(resource, CanonicalForm.Of(parameters));
        var translation = StepFunctionsJson.ParametersToApi(integration, Node(parameters) as JsonObject ?? []);
        // What the integration does not take, it refuses: that must show as a difference.
        if (translation.Problems.Count > 0) translation.Json["?"] = new JsonArray([.. translation.Problems.Select(problem => (JsonNode)problem)]);
        return Normalization.Call(operation, translation.Json);
    }

    /// <summary>What Step Functions makes of the service's behaviour.</summary>
    public TaskResponse Write(string resource, ServiceBehaviour behaviour)
    {
        var parsed = Parse(resource);
        var integration = parsed?.Integration;
        if (IsHttp(parsed)) return HttpExchange.Write(behaviour);
        if (behaviour is ServiceBehaviour.Fails { Failure: FailureKind.TimesOut }) return TaskResponse.Pending;
        if (behaviour is ServiceBehaviour.Fails failure) return TaskResponse.Failure(ErrorName(integration, failure), failure.Message);
        var body = ((ServiceBehaviour.Responds)behaviour).Body;
        var isOptimizedInvoke = integration is { Kind: IntegrationKind.Optimized, Service: "lambda" };
        // Only these two forms fail the task when the function fails; aws-sdk:lambda:invoke hands the response on.
        if ((isOptimizedInvoke || parsed?.Kind == TaskResourceKind.LambdaFunction) && Normalization.FunctionError(body) is { } error)
            return TaskResponse.Failure(error.ErrorType, error.Payload.ToString());
        if (parsed?.Kind == TaskResourceKind.LambdaFunction) return TaskResponse.Success((body as DataObject)?.Get("Payload") ?? JsonData.Null);
        if (integration is not { HasApiParameters: true, Operation: not null }) return TaskResponse.Success(body);
        var result = StepFunctionsJson.ApiToResult(integration, Node(body) as JsonObject ?? []).Json;
        if (integration.Operation.Id == Normalization.LambdaInvoke && (body as DataObject)?.Get("Payload") is DataNull)
            result["Payload"] = integration.Kind == IntegrationKind.Optimized ? null : "null";
        if (integration is { Kind: IntegrationKind.Optimized, Service: not ("events" or "apigateway") })
        {
            result["SdkHttpMetadata"] = new JsonObject { ["AllHttpHeaders"] = new JsonObject(), ["HttpHeaders"] = new JsonObject(), ["HttpStatusCode"] = 200 };
            result["SdkResponseMetadata"] = new JsonObject { ["RequestId"] = "00000000-0000-4000-8000-000000000000" };
        }

        return TaskResponse.Success(JsonData.Parse(result.ToJsonString()));
    }

    private static bool IsHttp(TaskResource? resource) => resource?.Integration is { Service: "http", Action: "invoke" };

    private TaskResource? Parse(string resource) => catalogue.TryParseResource(resource, out var parsed, out _) ? parsed : null;

    private static string ErrorName(StepFunctionsIntegration? integration, ServiceBehaviour.Fails failure) => failure.Failure switch
    {
        FailureKind.Modelled when integration?.Operation?.Service.FindShape(failure.Name) is { } shape => integration.Errors.NameOf(shape),
        FailureKind.ClientSide when integration?.Errors.ClientSide is { } client => client.ErrorName,
        FailureKind.Unmodelled when integration?.Errors.Fallback is { } fallback => fallback.ErrorName,
        // A function called by its ARN reports the service's errors as the optimized integration does.
        _ => failure.Failure == FailureKind.ClientSide ? "Lambda.SdkClientException" : "Lambda." + failure.Name,
    };

    private static JsonNode? Node(JsonData data) => JsonNode.Parse(data.ToString());
}
