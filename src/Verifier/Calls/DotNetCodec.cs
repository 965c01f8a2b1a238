using System.Text.Json.Nodes;
using LambdaLift.ServiceCatalogue;
using LambdaLift.Verifier.Hosting;

namespace LambdaLift.Verifier.Calls;

/// <summary>Translates between the .NET SDK's objects and the service's API.</summary>
internal sealed class DotNetCodec(AwsCatalogue catalogue)
{
    private readonly HashSet<string> _problems = new(StringComparer.Ordinal);

    /// <summary>What of the handler's requests could not be translated, and so was not compared.</summary>
    public IEnumerable<string> Problems => _problems.Order(StringComparer.Ordinal);

    /// <summary>The operation that an SDK call performs; null if the catalogue does not know it.</summary>
    public AwsOperation? OperationOf(SdkCall call) => catalogue.FindClass($"{call.Namespace}.Model.{call.Operation}Request")?.Operation;

    /// <summary>The call in API terms.</summary>
    public ServiceCall Read(SdkCall call)
    {
        if (call.Namespace == HttpCallReader.Namespace) return HttpExchange.Read(call);
        if (OperationOf(call) is not { } operation) return new ServiceCall($"{call.Namespace}:{call.Operation}", CanonicalForm.Of(call.Request, null));
        var translation = DotNetJson.ToApi(operation.DotNet.Request, call.Request);
        _problems.UnionWith(translation.Problems);
        return Normalization.Call(operation, translation.Json);
    }

    /// <summary>What the SDK gives to the handler.</summary>
    public SdkAnswer Write(SdkCall call, ServiceBehaviour behaviour) =>
        call.Namespace == HttpCallReader.Namespace ? HttpExchange.Answer(behaviour) : Write(OperationOf(call), behaviour);

    private static SdkAnswer Write(AwsOperation? operation, ServiceBehaviour behaviour) => behaviour switch
    {
        ServiceBehaviour.Responds { Body: var body } => new SdkAnswer.Response(Response(operation, JsonNode.Parse(body.ToString()) as JsonObject ?? [])),
        // The answer comes when nobody waits for it.
        ServiceBehaviour.Fails { Failure: FailureKind.TimesOut } => new SdkAnswer.Response(Response(operation, [])) { IsLate = true },
        ServiceBehaviour.Fails failure => Error(operation, failure),
        _ => throw new InvalidOperationException($"Unknown behaviour {behaviour}."),
    };

    private static JsonObject Response(AwsOperation? operation, JsonObject body)
    {
        if (operation is null) return body;
        var response = DotNetJson.FromApi(operation.DotNet.Response, body).Json;
        // A function that returns null answers the four letters, not nothing.
        if (operation.Id == Normalization.LambdaInvoke && body.TryGetPropertyValue("Payload", out var payload) && payload is null) response["Payload"] = Null;
        return response;
    }

    private static string Null { get; } = Convert.ToBase64String("null"u8);

    private static SdkAnswer.Error Error(AwsOperation? operation, ServiceBehaviour.Fails failure)
    {
        if (failure.Failure == FailureKind.ClientSide || operation is null) return new SdkAnswer.Error("AmazonClientException", "", failure.Message);
        var service = operation.Service;
        if (failure.Failure == FailureKind.Unmodelled)
        {
            var status = UnmodelledStatus.In(failure.Message);
            return new SdkAnswer.Error(service.DotNet.BaseExceptionName, operation.DotNet.FailsWithoutBody ? DotNetOperation.StatusName(status) : failure.Name, failure.Message) { Status = status };
        }

        var shape = service.FindShape(failure.Name) ?? throw new HostingException($"{operation.Id} has no error '{failure.Name}'.");
        var thrown = operation.DotNet.ErrorOf(shape);
        return new SdkAnswer.Error(thrown.Name, thrown.Code, failure.Message) { Status = shape.HttpStatus ?? 400 };
    }
}
