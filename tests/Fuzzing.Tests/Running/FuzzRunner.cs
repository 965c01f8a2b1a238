using System.Collections.Immutable;
using Basic.Reference.Assemblies;
using LambdaLift.Converter;
using LambdaLift.Fuzzing.Tests.Programs;
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
}

/// <summary>Converts programs and runs them beside their state machines.</summary>
/// <param name="maxRuns">Most runs of both sides for each program.</param>
internal sealed class FuzzRunner(int maxRuns)
{
    private static readonly MetadataReference[] References =
    [
        .. Net80.References.All,
        .. new[] { "AWSSDK.Core", "AWSSDK.DynamoDBv2", "AWSSDK.Lambda", "AWSSDK.SQS", "AWSSDK.SimpleNotificationService", "Amazon.Lambda.Core", "Amazon.Lambda.Serialization.SystemTextJson" }
            .Select(name => MetadataReference.CreateFromFile(Path.Combine(AppContext.BaseDirectory, name + ".dll"))),
    ];

    private static readonly SyntaxTree Common = Parse(CodeProgram.Common, "Common.cs");

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

        var requests = new List<(CodeProgram Program, VerificationRequest Request)>();
        foreach (var program in programs)
        {
            var input = new ConversionInput { Compilations = [compilation], Options = new ConversionOptions { QueryLanguage = language, Handler = $"{program.Name}.FunctionHandler", ExactFanOut = exactFanOut } };
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

                requests.Add((program, ConversionVerification.Request(input, conversion, [], options: new VerificationOptions { MaxRuns = maxRuns }) with { ConstantsFrom = [trees[program.Name]] }));
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
            foreach (var (program, _) in requests) results.AddRange(await RunAsync([program], language, exactFanOut, cancellationToken));
            return results;
        }

        results.AddRange(requests.Zip(reports, (request, report) => Result(request.Program, language, report)));
        return results;
    }

    private static FuzzResult Result(CodeProgram program, TargetLanguage language, VerificationReport report) => report.Status switch
    {
        VerificationStatus.Verified => new FuzzResult(program, language, FuzzOutcome.Agrees) { Runs = report.Runs },
        VerificationStatus.Different => new FuzzResult(program, language, FuzzOutcome.Differs, VerificationReportText.Write(report)) { Signature = report.Counterexample!.Difference.Kind.ToString(), Runs = report.Runs },
        _ => new FuzzResult(program, language, FuzzOutcome.NotRun, report.Problem ?? ""),
    };

    // The method that threw tells one fault of ours from another.
    private static string Place(Exception error) => " in " + new System.Diagnostics.StackTrace(error).GetFrames().Select(frame => frame.GetMethod()).FirstOrDefault(method => method?.DeclaringType?.Namespace?.StartsWith("LambdaLift", StringComparison.Ordinal) == true)?.Name;

    private static CSharpCompilation Compile(IEnumerable<SyntaxTree> trees) => CSharpCompilation.Create(
        "Fuzz", [Common, .. trees], References, new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable));

    private static SyntaxTree Parse(string source, string path) => CSharpSyntaxTree.ParseText(source, path: "/src/" + path, encoding: System.Text.Encoding.UTF8);
}
