using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Diagnostics;

namespace LambdaLift.CodeFixes.Tests;

/// <summary>Applies fixes in a workspace, as an editor does.</summary>
internal static class FixRunner
{
    /// <summary>A workspace with the compilation as its one project.</summary>
    public static (AdhocWorkspace Workspace, Project Project) Open(Compilation compilation, params (string Name, string Text)[] additional)
    {
        var workspace = new AdhocWorkspace();
        var id = ProjectId.CreateNewId();
        var documents = compilation.SyntaxTrees.Select((t, i) => DocumentInfo.Create(
            DocumentId.CreateNewId(id), $"File{i}.cs", loader: TextLoader.From(TextAndVersion.Create(t.GetText(), VersionStamp.Default)), filePath: t.FilePath));
        var files = additional.Select(f => DocumentInfo.Create(
            DocumentId.CreateNewId(id), f.Name, loader: TextLoader.From(TextAndVersion.Create(Microsoft.CodeAnalysis.Text.SourceText.From(f.Text), VersionStamp.Default)), filePath: "/src/" + f.Name));
        return (workspace, workspace.AddProject(ProjectInfo.Create(
            id, VersionStamp.Default, compilation.AssemblyName!, compilation.AssemblyName!, LanguageNames.CSharp, "/src/App.csproj", compilationOptions: compilation.Options,
            parseOptions: compilation.SyntaxTrees.First().Options, documents: documents, metadataReferences: compilation.References, additionalDocuments: files)));
    }

    /// <summary>The actions that the fixes offer for the findings, each with its finding.</summary>
    public static async Task<IReadOnlyList<(Diagnostic Finding, CodeAction Action)>> OfferedAsync(
        Project project, ImmutableArray<DiagnosticAnalyzer> rules, ImmutableArray<CodeFixProvider> fixes, CancellationToken cancellationToken)
    {
        var options = new CompilationWithAnalyzersOptions(project.AnalyzerOptions, null, true, false);
        var found = await (await project.GetCompilationAsync(cancellationToken))!.WithAnalyzers(rules, options).GetAnalyzerDiagnosticsAsync(cancellationToken);
        var actions = new List<(Diagnostic, CodeAction)>();
        foreach (var diagnostic in found.Where(d => d.Location.IsInSource).OrderBy(d => d.Location.SourceTree!.FilePath, StringComparer.Ordinal).ThenBy(d => d.Location.SourceSpan.Start))
        {
            Assert.NotEqual("AD0001", diagnostic.Id);
            var document = project.GetDocument(diagnostic.Location.SourceTree)!;
            foreach (var fix in fixes.Where(f => f.FixableDiagnosticIds.Contains(diagnostic.Id)))
            {
                await fix.RegisterCodeFixesAsync(new CodeFixContext(document, diagnostic, (action, _) => actions.Add((diagnostic, action)), cancellationToken));
            }
        }

        return actions;
    }

    /// <summary>The compilation after the fix was applied until nothing is left that it fixes; it must have changed something, and compile.</summary>
    public static async Task<Compilation> FixAsync(
        Compilation compilation, DiagnosticAnalyzer rule, CodeFixProvider fix, string key, CancellationToken cancellationToken, params (string Name, string Text)[] additional)
    {
        var (workspace, project) = Open(compilation, additional);
        using (workspace)
        {
            var rounds = 0;
            while ((await OfferedAsync(project, [rule], [fix], cancellationToken)).FirstOrDefault(o => o.Action.EquivalenceKey == key).Action is { } action)
            {
                Assert.True(++rounds < 20, "The fix is offered for what it wrote.");
                project = (await ChangedAsync(action, cancellationToken)).GetProject(project.Id)!;
            }

            Assert.True(rounds > 0, "The fix is not offered.");
            var changed = (await project.GetCompilationAsync(cancellationToken))!;
            Assert.Empty(changed.GetDiagnostics(cancellationToken).Where(d => d.Severity == DiagnosticSeverity.Error));
            return changed;
        }
    }

    /// <summary>The solution after the action.</summary>
    public static async Task<Solution> ChangedAsync(CodeAction action, CancellationToken cancellationToken) =>
        (await action.GetOperationsAsync(cancellationToken)).OfType<ApplyChangesOperation>().Single().ChangedSolution;
}
