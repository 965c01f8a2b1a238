using System.IO.Compression;
using System.Reflection;
using System.Runtime.Loader;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeRefactorings;
using Microsoft.CodeAnalysis.Text;

namespace LambdaLift.Package.Tests;

/// <summary>The refactoring out of the packed package: it loads in a host that brings Roslyn alone, with all that the converter needs, and works.</summary>
public sealed class RefactoringTests(PackedFixture packed) : IDisposable
{
    private const string Handler = """
        using Amazon.Lambda; using Amazon.Lambda.Core; using Amazon.Lambda.Model; using Amazon.SQS;
        public class OrderFlow
        {
            private readonly IAmazonSQS _sqs = new AmazonSQSClient();
            private readonly IAmazonLambda _lambda = new AmazonLambdaClient();
            public async Task<string> Handle(string input, ILambdaContext context)
            {
                var sent = await _sqs.SendMessageAsync("q", input);
                await _lambda.InvokeAsync(new InvokeRequest { FunctionName = "note", InvocationType = InvocationType.Event });
                return sent.MessageId;
            }
        }
        """;

    private readonly AssemblyLoadContext _context = new("package", isCollectible: true);

    [Fact]
    public async Task Converts_a_handler_in_a_workspace()
    {
        var token = TestContext.Current.CancellationToken;
        var folder = Path.Combine(packed.Folder, "refactoring");
        await ZipFile.ExtractToDirectoryAsync(packed.Package, folder, token);
        var analyzers = Path.Combine(folder, "analyzers", "dotnet", "cs");
        _context.Resolving += (context, name) =>
            File.Exists(Path.Combine(analyzers, name.Name + ".dll")) ? context.LoadFromAssemblyPath(Path.Combine(analyzers, name.Name + ".dll")) : null;

        // As an IDE finds it: by the attribute, among all types of the assembly.
        var assembly = _context.LoadFromAssemblyPath(Path.Combine(analyzers, "LambdaLift.Refactorings.dll"));
        var type = Assert.Single(assembly.GetTypes(), t => t.IsDefined(typeof(ExportCodeRefactoringProviderAttribute)));
        var refactoring = (CodeRefactoringProvider)Activator.CreateInstance(type)!;

        using var workspace = new AdhocWorkspace();
        var compilation = StubCompilation.Create(SdkShape.V4, Handler);
        var project = workspace.AddProject(ProjectInfo.Create(
            ProjectId.CreateNewId(), VersionStamp.Default, "App", "App", LanguageNames.CSharp, "/src/App/App.csproj", compilationOptions: compilation.Options, metadataReferences: compilation.References));
        workspace.AddDocument(project.Id, "Usings.cs", SourceText.From(StubCompilation.GlobalUsings));
        var document = workspace.AddDocument(project.Id, "OrderFlow.cs", SourceText.From(Handler));
        var template = DocumentInfo.Create(
            DocumentId.CreateNewId(project.Id), "template.yaml", filePath: "/src/App/template.yaml",
            loader: TextLoader.From(TextAndVersion.Create(SourceText.From("Transform: AWS::Serverless-2016-10-31\nResources:\n  F:\n    Type: AWS::Serverless::Function\n"), VersionStamp.Default)));
        Assert.True(workspace.TryApplyChanges(workspace.CurrentSolution.AddAdditionalDocument(template)));
        document = workspace.CurrentSolution.GetDocument(document.Id)!;

        var actions = new List<CodeAction>();
        await refactoring.ComputeRefactoringsAsync(new CodeRefactoringContext(document, new TextSpan(Handler.IndexOf("Handle(", StringComparison.Ordinal), 0), actions.Add, token));
        var action = Assert.Single(actions);
        Assert.Equal("Convert handler to state machine", action.Title);
        var jsonata = action.NestedActions[0];
        Assert.StartsWith("OrderFlow.asl.json (JSONata", jsonata.Title, StringComparison.Ordinal);
        var changed = (await jsonata.GetOperationsAsync(token)).OfType<ApplyChangesOperation>().Single().ChangedSolution;
        Assert.True(workspace.TryApplyChanges(changed));

        var definition = workspace.CurrentSolution.GetProject(project.Id)!.AdditionalDocuments.Single(d => d.Name == "OrderFlow.asl.json");
        Assert.Equal("/src/App/OrderFlow.asl.json", definition.FilePath);
        var text = (await definition.GetTextAsync(token)).ToString();
        Assert.Contains("arn:aws:states:::sqs:sendMessage", text, StringComparison.Ordinal);
        Assert.Contains("\"QueryLanguage\": \"JSONata\"", text, StringComparison.Ordinal);

        // All of it came out of the package, and nothing that the package does not hold was needed.
        var loaded = _context.Assemblies.Select(a => a.GetName().Name).ToList();
        Assert.Contains("LambdaLift.Converter", loaded);
        Assert.Contains("LambdaLift.ServiceCatalogue", loaded);
        Assert.Contains("YamlDotNet", loaded);
        Assert.All(_context.Assemblies, a => Assert.Equal(analyzers, Path.GetDirectoryName(a.Location)));
        Assert.DoesNotContain(AssemblyLoadContext.Default.Assemblies, a => a.GetName().Name is "LambdaLift.Converter" or "YamlDotNet");
    }

    public void Dispose() => _context.Unload();
}
