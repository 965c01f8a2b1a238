namespace LambdaLift.ServiceCatalogue.Tests;

public sealed class IamTests
{
    private const string Account = "${AWS::Region}:${AWS::AccountId}";
    private static readonly AwsCatalogue Catalogue = AwsCatalogue.Default;

    public static TheoryData<string, string, string?, string> References => new()
    {
        { "dynamodb:PutItem", "TableName", "orders", $"arn:${{AWS::Partition}}:dynamodb:{Account}:table/orders" },
        { "dynamodb:PutItem", "TableName", "${Orders}", $"arn:${{AWS::Partition}}:dynamodb:{Account}:table/${{Orders}}" },
        { "dynamodb:PutItem", "TableName", "${Orders.Arn}", "${Orders.Arn}" },
        { "dynamodb:PutItem", "TableName", null, $"arn:${{AWS::Partition}}:dynamodb:{Account}:table/*" },
        { "sns:Publish", "TopicArn", "${Topic}", "${Topic}" },
        { "sqs:SendMessage", "QueueUrl", "${Queue}", "${Queue.Arn}" },
        { "sqs:SendMessage", "QueueUrl", "https://sqs.eu-west-1.amazonaws.com/123456789012/jobs", $"arn:${{AWS::Partition}}:sqs:{Account}:jobs" },
        { "ssm:GetParameter", "Name", "/app/key", $"arn:${{AWS::Partition}}:ssm:{Account}:parameter/app/key" },
        { "secretsmanager:GetSecretValue", "SecretId", "db", $"arn:${{AWS::Partition}}:secretsmanager:{Account}:secret:db-??????" },
        { "secretsmanager:GetSecretValue", "SecretId", "${Secret}", "${Secret}" },
        { "dynamodb:BatchWriteItem", "RequestItems.key", "orders", $"arn:${{AWS::Partition}}:dynamodb:{Account}:table/orders" },
        { "dynamodb:TransactWriteItems", "TransactItems.Update.TableName", "${Orders.Arn}", "${Orders.Arn}" },
        { "dynamodb:TransactWriteItems", "TransactItems", null, $"arn:${{AWS::Partition}}:dynamodb:{Account}:table/*" },
        { "events:PutEvents", "Entries.EventBusName", "orders", $"arn:${{AWS::Partition}}:events:{Account}:event-bus/orders" },
        { "events:PutEvents", "Entries.Source", "me", $"arn:${{AWS::Partition}}:events:{Account}:event-bus/default" },
        { "events:PutEvents", "Entries", null, $"arn:${{AWS::Partition}}:events:{Account}:event-bus/*" },
        { "stepfunctions:StartExecution", "stateMachineArn", "${Machine}", "${Machine}" },
    };

    [Theory]
    [MemberData(nameof(References))]
    public void Resources_come_from_the_arguments(string id, string member, string? value, string resource)
    {
        var arguments = value is null ? new IamArguments().SetUnknown(member) : new IamArguments().SetReference(member, value);

        var statements = IamPermissions.ForTask(Catalogue.FindOperation(id)!.StepFunctions.Preferred!, arguments: arguments);

        Assert.Equal([resource], statements[0].Resources);
    }

    [Fact]
    public void A_lambda_function_needs_its_versions_too()
    {
        var integration = Catalogue.FindOperation("lambda:Invoke")!.StepFunctions.Preferred!;

        var statement = Assert.Single(IamPermissions.ForTask(integration, arguments: new IamArguments().SetReference("FunctionName", "${Worker.Arn}")));

        Assert.Equal(["lambda:InvokeFunction"], statement.Actions);
        Assert.Equal(["${Worker.Arn}", "${Worker.Arn}:*"], statement.Resources);
    }

    [Fact]
    public void An_object_of_a_bucket()
    {
        var integration = Catalogue.FindOperation("s3:HeadObject")!.StepFunctions.Preferred!;

        var statement = Assert.Single(IamPermissions.ForTask(integration, arguments: new IamArguments().SetReference("Bucket", "${Files}").SetUnknown("Key")));

        Assert.Equal(["s3:GetObject"], statement.Actions);
        Assert.Equal(["arn:${AWS::Partition}:s3:::${Files}/*"], statement.Resources);
    }

    [Fact]
    public void Waiting_for_a_child_execution_needs_more()
    {
        var integration = Catalogue.FindOperation("stepfunctions:StartExecution")!.StepFunctions.Preferred!;
        var arguments = new IamArguments().SetReference("stateMachineArn", "${Child}");

        Assert.Single(IamPermissions.ForTask(integration, IntegrationPatterns.RequestResponse, arguments));
        var statements = IamPermissions.ForTask(integration, IntegrationPatterns.Sync, arguments);

        Assert.Contains(statements, s => s.Actions.Contains("states:DescribeExecution"));
        Assert.Contains(statements, s => s.Resources.Contains($"arn:${{AWS::Partition}}:events:{Account}:rule/StepFunctionsGetEventsForStepFunctionsExecutionRule"));
    }

    [Fact]
    public void A_constant_is_no_reference()
    {
        var statement = IamPermissions.ForOperation(Catalogue.FindOperation("dynamodb:GetItem")!, new IamArguments().SetConstant("TableName", "a${b}"));

        Assert.Equal([$"arn:${{AWS::Partition}}:dynamodb:{Account}:table/a${{!b}}"], statement.Resources);
    }

    [Fact]
    public void Every_operation_has_an_action_and_every_integration_its_permissions()
    {
        foreach (var operation in Catalogue.Services.SelectMany(s => s.Operations))
        {
            var statement = IamPermissions.ForOperation(operation);
            Assert.All(statement.Actions, a => Assert.Matches("^[a-z0-9-]+:[A-Za-z0-9]+$", a));
        }
        foreach (var integration in Catalogue.OptimizedIntegrations)
        {
            foreach (var pattern in new[] { IntegrationPatterns.RequestResponse, IntegrationPatterns.Sync })
                Assert.All(IamPermissions.ForTask(integration, pattern), s => Assert.NotEmpty(s.Resources));
        }
        Assert.Contains("logs:CreateLogDelivery", IamPermissions.Logging.Actions);
        Assert.Contains("xray:PutTraceSegments", IamPermissions.Tracing.Actions);
    }
}
