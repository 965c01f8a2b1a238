using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace LambdaLift.Analysis.Calls;

/// <summary>
/// Follows the result of a call forwards: through awaits, locals, arguments to source methods and returns to the callers that a handler can reach.
/// Where the result goes elsewhere (a field, a collection, a library), the answer is <see cref="ResultUse.Unknown"/>.
/// </summary>
internal sealed class ResultUses(LambdaProgram program, CancellationToken cancellationToken)
{
    private const int MaxDepth = 8;

    /// <summary>Whether that property of the result is read.</summary>
    public ResultUse Reads(IOperation call, string property) => Follow(call, property, [], 0);

    /// <summary>Whether anything of the result is used.</summary>
    public ResultUse Uses(IOperation call) => Follow(call, null, [], 0);

    private ResultUse Follow(IOperation value, string? property, HashSet<object> seen, int depth)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (depth > MaxDepth)
        {
            return ResultUse.Unknown;
        }

        switch (value.Parent)
        {
            case IAwaitOperation or IConversionOperation or IParenthesizedOperation or IArgumentOperation { Parent: null }:
                return Follow(value.Parent, property, seen, depth);
            case IExpressionStatementOperation or null:
                return ResultUse.No;
            case ISimpleAssignmentOperation { Target: IDiscardOperation }:
                return ResultUse.No;

            // Task members: ConfigureAwait, Result, GetAwaiter().GetResult(), AsTask. The result itself comes out of them; Wait() drops it.
            case IInvocationOperation call when ReferenceEquals(call.Instance, value) && IsTaskMember(call.TargetMethod.ContainingType):
                return call.TargetMethod.Name is "Wait" ? ResultUse.No : Follow(call, property, seen, depth);
            case IPropertyReferenceOperation read when ReferenceEquals(read.Instance, value) && IsTaskMember(read.Property.ContainingType):
                return Follow(read, property, seen, depth);
            case IPropertyReferenceOperation read when ReferenceEquals(read.Instance, value):
                return property is null || read.Property.Name == property ? ResultUse.Yes : ResultUse.No;
            case IConditionalAccessOperation access when ReferenceEquals(access.Operation, value):
                return access.WhenNotNull.DescendantsAndSelf().OfType<IPropertyReferenceOperation>()
                    .Any(p => p.Instance is IConditionalAccessInstanceOperation && (property is null || p.Property.Name == property))
                        ? ResultUse.Yes
                        : ResultUse.No;
            case IPropertySubpatternOperation or IRecursivePatternOperation or IIsPatternOperation or ISwitchExpressionOperation or ISwitchOperation:
                return PatternReads(value.Parent, property) ? ResultUse.Yes : ResultUse.No;
            case IVariableInitializerOperation { Parent: IVariableDeclaratorOperation declarator }:
                return FollowVariable(declarator.Symbol, value, property, seen, depth);
            case ISimpleAssignmentOperation { Target: ILocalReferenceOperation local } assignment when ReferenceEquals(assignment.Value, value):
                return FollowVariable(local.Local, value, property, seen, depth);
            case IUsingOperation:
                return ResultUse.No;
            case IArgumentOperation { Parameter: { } parameter, Parent: IInvocationOperation invocation }:
                return FollowArgument(invocation, parameter, property, seen, depth);
            case IReturnOperation returned:
                return FollowReturn(returned, property, seen, depth);
            default:
                return property is null ? ResultUse.Yes : ResultUse.Unknown;
        }
    }

    private ResultUse FollowVariable(ISymbol variable, IOperation scope, string? property, HashSet<object> seen, int depth) =>
        seen.Add(variable)
            ? Combine(
                scope.MemberRoot().Descendants().Where(o => IsReadOf(o, variable)),
                read => Follow(read, property, seen, depth))
            : ResultUse.No;

    private ResultUse FollowArgument(IInvocationOperation invocation, IParameterSymbol parameter, string? property, HashSet<object> seen, int depth)
    {
        if (program.GetSummary(invocation.TargetMethod, cancellationToken).Body is not { } body)
        {
            return property is null ? ResultUse.Yes : ResultUse.Unknown;
        }

        var declared = parameter.OriginalDefinition;
        return seen.Add(declared)
            ? Combine(
                body.DescendantsAndSelf().Where(o => o is IParameterReferenceOperation p && p.Parameter.Ordinal == declared.Ordinal && SymbolEqualityComparer.Default.Equals(p.Parameter.ContainingSymbol, declared.ContainingSymbol)),
                read => Follow(read, property, seen, depth + 1))
            : ResultUse.No;
    }

    private ResultUse FollowReturn(IReturnOperation returned, string? property, HashSet<object> seen, int depth)
    {
        if (returned.Ancestors().OfType<IAnonymousFunctionOperation>().Any())
        {
            return property is null ? ResultUse.Yes : ResultUse.Unknown;
        }

        var model = returned.SemanticModel;
        if (model?.GetEnclosingSymbol(returned.Syntax.SpanStart, cancellationToken) is not IMethodSymbol method || !seen.Add(method))
        {
            return ResultUse.Unknown;
        }

        var callers = program.GetCallers(method, cancellationToken);
        if (callers.IsEmpty)
        {
            // The handler itself returns the response.
            return property is null ? ResultUse.Yes : ResultUse.Unknown;
        }

        return Combine(callers.Select(c => c.Site), site => site is IInvocationOperation ? Follow(site, property, seen, depth + 1) : ResultUse.Unknown);
    }

    private static ResultUse Combine(IEnumerable<IOperation> sites, Func<IOperation, ResultUse> follow)
    {
        var result = ResultUse.No;
        foreach (var site in sites)
        {
            switch (follow(site))
            {
                case ResultUse.Yes:
                    return ResultUse.Yes;
                case ResultUse.Unknown:
                    result = ResultUse.Unknown;
                    break;
            }
        }

        return result;
    }

    private static bool PatternReads(IOperation owner, string? property) =>
        property is null
        || owner.Descendants().OfType<IPropertySubpatternOperation>().Any(p => p.Member is IPropertyReferenceOperation member && member.Property.Name == property);

    private static bool IsReadOf(IOperation operation, ISymbol variable) =>
        operation is ILocalReferenceOperation local
        && SymbolEqualityComparer.Default.Equals(local.Local, variable)
        && !(operation.Parent is ISimpleAssignmentOperation assignment && ReferenceEquals(assignment.Target, operation));

    private static bool IsTaskMember(INamedTypeSymbol? type) =>
        type is not null && (type.IsTask() || type.NamespaceName() is "System.Runtime.CompilerServices");
}
