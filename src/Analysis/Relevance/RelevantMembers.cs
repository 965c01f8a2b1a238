using Microsoft.CodeAnalysis;

namespace LambdaLift.Analysis.Relevance;

/// <summary>
/// The members that may come to a service call or a wait, by name alone: those that contain the name of one, and those that contain the name of such a
/// member. Everything else need not be bound. Names are a superset of calls, so nothing that the call graph follows is missed; what runs without being
/// named (a conversion, an enumerator, <c>Dispose</c> at the end of <c>using</c>, an <c>Add</c> of a collection initializer) the call graph does not
/// follow either.
/// </summary>
internal sealed class RelevantMembers
{
    private readonly Dictionary<SyntaxTree, (SourceMembers Members, bool[] IsRelevant)> _byTree = [];

    public RelevantMembers(IEnumerable<SyntaxTree> trees, HashSet<int> names, CancellationToken cancellationToken)
    {
        var aliases = new List<SourceMember>();
        foreach (var tree in trees)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var members = SourceMembers.Of(tree, cancellationToken);
            _byTree[tree] = (members, new bool[members.Members.Length]);
            aliases.AddRange(members.Aliases);
        }

        bool grew;
        do
        {
            cancellationToken.ThrowIfCancellationRequested();
            var before = names.Count;
            foreach (var alias in aliases.Where(a => a.Mentions(names)))
            {
                names.UnionWith(alias.Declared);
            }

            foreach (var (members, isRelevant) in _byTree.Values)
            {
                for (var i = 0; i < isRelevant.Length; i++)
                {
                    if (!isRelevant[i] && members.Members[i].Mentions(names))
                    {
                        isRelevant[i] = true;
                        names.UnionWith(members.Members[i].Declared);
                    }
                }
            }

            grew = names.Count > before;
        }
        while (grew);
    }

    /// <summary>Whether the method may come to a service call; true too for what is not a member of a known tree.</summary>
    public bool Contains(IMethodSymbol method)
    {
        foreach (var reference in method.DeclaringSyntaxReferences)
        {
            if (!_byTree.TryGetValue(reference.SyntaxTree, out var tree))
            {
                return true;
            }

            var index = tree.Members.IndexAt(reference.Span.Start);
            if (index < 0 || tree.IsRelevant[index])
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether it holds of any method of the type, or of a type inside it, that it may come to a service call.</summary>
    public bool AnyIn(INamedTypeSymbol type)
    {
        foreach (var reference in type.DeclaringSyntaxReferences)
        {
            if (!_byTree.TryGetValue(reference.SyntaxTree, out var tree))
            {
                return true;
            }

            var span = reference.Span;
            for (var i = tree.Members.CountUntil(span.Start); i < tree.IsRelevant.Length && tree.Members.Members[i].Span.Start < span.End; i++)
            {
                if (tree.IsRelevant[i])
                {
                    return true;
                }
            }
        }

        return false;
    }
}
