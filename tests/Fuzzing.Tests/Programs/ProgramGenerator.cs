using System.Collections.Immutable;
using System.Globalization;

namespace LambdaLift.Fuzzing.Tests.Programs;

/// <summary>
/// Makes random, well-typed orchestrators: nested control flow, loops, failures, fan-out, helpers and service calls over expressions of
/// all the types that handlers use. Every program uses a random part of the constructs, so that a construct which the converter refuses
/// does not hide the others.
/// </summary>
internal sealed class ProgramGenerator
{
    private readonly Random _random;
    private readonly ExpressionGenerator _expressions;
    private readonly HashSet<string> _features;
    private readonly List<CodeMethod> _methods = [];
    private int _names;
    private int _budget;

    private ProgramGenerator(Random random)
    {
        _random = random;
        _features = [.. Features.Where(_ => random.Next(100) < 45)];
        _expressions = new ExpressionGenerator(random, _features);
    }

    private static readonly string[] Features =
    [
        "if", "if", "switch", "foreach", "for", "while", "do", "try", "finally", "filter", "throw", "helper", "parallel", "map", "return", "break", "local", "compound", "list",
        .. ExpressionGenerator.Features,
    ];

    /// <summary>The program of a seed.</summary>
    public static CodeProgram Generate(string name, int seed) => new ProgramGenerator(new Random(seed)).Program(name);

    private CodeProgram Program(string name)
    {
        _budget = 3 + _random.Next(16);
        var scope = new Scope(null) { { "order.Id", CodeType.Text, false }, { "order.Kind", CodeType.Text, false }, { "order.Amount", CodeType.Int, false }, { "order.Urgent", CodeType.Bool, false }, { "order.Note", CodeType.MaybeText, false }, { "order.Items", CodeType.Items, false }, { "order.Tags", CodeType.Texts, false } };
        var body = ImmutableArray.CreateBuilder<CodeStatement>();
        // Something to assign to, and something that the result can tell.
        body.Add(Declare(scope, "total", CodeType.Int, new CodeExpression(CodeType.Int, "0")));
        body.Add(Declare(scope, "remark", CodeType.Text, new CodeExpression(CodeType.Text, "\"\"")));
        body.AddRange(Statements(scope, Place.Body));
        body.Add(Returned(scope));
        return new CodeProgram(name, body.ToImmutable(), [.. _methods]);
    }

    private static CodeStatement Returned(Scope scope, CodeExpression id, CodeExpression total, CodeExpression remark)
    {
        _ = scope;
        return new CodeStatement("return new Receipt({0}, {1}, {2});", id, total, remark);
    }

    private CodeStatement Returned(Scope scope) => Returned(
        scope, _expressions.Make(CodeType.Text, scope, 1),
        _random.Next(3) > 0 ? new CodeExpression(CodeType.Int, "total") : _expressions.Make(CodeType.Int, scope, 2),
        _random.Next(3) > 0 ? new CodeExpression(CodeType.Text, "remark") : _expressions.Make(CodeType.MaybeText, scope, 2));

    private ImmutableArray<CodeStatement> Statements(Scope scope, Place place, int most = 5)
    {
        var statements = ImmutableArray.CreateBuilder<CodeStatement>();
        var count = 1 + _random.Next(most);
        for (var i = 0; i < count && _budget > 0; i++)
        {
            _budget--;
            statements.AddRange(Statement(scope, place));
        }

        if (statements.Count == 0) statements.AddRange(Call(scope, place));
        return statements.ToImmutable();
    }

    private IEnumerable<CodeStatement> Statement(Scope scope, Place place)
    {
        var choices = new List<Func<IEnumerable<CodeStatement>>> { () => Call(scope, place), () => Call(scope, place) };
        void Option(string feature, Func<IEnumerable<CodeStatement>> make)
        {
            if (_features.Contains(feature)) choices.Add(make);
        }

        Option("local", () => [Local(scope)]);
        if (scope.Assignable(CodeType.Int).Any() || scope.Assignable(CodeType.Text).Any()) Option("compound", () => [Assign(scope)]);
        if (place.Depth < 4)
        {
            Option("if", () => [If(scope, place)]);
            Option("switch", () => [Switch(scope, place)]);
            Option("try", () => [Try(scope, place)]);
            if (place.Loops < 2)
            {
                Option("foreach", () => [ForEach(scope, place)]);
                Option("for", () => [For(scope, place)]);
                Option("while", () => While(scope, place));
                Option("do", () => DoWhile(scope, place));
            }
        }

        Option("throw", () => [new CodeStatement("if ({0}) throw new " + Pick("InvalidOperationException", "RuleException") + "({1});", _expressions.Make(CodeType.Bool, scope, 2), _expressions.Make(CodeType.Text, scope, 1))]);
        if (place.IsHandler) Option("return", () => [new CodeStatement("if ({0})\n{b0}", [_expressions.Make(CodeType.Bool, scope, 2)], [[Returned(scope)]])]);
        if (place.InLoop) Option("break", () => [new CodeStatement("if ({0}) " + Pick("break;", "continue;"), _expressions.Make(CodeType.Bool, scope, 2))]);
        if (place.IsHandler && place.Depth < 3 && _methods.Count < 2) Option("helper", () => [Helper(scope, place)]);
        if (!place.IsConcurrent)
        {
            Option("parallel", () => Parallel(scope));
            Option("map", () => [Map(scope, place)]);
        }

        return choices[_random.Next(choices.Count)]();
    }

    private CodeStatement Local(Scope scope)
    {
        var type = _expressions.AnyType();
        return Declare(scope, Name("v"), type, _expressions.Make(type, scope, 3));
    }

    private static CodeStatement Declare(Scope scope, string name, CodeType type, CodeExpression value)
    {
        var statement = new CodeStatement($"{ExpressionGenerator.CSharp(type)} {name} = {{0}};", value);
        scope.Add(name, type, true);
        return statement;
    }

    private CodeStatement Assign(Scope scope)
    {
        var targets = scope.Assignable(CodeType.Int).Concat(scope.Assignable(CodeType.Text)).ToList();
        var (name, type) = targets[_random.Next(targets.Count)];
        if (type == CodeType.Text)
            return new CodeStatement($"{name} {Pick("=", "+=")} {{0}};", _expressions.Make(CodeType.Text, scope, 2));
        return _random.Next(4) == 0
            ? new CodeStatement(Pick($"{name}++;", $"{name}--;"))
            : new CodeStatement($"{name} {Pick("=", "+=", "-=")} {{0}};", _expressions.Make(CodeType.Int, scope, 2));
    }

    private CodeStatement If(Scope scope, Place place)
    {
        var condition = _expressions.Make(CodeType.Bool, scope, 3);
        var inner = place.Inside();
        return _random.Next(2) == 0
            ? new CodeStatement("if ({0})\n{b0}", [condition], [Statements(new Scope(scope), inner, 3)])
            : new CodeStatement("if ({0})\n{b0}\nelse\n{b1}", [condition], [Statements(new Scope(scope), inner, 3), Statements(new Scope(scope), inner, 3)]);
    }

    private CodeStatement Switch(Scope scope, Place place)
    {
        ImmutableArray<CodeStatement> Section() => Statements(new Scope(scope), place.Inside() with { InLoop = false }, 2).Add(new CodeStatement("break;"));
        return new CodeStatement(
            "switch ({0})\n{\n    case \"a\":\n    case \"b\":\n{b0}\n    case \"c\":\n{b1}\n    default:\n{b2}\n}",
            [_expressions.Make(CodeType.Text, scope, 1)], [Section(), Section(), Section()]);
    }

    private CodeStatement Try(Scope scope, Place place)
    {
        var body = Statements(new Scope(scope), place.Inside(), 3);
        var caught = new Scope(scope);
        var name = Name("e");
        caught.Add(name + ".Message", CodeType.Text, false);
        var handler = Statements(caught, place.Inside(), 2);
        if (_random.Next(4) == 0) handler = handler.Add(new CodeStatement("throw;"));
        var type = Pick("Exception", "Exception", "ConditionalCheckFailedException", "AmazonDynamoDBException", "RuleException", "InvalidOperationException", "AmazonSimpleNotificationServiceException", "ProvisionedThroughputExceededException");
        var filter = _features.Contains("filter") && _random.Next(3) == 0 ? " when ({0})" : "";
        var text = $"try\n{{b0}}\ncatch ({type} {name}){filter}\n{{b1}}";
        var blocks = ImmutableArray.Create(body, handler);
        if (_features.Contains("finally") && _random.Next(2) == 0)
        {
            text += "\nfinally\n{b2}";
            blocks = blocks.Add(Statements(new Scope(scope), place.Inside() with { InLoop = false, IsHandler = false }, 2));
        }

        return new CodeStatement(text, filter.Length > 0 ? [_expressions.Make(CodeType.Bool, scope, 2)] : [], blocks);
    }

    private CodeStatement ForEach(Scope scope, Place place)
    {
        var inner = new Scope(scope);
        var name = Name("it");
        var type = _random.Next(2) == 0 ? CodeType.Item : CodeType.Text;
        var list = _expressions.Make(type == CodeType.Item ? CodeType.Items : CodeType.Texts, scope, 2);
        AddLoopVariable(inner, name, type);
        return new CodeStatement($"foreach (var {name} in {{0}})\n{{b0}}", [list], [Statements(inner, place.Inside().Loop(), 3)]);
    }

    private static void AddLoopVariable(Scope scope, string name, CodeType type)
    {
        scope.Add(name, type, false);
        if (type != CodeType.Item) return;
        scope.Add(name + ".Name", CodeType.Text, false);
        scope.Add(name + ".Qty", CodeType.Int, false);
        scope.Add(name + ".Label", CodeType.MaybeText, false);
    }

    private CodeStatement For(Scope scope, Place place)
    {
        var inner = new Scope(scope);
        var name = Name("i");
        inner.Add(name, CodeType.Int, false);
        var limit = Pick("3", "2", "order.Tags.Count", "1");
        return new CodeStatement($"for (var {name} = 0; {name} < {limit}; {name}++)\n{{b0}}", [], [Statements(inner, place.Inside().Loop(), 3)]);
    }

    private IEnumerable<CodeStatement> While(Scope scope, Place place)
    {
        var name = Name("n");
        yield return new CodeStatement($"var {name} = 0;");
        var inner = new Scope(scope);
        inner.Add(name, CodeType.Int, false);
        var body = Statements(inner, place.Inside().Loop(), 3).Insert(0, new CodeStatement($"{name}++;"));
        yield return new CodeStatement($"while ({name} < 3 && {{0}})\n{{b0}}", [_expressions.Make(CodeType.Bool, scope, 2)], [body]);
    }

    private IEnumerable<CodeStatement> DoWhile(Scope scope, Place place)
    {
        var name = Name("n");
        yield return new CodeStatement($"var {name} = 0;");
        var inner = new Scope(scope);
        inner.Add(name, CodeType.Int, false);
        var body = Statements(inner, place.Inside().Loop(), 3).Insert(0, new CodeStatement($"{name}++;"));
        yield return new CodeStatement($"do\n{{b0}}\nwhile ({name} < 3 && {{0}});", [_expressions.Make(CodeType.Bool, scope, 2)], [body]);
    }

    private CodeStatement Helper(Scope scope, Place place)
    {
        var number = _methods.Count;
        _methods.Add(new CodeMethod("", []));
        var inner = new Scope(null);
        inner.Add("first", CodeType.Text, false);
        inner.Add("second", CodeType.Int, true);
        var type = _random.Next(2) == 0 ? CodeType.Text : CodeType.Int;
        var body = Statements(inner, new Place(place.Depth, false, false, false, place.Loops), 3);
        if (_random.Next(2) == 0)
            body = body.Add(new CodeStatement("if ({0})\n{b0}", [_expressions.Make(CodeType.Bool, inner, 2)], [[new CodeStatement("return {0};", _expressions.Make(type, inner, 2))]]));
        body = body.Add(new CodeStatement("return {0};", _expressions.Make(type, inner, 2)));
        _methods[number] = new CodeMethod($"private async Task<{ExpressionGenerator.CSharp(type)}> Help{number.ToString(CultureInfo.InvariantCulture)}(string first, int second, Order order)", body);
        var name = Name("h");
        var statement = new CodeStatement($"var {name} = await Help{number.ToString(CultureInfo.InvariantCulture)}({{0}}, {{1}}, order);", _expressions.Make(CodeType.Text, scope, 2), _expressions.Make(CodeType.Int, scope, 2));
        scope.Add(name, type, true);
        return statement;
    }

    private IEnumerable<CodeStatement> Parallel(Scope scope)
    {
        var (first, second) = (Name("t"), Name("t"));
        yield return new CodeStatement($"var {first} = _sns.PublishAsync(new PublishRequest {{ TopicArn = \"arn:aws:sns:us-east-1:1:a\", Message = {{0}} }});", _expressions.Make(CodeType.Text, scope, 2));
        yield return new CodeStatement($"var {second} = _dynamoDb.GetItemAsync(new GetItemRequest {{ TableName = \"things\", Key = new() {{ [\"Id\"] = new AttributeValue {{ S = {{0}} }} }} }});", _expressions.Make(CodeType.Text, scope, 2));
        yield return new CodeStatement($"await Task.WhenAll({first}, {second});");
    }

    private CodeStatement Map(Scope scope, Place place)
    {
        var inner = new Scope(scope, readOnly: true);
        var item = Name("x");
        AddLoopVariable(inner, item, CodeType.Item);
        var body = Statements(inner, new Place(place.Depth + 1, false, false, true, place.Loops), 2)
            .Add(new CodeStatement("return {0};", _expressions.Make(CodeType.Int, inner, 2)));
        var name = Name("all");
        var statement = new CodeStatement($"var {name} = await Task.WhenAll({{0}}.Select(async {item} =>\n{{b0}}\n));", [_expressions.Make(CodeType.Items, scope, 1)], [body]);
        scope.Add($"{name}.Sum()", CodeType.Int, false);
        scope.Add($"{name}.Length", CodeType.Int, false);
        return statement;
    }

    private IEnumerable<CodeStatement> Call(Scope scope, Place place)
    {
        var name = Name("r");
        switch (_random.Next(7))
        {
            case 0:
                yield return new CodeStatement("await _sns.PublishAsync(new PublishRequest { TopicArn = \"arn:aws:sns:us-east-1:1:a\", Message = {0}, Subject = {1} });", _expressions.Make(CodeType.Text, scope, 2), _expressions.Make(CodeType.Text, scope, 1));
                break;
            case 1:
                yield return new CodeStatement($"var {name} = await _sns.PublishAsync(new PublishRequest {{ TopicArn = Environment.GetEnvironmentVariable(\"TOPIC\"), Message = {{0}} }});", _expressions.Make(CodeType.Text, scope, 3));
                scope.Add(name + ".MessageId", CodeType.Text, false);
                break;
            case 2:
                yield return new CodeStatement("await _dynamoDb.PutItemAsync(new PutItemRequest { TableName = \"things\", Item = new() { [\"Id\"] = new AttributeValue { S = {0} }, [\"Total\"] = new AttributeValue { N = {1}.ToString() } } });", _expressions.Make(CodeType.Text, scope, 2), _expressions.Operand(CodeType.Int, scope));
                break;
            case 3:
                yield return new CodeStatement($"var {name} = await _dynamoDb.GetItemAsync(new GetItemRequest {{ TableName = \"things\", Key = new() {{ [\"Id\"] = new AttributeValue {{ S = {{0}} }} }} }});", _expressions.Make(CodeType.Text, scope, 2));
                if (_features.Contains("item")) scope.Add($"({name}.Item != null && {name}.Item.Count > 0)", CodeType.Bool, false);
                break;
            case 4:
                yield return new CodeStatement($"var {name} = await _sqs.SendMessageAsync(new SendMessageRequest {{ QueueUrl = \"https://q\", MessageBody = {{0}} }});", _expressions.Make(CodeType.Text, scope, 3));
                scope.Add(name + ".MessageId", CodeType.Text, false);
                break;
            default:
                var payload = Name("p");
                yield return new CodeStatement($"var {name} = await _lambda.InvokeAsync(new InvokeRequest {{ FunctionName = \"work\", Payload = JsonSerializer.Serialize(new {{ Text = {{0}}, Number = {{1}} }}) }});", _expressions.Make(CodeType.Text, scope, 2), _expressions.Make(CodeType.Int, scope, 2));
                if (place.IsHandler && _random.Next(3) > 0) yield return new CodeStatement($"if (!string.IsNullOrEmpty({name}.FunctionError)) throw new RuleException({{0}});", _expressions.Make(CodeType.Text, scope, 0));
                yield return new CodeStatement($"var {payload} = JsonSerializer.Deserialize<Reply>(new StreamReader({name}.Payload).ReadToEnd())!;");
                scope.Add(payload + ".Status", CodeType.Text, false);
                scope.Add(payload + ".Score", CodeType.Int, false);
                scope.Add(payload + ".Approved", CodeType.Bool, false);
                break;
        }
    }

    private string Name(string prefix) => prefix + (++_names).ToString(CultureInfo.InvariantCulture);

    private string Pick(params string[] texts) => texts[_random.Next(texts.Length)];

    /// <summary>Where a statement is.</summary>
    private sealed record Place(int Depth, bool IsHandler, bool InLoop, bool IsConcurrent, int Loops)
    {
        public static Place Body { get; } = new(0, true, false, false, 0);

        public Place Inside() => this with { Depth = Depth + 1 };

        public Place Loop() => this with { InLoop = true, Loops = Loops + 1 };
    }
}
