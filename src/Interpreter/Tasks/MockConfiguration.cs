using System.Globalization;
using LambdaLift.StatesLanguage.Json;

namespace LambdaLift.Interpreter.Tasks;

/// <summary>
/// A mock configuration file of Step Functions Local: state machines → test cases → state name → name of a mocked response; and
/// the mocked responses, each of them <c>Return</c> or <c>Throw</c> per invocation ("0") or range of invocations ("1-2").
/// Source: https://docs.aws.amazon.com/step-functions/latest/dg/sfn-local-mock-cfg-file.html.
/// </summary>
public sealed class MockConfiguration
{
    private readonly Dictionary<string, Dictionary<string, Dictionary<string, MockedResponse>>> _machines;

    private MockConfiguration(Dictionary<string, Dictionary<string, Dictionary<string, MockedResponse>>> machines) => _machines = machines;

    /// <summary>The state machines that have test cases.</summary>
    public IReadOnlyCollection<string> StateMachines => _machines.Keys;

    /// <summary>Reads a mock configuration file.</summary>
    /// <exception cref="FormatException">The text is not JSON, or not a mock configuration; the message says what and where.</exception>
    public static MockConfiguration Parse(string json) => Parse(JsonData.Parse(json));

    /// <summary>Reads a mock configuration.</summary>
    /// <exception cref="FormatException">The value is not a mock configuration; the message says where.</exception>
    public static MockConfiguration Parse(JsonData configuration)
    {
        DataObject root = Object(configuration, "the mock configuration");
        var responses = new Dictionary<string, MockedResponse>(StringComparer.Ordinal);
        if (root.Get("MockedResponses") is { } mocked)
        {
            foreach (KeyValuePair<string, JsonData> response in Object(mocked, "MockedResponses"))
                responses.Add(response.Key, MockedResponse.Parse(response.Key, response.Value));
        }

        var machines = new Dictionary<string, Dictionary<string, Dictionary<string, MockedResponse>>>(StringComparer.Ordinal);
        JsonData stateMachines = root.Get("StateMachines") ?? throw new FormatException("The mock configuration has no member 'StateMachines'.");
        foreach (KeyValuePair<string, JsonData> machine in Object(stateMachines, "StateMachines"))
        {
            string place = $"StateMachines/{machine.Key}";
            JsonData testCases = Object(machine.Value, place).Get("TestCases") ?? throw new FormatException($"{place} has no member 'TestCases'.");
            var cases = new Dictionary<string, Dictionary<string, MockedResponse>>(StringComparer.Ordinal);
            foreach (KeyValuePair<string, JsonData> testCase in Object(testCases, $"{place}/TestCases"))
            {
                string casePlace = $"{place}/TestCases/{testCase.Key}";
                var states = new Dictionary<string, MockedResponse>(StringComparer.Ordinal);
                foreach (KeyValuePair<string, JsonData> state in Object(testCase.Value, casePlace))
                {
                    string name = (state.Value as DataString)?.Value ?? throw new FormatException($"{casePlace}/{state.Key} must be the name of a mocked response.");
                    states.Add(state.Key, responses.TryGetValue(name, out MockedResponse? response)
                        ? response
                        : throw new FormatException($"{casePlace}/{state.Key} names the mocked response '{name}', which MockedResponses does not have."));
                }

                cases.Add(testCase.Key, states);
            }

            machines.Add(machine.Key, cases);
        }

        return new MockConfiguration(machines);
    }

    /// <summary>The names of a state machine's test cases.</summary>
    public IReadOnlyCollection<string> TestCases(string stateMachine) => Machine(stateMachine).Keys;

    /// <summary>A task handler that plays one test case, for one execution: the n-th call of a state gets the n-th mocked response.</summary>
    /// <param name="stateMachine">The state machine; null when the file has only one.</param>
    /// <param name="testCase">The test case.</param>
    /// <exception cref="ArgumentException">There is no such state machine or test case.</exception>
    public ITaskHandler CreateHandler(string? stateMachine, string testCase)
    {
        Dictionary<string, Dictionary<string, MockedResponse>> cases = Machine(stateMachine);
        return cases.TryGetValue(testCase, out Dictionary<string, MockedResponse>? states)
            ? new Handler(testCase, states)
            : throw new ArgumentException($"The mock configuration has no test case '{testCase}'; it has: {string.Join(", ", cases.Keys)}.", nameof(testCase));
    }

    private Dictionary<string, Dictionary<string, MockedResponse>> Machine(string? name)
    {
        if (name is null)
        {
            return _machines.Count == 1
                ? _machines.Values.First()
                : throw new ArgumentException($"The mock configuration has {_machines.Count} state machines; name one of: {string.Join(", ", _machines.Keys)}.");
        }

        return _machines.TryGetValue(name, out Dictionary<string, Dictionary<string, MockedResponse>>? cases)
            ? cases
            : throw new ArgumentException($"The mock configuration has no state machine '{name}'; it has: {string.Join(", ", _machines.Keys)}.");
    }

    private static DataObject Object(JsonData value, string place) =>
        value as DataObject ?? throw new FormatException($"{char.ToUpperInvariant(place[0])}{place[1..]} must be a JSON object.");

    private sealed class Handler(string testCase, Dictionary<string, MockedResponse> states) : ITaskHandler
    {
        private readonly Dictionary<string, int> _calls = new(StringComparer.Ordinal);

        public TaskResponse Handle(TaskRequest request)
        {
            if (!states.TryGetValue(request.StateName, out MockedResponse? response))
                throw new MissingMockException($"Test case '{testCase}' has no mocked response for state '{request.StateName}', which calls {request.Resource}.");
            int call = _calls.GetValueOrDefault(request.StateName);
            _calls[request.StateName] = call + 1;
            return response.At(call)
                ?? throw new MissingMockException($"Mocked response '{response.Name}' has no entry for invocation {call} of state '{request.StateName}'.");
        }
    }

    private sealed class MockedResponse(string name, List<(int First, int Last, TaskResponse Response)> ranges)
    {
        public string Name { get; } = name;

        public TaskResponse? At(int call)
        {
            foreach ((int first, int last, TaskResponse response) in ranges)
            {
                if (call >= first && call <= last) return response;
            }

            return null;
        }

        public static MockedResponse Parse(string name, JsonData value)
        {
            var ranges = new List<(int, int, TaskResponse)>();
            foreach (KeyValuePair<string, JsonData> entry in Object(value, $"MockedResponses/{name}"))
            {
                string place = $"MockedResponses/{name}/{entry.Key}";
                (int first, int last) = Range(entry.Key) ?? throw new FormatException($"{place}: the name must be an invocation number such as \"0\" or a range such as \"1-2\".");
                ranges.Add((first, last, Response(Object(entry.Value, place), place)));
            }

            return new MockedResponse(name, ranges);
        }

        private static (int, int)? Range(string text)
        {
            string[] ends = text.Split('-');
            if (ends.Length > 2 || !int.TryParse(ends[0].Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out int first)) return null;
            if (ends.Length == 1) return (first, first);
            return int.TryParse(ends[1].Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out int last) && last >= first ? (first, last) : null;
        }

        private static TaskResponse Response(DataObject entry, string place)
        {
            JsonData? result = entry.Get("Return"), thrown = entry.Get("Throw");
            if ((result is null) == (thrown is null)) throw new FormatException($"{place} must have either 'Return' or 'Throw'.");
            if (result is not null) return TaskResponse.Success(result);
            DataObject error = Object(thrown!, $"{place}/Throw");
            return TaskResponse.Failure(Text(error, "Error", place), Text(error, "Cause", place));
        }

        private static string? Text(DataObject error, string member, string place) => error.Get(member) switch
        {
            null or DataNull => null,
            DataString text => text.Value,
            _ => throw new FormatException($"{place}/Throw/{member} must be a string."),
        };
    }
}

/// <summary>A task was called for which the test has no answer: a fault of the test, not of the state machine, so it ends the run.</summary>
/// <param name="message">Which state, and what is missing.</param>
public sealed class MissingMockException(string message) : Exception(message);
