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

        if (operation.Service.Id == "dynamodb")
        {
            DynamoDbExpressions.Normalize(request);
            if (request["Key"] is JsonObject key) EmptyKeys(key);
        }

        return new ServiceCall(operation.Id, CanonicalForm.Of(request, operation.Input));
    }

    // The object persistence model sends no value for a key that is null or the empty text. DynamoDB answers each of these with a ValidationException.
    private static void EmptyKeys(JsonObject key)
    {
        foreach (var name in key.Where(entry => entry.Value is JsonObject value && value.All(IsNothing)).Select(entry => entry.Key).ToList())
            key[name] = null;

        static bool IsNothing(KeyValuePair<string, JsonNode?> member) =>
            member.Value is null || (member.Key == "S" && member.Value is JsonValue text && text.TryGetValue(out string? content) && content.Length == 0);
    }

    /// <summary>The function error in a response of <c>lambda:Invoke</c>.</summary>
    /// <returns>Error type and payload; null if the function succeeded.</returns>
    public static (string ErrorType, JsonData Payload)? FunctionError(JsonData response)
    {
        if (response is not DataObject body || body.Get("FunctionError") is null or DataNull) return null;
        var payload = body.Get("Payload") ?? JsonData.Null;
        return payload is DataObject error && error.Get("errorType") is DataString type ? (type.Value, payload) : ("Lambda.Unknown", payload);
    }
}
