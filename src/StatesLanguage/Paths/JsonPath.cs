using System.Collections.Immutable;
using LambdaLift.StatesLanguage.Json;

namespace LambdaLift.StatesLanguage.Paths;

/// <summary>What a path starts from.</summary>
public enum PathRoot
{
    /// <summary><c>$</c>: the data at hand, for instance the state's input.</summary>
    Input,

    /// <summary><c>$$</c>: the context object.</summary>
    Context,

    /// <summary><c>$name</c>: a variable.</summary>
    Variable,

    /// <summary><c>@</c>: the item that a filter looks at.</summary>
    Item,
}

/// <summary>A JSONPath as the States Language has it: <c>$.a.b[0]</c>, <c>$$.Execution.Id</c>, <c>$variable.items[?(@.n &gt; 1)]</c>.</summary>
/// <remarks>The dialect is that of the Jayway library, which AWS uses. Source: https://states-language.net/spec.html#path.</remarks>
public sealed record JsonPath
{
    private JsonPath(PathRoot root, string? variableName, ImmutableArray<PathSegment> segments)
    {
        Root = root;
        VariableName = variableName;
        Segments = segments;
        IsDefinite = AreDefinite(segments);
    }

    /// <summary><c>$</c>.</summary>
    public static JsonPath Input { get; } = new(PathRoot.Input, null, []);

    /// <summary><c>$$</c>.</summary>
    public static JsonPath Context { get; } = new(PathRoot.Context, null, []);

    /// <summary><c>@</c>, inside filters only.</summary>
    public static JsonPath Item { get; } = new(PathRoot.Item, null, []);

    /// <summary>What the path starts from.</summary>
    public PathRoot Root { get; }

    /// <summary>The variable's name, without <c>$</c>; null unless <see cref="Root"/> is <see cref="PathRoot.Variable"/>.</summary>
    public string? VariableName { get; }

    /// <summary>The steps.</summary>
    public ImmutableArray<PathSegment> Segments { get; }

    /// <summary>Whether the path selects at most one value. Any other selects a list, empty where nothing fits.</summary>
    public bool IsDefinite { get; }

    /// <summary>Whether this is a reference path: only single names and single indexes, so that it names one place in the data.</summary>
    public bool IsReference =>
        Segments.All(segment => segment is MemberSegment { Names.Length: 1 } || (segment is IndexSegment { Indexes.Length: 1 } index && index.Indexes[0] >= 0));

    /// <summary><c>$name</c>.</summary>
    /// <exception cref="ArgumentException">The name is no identifier.</exception>
    public static JsonPath Variable(string name) =>
        PathNames.IsIdentifier(name) ? new(PathRoot.Variable, name, []) : throw new ArgumentException($"'{name}' cannot name a variable.", nameof(name));

    /// <summary>Reads a path.</summary>
    /// <exception cref="PathSyntaxException">The text is no path.</exception>
    public static JsonPath Parse(string text) => PathParser.ParsePath(text);

    /// <summary>Reads a path; false if the text is none.</summary>
    public static bool TryParse(string text, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out JsonPath? path)
    {
        try
        {
            path = PathParser.ParsePath(text);
            return true;
        }
        catch (PathSyntaxException)
        {
            path = null;
            return false;
        }
    }

    /// <summary>This path, one member further.</summary>
    public JsonPath Member(string name) => Then(new MemberSegment([name]));

    /// <summary>This path, one item further; a negative index counts from the end.</summary>
    public JsonPath Index(int index) => Then(new IndexSegment([index]));

    /// <summary>This path, one step further.</summary>
    public JsonPath Then(PathSegment segment) => new(Root, VariableName, Segments.Add(segment));

    /// <summary>The path with the same root and other steps.</summary>
    public JsonPath WithSegments(ImmutableArray<PathSegment> segments) => new(Root, VariableName, segments);

    /// <summary>Selects from the data; false if a definite path finds nothing. An indefinite path always finds a list.</summary>
    /// <param name="input">What <c>$</c> stands for.</param>
    /// <param name="scope">What <c>$$</c> and variables stand for.</param>
    /// <param name="value">The value.</param>
    public bool TrySelect(JsonData input, IPathScope scope, out JsonData value) => PathEvaluator.TrySelect(this, input, scope, null, out value);

    /// <summary>Selects from the data.</summary>
    /// <exception cref="StatesException"><c>States.Runtime</c>: a definite path finds nothing.</exception>
    public JsonData Select(JsonData input, IPathScope scope) =>
        TrySelect(input, scope, out var value)
            ? value
            : throw new StatesException(StatesException.Runtime, $"Invalid path '{this}' : {PathEvaluator.ExplainMiss(this, input, scope)}");

    private static bool AreDefinite(ImmutableArray<PathSegment> segments)
    {
        for (var i = 0; i < segments.Length; i++)
        {
            if (!segments[i].IsDefinite(isLast: i == segments.Length - 1))
            {
                // A function makes one value of whatever was selected before it.
                return segments[segments.Length - 1] is FunctionSegment;
            }
        }

        return true;
    }

    /// <inheritdoc/>
    public bool Equals(JsonPath? other) =>
        other is not null && Root == other.Root && VariableName == other.VariableName && Segments.SequenceEqual(other.Segments);

    /// <inheritdoc/>
    public override int GetHashCode() => ToString().GetHashCode();

    /// <summary>The path as text: names that need no quotes after a dot, others in brackets.</summary>
    public override string ToString() => PathPrinter.Print(this);
}
