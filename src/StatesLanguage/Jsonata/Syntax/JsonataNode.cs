namespace LambdaLift.StatesLanguage.Jsonata;

/// <summary>
/// A node of the JSONata syntax tree: immutable, compared by value without regard to positions, printed by
/// <see cref="JsonataPrinter"/>. <see cref="Js"/> builds nodes, <see cref="JsonataParser"/> reads them.
/// </summary>
/// <remarks>
/// The tree is the source as written, parentheses included (<see cref="Block"/>). A tree built through <see cref="Js"/> has them
/// wherever precedence needs them, so it equals the tree that its printed text parses to.
/// </remarks>
public abstract record JsonataNode
{
    private protected JsonataNode()
    {
    }

    /// <summary>Characters from the start of the source to just past the node's main token, as JSONata counts; -1 in built trees.</summary>
    public int Position { get; init; } = -1;

    /// <summary>The nodes directly below, in source order.</summary>
    public abstract IEnumerable<JsonataNode> Children { get; }

    /// <summary>Whether both nodes mean the same source, positions aside.</summary>
    public virtual bool Equals(JsonataNode? other) => other is not null && EqualityContract == other.EqualityContract;

    /// <inheritdoc/>
    public override int GetHashCode() => EqualityContract.GetHashCode();

    /// <summary>The node as JSONata source.</summary>
    public sealed override string ToString() => JsonataPrinter.Print(this);
}

/// <summary>A string: <c>"text"</c>. As a step of a path it is a field name.</summary>
/// <param name="Value">The text, unescaped.</param>
public sealed record StringLiteral(string Value) : JsonataNode
{
    /// <inheritdoc/>
    public override IEnumerable<JsonataNode> Children => [];
}

/// <summary>A number without a sign: <c>1.5</c>. A negative one is a <see cref="Negation"/> of a literal, as in the source.</summary>
public sealed record NumberLiteral : JsonataNode
{
    /// <summary>Makes a literal.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative or not finite.</exception>
    public NumberLiteral(double value)
    {
        if (double.IsNaN(value) || double.IsInfinity(value) || value < 0)
        {
            throw new ArgumentOutOfRangeException(nameof(value), value, "A number literal is finite and not negative.");
        }

        Value = value == 0 ? 0 : value;
    }

    /// <summary>The value: finite, not negative.</summary>
    public double Value { get; }

    /// <inheritdoc/>
    public override IEnumerable<JsonataNode> Children => [];
}

/// <summary><c>true</c> or <c>false</c>.</summary>
/// <param name="Value">The truth value.</param>
public sealed record BooleanLiteral(bool Value) : JsonataNode
{
    /// <inheritdoc/>
    public override IEnumerable<JsonataNode> Children => [];
}

/// <summary><c>null</c>.</summary>
public sealed record NullLiteral : JsonataNode
{
    /// <inheritdoc/>
    public override IEnumerable<JsonataNode> Children => [];
}

/// <summary>A regular expression: <c>/pattern/flags</c>.</summary>
/// <param name="Pattern">The text between the slashes, as written.</param>
/// <param name="Flags">Any of <c>i</c> (ignore case) and <c>m</c> (multiple lines).</param>
public sealed record RegexLiteral(string Pattern, string Flags) : JsonataNode
{
    /// <inheritdoc/>
    public override IEnumerable<JsonataNode> Children => [];
}

/// <summary>A field of the context: <c>name</c> or <c>`any name`</c>.</summary>
/// <param name="Name">The name, unquoted.</param>
public sealed record FieldName(string Name) : JsonataNode
{
    /// <inheritdoc/>
    public override IEnumerable<JsonataNode> Children => [];
}

/// <summary>A variable: <c>$name</c>; <c>$</c> is the context and <c>$$</c> the root input.</summary>
/// <param name="Name">The name without its dollar sign: empty for the context, <c>$</c> for the root.</param>
public sealed record VariableReference(string Name) : JsonataNode
{
    /// <inheritdoc/>
    public override IEnumerable<JsonataNode> Children => [];
}

/// <summary><c>*</c>: all fields of the context.</summary>
public sealed record Wildcard : JsonataNode
{
    /// <inheritdoc/>
    public override IEnumerable<JsonataNode> Children => [];
}

/// <summary><c>**</c>: the context and everything below it.</summary>
public sealed record Descendants : JsonataNode
{
    /// <inheritdoc/>
    public override IEnumerable<JsonataNode> Children => [];
}

/// <summary><c>%</c>: the object that the context was selected from.</summary>
public sealed record ParentReference : JsonataNode
{
    /// <inheritdoc/>
    public override IEnumerable<JsonataNode> Children => [];
}

/// <summary>A location path: <c>a.b.c</c>. No step is itself a path; a nested one is in a <see cref="Block"/>.</summary>
/// <param name="Steps">Two or more steps.</param>
public sealed record PathExpression(NodeList<JsonataNode> Steps) : JsonataNode
{
    /// <inheritdoc/>
    public override IEnumerable<JsonataNode> Children => Steps;
}

/// <summary>A predicate or index: <c>operand[predicate]</c>.</summary>
/// <param name="Operand">What is filtered.</param>
/// <param name="Predicate">A number (index) or a condition, evaluated for each item.</param>
public sealed record FilterExpression(JsonataNode Operand, JsonataNode Predicate) : JsonataNode
{
    /// <inheritdoc/>
    public override IEnumerable<JsonataNode> Children => [Operand, Predicate];
}

/// <summary><c>operand[]</c>: keeps an array of one item an array.</summary>
/// <param name="Operand">The step whose array is kept.</param>
public sealed record KeepArrayExpression(JsonataNode Operand) : JsonataNode
{
    /// <inheritdoc/>
    public override IEnumerable<JsonataNode> Children => [Operand];
}

/// <summary><c>[items]</c>.</summary>
/// <param name="Items">The items; <see cref="RangeExpression"/> is allowed among them.</param>
public sealed record ArrayConstructor(NodeList<JsonataNode> Items) : JsonataNode
{
    /// <inheritdoc/>
    public override IEnumerable<JsonataNode> Children => Items;
}

/// <summary><c>start..end</c>, as an item of an <see cref="ArrayConstructor"/> only.</summary>
/// <param name="Start">The first integer.</param>
/// <param name="End">The last integer.</param>
public sealed record RangeExpression(JsonataNode Start, JsonataNode End) : JsonataNode
{
    /// <inheritdoc/>
    public override IEnumerable<JsonataNode> Children => [Start, End];
}

/// <summary>A member of an object constructor: <c>key: value</c>.</summary>
/// <param name="Key">Evaluates to a string.</param>
/// <param name="Value">The value; the member is left out if it is undefined.</param>
public sealed record ObjectMember(JsonataNode Key, JsonataNode Value);

/// <summary><c>{key: value}</c>.</summary>
/// <param name="Members">The members.</param>
public sealed record ObjectConstructor(NodeList<ObjectMember> Members) : JsonataNode
{
    /// <inheritdoc/>
    public override IEnumerable<JsonataNode> Children => Members.SelectMany(member => new[] { member.Key, member.Value });
}

/// <summary><c>operand{key: value}</c>: groups the items of the operand by key.</summary>
/// <param name="Operand">What is grouped.</param>
/// <param name="Members">Keys, evaluated per item, and values, evaluated per group.</param>
public sealed record GroupByExpression(JsonataNode Operand, NodeList<ObjectMember> Members) : JsonataNode
{
    /// <inheritdoc/>
    public override IEnumerable<JsonataNode> Children => Members.SelectMany(member => new[] { member.Key, member.Value }).Prepend(Operand);
}

/// <summary><c>-operand</c>.</summary>
/// <param name="Operand">A number.</param>
public sealed record Negation(JsonataNode Operand) : JsonataNode
{
    /// <inheritdoc/>
    public override IEnumerable<JsonataNode> Children => [Operand];
}

/// <summary><c>left operator right</c>.</summary>
/// <param name="Operator">The operator.</param>
/// <param name="Left">The left operand.</param>
/// <param name="Right">The right operand.</param>
public sealed record BinaryExpression(JsonataOperator Operator, JsonataNode Left, JsonataNode Right) : JsonataNode
{
    /// <inheritdoc/>
    public override IEnumerable<JsonataNode> Children => [Left, Right];
}

/// <summary><c>left ~> right</c>: passes a value to a function, or composes two functions.</summary>
/// <param name="Left">The value or the inner function.</param>
/// <param name="Right">A function, or a call that gets <paramref name="Left"/> as its first argument.</param>
public sealed record ChainExpression(JsonataNode Left, JsonataNode Right) : JsonataNode
{
    /// <inheritdoc/>
    public override IEnumerable<JsonataNode> Children => [Left, Right];
}

/// <summary><c>condition ? then : else</c>.</summary>
/// <param name="Condition">Its effective boolean decides.</param>
/// <param name="Then">The value if true.</param>
/// <param name="Else">The value if false; undefined if left out.</param>
public sealed record ConditionalExpression(JsonataNode Condition, JsonataNode Then, JsonataNode? Else) : JsonataNode
{
    /// <inheritdoc/>
    public override IEnumerable<JsonataNode> Children => Else is null ? [Condition, Then] : [Condition, Then, Else];
}

/// <summary><c>(first; second)</c>: expressions in a scope of their own, the last one's value; with one expression, parentheses.</summary>
/// <param name="Expressions">The expressions.</param>
public sealed record Block(NodeList<JsonataNode> Expressions) : JsonataNode
{
    /// <inheritdoc/>
    public override IEnumerable<JsonataNode> Children => Expressions;
}

/// <summary><c>$name := value</c>.</summary>
/// <param name="Name">The variable's name without its dollar sign.</param>
/// <param name="Value">The value, which is also the value of the whole expression.</param>
public sealed record Assignment(string Name, JsonataNode Value) : JsonataNode
{
    /// <inheritdoc/>
    public override IEnumerable<JsonataNode> Children => [Value];
}

/// <summary>A parameter of a <see cref="LambdaExpression"/>.</summary>
/// <param name="Name">The name without its dollar sign.</param>
public sealed record LambdaParameter(string Name);

/// <summary><c>function($a, $b)&lt;signature&gt;{body}</c>.</summary>
/// <param name="Parameters">The parameters.</param>
/// <param name="Signature">The signature with its angle brackets, such as <c>&lt;nn?:n&gt;</c>, or null.</param>
/// <param name="Body">The body.</param>
public sealed record LambdaExpression(NodeList<LambdaParameter> Parameters, string? Signature, JsonataNode Body) : JsonataNode
{
    /// <inheritdoc/>
    public override IEnumerable<JsonataNode> Children => [Body];
}

/// <summary><c>function(arguments)</c>; with <see cref="ArgumentPlaceholder"/>s among the arguments a partial application.</summary>
/// <param name="Function">What is called.</param>
/// <param name="Arguments">The arguments.</param>
public sealed record CallExpression(JsonataNode Function, NodeList<JsonataNode> Arguments) : JsonataNode
{
    /// <summary>Whether this makes a function of the arguments left open, instead of calling.</summary>
    public bool IsPartial => Arguments.Any(argument => argument is ArgumentPlaceholder);

    /// <inheritdoc/>
    public override IEnumerable<JsonataNode> Children => Arguments.Prepend(Function);
}

/// <summary><c>?</c> in the place of an argument.</summary>
public sealed record ArgumentPlaceholder : JsonataNode
{
    /// <inheritdoc/>
    public override IEnumerable<JsonataNode> Children => [];
}

/// <summary>A term of an <see cref="OrderByExpression"/>.</summary>
/// <param name="Expression">The sort key, evaluated per item: a number or a string.</param>
/// <param name="Descending">Whether greater keys come first.</param>
public sealed record OrderByTerm(JsonataNode Expression, bool Descending);

/// <summary><c>operand^(terms)</c>: sorts, stably.</summary>
/// <param name="Operand">What is sorted.</param>
/// <param name="Terms">The sort keys, the most significant first.</param>
public sealed record OrderByExpression(JsonataNode Operand, NodeList<OrderByTerm> Terms) : JsonataNode
{
    /// <inheritdoc/>
    public override IEnumerable<JsonataNode> Children => Terms.Select(term => term.Expression).Prepend(Operand);
}

/// <summary><c>operand@$name</c>: binds the selected item to a variable and keeps the context.</summary>
/// <param name="Operand">The step.</param>
/// <param name="Name">The variable's name without its dollar sign.</param>
public sealed record FocusBinding(JsonataNode Operand, string Name) : JsonataNode
{
    /// <inheritdoc/>
    public override IEnumerable<JsonataNode> Children => [Operand];
}

/// <summary><c>operand#$name</c>: binds the position of the selected item to a variable.</summary>
/// <param name="Operand">The step.</param>
/// <param name="Name">The variable's name without its dollar sign.</param>
public sealed record IndexBinding(JsonataNode Operand, string Name) : JsonataNode
{
    /// <inheritdoc/>
    public override IEnumerable<JsonataNode> Children => [Operand];
}

/// <summary><c>|pattern|update,delete|</c>: a function that copies its argument with changes.</summary>
/// <param name="Pattern">Selects the objects to change.</param>
/// <param name="Update">An object to merge into each.</param>
/// <param name="Delete">A name or names to remove from each, or null.</param>
public sealed record TransformExpression(JsonataNode Pattern, JsonataNode Update, JsonataNode? Delete) : JsonataNode
{
    /// <inheritdoc/>
    public override IEnumerable<JsonataNode> Children => Delete is null ? [Pattern, Update] : [Pattern, Update, Delete];
}
