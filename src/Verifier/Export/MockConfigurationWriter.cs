using System.Globalization;
using LambdaLift.Interpreter.Tasks;
using LambdaLift.StatesLanguage.Json;

namespace LambdaLift.Verifier.Export;

/// <summary>
/// Writes a mock configuration file of Step Functions Local: per test case and state the answers in order of invocation.
/// Source: https://docs.aws.amazon.com/step-functions/latest/dg/sfn-local-mock-cfg-file.html.
/// </summary>
internal static class MockConfigurationWriter
{
    public static JsonData Write(string machine, IReadOnlyList<(string Name, ExploredRun Run)> cases)
    {
        var responses = new DataObjectBuilder();
        var names = new Dictionary<string, string>(StringComparer.Ordinal);
        var testCases = new DataObjectBuilder();
        foreach (var (name, run) in cases)
        {
            var states = new DataObjectBuilder();
            foreach (var answers in run.Answers.GroupBy(answer => answer.State, StringComparer.Ordinal))
            {
                var response = Response([.. answers.Select(answer => answer.Response)]);
                // Equal answers of a state share one response.
                var key = answers.Key + "\n" + response;
                if (!names.TryGetValue(key, out var responseName))
                {
                    responseName = names[key] = $"{answers.Key} {names.Count + 1}";
                    responses.Set(responseName, response);
                }

                states.Set(answers.Key, responseName);
            }

            testCases.Set(name, states.Build());
        }

        return JsonData.Object(
            ("StateMachines", JsonData.Object((machine, JsonData.Object(("TestCases", testCases.Build()))))),
            ("MockedResponses", responses.Build()));
    }

    private static DataObject Response(IReadOnlyList<TaskResponse> answers)
    {
        var invocations = new DataObjectBuilder();
        for (var first = 0; first < answers.Count;)
        {
            var answer = Answer(answers[first]);
            var last = first;
            while (last + 1 < answers.Count && JsonData.DeepEquals(answer, Answer(answers[last + 1]))) last++;
            invocations.Set(first == last ? Number(first) : $"{Number(first)}-{Number(last)}", answer);
            first = last + 1;
        }

        return invocations.Build();
    }

    // A mock cannot keep its caller waiting: an answer that does not come is the error that follows from it.
    private static DataObject Answer(TaskResponse response) => response.IsPending ? JsonData.Object(("Throw", JsonData.Object(("Error", JsonData.String("States.Timeout"))))) : response.IsFailure
        ? JsonData.Object(("Throw", JsonData.Object([.. new[] { ("Error", response.Error), ("Cause", response.Cause) }.Where(pair => pair.Item2 is not null).Select(pair => (pair.Item1, (JsonData)pair.Item2!))])))
        : JsonData.Object(("Return", response.Output ?? JsonData.Null));

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
