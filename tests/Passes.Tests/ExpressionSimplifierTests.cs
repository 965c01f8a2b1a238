using LambdaLift.Converter.Flow;
using LambdaLift.Converter.Ir;
using LambdaLift.Converter.Passes;
using static LambdaLift.Converter.Tests.Passes.HandMade;

namespace LambdaLift.Converter.Tests.Passes;

/// <summary>Expressions whose value shows from their shape become it, and no others: what they leave out must not have been able to fail.</summary>
public class ExpressionSimplifierTests
{
    private static readonly IrRead X = Read("x");
    private static readonly IrRead Y = Read("y");
    private static readonly IrMember Fails = Failing("order");

    [Fact]
    public void A_member_of_an_object_is_its_value()
    {
        Becomes("x", Member(New(("A", X), ("B", Y)), "A"));
        Becomes("y", Member(New(("A", X), ("B", Y)), "B"));
        Becomes("order.Part", Member(New(("A", Fails), ("B", Y)), "A"));
        Becomes("new json { A = order.Part, B = y }.B", Member(New(("A", Fails), ("B", Y)), "B"));
        Becomes("new json { A = x }.B", Member(New(("A", X)), "B"));
    }

    [Fact]
    public void A_member_of_a_request_is_its_value_whatever_else_fails()
    {
        var request = New(Type("Amazon.SimpleNotificationService.Model.PublishRequest"), ("TopicArn", Fails), ("Message", Y));

        Becomes("y", Member(request, "Message"));
        Becomes("null", Member(request, "Subject"));
    }

    [Fact]
    public void A_member_of_a_copy_is_what_was_set_or_that_of_the_original()
    {
        Becomes("y", Member(With(X, ("A", Y)), "A"));
        Becomes("x.B", Member(With(X, ("A", Y)), "B"));
        Becomes("order.Part", Member(With(X, ("A", Fails)), "A"));
        Becomes("x with { A = order.Part }.B", Member(With(X, ("A", Fails)), "B"));
        Becomes("order.Part with { A = y }.A", Member(With(Fails, ("A", Y)), "A"));
        Becomes("order.Part.B", Member(With(Fails, ("A", Y)), "B"));
    }

    [Fact]
    public void A_copy_of_a_new_object_is_a_new_object()
    {
        Becomes("new json { A = 1, B = y }", With(New(("A", X), ("B", Y)), ("A", Constant(1))));
        Becomes("new json { A = x, B = 1 }", With(New(("A", X), ("B", Y)), ("B", Constant(1))));
        Becomes("new json { A = x, C = 1 }", With(New(("A", X)), ("C", Constant(1))));
        Becomes("x", With(X));
        Becomes("x with { A = y }", With(X, ("A", Y)));
    }

    [Fact]
    public void Message_and_name_of_an_error_are_its_parts()
    {
        var error = new IrAsError(New(("Error", X), ("Cause", Y)), null, Here);

        Becomes("y", Member(error, ExceptionMembers.Message));
        Becomes("x", Member(error, ExceptionMembers.ErrorName));
        Becomes("error(new json { Error = x, Cause = y }).Error", Member(error, ExceptionMembers.TypeName));
        Becomes("error(new json { Error = x }).Message", Member(new IrAsError(New(("Error", X)), null, Here), ExceptionMembers.Message));
    }

    [Fact]
    public void Members_of_a_thrown_exception_are_known()
    {
        var plain = new IrException("TimeoutException", X, null, Here);
        var whole = plain with { Inner = Y, Own = New(("Code", Constant(7))) };

        Becomes("x", Member(whole, "Message"));
        Becomes("y", Member(whole, "Inner"));
        Becomes("new json { Code = 7 }", Member(whole, ExceptionMembers.Own));
        Becomes("\"TimeoutException\"", Member(whole, ExceptionMembers.TypeName));
        Becomes("null", Member(plain, "Inner"));
        Becomes("null", Member(plain, ExceptionMembers.Own));
    }

    [Fact]
    public void An_element_of_a_list_is_its_value()
    {
        Becomes("x", Element(List(X, Y), 0));
        Becomes("y", Element(List(X, Y), 1));
        Becomes("order.Part", Element(List(Fails, Y), 0));
        Becomes("order.Part", Element(List(X, Fails), 1));
        Becomes("[order.Part, y][1]", Element(List(Fails, Y), 1));
        Becomes("[x, order.Part][0]", Element(List(X, Fails), 0));
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(2)]
    [InlineData(3)]
    public void A_position_outside_stays_and_fails(int index) => Becomes($"[x, y][{index}]", Element(List(X, Y), index));

    [Fact]
    public void The_number_of_elements_is_known()
    {
        Becomes("2", Call(IrFunction.Count, List(X, Y)));
        Becomes("0", Call(IrFunction.Count, List()));
        Becomes("Count([order.Part])", Call(IrFunction.Count, List(Fails)));
        Becomes("Count(x)", Call(IrFunction.Count, X));
    }

    [Fact]
    public void What_is_written_and_read_again_is_the_value()
    {
        Becomes("x", new IrParseJson(new IrJsonText(X, null, Here), Here));
        Becomes("parse-json(x)", new IrParseJson(X, Here));
        Becomes("AnswerJson(x)", new IrParseJson(Call(IrFunction.AnswerText, X), Here));
        Becomes("HttpStatus(x)", Call(IrFunction.Truncate, Call(IrFunction.HttpStatus, X)));
        Becomes("Truncate(x)", Call(IrFunction.Truncate, X));
        Becomes("null", new IrFromJson(new IrToJson(Constant(null), JsonContract.SystemTextJsonDefault, Here), JsonContract.SystemTextJsonDefault, null, Here));
    }

    [Fact]
    public void A_caught_exception_is_an_error_already()
    {
        Becomes("caught", new IrAsError(Read(new IrVariable("caught", null) { IsError = true }), null, Here));
        Becomes("error(x)", new IrAsError(X, null, Here));
    }

    [Fact]
    public void What_is_never_null_needs_no_check()
    {
        Becomes("[x]", Call(IrFunction.NotNull, List(X)));
        Becomes("\"a\"", Call(IrFunction.NotNull, Constant("a")));
        Becomes("NotNull(null)", Call(IrFunction.NotNull, Constant(null)));
        Becomes("NotNull(x)", Call(IrFunction.NotNull, X));
    }

    [Fact]
    public void A_contrary_is_what_it_says()
    {
        Becomes("false", Not(Constant(true)));
        Becomes("true", Not(Constant(false)));
        Becomes("x", Not(Not(X)));
        Becomes("(x != y)", Not(Binary(IrOperator.Equal, X, Y)));
        Becomes("(x == y)", Not(Binary(IrOperator.NotEqual, X, Y)));
        Becomes("!(x < y)", Not(Binary(IrOperator.Less, X, Y)));
        Becomes("!x", Not(X));
    }

    [Theory]
    [InlineData("a", "a", true)]
    [InlineData("a", "b", false)]
    [InlineData("1", 1, false)]
    [InlineData(1, 1, true)]
    [InlineData(1, 2, false)]
    [InlineData(true, true, true)]
    [InlineData(true, false, false)]
    [InlineData(null, null, true)]
    [InlineData(null, "a", false)]
    [InlineData("a", null, false)]
    public void Constants_are_equal_or_not(object? left, object? right, bool equal)
    {
        Becomes(equal ? "true" : "false", Binary(IrOperator.Equal, Constant(left), Constant(right)));
        Becomes(equal ? "false" : "true", Binary(IrOperator.NotEqual, Constant(left), Constant(right)));
    }

    [Theory]
    [InlineData(1.0, 1, "(1 == 1)")]
    [InlineData(1, 1.0, "(1 == 1)")]
    [InlineData(1.5, 1.5, "(1.5 == 1.5)")]
    [InlineData(2L, 2, "(2 == 2)")]
    [InlineData(2, 2L, "(2 == 2)")]
    public void Numbers_of_other_types_are_compared_when_it_runs(object left, object right, string comparison) => Becomes(comparison, Binary(IrOperator.Equal, Constant(left), Constant(right)));

    [Fact]
    public void A_new_value_is_not_null()
    {
        Becomes("false", Binary(IrOperator.Equal, Constant(null), List(X)));
        Becomes("false", Binary(IrOperator.Equal, List(X), Constant(null)));
        Becomes("true", Binary(IrOperator.NotEqual, Constant(null), List(X)));
        Becomes("true", Binary(IrOperator.NotEqual, List(X), Constant(null)));
        Becomes("(null == [order.Part])", Binary(IrOperator.Equal, Constant(null), List(Fails)));
        Becomes("([order.Part] == null)", Binary(IrOperator.Equal, List(Fails), Constant(null)));
        Becomes("(null == x)", Binary(IrOperator.Equal, Constant(null), X));
        Becomes("(x != null)", Binary(IrOperator.NotEqual, X, Constant(null)));
    }

    [Fact]
    public void A_comparison_with_true_or_false_is_the_condition_itself()
    {
        var less = Binary(IrOperator.Less, X, Y);

        Becomes("(x < y)", Binary(IrOperator.Equal, less, Constant(true)));
        Becomes("!(x < y)", Binary(IrOperator.Equal, less, Constant(false)));
        Becomes("!(x < y)", Binary(IrOperator.NotEqual, less, Constant(true)));
        Becomes("(x < y)", Binary(IrOperator.NotEqual, less, Constant(false)));
        Becomes("x", Binary(IrOperator.Equal, Not(X), Constant(false)));
        Becomes("(x == true)", Binary(IrOperator.Equal, X, Constant(true)));
    }

    [Fact]
    public void Both_is_decided_by_a_side_that_is_known()
    {
        Becomes("false", Binary(IrOperator.And, Constant(false), X));
        Becomes("x", Binary(IrOperator.And, Constant(true), X));
        Becomes("x", Binary(IrOperator.And, X, Constant(true)));
        Becomes("(x && false)", Binary(IrOperator.And, X, Constant(false)));
        Becomes("(x && y)", Binary(IrOperator.And, X, Y));
    }

    [Fact]
    public void Either_is_decided_by_a_side_that_is_known()
    {
        Becomes("true", Binary(IrOperator.Or, Constant(true), X));
        Becomes("x", Binary(IrOperator.Or, Constant(false), X));
        Becomes("x", Binary(IrOperator.Or, X, Constant(false)));
        Becomes("(x || true)", Binary(IrOperator.Or, X, Constant(true)));
        Becomes("(x || y)", Binary(IrOperator.Or, X, Y));
    }

    [Fact]
    public void One_of_several_alternatives_is_the_one()
    {
        IrBinary Is(string kind) => Binary(IrOperator.Equal, X, Constant(kind));
        var any = Binary(IrOperator.Or, Binary(IrOperator.Or, Is("a"), Is("b")), Is("c"));

        Becomes("(x == \"a\")", Binary(IrOperator.And, any, Is("a")));
        Becomes("(x == \"b\")", Binary(IrOperator.And, any, Is("b")));
        Becomes("(x == \"c\")", Binary(IrOperator.And, any, Is("c")));
        Becomes("((((x == \"a\") || (x == \"b\")) || (x == \"c\")) && (x == \"d\"))", Binary(IrOperator.And, any, Is("d")));
    }

    [Theory]
    [InlineData(IrOperator.Less, 1, 2, "true")]
    [InlineData(IrOperator.Less, 2, 2, "false")]
    [InlineData(IrOperator.LessOrEqual, 2, 2, "true")]
    [InlineData(IrOperator.LessOrEqual, 3, 2, "false")]
    [InlineData(IrOperator.Greater, 2, 2, "false")]
    [InlineData(IrOperator.Greater, 3, 2, "true")]
    [InlineData(IrOperator.GreaterOrEqual, 2, 2, "true")]
    [InlineData(IrOperator.GreaterOrEqual, 1, 2, "false")]
    [InlineData(IrOperator.Add, 1, 2, "3")]
    [InlineData(IrOperator.Subtract, 1, 2, "-1")]
    [InlineData(IrOperator.Add, int.MaxValue, 0, "2147483647")]
    [InlineData(IrOperator.Add, int.MinValue, 0, "-2147483648")]
    [InlineData(IrOperator.Subtract, int.MinValue, 0, "-2147483648")]
    [InlineData(IrOperator.Subtract, int.MaxValue, 0, "2147483647")]
    [InlineData(IrOperator.Add, int.MaxValue, 1, "(2147483647 + 1)")]
    [InlineData(IrOperator.Add, int.MinValue, -1, "(-2147483648 + -1)")]
    [InlineData(IrOperator.Subtract, int.MinValue, 1, "(-2147483648 - 1)")]
    [InlineData(IrOperator.Subtract, int.MaxValue, -1, "(2147483647 - -1)")]
    [InlineData(IrOperator.Multiply, 2, 3, "(2 * 3)")]
    [InlineData(IrOperator.Less, 1.0, 1.5, "true")]
    [InlineData(IrOperator.Less, 1.5, 1.5, "false")]
    [InlineData(IrOperator.LessOrEqual, 1.5, 1.5, "true")]
    [InlineData(IrOperator.LessOrEqual, 2.5, 1.5, "false")]
    [InlineData(IrOperator.Greater, 1.5, 1.5, "false")]
    [InlineData(IrOperator.Greater, 2.5, 1.5, "true")]
    [InlineData(IrOperator.GreaterOrEqual, 1.5, 1.5, "true")]
    [InlineData(IrOperator.GreaterOrEqual, 0.5, 1.5, "false")]
    [InlineData(IrOperator.Add, 0.5, 0.5, "(0.5 + 0.5)")]
    [InlineData(IrOperator.Less, 1, 1.5, "(1 < 1.5)")]
    public void Numbers_are_compared_and_added(object op, object left, object right, string result) => Becomes(result, Binary((IrOperator)op, Constant(left), Constant(right)));

    [Fact]
    public void A_decided_condition_takes_its_way()
    {
        Becomes("x", Conditional(Constant(true), X, Y));
        Becomes("y", Conditional(Constant(false), X, Y));
        Becomes("(x ? x : y)", Conditional(X, X, Y));
    }

    [Fact]
    public void A_replacement_for_null_is_taken_for_null_alone()
    {
        Becomes("[]", Coalesce(List(), Y));
        Becomes("y", Coalesce(Constant(null), Y));
        Becomes("(x ?? y)", Coalesce(X, Y));
        Becomes("(x ? [] : y)", Coalesce(Conditional(X, List(), Constant(null)), Y));
        Becomes("((x ? z : null) ?? y)", Coalesce(Conditional(X, Read("z"), Constant(null)), Y));
        Becomes("((x ? [] : z) ?? y)", Coalesce(Conditional(X, List(), Read("z")), Y));
    }

    [Theory]
    [InlineData(null, "true")]
    [InlineData("", "true")]
    [InlineData(" ", "false")]
    public void A_constant_text_is_empty_or_not(string? text, string result) => Becomes(result, Call(IrFunction.IsNullOrEmpty, Constant(text)));

    [Fact]
    public void Neighbouring_texts_are_one()
    {
        IrConcat Text(params IrExpression[] parts) => new([.. parts], null, Here);

        Becomes("\"ab\"", Text(Constant("a"), Constant("b")));
        Becomes("\"ab\"", Text(Constant("a"), Text(Constant(null), Constant("b"))));
        Becomes("text(x, \"ab\", y)", Text(X, Constant("a"), Text(Constant("b"), Y)));
        Becomes("text(\"a\", 1)", Text(Constant("a"), Constant(1)));
        Becomes("text(x)", Text(X));
        Becomes("text(null)", Text(Constant(null)));
    }

    [Fact]
    public void The_truth_of_a_condition_may_be_open()
    {
        Assert.True(ExpressionSimplifier.Truth(Binary(IrOperator.Less, Constant(1), Constant(2))));
        Assert.False(ExpressionSimplifier.Truth(Binary(IrOperator.Less, Constant(2), Constant(2))));
        Assert.Null(ExpressionSimplifier.Truth(X));
        Assert.Null(ExpressionSimplifier.Truth(Constant("true")));
    }

    [Fact]
    public void Some_values_are_never_null()
    {
        IrExpression[] present =
        [
            Constant(""), New(), With(X), List(), new IrDictionary([], null, Here), new IrConcat([X], null, Here), new IrSubstitution("Name", null, Here), new IrJsonText(X, null, Here),
            new IrException("E", X, null, Here), new IrAsError(X, null, Here), Not(X), Binary(IrOperator.Less, X, Y), new IrSort(X, [], null, Here),
            new IrContextValue(IrContextMember.ExecutionName, null, Here), new IrRead(new IrVariable("n", Type("System.Int32")), Here),
            Call(IrFunction.ToLower, X), new IrLet(Variable("v"), X, List()), Element(X, 0) with { IsKnownNotNull = true },
            new IrFromJson(new IrInput(Here), JsonContract.SystemTextJsonDefault, null, Here), Coalesce(X, List()), Conditional(X, List(), List()),
        ];
        IrExpression[] open =
        [
            Constant(null), X, Call(IrFunction.ElementOrDefault, X), Call(IrFunction.ItemOrDefault, X),
            Call(IrFunction.Item, X), Call(IrFunction.Last, X), new IrLet(Variable("v"), List(), X), Element(X, 0), new IrFromJson(X, JsonContract.SystemTextJsonDefault, null, Here), Coalesce(List(), X), Coalesce(X, Y),
            Conditional(X, List(), Y), Conditional(X, Y, List()), new IrRead(new IrVariable("n", Type("System.Nullable`1").Construct(Type("System.Int32"))), Here), new IrRead(new IrVariable("s", Type("System.String")), Here),
        ];

        Assert.All(present, e => Assert.True(ExpressionSimplifier.IsNeverNull(e), IrPrinter.Print(e)));
        Assert.All(open, e => Assert.False(ExpressionSimplifier.IsNeverNull(e), IrPrinter.Print(e)));
    }

    [Fact]
    public void Inner_expressions_come_first() => Becomes("y", Conditional(Not(Binary(IrOperator.Less, Element(List(Constant(1), X), 0), Constant(2))), X, Y));

    private static void Becomes(string expected, IrExpression expression) => Assert.Equal(expected, IrPrinter.Print(ExpressionSimplifier.Simplify(expression)));
}
