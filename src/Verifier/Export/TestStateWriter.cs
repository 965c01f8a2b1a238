using System.Text.Json.Nodes;
using LambdaLift.Interpreter;
using LambdaLift.Interpreter.Tasks;
using LambdaLift.Interpreter.TestState;
using LambdaLift.StatesLanguage.Json;
using LambdaLift.StatesLanguage.Model;

namespace LambdaLift.Verifier.Export;

/// <summary>
/// Writes requests for the TestState API, one for each state, input and answer that explored runs met, each with what came of it.
/// Source: https://docs.aws.amazon.com/step-functions/latest/apireference/API_TestState.html.
/// </summary>
internal static class TestStateWriter
{
    public static JsonData Write(StateMachineInterpreter machine, IReadOnlyList<ReplayedRun> runs)
    {
        var definitions = Definitions(machine.Definition);
        var tests = new List<JsonData>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var run in runs)
        {
            foreach (var visit in run.Result.Visits)
            {
                // Fan-outs are tested by the tasks inside of them; a state that only ends or waits tells nothing alone.
                if (!definitions.TryGetValue(visit.StateName, out var definition) || definition.Type is not ("Task" or "Choice" or "Pass")) continue;
                var call = run.Result.Calls.LastOrDefault(call => call.Request.EntryId == visit.EntryId);
                if (definition.Type == "Task" && call is null) continue;
                var test = new StateTest
                {
                    StateName = visit.StateName,
                    Input = visit.Input ?? JsonData.Null,
                    Variables = visit.Variables ?? DataObject.Empty,
                    MockResult = call?.Output,
                    MockError = call is { Outcome: TaskOutcome.Failed } ? new TaskFailedException(call.Error ?? "", call.Cause) : null,
                    // What was retried before has been retried enough.
                    RetrierRetryCount = call?.Request.Attempt ?? 0,
                };
                var json = Json(test, definition.Json, machine.TestState(test));
                if (seen.Add(json.ToString())) tests.Add(json);
            }
        }

        return JsonData.Array([.. tests]);
    }

    private static JsonData Json(StateTest test, JsonData definition, StateTestResult result)
    {
        JsonData? mock = test.MockError is { } error
            ? JsonData.Object(("errorOutput", JsonData.Object(("error", error.Error ?? ""), ("cause", error.Cause ?? ""))))
            : test.MockResult is { } output ? JsonData.Object(("result", output)) : null;
        return JsonData.Object(
        [
            .. new (string Name, JsonData? Value)[]
            {
                ("stateName", test.StateName!),
                ("definition", definition),
                ("input", test.Input),
                ("variables", test.Variables.Count > 0 ? test.Variables : null),
                ("mock", mock),
                ("stateConfiguration", test.RetrierRetryCount > 0 ? JsonData.Object(("retrierRetryCount", test.RetrierRetryCount)) : null),
                ("expected", JsonData.Object(
                [
                    .. new (string Name, JsonData? Value)[]
                    {
                        ("status", result.Status switch { StateTestStatus.Succeeded => "SUCCEEDED", StateTestStatus.Failed => "FAILED", StateTestStatus.Retriable => "RETRIABLE", _ => "CAUGHT_ERROR" }),
                        ("nextState", result.NextState is null ? null : JsonData.String(result.NextState)),
                        ("error", result.Error is null ? null : JsonData.String(result.Error)),
                    }.Where(member => member.Value is not null).Select(member => (member.Name, member.Value!)),
                ])),
            }.Where(member => member.Value is not null).Select(member => (member.Name, member.Value!)),
        ]);
    }

    /// <summary>The states outside of fan-outs and inside, as the API wants one: its JSON, with the machine's query language.</summary>
    private static Dictionary<string, (string Type, JsonData Json)> Definitions(StateMachine machine)
    {
        var found = new Dictionary<string, (string, JsonData)>(StringComparer.Ordinal);
        var root = JsonNode.Parse(AslWriter.Write(machine))!;
        Collect(root, root["QueryLanguage"]?.GetValue<string>());
        return found;

        void Collect(JsonNode graph, string? language)
        {
            foreach (var (name, node) in (JsonObject)graph["States"]!)
            {
                var state = (JsonObject)node!.DeepClone();
                if (language is not null && state["QueryLanguage"] is null) state.Insert(0, "QueryLanguage", language);
                found[name] = (state["Type"]!.GetValue<string>(), JsonData.Parse(state.ToJsonString()));
                foreach (var branch in node["Branches"] as JsonArray ?? []) Collect(branch!, language);
                if (node["ItemProcessor"] is JsonObject processor) Collect(processor, language);
            }
        }
    }
}
