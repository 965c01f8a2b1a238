using System.Collections.Immutable;

namespace LambdaLift.Fuzzing.Tests.Programs;

/// <content>Decisions.</content>
internal sealed partial class ProgramGenerator
{
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
}
