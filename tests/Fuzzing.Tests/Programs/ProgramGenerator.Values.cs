namespace LambdaLift.Fuzzing.Tests.Programs;

/// <content>Values: variables, changes of what they hold, texts and collections that are built up.</content>
internal sealed partial class ProgramGenerator
{
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

    /// <summary>A set that is asked and grows.</summary>
    private IEnumerable<CodeStatement> Set(Scope scope)
    {
        var name = Name("set");
        yield return new CodeStatement($"var {name} = new HashSet<string>({{0}});", _expressions.Make(CodeType.Texts, scope, 1));
        yield return new CodeStatement($"var {Fresh(scope, "isNew", CodeType.Bool)} = {name}.{Pick("Add", "Remove", "Contains")}({{0}});", _expressions.Make(CodeType.Text, scope, 1));
        scope.Add(name + ".Count", CodeType.Int, false);
    }

    /// <summary>A delegate that the code calls by its variable.</summary>
    private CodeStatement Delegate(Scope scope)
    {
        var name = Name("f");
        var inner = new Scope(scope, readOnly: true) { { name + "Given", CodeType.Int, false } };
        var statement = new CodeStatement($"Func<int, int> {name} = {name}Given => {{0}};", _expressions.Make(CodeType.Int, inner, 2));
        scope.Add(name + "(1)", CodeType.Int, false);
        return statement;
    }
}
