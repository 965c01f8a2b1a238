using System.Collections.Immutable;
using LambdaLift.Analysis.Relevance;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace LambdaLift.Analysis.Values;

/// <summary>The values that an expression may have, as far as they can be followed.</summary>
/// <param name="Leaves">Expressions that are not followed further: creations, constants, calls into metadata.</param>
/// <param name="Carriers">The locals, parameters, fields and properties that the value passed through.</param>
/// <param name="IsComplete">False when some value comes from where the analysis does not look.</param>
internal sealed record FlowValues(ImmutableArray<IOperation> Leaves, IReadOnlyCollection<ISymbol> Carriers, bool IsComplete);

/// <summary>
/// Follows values backwards, insensitive to order: through locals, parameters (to all callers that a handler can reach), fields and properties of
/// source types, conditional expressions and the returns of source methods.
/// </summary>
internal sealed class ValueFlow(LambdaProgram program, CancellationToken cancellationToken)
{
    private const int MaxLeaves = 64;

    public FlowValues Resolve(IOperation expression)
    {
        var leaves = ImmutableArray.CreateBuilder<IOperation>();
        var carriers = new HashSet<ISymbol>(SymbolEqualityComparer.Default);
        var complete = Follow(expression, leaves, carriers);
        return new FlowValues(leaves.ToImmutable(), carriers, complete);
    }

    /// <summary>All operations by which a carrier can be written to: those of its method, or of all members of its type.</summary>
    public IEnumerable<IOperation> ScopeOf(ISymbol carrier)
    {
        if (carrier is ILocalSymbol or IParameterSymbol)
        {
            return carrier.ContainingSymbol is IMethodSymbol method && EnclosingMember(method) is { } member ? program.GetSummary(member, cancellationToken).Operations : Enumerable.Empty<IOperation>();
        }

        return MembersOf(carrier.ContainingType)
            .Where(m => SourceMembers.MayMention(m, carrier.Name, cancellationToken))
            .SelectMany(m => program.GetSummary(m, cancellationToken).Operations);
    }

    private bool Follow(IOperation expression, ImmutableArray<IOperation>.Builder leaves, ISet<ISymbol> carriers)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var operation = expression.UnwrapConversions();
        if (leaves.Count >= MaxLeaves)
        {
            return false;
        }

        switch (operation)
        {
            case { ConstantValue.HasValue: true }:
                leaves.Add(operation);
                return true;
            case ILocalReferenceOperation local:
                return FollowWrites(local.Local, leaves, carriers);
            case IParameterReferenceOperation parameter:
                return FollowParameter(parameter.Parameter, leaves, carriers);
            case IFieldReferenceOperation { Field: { } field } when field.DeclaringSyntaxReferences.Length > 0:
                return FollowWrites(field, leaves, carriers);
            case IPropertyReferenceOperation { Property: { } property } when IsSourceProperty(property):
                return FollowProperty(property, leaves, carriers);
            case IConditionalOperation { WhenFalse: { } whenFalse } conditional:
                return Follow(conditional.WhenTrue, leaves, carriers) & Follow(whenFalse, leaves, carriers);
            case ICoalesceOperation coalesce:
                return Follow(coalesce.Value, leaves, carriers) & Follow(coalesce.WhenNull, leaves, carriers);
            case ISwitchExpressionOperation choice:
                return choice.Arms.Select(a => Follow(a.Value, leaves, carriers)).ToList().TrueForAll(c => c);
            case IAwaitOperation awaited:
                return Follow(awaited.Operation, leaves, carriers);
            case IInvocationOperation invocation when invocation.TargetMethod.IsInSource():
                return FollowReturns(invocation.TargetMethod, leaves, carriers);
            case ISimpleAssignmentOperation assignment:
                return Follow(assignment.Value, leaves, carriers);
            default:
                leaves.Add(operation);
                return true;
        }
    }

    private bool FollowWrites(ISymbol carrier, ImmutableArray<IOperation>.Builder leaves, ISet<ISymbol> carriers)
    {
        if (!carriers.Add(carrier))
        {
            return true;
        }

        var complete = true;
        var any = false;
        foreach (var value in ScopeOf(carrier).Select(o => WrittenValue(o, carrier)).Concat(Initializers(carrier)))
        {
            if (value is not null)
            {
                any = true;
                complete &= Follow(value, leaves, carriers);
            }
        }

        return complete && any;
    }

    private bool FollowProperty(IPropertySymbol property, ImmutableArray<IOperation>.Builder leaves, ISet<ISymbol> carriers)
    {
        var getter = property.GetMethod;
        if (getter is not null && program.GetSummary(getter, cancellationToken).Body is not null)
        {
            return !carriers.Add(property) || FollowReturns(getter, leaves, carriers);
        }

        return FollowWrites(property, leaves, carriers);
    }

    private bool FollowParameter(IParameterSymbol parameter, ImmutableArray<IOperation>.Builder leaves, ISet<ISymbol> carriers)
    {
        if (!carriers.Add(parameter))
        {
            return true;
        }

        var complete = parameter.ContainingSymbol is IMethodSymbol;
        var any = false;
        foreach (var scopeValue in ScopeOf(parameter).Select(o => WrittenValue(o, parameter)))
        {
            if (scopeValue is not null)
            {
                complete &= Follow(scopeValue, leaves, carriers);
            }
        }

        if (parameter.ContainingSymbol is not IMethodSymbol method)
        {
            return false;
        }

        foreach (var edge in program.GetCallers(method, cancellationToken))
        {
            any = true;
            complete &= ArgumentFor(edge.Site, parameter) is { } argument && Follow(argument, leaves, carriers);
        }

        return complete && any;
    }

    private bool FollowReturns(IMethodSymbol method, ImmutableArray<IOperation>.Builder leaves, ISet<ISymbol> carriers)
    {
        if (!carriers.Add(method.BodyDefinition()))
        {
            return true;
        }

        if (program.GetSummary(method, cancellationToken).Body is not { } body)
        {
            return false;
        }

        var complete = true;
        var any = false;
        foreach (var returned in ReturnsOf(body))
        {
            any = true;
            complete &= Follow(returned, leaves, carriers);
        }

        return complete && any;
    }

    /// <summary>The values that a body returns; the returns of lambdas inside it are not its own.</summary>
    internal static IEnumerable<IOperation> ReturnsOf(IOperation body) =>
        body.DescendantsInMethod().OfType<IReturnOperation>()
            .Where(r => r.ReturnedValue is not null && !r.Ancestors().TakeWhile(a => !ReferenceEquals(a, body)).Any(a => a is IAnonymousFunctionOperation))
            .Select(r => r.ReturnedValue!);

    private IEnumerable<IOperation?> Initializers(ISymbol carrier)
    {
        foreach (var reference in carrier.DeclaringSyntaxReferences)
        {
            var value = reference.GetSyntax(cancellationToken) switch
            {
                VariableDeclaratorSyntax { Initializer: { } initializer } when carrier is IFieldSymbol => initializer.Value,
                PropertyDeclarationSyntax { Initializer: { } initializer } => initializer.Value,
                _ => null,
            };
            if (value is not null)
            {
                yield return program.GetOperation(value, cancellationToken);
            }
        }
    }

    private static IOperation? WrittenValue(IOperation operation, ISymbol carrier) => operation switch
    {
        IVariableDeclaratorOperation { Initializer: { } initializer } declarator when Same(declarator.Symbol, carrier) => initializer.Value,
        ISimpleAssignmentOperation assignment when Same(ReferencedSymbol(assignment.Target), carrier) => assignment.Value,
        ICoalesceAssignmentOperation assignment when Same(ReferencedSymbol(assignment.Target), carrier) => assignment.Value,
        IForEachLoopOperation => null,
        _ => null,
    };

    /// <summary>The argument that a call passes for a parameter; null where the site is not a plain call (a method group).</summary>
    internal static IOperation? ArgumentFor(IOperation site, IParameterSymbol parameter)
    {
        var arguments = site switch
        {
            IInvocationOperation invocation => invocation.Arguments,
            IObjectCreationOperation creation => creation.Arguments,
            _ => ImmutableArray<IArgumentOperation>.Empty,
        };
        return arguments.FirstOrDefault(a => a.Parameter is { } p && p.Ordinal == parameter.Ordinal + OrdinalShift(a.Parameter, parameter))?.Value;
    }

    // A reduced extension call lists the receiver as argument 0 of the unreduced method in operation trees, so ordinals agree.
    private static int OrdinalShift(IParameterSymbol written, IParameterSymbol declared) =>
        (written.ContainingSymbol as IMethodSymbol)?.ReducedFrom is not null && (declared.ContainingSymbol as IMethodSymbol)?.ReducedFrom is null ? -1 : 0;

    /// <summary>The local, parameter, field or property that an operation reads or writes.</summary>
    internal static ISymbol? ReferencedSymbol(IOperation? operation) => operation?.UnwrapConversions() switch
    {
        ILocalReferenceOperation local => local.Local,
        IParameterReferenceOperation parameter => parameter.Parameter,
        IFieldReferenceOperation field => field.Field.OriginalDefinition,
        IPropertyReferenceOperation property => property.Property.OriginalDefinition,
        _ => null,
    };

    private static bool Same(ISymbol? a, ISymbol? b) => SymbolEqualityComparer.Default.Equals(a, b);

    private static bool IsSourceProperty(IPropertySymbol property) => property.DeclaringSyntaxReferences.Length > 0 && !property.IsIndexer;

    private static IMethodSymbol? EnclosingMember(IMethodSymbol method)
    {
        while (method.MethodKind == MethodKind.AnonymousFunction)
        {
            if (method.ContainingSymbol is not IMethodSymbol outer)
            {
                return null;
            }

            method = outer;
        }

        return method;
    }

    private static IEnumerable<IMethodSymbol> MembersOf(INamedTypeSymbol type) => type.GetMembers().OfType<IMethodSymbol>().Where(m => m.IsInSource());
}
