using System.Text.Json.Nodes;

namespace LambdaLift.ServiceCatalogue.Tests;

public sealed class JsonTranslationTests
{
    private static readonly AwsCatalogue Catalogue = AwsCatalogue.Default;

    [Fact]
    public void A_put_item_is_the_same_from_dotnet_and_from_both_integrations()
    {
        var operation = Catalogue.FindOperation("dynamodb:PutItem")!;
        var dotNet = DotNetJson.ToApi(operation.DotNet.Request, Parse("""
            {"TableName":"t","Item":{"id":{"S":"1"},"on":{"BOOL":true},"none":{"NULL":true},"tags":{"SS":["a"]},"raw":{"B":"AQI="}},"ReturnValues":"NONE"}
            """));
        var optimized = StepFunctionsJson.ParametersToApi(operation.StepFunctions.Optimized[0], Parse("""
            {"TableName":"t","Item":{"id":{"S":"1"},"on":{"BOOL":true},"none":{"NULL":true},"tags":{"SS":["a"]},"raw":{"B":"AQI="}},"ReturnValues":"NONE"}
            """));
        var sdk = StepFunctionsJson.ParametersToApi(operation.StepFunctions.AwsSdk!, Parse("""
            {"TableName":"t","Item":{"id":{"S":"1"},"on":{"Bool":true},"none":{"Nul":true},"tags":{"Ss":["a"]}},"ReturnValues":"NONE"}
            """));

        Assert.Empty(dotNet.Problems.Concat(optimized.Problems).Concat(sdk.Problems));
        Assert.True(JsonNode.DeepEquals(dotNet.Json, optimized.Json));
        ((JsonObject)dotNet.Json["Item"]!).Remove("raw");
        Assert.True(JsonNode.DeepEquals(dotNet.Json, sdk.Json));
    }

    [Fact]
    public void A_lambda_payload_is_text_in_dotnet_and_json_in_step_functions()
    {
        var operation = Catalogue.FindOperation("lambda:Invoke")!;
        var dotNet = DotNetJson.ToApi(operation.DotNet.Request, Parse("""{"FunctionName":"f","Payload":"{ \"a\": 1 }"}"""));
        var stream = DotNetJson.ToApi(operation.DotNet.Request, Parse("""{"FunctionName":"f","PayloadStream":"eyAiYSI6IDEgfQ=="}"""));
        var task = StepFunctionsJson.ParametersToApi(operation.StepFunctions.Optimized[0], Parse("""{"FunctionName":"f","Payload":{"a":1}}"""));

        Assert.Equal("""{"FunctionName":"f","Payload":{"a":1}}""", dotNet.Json.ToJsonString());
        Assert.Equal(dotNet.Json.ToJsonString(), stream.Json.ToJsonString());
        Assert.Equal(dotNet.Json.ToJsonString(), task.Json.ToJsonString());
    }

    [Fact]
    public void A_lambda_answer_is_a_stream_in_dotnet_and_json_in_step_functions()
    {
        var operation = Catalogue.FindOperation("lambda:Invoke")!;
        var api = Parse("""{"StatusCode":200,"Payload":{"a":1},"ExecutedVersion":"$LATEST"}""");

        Assert.Equal(
            """{"StatusCode":200,"Payload":"eyJhIjoxfQ==","ExecutedVersion":"$LATEST"}""", DotNetJson.FromApi(operation.DotNet.Response, api).Json.ToJsonString());
        Assert.Equal(api.ToJsonString(), StepFunctionsJson.ApiToResult(operation.StepFunctions.Optimized[0], api).Json.ToJsonString());
    }

    [Fact]
    public void An_object_given_for_a_message_is_its_json_text()
    {
        var operation = Catalogue.FindOperation("sns:Publish")!;

        var api = StepFunctionsJson.ParametersToApi(operation.StepFunctions.Optimized[0], Parse("""{"TopicArn":"t","Message":{"a":"é"}}"""));

        Assert.Equal("""{"a":"é"}""", (string?)api.Json["Message"]);
    }

    [Fact]
    public void What_step_functions_stores_for_an_s3_body_is_its_json_text()
    {
        var integration = Catalogue.FindOperation("s3:PutObject")!.StepFunctions.AwsSdk!;

        var api = StepFunctionsJson.ParametersToApi(integration, Parse("""{"Bucket":"b","Key":"k","Body":"text"}"""));

        Assert.Equal("\"text\"", System.Text.Encoding.UTF8.GetString(Convert.FromBase64String((string)api.Json["Body"]!)));
    }

    [Fact]
    public void Unknown_and_unaccepted_parameters_are_problems()
    {
        var integration = Catalogue.FindOperation("sqs:SendMessage")!.StepFunctions.Optimized[0];

        var api = StepFunctionsJson.ParametersToApi(integration, Parse("""{"QueueUrl":"q","MessageBody":"m","Colour":"red","MessageSystemAttributes":{}}"""));

        Assert.Equal(["arn:aws:states:::sqs:sendMessage does not take the parameter MessageSystemAttributes.", "SendMessage has no member Colour."], api.Problems);
    }

    [Fact]
    public void Log_timestamps_are_milliseconds_in_the_api()
    {
        var operation = Catalogue.FindOperation("logs:PutLogEvents")!;

        var api = DotNetJson.ToApi(operation.DotNet.Request, Parse("""{"LogEvents":[{"Message":"m","Timestamp":"2024-01-01T00:00:00.5Z"}]}"""));

        Assert.Equal("""{"logEvents":[{"message":"m","timestamp":1704067200500}]}""", api.Json.ToJsonString());
    }

    [Fact]
    public void A_missing_required_member_and_a_wrong_type_are_found()
    {
        var problems = ApiValidation.ValidateRequest(Catalogue.FindOperation("dynamodb:PutItem")!, Parse("""{"TableName":1}"""));

        Assert.Equal(["TableName: 1 is not of the type String.", "The required member Item is missing."], problems);
    }

    [Theory]
    [InlineData(ExampleDetail.RequiredOnly, 0)]
    [InlineData(ExampleDetail.Full, 0)]
    [InlineData(ExampleDetail.Full, 7)]
    public void Example_answers_of_every_operation_are_valid_and_survive_every_translation(ExampleDetail detail, int seed)
    {
        var checkedOperations = 0;
        var failures = new List<string>();
        foreach (var operation in Catalogue.Services.SelectMany(s => s.Operations))
        {
            var example = ExampleResponse.Create(operation, detail, seed);
            failures.AddRange(ApiValidation.ValidateResponse(operation, example).Select(p => $"{operation}: {p}"));
            if (operation.StepFunctions.Preferred is { } integration)
            {
                var back = StepFunctionsJson.ResultToApi(integration, StepFunctionsJson.ApiToResult(integration, example).Json);
                if (!JsonNode.DeepEquals(back.Json, example) || back.Problems.Count > 0)
                    failures.Add($"{operation}: {integration} gives {back.Json.ToJsonString()} for {example.ToJsonString()}; {string.Join(" ", back.Problems)}");
            }
            checkedOperations++;
        }
        TestContext.Current.TestOutputHelper?.WriteLine($"{checkedOperations} operations");

        Assert.Empty(failures.Take(10));
        Assert.True(checkedOperations > 18_000);
    }

    [Fact]
    public void An_example_means_all_is_done()
    {
        var example = ExampleResponse.Create(Catalogue.FindOperation("dynamodb:Query")!);

        Assert.False(example.ContainsKey("LastEvaluatedKey"));
        Assert.True(example.ContainsKey("Items"));
        Assert.Equal(example.ToJsonString(), ExampleResponse.Create(Catalogue.FindOperation("dynamodb:Query")!).ToJsonString());
    }

    private static JsonObject Parse(string json) => JsonNode.Parse(json)!.AsObject();
}
