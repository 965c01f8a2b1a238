using System.Runtime.CompilerServices;
using System.Text;

namespace LambdaLift.StatesLanguage.Jsonata;

/// <summary>Parses JSONata source, by operator precedence (Pratt), into the syntax tree as written.</summary>
/// <remarks>Errors in the meaning of the source (an underivable <c>%</c>, two groupings in a step) are found when the tree is compiled.</remarks>
public sealed class JsonataParser
{
    /// <summary>How deep a tree may nest. An operator chain nests one level per operator.</summary>
    internal const int MaxDepth = 2000;

    private readonly JsonataLexer _lexer;
    private readonly string _source;
    private JsonataToken _token;
    private int _depth;
    private JsonataException? _literalStep;

    private JsonataParser(string source, JsonataVersion version)
    {
        _source = source;
        _lexer = new JsonataLexer(source, version);
    }

    /// <summary>Parses an expression.</summary>
    /// <exception cref="JsonataException">The source has a syntax error (codes <c>S….</c>) or nests too deep.</exception>
    public static JsonataNode Parse(string source, JsonataVersion version = JsonataVersion.StepFunctions)
    {
        if (source is null)
        {
            throw new ArgumentNullException(nameof(source));
        }

        var parser = new JsonataParser(source, version);
        parser.Advance();
        var node = parser.ParseExpression(0);
        if (parser._token.Kind != JsonataTokenKind.End)
        {
            throw new JsonataException("S0201", parser._token.Position, parser._token.Text);
        }

        return parser._literalStep is null ? node : throw parser._literalStep;
    }

    private static int LeftPower(in JsonataToken token)
    {
        if (token.Kind != JsonataTokenKind.Operator)
        {
            return 0;
        }

        switch (token.Text)
        {
            case ".":
                return JsonataOperators.Dot;
            case "[" or "(" or "@" or "#":
                return JsonataOperators.Postfix;
            case "{":
                return JsonataOperators.Group;
            case "^":
                return JsonataOperators.OrderBy;
            case "~>":
                return JsonataOperators.Chain;
            case "?":
                return JsonataOperators.Conditional;
            case ":=":
                return JsonataOperators.Assignment;
            default:
                return JsonataOperators.TryParse(token.Text, out var binary) ? JsonataOperators.LeftPower(binary) : 0;
        }
    }

    private void Advance(bool slashDivides = false)
    {
        _token = _lexer.Next(slashDivides);
        if (_token.Is("!") || _token.Is("~"))
        {
            throw new JsonataException("S0204", _token.Position, _token.Text);
        }
    }

    private void Expect(string symbol, bool slashDivides = false)
    {
        if (!_token.Is(symbol))
        {
            var code = _token.Kind == JsonataTokenKind.End ? "S0203" : "S0202";
            throw new JsonataException(code, _token.Position, _token.Text, symbol);
        }

        Advance(slashDivides);
    }

    private JsonataNode ParseExpression(int rightPower)
    {
        var outerDepth = _depth;
        Deepen();
        var token = _token;
        Advance(slashDivides: true);
        var left = ParsePrefix(token);
        while (rightPower < LeftPower(_token))
        {
            Deepen();
            token = _token;
            Advance();
            left = ParseInfix(token, left);
        }

        _depth = outerDepth;
        return left;
    }

    private void Deepen()
    {
        if (++_depth > MaxDepth)
        {
            throw new JsonataException(JsonataErrors.LimitExceeded, _token.Position, _token.Text, "nested syntax");
        }

        try
        {
            RuntimeHelpers.EnsureSufficientExecutionStack();
        }
        catch (InsufficientExecutionStackException)
        {
            throw new JsonataException(JsonataErrors.LimitExceeded, _token.Position, _token.Text, "nested syntax");
        }
    }

    private JsonataNode ParsePrefix(in JsonataToken token)
    {
        var position = token.Position;
        switch (token.Kind)
        {
            case JsonataTokenKind.Name:
                return new FieldName(token.Text) { Position = position };
            case JsonataTokenKind.Variable:
                return new VariableReference(token.Text) { Position = position };
            case JsonataTokenKind.String:
                return new StringLiteral(token.Text) { Position = position };
            case JsonataTokenKind.Number:
                return new NumberLiteral(token.Number) { Position = position };
            case JsonataTokenKind.Regex:
                return new RegexLiteral(token.Text, token.Flags ?? "") { Position = position };
            case JsonataTokenKind.Constant:
                return token.Text == "null" ? new NullLiteral { Position = position } : new BooleanLiteral(token.Text == "true") { Position = position };
            case JsonataTokenKind.End:
                throw new JsonataException("S0207", position, token.Text);
        }

        switch (token.Text)
        {
            case "and" or "or" or "in":
                // Where an operand is due the words are field names.
                return new FieldName(token.Text) { Position = position };
            case "-":
                return new Negation(ParseExpression(JsonataOperators.Prefix)) { Position = position };
            case "*":
                return new Wildcard { Position = position };
            case "**":
                return new Descendants { Position = position };
            case "%":
                return new ParentReference { Position = position };
            case "(":
                return ParseBlock(position);
            case "[":
                return ParseArray(position);
            case "{":
                return new ObjectConstructor(ParseMembers()) { Position = position };
            case "|":
                return ParseTransform(position);
            default:
                throw new JsonataException("S0211", position, token.Text);
        }
    }

    private JsonataNode ParseInfix(in JsonataToken token, JsonataNode left)
    {
        var position = token.Position;
        switch (token.Text)
        {
            case ".":
                return ParseStep(left, position);
            case "[":
                return ParseFilter(left, position);
            case "(":
                return ParseCall(left, position);
            case "{":
                return new GroupByExpression(left, ParseMembers()) { Position = position };
            case "^":
                return ParseOrderBy(left, position);
            case "@":
                return new FocusBinding(left, ParseBoundVariable("@")) { Position = position };
            case "#":
                return new IndexBinding(left, ParseBoundVariable("#")) { Position = position };
            case "~>":
                return new ChainExpression(left, ParseExpression(JsonataOperators.Chain)) { Position = position };
            case ":=":
                if (left is not VariableReference variable)
                {
                    throw new JsonataException("S0212", left.Position, left is FieldName name ? name.Name : null);
                }

                return new Assignment(variable.Name, ParseExpression(JsonataOperators.Assignment - 1)) { Position = position };
            case "?":
                return ParseConditional(left, position);
        }

        var binary = JsonataOperators.TryParse(token.Text, out var known) ? known : throw new JsonataException("S0204", position, token.Text);
        return new BinaryExpression(binary, left, ParseExpression(JsonataOperators.RightPower(binary))) { Position = position };
    }

    private PathExpression ParseStep(JsonataNode left, int position)
    {
        var step = ParseExpression(JsonataOperators.Dot);
        return left is PathExpression path
            ? new PathExpression(NodeList.From(path.Steps.Append(AsStep(step)))) { Position = position }
            : new PathExpression([AsStep(left), AsStep(step)]) { Position = position };
    }

    private JsonataNode AsStep(JsonataNode node)
    {
        if (JsonataPrecedence.IsLiteral(node))
        {
            // Errors of syntax further on come first.
            _literalStep ??= new JsonataException("S0213", node.Position, null, node.ToString());
        }

        return JsonataPrecedence.AsStep(node);
    }

    private JsonataNode ParseFilter(JsonataNode left, int position)
    {
        if (_token.Is("]"))
        {
            Advance();
            return new KeepArrayExpression(left) { Position = position };
        }

        var predicate = ParseExpression(0);
        Expect("]", slashDivides: true);
        return new FilterExpression(left, predicate) { Position = position };
    }

    private JsonataNode ParseCall(JsonataNode function, int position)
    {
        var arguments = new List<JsonataNode>();
        if (!_token.Is(")"))
        {
            while (true)
            {
                if (_token.Is("?"))
                {
                    arguments.Add(new ArgumentPlaceholder { Position = _token.Position });
                    Advance();
                }
                else
                {
                    arguments.Add(ParseExpression(0));
                }

                if (!_token.Is(","))
                {
                    break;
                }

                Advance();
            }
        }

        Expect(")", slashDivides: true);
        return function is FieldName { Name: "function" or "λ" }
            ? ParseLambda(arguments, position)
            : new CallExpression(function, NodeList.From(arguments)) { Position = position };
    }

    private LambdaExpression ParseLambda(List<JsonataNode> arguments, int position)
    {
        var parameters = new List<LambdaParameter>();
        foreach (var argument in arguments)
        {
            if (argument is not VariableReference variable)
            {
                throw new JsonataException("S0208", argument.Position, TokenOf(argument), (parameters.Count + 1).ToString(System.Globalization.CultureInfo.InvariantCulture));
            }

            parameters.Add(new LambdaParameter(variable.Name));
        }

        var signature = _token.Is("<") ? ParseSignature() : null;
        Expect("{");
        var body = ParseExpression(0);
        Expect("}");
        return new LambdaExpression(NodeList.From(parameters), signature, body) { Position = position };
    }

    private string ParseSignature()
    {
        var start = _token.Position;
        var text = new StringBuilder("<");
        var depth = 1;
        while (depth > 0 && !_token.Is("{") && _token.Kind != JsonataTokenKind.End)
        {
            Advance();
            depth += _token.Is("<") ? 1 : _token.Is(">") ? -1 : 0;
            text.Append(_token.Text);
        }

        Expect(">");
        var signature = text.ToString();
        FunctionSignature.Parse(signature, start);
        return signature;
    }

    private Block ParseBlock(int position)
    {
        var expressions = new List<JsonataNode>();
        while (!_token.Is(")"))
        {
            expressions.Add(ParseExpression(0));
            if (!_token.Is(";"))
            {
                break;
            }

            Advance();
        }

        Expect(")", slashDivides: true);
        return new Block(NodeList.From(expressions)) { Position = position };
    }

    private ArrayConstructor ParseArray(int position)
    {
        var items = new List<JsonataNode>();
        if (!_token.Is("]"))
        {
            while (true)
            {
                var item = ParseExpression(0);
                if (_token.Is(".."))
                {
                    var rangePosition = _token.Position;
                    Advance();
                    item = new RangeExpression(item, ParseExpression(0)) { Position = rangePosition };
                }

                items.Add(item);
                if (!_token.Is(","))
                {
                    break;
                }

                Advance();
            }
        }

        Expect("]", slashDivides: true);
        return new ArrayConstructor(NodeList.From(items)) { Position = position };
    }

    private NodeList<ObjectMember> ParseMembers()
    {
        var members = new List<ObjectMember>();
        if (!_token.Is("}"))
        {
            while (true)
            {
                var key = ParseExpression(0);
                Expect(":");
                members.Add(new ObjectMember(key, ParseExpression(0)));
                if (!_token.Is(","))
                {
                    break;
                }

                Advance();
            }
        }

        Expect("}", slashDivides: true);
        return NodeList.From(members);
    }

    private OrderByExpression ParseOrderBy(JsonataNode left, int position)
    {
        Expect("(");
        var terms = new List<OrderByTerm>();
        while (true)
        {
            var descending = _token.Is(">");
            if (descending || _token.Is("<"))
            {
                Advance();
            }

            terms.Add(new OrderByTerm(ParseExpression(0), descending));
            if (!_token.Is(","))
            {
                break;
            }

            Advance();
        }

        Expect(")");
        return new OrderByExpression(left, NodeList.From(terms)) { Position = position };
    }

    private string ParseBoundVariable(string symbol)
    {
        var bound = ParseExpression(JsonataOperators.Postfix);
        return bound is VariableReference variable ? variable.Name : throw new JsonataException("S0214", bound.Position, symbol);
    }

    private ConditionalExpression ParseConditional(JsonataNode condition, int position)
    {
        var then = ParseExpression(0);
        if (!_token.Is(":"))
        {
            return new ConditionalExpression(condition, then, null) { Position = position };
        }

        Advance();
        return new ConditionalExpression(condition, then, ParseExpression(0)) { Position = position };
    }

    private TransformExpression ParseTransform(int position)
    {
        var pattern = ParseExpression(0);
        Expect("|");
        var update = ParseExpression(0);
        JsonataNode? delete = null;
        if (_token.Is(","))
        {
            Advance();
            delete = ParseExpression(0);
        }

        Expect("|");
        return new TransformExpression(pattern, update, delete) { Position = position };
    }

    private string? TokenOf(JsonataNode node) =>
        node.Position > 0 && node.Position <= _source.Length ? _source.Substring(node.Position - 1, 1) : null;
}
