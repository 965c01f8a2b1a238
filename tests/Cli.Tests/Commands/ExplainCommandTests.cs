using System.Text.Json;

namespace LambdaLift.Cli.Tests.Commands;

public sealed class ExplainCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("dynamodb:PutItem")]
    [InlineData("AmazonDynamoDBClient.PutItemAsync")]
    [InlineData("Amazon.DynamoDBv2.IAmazonDynamoDB.PutItemAsync")]
    [InlineData("arn:aws:states:::dynamodb:putItem")]
    public async Task A_call_is_explained_by_any_of_its_names(string name)
    {
        var run = await RunAsync("explain", name);

        Assert.Equal(0, run.ExitCode);
        Assert.Contains("arn:aws:states:::dynamodb:putItem", run.Output, StringComparison.Ordinal);
        Assert.Contains("TableName: String, required", run.Output, StringComparison.Ordinal);
        Assert.Contains("DynamoDB.ConditionalCheckFailedException", run.Output, StringComparison.Ordinal);
        Assert.Contains("needs  dynamodb:PutItem on", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Json_names_integrations_parameters_errors_and_permissions()
    {
        var run = await RunAsync("explain", "IDynamoDBContext.SaveAsync", "--format", "json");

        using var document = JsonDocument.Parse(run.Output);
        var explanation = document.RootElement;
        var integration = explanation.GetProperty("integrations")[0];
        Assert.Equal("dynamodb:UpdateItem", explanation.GetProperty("operation").GetString());
        Assert.Equal("Amazon.DynamoDBv2.DataModel.DynamoDBContext.Save", explanation.GetProperty("views")[0].GetProperty("method").GetString());
        Assert.Equal("arn:aws:states:::dynamodb:updateItem", integration.GetProperty("resources")[0].GetString());
        Assert.All(new[] { "parameters", "result", "errors", "permissions" }, part => Assert.NotEqual(0, integration.GetProperty(part).GetArrayLength()));
    }

    [Theory]
    [InlineData("http:invoke")]
    [InlineData("HttpClient.GetFromJsonAsync")]
    [InlineData("System.Net.Http.HttpClient.SendAsync")]
    [InlineData("arn:aws:states:::http:invoke")]
    public async Task The_http_task_is_explained_by_any_of_its_names(string name)
    {
        var run = await RunAsync("explain", name);

        Assert.Equal(0, run.ExitCode);
        Assert.Contains("http:invoke", run.Output.Split('\n')[0], StringComparison.Ordinal);
        Assert.Contains("System.Net.Http.Json.HttpClientJsonExtensions.GetFromJson", run.Output, StringComparison.Ordinal);
        Assert.Contains("arn:aws:states:::http:invoke (preferred)", run.Output, StringComparison.Ordinal);
        Assert.Contains("ApiEndpoint: String, required", run.Output, StringComparison.Ordinal);
        Assert.Contains("States.Http.StatusCode.<code> ← HttpRequestException", run.Output, StringComparison.Ordinal);
        Assert.Contains("needs  states:InvokeHTTPEndpoint on *, states:HTTPMethod like *, states:HTTPEndpoint like *", run.Output, StringComparison.Ordinal);
        Assert.Contains("needs  events:RetrieveConnectionCredentials on", run.Output, StringComparison.Ordinal);
        Assert.Contains("needs  secretsmanager:GetSecretValue", run.Output, StringComparison.Ordinal);
        Assert.Contains("60 s limit", run.Output, StringComparison.Ordinal);
        Assert.Contains("256 KiB at most", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_http_task_in_json_has_the_parts_that_every_call_has()
    {
        var run = await RunAsync("explain", "HttpClient.PostAsJsonAsync", "--format", "json");

        using var document = JsonDocument.Parse(run.Output);
        var integration = document.RootElement.GetProperty("integrations")[0];
        Assert.Equal("http:invoke", document.RootElement.GetProperty("operation").GetString());
        Assert.Equal("System.Net.Http.HttpClient.Send", document.RootElement.GetProperty("views")[0].GetProperty("method").GetString());
        Assert.All(new[] { "parameters", "result", "errors", "permissions", "notes" }, part => Assert.NotEqual(0, integration.GetProperty(part).GetArrayLength()));
    }

    [Fact]
    public async Task A_method_of_the_http_client_that_sends_nothing_is_wrong_input()
    {
        var run = await RunAsync("explain", "HttpClient.GetFromJsonnAsync");

        Assert.Equal(2, run.ExitCode);
        Assert.Contains("Did you mean GetFromJsonAsync", run.Complaint, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_step_functions_cannot_call_says_why()
    {
        var run = await RunAsync("explain", "kinesis:SubscribeToShard");

        Assert.Equal(0, run.ExitCode);
        Assert.Contains("Step Functions cannot call it: ", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_unknown_name_is_wrong_input_with_near_names()
    {
        var run = await RunAsync("explain", "dynamodb:PutItm");

        Assert.Equal(2, run.ExitCode);
        Assert.Empty(run.Output);
        Assert.Contains("Did you mean PutItem", run.Complaint, StringComparison.Ordinal);
    }

    private Task<ToolRun> RunAsync(params string[] arguments) => ToolRun.StartAsync(_folder.Path, arguments);
}
