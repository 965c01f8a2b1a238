using System.Collections.Immutable;
using LambdaLift.Converter.Frontend;
using LambdaLift.Converter.Ir;
using Microsoft.CodeAnalysis;

namespace LambdaLift.Converter.Flow;

/// <summary>What is around a statement.</summary>
internal sealed partial class FlowBuilder
{
    /// <summary>What is around a statement.</summary>
    private sealed record Scope(ImmutableList<Frame> Frames, ImmutableDictionary<IrLabel, (FlowNode Target, ImmutableList<Frame> Frames)> Labels, Func<IrExpression?, Origin, FlowNode> End)
    {
        /// <summary>The values that are returned while finally blocks are still to run.</summary>
        public required PendingResults Results { get; init; }

        /// <summary>
        /// Where the exceptions of try statements around are kept while their finally blocks run; null outside of any. Try statements inside one
        /// another share it, because what is inside has been left when an exception passes what is around it.
        /// </summary>
        public IrVariable? Pending { get; init; }

        /// <summary>The scope of a whole graph.</summary>
        public static Scope Outermost(Func<IrExpression?, Origin, FlowNode> end) =>
            new(ImmutableList<Frame>.Empty, ImmutableDictionary<IrLabel, (FlowNode, ImmutableList<Frame>)>.Empty, end) { Results = new PendingResults() };

        /// <summary>The scope outside of the frames from a depth on.</summary>
        public Scope Until(int depth) => this with { Frames = Frames.RemoveRange(depth, Frames.Count - depth) };

        /// <summary>The scope of the finally block at a depth: what is under way is not touched by try statements in it.</summary>
        public Scope Cleaning(int depth) => Until(depth) with { Pending = null };
    }

    /// <summary>One variable per type of value that a graph returns over finally blocks: only one return is under way at a time.</summary>
    private sealed class PendingResults
    {
        private readonly List<IrVariable> _variables = [];

        public IrVariable For(ITypeSymbol? type)
        {
            var known = _variables.Find(v => SymbolEqualityComparer.IncludeNullability.Equals(v.Type, type));
            if (known is null)
                _variables.Add(known = new IrVariable("result", type));
            return known;
        }
    }

    /// <summary>A try statement seen from inside: either its catch clauses or its finally block.</summary>
    private sealed record Frame(ImmutableArray<Clause> Clauses, ImmutableArray<IrStatement> Finally)
    {
        /// <summary>Holds the exception that is under way while the finally block runs; null for catch clauses.</summary>
        public IrVariable? Pending { get; init; }
    }

    private sealed record Clause(IrCatch Catch, Lazy<FlowNode> Entry)
    {
        public INamedTypeSymbol? Type => Catch.ExceptionType;

        public IrVariable Variable => Catch.Variable;

        public bool CatchesEverything => Catch.Kind == IrCatchKind.FunctionError || Type.Is("System.Exception");

        public bool Catches(INamedTypeSymbol thrown) => Catch.Kind == IrCatchKind.FunctionError || thrown.DerivesFrom(Type!.FullName());
    }
}
