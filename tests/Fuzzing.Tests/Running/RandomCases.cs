using LambdaLift.StatesLanguage.Json;
using LambdaLift.Verifier.Calls;
using LambdaLift.Verifier.Scripts;

namespace LambdaLift.Fuzzing.Tests.Running;

/// <summary>
/// Random events and random behaviour of the services. A program is run a few times only, so its runs differ in many places at once;
/// exploring, which changes one thing at a time, goes on from them.
/// </summary>
internal sealed class RandomCases
{
    private const int Count = 6;

    private static readonly string[] Texts = ["a", "b", "c", "c d", "", "x", "text", "a,b", "bab!", "  t ", "7", "n"];

    private static readonly (string Operation, string[] Errors)[] Operations =
    [
        ("sns:Publish", ["NotFoundException", "InvalidParameterException"]),
        ("dynamodb:PutItem", ["ConditionalCheckFailedException", "ProvisionedThroughputExceededException"]),
        ("dynamodb:GetItem", ["ProvisionedThroughputExceededException", "ResourceNotFoundException"]),
        ("dynamodb:Query", ["ProvisionedThroughputExceededException"]),
        ("sqs:SendMessage", ["UnsupportedOperation"]),
        ("lambda:Invoke", ["TooManyRequestsException"]),
    ];

    private readonly Random _random;

    private RandomCases(int seed) => _random = new Random(seed);

    /// <summary>The cases of a seed: a plain one first.</summary>
    public static IReadOnlyList<VerificationCase> Of(int seed)
    {
        var cases = new RandomCases(seed);
        return [new VerificationCase("a plain event", cases.Order(isPlain: true), []), .. Enumerable.Range(0, Count).Select(i => new VerificationCase($"random event {i + 1}", cases.Order(isPlain: false), cases.Script()))];
    }

    private DataObject Order(bool isPlain)
    {
        // Serializers do not look at what a type declares: anything may be missing. Seldom, or nothing else would be seen.
        var isComplete = isPlain || _random.Next(4) > 0;
        var members = new List<(string, JsonData)>
        {
            ("Id", Text()), ("Kind", Text()), ("Amount", Number()), ("Urgent", Flag()),
            ("Note", isPlain || _random.Next(3) > 0 ? Text() : JsonData.Null), ("Limit", isPlain || _random.Next(3) > 0 ? Number() : JsonData.Null),
            ("Items", JsonData.Array([.. Enumerable.Range(0, isPlain ? 1 : _random.Next(4)).Select(_ => Item())])),
            ("Tags", JsonData.Array([.. Enumerable.Range(0, isPlain ? 1 : _random.Next(4)).Select(_ => Text())])),
            ("Counts", JsonData.Object([.. Texts.Where(_ => _random.Next(5) == 0).Select(key => (key, Number()))])),
        };
        if (!isComplete)
        {
            var at = _random.Next(members.Count);
            if (_random.Next(2) == 0 && members[at].Item1 is not ("Amount" or "Urgent")) members[at] = (members[at].Item1, JsonData.Null);
            else members.RemoveAt(at);
        }

        return JsonData.Object([.. members]);
    }

    private DataObject Item()
    {
        var members = new List<(string, JsonData)> { ("Name", Text()), ("Qty", Number()) };
        if (_random.Next(3) > 0) members.Add(("Label", _random.Next(4) > 0 ? Text() : JsonData.Null));
        return JsonData.Object([.. members]);
    }

    private List<ScriptEntry> Script()
    {
        var script = new List<ScriptEntry>();
        for (var i = _random.Next(3); i > 0; i--)
        {
            var (operation, errors) = Operations[_random.Next(Operations.Length)];
            script.Add(new ScriptEntry(operation, null, _random.Next(3) == 0 ? null : 0, Behaviour(operation, errors)));
        }

        if (_random.Next(2) == 0) script.Add(new ScriptEntry("lambda:Invoke", null, null, Reply()));
        return script;
    }

    private ServiceBehaviour Behaviour(string operation, string[] errors) => _random.Next(4) switch
    {
        0 => new ServiceBehaviour.Fails(FailureKind.Unmodelled, "ValidationException", "scripted unmodelled error"),
        1 => new ServiceBehaviour.Fails(FailureKind.ClientSide, "", "scripted failure before the service answers"),
        2 when operation == "lambda:Invoke" => new ServiceBehaviour.Responds(JsonData.Object(
            ("StatusCode", 200), ("FunctionError", "Unhandled"), ("ExecutedVersion", "$LATEST"),
            ("Payload", JsonData.Object(("errorType", "InvalidOperationException"), ("errorMessage", "scripted"), ("stackTrace", JsonData.Array("at Callee.Handle()")))))),
        _ => new ServiceBehaviour.Fails(FailureKind.Modelled, errors[_random.Next(errors.Length)], "scripted error"),
    };

    private ServiceBehaviour Reply() => new ServiceBehaviour.Responds(JsonData.Object(
        ("StatusCode", 200), ("ExecutedVersion", "$LATEST"), ("Payload", JsonData.Object(("Status", Text()), ("Score", Number()), ("Approved", Flag())))));

    private JsonData Text() => Texts[_random.Next(Texts.Length)];

    private JsonData Number() => _random.Next(-2, 8);

    private JsonData Flag() => JsonData.Boolean(_random.Next(2) == 0);
}
