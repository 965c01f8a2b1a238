using System.Collections.Immutable;
using LambdaLift.Analysis;
using LambdaLift.Converter.Ir;
using LambdaLift.Converter.Passes;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace LambdaLift.Converter.Frontend;

/// <summary>
/// Services and delegates that the code chooses as it runs: by a switch expression, a conditional, assignments in branches, or an entry of a dictionary. What
/// is chosen is held by its name (of the class, the method or the key); a call decides by that name which of them it calls.
/// </summary>
internal sealed partial class Lowering
{
    private readonly Dictionary<IOperation, ChoiceBinding> _arms = new();
    private readonly Dictionary<IOperation, Binding> _chosen = new();

    private static bool IsStrategy(ITypeSymbol? type) => type is { TypeKind: TypeKind.Delegate } || IsService(type);

    // --- what is chosen

    /// <summary>A switch expression or conditional between services or delegates that are known; null for anything else.</summary>
    private ChoiceBinding? DenoteSelection(IOperation selection, BlockBuilder into)
    {
        if (!IsStrategy(Resolve(selection.Type)))
            return null;
        var arms = ArmsOf(selection).ToList();
        if (!arms.All(IsAlternative) || arms.All(IsNothing))
            return null;
        var choice = new ChoiceBinding(new IrVariable(NameFor(Resolve(selection.Type)!), StringType));
        into.Add(new IrAssign(choice.Choice, Select(selection, choice, into), At(selection)));
        return choice;
    }

    /// <summary>The name of what a selection chooses.</summary>
    private IrExpression Select(IOperation selection, ChoiceBinding choice, BlockBuilder into)
    {
        foreach (var arm in ArmsOf(selection))
            _arms[arm] = choice;
        return LowerExpression(selection, into);
    }

    /// <summary>The values that an expression chooses among, without those that throw.</summary>
    private static IEnumerable<IOperation> ArmsOf(IOperation selection) => Unwrap(selection) switch
    {
        IConditionalOperation { WhenFalse: { } otherwise } conditional => ArmsOf(conditional.WhenTrue).Concat(ArmsOf(otherwise)),
        ISwitchExpressionOperation expression => expression.Arms.SelectMany(arm => ArmsOf(arm.Value)),
        IThrowOperation => [],
        _ => [selection],
    };

    private static bool IsNothing(IOperation arm) => Unwrap(arm) is { ConstantValue: { HasValue: true, Value: null } } or IDefaultValueOperation;

    private bool IsAlternative(IOperation arm) =>
        IsNothing(arm)
        || (Unwrap(arm) is IObjectCreationOperation creation && IsService(Resolve(creation.Type)))
        || AtComposition(_frame, () => Denote(arm)) is ComponentBinding or CodeBinding;

    /// <summary>The type of a conditional's or switch expression's value: that of names where it chooses among services or delegates.</summary>
    private ITypeSymbol? TypeOfChoice(IOperation selection) => ArmsOf(selection).Any(_arms.ContainsKey) ? StringType : Resolve(selection.Type);

    /// <summary>One of the values that a selection chooses among, by its name.</summary>
    private IrConstant LowerArm(IOperation arm, ChoiceBinding choice, BlockBuilder into)
    {
        if (IsNothing(arm))
        {
            choice.MayBeNull = true;
            return new IrConstant(null, StringType, At(arm));
        }

        var binding = DenoteHere(arm, into);
        if (binding is ComponentBinding or CodeBinding)
            return new IrConstant(choice.Add(arm, AlternativeName(arm), binding), StringType, At(arm));
        Refuse(arm, "This choice", "choose among services or delegates that are made or named here");
        return new IrConstant(null, StringType, At(arm));
    }

    private static string AlternativeName(IOperation alternative) => Unwrap(alternative) switch
    {
        IObjectCreationOperation creation => creation.Type!.Name,
        IMethodReferenceOperation method => method.Method.Name,
        IAnonymousFunctionOperation => "lambda",
        ILocalReferenceOperation local => local.Local.Name,
        IParameterReferenceOperation parameter => parameter.Parameter.Name,
        IMemberReferenceOperation member => member.Member.Name,
        IInvocationOperation invocation => invocation.TargetMethod.Name,
        _ => "value",
    };

    // `INotifier` is held as `notifier`.
    private static string NameFor(ITypeSymbol type)
    {
        var name = type.TypeKind == TypeKind.Delegate ? "code" : type.Name;
        return (name.Length > 2 && name[0] == 'I' && char.IsUpper(name[1]) ? name.Substring(1) : name).LowerFirst();
    }

    // --- locals

    /// <summary>A local that takes one service or delegate, and then perhaps another: binds it to the choice; false for every other local.</summary>
    private bool BindChosen(ILocalSymbol local, IOperation? initializer, IVariableDeclaratorOperation declarator, BlockBuilder into)
    {
        var type = Resolve(local.Type);
        if (!IsStrategy(type))
            return false;
        var root = declarator.MemberRoot();
        var assigned = root.Descendants().OfType<ISimpleAssignmentOperation>().Where(a => a.Target is ILocalReferenceOperation target && SymbolEqualityComparer.Default.Equals(target.Local, local)).ToList();
        if (assigned.Count == 0)
            return false;
        var values = assigned.Select(a => a.Value).Concat(new[] { initializer }.OfType<IOperation>()).SelectMany(ArmsOf).ToList();
        if (!values.All(v => IsNothing(v) || Unwrap(v) is IObjectCreationOperation or IMethodReferenceOperation or IAnonymousFunctionOperation or IMemberReferenceOperation or IParameterReferenceOperation))
            return false;
        var choice = new ChoiceBinding(new IrVariable(local.Name, StringType)) { Owner = into, Assignments = assigned };
        _frame.Bind(local, choice);
        if (initializer is not null)
            Assign(choice, initializer, into);
        return true;
    }

    /// <summary>Assigns a local that is bound to a choice; false for every other target.</summary>
    private bool AssignChosen(ISimpleAssignmentOperation assignment, BlockBuilder into)
    {
        if (assignment.Target is not ILocalReferenceOperation { Local: var local } || _frame.Find(local) is not ChoiceBinding { Owner: { } owner } choice)
            return false;
        if (!CanAssign(new VariableBinding(choice.Choice, owner), into, out var kind))
            Report(Diagnostics.LiftDescriptors.OuterAssignment, At(assignment), local.Name, kind);
        Assign(choice, assignment.Value, into);
        choice.Seen.Add(assignment);
        return true;
    }

    private void Assign(ChoiceBinding choice, IOperation value, BlockBuilder into) =>
        into.Add(new IrAssign(choice.Choice, Select(value, choice, into), At(value)));

    // --- dictionaries

    /// <summary>The entries of a dictionary of services or delegates that nobody changes; null for anything else.</summary>
    private ChoiceBinding? FindStrategies(IOperation? dictionary, out IReadOnlyList<(IrConstant Key, Binding Binding)> entries)
    {
        entries = [];
        if (dictionary is null || Resolve(dictionary.Type) is not INamedTypeSymbol { TypeArguments: [var keyType, var valueType] } type || !type.IsDictionary() || !IsStrategy(valueType))
            return null;
        dictionary = Unwrap(dictionary);
        if (dictionary is IMemberReferenceOperation { Member: var member } ? _state.IsMutated(member) || !IsKept(member) : dictionary is not ILocalReferenceOperation { Local: var local } || IsChanged(local, dictionary.MemberRoot()))
            return null;
        if (FindHeld(dictionary) is not { } held)
            return null;
        if (Unwrap(held.Operation) is IInvocationOperation { TargetMethod.Name: "ToDictionary", Arguments: [{ Value: var source }, { Value: var keys }, .. var rest] } && rest.All(a => a.ArgumentKind == ArgumentKind.DefaultValue || IsOrdinal(a.Value)))
        {
            entries = InFrame(held.Frame, () => KeyedBy(keys, FindStrategyList(source) ?? []));
            return entries.Count == 0 ? null : new ChoiceBinding(new IrVariable(NameFor(valueType), keyType));
        }

        if (Unwrap(held.Operation) is not IObjectCreationOperation { Initializer: { } initializer } creation || creation.Arguments.Any(a => a.ArgumentKind != ArgumentKind.DefaultValue && !IsOrdinal(a.Value)))
            return null;
        var found = new List<(IrConstant Key, Binding Binding)>();
        foreach (var item in initializer.Initializers)
        {
            var (key, value) = item switch
            {
                ISimpleAssignmentOperation { Target: IPropertyReferenceOperation { Property.IsIndexer: true, Arguments: [{ Value: var k }] }, Value: var v } => (k, v),
                IInvocationOperation { TargetMethod.Name: "Add", Arguments: [{ Value: var k }, { Value: var v }] } => (k, v),
                _ => (null, null),
            };
            var binding = value is null ? null : AtComposition(held.Frame, () => Denote(value));
            if (key is null || LowerKey(key) is not { } constant || binding is not (ComponentBinding or CodeBinding))
                return null;
            found.Add((constant, binding));
        }

        entries = found;
        return found.Count == 0 ? null : new ChoiceBinding(new IrVariable(NameFor(valueType), keyType));

        List<(IrConstant Key, Binding Binding)> KeyedBy(IOperation key, IReadOnlyList<Binding> elements)
        {
            var keyed = new List<(IrConstant Key, Binding Binding)>();
            foreach (var element in elements)
            {
                if (ExpressionSimplifier.Simplify(AtComposition(_frame, () => Called(key, element, new BlockBuilder(null)))) is not IrConstant constant)
                    return [];
                keyed.Add((constant, element));
            }

            return keyed;
        }

        IrConstant? LowerKey(IOperation key) => InFrame(held.Frame, () => LowerExpression(key, new BlockBuilder(null))) as IrConstant;

    }

    // A field that is set anew could be another dictionary or list.
    private static bool IsKept(ISymbol member) => member is IFieldSymbol { IsReadOnly: true } or IPropertySymbol { SetMethod: null };

    private static bool IsChanged(ILocalSymbol local, IOperation root) => root.Descendants().Any(o => o is ILocalReferenceOperation other && SymbolEqualityComparer.Default.Equals(other.Local, local) && MayChange(other));

    private static bool MayChange(IOperation use) => use.Parent switch
    {
        IConversionOperation conversion => MayChange(conversion),
        // Who gets it to read only does not change it.
        IArgumentOperation { Parameter.Type: var type } => !(type.OriginalDefinition.SpecialType == SpecialType.System_Collections_Generic_IEnumerable_T || type.Name.StartsWith("IReadOnly", StringComparison.Ordinal)),
        IAssignmentOperation or IPropertyReferenceOperation { Parent: IAssignmentOperation } => true,
        IInvocationOperation { TargetMethod.Name: "Add" or "TryAdd" or "AddRange" or "Insert" or "Remove" or "RemoveAt" or "RemoveAll" or "Clear" or "Reverse" or "Sort" } => true,
        _ => false,
    };

    private static bool IsOrdinal(IOperation comparer) => Unwrap(comparer) is IPropertyReferenceOperation { Property: { Name: "Ordinal", ContainingType.Name: "StringComparer" } } or { ConstantValue: { HasValue: true, Value: null } };

    /// <summary><c>handlers[key]</c> of a dictionary of services or delegates: a key that is missing throws.</summary>
    private ChoiceBinding? DenoteEntry(IPropertyReferenceOperation entry, BlockBuilder into)
    {
        if (entry.Arguments is not [{ Value: var key }] || FindStrategies(entry.Instance, out var entries) is not { } choice)
            return null;
        var origin = At(entry);
        var value = Lookup(choice, entries, key, origin, into, out var isKnown);
        Guard(
            Not(isKnown),
            KeyNotFound,
            Concat([new IrConstant("The given key '", StringType, origin), value, new IrConstant("' was not present in the dictionary.", StringType, origin)], origin),
            origin,
            into);
        into.Add(new IrAssign(choice.Choice, value, origin));
        return choice;
    }

    /// <summary><c>TryGetValue</c> and <c>ContainsKey</c> of a dictionary of services or delegates; null for anything else.</summary>
    private IrExpression? LowerStrategyLookup(IInvocationOperation invocation, BlockBuilder into)
    {
        if (invocation.TargetMethod.Name is not ("TryGetValue" or "ContainsKey") || FindStrategies(invocation.Instance, out var entries) is not { } choice)
            return null;
        var origin = At(invocation);
        var value = Lookup(choice, entries, invocation.Arguments[0].Value, origin, into, out var isKnown);
        if (invocation.TargetMethod.Name == "ContainsKey")
            return isKnown;
        var taken = Unwrap(invocation.Arguments[1].Value);
        var local = taken switch
        {
            IDeclarationExpressionOperation { Expression: ILocalReferenceOperation declared } => declared.Local,
            ILocalReferenceOperation { IsDeclaration: true } declared => declared.Local,
            IDiscardOperation => null,
            _ => (ILocalSymbol?)null,
        };
        if (local is null && taken is not IDiscardOperation)
            return Refuse(invocation, "Taking an entry of this dictionary into a variable that is there already", "declare the variable in the call: out var handler");
        if (local is not null)
        {
            var named = new ChoiceBinding(new IrVariable(local.Name, choice.Choice.Type));
            foreach (var (key, binding) in entries)
                named.Add(key, binding);
            into.Add(new IrAssign(named.Choice, new IrConditional(isKnown, value, new IrConstant(null, choice.Choice.Type, origin), choice.Choice.Type, origin), origin));
            named.MayBeNull = true;
            _frame.Bind(local, named);
        }

        return isKnown;
    }

    private IrExpression Lookup(ChoiceBinding choice, IReadOnlyList<(IrConstant Key, Binding Binding)> entries, IOperation key, Origin origin, BlockBuilder into, out IrExpression isKnown)
    {
        foreach (var (constant, binding) in entries)
            choice.Add(constant, binding);
        var value = Spill(LowerExpression(key, into), "key", into);
        var of = Key(key, value);
        isKnown = entries
            .Select(e => (IrExpression)new IrBinary(IrOperator.Equal, of, e.Key, BooleanType, origin))
            .Aggregate((l, r) => new IrBinary(IrOperator.Or, l, r, BooleanType, origin));
        return value;
    }

    // --- calls

    /// <summary>The choice that a call is made on; null when it is made on something else.</summary>
    private ChoiceBinding? ChoiceOf(IOperation? instance, BlockBuilder into)
    {
        if (instance is null || !IsStrategy(Resolve(instance.Type)) || _chosen.ContainsKey(Unwrap(instance)))
            return null;
        return Unwrap(instance) is ILocalReferenceOperation or IParameterReferenceOperation or IMemberReferenceOperation or IConditionalOperation or ISwitchExpressionOperation or ICoalesceOperation || (Unwrap(instance) is IInvocationOperation invocation && Chooses(invocation))
            ? DenoteHere(instance, into) as ChoiceBinding : null;
    }

    /// <summary>Lowers what is done with a choice once for each of what it chooses among, and decides between them.</summary>
    /// <param name="operation">The call or the read.</param>
    /// <param name="instance">What it is done with.</param>
    /// <param name="choice">The choice.</param>
    /// <param name="type">The type of the value; null when there is none.</param>
    /// <param name="lower">Lowers the operation with one of them in the place of the choice.</param>
    /// <param name="into">The block.</param>
    private IrExpression? Dispatch(IOperation operation, IOperation instance, ChoiceBinding choice, ITypeSymbol? type, Func<BlockBuilder, IrExpression?> lower, BlockBuilder into)
    {
        var origin = At(operation);
        if (operation is IInvocationOperation call && call.Arguments.Any(a => a.Parameter?.RefKind is RefKind.Out or RefKind.Ref || a.Descendants().Any(o => o is IDeclarationPatternOperation or IDeclarationExpressionOperation or IAssignmentOperation)))
            return Refuse(operation, "A call on one of several services whose arguments set variables", "set them before the call");
        if (choice.Assignments.Any(a => !choice.Seen.Contains(a)))
            return Refuse(operation, "A call on a service that is chosen again after it", "use another variable for the next choice");
        if (choice.Alternatives.Count == 0)
            return Refuse(operation, "A call on a service that is never set", "set it");
        var result = type is null ? null : new IrVariable("result", type) { IsTemporary = true };
        var ways = new List<ImmutableArray<IrStatement>>();
        foreach (var (_, _, binding) in choice.Alternatives)
        {
            var way = new BlockBuilder(into, conditional: true);
            _chosen[Unwrap(instance)] = binding;
            var value = lower(way);
            _chosen.Remove(Unwrap(instance));
            if (result is not null)
                way.Add(new IrAssign(result, value ?? new IrConstant(null, type, origin), origin));
            ways.Add(way.ToImmutable());
        }

        var chosen = new IrRead(choice.Choice, origin);
        if (choice.MayBeNull)
            Guard(IsNull(chosen, origin), "System.NullReferenceException", "Object reference not set to an instance of an object.", origin, into);
        var decision = ways[ways.Count - 1];
        for (var i = ways.Count - 2; i >= 0; i--)
            decision = [new IrIf(new IrBinary(IrOperator.Equal, chosen, choice.Alternatives[i].Name with { Origin = origin }, BooleanType, origin), ways[i], decision, origin)];
        into.AddRange(decision);
        return result is null ? null : new IrRead(result, origin);
    }
}

/// <summary>One of several services or delegates, by a choice that the code makes as it runs.</summary>
/// <param name="Choice">Holds the name of the one that is chosen, or its key; null for none.</param>
internal sealed record ChoiceBinding(IrVariable Choice) : Binding
{
    private readonly List<(IrConstant Name, IOperation? Operation, Binding Binding)> _alternatives = [];

    /// <summary>All that can be chosen.</summary>
    public IReadOnlyList<(IrConstant Name, IOperation? Operation, Binding Binding)> Alternatives => _alternatives;

    /// <summary>Whether none may be chosen.</summary>
    public bool MayBeNull { get; set; }

    /// <summary>The block that declares the local that takes it; null where it is chosen once.</summary>
    public BlockBuilder? Owner { get; init; }

    /// <summary>The assignments that choose.</summary>
    public IReadOnlyList<ISimpleAssignmentOperation> Assignments { get; init; } = [];

    /// <summary>Those of <see cref="Assignments"/> that have been lowered.</summary>
    public HashSet<ISimpleAssignmentOperation> Seen { get; } = [];

    /// <summary>Adds one under its key.</summary>
    public void Add(IrConstant key, Binding binding) => _alternatives.Add((key, null, binding));

    /// <summary>Adds one under a name of its own; code that is lowered again has the name that it had.</summary>
    /// <returns>The name.</returns>
    public string Add(IOperation operation, string name, Binding binding)
    {
        var known = _alternatives.FindIndex(a => ReferenceEquals(a.Operation, operation));
        if (known >= 0)
        {
            _alternatives[known] = _alternatives[known] with { Binding = binding };
            return (string)_alternatives[known].Name.Value!;
        }

        return Add(name, operation.Syntax, operation, binding);
    }

    /// <summary>Adds one under a name of its own.</summary>
    public void Add(SyntaxNode syntax, string name, Binding binding) => Add(name, syntax, null, binding);

    private string Add(string name, SyntaxNode syntax, IOperation? operation, Binding binding)
    {
        var unique = name;
        for (var n = 2; _alternatives.Exists(a => Equals(a.Name.Value, unique)); n++)
            unique = name + n.ToString(System.Globalization.CultureInfo.InvariantCulture);
        _alternatives.Add((new IrConstant(unique, Choice.Type, new Origin(syntax, null)), operation, binding));
        return unique;
    }
}
