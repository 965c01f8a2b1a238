using System.Collections.Immutable;
using LambdaLift.Analysis.CallGraph;
using LambdaLift.Analysis.Calls;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace LambdaLift.Analysis.Patterns;

/// <summary>
/// Service calls awaited one after another that could run side by side without anybody seeing a difference. Each but the first only reads, so that
/// it does no harm where an earlier one fails; a first call that writes does so in another service; and what a call is given neither comes from an
/// earlier one nor can fail by itself.
/// </summary>
public static class IndependentCalls
{
    private static readonly string[] ReadPrefixes = ["Get", "List", "Describe", "Query", "Scan", "Head", "BatchGet", "TransactGet"];

    // Named like reads, but taking something away from others.
    private static readonly HashSet<string> NotReads = new(StringComparer.Ordinal) { "GetActivityTask", "GetLatestConfiguration", "GetQueryResultsStream" };

    /// <summary>The longest runs of such calls among the statements of a block; each has two calls at least.</summary>
    public static IEnumerable<ImmutableArray<ServiceCallSite>> Find(IBlockOperation block, MethodSummary summary)
    {
        if (block.Operations.Length < 2)
        {
            yield break;
        }

        var run = new List<AwaitedCall>();
        foreach (var statement in block.Operations)
        {
            var next = Read(statement, summary);
            if (next is not null && run.Count > 0 && CanJoin(next, run))
            {
                run.Add(next);
                continue;
            }

            if (run.Count > 1)
            {
                yield return run.Select(c => c.Site).ToImmutableArray();
            }

            run = next is null ? [] : [next];
        }

        if (run.Count > 1)
        {
            yield return run.Select(c => c.Site).ToImmutableArray();
        }
    }

    /// <summary>Whether the operation has no effect that anybody could see.</summary>
    public static bool IsRead(ServiceCallSite site) => IsRead(site.OperationName);

    /// <summary>
    /// Whether the effects of two calls leave it open which of them comes first: the later one only reads, so that it does no harm where the first one
    /// fails, and the first one reads as well or changes another service. The converter's <c>--parallelize</c> asks the same question.
    /// </summary>
    /// <param name="first">The name of the operation that the code calls first.</param>
    /// <param name="later">The name of the other one's operation.</param>
    /// <param name="sameService">Whether both are operations of one service.</param>
    public static bool HaveNoOrder(string first, string later, bool sameService) => IsRead(later) && (IsRead(first) || !sameService);

    private static bool IsRead(string operation) =>
        !NotReads.Contains(operation) && ReadPrefixes.Any(p => operation.StartsWith(p, StringComparison.Ordinal));

    private static AwaitedCall? Read(IOperation statement, MethodSummary summary)
    {
        var (value, local) = statement switch
        {
            IExpressionStatementOperation { Operation: IAwaitOperation awaited } => (awaited, (ILocalSymbol?)null),
            IVariableDeclarationGroupOperation { Declarations: [{ Declarators: [{ Initializer.Value: IAwaitOperation awaited, Symbol: var symbol }] }] } => (awaited, symbol),
            _ => (null, null),
        };
        var call = value?.Operation is IInvocationOperation { TargetMethod.Name: "ConfigureAwait", Instance: IInvocationOperation inner } ? inner : value?.Operation;
        return call is not null && summary.ServiceCallAt(call) is { Kind: ServiceCallKind.Operation, IsAsync: true } site ? new AwaitedCall(site, local) : null;
    }

    private static bool CanJoin(AwaitedCall next, List<AwaitedCall> run)
    {
        if (!HaveNoOrder(run[0].Site.OperationName, next.Site.OperationName, run[0].Site.ServiceNamespace == next.Site.ServiceNamespace))
        {
            return false;
        }

        var arguments = next.Site.Invocation.Arguments.Select(a => a.Value).ToList();
        var results = run.Select(c => c.Result).OfType<ILocalSymbol>().ToImmutableHashSet(SymbolEqualityComparer.Default);
        var used = new HashSet<string>(
            run.SelectMany(c => c.Site.Invocation.DescendantsInMethod()).Select(Receiver).OfType<IOperation>().Select(r => r.Syntax.ToString()), StringComparer.Ordinal);
        return arguments.TrueForAll(a => a.DescendantsInMethod().Prepend(a).All(o => IsHarmless(o, used)))
            && !next.Site.Invocation.DescendantsInMethod().OfType<ILocalReferenceOperation>().Any(r => results.Contains(r.Local));
    }

    private static IOperation? Receiver(IOperation operation) => operation switch
    {
        IMemberReferenceOperation member => member.Instance,
        IInvocationOperation call => call.Instance,
        _ => null,
    };

    /// <summary>Whether it makes no difference that the operation runs before an earlier call has ended: no effect, no failure, nothing that passes.</summary>
    private static bool IsHarmless(IOperation operation, HashSet<string> used)
    {
        switch (operation)
        {
            case ILiteralOperation or IDefaultValueOperation or ILocalReferenceOperation or IParameterReferenceOperation or IInstanceReferenceOperation or INameOfOperation or ITypeOfOperation:
            case IObjectOrCollectionInitializerOperation or IMemberInitializerOperation or IArrayInitializerOperation or IArrayCreationOperation or IArgumentOperation:
            case IInterpolatedStringOperation or IInterpolatedStringTextOperation or IInterpolationOperation or IInterpolatedStringHandlerCreationOperation:
            case IConditionalOperation or ICoalesceOperation or IParenthesizedOperation:
            case IBinaryOperation { OperatorKind: not (BinaryOperatorKind.Divide or BinaryOperatorKind.Remainder or BinaryOperatorKind.IntegerDivide), IsChecked: false }:
            case IUnaryOperation:
                return true;
            case ISimpleAssignmentOperation { Target: IPropertyReferenceOperation { Instance.Kind: OperationKind.InstanceReference } or IPropertyReferenceOperation { Instance: null } }:
                return true;
            case IConversionOperation conversion:
                return conversion.OperatorMethod is null ? conversion.IsImplicit || conversion.Conversion.IsReference || !conversion.Conversion.IsNumeric : !IsInSource(conversion.OperatorMethod);
            case IFieldReferenceOperation field:
                return field.Instance is null || IsThere(field.Instance, used);
            case IPropertyReferenceOperation property:
                return (!IsInSource(property.Property) || IsAutomatic(property.Property)) && !property.Property.IsIndexer && property.Property.ContainingType.Name is not ("DateTime" or "DateTimeOffset" or "Random")
                    && (property.Instance is null || IsThere(property.Instance, used));
            case IObjectCreationOperation creation:
                return creation.Constructor is { } constructor && (!IsInSource(constructor) || OnlyStores(constructor)) && constructor.ContainingType.Name != "Random";
            case IInvocationOperation call:
                return IsHarmlessCall(call, used);
            default:
                return false;
        }
    }

    private static bool IsHarmlessCall(IInvocationOperation call, HashSet<string> used)
    {
        // Elements of a collection initializer.
        if (call is { IsImplicit: true, TargetMethod.Name: "Add", Instance.Kind: OperationKind.InstanceReference })
        {
            return !IsInSource(call.TargetMethod);
        }

        var type = call.TargetMethod.ContainingType;
        return type.SpecialType == SpecialType.System_String ? call.Instance is null || IsThere(call.Instance, used)
            : (type.HasMetadataName("System.Environment") && call.TargetMethod.Name == "GetEnvironmentVariable")
                || (type.HasMetadataName("System.Text.Json.JsonSerializer") && call.TargetMethod.Name == "Serialize");
    }

    // The receiver is not null, or an earlier call would have failed on it already.
    private static bool IsThere(IOperation receiver, HashSet<string> used) =>
        receiver is IInstanceReferenceOperation or IObjectCreationOperation
        || receiver.Type is { IsValueType: true, OriginalDefinition.SpecialType: not SpecialType.System_Nullable_T }
        || used.Contains(receiver.Syntax.ToString())
        || receiver.SemanticModel?.GetTypeInfo(receiver.Syntax).Nullability.FlowState == NullableFlowState.NotNull;

    private static bool IsAutomatic(IPropertySymbol property) =>
        property.ContainingType.GetMembers().OfType<IFieldSymbol>().Any(f => SymbolEqualityComparer.Default.Equals(f.AssociatedSymbol, property))
        || (property.ContainingType.IsRecord && property.IsImplicitlyDeclared);

    // A record's positional members, or nothing at all.
    private static bool OnlyStores(IMethodSymbol constructor) =>
        constructor.DeclaringSyntaxReferences.All(r => r.GetSyntax() is RecordDeclarationSyntax)
        && !constructor.ContainingType.DeclaringSyntaxReferences.Any(r => r.GetSyntax().DescendantNodes().OfType<EqualsValueClauseSyntax>()
            .Any(e => e.Parent is PropertyDeclarationSyntax or VariableDeclaratorSyntax { Parent.Parent: FieldDeclarationSyntax }));

    private static bool IsInSource(ISymbol symbol) => symbol.Locations.Any(l => l.IsInSource);

    private sealed record AwaitedCall(ServiceCallSite Site, ILocalSymbol? Result);
}
