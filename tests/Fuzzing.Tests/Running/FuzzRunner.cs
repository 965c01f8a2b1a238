using System.Collections.Immutable;
using Basic.Reference.Assemblies;
using LambdaLift.Converter;
using LambdaLift.Fuzzing.Tests.Programs;
using LambdaLift.Interpreter;
using LambdaLift.StatesLanguage.Json;
using LambdaLift.StatesLanguage.Model;
using LambdaLift.Tests.Engines;
using LambdaLift.Verifier;
using LambdaLift.Verifier.Conversion;
using LambdaLift.Verifier.Reporting;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace LambdaLift.Fuzzing.Tests.Running;

/// <summary>What came of one program in one dialect.</summary>
internal enum FuzzOutcome
{
    /// <summary>The generator's fault.</summary>
    DoesNotCompile,

    /// <summary>The converter refused it, with a reason.</summary>
    Refused,

    /// <summary>Handler and state machine agree.</summary>
    Agrees,

    /// <summary>They differ, or the converter failed.</summary>
    Differs,

    /// <summary>The handler had to be stopped, so nothing is known.</summary>
    NotRun,
}

/// <summary>A program's result.</summary>
/// <param name="Program">The program.</param>
/// <param name="Language">The dialect.</param>
/// <param name="Outcome">What came of it.</param>
/// <param name="Detail">The difference, the reasons of a refusal, or what went wrong.</param>
internal sealed record FuzzResult(CodeProgram Program, TargetLanguage Language, FuzzOutcome Outcome, string Detail = "")
{
    /// <summary>What an equal fault would share: used to keep to it while a program is made smaller.</summary>
    public string Signature { get; init; } = "";

    /// <summary>Runs of both sides.</summary>
    public int Runs { get; init; }

    /// <summary>Executions of the state machine that took different ways; none unless asked for.</summary>
    public IReadOnlyList<EngineCase> Executed { get; init; } = [];
}

/// <summary>Converts programs and runs them beside their state machines.</summary>
/// <param name="maxRuns">Most runs of both sides for each program.</param>
/// <param name="keepsExecutions">Whether results hold the executions, to be run on other engines.</param>
internal sealed class FuzzRunner(int maxRuns, bool keepsExecutions)
{
    // Far more than a program of this size needs, and so little that even a batch of programs that hang comes to its end.
    private static readonly TimeSpan TimeLimit = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan InvocationTimeLimit = TimeSpan.FromSeconds(10);

    private static readonly MetadataReference[] References =
    [
        .. Net80.References.All,
        .. new[] { "AWSSDK.Core", "AWSSDK.DynamoDBv2", "AWSSDK.Lambda", "AWSSDK.SQS", "AWSSDK.SimpleNotificationService", "Amazon.Lambda.Core", "Amazon.Lambda.Serialization.SystemTextJson" }
            .Select(name => MetadataReference.CreateFromFile(Path.Combine(AppContext.BaseDirectory, name + ".dll"))),
    ];

    /// <summary>What all programs share. Compilations made from it share the symbols of the references.</summary>
    private static readonly CSharpCompilation Empty = CSharpCompilation.Create(
        "Fuzz", [Parse(CodeProgram.Common, "Common.cs")], References, new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable));

    /// <summary>Runs programs in one dialect; they are compiled together.</summary>
    public async Task<IReadOnlyList<FuzzResult>> RunAsync(IReadOnlyList<CodeProgram> programs, TargetLanguage language, bool exactFanOut, CancellationToken cancellationToken)
    {
        var results = new List<FuzzResult>();
        var trees = programs.ToDictionary(program => program.Name, program => Parse(program.Source(), program.Name + ".cs"));
        var compilation = Compile(trees.Values);
        var broken = compilation.GetDiagnostics(cancellationToken).Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error)
            .GroupBy(diagnostic => Path.GetFileNameWithoutExtension(diagnostic.Location.SourceTree!.FilePath)).ToDictionary(group => group.Key, group => group.First().ToString());
        if (broken.Count > 0)
        {
            results.AddRange(programs.Where(program => broken.ContainsKey(program.Name)).Select(program => new FuzzResult(program, language, FuzzOutcome.DoesNotCompile, broken[program.Name])));
            programs = [.. programs.Where(program => !broken.ContainsKey(program.Name))];
            compilation = Compile(programs.Select(program => trees[program.Name]));
        }

        var requests = new List<(CodeProgram Program, VerificationRequest Request, ExecutedCases? Executed)>();
        foreach (var program in programs)
        {
            // Alone, so that the converter looks for handlers in one program only; what needs no generated code runs in the host that all share.
            var input = new ConversionInput { Compilations = [Empty.AddSyntaxTrees(trees[program.Name])], Options = new ConversionOptions { QueryLanguage = language, Handler = $"{program.Name}.FunctionHandler", ExactFanOut = exactFanOut } };
            try
            {
                var converted = WorkflowConverter.Convert(input, cancellationToken);
                var conversion = converted.Handlers.SingleOrDefault()
                    ?? throw new InvalidOperationException($"'{input.Options.Handler}' names {converted.Handlers.Length} of the handlers {string.Join(", ", converted.AllHandlers.Select(handler => handler.HandlerString))}.");
                if (conversion.IsRefused)
                {
                    var reasons = conversion.Diagnostics.Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error).Select(diagnostic => $"{diagnostic.Id}: {diagnostic.GetMessage(System.Globalization.CultureInfo.InvariantCulture)}").Distinct();
                    results.Add(new FuzzResult(program, language, FuzzOutcome.Refused, string.Join('\n', reasons)));
                    continue;
                }

                var request = ConversionVerification.Request(input, conversion, [], options: new VerificationOptions { MaxRuns = maxRuns, TimeLimit = TimeLimit, InvocationTimeLimit = InvocationTimeLimit }) with { ConstantsFrom = [trees[program.Name]] };
                if (conversion.Residuals.IsEmpty) request = request with { Compilations = [compilation] };
                var executed = keepsExecutions ? Executions($"{program.Name} ({language})", request) : null;
                requests.Add((program, executed is null ? request : request with { Executed = executed.Add }, executed));
            }
            catch (Exception error) when (error is not OperationCanceledException)
            {
                results.Add(new FuzzResult(program, language, FuzzOutcome.Differs, "the converter failed: " + error) { Signature = "converter " + error.GetType().Name + Place(error) });
            }
        }

        IReadOnlyList<VerificationReport> reports = [];
        try
        {
            reports = await new WorkflowVerifier().VerifyAllAsync([.. requests.Select(request => request.Request)], cancellationToken);
        }
        catch (Exception error) when (error is not OperationCanceledException && requests.Count == 1)
        {
            results.Add(new FuzzResult(requests[0].Program, language, FuzzOutcome.Differs, "the verification failed: " + error) { Signature = "verifier " + error.GetType().Name + Place(error) });
            return results;
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            // One of them is at fault: each by itself tells which.
            foreach (var (program, _, _) in requests) results.AddRange(await RunAsync([program], language, exactFanOut, cancellationToken));
            return results;
        }

        results.AddRange(requests.Zip(reports, (request, report) => Result(request.Program, language, report) with { Executed = request.Executed?.All() ?? [] }));
        return results;
    }

    private static ExecutedCases Executions(string name, VerificationRequest request)
    {
        var definition = StateMachineInterpreter.Parse(AslWriter.Write(request.StateMachine), request.Substitutions).Definition;
        return new ExecutedCases(name, (DataObject)JsonData.Parse(AslWriter.Write(definition)));
    }

    private static FuzzResult Result(CodeProgram program, TargetLanguage language, VerificationReport report) => report.Status switch
    {
        VerificationStatus.Verified => new FuzzResult(program, language, FuzzOutcome.Agrees) { Runs = report.Runs },
        VerificationStatus.Different => new FuzzResult(program, language, FuzzOutcome.Differs, VerificationReportText.Write(report)) { Signature = report.Counterexample!.Difference.Kind.ToString(), Runs = report.Runs },
        _ => new FuzzResult(program, language, FuzzOutcome.NotRun, report.Problem ?? ""),
    };

    // The method that threw tells one fault of ours from another.
    private static string Place(Exception error) => " in " + new System.Diagnostics.StackTrace(error).GetFrames().Select(frame => frame.GetMethod()).FirstOrDefault(method => method?.DeclaringType?.Namespace?.StartsWith("LambdaLift", StringComparison.Ordinal) == true)?.Name;

    private static CSharpCompilation Compile(IEnumerable<SyntaxTree> trees) => Empty.AddSyntaxTrees(trees);

    private static SyntaxTree Parse(string source, string path) => CSharpSyntaxTree.ParseText(source, path: "/src/" + path, encoding: System.Text.Encoding.UTF8);
}
