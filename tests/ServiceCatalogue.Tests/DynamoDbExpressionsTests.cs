using System.Text.Json.Nodes;

namespace LambdaLift.ServiceCatalogue.Tests;

public sealed class DynamoDbExpressionsTests
{
    [Theory]
    [InlineData("#a = :x AND #b = :y", """{"#a":"Id","#b":"the name"}""", """{":x":{"S":"1"},":y":{"N":"2"}}""")]
    [InlineData("Id = :p1 AND #n = :p0", """{"#n":"the name"}""", """{":p0":{"N":"2"},":p1":{"S":"1"}}""")]
    public void The_names_of_placeholders_do_not_count(string expression, string names, string values)
    {
        var request = Request(expression, names, values);

        DynamoDbExpressions.Normalize(request);

        var expected = JsonNode.Parse("""{"FilterExpression":"Id = :$1 AND \"the name\" = :$2","ExpressionAttributeValues":{":$1":{"S":"1"},":$2":{"N":"2"}}}""");
        Assert.True(JsonNode.DeepEquals(expected, request), Text(request));
    }

    [Theory]
    [InlineData("Id = :a", """{}""", """{":a":{"S":"1"}}""", "Id = :b", """{}""", """{":b":{"S":"2"}}""")]
    [InlineData("#a = :v", """{"#a":"A"}""", """{":v":{"S":"1"}}""", "#a = :v", """{"#a":"B"}""", """{":v":{"S":"1"}}""")]
    [InlineData("A = :v", """{"#unused":"A"}""", """{":v":{"S":"1"}}""", "A = :v", """{}""", """{":v":{"S":"1"}}""")]
    [InlineData("A = :missing", """{}""", """{":v":{"S":"1"}}""", "A = :v", """{}""", """{":v":{"S":"1"}}""")]
    [InlineData("A = :v", """{}""", """{":v":{"S":"1"},":u":{"S":"1"}}""", "A = :v", """{}""", """{":v":{"S":"1"}}""")]
    public void What_means_something_else_stays_different(string expression, string names, string values, string otherExpression, string otherNames, string otherValues)
    {
        var (one, other) = (Request(expression, names, values), Request(otherExpression, otherNames, otherValues));

        DynamoDbExpressions.Normalize(one);
        DynamoDbExpressions.Normalize(other);

        Assert.NotEqual(Text(one), Text(other));
    }

    [Theory]
    [InlineData("REMOVE #c, d SET #b = if_not_exists(#b, :z) + :i, #a = :v", "SET a = :v, #b = if_not_exists(#b, :z) + :i remove d, #c")]
    [InlineData("SET #a = list_append(#a, :v), #b = :z", "SET #b = :z, #a = list_append(#a, :v)")]
    [InlineData("ADD #a :v DELETE #b :z", "DELETE b :z ADD a :v")]
    public void The_order_within_an_update_does_not_count(string expression, string other)
    {
        var requests = new[] { expression, other }.Select(e => new JsonObject
        {
            ["UpdateExpression"] = e,
            ["ExpressionAttributeNames"] = new JsonObject(new[] { "a", "b", "c" }.Where(n => e.Contains("#" + n, StringComparison.Ordinal)).Select(n => KeyValuePair.Create("#" + n, (JsonNode?)n))),
            ["ExpressionAttributeValues"] = JsonNode.Parse("""{":v":{"S":"1"},":z":{"N":"0"},":i":{"N":"1"}}"""),
        }).ToArray();

        Assert.All(requests, DynamoDbExpressions.Normalize);

        Assert.Equal(Text(requests[0]), Text(requests[1]));
    }

    [Fact]
    public void Transactions_are_looked_into_and_placeholders_keep_their_meaning_across_expressions()
    {
        var request = JsonNode.Parse("""
            {"TransactItems":[{"Update":{"UpdateExpression":"SET #p1 = :p1","ConditionExpression":"#p1 = :old","ExpressionAttributeNames":{"#p1":"Total"},
              "ExpressionAttributeValues":{":p1":{"N":"2"},":old":{"N":"1"}}}}]}
            """)!.AsObject();

        DynamoDbExpressions.Normalize(request);

        var update = request["TransactItems"]![0]!["Update"]!;
        Assert.Equal("SET Total = :$2", (string?)update["UpdateExpression"]);
        Assert.Equal("Total = :$1", (string?)update["ConditionExpression"]);
        Assert.Equal("""{":$2":{"N":"2"},":$1":{"N":"1"}}""", update["ExpressionAttributeValues"]!.ToJsonString());
    }

    private static JsonObject Request(string expression, string names, string values) => new()
    {
        ["FilterExpression"] = expression,
        ["ExpressionAttributeNames"] = JsonNode.Parse(names),
        ["ExpressionAttributeValues"] = JsonNode.Parse(values),
    };

    private static string Text(JsonObject request) => request.ToJsonString(new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
}
