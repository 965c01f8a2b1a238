using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace LambdaLift.Converter.Ir;

/// <summary>
/// A pure expression with C# semantics. Service calls, waits and everything else that has an effect are statements.
/// <para>
/// An object of a C# type is held as a JSON object that has every property of the type, under its C# name, with explicit nulls;
/// what a serializer would make of it is said by <see cref="IrToJson"/>, and the way back by <see cref="IrFromJson"/>.
/// </para>
/// </summary>
/// <param name="Type">The C# type; <see langword="null"/> for a plain JSON value (what a serializer read or would write).</param>
/// <param name="Origin">The C# that it comes from.</param>
public abstract record IrExpression(ITypeSymbol? Type, Origin Origin);

/// <summary>A literal: null, bool, int, long, double, decimal, string; an enum member as its number.</summary>
public sealed record IrConstant(object? Value, ITypeSymbol? Type, Origin Origin) : IrExpression(Type, Origin);

/// <summary>The value of a variable.</summary>
public sealed record IrRead(IrVariable Variable, Origin Origin) : IrExpression(Variable.Type, Origin);

/// <summary>A property of an object, by its C# name. Of an exception: <c>Error</c> (the type's name) and <c>Message</c>.</summary>
public sealed record IrMember(IrExpression Target, string Name, ITypeSymbol? Type, Origin Origin) : IrExpression(Type, Origin)
{
    /// <summary>Whether the compiler cannot rule out that the target is null; then reading the property can fail.</summary>
    public bool TargetMayBeNull { get; init; }

    /// <summary>Whether the compiler's nullable analysis knows that the value itself is not null here.</summary>
    public bool IsKnownNotNull { get; init; }
}

/// <summary>An element of a list, counted from 0.</summary>
public sealed record IrElement(IrExpression Target, IrExpression Index, ITypeSymbol? Type, Origin Origin) : IrExpression(Type, Origin)
{
    /// <summary>Whether every branch or iteration that gives the element gives something else than null.</summary>
    public bool IsKnownNotNull { get; init; }

    /// <summary>Whether the index is below the number of elements by construction: reading it cannot fail.</summary>
    public bool IsInRange { get; init; }
}

/// <summary>A property of a plain JSON object, by its JSON name; null when absent.</summary>
public sealed record IrJsonMember(IrExpression Target, string Name, Origin Origin) : IrExpression(null, Origin)
{
    /// <summary>Whether the member is always there, because code of ours wrote the object.</summary>
    public bool IsPresent { get; init; }

    /// <summary>Whether it is known to hold something else than null.</summary>
    public bool IsKnownNotNull { get; init; }
}

/// <summary>An object with the given properties. A user's type has them all; an AWS request has those that were set.</summary>
public sealed record IrNew(ImmutableArray<IrNewMember> Members, ITypeSymbol? Type, Origin Origin) : IrExpression(Type, Origin);

/// <summary>One property of an <see cref="IrNew"/>.</summary>
public sealed record IrNewMember(string Name, IrExpression Value);

/// <summary>A copy of an object with some properties replaced: <c>x with { … }</c>, or a property set on a local object.</summary>
public sealed record IrWith(IrExpression Target, ImmutableArray<IrNewMember> Members, ITypeSymbol? Type, Origin Origin) : IrExpression(Type, Origin);

/// <summary>A list or array with the given elements.</summary>
public sealed record IrList(ImmutableArray<IrExpression> Elements, ITypeSymbol? Type, Origin Origin) : IrExpression(Type, Origin);

/// <summary>A dictionary with string keys.</summary>
public sealed record IrDictionary(ImmutableArray<IrDictionaryEntry> Entries, ITypeSymbol? Type, Origin Origin) : IrExpression(Type, Origin);

/// <summary>One entry of an <see cref="IrDictionary"/>.</summary>
public sealed record IrDictionaryEntry(IrExpression Key, IrExpression Value);

/// <summary>Binary operators with C# semantics on operands of one type.</summary>
public enum IrOperator
{
    /// <summary><c>==</c>, also against null.</summary>
    Equal,

    /// <summary><c>!=</c>.</summary>
    NotEqual,

    /// <summary><c>&lt;</c>.</summary>
    Less,

    /// <summary><c>&lt;=</c>.</summary>
    LessOrEqual,

    /// <summary><c>&gt;</c>.</summary>
    Greater,

    /// <summary><c>&gt;=</c>.</summary>
    GreaterOrEqual,

    /// <summary>Short-circuiting and.</summary>
    And,

    /// <summary>Short-circuiting or.</summary>
    Or,

    /// <summary>Addition of numbers.</summary>
    Add,

    /// <summary>Subtraction.</summary>
    Subtract,

    /// <summary>Multiplication.</summary>
    Multiply,

    /// <summary>Division: of integers towards zero, of floating-point numbers exact to their precision. The divisor is not zero.</summary>
    Divide,

    /// <summary>The remainder of a division, with the sign of the dividend. The divisor is not zero.</summary>
    Remainder,
}

/// <summary>A binary operation.</summary>
public sealed record IrBinary(IrOperator Operator, IrExpression Left, IrExpression Right, ITypeSymbol? Type, Origin Origin) : IrExpression(Type, Origin);

/// <summary>Logical negation.</summary>
public sealed record IrNot(IrExpression Operand, ITypeSymbol? Type, Origin Origin) : IrExpression(Type, Origin);

/// <summary><c>c ? a : b</c>.</summary>
public sealed record IrConditional(IrExpression Condition, IrExpression WhenTrue, IrExpression WhenFalse, ITypeSymbol? Type, Origin Origin) : IrExpression(Type, Origin);

/// <summary><c>a ?? b</c>.</summary>
public sealed record IrCoalesce(IrExpression Value, IrExpression WhenNull, ITypeSymbol? Type, Origin Origin) : IrExpression(Type, Origin)
{
    /// <summary>Whether a library has the second value, not the code: where a dialect has no such choice, the first one may be required.</summary>
    public bool IsImplied { get; init; }
}

/// <summary>Text made of parts, each converted as C#'s string interpolation does (null is empty, booleans are <c>True</c> and <c>False</c>).</summary>
public sealed record IrConcat(ImmutableArray<IrExpression> Parts, ITypeSymbol? Type, Origin Origin) : IrExpression(Type, Origin);

/// <summary>A call of a known function.</summary>
public sealed record IrCallFunction(IrFunction Function, ImmutableArray<IrExpression> Arguments, ITypeSymbol? Type, Origin Origin) : IrExpression(Type, Origin)
{
    /// <summary>Of <see cref="IrFunction.NotNull"/>: whether a method of the value itself is called, so that null is no argument but a null reference.</summary>
    public bool IsReceiver { get; init; }

    /// <summary>Of <see cref="IrFunction.NotNull"/>: the parameter that null is given for, if a constructor or method that checks it is called.</summary>
    public string? Parameter { get; init; }
}

/// <summary>The elements of a list in the order of their keys; elements with equal keys keep their order.</summary>
public sealed record IrSort(IrExpression List, ImmutableArray<IrSortKey> Keys, ITypeSymbol? Type, Origin Origin) : IrExpression(Type, Origin);

/// <summary>One key of an <see cref="IrSort"/>: numbers by value, texts by their UTF-16 code units, booleans false first, null before everything.</summary>
public sealed record IrSortKey(IrLambda Key, bool Descending);

/// <summary>A value under a name: the value is computed once, and the body may read it.</summary>
public sealed record IrLet(IrVariable Variable, IrExpression Value, IrExpression Body) : IrExpression(Body.Type, Body.Origin);

/// <summary>A lambda given to a collection function.</summary>
public sealed record IrLambda(ImmutableArray<IrVariable> Parameters, IrExpression Body, Origin Origin) : IrExpression(null, Origin);

/// <summary>The plain JSON value that a serializer would write for a C# value.</summary>
public sealed record IrToJson(IrExpression Value, JsonContract Contract, Origin Origin) : IrExpression(null, Origin);

/// <summary>The C# value that a serializer would read from a plain JSON value.</summary>
public sealed record IrFromJson(IrExpression Json, JsonContract Contract, ITypeSymbol? Type, Origin Origin) : IrExpression(Type, Origin);

/// <summary>The text of a plain JSON value.</summary>
public sealed record IrJsonText(IrExpression Json, ITypeSymbol? Type, Origin Origin) : IrExpression(Type, Origin)
{
    /// <summary>Whether it is a document that System.Text.Json writes, with the characters escaped that it escapes.</summary>
    public bool IsEscapedDocument { get; init; }
}

/// <summary>The plain JSON value of a text.</summary>
public sealed record IrParseJson(IrExpression Text, Origin Origin) : IrExpression(null, Origin)
{
    /// <summary>Whether a library takes a text that is no JSON for null, so that no exception is seen.</summary>
    public bool IsLenient { get; init; }
}

/// <summary>A definition substitution <c>${Name}</c>: the value of an environment variable of the function, known at deployment.</summary>
public sealed record IrSubstitution(string Name, ITypeSymbol? Type, Origin Origin) : IrExpression(Type, Origin);

/// <summary>The execution's (or Map iteration's) input.</summary>
public sealed record IrInput(Origin Origin) : IrExpression(null, Origin);

/// <summary>What an execution knows of itself.</summary>
public enum IrContextMember
{
    /// <summary>The execution's name, which is what the id of the request is to a function: unique for every start.</summary>
    ExecutionName,

    /// <summary>The name of the state machine, which is what its name is to a function.</summary>
    StateMachineName,

    /// <summary>The ARN of the state machine.</summary>
    StateMachineArn,
}

/// <summary>What an execution knows of itself, from its context object.</summary>
public sealed record IrContextValue(IrContextMember Member, ITypeSymbol? Type, Origin Origin) : IrExpression(Type, Origin)
{
    /// <summary>Where the context object has it.</summary>
    public (string Object, string Field) Place => Member switch
    {
        IrContextMember.ExecutionName => ("Execution", "Name"),
        IrContextMember.StateMachineName => ("StateMachine", "Name"),
        _ => ("StateMachine", "Id"),
    };
}

/// <summary>The position of the Map iteration, counted from 0.</summary>
public sealed record IrMapIndex(ITypeSymbol? Type, Origin Origin) : IrExpression(Type, Origin);

/// <summary>The item of an iteration, where its input is made.</summary>
public sealed record IrMapItem(ITypeSymbol? Type, Origin Origin) : IrExpression(Type, Origin);

/// <summary>In a task's assignments and output: what the task returned.</summary>
public sealed record IrTaskResult(ITypeSymbol? Type, Origin Origin) : IrExpression(Type, Origin);

/// <summary>In a catcher's assignments: the error, as an exception.</summary>
public sealed record IrCaughtError(ITypeSymbol? Type, Origin Origin) : IrExpression(Type, Origin);

/// <summary>A value of state that is known to hold an exception: what a branch reports of its failure.</summary>
public sealed record IrAsError(IrExpression Value, ITypeSymbol? Type, Origin Origin) : IrExpression(Type, Origin);

/// <summary>Whether an exception is of a type or of one derived from it: a question of its error name.</summary>
public sealed record IrIsException(IrExpression Value, INamedTypeSymbol ExceptionType, ITypeSymbol? Type, Origin Origin) : IrExpression(Type, Origin);

/// <summary>An exception made by the code: the name of its type and its message.</summary>
public sealed record IrException(string TypeName, IrExpression Message, ITypeSymbol? Type, Origin Origin) : IrExpression(Type, Origin)
{
    /// <summary>The exception that caused it; null when there is none, or nobody looks at it.</summary>
    public IrExpression? Inner { get; init; }

    /// <summary>Its properties of the code's own, as far as the code reads them; null when it reads none.</summary>
    public IrExpression? Own { get; init; }

    /// <summary>What state holds of it besides its name and message.</summary>
    internal IEnumerable<(string Name, IrExpression Value)> Further
    {
        get
        {
            if (Inner is not null)
                yield return (Flow.ExceptionMembers.Inner, Inner);
            if (Own is not null)
                yield return (Flow.ExceptionMembers.Own, Own);
        }
    }
}
