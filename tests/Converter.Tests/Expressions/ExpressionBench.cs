using System.Reflection;
using System.Runtime.Loader;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using LambdaLift.Converter.Tests.Support;
using LambdaLift.Interpreter;
using LambdaLift.StatesLanguage.Json;
using LambdaLift.StatesLanguage.Model;
using Microsoft.CodeAnalysis.CSharp;

namespace LambdaLift.Converter.Tests.Expressions;

/// <summary>Code of a handler without calls, and the events to run it with.</summary>
/// <param name="Name">What it shows.</param>
/// <param name="Type">The C# type of the result.</param>
/// <param name="Code">An expression, or statements that return; <c>i</c> is the event.</param>
/// <param name="Inputs">Events as JSON; the bench's usual ones when there are none.</param>
public sealed record ExpressionCase(string Name, string Type, string Code, params string[] Inputs)
{
    /// <inheritdoc/>
    public override string ToString() => Name;
}

/// <summary>
/// Compiles many small handlers at once, converts each, and runs both sides on the same events: the compiled C# as it is, the state machine in
/// the interpreter.
/// </summary>
internal sealed class ExpressionBench
{
    /// <summary>The types that the code may use.</summary>
    public const string Prelude = """
        using System.Globalization;
        using System.Text;
        using System.Text.Json;
        using System.Text.RegularExpressions;
        using Amazon.Lambda.Core;

        [assembly: LambdaSerializer(typeof(Amazon.Lambda.Serialization.SystemTextJson.DefaultLambdaJsonSerializer))]

        namespace Bench;

        public record Box<T>(T Value);
        public enum Kind { Plain, Express = 3, Bulk }
        [Flags] public enum Access { None, Read = 1, Write = 2, All = 4 }
        public record Item(string Id, string? Name, int Count, double Price, bool Urgent, List<string> Tags);
        public record Pair(string Left, int Right);
        public record Input(
            int A, int B, int? N, short H, byte Y, long L, double D, double E, string S, string? T, string U, bool F, Kind K, Guid G,
            List<int> Xs, List<double> Ds, List<string> Ss, List<Item> Items, Dictionary<string, int> M, int[] Arr, List<List<int>> Nested, List<int?> Maybe);
        """;

    private static readonly JsonSerializerOptions Lambda = new() { PropertyNameCaseInsensitive = true, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };

    /// <summary>Events with usual, empty, negative and boundary values.</summary>
    public static readonly string[] Inputs =
    [
        """{"a":7,"b":2,"n":3,"h":5,"y":9,"l":40,"d":2.5,"e":1.25,"s":"Hello, World","t":"abc","u":"42","f":true,"k":3,"g":"6f9619ff-8b86-d011-b42d-00cf4fc964ff","xs":[3,1,2],"ds":[0.5,2.25],"ss":["b","a","","B"],"items":[{"id":"x","name":"Ann","count":2,"price":1.5,"urgent":true,"tags":["p","q"]},{"id":"y","count":5,"price":0.25,"urgent":false,"tags":[]},{"id":"z","name":"Bo","count":2,"price":3,"urgent":true,"tags":["q"]}],"m":{"one":1,"two":2},"arr":[10,20,30],"nested":[[1,2],[3]],"maybe":[1,null,3]}""",
        """{"a":-7,"b":2,"h":-5,"y":0,"l":-3,"d":-2.5,"e":0.5,"s":"","u":" -17 ","f":false,"k":0,"g":"00000000-0000-0000-0000-000000000000","xs":[],"ds":[],"ss":[],"items":[],"m":{},"arr":[],"nested":[],"maybe":[]}""",
        """{"a":1,"b":0,"n":0,"h":1,"y":1,"l":1,"d":0.5,"e":-0.5,"s":"a","t":"","u":"x1","f":true,"k":4,"g":"6f9619ff-8b86-d011-b42d-00cf4fc964ff","xs":[5],"ds":[1],"ss":["one"],"items":[{"id":"only","name":"","count":0,"price":0,"urgent":false,"tags":["t"]}],"m":{"k":0},"arr":[1],"nested":[[9]],"maybe":[null]}""",
        """{"a":2147483647,"b":-3,"n":-1,"h":2,"y":255,"l":5,"d":1.5,"e":3.5,"s":"  a b  ","t":"a","u":"99999999999","f":false,"k":9,"g":"6f9619ff-8b86-d011-b42d-00cf4fc964ff","xs":[2,2,1,2],"ds":[-1.5,1.5,0.5],"ss":["a,b","c"],"items":[{"id":"x","name":"a","count":-1,"price":0.1,"urgent":true,"tags":["a"]},{"id":"x","name":"b","count":1,"price":0.2,"urgent":true,"tags":["a","b"]}],"m":{"a":-1,"b":5},"arr":[4,4],"nested":[[],[1]],"maybe":[2,2]}""",
    ];

    // Conversion looks at every handler of a program: small programs convert faster.
    private const int ChunkSize = 8;

    private const string ArithmeticOverflow = "Arithmetic operation resulted in an overflow.";

    private readonly List<CSharpCompilation> _chunks = [];
    private readonly IReadOnlyList<ExpressionCase> _cases;
    private readonly bool _checkOverflow;
    private readonly Assembly _assembly;

    /// <summary>Compiles cases: all of them into one program to run, few of them into each one to convert.</summary>
    /// <param name="cases">The cases.</param>
    /// <param name="checkOverflow">Whether events for which C# leaves the range of a type, which is a reported deviation, are left out.</param>
    public ExpressionBench(IReadOnlyList<ExpressionCase> cases, bool checkOverflow = false)
    {
        _cases = cases;
        _checkOverflow = checkOverflow;
        for (var start = 0; start < cases.Count; start += ChunkSize)
            _chunks.Add(Compile(start, Math.Min(start + ChunkSize, cases.Count)));
        _assembly = Load(Compile(0, cases.Count));
    }

    /// <summary>The cases that are C#: one may divide by a constant zero, for example.</summary>
    public static IReadOnlyList<ExpressionCase> WithoutErrors(IReadOnlyList<ExpressionCase> cases)
    {
        var source = Source(cases, 0, cases.Count);
        var lines = source.Split('\n');
        var broken = TestPrograms.Parse("Bench", [("Bench.cs", source)], []).GetDiagnostics()
            .Where(d => d.Severity == Microsoft.CodeAnalysis.DiagnosticSeverity.Error)
            .Select(d => lines[d.Location.GetLineSpan().StartLinePosition.Line]).ToHashSet();
        return [.. cases.Where((_, n) => !broken.Any(line => line.Contains(" " + ClassName(n) + " ", StringComparison.Ordinal)))];
    }

    private CSharpCompilation Compile(int start, int end) => TestPrograms.Compile("Bench", ("Bench.cs", Source(_cases, start, end)));

    // One line for each case.
    private static string Source(IReadOnlyList<ExpressionCase> cases, int start, int end)
    {
        var source = new StringBuilder(Prelude);
        for (var n = start; n < end; n++)
        {
            source.Append("\npublic class ").Append(ClassName(n)).Append(" { public Box<").Append(cases[n].Type).Append("> FunctionHandler(Input i, ILambdaContext context) { ")
                .Append(Boxed(cases[n].Code, cases[n].Type)).Append(" } }");
        }

        return source.ToString();
    }

    private Assembly Load(CSharpCompilation compilation)
    {
        using var image = new MemoryStream();
        var emitted = compilation.WithOptions(compilation.Options.WithOverflowChecks(_checkOverflow)).Emit(image);
        Assert.True(emitted.Success, string.Join("\n", emitted.Diagnostics));
        image.Position = 0;
        return new AssemblyLoadContext("Bench", isCollectible: true).LoadFromStream(image);
    }

    /// <summary>Converts a case.</summary>
    public HandlerConversion Convert(int n, ConversionOptions? options = null) => Assert.Single(WorkflowConverter.Convert(new ConversionInput
    {
        Compilations = [_chunks[n / ChunkSize]],
        Options = (options ?? new()) with { Handler = ClassName(n) + ".FunctionHandler" },
    }).Handlers);

    /// <summary>Runs both sides of a case on all its events. The differences, one a line; empty when there are none.</summary>
    public string Differences(int n, ConversionOptions? options = null)
    {
        var conversion = Convert(n, options);
        if (conversion.IsRefused)
            return "refused: " + string.Join("; ", conversion.Diagnostics.Where(d => d.Severity == Microsoft.CodeAnalysis.DiagnosticSeverity.Error).Select(d => d.Id + " " + d.GetMessage(System.Globalization.CultureInfo.InvariantCulture)));
        var text = AslWriter.Write(conversion.Definition!);
        var machine = StateMachineInterpreter.Parse(text);
        var differences = new StringBuilder();
        foreach (var input in _cases[n].Inputs.Length > 0 ? _cases[n].Inputs : Inputs)
        {
            var expected = Run(n, input);
            if (_checkOverflow && expected.Failure is OverflowException { Message: ArithmeticOverflow })
                continue;

            // What the C# compiler gets wrong: a checked minus of a value behind `?.`.
            if (expected.Failure is InvalidProgramException)
                continue;
            var actual = machine.Execute(JsonData.Parse(input));
            if (Difference(expected, actual, conversion) is { } difference)
                differences.Append(difference).Append(" for ").Append(input).Append('\n');
        }

        return differences.Length == 0 ? "" : differences + text;
    }

    private static string ClassName(int n) => "C" + n.ToString("D4", System.Globalization.CultureInfo.InvariantCulture);

    // `return x;` gives the box its value: statements return it through a local function.
    private static string Boxed(string code, string type) => code[^1] is ';' or '}' && code.Contains(';', StringComparison.Ordinal)
        ? $"return new Box<{type}>(Run()); {type} Run() {{ {code} }}"
        : $"return new Box<{type}>({code});";

    private (JsonData? Result, Exception? Failure) Run(int n, string input)
    {
        var type = _assembly.GetType("Bench." + ClassName(n))!;
        var method = type.GetMethod("FunctionHandler")!;
        var culture = System.Globalization.CultureInfo.CurrentCulture;
        System.Globalization.CultureInfo.CurrentCulture = System.Globalization.CultureInfo.InvariantCulture;
        try
        {
            var argument = JsonSerializer.Deserialize(input, method.GetParameters()[0].ParameterType, Lambda);
            return (JsonData.Parse(JsonSerializer.Serialize(method.Invoke(Activator.CreateInstance(type), [argument, null]), method.ReturnType, Lambda)), null);
        }
        catch (TargetInvocationException e)
        {
            return (null, e.InnerException);
        }
        catch (ArgumentException e)
        {
            // The serializer does not write infinity.
            return (null, e);
        }
        finally
        {
            System.Globalization.CultureInfo.CurrentCulture = culture;
        }
    }

    private string? Difference((JsonData? Result, Exception? Failure) expected, ExecutionResult actual, HandlerConversion conversion)
    {
        bool Reports(string id) => conversion.Diagnostics.Any(d => d.Id == id);
        if (expected.Failure is { } failure)
        {
            if (failure is NullReferenceException or ArgumentNullException && actual.Status != ExecutionStatus.Succeeded && Reports("LIFT3005"))
                return null;
            if (failure is ArgumentException && failure.StackTrace?.Contains("System.Text.Json", StringComparison.Ordinal) == true && Reports("LIFT3020"))
                return null;
            return actual.Error == failure.GetType().Name && actual.Cause?.Contains(failure.Message, StringComparison.Ordinal) == true
                ? null
                : $"throws {failure.GetType().Name}: {failure.Message}, but the machine {Describe(actual)}";
        }

        if (actual.Status == ExecutionStatus.Succeeded && Same(expected.Result!, actual.Output!))
            return null;
        if (Reports("LIFT3020") && LeavesRange(actual) && !_checkOverflow)
            return null;
        return $"gives {expected.Result}, but the machine {Describe(actual)}";
    }

    // An integer beyond its type, reported as a deviation.
    private static bool LeavesRange(ExecutionResult actual) =>
        actual.Status != ExecutionStatus.Succeeded || Numbers(actual.Output!).Any(n => Math.Abs(n) > int.MaxValue);

    private static IEnumerable<double> Numbers(JsonData data) => data switch
    {
        DataNumber number => [number.Value],
        DataArray items => items.SelectMany(Numbers),
        DataObject members => members.SelectMany(m => Numbers(m.Value)),
        DataString text => double.TryParse(text.Value, System.Globalization.CultureInfo.InvariantCulture, out var n) ? [n] : [],
        _ => [],
    };

    private static bool Same(JsonData expected, JsonData actual) => JsonData.DeepEquals(expected, actual);

    private static string Describe(ExecutionResult actual) => actual.Status == ExecutionStatus.Succeeded ? $"gives {actual.Output}" : $"fails with {actual.Error}: {actual.Cause}";
}
