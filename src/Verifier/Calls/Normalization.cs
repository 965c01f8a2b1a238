using System.Text.Json.Nodes;
using LambdaLift.ServiceCatalogue;
using LambdaLift.StatesLanguage.Json;
using LambdaLift.Verifier.Hosting;

namespace LambdaLift.Verifier.Calls;

/// <summary>What single operations add to the canonical form of their requests.</summary>
internal static class Normalization
{
    public const string LambdaInvoke = "lambda:Invoke";

    public static ServiceCall Call(AwsOperation operation, JsonObject request)
    {
        if (operation.Id == LambdaInvoke)
        {
            // Names, partial and full ARNs name one function; synchronous is the default.
            if (request["FunctionName"] is JsonValue name) request["FunctionName"] = FunctionName.Plain(name.GetValue<string>());
            request["InvocationType"] ??= "RequestResponse";
        }

        return new ServiceCall(operation.Id, CanonicalForm.Of(request, operation.Id == LambdaInvoke ? null : operation.Input));
    }

    /// <summary>Lambda's request and response payloads, the only bytes that are JSON text by contract.</summary>
    public static bool IsLambdaPayload(ShapeMember member) => member is { Name: "Payload", Owner.Name: "InvocationRequest" or "InvocationResponse" };

    /// <summary>The function error in a response of <c>lambda:Invoke</c>.</summary>
    /// <returns>Error type and payload text; null if the function succeeded.</returns>
    public static (string ErrorType, string Payload)? FunctionError(JsonData response)
    {
        if (response is not DataObject body || !body.TryGetValue("FunctionError", out var flag) || flag.IsNull) return null;
        var payload = body.TryGetValue("Payload", out var text) && text is DataString content ? content.Value : "null";
        var type = JsonData.TryParse(payload, out var parsed) && parsed is DataObject error && error.TryGetValue("errorType", out var name) && name is DataString value
            ? value.Value : "Lambda.Unknown";
        return (type, payload);
    }
}
