using System.Collections.Immutable;

namespace LambdaLift.Fuzzing.Tests.Programs;

/// <content>Loops.</content>
internal sealed partial class ProgramGenerator
{
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

    /// <summary>A queue that is worked off.</summary>
    private IEnumerable<CodeStatement> Queue(Scope scope, Place place)
    {
        var (queue, item) = (Name("queue"), Name("it"));
        yield return new CodeStatement($"var {queue} = new Queue<Item>({{0}});", _expressions.Make(CodeType.Items, scope, 1));
        var inner = new Scope(scope);
        AddLoopVariable(inner, item, CodeType.Item);
        inner.Add(queue + ".Count", CodeType.Int, false);
        var body = Statements(inner, place.Inside().Loop(), 3);
        yield return _random.Next(2) == 0
            ? new CodeStatement($"while ({queue}.TryDequeue(out var {item}))\n{{b0}}", [], [body])
            : new CodeStatement($"while ({queue}.Count > 0)\n{{b0}}", [], [body.Insert(0, new CodeStatement($"var {item} = {queue}.Dequeue();"))]);
    }

    /// <summary>A local iterator that a loop goes through.</summary>
    private IEnumerable<CodeStatement> Iterator(Scope scope, Place place)
    {
        var (name, source, item) = (Name("Each"), Name("it"), Name("it"));
        var within = new Scope(scope, readOnly: true);
        AddLoopVariable(within, source, CodeType.Item);
        var yielded = new CodeStatement("yield return {0};", _expressions.Make(CodeType.Text, within, 2));
        ImmutableArray<CodeStatement> body = _random.Next(3) switch
        {
            0 => [yielded],
            1 => [new CodeStatement("if ({0}) yield break;", _expressions.Make(CodeType.Bool, within, 1)), yielded],
            _ => [new CodeStatement("if ({0})\n{b0}", [_expressions.Make(CodeType.Bool, within, 1)], [[yielded]]), new CodeStatement("yield return {0};", _expressions.Make(CodeType.Text, within, 1))],
        };
        yield return new CodeStatement($"IEnumerable<string> {name}()\n{{b0}}", [], [[new CodeStatement($"foreach (var {source} in order.Items)\n{{b0}}", [], [body])]]);
        var inner = new Scope(scope);
        AddLoopVariable(inner, item, CodeType.Text);
        yield return new CodeStatement($"foreach (var {item} in {name}())\n{{b0}}", [], [Statements(inner, place.Inside().Loop(), 3)]);
    }
}
