namespace LambdaLift.ServiceCatalogue.Tests;

public sealed class ExplainerTests
{
    private static readonly AwsCatalogue Catalogue = AwsCatalogue.Default;

    [Theory]
    [InlineData("dynamodb:PutItem")]
    [InlineData("DynamoDB:putItem")]
    [InlineData("DynamoDBv2.PutItemAsync")]
    [InlineData("IAmazonDynamoDB.PutItemAsync")]
    [InlineData("AmazonDynamoDBClient.PutItem")]
    [InlineData("Amazon.DynamoDBv2.AmazonDynamoDBClient.PutItemAsync")]
    [InlineData("Amazon.DynamoDBv2.Model.PutItemRequest")]
    [InlineData("arn:aws:states:::dynamodb:putItem")]
    [InlineData("arn:aws:states:::aws-sdk:dynamodb:putItem")]
    public void Any_name_of_an_operation_explains_it(string name)
    {
        Assert.True(Explainer.TryExplain(Catalogue, name, out var explanation, out var problem), problem);

        Assert.Equal("dynamodb:PutItem", explanation.Name);
        Assert.Equal(["arn:aws:states:::dynamodb:putItem", "arn:aws:states:::aws-sdk:dynamodb:putItem"], explanation.Integrations.Select(i => i.Integration.Resource));
        var optimized = explanation.Integrations[0];
        Assert.Contains(optimized.Parameters, p => p is { Name: "TableName", DotNetName: "TableName", IsRequired: true });
        Assert.DoesNotContain(optimized.Parameters, p => p.Name == "ReturnValuesOnConditionCheckFailure");
        Assert.Contains(optimized.Errors, e => e.ErrorName == "DynamoDB.ConditionalCheckFailedException");
        Assert.Equal(["dynamodb:PutItem"], optimized.Permissions[0].Actions);
    }

    [Theory]
    [InlineData("SimpleNotificationService.PublishAsync", "sns:Publish")]
    [InlineData("states:StartExecution", "stepfunctions:StartExecution")]
    [InlineData("CloudWatch Logs:PutLogEvents", "logs:PutLogEvents")]
    [InlineData("IAmazonS3.GetObjectMetadataAsync", "s3:HeadObject")]
    [InlineData("IDynamoDBContext.SaveAsync", "dynamodb:UpdateItem")]
    [InlineData("Amazon.DynamoDBv2.DocumentModel.Table.PutItemAsync", "dynamodb:PutItem")]
    [InlineData("TransferUtility.OpenStream", "s3:GetObject")]
    public void Other_names_of_services_are_understood(string name, string id)
    {
        Assert.True(Explainer.TryExplain(Catalogue, name, out var explanation, out var problem), problem);
        Assert.Equal(id, explanation.Name);
    }

    [Theory]
    [InlineData("dynamodb:PutItm", "Did you mean PutItem")]
    [InlineData("dynamod:PutItem", "Did you mean dynamodb")]
    [InlineData("HttpClient.CancelPendingRequests", "no method 'CancelPendingRequests'")]
    [InlineData("HttpClientJsonExtensions.GetAsync", "no method 'GetAsync'")]
    [InlineData("nonsense", "service:Operation")]
    [InlineData("arn:aws:states:::dynamodb:putItem.sync", "no .sync pattern")]
    public void What_is_not_found_is_said_with_near_names(string name, string expected)
    {
        Assert.False(Explainer.TryExplain(Catalogue, name, out _, out var problem));
        Assert.Contains(expected, problem, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("http:Invoke", "http:invoke", "states:InvokeHTTPEndpoint")]
    [InlineData("HttpClientJsonExtensions.PutAsJson", "http:invoke", "states:InvokeHTTPEndpoint")]
    [InlineData("eks:call", "eks:call", null)] // Kubernetes decides.
    [InlineData("arn:aws:states:::apigateway:invoke", "apigateway:invoke", "execute-api:Invoke")]
    public void Integrations_that_are_no_operation_are_explained_too(string name, string id, string? permission)
    {
        Assert.True(Explainer.TryExplain(Catalogue, name, out var explanation, out var problem), problem);
        Assert.Equal(id, explanation.Name);
        Assert.Null(explanation.Operation);
        Assert.Equal($"arn:aws:states:::{id}", explanation.Integrations.Single().Patterns[0]);
        Assert.Equal(permission, explanation.Integrations.Single().Permissions.Select(p => p.Actions[0]).FirstOrDefault());
    }

    [Fact]
    public void The_http_task_is_explained_with_the_parameters_that_the_catalogue_has()
    {
        Assert.True(Explainer.TryExplain(Catalogue, "http:invoke", out var explanation, out var problem), problem);

        var integration = explanation.Integrations.Single();
        Assert.Equal(integration.Integration.Parameters, integration.Parameters.Select(p => p.Name));
        Assert.Equal(HttpCalls.All.Select(row => (row.Type, row.Call.Method)), explanation.Views.Select(v => (v.Type, v.Method)));
        Assert.All(integration.Errors, e => Assert.NotNull(e.DotNetType));
    }

    [Theory]
    [InlineData("eks:call", "ClusterName CertificateAuthority Endpoint Method Path QueryParameters RequestBody")]
    [InlineData("eks:runJob", "ClusterName CertificateAuthority Endpoint Namespace Job LogOptions")]
    public void Calls_of_Kubernetes_are_explained_with_their_parameters(string name, string parameters)
    {
        Assert.True(Explainer.TryExplain(Catalogue, name, out var explanation, out var problem), problem);
        Assert.Equal(parameters.Split(' '), explanation.Integrations.Single().Parameters.Select(p => p.Name));
    }

    [Fact]
    public void Higher_level_calls_are_named()
    {
        var explanation = Explainer.Explain(Catalogue.FindOperation("dynamodb:UpdateItem")!);

        Assert.Equal(["DynamoDBContext.Save", "Table.UpdateItem"], explanation.Views.Select(v => $"{v.Type[(v.Type.LastIndexOf('.') + 1)..]}.{v.Method}"));
    }

    [Fact]
    public void Every_operation_can_be_explained()
    {
        foreach (var operation in Catalogue.Services.SelectMany(s => s.Operations))
        {
            var explanation = Explainer.Explain(operation);
            Assert.True(explanation.Integrations.Count > 0 || explanation.Refusal is not null, operation.Id);
        }
    }
}
