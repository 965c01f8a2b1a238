using System.Text;
using LambdaLift.StatesLanguage.Json;

namespace LambdaLift.StatesLanguage.Tests.Json;

public class JsonDataTests
{
    [Theory]
    [InlineData("""{"b":1,"a":[true,false,null,"x",{}],"c":{}}""")]
    [InlineData("""["'<&>ä€𝄞","\"\\\b\f\n\r\t\u0001"]""")]
    [InlineData("""[1.0,1e3,-0,12345678901234567890,0.1,100000000000000000000,1e-7,1.5e+300]""")]
    [InlineData("\"\\ud800\"")]
    [InlineData("  [ ] ")]
    public void Writing_gives_back_what_was_read(string json) =>
        Assert.Equal(json.Trim().Replace("[ ]", "[]", StringComparison.Ordinal), JsonData.Parse(json).ToString());

    [Theory]
    [InlineData(0.1, "0.1")]
    [InlineData(1e21, "1e+21")]
    [InlineData(1e20, "100000000000000000000")]
    [InlineData(123456789012345680000d, "123456789012345680000")]
    [InlineData(1e-6, "0.000001")]
    [InlineData(1.5e-7, "1.5e-7")]
    [InlineData(-0.000015, "-0.000015")]
    [InlineData(-0d, "0")]
    [InlineData(5e-324, "5e-324")]
    [InlineData(1.7976931348623157e308, "1.7976931348623157e+308")]
    [InlineData(9007199254740993d, "9007199254740992")]
    public void Numbers_are_spelled_as_in_ECMAScript(double value, string text) => Assert.Equal(text, NumberText.Format(value));

    [Theory]
    [InlineData("1", "1.0", true)]
    [InlineData("100", "1e2", true)]
    [InlineData("0", "-0", true)]
    [InlineData("9007199254740993", "9007199254740992", false)]
    [InlineData("9007199254740993", "9007199254740993.0", true)]
    [InlineData("""{"a":1,"b":[2]}""", """{"b":[2.0],"a":1}""", true)]
    [InlineData("""{"a":1}""", """{"a":1,"b":null}""", false)]
    [InlineData("[1,2]", "[2,1]", false)]
    [InlineData("\"1\"", "1", false)]
    [InlineData("null", "false", false)]
    public void Equality_is_by_meaning(string left, string right, bool equal)
    {
        var (l, r) = (JsonData.Parse(left), JsonData.Parse(right));
        Assert.Equal(equal, l.Equals(r));
        if (equal)
        {
            Assert.Equal(l.GetHashCode(), r.GetHashCode());
        }
    }

    [Theory]
    [InlineData("", 1, 1)]
    [InlineData("{\n  \"ä\": x}", 2, 8)]
    [InlineData("[1,]", 1, 4)]
    [InlineData("[1] 2", 1, 5)]
    [InlineData("[1,\n1e999]", 2, 1)]
    [InlineData("// no", 1, 1)]
    public void Errors_say_where(string json, int line, int column)
    {
        var e = Assert.Throws<JsonParseException>(() => JsonData.Parse(json));
        Assert.Equal((line, column), (e.Line, e.Column));
    }

    [Fact]
    public void Depth_is_limited()
    {
        var deep = new string('[', 1000) + new string(']', 1000);
        Assert.Equal(deep, JsonData.Parse(deep).ToString());
        Assert.Throws<JsonParseException>(() => JsonData.Parse("[" + deep + "]"));
        Assert.Throws<JsonParseException>(() => JsonData.Parse("[[1]]", maxDepth: 1));
    }

    [Fact]
    public void Invalid_utf8_is_an_error_with_its_place()
    {
        var e = Assert.Throws<JsonParseException>(() => JsonData.Parse([(byte)'[', (byte)'"', 0xFF, (byte)'"', (byte)']']));
        Assert.Equal((1, 2), (e.Line, e.Column));
    }

    [Fact]
    public void A_byte_order_mark_is_skipped() => Assert.Equal(JsonData.True, JsonData.Parse("\uFEFFtrue"));

    [Fact]
    public void The_last_of_equal_names_wins_in_the_place_of_the_first() =>
        Assert.Equal("""{"a":3,"b":2}""", JsonData.Parse("""{"a":1,"b":2,"a":3}""").ToString());

    [Theory]
    [InlineData(3)]
    [InlineData(100)]
    [InlineData(5000)]
    public void Objects_of_any_size_find_and_change_their_members(int size)
    {
        var builder = new DataObjectBuilder();
        for (var i = 0; i < size; i++)
        {
            builder.Set("k" + i, i);
            builder.Set("k" + (i / 2), JsonData.Null);
            builder.Set("k" + (i / 2), i / 2);
        }

        var target = builder.Build();
        Assert.Equal(size, target.Count);
        for (var i = 0; i < size; i++)
        {
            Assert.Equal(JsonData.Number(i), target["k" + i]);
            Assert.Equal(i, target.IndexOf("k" + i));
        }

        Assert.Null(target.Get("k" + size));
        var changed = target.With("k1", "x").With("new", true).Without("k0");
        Assert.Equal(size, changed.Count);
        Assert.Equal("x", changed["k1"]);
        Assert.Equal(JsonData.Number(1), target["k1"]);
        Assert.False(changed.ContainsKey("k0"));
        Assert.Equal("new", changed.Names[^1]);
        Assert.Equal(target.With("k2", 7), target.Merge(JsonData.Object(("k2", 7))));
    }

    [Fact]
    public void Indented_text_is_conventional() =>
        Assert.Equal("{\n  \"a\": [\n    1,\n    {}\n  ],\n  \"b\": []\n}", JsonData.Parse("""{"a":[1,{}],"b":[]}""").ToJson(indented: true));

    [Theory]
    [InlineData("9223372036854775807", true, long.MaxValue)]
    [InlineData("9223372036854775808", false, 0)]
    [InlineData("-9223372036854775808", true, long.MinValue)]
    [InlineData("1.5", false, 0)]
    [InlineData("2e3", true, 2000)]
    public void Integers_are_exact(string json, bool fits, long expected)
    {
        Assert.Equal(fits, ((DataNumber)JsonData.Parse(json)).TryGetInt64(out var value));
        if (fits)
        {
            Assert.Equal(expected, value);
            Assert.Equal(JsonData.Number(expected), JsonData.Parse(json));
        }
    }

    [Fact]
    public void Numbers_that_JSON_lacks_are_refused() => Assert.Throws<ArgumentOutOfRangeException>(() => JsonData.Number(double.NaN));

    [Theory]
    [InlineData("""{"b":1,"a":[true,false,null,"x",{},[]],"c":{"d":-1.5e300,"é":"\n\"𝄞"}}""")]
    [InlineData("\"\"")]
    public void The_size_is_that_of_the_text(string json)
    {
        var value = JsonData.Parse(json);
        Assert.Equal(value.ToUtf8Json().Length, value.Utf8Length());
        Assert.True(value.Utf8Length(limit: 1) > 1);
    }

    [Fact]
    public void Utf8_has_no_byte_order_mark() => Assert.Equal("\"ä\""u8.ToArray(), JsonData.String("ä").ToUtf8Json());

    [Fact]
    public void Many_equal_names_share_one_string()
    {
        var rows = (DataArray)JsonData.Parse(Encoding.UTF8.GetBytes("""[{"customerId":1},{"customerId":2}]"""));
        Assert.Same(((DataObject)rows[0]).Names[0], ((DataObject)rows[1]).Names[0]);
    }
}
