using LambdaLift.Converter.Frontend;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace LambdaLift.Converter.Residual;

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

    /// <summary>
    /// The roots of what the code changes: locals, parameters, fields, or null for something that cannot be told (an object reached
    /// through an iteration variable or returned by a method).
    /// </summary>
    public IEnumerable<ISymbol?> In(IOperation code)
    {
        foreach (var target in Targets(code))
        {
            if (!TryRoot(target, out var root))
                continue;
            if (root is ILocalSymbol local && Declaration(local, code) is { } declaration)
            {
                // An object that the code makes for itself is its own business; one that it got from somewhere is not.
                if (!IsFresh(declaration))
                    yield return null;
                continue;
            }

            ChangesStatics |= root is { IsStatic: true } and (IFieldSymbol or IPropertySymbol);
            yield return root;
        }
    }

    private static IOperation? Declaration(ILocalSymbol local, IOperation code) => code.Descendants().Prepend(code)
        .FirstOrDefault(o => o switch
        {
            IVariableDeclaratorOperation d => SymbolEqualityComparer.Default.Equals(d.Symbol, local),
            IDeclarationPatternOperation d => SymbolEqualityComparer.Default.Equals(d.DeclaredSymbol, local),
            IDeclarationExpressionOperation { Expression: ILocalReferenceOperation d } => SymbolEqualityComparer.Default.Equals(d.Local, local),
            _ => false,
        });

    private static bool IsFresh(IOperation declaration)
    {
        var value = (declaration as IVariableDeclaratorOperation)?.GetVariableInitializer()?.Value;
        while (value is IConversionOperation conversion)
            value = conversion.Operand;
        return value is IObjectCreationOperation or IArrayCreationOperation
            || value?.Syntax is Microsoft.CodeAnalysis.CSharp.Syntax.CollectionExpressionSyntax
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
            foreach (var root in In(body))
            {
                switch (root)
                {
                    case IParameterSymbol parameter when SymbolEqualityComparer.Default.Equals(parameter.ContainingSymbol, method):
                        parameters.Add(parameter.Ordinal);
                        break;
                    case INamedTypeSymbol or IFieldSymbol { IsStatic: false } or IPropertySymbol { IsStatic: false }:
                        self |= method.MethodKind != MethodKind.Constructor;
                        break;
                    case null:
                        // Something reached from outside: it may be part of the receiver or of any argument.
                        self = true;
                        parameters.UnionWith(Enumerable.Range(0, method.Parameters.Length));
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
    private static bool TryRoot(IOperation operation, out ISymbol? root)
    {
        root = null;
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
                    continue;
                case IArrayElementReferenceOperation element:
                    operation = element.ArrayReference;
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
