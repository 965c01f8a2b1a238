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
