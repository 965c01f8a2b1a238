using LambdaLift.StatesLanguage.Json;
using LambdaLift.StatesLanguage.Paths;

namespace LambdaLift.StatesLanguage.Tests.Paths;

public class JsonPathTests
{
    private const string Store =
        """
        {"store":{"book":[{"category":"reference","author":"Nigel Rees","price":8.95},{"category":"fiction","author":"Evelyn Waugh","price":12.99},
        {"category":"fiction","author":"Herman Melville","isbn":"0-553","price":8.99}],"bicycle":{"color":"red","price":19.95}},"limit":10,"a b":1,"it's":2}
        """;

    private static readonly PathScope Scope = new()
    {
        Context = JsonData.Parse("""{"Execution":{"Id":"arn","Input":{"x":5}}}"""),
        Variables = (DataObject)JsonData.Parse("""{"list":[1,2,3],"o":{"p":{"q":7}}}"""),
    };

    [Theory]
    [InlineData("$.limit", "10")]
    [InlineData("$['a b']", "1")]
    [InlineData("$[\"it's\"]", "2")]
    [InlineData("$['it\\'s']", "2")]
    [InlineData("$.store.book[0].author", "\"Nigel Rees\"")]
    [InlineData("$.store.book[-1].author", "\"Herman Melville\"")]
    [InlineData("$.store.book[*].author", """["Nigel Rees","Evelyn Waugh","Herman Melville"]""")]
    [InlineData("$.store.book[0,2].price", "[8.95,8.99]")]
    [InlineData("$.store.book[1:].price", "[12.99,8.99]")]
    [InlineData("$.store.book[:1].price", "[8.95]")]
    [InlineData("$.store.book[-2:].price", "[12.99,8.99]")]
    [InlineData("$.store.book[0:-1].price", "[8.95,12.99]")]
    [InlineData("$.store.book[5:].price", "[]")]
    [InlineData("$..price", "[8.95,12.99,8.99,19.95]")]
    [InlineData("$..book[0].price", "[8.95]")]
    [InlineData("$.store..color", "[\"red\"]")]
    [InlineData("$.store.bicycle.*", "[\"red\",19.95]")]
    [InlineData("$.store.bicycle['price','color']", """{"price":19.95,"color":"red"}""")]
    [InlineData("$.store.book[*]['price','isbn']", """[{"price":8.95},{"price":12.99},{"price":8.99,"isbn":"0-553"}]""")]
    [InlineData("$.store.book[?(@.price < 10)].price", "[8.95,8.99]")]
    [InlineData("$.store.book[?(@.price < $.limit)].price", "[8.95,8.99]")]
    [InlineData("$.store.book[?(@.isbn)].price", "[8.99]")]
    [InlineData("$.store.book[?(!@.isbn)].price", "[8.95,12.99]")]
    [InlineData("$.store.book[?(@.category == 'fiction' && @.price > 10)].author", "[\"Evelyn Waugh\"]")]
    [InlineData("$.store.book[?(@.category == \"reference\" || @.price > 10)].price", "[8.95,12.99]")]
    [InlineData("$.store.book[?(@.isbn != '0-553')].price", "[8.95,12.99]")]
    [InlineData("$.store.book[?(@.author =~ /EVELYN.*/i)].price", "[12.99]")]
    [InlineData("$.store.book[?(@.author =~ /N.*s/)].price", "[8.95]")]
    [InlineData("$.store.book[?(@.author =~ /N/)].price", "[]")]
    [InlineData("$.store.book[?(@.category in ['fiction','x'])].price", "[12.99,8.99]")]
    [InlineData("$.store.book[?(@.category nin ['fiction'])].price", "[8.95]")]
    [InlineData("$.store.book[?(@.author contains 'Waugh')].price", "[12.99]")]
    [InlineData("$.store.bicycle[?(@.color == 'red')].price", "[19.95]")]
    [InlineData("$.store.bicycle[?(@.price == '19.95')].color", "[\"red\"]")]
    [InlineData("$.store.book[?(@.category==reference)].price", "[8.95]")]
    [InlineData("$.nothing[?(@.x)]", "[]")]
    [InlineData("$.nothing[*].x", "[]")]
    [InlineData("$..nothing", "[]")]
    [InlineData("$.store.book.length()", "3")]
    [InlineData("$.store.book[*].price.max()", "12.99")]
    [InlineData("$.store.bicycle.keys()", """["color","price"]""")]
    [InlineData("$.store.book.[1].price", "12.99")]
    [InlineData("$$.Execution.Input.x", "5")]
    [InlineData("$list[1:]", "[2,3]")]
    [InlineData("$o.p.q", "7")]
    public void Paths_select_as_on_AWS(string path, string expected) =>
        Assert.Equal(expected, JsonPath.Parse(path).Select(JsonData.Parse(Store), Scope).ToString());

    [Theory]
    [InlineData("$.x", "No results for path: $['x']")]
    [InlineData("$.x.y", "Missing property in path $['x']")]
    [InlineData("$.store.book[3]", "No results for path: $['store']['book'][3]")]
    [InlineData("$.limit.y", "No results for path: $['limit']['y']")]
    [InlineData("$unknown", "The variable 'unknown' is not defined")]
    public void A_definite_path_that_finds_nothing_fails(string path, string why)
    {
        var e = Assert.Throws<StatesException>(() => JsonPath.Parse(path).Select(JsonData.Parse(Store), Scope));
        Assert.Equal(("States.Runtime", $"Invalid path '{path}' : {why}"), (e.Error, e.Cause));
    }

    [Theory]
    [InlineData("")]
    [InlineData("x")]
    [InlineData("$.")]
    [InlineData("$..")]
    [InlineData("$.a.")]
    [InlineData("$[")]
    [InlineData("$[]")]
    [InlineData("$['a'")]
    [InlineData("$['a]")]
    [InlineData("$['a',]")]
    [InlineData("$[1.5]")]
    [InlineData("$[99999999999]")]
    [InlineData("$$x")]
    [InlineData("$a b")]
    [InlineData("$[?(@.a")]
    [InlineData("$[?(@.a == )]")]
    [InlineData("$[?(1)]")]
    [InlineData("$[?(@.a =~ /(/)]")]
    [InlineData("$.a.nope()")]
    [InlineData("$.a.length().b")]
    [InlineData("@.a")]
    [InlineData("$.a b")]
    public void What_is_no_path_is_refused(string text)
    {
        Assert.Throws<PathSyntaxException>(() => JsonPath.Parse(text));
        Assert.False(JsonPath.TryParse(text, out _));
    }

    [Theory]
    [InlineData("$", true, true)]
    [InlineData("$.a[0].b", true, true)]
    [InlineData("$.a[-1]", true, false)]
    [InlineData("$.a[*]", false, false)]
    [InlineData("$['a','b']", true, false)]
    [InlineData("$['a','b'].c", false, false)]
    [InlineData("$..a", false, false)]
    [InlineData("$.a.length()", true, false)]
    [InlineData("$.a[*].length()", true, false)]
    public void Paths_know_how_much_they_may_select(string path, bool definite, bool reference)
    {
        var parsed = JsonPath.Parse(path);
        Assert.Equal((definite, reference), (parsed.IsDefinite, parsed.IsReference));
    }

    [Fact]
    public void Built_paths_print_so_that_they_read_back()
    {
        var path = JsonPath.Variable("order").Member("items").Index(0).Member("the 'name'").Member("x\"").Member("q'\"").Member("x-y");
        Assert.Equal("""$order.items[0]["the 'name'"]['x"']['q\'"']['x-y']""", path.ToString());
        Assert.Equal(path, JsonPath.Parse(path.ToString()));
        Assert.Equal("$$.Execution.Id", JsonPath.Context.Member("Execution").Member("Id").ToString());
        Assert.Throws<ArgumentException>(() => JsonPath.Variable("a-b"));
        Assert.False(PathNames.IsExpressible("a\\"));
        Assert.True(PathNames.IsExpressible("a\\\\"));
        Assert.Throws<ArgumentException>(() => JsonPath.Input.Member("a\\"));
        Assert.Throws<ArgumentException>(() => new MemberSegment([]));
    }

    [Theory]
    [InlineData("""{"a":1}""", "$.b", """{"a":1,"b":"R"}""")]
    [InlineData("""{"a":1}""", "$.a", """{"a":"R"}""")]
    [InlineData("""{"a":1}""", "$", "\"R\"")]
    [InlineData("""{"a":1}""", "$.x.y.z", """{"a":1,"x":{"y":{"z":"R"}}}""")]
    [InlineData("""{"a":[1,{"b":2}]}""", "$.a[1].b", """{"a":[1,{"b":"R"}]}""")]
    [InlineData("""{"a":1}""", "$.a.b", null)]
    [InlineData("""{"a":[1]}""", "$.a[1]", null)]
    [InlineData("[1]", "$.a", null)]
    [InlineData("null", "$.a", null)]
    [InlineData("{}", "$.a[*]", null)]
    public void Results_are_placed_in_the_input(string input, string path, string? expected)
    {
        string Place() => ReferencePath.Place(JsonData.Parse(input), JsonPath.Parse(path), "R").ToString();
        if (expected is null)
        {
            Assert.Equal("States.ResultPathMatchFailure", Assert.Throws<StatesException>(Place).Error);
        }
        else
        {
            Assert.Equal(expected, Place());
        }
    }
}
