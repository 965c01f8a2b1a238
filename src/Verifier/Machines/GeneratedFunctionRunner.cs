using LambdaLift.Interpreter.Tasks;
using LambdaLift.StatesLanguage.Json;
using LambdaLift.Verifier.Calls;
using LambdaLift.Verifier.Comparison;
using LambdaLift.Verifier.Hosting;
using LambdaLift.Verifier.Scripts;

namespace LambdaLift.Verifier.Machines;

/// <summary>
/// Answers the state machine's invocations of functions that were generated for it, by running them: in the execution's world, and with
/// their service calls answered by the execution's script.
/// </summary>
internal sealed class GeneratedFunctionRunner(HandlerHost host, DotNetCodec codec, IReadOnlySet<string> names, bool spellsJsonAsStepFunctions)
{
    /// <summary>The generated function that a task invokes; null for every other task.</summary>
    public string? FunctionOf(TaskRequest request) =>
        request.Resource == "arn:aws:states:::lambda:invoke" && request.Parameters is DataObject parameters && parameters.Get("FunctionName") is DataString { Value: var name } && names.Contains(name) ? name : null;

    /// <summary>Runs a function.</summary>
    /// <param name="function">Its name.</param>
    /// <param name="request">The task that invokes it.</param>
    /// <param name="script">The services' behaviour.</param>
    /// <param name="world">The execution's clock, ids and random numbers.</param>
    /// <param name="observe">Receives the service calls inside.</param>
    public TaskResponse Run(string function, TaskRequest request, ScriptPlayer script, VirtualWorld world, Action<TraceCall> observe)
    {
        world.Now = request.VirtualTime;
        var run = host.Run(new HandlerRunRequest
        {
            Function = function,
            Payload = ((DataObject)request.Parameters).Get("Payload")?.ToString() ?? "{}",
            World = world,
            SpellsJsonAsStepFunctions = spellsJsonAsStepFunctions,
            Responder = call =>
            {
                var service = codec.Read(call);
                var (occurrence, behaviour) = script.Next(service);
                observe(new TraceCall(service, occurrence, behaviour, request.StatePath));
                return codec.Write(call, behaviour);
            },
        });
        return run.Outcome switch
        {
            HandlerOutcome.Returned { Json: var json } => TaskResponse.Success(JsonData.Object(("StatusCode", JsonData.Number(200L)), ("Payload", json is null ? JsonData.Null : JsonData.Parse(json.ToJsonString())))),
            // As the Lambda service reports a function's failure to Step Functions: the document is the cause.
            HandlerOutcome.Threw threw => TaskResponse.Failure(threw.ErrorType, JsonData.Object(("errorType", JsonData.String(threw.ErrorType)), ("errorMessage", JsonData.String(threw.Message)), ("stackTrace", JsonData.Array())).ToString()),
            HandlerOutcome.Stopped stopped => throw new HostingException(stopped.Reason),
            _ => throw new InvalidOperationException($"Unexpected outcome {run.Outcome}."),
        };
    }
}
