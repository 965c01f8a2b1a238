using System.Collections.Immutable;
using System.Globalization;
using LambdaLift.Converter;

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
    private readonly bool _isPlain;
    private int _names;
    private int _budget;

    private ProgramGenerator(Random random, bool isPlain)
    {
        _random = random;
        _isPlain = isPlain;
        _features = [.. Features.Where(_ => random.Next(100) < 45).Where(feature => !isPlain || !NotPlain.Contains(feature))];
        _expressions = new ExpressionGenerator(random, _features, isPlain);
    }

    private static readonly string[] Features =
    [
        "if", "if", "switch", "foreach", "for", "while", "do", "try", "finally", "filter", "throw", "helper", "parallel", "map", "return", "break", "local", "compound", "list",
        "switch more", "is", "try get", "parse", "add", "builder", "tasks", "local function", "catches", "forever", "for more", "tuple", "delay", "conditional call", "answers",
        .. ExpressionGenerator.Features,
    ];

    /// <summary>What the JSONPath dialect has no states for.</summary>
    private static readonly HashSet<string> NotPlain = ["add", "builder", "try get", "parse"];

    /// <summary>The program of a seed.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="seed">The seed. Those of odd seeds keep to what the JSONPath dialect can express, and are made for both dialects.</param>
    public static CodeProgram Generate(string name, int seed) => new ProgramGenerator(new Random(seed), isPlain: seed % 2 != 0).Program(name, seed);

    private CodeProgram Program(string name, int seed)
    {
        _budget = 3 + _random.Next(16);
        var scope = new Scope(null) { { "order.Id", CodeType.Text, false }, { "order.Kind", CodeType.Text, false }, { "order.Amount", CodeType.Int, false }, { "order.Urgent", CodeType.Bool, false }, { "order.Note", CodeType.MaybeText, false }, { "order.Limit", CodeType.MaybeInt, false }, { "order.Counts", CodeType.Counts, false }, { "order.Items", CodeType.Items, false }, { "order.Tags", CodeType.Texts, false } };
        var body = ImmutableArray.CreateBuilder<CodeStatement>();
        // Something to assign to, and something that the result can tell.
        body.Add(Declare(scope, "total", CodeType.Int, new CodeExpression(CodeType.Int, "0")));
        body.Add(Declare(scope, "remark", CodeType.Text, new CodeExpression(CodeType.Text, "\"\"")));
        body.AddRange(Statements(scope, Place.Body));
        body.Add(Returned(scope));
        return new CodeProgram(name, seed, _isPlain ? [TargetLanguage.Jsonata, TargetLanguage.JsonPath] : [TargetLanguage.Jsonata], body.ToImmutable(), [.. _methods]);
    }

    private static CodeStatement Returned(Scope scope, CodeExpression id, CodeExpression total, CodeExpression remark)
    {
        _ = scope;
        return new CodeStatement("return new Receipt({0}, {1}, {2});", id, total, remark);
    }

    private CodeStatement Returned(Scope scope) => Returned(
        scope, _expressions.Make(CodeType.Text, scope, 1),
        _random.Next(3) > 0 ? new CodeExpression(CodeType.Int, "total") : _expressions.Make(CodeType.Int, scope, 2),
        _isPlain || _random.Next(3) > 0 ? new CodeExpression(CodeType.Text, "remark") : _expressions.Make(CodeType.MaybeText, scope, 2));

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
        if (Targets(scope).Count > 0) Option("compound", () => [Assign(scope)]);
        if (scope.Assignable(CodeType.Texts).Any() || scope.Assignable(CodeType.Counts).Any()) Option("add", () => [Change(scope)]);
        else Option("add", () => [new CodeStatement($"var {Fresh(scope, "l", CodeType.Texts)} = new List<string>();")]);
        Option("builder", () => Builder(scope, place));
        Option("tuple", () => [Tuple(scope)]);
        Option("delay", () => [new CodeStatement($"await Task.Delay({Pick("1000", "TimeSpan.FromSeconds(2)")});")]);
        Option("conditional call", () => [ConditionalCall(scope)]);
        Option("answers", () => Answer(scope));
        if (place.Depth < 4)
        {
            Option("if", () => [If(scope, place)]);
            Option("switch", () => [Switch(scope, place)]);
            Option("try", () => [Try(scope, place)]);
            Option("switch more", () => [Patterns(scope, place)]);
            Option("is", () => [IsPattern(scope, place)]);
            Option("try get", () => [Out(scope, place, $"{{0}}.TryGetValue({{1}}, out var", _expressions.Make(CodeType.Counts, scope, 1), _expressions.Make(CodeType.Text, scope, 1))]);
            Option("parse", () => [Out(scope, place, "int.TryParse({0}, out var", _expressions.Make(CodeType.Text, scope, 2))]);
            Option("catches", () => [Catches(scope, place)]);
            if (place.Loops < 2)
            {
                Option("foreach", () => [ForEach(scope, place)]);
                Option("for", () => [For(scope, place)]);
                Option("while", () => While(scope, place));
                Option("forever", () => Forever(scope, place));
                Option("for more", () => [ForMore(scope, place)]);
                Option("do", () => DoWhile(scope, place));
            }
        }

        Option("throw", () => [new CodeStatement("if ({0}) throw new " + Pick("InvalidOperationException", "RuleException") + "({1});", _expressions.Make(CodeType.Bool, scope, 2), _expressions.Make(CodeType.Text, scope, 1))]);
        if (place.IsHandler) Option("return", () => [new CodeStatement("if ({0})\n{b0}", [_expressions.Make(CodeType.Bool, scope, 2)], [[Returned(scope)]])]);
        if (place.InLoop) Option("break", () => [new CodeStatement("if ({0}) " + Pick("break;", "continue;"), _expressions.Make(CodeType.Bool, scope, 2))]);
        if (place.IsHandler && place.Depth < 3 && _methods.Count < 2) Option("helper", () => [Helper(scope, place)]);
        if (place.Depth < 3) Option("local function", () => LocalFunction(scope, place));
        if (!place.IsConcurrent)
        {
            Option("parallel", () => Parallel(scope));
            Option("map", () => [Map(scope, place)]);
            Option("tasks", () => Tasks(scope));
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

    private string Fresh(Scope scope, string prefix, CodeType type, bool isAssignable = true)
    {
        var name = Name(prefix);
        scope.Add(name, type, isAssignable);
        return name;
    }

    private static List<(string Name, CodeType Type)> Targets(Scope scope) =>
        [.. new[] { CodeType.Int, CodeType.Text, CodeType.MaybeText, CodeType.MaybeInt, CodeType.Bool, CodeType.Item, CodeType.Texts }.SelectMany(scope.Assignable)];

    private CodeStatement Assign(Scope scope)
    {
        var targets = Targets(scope);
        var (name, type) = targets[_random.Next(targets.Count)];
        switch (type)
        {
            case CodeType.Int when _random.Next(4) == 0:
                return new CodeStatement(Pick($"{name}++;", $"{name}--;"));
            case CodeType.Int:
                return new CodeStatement($"{name} {Pick("=", "+=", "-=")} {{0}};", _expressions.Make(type, scope, 2));
            case CodeType.Text:
                return new CodeStatement($"{name} {Pick("=", "+=")} {{0}};", _expressions.Make(type, scope, 2));
            case CodeType.MaybeText or CodeType.MaybeInt when _random.Next(2) == 0:
                return new CodeStatement($"{name} ??= {{0}};", _expressions.Make(type == CodeType.MaybeText ? CodeType.Text : CodeType.Int, scope, 2));
            case CodeType.Item when _random.Next(2) == 0:
                return new CodeStatement($"{name} = {name} with {{ Qty = {{0}} }};", _expressions.Make(CodeType.Int, scope, 2));
            default:
                return new CodeStatement($"{name} = {{0}};", _expressions.Make(type, scope, 2));
        }
    }

    /// <summary>Changes a list or dictionary where it is.</summary>
    private CodeStatement Change(Scope scope)
    {
        var lists = scope.Assignable(CodeType.Texts).ToList();
        var dictionaries = scope.Assignable(CodeType.Counts).ToList();
        if (dictionaries.Count == 0 || (lists.Count > 0 && _random.Next(2) == 0))
            return new CodeStatement($"{lists[_random.Next(lists.Count)].Name}.{Pick("Add({0});", "Add({0});", "Insert(0, {0});", "Remove({0});")}", _expressions.Make(CodeType.Text, scope, 2));
        var name = dictionaries[_random.Next(dictionaries.Count)].Name;
        return new CodeStatement($"{name}{Pick("[{0}] = {1};", "[{0}] = {1};", ".TryAdd({0}, {1});", "[{0}] += {1};")}", _expressions.Make(CodeType.Text, scope, 1), _expressions.Make(CodeType.Int, scope, 2));
    }

    private IEnumerable<CodeStatement> Builder(Scope scope, Place place)
    {
        var name = Name("sb");
        yield return new CodeStatement($"var {name} = new StringBuilder();");
        if (place.Loops < 2 && _random.Next(2) == 0)
        {
            var inner = new Scope(scope);
            var item = Name("it");
            AddLoopVariable(inner, item, CodeType.Item);
            yield return new CodeStatement($"foreach (var {item} in {{0}})\n{{b0}}", [_expressions.Make(CodeType.Items, scope, 1)], [[new CodeStatement($"{name}.Append({{0}}).Append(',');", _expressions.Make(CodeType.Text, inner, 2))]]);
        }
        else
        {
            yield return new CodeStatement($"{name}.Append({{0}}).Append(\"-\").Append({{1}});", _expressions.Make(CodeType.Text, scope, 2), _expressions.Make(CodeType.Int, scope, 2));
        }

        scope.Add(name + ".ToString()", CodeType.Text, false);
    }

    private CodeStatement Tuple(Scope scope)
    {
        var targets = scope.Assignable(CodeType.Int).Select(variable => variable.Name).ToList();
        if (targets.Count > 1 && _random.Next(2) == 0)
        {
            var first = targets[_random.Next(targets.Count)];
            var second = targets.Where(name => name != first).ToList() is var others ? others[_random.Next(others.Count)] : "";
            return new CodeStatement($"({first}, {second}) = ({second}, {{0}});", _expressions.Make(CodeType.Int, scope, 2));
        }

        var values = new[] { _expressions.Make(CodeType.Int, scope, 2), _expressions.Make(CodeType.Text, scope, 2) };
        return new CodeStatement($"var ({Fresh(scope, "a", CodeType.Int)}, {Fresh(scope, "b", CodeType.Text)}) = ({{0}}, {{1}});", values);
    }

    private CodeStatement ConditionalCall(Scope scope)
    {
        var name = Name("c");
        var statement = new CodeStatement(
            $"var {name} = {{0}} ? await _sns.PublishAsync(new PublishRequest {{ TopicArn = \"arn:aws:sns:us-east-1:1:a\", Message = {{1}} }}) : null;", _expressions.Make(CodeType.Bool, scope, 2), _expressions.Make(CodeType.Text, scope, 2));
        scope.Add(name + "?.MessageId", CodeType.MaybeText, false);
        return statement;
    }

    /// <summary>Calls whose answers hold lists and attributes.</summary>
    private IEnumerable<CodeStatement> Answer(Scope scope)
    {
        var name = Name("r");
        if (_random.Next(2) == 0)
        {
            yield return new CodeStatement(
                $"var {name} = await _dynamoDb.QueryAsync(new QueryRequest {{ TableName = \"things\", KeyConditionExpression = \"Id = :i\", ExpressionAttributeValues = new() {{ [\":i\"] = new AttributeValue {{ S = {{0}} }} }} }});",
                _expressions.Make(CodeType.Text, scope, 2));
            scope.Add($"{name}.Items.Count", CodeType.Int, false);
            scope.Add($"({name}.Count > 0)", CodeType.Bool, false);
        }
        else
        {
            yield return new CodeStatement($"var {name} = await _dynamoDb.GetItemAsync(new GetItemRequest {{ TableName = \"things\", Key = new() {{ [\"Id\"] = new AttributeValue {{ S = {{0}} }} }} }});", _expressions.Make(CodeType.Text, scope, 2));
            yield return new CodeStatement($"string? {Name("g")} = {name}.Item != null && {name}.Item.ContainsKey(\"Label\") ? {name}.Item[\"Label\"].S : null;");
            scope.Add("g" + _names.ToString(CultureInfo.InvariantCulture), CodeType.MaybeText, true);
        }
    }

    private CodeStatement Patterns(Scope scope, Place place)
    {
        ImmutableArray<CodeStatement> Section(Scope inner) => Statements(inner, place.Inside() with { InLoop = false }, 2).Add(new CodeStatement("break;"));
        if (_random.Next(2) == 0)
        {
            return new CodeStatement(
                "switch ({0})\n{\n    case > 2 when {1}:\n{b0}\n    case 0 or 1:\n{b1}\n    default:\n{b2}\n}",
                [_expressions.Make(CodeType.Int, scope, 2), _expressions.Make(CodeType.Bool, scope, 2)], [Section(new Scope(scope)), Section(new Scope(scope)), Section(new Scope(scope))]);
        }

        var label = Name("m");
        var labelled = new Scope(scope);
        labelled.Add(label, CodeType.Text, false);
        return new CodeStatement(
            $"switch ({{0}})\n{{\n    case {{ Qty: > 1, Label: {{ }} {label} }}:\n{{b0}}\n    case {{ Label: null }}:\n{{b1}}\n    default:\n{{b2}}\n}}",
            [_expressions.Make(CodeType.Item, scope, 2)], [Section(labelled), Section(new Scope(scope)), Section(new Scope(scope))]);
    }

    private CodeStatement IsPattern(Scope scope, Place place)
    {
        var name = Name("s");
        var inner = new Scope(scope);
        if (_random.Next(3) == 0)
        {
            AddLoopVariable(inner, name, CodeType.Item);
            return new CodeStatement($"if ({{0}}.FirstOrDefault(q => q.Qty > {{1}}) is {{ }} {name})\n{{b0}}", [_expressions.Make(CodeType.Items, scope, 1), _expressions.Make(CodeType.Int, scope, 1)], [Statements(inner, place.Inside(), 3)]);
        }

        var type = _random.Next(2) == 0 ? CodeType.MaybeText : CodeType.MaybeInt;
        inner.Add(name, type == CodeType.MaybeText ? CodeType.Text : CodeType.Int, false);
        var pattern = type == CodeType.MaybeInt ? $"int {name}" : Pick($"{{ Length: > 0 }} {name}", $"string {name}");
        return new CodeStatement($"if ({{0}} is {pattern})\n{{b0}}", [_expressions.Make(type, scope, 2)], [Statements(inner, place.Inside(), 3)]);
    }

    private CodeStatement Out(Scope scope, Place place, string test, params CodeExpression[] operands)
    {
        var name = Name("o");
        var inner = new Scope(scope);
        inner.Add(name, CodeType.Int, false);
        var statement = new CodeStatement($"if ({test} {name}))\n{{b0}}", [.. operands], [Statements(inner, place.Inside(), 3)]);
        if (_random.Next(2) == 0) scope.Add(name, CodeType.Int, true);
        return statement;
    }

    private CodeStatement Catches(Scope scope, Place place)
    {
        var body = Statements(new Scope(scope), place.Inside(), 3);
        var name = Name("e");
        var caught = new Scope(scope);
        caught.Add(name + ".Message", CodeType.Text, false);
        var last = Statements(caught, place.Inside(), 2);
        if (_random.Next(3) == 0) last = last.Add(new CodeStatement($"throw new RuleException({{0}} + {name}.Message);", _expressions.Make(CodeType.Text, scope, 1)));
        return new CodeStatement(
            $"try\n{{b0}}\ncatch (ConditionalCheckFailedException)\n{{b1}}\ncatch ({Pick("RuleException", "InvalidOperationException", "AmazonDynamoDBException")})\n{{b2}}\ncatch (Exception {name})\n{{b3}}",
            [], [body, Statements(new Scope(scope), place.Inside(), 2), Statements(new Scope(scope), place.Inside(), 2), last]);
    }

    private IEnumerable<CodeStatement> Forever(Scope scope, Place place)
    {
        var name = Name("n");
        yield return new CodeStatement($"var {name} = 0;");
        var inner = new Scope(scope);
        inner.Add(name, CodeType.Int, false);
        yield return new CodeStatement("while (true)\n{b0}", [], [Statements(inner, place.Inside().Loop(), 3).Insert(0, new CodeStatement($"if ({name}++ >= 2) break;"))]);
    }

    private CodeStatement ForMore(Scope scope, Place place)
    {
        var inner = new Scope(scope);
        var name = Name("i");
        inner.Add(name, CodeType.Int, false);
        if (_random.Next(2) == 0) return new CodeStatement($"for (var {name} = 2; {name} >= 0; {name}--)\n{{b0}}", [], [Statements(inner, place.Inside().Loop(), 3)]);
        AddLoopVariable(inner, $"order.Items[{name}]", CodeType.Item);
        return new CodeStatement($"for (int {name} = 0; {name} < order.Items.Count; {name}++)\n{{b0}}", [], [Statements(inner, place.Inside().Loop(), 3)]);
    }

    /// <summary>Calls that are started in a loop and awaited together.</summary>
    private IEnumerable<CodeStatement> Tasks(Scope scope)
    {
        var tasks = Name("ts");
        yield return new CodeStatement($"var {tasks} = new List<Task>();");
        var item = Name("it");
        var inner = new Scope(scope);
        AddLoopVariable(inner, item, CodeType.Item);
        var start = new CodeStatement($"{tasks}.Add(_sns.PublishAsync(new PublishRequest {{ TopicArn = \"arn:aws:sns:us-east-1:1:a\", Message = {{0}} }}));", _expressions.Make(CodeType.Text, inner, 2));
        ImmutableArray<CodeStatement> body = _random.Next(2) == 0 ? [new CodeStatement("if ({0}) continue;", _expressions.Make(CodeType.Bool, inner, 2)), start] : [start];
        yield return new CodeStatement($"foreach (var {item} in {{0}})\n{{b0}}", [_expressions.Make(CodeType.Items, scope, 1)], [body]);
        yield return new CodeStatement($"await Task.WhenAll({tasks});");
    }

    private IEnumerable<CodeStatement> LocalFunction(Scope scope, Place place)
    {
        var name = Name("Local");
        if (_random.Next(2) == 0)
        {
            var parameter = new Scope(scope, readOnly: true) { { name + "Given", CodeType.Int, false } };
            yield return new CodeStatement($"int {name}(int {name}Given) => {{0}};", _expressions.Make(CodeType.Int, parameter, 3));
            scope.Add($"{name}(2)", CodeType.Int, false);
            yield break;
        }

        var inner = new Scope(scope, readOnly: _random.Next(2) == 0);
        inner.Add(name + "Given", CodeType.Text, false);
        var body = Statements(inner, new Place(place.Depth + 1, false, false, place.IsConcurrent, place.Loops), 2).Add(new CodeStatement("return {0};", _expressions.Make(CodeType.Int, inner, 2)));
        yield return new CodeStatement($"async Task<int> {name}(string {name}Given)\n{{b0}}", [], [body]);
        yield return new CodeStatement($"var {name}Result = await {name}({{0}});", _expressions.Make(CodeType.Text, scope, 2));
        scope.Add(name + "Result", CodeType.Int, true);
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
