using System.Collections.Immutable;
using LambdaLift.Converter.Frontend;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace LambdaLift.Converter.Residual;

/// <summary>An object that code changes in place.</summary>
/// <param name="Root">The local, parameter, field or property through which it is reached, or the type of the handler itself; null if that cannot be told.</param>
/// <param name="Type">The object's type.</param>
internal readonly record struct ObjectChange(ISymbol? Root, ITypeSymbol? Type);

/// <summary>
/// Finds the objects that code changes in place. State holds values, so an object that a generated function changes must come back
/// from it.
/// </summary>
internal sealed class Mutations
{
    private static readonly HashSet<string> ReadingMethods = new(StringComparer.Ordinal)
    {
        "Contains", "ContainsKey", "ContainsValue", "TryGetValue", "IndexOf", "LastIndexOf", "BinarySearch", "Find", "FindAll", "FindIndex", "FindLast", "Exists", "TrueForAll", "ToArray", "ToString",
        "GetEnumerator", "GetRange", "ConvertAll", "CopyTo", "AsReadOnly", "ForEach", "Equals", "GetHashCode", "GetType", "GetLength", "GetValue", "Peek", "TryPeek", "IsSubsetOf", "IsSupersetOf", "Overlaps",
        "SetEquals", "GetValueOrDefault", "Slice",
    };

    private readonly Func<IMethodSymbol, IOperation?> _body;
    private readonly Dictionary<IMethodSymbol, (bool Self, HashSet<int> Parameters)> _methods = new(SymbolEqualityComparer.Default);

    public Mutations(Func<IMethodSymbol, IOperation?> body) => _body = body;

    /// <summary>Whether the code changes objects that static members hold.</summary>
    public bool ChangesStatics { get; private set; }

    /// <summary>What the code changes of the objects that it did not make itself.</summary>
    public IEnumerable<ObjectChange> In(IReadOnlyList<IOperation> code)
    {
        foreach (var target in code.SelectMany(Targets))
        {
            foreach (var change in Of(target, code, []))
            {
                ChangesStatics |= change.Root is { IsStatic: true } and (IFieldSymbol or IPropertySymbol);
                yield return change;
            }
        }
    }

    // A local of the code is another name of what it was given.
    private static IEnumerable<ObjectChange> Of(IOperation target, IReadOnlyList<IOperation> code, ImmutableHashSet<ISymbol> seen)
    {
        if (!TryRoot(target, out var root, out var isPart))
            return [];
        if (root is IParameterSymbol parameter && IsDeclaredIn(parameter, code))
            return [new ObjectChange(null, target.Type)];
        if (root is not ILocalSymbol local || !IsDeclaredIn(local, code))
            return [new ObjectChange(root, target.Type)];

        var values = Values(local, code);
        if (values is null || seen.Contains(local))
            return [new ObjectChange(null, target.Type)];
        if (values.TrueForAll(IsFresh))
            return isPart ? [new ObjectChange(null, target.Type)] : [];
        return values.Where(v => !IsFresh(v)).SelectMany(value => Of(value, code, seen.Add(local)).Select(change => change with { Type = target.Type }));
    }

    private static bool IsDeclaredIn(ISymbol symbol, IReadOnlyList<IOperation> code) =>
        symbol.DeclaringSyntaxReferences is [var declaration, ..] && code.Any(o => o.Syntax.SyntaxTree == declaration.SyntaxTree && o.Syntax.Span.Contains(declaration.Span));

    /// <summary>All that a local is given; null if it cannot be told.</summary>
    private static List<IOperation>? Values(ILocalSymbol local, IReadOnlyList<IOperation> code)
    {
        var values = new List<IOperation>();
        foreach (var operation in code.SelectMany(o => o.Descendants().Prepend(o)))
        {
            switch (operation)
            {
                case IForEachLoopOperation { LoopControlVariable: IVariableDeclaratorOperation control } loop when IsIt(control.Symbol):
                    values.Add(loop.Collection);
                    break;
                case IVariableDeclaratorOperation declarator when IsIt(declarator.Symbol):
                    if (declarator.GetVariableInitializer() is { } initializer)
                        values.Add(initializer.Value);
                    else if (declarator.Parent is not (IVariableDeclarationOperation or IForEachLoopOperation))
                        return null;
                    break;
                case ISimpleAssignmentOperation { Target: ILocalReferenceOperation { Local: var assigned } } assignment when IsIt(assigned):
                    values.Add(assignment.Value);
                    break;
                case IDeclarationPatternOperation { DeclaredSymbol: { } declared } when IsIt(declared):
                case IDeclarationExpressionOperation { Expression: ILocalReferenceOperation { Local: var inPlace } } when IsIt(inPlace):
                case IArgumentOperation { Parameter.RefKind: not RefKind.None, Value: ILocalReferenceOperation { Local: var passed } } when IsIt(passed):
                case ICoalesceAssignmentOperation { Target: ILocalReferenceOperation { Local: var ensured } } when IsIt(ensured):
                    return null;
            }
        }

        return values;

        bool IsIt(ISymbol symbol) => SymbolEqualityComparer.Default.Equals(symbol, local);
    }

    private static bool IsFresh(IOperation value)
    {
        while (value is IConversionOperation conversion)
            value = conversion.Operand;
        return value is IObjectCreationOperation or IArrayCreationOperation or ILiteralOperation or IDefaultValueOperation
            || value.Syntax is Microsoft.CodeAnalysis.CSharp.Syntax.CollectionExpressionSyntax
            || value is IInvocationOperation { TargetMethod: { Name: "ToList" or "ToArray" or "ToDictionary" or "ToHashSet" or "Split", ContainingType: var owner } } && (owner.Is("System.Linq.Enumerable") || owner.IsString());
    }

    private IEnumerable<IOperation> Targets(IOperation code)
    {
        foreach (var operation in code.Descendants().Prepend(code))
        {
            switch (operation)
            {
                case IAssignmentOperation { Target: IPropertyReferenceOperation or IFieldReferenceOperation or IArrayElementReferenceOperation } assignment when !IsInitializer(assignment):
                    if (Owner(assignment.Target) is { } owner)
                        yield return owner;
                    break;
                case IIncrementOrDecrementOperation { Target: IPropertyReferenceOperation or IFieldReferenceOperation or IArrayElementReferenceOperation } increment:
                    if (Owner(increment.Target) is { } changed)
                        yield return changed;
                    break;
                case IInvocationOperation invocation:
                    foreach (var target in Of(invocation))
                        yield return target;
                    break;
            }
        }
    }

    private IEnumerable<IOperation> Of(IInvocationOperation invocation)
    {
        var method = invocation.TargetMethod.ReducedFrom ?? invocation.TargetMethod;
        if (method.Locations.Any(l => l.IsInSource))
        {
            var (self, parameters) = Summary(method.OriginalDefinition);
            if (self && invocation.Instance is { } instance and not IInstanceReferenceOperation { ReferenceKind: InstanceReferenceKind.ImplicitReceiver })
                yield return instance;
            foreach (var argument in invocation.Arguments.Where(a => parameters.Contains(a.Parameter!.Ordinal)))
                yield return argument.Value;
            yield break;
        }

        if (method is { IsStatic: true, ContainingType.Name: "Array", Name: "Sort" or "Reverse" or "Fill" or "Clear" or "Resize" or "Copy" })
        {
            foreach (var argument in invocation.Arguments)
                yield return argument.Value;
        }
        else if (invocation.Instance is { } instance and not IInstanceReferenceOperation
            && method.ContainingType.ContainingNamespace.FullName().StartsWith("System.Collections", StringComparison.Ordinal)
            && !method.ContainingType.ContainingNamespace.FullName().EndsWith("Immutable", StringComparison.Ordinal)
            && !ReadingMethods.Contains(method.Name))
        {
            yield return instance;
        }
    }

    /// <summary>Whether a method of the solution changes its receiver or its arguments.</summary>
    private (bool Self, HashSet<int> Parameters) Summary(IMethodSymbol method)
    {
        if (_methods.TryGetValue(method, out var known))
            return known;
        var parameters = new HashSet<int>();
        _methods[method] = (false, parameters);
        var self = false;
        if (_body(method) is { } body)
        {
            foreach (var change in In([body]))
            {
                switch (change.Root)
                {
                    case IParameterSymbol parameter when SymbolEqualityComparer.Default.Equals(parameter.ContainingSymbol, method):
                        parameters.Add(parameter.Ordinal);
                        break;
                    case INamedTypeSymbol or IFieldSymbol { IsStatic: false } or IPropertySymbol { IsStatic: false }:
                        self |= method.MethodKind != MethodKind.Constructor;
                        break;
                    case null:
                        // Something reached from outside: it may be part of the receiver or of an argument.
                        self |= TypeReach.MayHold(method.ContainingType, change.Type);
                        parameters.UnionWith(method.Parameters.Where(p => TypeReach.MayHold(p.Type, change.Type)).Select(p => p.Ordinal));
                        break;
                }
            }
        }

        return _methods[method] = (self, parameters);
    }

    private static bool IsInitializer(IAssignmentOperation assignment) => assignment.Parent is IObjectOrCollectionInitializerOperation;

    private static IOperation? Owner(IOperation target) => target switch
    {
        IMemberReferenceOperation { Instance: { } instance } => instance,
        IArrayElementReferenceOperation element => element.ArrayReference,
        _ => null,
    };

    /// <summary>The symbol through which an object is reached, null when it cannot be told; false for an object that is made in place.</summary>
    private static bool TryRoot(IOperation operation, out ISymbol? root, out bool isPart)
    {
        root = null;
        isPart = false;
        while (true)
        {
            switch (operation)
            {
                case IConversionOperation conversion:
                    operation = conversion.Operand;
                    continue;
                case IParenthesizedOperation parenthesized:
                    operation = parenthesized.Operand;
                    continue;
                case IFieldReferenceOperation { Field: var field, Instance: null or IInstanceReferenceOperation }:
                    root = field;
                    return true;
                case IPropertyReferenceOperation { Property: var property, Instance: null or IInstanceReferenceOperation }:
                    root = property;
                    return true;
                case IMemberReferenceOperation { Instance: { } instance }:
                    operation = instance;
                    isPart = true;
                    continue;
                case IArrayElementReferenceOperation element:
                    operation = element.ArrayReference;
                    isPart = true;
                    continue;
                case IParameterReferenceOperation parameter:
                    root = parameter.Parameter;
                    return true;
                case IInstanceReferenceOperation { Type: { } type }:
                    root = type;
                    return true;
                case ILocalReferenceOperation { Local: var local }:
                    root = local;
                    return true;
                case IObjectCreationOperation or IArrayCreationOperation:
                    return false;
                default:
                    return true;
            }
        }
    }
}
