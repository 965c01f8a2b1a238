using System.Collections.Immutable;

namespace LambdaLift.Fuzzing.Tests.Programs;

/// <content>Calls at the same time.</content>
internal sealed partial class ProgramGenerator
{
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

    private CodeStatement ForEachAsync(Scope scope, Place place)
    {
        var item = Name("x");
        var inner = new Scope(scope, readOnly: true);
        AddLoopVariable(inner, item, CodeType.Item);
        var options = Pick("", "new ParallelOptions { MaxDegreeOfParallelism = 2 }, ");
        return new CodeStatement(
            $"await Parallel.ForEachAsync({{0}}, {options}async ({item}, _) =>\n{{b0}}\n);", [_expressions.Make(CodeType.Items, scope, 1)],
            [Statements(inner, new Place(place.Depth + 1, false, false, true, place.Loops), 2)]);
    }

    /// <summary>A fan-out that a semaphore holds back.</summary>
    private IEnumerable<CodeStatement> Gate(Scope scope, Place place)
    {
        var (gate, item) = (Name("gate"), Name("x"));
        var inner = new Scope(scope, readOnly: true);
        AddLoopVariable(inner, item, CodeType.Item);
        var body = Statements(inner, new Place(place.Depth + 1, false, false, true, place.Loops), 2);
        yield return new CodeStatement($"using var {gate} = new SemaphoreSlim(2);");
        yield return new CodeStatement(
            $"await Task.WhenAll({{0}}.Select(async {item} =>\n{{b0}}\n));", [_expressions.Make(CodeType.Items, scope, 1)],
            [[new CodeStatement($"await {gate}.WaitAsync();"), new CodeStatement("try\n{b0}\nfinally\n{b1}", [], [body, [new CodeStatement($"{gate}.Release();")]])]]);
    }
}
