using LambdaLift.StatesLanguage.Json;
using LambdaLift.StatesLanguage.Paths;

namespace LambdaLift.StatesLanguage.Tests.Paths;

public class IntrinsicTests
{
    private static readonly JsonData Input = JsonData.Parse(
        """{"n":1.5,"m":1.51,"a":[1,2,3,3],"s":"a,b;c,,","o":{"Arg1":1,"Arg2":[]},"p":{"Arg1":2,"z":null},"t":"Hello {}!","e":"","long":"x"}""");

    [Theory]
    [InlineData("States.Array(1, 'x', $.n, true, null)", """[1,"x",1.5,true,null]""")]
    [InlineData("States.Array()", "[]")]
    [InlineData("States.ArrayPartition($.a, 3)", "[[1,2,3],[3]]")]
    [InlineData("States.ArrayContains($.a, 3)", "true")]
    [InlineData("States.ArrayContains($.a, '3')", "false")]
    [InlineData("States.ArrayRange(1, 9, 4)", "[1,5,9]")]
    [InlineData("States.ArrayRange(9, 1, -4)", "[9,5,1]")]
    [InlineData("States.ArrayGetItem($.a, 1)", "2")]
    [InlineData("States.ArrayLength($.a)", "4")]
    [InlineData("States.ArrayUnique($.a)", "[1,2,3]")]
    [InlineData("States.Base64Encode('Data to encode')", "\"RGF0YSB0byBlbmNvZGU=\"")]
    [InlineData("States.Base64Decode('RGF0YSB0byBlbmNvZGU=')", "\"Data to encode\"")]
    [InlineData("States.Hash('input data', 'SHA-1')", "\"aaff4a450a104cd177d28d18d74485e8cae074b7\"")]
    [InlineData("States.JsonMerge($.o, $.p, false)", """{"Arg1":2,"Arg2":[],"z":null}""")]
    [InlineData("States.StringToJson('{\"a\": [1]}')", """{"a":[1]}""")]
    [InlineData("States.StringToJson($.e)", "null")]
    [InlineData("States.JsonToString($.o)", """ "{\"Arg1\":1,\"Arg2\":[]}" """)]
    [InlineData("States.MathAdd($.n, $.m)", "4")]
    [InlineData("States.MathAdd(1, -1)", "0")]
    [InlineData("States.StringSplit($.s, ',;')", """["a","b","c"]""")]
    [InlineData("States.Format('{} and {}: {}', $.o, null, 'it\\'s')", "\"{Arg1=1, Arg2=[]} and null: it's\"")]
    [InlineData("States.Format('\\{\\} {}', 1)", "\"{} 1\"")]
    [InlineData("States.Format($.t, 'you')", "\"Hello you!\"")]
    [InlineData("States.ArrayGetItem(States.StringSplit($$.Execution.Id, ':'), States.MathAdd(1, 1))", "\"c\"")]
    public void Functions_give_what_AWS_gives(string call, string expected)
    {
        var scope = new PathScope { Context = JsonData.Parse("""{"Execution":{"Id":"a:b:c"}}""") };
        Assert.Equal(JsonData.Parse(expected), IntrinsicExpression.Parse(call).Evaluate(Input, scope));
    }

    [Theory]
    [InlineData("States.Nope()")]
    [InlineData("States.ArrayLength()")]
    [InlineData("States.ArrayLength(1)")]
    [InlineData("States.ArrayPartition($.a, 0)")]
    [InlineData("States.ArrayRange(1, 9, 0)")]
    [InlineData("States.ArrayRange(1, 1001, 1)")]
    [InlineData("States.ArrayGetItem($.a, 4)")]
    [InlineData("States.ArrayGetItem($.a, -1)")]
    [InlineData("States.Base64Decode('%')")]
    [InlineData("States.Hash('x', 'CRC')")]
    [InlineData("States.JsonMerge($.o, $.p, true)")]
    [InlineData("States.JsonMerge($.o, 1, false)")]
    [InlineData("States.StringToJson('{')")]
    [InlineData("States.MathAdd('1', 1)")]
    [InlineData("States.MathRandom(2, 1)")]
    [InlineData("States.Format('{} {}', 1)")]
    [InlineData("States.Format('{}', 1, 2)")]
    [InlineData("States.UUID(1)")]
    public void Wrong_calls_fail(string call) => Assert.Equal(
        "States.IntrinsicFailure",
        Assert.Throws<StatesException>(() => IntrinsicExpression.Parse(call).Evaluate(Input, PathScope.Empty)).Error);

    [Fact]
    public void A_path_that_finds_nothing_is_a_runtime_error() => Assert.Equal(
        "States.Runtime",
        Assert.Throws<StatesException>(() => IntrinsicExpression.Parse("States.Array($.none)").Evaluate(Input, PathScope.Empty)).Error);

    [Fact]
    public void Random_values_stay_in_range_and_repeat_with_a_seed()
    {
        var call = IntrinsicExpression.Parse("States.MathRandom(-3, 3)");
        for (var i = 0; i < 200; i++)
        {
            Assert.InRange(((DataNumber)call.Evaluate(Input, PathScope.Empty)).Value, -3, 2);
        }

        var seeded = IntrinsicExpression.Parse("States.MathRandom(1, 1000000, 42)");
        Assert.Equal(seeded.Evaluate(Input, PathScope.Empty), seeded.Evaluate(Input, PathScope.Empty));
        Assert.Equal(36, ((DataString)IntrinsicExpression.Parse("States.UUID()").Evaluate(Input, PathScope.Empty)).Value.Length);
    }

    [Fact]
    public void All_18_functions_are_known() => Assert.Equal(18, IntrinsicFunctions.All.Count);

    [Fact]
    public void Built_calls_print_so_that_they_read_back()
    {
        var call = new IntrinsicCall(
            "States.Format",
            [
                new FormatTemplate(["it's {", "} \\ ", ""]),
                new PathExpression(JsonPath.Input.Member("a b")),
                new IntrinsicCall("States.MathAdd", [new ConstantExpression(-1.5), new ConstantExpression("x{}'\\")]),
            ]);
        Assert.Equal("""States.Format('it\'s \{{}\} \\ {}', $['a b'], States.MathAdd(-1.5, 'x{}\'\\'))""", call.ToString());
        Assert.Equal(call, IntrinsicExpression.Parse(call.ToString()));
        Assert.Throws<ArgumentException>(() => new ConstantExpression(DataArray.Empty));
    }

    [Theory]
    [InlineData("")]
    [InlineData("States.Array")]
    [InlineData("States.Array(")]
    [InlineData("States.Array(1,)")]
    [InlineData("States.Array(1 2)")]
    [InlineData("States.Array('x)")]
    [InlineData("States.Array(-)")]
    [InlineData("States.Array(1))")]
    [InlineData(" States.Array(1)")]
    [InlineData("States.Array(@.x)")]
    public void What_is_no_call_is_refused(string text) => Assert.Throws<PathSyntaxException>(() => IntrinsicExpression.Parse(text));

    [Fact]
    public void Templates_are_filled()
    {
        var template = PayloadTemplate.Parse(JsonData.Parse("""{"c":{"d":[1,{"e.$":"$.n"}]},"x.$":"States.Array($.m)","v.$":"$v","k":"$.n"}"""));
        var scope = new PathScope { Variables = (DataObject)JsonData.Parse("""{"v":true}""") };
        Assert.Equal("""{"c":{"d":[1,{"e":1.5}]},"x":[1.51],"v":true,"k":"$.n"}""", template.Evaluate(Input, scope).ToString());
        Assert.True(PayloadTemplate.Parse(JsonData.Parse("""{"a":[1,{"b":"$"}]}""")).IsConstant);
        Assert.Throws<PathSyntaxException>(() => PayloadTemplate.Parse(JsonData.Parse("""{"a.$":1}""")));
        var e = Assert.Throws<StatesException>(() => PayloadTemplate.Parse(JsonData.Parse("""{"value.$":"$.no"}""")).Evaluate(JsonData.Parse("{}"), scope));
        Assert.Equal("The JSONPath '$.no' specified for the field 'value.$' could not be found in the input '{}'", e.Cause);
    }
}
