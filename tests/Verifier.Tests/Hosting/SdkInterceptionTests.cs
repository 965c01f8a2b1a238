using LambdaLift.Verifier.Hosting;
using LambdaLift.Verifier.Tests.Support;

namespace LambdaLift.Verifier.Tests.Hosting;

public sealed class SdkInterceptionTests
{
    [Fact]
    public void A_request_of_the_real_DynamoDB_client_is_seen_by_its_set_members_and_answered()
    {
        using var host = HandlerHost.Load(UserProject.Hosting(
            """
            using Amazon.DynamoDBv2; using Amazon.DynamoDBv2.Model;
            namespace App;
            public record Order(string Id, int Count);
            public class Function
            {
                private readonly IAmazonDynamoDB _db = new AmazonDynamoDBClient();
                public async Task<string> Handle(Order order, ILambdaContext context)
                {
                    context.Logger.LogInformation("saving");
                    await _db.PutItemAsync(new PutItemRequest
                    {
                        TableName = "orders", ReturnValues = ReturnValue.ALL_OLD,
                        Item = new() { ["id"] = new AttributeValue(order.Id), ["n"] = new AttributeValue { N = order.Count.ToString() }, ["ok"] = new AttributeValue { BOOL = false },
                                       ["raw"] = new AttributeValue { B = new MemoryStream(new byte[] { 1, 2 }) }, ["l"] = new AttributeValue { L = new() { new AttributeValue("x") } } },
                    });
                    var read = await _db.GetItemAsync("orders", new() { ["id"] = new AttributeValue(order.Id) });
                    return read.Item["name"].S + read.HttpStatusCode;
                }
            }
            """));

        var run = host.Run("""{"id":"7","count":3}""", call => call.Operation == "GetItem" ? Script.Response("""{"Item":{"name":{"S":"Ann"}}}""") : Script.Response());

        Assert.Equal("\"AnnOK\"", run.Json());
        Assert.Equal(
            """{"TableName":"orders","ReturnValues":"ALL_OLD","Item":{"id":{"S":"7"},"n":{"N":"3"},"ok":{"BOOL":false},"raw":{"B":"AQI="},"l":{"L":[{"S":"x"}]}}}""",
            Ordered(run.Calls[0].Call.Request, "TableName", "ReturnValues", "Item"));
        Assert.Equal("Amazon.DynamoDBv2", run.Calls[0].Call.Namespace);
        Assert.Equal("""{"TableName":"orders","Key":{"id":{"S":"7"}}}""", Ordered(run.Calls[1].Call.Request, "TableName", "Key"));
    }

    [Theory]
    [InlineData("ProvisionedThroughputExceededException", "modelled")]
    [InlineData("AmazonDynamoDBException", "base")]
    [InlineData("AmazonClientException", "client")]
    public void Scripted_errors_are_the_exceptions_of_the_users_own_sdk(string type, string caught)
    {
        using var host = HandlerHost.Load(UserProject.Hosting(
            """
            using Amazon.DynamoDBv2; using Amazon.DynamoDBv2.Model;
            namespace App;
            public class Function
            {
                public async Task<string> Handle(string id)
                {
                    try { await new AmazonDynamoDBClient().DeleteTableAsync(id); return "none"; }
                    catch (ProvisionedThroughputExceededException e) { return "modelled:" + e.ErrorCode + ":" + e.Message; }
                    catch (AmazonDynamoDBException e) { return "base:" + e.ErrorCode + ":" + e.Message; }
                    catch (Amazon.Runtime.AmazonClientException e) { return "client:Scripted:" + e.Message; }
                }
            }
            """));

        Assert.Equal($"\"{caught}:Scripted:too fast\"", host.Run("\"t\"", _ => Script.Error(type, "too fast")).Json());
    }

    [Fact]
    public void An_error_that_nobody_catches_ends_the_handler_under_its_plain_name()
    {
        using var host = HandlerHost.Load(UserProject.Hosting(
            """
            using Amazon.DynamoDBv2;
            namespace App;
            public class Function { public Task Handle(string id) => new AmazonDynamoDBClient().DeleteTableAsync(id); }
            """));

        var threw = Assert.IsType<HandlerOutcome.Threw>(host.Run("\"t\"", _ => Script.Error("ResourceInUseException", "busy")).Outcome);

        Assert.Equal(("ResourceInUseException", "busy", true), (threw.ErrorType, threw.Message, threw.IsSdkError));
    }

    [Fact]
    public void A_project_on_version_3_of_the_sdk_is_hosted_beside_a_tool_that_has_version_4()
    {
        using var host = HandlerHost.Load(UserProject.Hosting(
            """
            using Amazon.S3; using Amazon.S3.Model;
            namespace App;
            public class Function
            {
                public async Task<string> Handle(string key)
                {
                    var s3 = new AmazonS3Client();
                    await s3.PutObjectAsync(new PutObjectRequest { BucketName = "b", Key = key, ContentBody = "text" });
                    try { await s3.DeleteObjectAsync("b", key); } catch (AmazonS3Exception e) { return e.GetType().Assembly.GetName().Version!.Major + ":" + e.Message; }
                    return "deleted";
                }
            }
            """, sdkV3: true));

        var run = host.Run("\"k\"", call => call.Operation == "DeleteObject" ? Script.Error("AmazonS3Exception", "no") : Script.Response());

        Assert.Equal("\"3:no\"", run.Json());
        Assert.Equal(["PutObject", "DeleteObject"], run.Operations());
        Assert.Equal(["b", "k", "text"], new[] { "BucketName", "Key", "ContentBody" }.Select(name => run.Calls[0].Call.Request[name]!.GetValue<string>()));
    }

    [Fact]
    public void An_answer_that_does_not_fit_the_response_is_refused_even_if_the_handler_catches_everything()
    {
        using var host = HandlerHost.Load(UserProject.Hosting(
            """
            using Amazon.DynamoDBv2;
            namespace App;
            public class Function { public async Task Handle(string id) { try { await new AmazonDynamoDBClient().DeleteTableAsync(id); } catch { } } }
            """));

        var error = Assert.Throws<HostingException>(() => host.Run("\"t\"", _ => Script.Response("""{"TableDescription":{"ItemCount":"many"}}""")));

        Assert.Contains("is not a value of", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Calls_carry_the_line_that_makes_them_on_request()
    {
        using var host = HandlerHost.Load(UserProject.Hosting(
            """
            using Amazon.DynamoDBv2;
            namespace App;
            public class Function
            {
                public async Task Handle(string id)
                {
                    var db = new AmazonDynamoDBClient();
                    await db.DeleteTableAsync(id);
                    await Task.Yield();
                    await Second(db, id);
                }

                static async Task Second(IAmazonDynamoDB db, string id) =>
                    await db.DescribeTableAsync(id);
            }
            """));

        var run = host.Run("\"t\"", _ => Script.Response(), callers: true);

        Assert.Equal(["/src/App/Function.cs(8)", "/src/App/Function.cs(14)"], run.Calls.Select(call => call.Call.Caller?.ToString()));
    }

    private static string Ordered(System.Text.Json.Nodes.JsonObject json, params string[] names)
    {
        Assert.Equal(names.Order(StringComparer.Ordinal), json.Select(pair => pair.Key).Order(StringComparer.Ordinal));
        return new System.Text.Json.Nodes.JsonObject(names.Select(name => KeyValuePair.Create(name, json[name]?.DeepClone()))).ToJsonString(
            new System.Text.Json.JsonSerializerOptions { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
    }
}
