using System.Globalization;

namespace LambdaLift.Fuzzing.Tests.Programs;

/// <content>Methods and functions that the handler calls.</content>
internal sealed partial class ProgramGenerator
{
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
}
