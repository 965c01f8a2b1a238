using System.Text.Json.Nodes;
using LambdaLift.Verifier.Hosting;

namespace LambdaLift.Verifier.Tests.Support;

/// <summary>Answers for the SDK calls of a hosted handler.</summary>
internal static class Script
{
    public static SdkAnswer Response(string json = "{}") => new SdkAnswer.Response((JsonObject)JsonNode.Parse(json)!);

    public static SdkAnswer Error(string type, string message = "scripted", string code = "Scripted") => new SdkAnswer.Error(type, code, message);

    public static HandlerRun Run(this HandlerHost host, string payload, Func<SdkCall, SdkAnswer> answer, int? heldBack = null, bool callers = false) =>
        host.Run(new HandlerRunRequest
        {
            Function = "test",
            Payload = payload,
            Responder = call => answer(call),
            HeldBackCall = heldBack,
            CaptureCallers = callers,
        });

    public static string Json(this HandlerRun run) => Assert.IsType<HandlerOutcome.Returned>(run.Outcome).Json?.ToJsonString() ?? "null";

    public static string[] Operations(this HandlerRun run) => [.. run.Calls.Select(call => call.Call.Operation)];
}
