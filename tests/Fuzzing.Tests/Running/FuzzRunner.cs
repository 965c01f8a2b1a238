using System.Globalization;
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

/// <summary>Converts programs and runs them beside their state machines.</summary>
/// <param name="maxRuns">Most runs of both sides for each program and dialect.</param>
/// <param name="keepsExecutions">Whether results hold the executions, to be run on other engines.</param>
internal sealed class FuzzRunner(int maxRuns, bool keepsExecutions)
{
    /// <summary>A program that finds no new way in so many runs hardly ever finds one: the time is better spent on another program.</summary>
    private const int MaxFruitlessRuns = 4;

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
        "Fuzz", [Parse(CodeProgram.Common, "Common.cs")], References,
        // Batches run side by side, which is parallel enough.
        new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable, concurrentBuild: false));

    /// <summary>Runs programs, each in the dialects that it is made for. They are compiled, analysed and hosted together, which is most of the work.</summary>
    public async Task<IReadOnlyList<FuzzResult>> RunAsync(IReadOnlyList<CodeProgram> programs, bool exactFanOut, CancellationToken cancellationToken)
    {
        var trees = programs.ToDictionary(program => program.Name, program => Parse(program.Source(), program.Name + ".cs"));
        var compilation = Empty.AddSyntaxTrees(trees.Values);
        var results = new List<FuzzResult>();
        var requests = new List<(CodeProgram Program, TargetLanguage Language, VerificationRequest Request, ExecutedCases? Executed)>();
        try
        {
            var input = new ConversionInput { Compilations = [compilation] };
            var converter = new WorkflowConverter(input, cancellationToken);
            foreach (var program in programs)
            {
                foreach (var language in program.Languages)
                {
                    var options = new ConversionOptions { QueryLanguage = language, Handler = $"Fuzz::Fuzz.{program.Name}::FunctionHandler", ExactFanOut = exactFanOut };
                    try
                    {
                        var converted = converter.Convert(options);
                        var conversion = converted.Handlers.SingleOrDefault()
                            ?? throw new InvalidOperationException($"'{options.Handler}' names {converted.Handlers.Length} of the handlers {string.Join(", ", converted.AllHandlers.Select(handler => handler.HandlerString))}.");
                        if (conversion.IsRefused)
                        {
                            var reasons = conversion.Diagnostics.Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error).Select(diagnostic => $"{diagnostic.Id}: {diagnostic.GetMessage(CultureInfo.InvariantCulture)}").Distinct();
                            results.Add(new FuzzResult(program, language, FuzzOutcome.Refused, string.Join('\n', reasons)));
                            continue;
                        }

                        var limits = new VerificationOptions { MaxRuns = maxRuns, MaxFruitlessRuns = MaxFruitlessRuns, TimeLimit = TimeLimit, InvocationTimeLimit = InvocationTimeLimit };
                        var request = ConversionVerification.Request(input, conversion, [], options: limits) with { ConstantsFrom = [trees[program.Name]], Cases = RandomCases.Of(program.Seed) };
                        var executed = keepsExecutions ? Executions($"{program.Name} ({language})", request) : null;
                        requests.Add((program, language, executed is null ? request : request with { Executed = executed.Add }, executed));
                    }
                    catch (Exception error) when (error is not OperationCanceledException)
                    {
                        results.Add(Failed(program, language, "converter", error));
                    }
                }
            }

            var reports = await new WorkflowVerifier().VerifyAllAsync([.. requests.Select(request => request.Request)], cancellationToken);
            results.AddRange(requests.Zip(reports, (request, report) => Result(request.Program, request.Language, report) with { Executed = request.Executed?.All() ?? [] }));
        }
        catch (Exception error) when (error is not OperationCanceledException && programs.Count == 1)
        {
            return [.. programs[0].Languages.Select(language => Failed(programs[0], language, "verifier", error))];
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            // One of them is at fault: the compiler tells which, or each by itself.
            return await WithoutBroken() ?? await OneByOneAsync(programs, exactFanOut, cancellationToken);
        }

        return results.Exists(IsSuspicious) && await WithoutBroken() is { } rest ? rest : results;

        // Code that does not compile says nothing of any program beside it. Null when all of them compile.
        async Task<IReadOnlyList<FuzzResult>?> WithoutBroken()
        {
            if (Broken(compilation, cancellationToken) is not { Count: > 0 } broken) return null;
            var faulty = programs.Where(program => broken.ContainsKey(program.Name)).SelectMany(program => program.Languages.Select(language => new FuzzResult(program, language, FuzzOutcome.DoesNotCompile, broken[program.Name])));
            var others = programs.Where(program => !broken.ContainsKey(program.Name)).ToList();
            return [.. faulty, .. others.Count > 0 ? await RunAsync(others, exactFanOut, cancellationToken) : []];
        }
    }

    private async Task<IReadOnlyList<FuzzResult>> OneByOneAsync(IReadOnlyList<CodeProgram> programs, bool exactFanOut, CancellationToken cancellationToken)
    {
        var results = new List<FuzzResult>();
        foreach (var program in programs) results.AddRange(await RunAsync([program], exactFanOut, cancellationToken));
        return results;
    }

    // Whether code compiles is known for nothing when it is run; only what did not run is looked at.
    private static bool IsSuspicious(FuzzResult result) => result.Outcome == FuzzOutcome.NotRun || result.Signature.StartsWith("converter", StringComparison.Ordinal);

    private static Dictionary<string, string> Broken(CSharpCompilation compilation, CancellationToken cancellationToken) =>
        compilation.WithOptions(compilation.Options.WithNullableContextOptions(NullableContextOptions.Annotations)).GetDiagnostics(cancellationToken).Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error)
            .GroupBy(diagnostic => Path.GetFileNameWithoutExtension(diagnostic.Location.SourceTree!.FilePath)).ToDictionary(group => group.Key, group => $"{group.First()} in {LineOf(group.First())}");

    private static string LineOf(Diagnostic diagnostic) => diagnostic.Location.SourceTree!.GetText().Lines[diagnostic.Location.GetLineSpan().StartLinePosition.Line].ToString().Trim();

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

    private static FuzzResult Failed(CodeProgram program, TargetLanguage language, string who, Exception error) =>
        new(program, language, FuzzOutcome.Differs, $"the {who} failed: {error}") { Signature = $"{who} {error.GetType().Name}{Place(error)}" };

    // The method that threw tells one fault of ours from another.
    private static string Place(Exception error) => " in " + new System.Diagnostics.StackTrace(error).GetFrames().Select(frame => frame.GetMethod()).FirstOrDefault(method => method?.DeclaringType?.Namespace?.StartsWith("LambdaLift", StringComparison.Ordinal) == true)?.Name;

    private static SyntaxTree Parse(string source, string path) => CSharpSyntaxTree.ParseText(source, path: "/src/" + path, encoding: System.Text.Encoding.UTF8);
}
