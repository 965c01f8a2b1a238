namespace LambdaLift.StatesLanguage.Jsonata;

/// <summary>What a node of the lowered tree does.</summary>
internal enum LoweredKind
{
    Path,
    Name,
    Text,
    Number,
    Constant,
    Regex,
    Variable,
    Wildcard,
    Descendants,
    Parent,
    Sort,
    Block,
    Array,
    Object,
    Range,
    Negate,
    Binary,
    Chain,
    Call,
    Placeholder,
    Lambda,
    Conditional,
    Assignment,
    Transform,
}

/// <summary>
/// A node between syntax and code: dots and brackets have become the steps of paths with their stages, and every <c>%</c> knows the
/// step whose input it stands for.
/// </summary>
/// <param name="kind">What it does.</param>
/// <param name="syntax">Where it came from.</param>
internal sealed class Lowered(LoweredKind kind, JsonataNode syntax)
{
    public LoweredKind Kind { get; set; } = kind;

    public JsonataNode Syntax { get; } = syntax;

    public int Position => Syntax.Position;

    /// <summary>A name or a text.</summary>
    public string Text { get; init; } = "";

    public double Number { get; set; }

    /// <summary>Steps, operands, items, arguments, terms, or expressions, by kind.</summary>
    public List<Lowered> Parts { get; init; } = [];

    /// <summary>Keys and values of an object.</summary>
    public List<(Lowered Key, Lowered Value)> Members { get; init; } = [];

    /// <summary>Predicates of a step of a path, applied to what the step gives for each item.</summary>
    public List<Stage>? Stages { get; set; }

    /// <summary>Predicates of something that is not a step.</summary>
    public List<Stage>? Predicates { get; set; }

    public Grouping? Group { get; set; }

    /// <summary><c>[]</c> on this node.</summary>
    public bool KeepArray { get; set; }

    /// <summary><c>[]</c> on a step of this path.</summary>
    public bool KeepSingletonArray { get; set; }

    /// <summary>An array constructor, or a block around one, whose array is not flattened into a path.</summary>
    public bool IsConstructedArray { get; set; }

    /// <summary>The step, or the path, works on tuples.</summary>
    public bool HasTuples { get; set; }

    public string? Focus { get; set; }

    public string? Index { get; set; }

    /// <summary>The slot under which the input of this step is kept for a <c>%</c>.</summary>
    public AncestorSlot? Ancestor { get; set; }

    /// <summary>The slot of a <c>%</c>.</summary>
    public AncestorSlot? Slot { get; init; }

    /// <summary>Slots that a step further left has to provide.</summary>
    public List<AncestorSlot>? Seeking { get; set; }

    /// <summary>A predicate, or the binding of a position.</summary>
    /// <param name="Predicate">The predicate; null for a position.</param>
    /// <param name="IndexName">The variable that gets the position.</param>
    public sealed record Stage(Lowered? Predicate, string? IndexName);

    /// <summary>A group-by clause.</summary>
    /// <param name="Members">Keys and values.</param>
    /// <param name="Position">Where it stands.</param>
    public sealed record Grouping(List<(Lowered Key, Lowered Value)> Members, int Position);
}

/// <summary>Connects a <c>%</c> with the step whose input it stands for.</summary>
internal sealed class AncestorSlot(string label)
{
    /// <summary>The name of the tuple binding that carries the ancestor.</summary>
    public string Label { get; set; } = label;

    /// <summary>How many selecting steps are still to be gone back.</summary>
    public int Level { get; set; } = 1;
}
