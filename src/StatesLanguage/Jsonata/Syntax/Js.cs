namespace LambdaLift.StatesLanguage.Jsonata;

/// <summary>
/// Builds JSONata syntax trees. Operands are put in parentheses where their precedence needs it, so a tree built here equals the
/// tree that its printed text parses to.
/// </summary>
public static class Js
{
    /// <summary><c>$</c>: the context value.</summary>
    public static VariableReference Context { get; } = new("");

    /// <summary><c>$$</c>: the root input.</summary>
    public static VariableReference Root { get; } = new("$");

    /// <summary><c>*</c>.</summary>
    public static Wildcard Wildcard { get; } = new();

    /// <summary><c>**</c>.</summary>
    public static Descendants Descendants { get; } = new();

    /// <summary><c>%</c>.</summary>
    public static ParentReference Parent { get; } = new();

    /// <summary><c>null</c>.</summary>
    public static NullLiteral Null { get; } = new();

    /// <summary><c>true</c>.</summary>
    public static BooleanLiteral True { get; } = new(true);

    /// <summary><c>false</c>.</summary>
    public static BooleanLiteral False { get; } = new(false);

    /// <summary><c>?</c> as an argument: makes a call a partial application.</summary>
    public static ArgumentPlaceholder Placeholder { get; } = new();

    /// <summary>A string.</summary>
    public static StringLiteral String(string value) => new(value ?? throw new ArgumentNullException(nameof(value)));

    /// <summary>A number; a negative one becomes a <see cref="Negation"/>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not finite.</exception>
    public static JsonataNode Number(double value) => value < 0 ? new Negation(new NumberLiteral(-value)) : new NumberLiteral(value);

    /// <summary><c>true</c> or <c>false</c>.</summary>
    public static BooleanLiteral Boolean(bool value) => value ? True : False;

    /// <summary>A regular expression.</summary>
    /// <param name="pattern">As between the slashes: a slash in it is escaped or in brackets.</param>
    /// <param name="flags">Any of <c>i</c> and <c>m</c>.</param>
    /// <exception cref="ArgumentException">The pattern or the flags cannot be written in source.</exception>
    public static RegexLiteral Regex(string pattern, string flags = "")
    {
        var node = new RegexLiteral(pattern, flags);
        try
        {
            if (new JsonataLexer($"/{pattern}/{flags}", JsonataVersion.StepFunctions).Next(slashDivides: false) is { Kind: JsonataTokenKind.Regex } token
                && token.Text == pattern
                && token.Flags == flags)
            {
                return node;
            }
        }
        catch (JsonataException error)
        {
            throw new ArgumentException($"The pattern '{pattern}' cannot be written between slashes.", nameof(pattern), error);
        }

        throw new ArgumentException($"The pattern '{pattern}' with flags '{flags}' cannot be written between slashes.", nameof(pattern));
    }

    /// <summary>A variable: <c>$name</c>.</summary>
    /// <param name="name">The name without its dollar sign; empty for the context.</param>
    /// <exception cref="ArgumentException">The name has white space or operator characters.</exception>
    public static VariableReference Var(string name) => new(CheckVariable(name));

    /// <summary>A field of the context, by any name.</summary>
    public static JsonataNode Field(string name) =>
        JsonataNames.CanBackquote(name) ? new FieldName(name) : new PathExpression([Context, new FieldName(name)]);

    /// <summary>A path from an expression along field names: <c>start.a.b</c>.</summary>
    public static JsonataNode Path(JsonataNode start, params string[] fields) =>
        Path([start, .. fields.Select(field => new FieldName(field))]);

    /// <summary>A path of any steps; a path as the first step is continued.</summary>
    public static JsonataNode Path(params JsonataNode[] steps)
    {
        if (steps.Length == 1)
        {
            return steps[0];
        }

        var all = steps[0] is PathExpression first ? first.Steps.ToList() : [steps[0]];
        all.AddRange(steps.Skip(1));
        return new PathExpression(JsonataPrecedence.Steps(all));
    }

    /// <summary><c>operand[predicate]</c>.</summary>
    public static FilterExpression Filter(JsonataNode operand, JsonataNode predicate) =>
        new(JsonataPrecedence.Left(operand, JsonataOperators.Postfix), predicate);

    /// <summary><c>operand[index]</c>; a negative index counts from the end.</summary>
    public static FilterExpression Index(JsonataNode operand, int index) => Filter(operand, Number(index));

    /// <summary><c>operand[]</c>.</summary>
    public static KeepArrayExpression KeepArray(JsonataNode operand) => new(JsonataPrecedence.Left(operand, JsonataOperators.Postfix));

    /// <summary><c>[items]</c>.</summary>
    public static ArrayConstructor Array(params JsonataNode[] items) => new(NodeList.From(items));

    /// <summary><c>[items]</c>.</summary>
    public static ArrayConstructor Array(IEnumerable<JsonataNode> items) => new(NodeList.From(items));

    /// <summary><c>[start..end]</c>.</summary>
    public static ArrayConstructor Range(JsonataNode start, JsonataNode end) => new([new RangeExpression(start, end)]);

    /// <summary><c>{'name': value}</c>.</summary>
    public static ObjectConstructor Object(params (string Name, JsonataNode Value)[] members) =>
        new(NodeList.From(members.Select(member => new ObjectMember(String(member.Name), member.Value))));

    /// <summary><c>{key: value}</c> with computed keys.</summary>
    public static ObjectConstructor Object(IEnumerable<(JsonataNode Key, JsonataNode Value)> members) => new(Members(members));

    /// <summary><c>operand{key: value}</c>.</summary>
    public static GroupByExpression GroupBy(JsonataNode operand, params (JsonataNode Key, JsonataNode Value)[] members) =>
        new(JsonataPrecedence.Left(operand, JsonataOperators.Group), Members(members));

    /// <summary><c>-operand</c>.</summary>
    public static Negation Negate(JsonataNode operand) => new(JsonataPrecedence.Right(operand, JsonataOperators.Prefix));

    /// <summary><c>left operator right</c>, the operator as it is spelled in the source.</summary>
    /// <exception cref="ArgumentException">There is no such operator.</exception>
    public static JsonataNode Binary(string @operator, JsonataNode left, JsonataNode right) => @operator == "~>"
        ? Chain(left, right)
        : JsonataOperators.TryParse(@operator, out var parsed)
            ? Binary(parsed, left, right)
            : throw new ArgumentException($"JSONata has no operator '{@operator}'.", nameof(@operator));

    /// <summary><c>left operator right</c>.</summary>
    public static BinaryExpression Binary(JsonataOperator @operator, JsonataNode left, JsonataNode right) => new(
        @operator,
        JsonataPrecedence.LeftOf(@operator, left),
        JsonataPrecedence.Right(right, JsonataOperators.RightPower(@operator)));

    /// <summary><c>left = right</c>.</summary>
    public static BinaryExpression Equal(JsonataNode left, JsonataNode right) => Binary(JsonataOperator.Equal, left, right);

    /// <summary><c>left != right</c>.</summary>
    public static BinaryExpression NotEqual(JsonataNode left, JsonataNode right) => Binary(JsonataOperator.NotEqual, left, right);

    /// <summary><c>a and b and c</c>; <c>true</c> of no operands.</summary>
    public static JsonataNode And(params JsonataNode[] operands) => Fold(JsonataOperator.And, operands, True);

    /// <summary><c>a or b or c</c>; <c>false</c> of no operands.</summary>
    public static JsonataNode Or(params JsonataNode[] operands) => Fold(JsonataOperator.Or, operands, False);

    /// <summary><c>$not(operand)</c>.</summary>
    public static CallExpression Not(JsonataNode operand) => Call("not", operand);

    /// <summary><c>$exists(operand)</c>.</summary>
    public static CallExpression Exists(JsonataNode operand) => Call("exists", operand);

    /// <summary><c>a &amp; b &amp; c</c>; the empty string of no operands.</summary>
    public static JsonataNode Concat(params JsonataNode[] operands) => Fold(JsonataOperator.Concatenate, operands, String(""));

    /// <summary><c>left ~> right</c>.</summary>
    public static ChainExpression Chain(JsonataNode left, JsonataNode right) =>
        new(JsonataPrecedence.Left(left, JsonataOperators.Chain), JsonataPrecedence.Right(right, JsonataOperators.Chain));

    /// <summary><c>condition ? then : otherwise</c>.</summary>
    public static ConditionalExpression If(JsonataNode condition, JsonataNode then, JsonataNode? otherwise = null) => new(
        JsonataPrecedence.Left(condition, JsonataOperators.Conditional),
        otherwise is null ? then : JsonataPrecedence.BeforeColon(then),
        otherwise);

    /// <summary><c>(a; b; c)</c>.</summary>
    public static Block Block(params JsonataNode[] expressions) => new(NodeList.From(expressions));

    /// <summary><c>(a; b; c)</c>.</summary>
    public static Block Block(IEnumerable<JsonataNode> expressions) => new(NodeList.From(expressions));

    /// <summary><c>(operand)</c>.</summary>
    public static Block Parenthesized(JsonataNode operand) => new([operand]);

    /// <summary><c>$name := value</c>.</summary>
    public static Assignment Assign(string name, JsonataNode value) => new(CheckVariable(name), value);

    /// <summary><c>function($a, $b){body}</c>.</summary>
    public static LambdaExpression Lambda(IEnumerable<string> parameters, JsonataNode body, string? signature = null)
    {
        if (signature is not null)
        {
            FunctionSignature.Parse(signature, 0);
        }

        return new LambdaExpression(NodeList.From(parameters.Select(name => new LambdaParameter(CheckVariable(name)))), signature, body);
    }

    /// <summary>A call of a built-in function or of a variable: <c>$function(arguments)</c>.</summary>
    public static CallExpression Call(string function, params JsonataNode[] arguments) => Call(Var(function), arguments);

    /// <summary>A call of any function value.</summary>
    public static CallExpression Call(JsonataNode function, params JsonataNode[] arguments) =>
        new(JsonataPrecedence.Callee(function), NodeList.From(arguments));

    /// <summary><c>operand^(term, >term)</c>.</summary>
    public static OrderByExpression OrderBy(JsonataNode operand, params (JsonataNode Expression, bool Descending)[] terms) => new(
        JsonataPrecedence.Left(operand, JsonataOperators.OrderBy),
        NodeList.From(terms.Select(term => new OrderByTerm(term.Expression, term.Descending))));

    /// <summary><c>operand@$name</c>.</summary>
    public static FocusBinding Focus(JsonataNode operand, string name) =>
        new(JsonataPrecedence.Left(operand, JsonataOperators.Postfix), CheckVariable(name));

    /// <summary><c>operand#$name</c>.</summary>
    public static IndexBinding IndexAs(JsonataNode operand, string name) =>
        new(JsonataPrecedence.Left(operand, JsonataOperators.Postfix), CheckVariable(name));

    /// <summary><c>|pattern|update,delete|</c>.</summary>
    public static TransformExpression Transform(JsonataNode pattern, JsonataNode update, JsonataNode? delete = null) => new(pattern, update, delete);

    private static NodeList<ObjectMember> Members(IEnumerable<(JsonataNode Key, JsonataNode Value)> members) =>
        NodeList.From(members.Select(member => new ObjectMember(JsonataPrecedence.BeforeColon(member.Key), member.Value)));

    private static JsonataNode Fold(JsonataOperator @operator, JsonataNode[] operands, JsonataNode empty) =>
        operands.Length == 0 ? empty : operands.Skip(1).Aggregate(operands[0], (left, right) => Binary(@operator, left, right));

    private static string CheckVariable(string name) => JsonataNames.IsVariable(name)
        ? name
        : throw new ArgumentException($"'{name}' cannot be the name of a JSONata variable.", nameof(name));
}
