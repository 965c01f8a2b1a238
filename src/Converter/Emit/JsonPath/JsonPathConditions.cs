using System.Collections.Immutable;
using LambdaLift.Converter.Frontend;
using LambdaLift.Converter.Ir;
using LambdaLift.Converter.Passes;
using LambdaLift.Converter.Residual;
using LambdaLift.StatesLanguage.Json;
using LambdaLift.StatesLanguage.Model;
using AslPath = LambdaLift.StatesLanguage.Paths.JsonPath;
using Microsoft.CodeAnalysis;

namespace LambdaLift.Converter.Emit.JsonPath;

/// <summary>Writes conditions as data-test expressions of a Choice state (Amazon States Language, "Choice State").</summary>
internal sealed class JsonPathConditions(JsonPathExpressions expressions)
{
    /// <summary>The test; one that never holds, and a report, when the dialect has none.</summary>
    public ChoiceTest Test(IrExpression condition)
    {
        switch (condition)
        {
            case IrBinary { Operator: IrOperator.And } e:
                return new AndTest([.. Flatten(e, IrOperator.And).Select(Test)]);
            case IrBinary { Operator: IrOperator.Or } e:
                return new OrTest([.. Flatten(e, IrOperator.Or).Select(Test).SelectMany(t => t is OrTest inner ? inner.Tests : [t])]);
            case IrNot e:
                return Not(Test(e.Operand));
            case IrBinary { Left: IrConstant, Right: not IrConstant } e:
                return Test(e with { Left = e.Right, Right = e.Left, Operator = e.Operator.Mirror() });
            case IrBinary { Operator: IrOperator.NotEqual } e:
                return Not(Test(e with { Operator = IrOperator.Equal }));
            case IrBinary { Left: IrCallFunction { Function: IrFunction.Count, Arguments: [var counted] }, Right: IrConstant { Value: int count } } e when Place(e.Operator, count) is var (index, isThere):
                var list = Listed(counted);
                if (list.Type.IsDictionary())
                    return Impossible(list, "Whether a dictionary is empty");
                return expressions.Path(list) is { } items ? Not(Is(items.Index(index), ComparisonOperator.IsPresent), isThere) : Impossible(list, "Counting this value");
            case IrBinary e:
                return Compare(e);
            case IrCallFunction { Function: IrFunction.IsNullOrEmpty, Arguments: [var text] }:
                return expressions.Path(text) is { } place
                    ? new OrTest([.. NullTests(text, place), new ComparisonTest(place.ToString(), ComparisonOperator.StringEquals, "")])
                    : Impossible(text, "This text in a condition");
            case IrCallFunction { Function: IrFunction.IsText, Arguments: [var body] } when expressions.Path(body) is { } content:
                return Is(content, ComparisonOperator.IsString);
            case IrCallFunction { Function: IrFunction.StartsWith, Arguments: [IrMember { Name: Flow.ExceptionMembers.ErrorName } text, IrConstant { Value: string beginning }] } when expressions.Path(text) is { } start && beginning.IndexOfAny(['*', '\\']) < 0:
                return new ComparisonTest(start.ToString(), ComparisonOperator.StringMatches, beginning + "*");
            case IrCallFunction { Function: IrFunction.StringContains, Arguments: [var searchedText, IrConstant { Value: string found }] } when expressions.Path(searchedText) is { } within && found.IndexOfAny(['*', '\\']) < 0:
                return Guard(searchedText, within, new ComparisonTest(within.ToString(), ComparisonOperator.StringMatches, "*" + found + "*"));
            case IrCallFunction { Function: IrFunction.ContainsKey, Arguments: [var dictionary, IrConstant { Value: string key }] } when expressions.Path(Listed(dictionary)) is { } entries:
                return Is(entries.Member(key), ComparisonOperator.IsPresent);
            case IrCallFunction { Function: IrFunction.Any, Arguments: [var searched] }:
                return expressions.Path(Listed(searched)) is { } any ? Is(any.Index(0), ComparisonOperator.IsPresent) : Impossible(searched, "This list in a condition");
            default:
                if (condition.Type.IsBoolean() && expressions.Path(condition) is { } flag)
                    return Guard(condition, flag, new ComparisonTest(flag.ToString(), ComparisonOperator.BooleanEquals, true));
                return Impossible(condition, $"The condition '{condition.Origin.Text}'");
        }
    }

    // Rules cannot fail: that the list is there becomes a requirement.
    private IrExpression Listed(IrExpression list)
    {
        if (list is not IrCallFunction { Function: IrFunction.NotNull, Arguments: [var checkedList] })
            return list;
        expressions.RequirePresence(checkedList);
        return checkedList;
    }

    private ChoiceTest Compare(IrBinary e)
    {
        if (expressions.DecimalsMayBeText && (DecimalText.IsDecimal(e.Left) || DecimalText.IsDecimal(e.Right)) && e.Right is not IrConstant { Value: null })
            return Impossible(e, $"Comparing '{e.Left.Origin.Text}', a decimal that may be text,");
        if (e.Left.Type.IsDuration() || e.Right.Type.IsDuration())
            return Impossible(e, $"Comparing durations ('{e.Origin.Text}')");
        if (Time(e.Left) is { } earlier && Time(e.Right) is { } later)
            return CompareTimes(e, earlier, later);
        if (expressions.Path(e.Left) is not { } left)
            return Impossible(e.Left, $"'{e.Left.Origin.Text}' in a condition");
        if (e.Right is IrConstant { Value: null })
            return AnyOf(NullTests(e.Left, left));
        if (IsStructure(e.Left.Type) || IsStructure(e.Right.Type))
            return Impossible(e, $"Comparing lists or objects ('{e.Origin.Text}')");

        var kind = Plain(e.Left.Type).IsBoolean() || e.Right is IrConstant { Value: bool } ? "Boolean" : Plain(e.Left.Type).IsNumeric() || Plain(e.Right.Type).IsNumeric() ? "Numeric" : "String";
        var suffix = e.Operator switch
        {
            IrOperator.Equal => "Equals",
            IrOperator.Less => "LessThan",
            IrOperator.LessOrEqual => "LessThanEquals",
            IrOperator.Greater => "GreaterThan",
            IrOperator.GreaterOrEqual => "GreaterThanEquals",
            _ => null,
        };
        if (suffix is null)
            return Impossible(e, "This comparison");
        JsonData operand;
        if (e.Right is IrConstant constant)
        {
            operand = constant.Value switch
            {
                bool b => b,
                string when DecimalText.NumberOf(constant) is { } number => number,
                string s => s,
                int i => i,
                _ => Convert.ToDouble(constant.Value, System.Globalization.CultureInfo.InvariantCulture),
            };
        }
        else if (expressions.Path(e.Right) is { } right)
        {
            if (expressions.MayBeAbsent(e.Right))
                expressions.RequirePresence(e.Right);
            operand = right.ToString();
            suffix += "Path";
        }
        else
        {
            return Impossible(e.Right, $"'{e.Right.Origin.Text}' in a condition");
        }

        var op = (ComparisonOperator)Enum.Parse(typeof(ComparisonOperator), kind + suffix);
        var test = new ComparisonTest(left.ToString(), op, operand);

        // What is absent has its type's default in C#.
        if (e.Right is IrConstant against && IsTrueOfDefault(e, against) && expressions.MayBeAbsent(e.Left))
            return new OrTest([Not(Is(left, ComparisonOperator.IsPresent)), test]);
        var guarded = Guard(e.Left, left, test);

        // Null equals null in C#, and is no value of any comparison's type here. What stands on the right is there.
        return e is { Operator: IrOperator.Equal, Right: not IrConstant } && !ExpressionSimplifier.IsNeverNull(e.Left) && !ExpressionSimplifier.IsNeverNull(e.Right)
            ? new OrTest([guarded, new AndTest([AnyOf(NullTests(e.Left, left)), Is(expressions.Path(e.Right)!, ComparisonOperator.IsNull)])])
            : guarded;
    }

    private static ChoiceTest AnyOf(IEnumerable<ChoiceTest> tests) => tests.ToImmutableArray() is [var only] ? only : new OrTest([.. tests]);

    private static bool IsStructure(ITypeSymbol? type) => type.ElementType() is not null || type.IsDictionary() || ObjectShape.IsObject(type);

    private static ITypeSymbol? Plain(ITypeSymbol? type) => type.IsNullable(out var underlying) ? underlying : type;

    private static IrExpression? Time(IrExpression millis) => millis switch
    {
        IrCallFunction { Function: IrFunction.Instant, Arguments: [var time] } => time,
        IrConstant { Value: double } => millis,
        _ => null,
    };

    /// <summary>Timestamps must be written as RFC 3339 has them, with a zone (Amazon States Language, "Data-test expression").</summary>
    private ChoiceTest CompareTimes(IrBinary e, IrExpression earlier, IrExpression later)
    {
        var op = e.Operator switch
        {
            IrOperator.Equal => "Equals",
            IrOperator.Less => "LessThan",
            IrOperator.LessOrEqual => "LessThanEquals",
            IrOperator.Greater => "GreaterThan",
            _ => "GreaterThanEquals",
        };
        if (expressions.Path(earlier) is not { } left)
            return Impossible(e.Left, $"'{earlier.Origin.Text}' in a condition");
        foreach (var time in new[] { earlier, later }.Where(t => t is IrMember || expressions.MayBeAbsent(t)))
            expressions.RequirePresence(time);
        if (later is IrConstant { Value: double millis })
            return new ComparisonTest(left.ToString(), (ComparisonOperator)Enum.Parse(typeof(ComparisonOperator), "Timestamp" + op), JsonData.String(new DateTime(1970, 1, 1).AddMilliseconds(millis).ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", System.Globalization.CultureInfo.InvariantCulture)));
        if (expressions.Path(later) is not { } right)
            return Impossible(e.Right, $"'{later.Origin.Text}' in a condition");
        return new ComparisonTest(left.ToString(), (ComparisonOperator)Enum.Parse(typeof(ComparisonOperator), "Timestamp" + op + "Path"), right.ToString());
    }

    private static bool IsTrueOfDefault(IrBinary e, IrConstant against)
    {
        if (e.Left.Type is not { IsValueType: true } type || type.IsNullable(out _))
            return false;
        if (type.IsBoolean())
            return e.Operator == IrOperator.Equal && against.Value is false;
        if (!type.IsNumeric() || against.Value is not IConvertible)
            return false;
        var number = Convert.ToDouble(against.Value, System.Globalization.CultureInfo.InvariantCulture);
        return e.Operator switch
        {
            IrOperator.Equal => number == 0,
            IrOperator.Less => 0 < number,
            IrOperator.LessOrEqual => 0 <= number,
            IrOperator.Greater => 0 > number,
            IrOperator.GreaterOrEqual => 0 >= number,
            _ => false,
        };
    }

    // A comparison of what is not there ends the execution: absent equals nothing.
    private ChoiceTest Guard(IrExpression expression, AslPath path, ChoiceTest test) =>
        expressions.MayBeAbsent(expression) ? new AndTest([Is(path, ComparisonOperator.IsPresent), test]) : test;

    private IEnumerable<ChoiceTest> NullTests(IrExpression expression, AslPath path)
    {
        if (expressions.MayBeAbsent(expression))
            yield return Not(Is(path, ComparisonOperator.IsPresent));
        yield return Is(path, ComparisonOperator.IsNull);
    }

    private static ComparisonTest Is(AslPath path, ComparisonOperator test) => new(path.ToString(), test, true);

    private static ChoiceTest Not(ChoiceTest test, bool unless = false) => unless ? test : test is NotTest inner ? inner.Test : new NotTest(test);

    private static IEnumerable<IrExpression> Flatten(IrExpression e, IrOperator op) =>
        e is IrBinary b && b.Operator == op ? Flatten(b.Left, op).Concat(Flatten(b.Right, op)) : [e];

    /// <summary>The place at which a list has an element, or has none, if its length compares so with a number; null where a place does not tell.</summary>
    public static (int Index, bool IsThere)? Place(IrOperator comparison, int count) => (comparison, count) switch
    {
        (IrOperator.Equal, 0) => (0, false),
        (IrOperator.Less, > 0) => (count - 1, false),
        (IrOperator.LessOrEqual, >= 0) => (count, false),
        (IrOperator.GreaterOrEqual, > 0) => (count - 1, true),
        (IrOperator.Greater, >= 0) => (count, true),
        _ => null,
    };

    private ComparisonTest Impossible(IrExpression expression, string what)
    {
        expressions.Problem(expression, what);
        return Is(AslPath.Input, ComparisonOperator.IsNull);
    }
}
