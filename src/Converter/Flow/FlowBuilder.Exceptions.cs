using System.Collections.Immutable;
using LambdaLift.Converter.Diagnostics;
using LambdaLift.Converter.Frontend;
using LambdaLift.Converter.Ir;
using Microsoft.CodeAnalysis;

namespace LambdaLift.Converter.Flow;

/// <summary>What is thrown is a jump to the clause that catches it, through the finally blocks on its way; what a task reports goes there by catchers.</summary>
internal sealed partial class FlowBuilder
{
    private FlowNode Try(IrTry statement, FlowNode next, Scope scope)
    {
        var protectedScope = scope;
        if (!statement.Finally.IsEmpty)
        {
            next = Block(statement.Finally, 0, next, scope with { Pending = null });
            var pending = scope.Pending ?? new IrVariable("failure", null) { IsError = true };
            protectedScope = scope with { Frames = scope.Frames.Add(new Frame(ImmutableArray<Clause>.Empty, statement.Finally) { Pending = pending }), Pending = pending };
        }

        var handlerScope = protectedScope;
        var clauses = statement.Catches
            .Select(c => new Clause(c, new Lazy<FlowNode>(() => Block(c.Body, 0, next, handlerScope))))
            .ToImmutableArray();
        var bodyScope = clauses.IsEmpty ? protectedScope : protectedScope with { Frames = protectedScope.Frames.Add(new Frame(clauses, [])) };
        return Block(statement.Body, 0, next, bodyScope);
    }

    /// <summary>A throw is a jump: to the clause that catches it, or to a Fail state.</summary>
    private FlowNode Raise(IrException exception, INamedTypeSymbol type, Scope scope, Origin origin)
    {
        for (var depth = scope.Frames.Count - 1; depth >= 0; depth--)
        {
            var frame = scope.Frames[depth];
            for (var position = 0; position < frame.Clauses.Length; position++)
            {
                var clause = frame.Clauses[position];
                if (clause.Catches(type))
                    return Enter(clause, exception, type, scope.Until(depth + 1), position + 1, origin);
            }

            if (frame.Finally.Length > 0)
            {
                // The message is made before the finally block runs.
                var kept = frame.Pending!;
                var next = Block(frame.Finally, 0, RaiseAgain(kept, type, scope.Until(depth), origin), scope.Cleaning(depth));
                return new FlowAssign(next, origin) { Assignments = [new FlowAssignment(kept, exception)] };
            }
        }

        return new FlowFail(new IrConstant(exception.TypeName, null, origin), exception.Message, type, origin);
    }

    /// <summary>Throws on an exception whose type is only known to be <paramref name="type"/> or derived from it.</summary>
    private FlowNode RaiseAgain(IrVariable caught, INamedTypeSymbol type, Scope scope, Origin origin, int firstClause = 0)
    {
        for (var depth = scope.Frames.Count - 1; depth >= 0; depth--, firstClause = 0)
        {
            var frame = scope.Frames[depth];
            for (var position = firstClause; position < frame.Clauses.Length; position++)
            {
                var clause = frame.Clauses[position];
                var value = new IrRead(caught, origin);
                if (clause.Catches(type))
                    return Enter(clause, value, type, scope.Until(depth + 1), position + 1, origin);
                if (clause.Type is not null && clause.Type.DerivesFrom(type.FullName()) && PossibleErrors(clause.Type).Count > 0)
                {
                    // Whether the clause catches it is only known by the error's name.
                    var otherwise = RaiseAgain(caught, type, scope.Until(depth + 1), origin, position + 1);
                    var entered = Enter(clause, value, type, scope.Until(depth + 1), position + 1, origin);
                    return new FlowChoice([new FlowRule(IsOneOf(value, PossibleErrors(clause.Type), origin), entered, origin)], otherwise, origin);
                }
            }

            if (frame.Finally.Length > 0)
            {
                // All exceptions that leave the block wait in one variable, so that the ways out are the same.
                var kept = frame.Pending!;
                var cleanup = Block(frame.Finally, 0, RaiseAgain(kept, type, scope.Until(depth), origin), scope.Cleaning(depth));
                return ReferenceEquals(caught, kept) ? cleanup : new FlowAssign(cleanup, origin) { Assignments = [new FlowAssignment(kept, new IrRead(caught, origin))] };
            }
        }

        var read = new IrRead(caught, origin);
        return new FlowFail(new IrMember(read, ExceptionMembers.ErrorName, null, origin), new IrMember(read, ExceptionMembers.Message, null, origin), null, origin);
    }

    /// <summary>Goes to a clause that catches the exception if its filter holds, else on to the clauses behind it.</summary>
    private FlowAssign Enter(Clause clause, IrExpression exception, INamedTypeSymbol type, Scope scope, int nextClause, Origin origin) =>
        new(Filtered(clause, type, scope, nextClause, origin), origin) { Assignments = [new FlowAssignment(clause.Variable, exception)] };

    private FlowNode Filtered(Clause clause, INamedTypeSymbol? type, Scope scope, int nextClause, Origin origin) => clause.Catch.Filter is { } filter
        ? new FlowChoice(
            [new FlowRule(filter, clause.Entry.Value, clause.Catch.Origin)],
            RaiseAgain(clause.Variable, type ?? clause.Type!, scope, origin, nextClause),
            clause.Catch.Origin)
        : clause.Entry.Value;

    /// <summary>
    /// Where an exception goes that no typed clause around catches: to the innermost clause for everything, or on from a finally block in front of any.
    /// </summary>
    /// <returns>What is around from there on: all of it for a clause, which may have a filter, that finally block and what is outside, or nothing; and that clause, null without one.</returns>
    private static (Scope Around, Clause? Clause) WayOut(Scope scope)
    {
        for (var depth = scope.Frames.Count - 1; depth >= 0; depth--)
        {
            var frame = scope.Frames[depth];
            if (frame.Clauses.FirstOrDefault(c => c.CatchesEverything) is { } clause)
                return (scope, clause);
            if (frame.Finally.Length > 0)
                return (scope.Until(depth + 1), null);
        }

        return (scope.Until(0), null);
    }

    /// <summary>The catchers of a step, innermost clause first, as C# looks for one.</summary>
    /// <param name="node">The step.</param>
    /// <param name="scope">What is around it.</param>
    /// <param name="names">The names under which the step can report exceptions of a type.</param>
    /// <param name="catchAll">Whether clauses for all exceptions become <c>States.ALL</c>.</param>
    private void AddCatchers(FlowFallible node, Scope scope, Func<INamedTypeSymbol, IEnumerable<string>> names, bool catchAll = true)
    {
        var handled = new HashSet<string>(StringComparer.Ordinal);
        for (var depth = scope.Frames.Count - 1; depth >= 0; depth--)
        {
            var frame = scope.Frames[depth];
            for (var position = 0; position < frame.Clauses.Length; position++)
            {
                var clause = frame.Clauses[position];
                CheckOwn(clause, names);
                if (clause.CatchesEverything)
                {
                    if (catchAll)
                        node.Catchers.Add(Catcher(["States.ALL"], clause, node, scope.Until(depth + 1), position + 1));
                    return;
                }

                var errors = names(clause.Type!).Distinct().Where(handled.Add).ToList();
                if (errors.Count > 0)
                    node.Catchers.Add(Catcher(errors, clause, node, scope.Until(depth + 1), position + 1));
            }

            if (frame.Finally.Length > 0)
            {
                if (!catchAll)
                    return;
                var kept = frame.Pending!;
                var exception = ExceptionTypes.Find(node.Origin.Method);
                var cleanup = exception is null ? null : Block(frame.Finally, 0, RaiseAgain(kept, exception, scope.Until(depth), node.Origin), scope.Cleaning(depth));
                if (cleanup is not null)
                    node.Catchers.Add(new FlowCatcher(["States.ALL"], cleanup, node.Origin) { Assignments = [new FlowAssignment(kept, new IrCaughtError(null, node.Origin))] });
                return;
            }
        }
    }

    /// <summary>What comes out of a branch, an iteration or a generated function is a name and a message: a clause that reads more of it cannot have it.</summary>
    private void CheckOwn(Clause clause, Func<INamedTypeSymbol, IEnumerable<string>> names)
    {
        var expressions = clause.Catch.Body.Descendants().SelectMany(s => s.Expressions()).Concat(new[] { clause.Catch.Filter }.OfType<IrExpression>());
        foreach (var read in expressions.SelectMany(e => e.DescendantsAndSelf()).OfType<IrMember>())
        {
            if (read is { Target: IrMember { Name: ExceptionMembers.Own, Type: INamedTypeSymbol type, Target: IrRead { Variable: var caught } } } && ReferenceEquals(caught, clause.Variable) && names(type).Any())
                _report(Diagnostic.Create(LiftDescriptors.UnsupportedCatch, read.Origin.Location, $"'{read.Name}' of an exception that is thrown in a branch, an iteration or a generated function does not come out of it", "catch it inside, or carry what matters in the message"));
        }
    }

    private FlowCatcher Catcher(IReadOnlyList<string> errors, Clause clause, FlowNode node, Scope scope, int nextClause) =>
        new(errors, Filtered(clause, null, scope, nextClause, node.Origin), clause.Catch.Origin) { Assignments = [new FlowAssignment(clause.Variable, new IrCaughtError(clause.Type, node.Origin))] };
}
