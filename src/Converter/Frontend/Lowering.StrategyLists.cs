using System.Collections.Immutable;
using LambdaLift.Analysis;
using LambdaLift.Converter.Ir;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace LambdaLift.Converter.Frontend;

/// <summary>
/// Lists of services or delegates that nobody changes: made in place, in a field, or by the container for an <c>IEnumerable&lt;T&gt;</c>. All of their elements are known,
/// so a loop over them is as many times its body, a search decides which of them is chosen, and <c>Task.WhenAll</c> has a branch for each.
/// </summary>
internal sealed partial class Lowering
{
    /// <summary>The elements of a list of services or delegates; null for anything else.</summary>
    /// <param name="list">The list.</param>
    /// <param name="into">Where the values go that are passed to elements made in the course of the invocation; null while the composition root is read.</param>
    private IReadOnlyList<Binding>? FindStrategyList(IOperation? list, BlockBuilder? into = null)
    {
        if (list is null)
            return null;
        list = Unwrap(list);
        if (!IsStrategy(Resolve(list.Type).ElementType()))
            return null;
        switch (list)
        {
            case IMemberReferenceOperation { Member: var member } when _state.IsMutated(member) || !IsKept(member):
                return null;
            case ILocalReferenceOperation or IParameterReferenceOperation or IMemberReferenceOperation:
                return BindingOf(list) switch
                {
                    StrategyListBinding known => known.Elements,
                    DeferredBinding deferred => InFrame(deferred.Frame, () => FindStrategyList(deferred.Operation)),
                    OpaqueBinding { Value: { } value, Frame: { } frame } => InFrame(frame, () => FindStrategyList(value)),
                    _ => null,
                };
            case IInvocationOperation { TargetMethod: { Name: "ToList" or "ToArray" or "AsEnumerable" or "AsReadOnly" or "ToImmutableArray" or "ToImmutableList" } copy } invocation when copy.ContainingNamespace.FullName().StartsWith("System.", StringComparison.Ordinal):
                return FindStrategyList(invocation.Instance ?? invocation.Arguments[0].Value, into);
            case IInvocationOperation { TargetMethod: { Name: "GetServices", TypeArguments: [var wanted] } request } when request.ContainingNamespace.FullName() == "Microsoft.Extensions.DependencyInjection":
                return ProvideAll(Resolve(wanted));
            case IInvocationOperation { TargetMethod.Name: "OrderBy" or "OrderByDescending" or "Reverse" } query:
                return Ordered(query);
        }

        if (ElementsOf(list) is not { IsEmpty: false } elements)
            return null;
        var bindings = elements.Select(element => into is null ? AtComposition(_frame, () => Denote(element)) : DenoteHere(element, into)).Where(binding => binding is ComponentBinding or CodeBinding).OfType<Binding>().ToList();
        return bindings.Count == elements.Length ? bindings : null;
    }

    private static ImmutableArray<IOperation>? ElementsOf(IOperation list) => list switch
    {
        IArrayCreationOperation { Initializer: { } initializer } => initializer.ElementValues,
        IObjectCreationOperation { Initializer: { } initializer, Arguments: var arguments } when arguments.All(a => a.ArgumentKind == ArgumentKind.DefaultValue) && initializer.Initializers.All(i => i is IInvocationOperation { TargetMethod.Name: "Add", Arguments.Length: 1 }) =>
            initializer.Initializers.Select(i => ((IInvocationOperation)i).Arguments[0].Value).ToImmutableArray(),
        { Syntax: CollectionExpressionSyntax collection } when collection.Elements.All(e => e is ExpressionElementSyntax) => list.ChildOperations.ToImmutableArray(),
        _ => null,
    };

    /// <summary>What the container gives for an <c>IEnumerable&lt;T&gt;</c>; null when that is not known.</summary>
    private List<Binding>? ProvideAll(ITypeSymbol? element)
    {
        if (element is not INamedTypeSymbol type || !IsStrategy(type))
            return null;
        var registrations = _container.FindAll(type);
        var elements = registrations.Select(registration => Registered(registration, type)).OfType<ComponentBinding>().ToList<Binding>();
        return elements.Count > 0 && elements.Count == registrations.Length ? elements : null;
    }

    /// <summary>A local that holds such a list, which the code fills where it declares it; false for every other local.</summary>
    private bool BindStrategyList(ILocalSymbol local, IOperation? initializer, IVariableDeclaratorOperation declarator, BlockBuilder into)
    {
        if (initializer is null || IsChanged(local, declarator.MemberRoot()) || FindStrategyList(initializer, into) is not { } elements)
            return false;
        _frame.Bind(local, new StrategyListBinding(elements));
        return true;
    }

    /// <summary>A loop over such a list: its body once for each element; false for every other loop.</summary>
    private bool LowerStrategyLoop(IForEachLoopOperation loop, BlockBuilder into)
    {
        if (loop.LoopControlVariable is not IVariableDeclaratorOperation { Symbol: var element } || FindSelection(loop.Collection, into) is not { } elements)
            return false;
        var exit = new IrLabel("break");
        var block = new BlockBuilder(into);
        foreach (var selected in elements)
        {
            ForgetAssigned(loop);
            _frame.Bind(element, selected.Element);
            var next = new IrLabel("continue");
            _exits[loop.ExitLabel] = exit;
            _exits[loop.ContinueLabel] = next;
            var condition = selected.Condition?.Invoke(block);
            var body = new BlockBuilder(block, conditional: condition is not null);
            LowerStatement(loop.Body, body);
            IrStatement iteration = new IrLabeled(next, body.ToImmutable(), At(loop.Body));
            block.Add(condition is null ? iteration : new IrIf(condition, [iteration], [], At(loop.Collection)));
        }

        into.Add(new IrLabeled(exit, block.ToImmutable(), At(loop)));
        return true;
    }

    // --- searches

    private static bool IsSearch(IMethodSymbol method) => method.ContainingType.Is("System.Linq.Enumerable")
        ? method.Name is "First" or "FirstOrDefault" or "Single" or "SingleOrDefault"
        : method.Name == "Find" && method.ContainingNamespace.FullName().StartsWith("System", StringComparison.Ordinal);

    /// <summary>Whether a call gives one of several services or delegates that are known.</summary>
    private bool Chooses(IInvocationOperation invocation) =>
        IsStrategy(Resolve(invocation.Type))
        && (IsSearch(invocation.TargetMethod) ? FindSelection(invocation.Instance ?? invocation.Arguments.FirstOrDefault()?.Value, new BlockBuilder()) is not null
            : Implementation(invocation.TargetMethod) is { } method && BodyOf(method.OriginalDefinition) is IBlockOperation body && Results(body).Count > 1);

    private static List<IOperation> Results(IOperation body) =>
        body.DescendantsInMethod().OfType<IReturnOperation>().Select(r => r.ReturnedValue).OfType<IOperation>().ToList();

    /// <summary>The element of such a list for which a function holds; null for anything else.</summary>
    private ChoiceBinding? DenoteFound(IInvocationOperation invocation, BlockBuilder into)
    {
        var method = invocation.TargetMethod;
        if (!IsSearch(method) || FindCandidates(invocation, into) is not { } candidates)
            return null;
        var origin = At(invocation);
        var choice = ChoiceAmong(candidates, new IrVariable(NameFor(Resolve(invocation.Type)!), StringType));
        if (method.Name.StartsWith("Single", StringComparison.Ordinal))
        {
            var tests = candidates.Select(candidate => Spill(candidate.Condition!(into), "matches", into)).ToList();
            var several = tests.SelectMany((test, i) => tests.Skip(i + 1).Select(other => And(test, other, origin))).ToList();
            if (several.Count > 0)
                Guard(several.Aggregate((l, r) => new IrBinary(IrOperator.Or, l, r, BooleanType, origin)), "System.InvalidOperationException", SeveralMatches, origin, into);
            IrExpression name = new IrConstant(null, StringType, origin);
            for (var i = tests.Count - 1; i >= 0; i--)
                name = new IrConditional(tests[i], choice.Alternatives[i].Name, name, StringType, origin);
            into.Add(new IrAssign(choice.Choice, name, origin));
        }
        else
        {
            Search(choice, candidates, 0, origin, into);
        }

        if (method.Name is "First" or "Single")
            Guard(IsNull(new IrRead(choice.Choice, origin), origin), "System.InvalidOperationException", NoMatch, origin, into);
        else
            choice.MayBeNull = true;
        return choice;
    }

    // As few elements are asked as the code asks.
    private static void Search(ChoiceBinding choice, IReadOnlyList<SelectedElement> candidates, int at, Origin origin, BlockBuilder into)
    {
        if (at == candidates.Count)
        {
            into.Add(new IrAssign(choice.Choice, new IrConstant(null, choice.Choice.Type, origin), origin));
            return;
        }

        var test = candidates[at].Condition!(into);
        var (found, others) = (new BlockBuilder(into, conditional: true), new BlockBuilder(into, conditional: true));
        found.Add(new IrAssign(choice.Choice, choice.Alternatives[at].Name with { Origin = origin }, origin));
        Search(choice, candidates, at + 1, origin, others);
        into.Add(new IrIf(test, found.ToImmutable(), others.ToImmutable(), origin));
    }

    /// <summary><c>Any</c> with a function, of such a list; null for anything else.</summary>
    private IrExpression? LowerStrategyTest(IInvocationOperation invocation, BlockBuilder into)
    {
        if (invocation.TargetMethod.Name != "Any" || !IsQuery(invocation.TargetMethod) || FindCandidates(invocation, into) is not { } candidates)
            return null;
        var origin = At(invocation);
        var choice = ChoiceAmong(candidates, new IrVariable("match", StringType));
        Search(choice, candidates, 0, origin, into);
        return Not(IsNull(new IrRead(choice.Choice, origin), origin));
    }

    /// <summary>The elements that a search goes through, with what must hold for each; null for anything else.</summary>
    private IReadOnlyList<SelectedElement>? FindCandidates(IInvocationOperation search, BlockBuilder into)
    {
        var predicate = PredicateOf(search);
        if (FindSelection(search.Instance ?? search.Arguments.FirstOrDefault()?.Value, into) is not { } elements || (predicate is null && elements.Any(e => e.Condition is null)))
            return null;
        return predicate is null
            ? elements
            : [.. elements.Select(e => e with { Condition = block => Holds(e, block, inner => AtComposition(_frame, () => Called(predicate, e.Element, inner))) })];
    }

    private static IOperation? PredicateOf(IInvocationOperation invocation) => invocation.Arguments.Select(a => a.Value).FirstOrDefault(a => a.Type?.TypeKind == TypeKind.Delegate);

    /// <summary>The choice among elements that are held by the names of their classes.</summary>
    private ChoiceBinding ChoiceAmong(IReadOnlyList<SelectedElement> candidates, IrVariable variable)
    {
        var choice = new ChoiceBinding(variable);
        foreach (var (element, _) in candidates)
            choice.Add(SyntaxOf(element), element is ComponentBinding { Component.Type.Name: var type } ? type : "code", element);
        return choice;

        SyntaxNode SyntaxOf(Binding element) => element is CodeBinding code ? code.Code.Syntax : ((ComponentBinding)element).Component.Type.DeclaringSyntaxReferences[0].GetSyntax(_cancellationToken);
    }

    /// <summary>What a function gives for an element.</summary>
    private IrExpression Called(IOperation function, Binding element, BlockBuilder into)
    {
        var (symbol, body, outer) = FunctionOf(function);
        if (symbol is not { Parameters: [var parameter, ..] } || body is null)
            return Refuse(function, "This function argument", "use a lambda");
        var frame = new Frame(outer, symbol.OriginalDefinition, _models(body.Syntax.SyntaxTree));
        frame.Bind(parameter.OriginalDefinition, element);
        _activeMethods.Push(symbol.OriginalDefinition);
        try
        {
            return InlineBound(frame, body, InFrame(frame, () => Resolve(symbol.ReturnType)), symbol.Name, into) ?? new IrConstant(null, null, At(function));
        }
        finally
        {
            _activeMethods.Pop();
        }
    }

    /// <summary><c>Task.WhenAll(services.Select(service => …))</c>: a branch for each, which does nothing where the service is not selected.</summary>
    private IrExpression? AwaitEach(IReadOnlyList<SelectedElement> elements, IOperation selector, IOperation whole, BlockBuilder into)
    {
        var result = Resolve(whole.Type).ElementType().TaskResult();
        var conditions = elements.Select(e => e.Condition is { } condition ? Spill(condition(into), "isSelected", into) : null).ToList();
        var tasks = elements.Select((element, i) =>
        {
            var body = new BlockBuilder(into, conditional: false, concurrent: true);
            var value = conditions[i] is { } condition ? CalledIf(condition, selector, element.Element, body) : Called(selector, element.Element, body);
            return new StartedTask(body.ToImmutable(), result is null ? null : value, into, into.Count, At(whole), $"'task{i.ToString(System.Globalization.CultureInfo.InvariantCulture)}'");
        }).ToList();
        Join(tasks, whole, into);
        if (result is null)
            return null;
        var type = _frame.Model.Compilation.CreateArrayTypeSymbol(result);
        var results = new IrList([], type, At(whole));
        if (conditions.All(c => c is null))
            return results with { Elements = tasks.Select(t => t.Awaited!).ToImmutableArray() };
        return tasks.Select((task, i) => (Given: results with { Elements = [task.Awaited!] }, Condition: conditions[i]))
            .Select(part => part.Condition is null ? part.Given : (IrExpression)new IrConditional(part.Condition, part.Given, results, type, At(whole)))
            .Aggregate((l, r) => new IrCallFunction(IrFunction.AppendAll, [l, r], type, At(whole)));
    }

    private IrExpression CalledIf(IrExpression condition, IOperation function, Binding element, BlockBuilder into)
    {
        var block = new BlockBuilder(into, conditional: true);
        var value = Called(function, element, block);
        if (value.Type.IsTask() || value.Type is null)
        {
            into.Add(new IrIf(condition, block.ToImmutable(), [], value.Origin));
            return value;
        }

        var given = new IrVariable("given", value.Type);
        block.Add(new IrAssign(given, value, value.Origin));
        into.Add(new IrIf(condition, block.ToImmutable(), [new IrAssign(given, new IrConstant(null, value.Type, value.Origin), value.Origin)], value.Origin));
        return new IrRead(given, value.Origin);
    }

    // --- factories

    /// <summary>A method with several returns that makes one of several services; null for anything else.</summary>
    private ChoiceBinding? DenoteFactory(IInvocationOperation invocation, IMethodSymbol implementation, Component? component, IOperation body, List<IOperation> results, BlockBuilder into)
    {
        var arms = results.SelectMany(ArmsOf).ToList();
        if (!IsStrategy(Resolve(invocation.Type)) || arms.All(IsNothing) || !arms.All(arm => IsNothing(arm) || Unwrap(arm) is IObjectCreationOperation or IMemberReferenceOperation or IMethodReferenceOperation or IAnonymousFunctionOperation))
            return null;
        var definition = implementation.OriginalDefinition;
        var choice = new ChoiceBinding(new IrVariable(NameFor(Resolve(invocation.Type)!), StringType));
        foreach (var arm in arms)
            _arms[arm] = choice;
        var frame = MethodFrame(implementation, invocation.TargetMethod, component, body);
        var arguments = invocation.Arguments.OrderBy(a => a.Parameter!.Ordinal).Select(a => a.Value).ToImmutableArray();
        _activeMethods.Push(definition);
        try
        {
            var name = AtComposition(_frame, () => InlineBody(frame, definition.Parameters, arguments, body, StringType, definition.Name, into));
            into.Add(new IrAssign(choice.Choice, name ?? new IrConstant(null, StringType, At(invocation)), At(invocation)));
            return choice;
        }
        finally
        {
            _activeMethods.Pop();
        }
    }

    /// <summary><c>chosen ?? throw …</c>, <c>chosen ?? other</c>: the choice where there is one.</summary>
    private ChoiceBinding? DenoteFallback(ChoiceBinding choice, ICoalesceOperation coalesce, BlockBuilder into)
    {
        var origin = At(coalesce);
        var read = new IrRead(choice.Choice, origin);
        var fallback = new ChoiceBinding(new IrVariable(choice.Choice.Name, choice.Choice.Type));
        foreach (var (name, _, binding) in choice.Alternatives)
            fallback.Add(name, binding);
        var otherwise = new BlockBuilder(into, conditional: true);
        if (Unwrap(coalesce.WhenNull) is IThrowOperation thrown)
        {
            LowerThrow(thrown, otherwise);
            into.Add(new IrIf(IsNull(read, origin), otherwise.ToImmutable(), [], origin));
            into.Add(new IrAssign(fallback.Choice, read, origin));
            return fallback;
        }

        if (choice.Choice.Type?.IsString() != true || !IsAlternative(coalesce.WhenNull))
            return null;
        otherwise.Add(new IrAssign(fallback.Choice, LowerArm(coalesce.WhenNull, fallback, otherwise), origin));
        into.Add(new IrIf(IsNull(read, origin), otherwise.ToImmutable(), [new IrAssign(fallback.Choice, read, origin)], origin));
        return fallback;
    }
}

/// <summary>A list of services or delegates.</summary>
/// <param name="Elements">They.</param>
internal sealed record StrategyListBinding(IReadOnlyList<Binding> Elements) : Binding;
