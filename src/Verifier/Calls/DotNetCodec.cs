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
        if (OperationOf(call) is not { } operation) return new ServiceCall($"{call.Namespace}:{call.Operation}", CanonicalForm.Of(call.Request, null));
        var translation = DotNetJson.ToApi(operation.DotNet.Request, call.Request);
        _problems.UnionWith(translation.Problems);
        return Normalization.Call(operation, translation.Json);
    }

    /// <summary>What the SDK gives to the handler.</summary>
    public static SdkAnswer Write(AwsOperation? operation, ServiceBehaviour behaviour) => behaviour switch
    {
        ServiceBehaviour.Responds { Body: var body } => new SdkAnswer.Response(
            JsonNode.Parse(body.ToString()) is JsonObject json ? (operation is null ? json : DotNetJson.FromApi(operation.DotNet.Response, json).Json) : []),
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
}
