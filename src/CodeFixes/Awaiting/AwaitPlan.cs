using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Editing;
using Microsoft.CodeAnalysis.Text;

namespace LambdaLift.CodeFixes.Awaiting;

/// <summary>All places that change when a call is awaited: the call, the methods that become asynchronous, the calls of those.</summary>
internal sealed class AwaitPlan
{
    private readonly Solution _solution;
    private readonly Dictionary<DocumentId, Places> _documents = [];

    private AwaitPlan(Solution solution) => _solution = solution;

    /// <summary>How many methods become asynchronous.</summary>
    public int FunctionCount => _documents.Values.Sum(d => d.Functions.Count);

    /// <summary>The plan for a finding; null where the call cannot be awaited by edits that leave everything else as it is.</summary>
    public static async Task<AwaitPlan?> CreateAsync(Document document, Diagnostic diagnostic, CancellationToken cancellationToken)
    {
        if (!diagnostic.Properties.TryGetValue(Analyzer.DiagnosticProperties.AwaitFix, out var how) || how is null
            || await document.GetSyntaxRootAsync(cancellationToken).ConfigureAwait(false) is not { } root
            || !root.FullSpan.Contains(diagnostic.Location.SourceSpan))
        {
            return null;
        }

        var node = root.FindNode(diagnostic.Location.SourceSpan, getInnermostNodeForTie: true);
        var plan = new AwaitPlan(document.Project.Solution);
        if (diagnostic.Id == "LIFT1005")
        {
            if (AwaitRewriter.Dropped(node) is not { } statement)
            {
                return null;
            }

            plan.At(document.Id).Dropped.Add(statement.Span);
        }
        else
        {
            if (AwaitRewriter.Blocked(node) is not { } blocked)
            {
                return null;
            }

            plan.At(document.Id).Blocked.Add(blocked.Span);
        }

        if (how == Analyzer.AwaitFixes.Await)
        {
            return plan;
        }

        diagnostic.Properties.TryGetValue(Analyzer.DiagnosticProperties.Handlers, out var handlers);
        var chain = new AsyncChain(plan._solution, (handlers ?? "").Split(';'), plan, cancellationToken);
        return await chain.FollowAsync(document, node).ConfigureAwait(false) && await plan.CompilesAsync(cancellationToken).ConfigureAwait(false) ? plan : null;
    }

    /// <summary>Both plans in one.</summary>
    public AwaitPlan Merge(AwaitPlan other)
    {
        var merged = new AwaitPlan(_solution);
        foreach (var entry in _documents.Concat(other._documents))
        {
            merged.At(entry.Key).UnionWith(entry.Value);
        }

        return merged;
    }

    /// <summary>A method that becomes asynchronous; false when it is part of the plan already.</summary>
    public bool AddFunction(DocumentId document, SyntaxNode declaration) => At(document).Functions.Add(declaration.Span);

    /// <summary>A call of such a method, which is awaited.</summary>
    public void AddCall(DocumentId document, SyntaxNode call) => At(document).Calls.Add(call.Span);

    /// <summary>The solution with all places changed.</summary>
    public async Task<Solution> ApplyAsync(CancellationToken cancellationToken)
    {
        var changed = _solution;
        foreach (var (id, places) in _documents.Select(d => (d.Key, d.Value)))
        {
            var editor = await DocumentEditor.CreateAsync(_solution.GetDocument(id)!, cancellationToken).ConfigureAwait(false);
            AwaitRewriter.Rewrite(editor, places, cancellationToken);
            changed = changed.WithDocumentSyntaxRoot(id, editor.GetChangedRoot());
        }

        return changed;
    }

    // Iterators, parameters by reference, spans: what an asynchronous method cannot hold, the compiler knows best.
    private async Task<bool> CompilesAsync(CancellationToken cancellationToken)
    {
        var after = await ApplyAsync(cancellationToken).ConfigureAwait(false);
        foreach (var id in _documents.Keys)
        {
            if (await ErrorsAsync(after.GetDocument(id)!, cancellationToken).ConfigureAwait(false) > await ErrorsAsync(_solution.GetDocument(id)!, cancellationToken).ConfigureAwait(false))
            {
                return false;
            }
        }

        return true;
    }

    private static async Task<int> ErrorsAsync(Document document, CancellationToken cancellationToken) =>
        (await document.GetSemanticModelAsync(cancellationToken).ConfigureAwait(false))!.GetDiagnostics(cancellationToken: cancellationToken).Count(d => d.Severity == DiagnosticSeverity.Error);

    private Places At(DocumentId document)
    {
        if (!_documents.TryGetValue(document, out var places))
        {
            _documents[document] = places = new Places();
        }

        return places;
    }

    /// <summary>The places in one document, as spans of the document before the change.</summary>
    public sealed class Places
    {
        public HashSet<TextSpan> Blocked { get; } = [];

        public HashSet<TextSpan> Dropped { get; } = [];

        public HashSet<TextSpan> Calls { get; } = [];

        public HashSet<TextSpan> Functions { get; } = [];

        public void UnionWith(Places other)
        {
            Blocked.UnionWith(other.Blocked);
            Dropped.UnionWith(other.Dropped);
            Calls.UnionWith(other.Calls);
            Functions.UnionWith(other.Functions);
        }
    }
}
