using System.Collections.Immutable;
using LambdaLift.StatesLanguage.Json;

namespace LambdaLift.StatesLanguage.Paths;

/// <summary>One step of a path.</summary>
public abstract record PathSegment
{
    private protected PathSegment()
    {
    }

    internal virtual bool IsDefinite(bool isLast) => false;
}

/// <summary><c>.name</c>, <c>['name']</c>; with several names at the end of a path, an object of those members.</summary>
public sealed record MemberSegment : PathSegment
{
    /// <summary>Creates a step.</summary>
    /// <exception cref="ArgumentException">There is no name, or one that cannot be written (<see cref="PathNames.IsExpressible"/>).</exception>
    public MemberSegment(ImmutableArray<string> names) => Names = !names.IsDefaultOrEmpty && names.All(PathNames.IsExpressible)
        ? names
        : throw new ArgumentException($"The member names '{string.Join("', '", names.IsDefault ? [] : names)}' cannot be written in a path.", nameof(names));

    /// <summary>The names.</summary>
    public ImmutableArray<string> Names { get; }

    /// <inheritdoc/>
    public bool Equals(MemberSegment? other) => other is not null && Names.SequenceEqual(other.Names);

    /// <inheritdoc/>
    public override int GetHashCode() => Names.Length;

    internal override bool IsDefinite(bool isLast) => Names.Length == 1 || isLast;
}

/// <summary><c>[0]</c>, <c>[-1]</c>, <c>[0,2]</c>.</summary>
public sealed record IndexSegment(ImmutableArray<int> Indexes) : PathSegment
{
    /// <inheritdoc/>
    public bool Equals(IndexSegment? other) => other is not null && Indexes.SequenceEqual(other.Indexes);

    /// <inheritdoc/>
    public override int GetHashCode() => Indexes.Length;

    internal override bool IsDefinite(bool isLast) => Indexes.Length == 1;
}

/// <summary><c>[1:]</c>, <c>[:2]</c>, <c>[-2:]</c>: the items from <paramref name="Start"/> up to but not including <paramref name="End"/>.</summary>
public sealed record SliceSegment(int? Start, int? End) : PathSegment;

/// <summary><c>.*</c>, <c>[*]</c>.</summary>
public sealed record WildcardSegment : PathSegment;

/// <summary><c>..</c>: every value at any depth; the next step is taken from each.</summary>
public sealed record DescendantSegment : PathSegment;

/// <summary><c>[?(test)]</c>.</summary>
public sealed record FilterSegment(PathFilter Filter) : PathSegment;

/// <summary><c>.length()</c> and its like: a function over what the path selected so far.</summary>
public sealed record FunctionSegment(string Name) : PathSegment
{
    /// <summary>The functions there are.</summary>
    public static ImmutableArray<string> Names { get; } = ["length", "size", "min", "max", "avg", "sum", "stddev", "keys", "first", "last"];

    internal override bool IsDefinite(bool isLast) => true;
}

/// <summary>A test inside <c>[?( )]</c>.</summary>
public abstract record PathFilter
{
    private protected PathFilter()
    {
    }
}

/// <summary><c>left &amp;&amp; right</c>.</summary>
public sealed record AndFilter(PathFilter Left, PathFilter Right) : PathFilter;

/// <summary><c>left || right</c>.</summary>
public sealed record OrFilter(PathFilter Left, PathFilter Right) : PathFilter;

/// <summary><c>!(filter)</c>.</summary>
public sealed record NotFilter(PathFilter Filter) : PathFilter;

/// <summary><c>@.name</c>: the path finds something.</summary>
public sealed record ExistsFilter(JsonPath Path) : PathFilter;

/// <summary><c>left operator right</c>.</summary>
public sealed record CompareFilter(FilterOperand Left, FilterOperator Operator, FilterOperand Right) : PathFilter;

/// <summary>One side of a comparison in a filter.</summary>
public abstract record FilterOperand
{
    private protected FilterOperand()
    {
    }
}

/// <summary>What a path finds, from the item (<c>@</c>) or the whole data (<c>$</c>).</summary>
public sealed record PathFilterOperand(JsonPath Path) : FilterOperand;

/// <summary>A constant.</summary>
public sealed record ConstantFilterOperand(JsonData Value) : FilterOperand;

/// <summary><c>/pattern/i</c>.</summary>
public sealed record PatternFilterOperand(string Pattern, bool IgnoreCase) : FilterOperand;

/// <summary>The operators of filters.</summary>
public enum FilterOperator
{
    /// <summary><c>==</c>.</summary>
    Equal,

    /// <summary><c>!=</c>; also holds where the left side is missing.</summary>
    NotEqual,

    /// <summary><c>&lt;</c>, between numbers or between strings.</summary>
    Less,

    /// <summary><c>&lt;=</c>.</summary>
    LessOrEqual,

    /// <summary><c>&gt;</c>.</summary>
    Greater,

    /// <summary><c>&gt;=</c>.</summary>
    GreaterOrEqual,

    /// <summary><c>=~</c>: the whole string matches the pattern.</summary>
    Matches,

    /// <summary><c>in</c>: the left side is an item of the right one.</summary>
    In,

    /// <summary><c>nin</c>: it is not.</summary>
    NotIn,

    /// <summary><c>contains</c>: the left side has the right one as an item or a substring.</summary>
    Contains,

    /// <summary><c>size</c>: the left side has so many items or characters.</summary>
    Size,

    /// <summary><c>empty</c>: the left side is empty, or is not.</summary>
    Empty,

    /// <summary><c>subsetof</c>: every item of the left side is one of the right side.</summary>
    SubsetOf,

    /// <summary><c>anyof</c>: some item of the left side is one of the right side.</summary>
    AnyOf,

    /// <summary><c>noneof</c>: no item of the left side is one of the right side.</summary>
    NoneOf,
}
