using System.Collections.Immutable;
using LambdaLift.Converter.Ir;
using LambdaLift.ServiceCatalogue;
using LambdaLift.ServiceCatalogue.ObjectPersistence;
using Microsoft.CodeAnalysis;

namespace LambdaLift.Converter.Frontend;

/// <summary>What a C# local or parameter stands for while its body is lowered.</summary>
internal abstract record Binding;

/// <summary>A variable of the workflow.</summary>
/// <param name="Variable">The variable.</param>
/// <param name="Owner">The block that declares it: assigning it from a concurrent block inside is refused.</param>
internal sealed record VariableBinding(IrVariable Variable, BlockBuilder Owner) : Binding;

/// <summary>A task that was started and not yet awaited, or one that was.</summary>
internal sealed record TaskBinding(StartedTask Task) : Binding;

/// <summary>The task that <c>Task.WhenAny</c> gave: the work of a race, or the clock.</summary>
internal sealed record RaceBinding(Race Race) : Binding;

/// <summary>A list of tasks that is filled before it is awaited.</summary>
/// <param name="Symbol">The local.</param>
/// <param name="Owner">The block that declares it.</param>
internal sealed record TaskListBinding(ILocalSymbol Symbol, BlockBuilder Owner) : Binding
{
    public List<TaskEntry> Entries { get; } = new();
}

/// <summary>What a list of tasks holds: one task, or those of a loop.</summary>
internal sealed record TaskEntry(StartedTask? Task, IrMap? Map)
{
    public BlockBuilder? StartedIn { get; init; }

    /// <summary>The number of statements in <see cref="StartedIn"/> when the loop was reached.</summary>
    public int StartedAt { get; init; }
}

/// <summary>Code held by a variable: a lambda, a local function or a method group.</summary>
internal sealed record CodeBinding(IOperation Code, Frame Frame) : Binding;

/// <summary>A value without observable behaviour, with the operation that made it where that matters (serializer options).</summary>
internal sealed record OpaqueBinding(IOperation? Value, Frame? Frame) : Binding;

/// <summary>A service: an object that is there to be called. It is known while lowering, and never a value of the workflow.</summary>
internal sealed record ComponentBinding(Component Component) : Binding;

/// <summary>A value that is computed where it is used: what a constructor or an initialiser gives to a member.</summary>
/// <param name="Operation">The value.</param>
/// <param name="Frame">Where it is written.</param>
internal sealed record DeferredBinding(IOperation Operation, Frame Frame) : Binding;

/// <summary>A document of DynamoDB's document model: what it was read from, and the values of the entries that were set.</summary>
/// <param name="Owner">The block that makes and fills it.</param>
internal sealed record DocumentBinding(BlockBuilder Owner) : Binding
{
    private readonly List<SetEntry> _entries = new();

    /// <summary>The item that was read; null for a new document.</summary>
    public IrExpression? Base { get; init; }

    public IReadOnlyList<SetEntry> Entries => _entries;

    /// <summary>Whether it depends on the way that the code takes which entries have been sent.</summary>
    public bool IsUncertain { get; private set; }

    public SetEntry? Find(string attribute) => _entries.FirstOrDefault(e => e.Entry.AttributeName == attribute);

    public void Set(DocumentEntry entry, IrExpression value)
    {
        _entries.RemoveAll(e => e.Entry.AttributeName == entry.AttributeName);
        _entries.Add(new SetEntry(entry, value, IsChanged: true));
    }

    /// <summary>Notes that all changes have been sent.</summary>
    /// <param name="isCertain">Whether that happens on every way through the code.</param>
    public void Send(bool isCertain)
    {
        IsUncertain |= !isCertain;
        for (var i = 0; i < _entries.Count; i++)
            _entries[i] = _entries[i] with { IsChanged = false };
    }
}

/// <summary>An entry that was set.</summary>
/// <param name="Entry">The entry.</param>
/// <param name="Value">Its value.</param>
/// <param name="IsChanged">Whether it has not been sent yet.</param>
internal sealed record SetEntry(DocumentEntry Entry, IrExpression Value, bool IsChanged);

/// <summary>A search that goes from page to page.</summary>
/// <param name="Search">What is searched.</param>
/// <param name="Next">Where the next page begins.</param>
/// <param name="IsDone">Whether there is none.</param>
internal sealed record SearchBinding(Search Search, IrVariable Next, IrVariable IsDone) : Binding;

/// <summary>A query or scan whose request is known.</summary>
/// <param name="Operation">The operation.</param>
/// <param name="Members">The members of its request, without the key at which a page begins.</param>
/// <param name="ListType">The type of a page.</param>
/// <param name="Read">What a page's items are in C#.</param>
/// <param name="Origin">The call.</param>
internal sealed record Search(AwsOperation Operation, ImmutableArray<IrNewMember> Members, ITypeSymbol ListType, Func<IrExpression, BlockBuilder, IrExpression> Read, Origin Origin);

/// <summary>A filter of a search: conditions on attributes.</summary>
/// <param name="Owner">The block that makes and fills it.</param>
internal sealed record FilterBinding(BlockBuilder Owner) : Binding
{
    public List<(string Attribute, string Operator, List<(DocumentEntry Entry, IrExpression Value)> Values)> Conditions { get; } = new();
}

/// <summary>A constant: a default value that nothing overrides.</summary>
internal sealed record ConstantBinding(object? Value, ITypeSymbol Type) : Binding;

/// <summary>A task whose work has been lowered but not yet placed.</summary>
internal sealed class StartedTask
{
    public StartedTask(ImmutableArray<IrStatement> body, IrExpression? value, BlockBuilder startedIn, int startedAt, Origin origin, string description)
    {
        Body = body;
        Value = value;
        StartedIn = startedIn;
        StartedAt = startedAt;
        Origin = origin;
        Description = description;
    }

    /// <summary>The statements that the task runs; without those that run where it is started, once they have been placed there.</summary>
    public ImmutableArray<IrStatement> Body { get; set; }

    /// <summary>The task's result in terms of variables that <see cref="Body"/> sets; null when it has none.</summary>
    public IrExpression? Value { get; }

    public BlockBuilder StartedIn { get; }

    /// <summary>The number of statements in <see cref="StartedIn"/> when the task was started.</summary>
    public int StartedAt { get; }

    public Origin Origin { get; }

    public string Description { get; }

    /// <summary>After the await: the result.</summary>
    public IrExpression? Awaited { get; set; }

    public bool IsAwaited { get; set; }

    /// <summary>The clock that it ran against; null for a task without a time limit.</summary>
    public Race? Race { get; set; }
}

/// <summary>One activation of a method body: its bindings, type arguments and way out.</summary>
internal sealed class Frame
{
    private readonly Dictionary<ISymbol, Binding> _bindings = new(SymbolEqualityComparer.Default);

    public Frame(Frame? outer, ISymbol method, SemanticModel model)
    {
        Outer = outer;
        Method = method;
        Model = model;
    }

    /// <summary>The lexically enclosing activation, for lambdas and local functions.</summary>
    public Frame? Outer { get; }

    public ISymbol Method { get; }

    public SemanticModel Model { get; }

    /// <summary>The service whose code this is, as far as it is one; lambdas and local functions have that of the code around them.</summary>
    public Component? Component { get; init; }

    /// <summary>The object of the workflow whose code this is.</summary>
    public IrExpression? Receiver { get; init; }

    /// <summary>Where <c>return</c> goes; null in the handler itself, in branches and in iterations.</summary>
    public IrLabel? ReturnLabel { get; set; }

    /// <summary>What <c>return</c> sets before it leaves.</summary>
    public IrVariable? ReturnVariable { get; set; }

    /// <summary>What is done with what an iterator gives; null for code that is none.</summary>
    public Action<IOperation, BlockBuilder>? OnYield { get; set; }

    /// <summary>The values of the type parameters.</summary>
    public Dictionary<ISymbol, ITypeSymbol> TypeArguments { get; } = new(SymbolEqualityComparer.Default);

    /// <summary>The caught exception that <c>throw;</c> throws again.</summary>
    public Stack<CatchScope> Catches { get; } = new();

    public Binding? Find(ISymbol symbol)
    {
        for (var frame = this; frame is not null; frame = frame.Outer!)
        {
            if (frame._bindings.TryGetValue(symbol, out var binding))
                return binding;
            if (frame.Outer is null)
                break;
        }

        return null;
    }

    /// <summary>What <c>this</c> is: a service or an object of the workflow; both null where there is none.</summary>
    public (Component? Component, IrExpression? Receiver) This()
    {
        var frame = this;
        while (frame is { Component: null, Receiver: null, Outer: not null })
            frame = frame.Outer;
        return (frame.Component, frame.Receiver);
    }

    public void Bind(ISymbol symbol, Binding binding)
    {
        _bindings[symbol] = binding;
        if (binding is VariableBinding { Variable: var variable })
            variable.Symbol ??= symbol;
    }

    public IEnumerable<Binding> AllBindings() => _bindings.Values;

    public ITypeSymbol? TypeArgument(ISymbol parameter)
    {
        for (var frame = this; frame is not null; frame = frame.Outer!)
        {
            if (frame.TypeArguments.TryGetValue(parameter, out var type))
                return type;
            if (frame.Outer is null)
                break;
        }

        return null;
    }
}

/// <summary>The catch clause whose body is being lowered.</summary>
internal sealed record CatchScope(IrVariable Variable, INamedTypeSymbol Type);
