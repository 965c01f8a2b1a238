using System.Reflection;
using System.Text.Json.Nodes;
using LambdaLift.Interpreter;
using LambdaLift.Interpreter.Tasks;
using LambdaLift.StatesLanguage.Json;
using LambdaLift.Verifier.Export;
using LambdaLift.Verifier.Tests.Support;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace LambdaLift.Verifier.Tests.Export;

/// <summary>What a verification explored, kept as tests.</summary>
public sealed class RunExportTests
{
    private static readonly Lazy<Task<(VerificationRequest Request, IReadOnlyDictionary<string, string> Files, IReadOnlyList<string> LeftOut)>> Written = new(async () =>
    {
        var request = OrderFlow.Request();
        var report = await new WorkflowVerifier().VerifyAsync(request);
        var (files, leftOut) = RunExport.Write("Order-flow", request.StateMachine, request.Substitutions, report.ExploredRuns);
        return (request, files, leftOut);
    });

    [Fact]
    public async Task Every_way_is_a_case_and_the_mocks_play_it_again()
    {
        var (request, files, leftOut) = await Written.Value;

        Assert.Empty(leftOut);
        var machine = StateMachineInterpreter.Parse(files["Order-flow.asl.json"], request.Substitutions);
        var mocks = MockConfiguration.Parse(files["MockConfigFile.json"]);
        var runs = JsonNode.Parse(files["runs.json"])!.AsArray();
        Assert.True(runs.Count > 8, $"{runs.Count} runs");
        Assert.Contains(runs, run => (string?)run!["error"] == "ArgumentException");
        Assert.Contains(runs, run => run!["output"]?["Status"]?.GetValue<string>() == "DUPLICATE");
        foreach (var run in runs)
        {
            var result = machine.Execute(JsonData.Parse(run!["input"]!.ToJsonString()), mocks.CreateHandler("Order-flow", (string)run["case"]!));
            Assert.Equal((string?)run["error"], result.Error);
            Assert.Equal(run["path"]!.AsArray().Select(state => (string)state!), result.Path);
        }

        Assert.Equal(runs.Count, mocks.TestCases("Order-flow").Count);
    }

    [Fact]
    public async Task Inputs_for_TestState_name_status_and_next_state()
    {
        var (_, files, _) = await Written.Value;

        var tests = JsonNode.Parse(files["test-state.json"])!.AsArray();
        Assert.Contains(tests, test => (string?)test!["expected"]!["status"] == "CAUGHT_ERROR" && test["mock"]!["errorOutput"] is not null);
        Assert.Contains(tests, test => (string?)test!["definition"]!["Type"] == "Choice" && test["variables"] is not null);
        Assert.All(tests, test => Assert.Equal("JSONata", (string?)test!["definition"]!["QueryLanguage"]));
    }

    [Fact]
    public async Task The_test_class_compiles_and_passes()
    {
        var (_, files, _) = await Written.Value;
        var folder = Directory.CreateTempSubdirectory("lambdalift-export-");
        try
        {
            foreach (var (path, text) in files) await File.WriteAllTextAsync(Path.Combine(folder.FullName, path), text, TestContext.Current.CancellationToken);
            const string Usings = "global using System; global using System.Collections.Generic; global using System.IO; global using System.Linq;";
            var compilation = CSharpCompilation.Create(
                "Exported",
                [CSharpSyntaxTree.ParseText(files["Order-flowTests.cs"].Replace("File.ReadAllText(\"", $"File.ReadAllText({SymbolDisplay.FormatLiteral(folder.FullName + "/", quote: true)} + \"", StringComparison.Ordinal), cancellationToken: TestContext.Current.CancellationToken), CSharpSyntaxTree.ParseText(Usings, cancellationToken: TestContext.Current.CancellationToken)],
                ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator).Select(path => MetadataReference.CreateFromFile(path)),
                new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable));
            var image = new MemoryStream();
            var emitted = compilation.Emit(image, cancellationToken: TestContext.Current.CancellationToken);
            Assert.True(emitted.Success, string.Join('\n', emitted.Diagnostics));

            var type = Assembly.Load(image.ToArray()).GetType("Order_flowTests", throwOnError: true)!;
            var cases = JsonNode.Parse(files["runs.json"])!.AsArray().Select(run => (string)run!["case"]!).ToList();
            foreach (var name in cases) type.GetMethod("It_goes_as_it_went")!.Invoke(Activator.CreateInstance(type), BindingFlags.DoNotWrapExceptions, null, [name], null);
            Assert.NotEmpty(cases);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
