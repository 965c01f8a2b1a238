using LambdaLift.ServiceCatalogue;
using LambdaLift.StatesLanguage.Json;
using LambdaLift.Verifier.Calls;

namespace LambdaLift.Verifier.Scripts;

/// <summary>A run that the user wants made as it is.</summary>
/// <param name="Handler">The handler that it is for, or a part of its name; null: every one.</param>
/// <param name="Case">Input and behaviour of the services.</param>
public sealed record GivenRun(string? Handler, VerificationCase Case);

/// <summary>
/// Reads <c>lambdalift.runs.json</c>: <c>{"runs": [{"name", "handler"?, "input", "services"?: [{"operation", "call"?, "request"?, "responds" | "fails", "message"?}]}]}</c>.
/// Operations are named as the catalogue does (<c>dynamodb:PutItem</c>), requests and responses have the names of the service's API.
/// </summary>
public static class RunsFile
{
    /// <summary>The conventional name, beside the project file.</summary>
    public const string Name = "lambdalift.runs.json";

    /// <summary>Reads the text of a file.</summary>
    /// <exception cref="JsonParseException">The text is not JSON.</exception>
    /// <exception cref="FormatException">It is not a list of runs; the message says where.</exception>
    public static IReadOnlyList<GivenRun> Parse(string text)
    {
        var root = JsonData.Parse(text) as DataObject ?? throw new FormatException("the file must hold an object with a member 'runs'");
        Allow(root, "the file", "runs", "$schema");
        var runs = root.Get("runs") as DataArray ?? throw new FormatException("'runs' must be a list");
        return [.. runs.Select((run, i) => Run(run, $"runs[{i}]"))];
    }

    private static GivenRun Run(JsonData value, string place)
    {
        var run = value as DataObject ?? throw new FormatException($"{place} must be an object");
        Allow(run, place, "name", "handler", "input", "services");
        var input = run.Get("input") ?? throw new FormatException($"{place} has no 'input'");
        var services = run.Get("services") switch
        {
            null => DataArray.Empty,
            DataArray list => list,
            _ => throw new FormatException($"{place}.services must be a list"),
        };
        return new GivenRun(Text(run, "handler", place), new VerificationCase(Text(run, "name", place) ?? place, input, [.. services.Select((entry, i) => Entry(entry, $"{place}.services[{i}]"))]));
    }

    private static ScriptEntry Entry(JsonData value, string place)
    {
        var entry = value as DataObject ?? throw new FormatException($"{place} must be an object");
        Allow(entry, place, "operation", "call", "request", "responds", "fails", "message");
        var name = Text(entry, "operation", place) ?? throw new FormatException($"{place} has no 'operation'");
        var operation = AwsCatalogue.Default.FindOperation(name) ?? throw new FormatException($"{place}: there is no operation '{name}'; write it as in 'dynamodb:PutItem'");
        int? occurrence = entry.Get("call") switch
        {
            null => null,
            DataNumber number when int.TryParse(number.ToString(), System.Globalization.CultureInfo.InvariantCulture, out var call) && call > 0 => call - 1,
            _ => throw new FormatException($"{place}.call must be a number from 1 on"),
        };
        var behaviour = (entry.Get("responds"), Text(entry, "fails", place)) switch
        {
            ({ } response, null) => (ServiceBehaviour)new ServiceBehaviour.Responds(response),
            (null, { } error) => Failure(operation, error, Text(entry, "message", place) ?? "It fails."),
            _ => throw new FormatException($"{place} must have either 'responds' or 'fails'"),
        };
        return new ScriptEntry(operation.Id, entry.Get("request") is { } request ? CanonicalForm.Of(request) : null, occurrence, behaviour);
    }

    private static ServiceBehaviour.Fails Failure(AwsOperation operation, string error, string message) =>
        error == "client-side" ? new ServiceBehaviour.Fails(FailureKind.ClientSide, "", message)
        : operation.Service.FindShape(error) is not null ? new ServiceBehaviour.Fails(FailureKind.Modelled, error, message)
        : new ServiceBehaviour.Fails(FailureKind.Unmodelled, error, message);

    private static string? Text(DataObject owner, string member, string place) => owner.Get(member) switch
    {
        null => null,
        DataString text => text.Value,
        _ => throw new FormatException($"{place}.{member} must be a text"),
    };

    private static void Allow(DataObject owner, string place, params string[] members)
    {
        if (owner.Select(member => member.Key).FirstOrDefault(key => !members.Contains(key)) is { } unknown)
            throw new FormatException($"{place} has a member '{unknown}', which means nothing; it may have {string.Join(", ", members.Select(member => $"'{member}'"))}");
    }
}
