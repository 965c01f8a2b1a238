namespace LambdaLift.ServiceCatalogue.Tests;

public sealed class CatalogueTests
{
    private static readonly AwsCatalogue Catalogue = AwsCatalogue.Default;

    [Theory]
    [InlineData("Amazon.DynamoDBv2.IAmazonDynamoDB", "PutItemAsync", "dynamodb:PutItem", "arn:aws:states:::dynamodb:putItem")]
    [InlineData("Amazon.DynamoDBv2.AmazonDynamoDBClient", "QueryAsync", "dynamodb:Query", "arn:aws:states:::aws-sdk:dynamodb:query")]
    [InlineData("Amazon.Lambda.AmazonLambdaClient", "InvokeAsync", "lambda:Invoke", "arn:aws:states:::lambda:invoke")]
    [InlineData("Amazon.Lambda.IAmazonLambda", "Invoke", "lambda:Invoke", "arn:aws:states:::lambda:invoke")]
    [InlineData("Amazon.SimpleNotificationService.IAmazonSimpleNotificationService", "PublishAsync", "sns:Publish", "arn:aws:states:::sns:publish")]
    [InlineData("Amazon.SQS.IAmazonSQS", "SendMessageBatchAsync", "sqs:SendMessageBatch", "arn:aws:states:::aws-sdk:sqs:sendMessageBatch")]
    [InlineData("Amazon.CloudWatch.IAmazonCloudWatch", "PutMetricDataAsync", "cloudwatch:PutMetricData", "arn:aws:states:::aws-sdk:cloudwatch:putMetricData")]
    [InlineData("Amazon.CloudWatchLogs.IAmazonCloudWatchLogs", "PutLogEventsAsync", "logs:PutLogEvents", "arn:aws:states:::aws-sdk:cloudwatchlogs:putLogEvents")]
    [InlineData("Amazon.EventBridge.IAmazonEventBridge", "PutEventsAsync", "events:PutEvents", "arn:aws:states:::events:putEvents")]
    [InlineData("Amazon.CloudWatchEvents.IAmazonCloudWatchEvents", "PutEventsAsync", "events:PutEvents", "arn:aws:states:::events:putEvents")]
    [InlineData("Amazon.DynamoDBv2.AmazonDynamoDBStreamsClient", "GetRecordsAsync", "dynamodbstreams:GetRecords", "arn:aws:states:::aws-sdk:dynamodbstreams:getRecords")]
    [InlineData("Amazon.StepFunctions.IAmazonStepFunctions", "StartExecutionAsync", "stepfunctions:StartExecution", "arn:aws:states:::states:startExecution")]
    [InlineData("Amazon.SimpleEmailV2.IAmazonSimpleEmailServiceV2", "SendEmailAsync", "sesv2:SendEmail", "arn:aws:states:::aws-sdk:sesv2:sendEmail")]
    [InlineData("Amazon.RDS.IAmazonRDS", "DescribeDBInstancesAsync", "rds:DescribeDBInstances", "arn:aws:states:::aws-sdk:rds:describeDBInstances")]
    public void DotNet_method_becomes_operation_and_integration(string type, string method, string operationId, string resource)
    {
        var operation = Catalogue.FindOperation(type, method);

        Assert.Equal(operationId, operation?.Id);
        Assert.Equal(resource, operation!.StepFunctions.Preferred?.Resource);
    }

    [Fact]
    public void Attribute_values_are_spelled_per_kind()
    {
        var value = Catalogue.FindClass("Amazon.DynamoDBv2.Model.AttributeValue")!;

        Assert.Equal(["S", "N", "B", "SS", "NS", "BS", "M", "L", "NULL", "BOOL"], value.Properties.Select(p => p.Name));
        Assert.Equal(["S", "N", "B", "Ss", "Ns", "Bs", "M", "L", "Nul", "Bool"], value.Properties.Select(p => p.Path[0].NameFor(IntegrationKind.AwsSdk)));
        Assert.Equal(["S", "N", "B", "SS", "NS", "BS", "M", "L", "NULL", "BOOL"], value.Properties.Select(p => p.Path[0].NameFor(IntegrationKind.Optimized)));
    }

    [Fact]
    public void A_parameter_the_optimized_integration_refuses_leads_to_the_generic_one()
    {
        var operation = Catalogue.FindOperation("dynamodb:PutItem")!;
        var members = new[] { "TableName", "Item", "ReturnValuesOnConditionCheckFailure" }.Select(n => operation.Input!.FindMember(n)!).ToArray();

        Assert.Equal("arn:aws:states:::dynamodb:putItem", operation.StepFunctions.Choose(members[..2])?.Resource);
        Assert.Equal("arn:aws:states:::aws-sdk:dynamodb:putItem", operation.StepFunctions.Choose(members)?.Resource);
    }

    [Theory]
    [InlineData("sts:AssumeRole")]
    [InlineData("kinesis:SubscribeToShard")]
    [InlineData("lambda:InvokeWithResponseStream")]
    public void Unsupported_operations_are_refused_with_a_reason(string id)
    {
        var integrations = Catalogue.FindOperation(id)!.StepFunctions;

        Assert.Null(integrations.AwsSdk);
        Assert.Contains(id, integrations.Refusal, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("s3:HeadObject", "NoSuchKey", 404)]
    [InlineData("lambda:Invoke", "TooManyRequestsException", 429)]
    [InlineData("dynamodb:PutItem", "ResourceNotFoundException", 400)]
    [InlineData("dynamodb:PutItem", "InternalServerError", 500)]
    public void Modelled_errors_have_their_status(string operation, string error, int status) =>
        Assert.Equal(status, Catalogue.FindOperation(operation)!.Errors.Single(e => e.Name == error).HttpStatus);

    [Theory]
    [InlineData("s3:HeadObject", "NoSuchKey", "Amazon.S3.AmazonS3Exception", "NotFound")]
    [InlineData("s3:HeadBucket", "NoSuchBucket", "Amazon.S3.AmazonS3Exception", "NotFound")]
    [InlineData("s3:GetObject", "NoSuchKey", "Amazon.S3.Model.NoSuchKeyException", "NoSuchKey")]
    public void An_answer_without_a_body_names_its_status_only(string operation, string error, string exception, string code)
    {
        var found = Catalogue.FindOperation(operation)!;

        var thrown = found.DotNet.ErrorOf(found.Errors.Single(e => e.Name == error));

        Assert.Equal((exception, code), (thrown.Type, thrown.Code));
        Assert.Equal(code, found.StepFunctions.AwsSdk!.Errors.Modelled.Single(e => e.Shape!.Name == error).DotNetCode);
    }

    [Fact]
    public void Looking_up_names_reads_no_service()
    {
        var fresh = new AwsCatalogue(Storage.CatalogueContainer.Embedded("catalogue.bin"));

        Assert.Equal("sqs", fresh.FindServiceOfDotNetType("Amazon.SQS.Model.SendMessageRequest")?.Id);
        Assert.DoesNotContain(fresh.Services, s => s.IsLoaded);
    }

    [Theory]
    [InlineData("sns:Publish", IntegrationKind.Optimized, "Amazon.SimpleNotificationService.Model.InvalidParameterException", "SNS.InvalidParameterException")]
    [InlineData("sns:Publish", IntegrationKind.AwsSdk, "Amazon.SimpleNotificationService.Model.InvalidParameterException", "Sns.InvalidParameterException")]
    [InlineData("rds:DescribeDBClusters", IntegrationKind.AwsSdk, "Amazon.RDS.Model.DBClusterNotFoundException", "Rds.DbClusterNotFoundException")]
    [InlineData("s3:GetObject", IntegrationKind.AwsSdk, "Amazon.S3.Model.NoSuchKeyException", "S3.NoSuchKeyException")]
    public void Exceptions_have_error_names(string id, IntegrationKind kind, string exception, string error)
    {
        var integrations = Catalogue.FindOperation(id)!.StepFunctions;
        var integration = kind == IntegrationKind.Optimized ? integrations.Optimized[0] : integrations.AwsSdk!;

        Assert.Equal([error], integration.Errors.ForDotNetType(exception).Select(e => e.ErrorName));
        Assert.Equal(exception, integration.Errors.Find(error)?.DotNetType);
    }

    [Fact]
    public void The_base_exception_covers_modelled_errors_and_the_fallback()
    {
        var errors = Catalogue.FindOperation("sns:Publish")!.StepFunctions.Optimized[0].Errors;

        var names = errors.ForDotNetType("Amazon.SimpleNotificationService.AmazonSimpleNotificationServiceException").Select(e => e.ErrorName).ToArray();

        Assert.Contains("SNS.NotFoundException", names);
        Assert.Contains("SNS.AmazonSNSException", names);
        Assert.DoesNotContain("SNS.SdkClientException", names);
    }

    [Fact]
    public void Lambda_has_the_errors_that_aws_recommends_to_retry()
    {
        var retryable = Catalogue.FindOperation("lambda:Invoke")!.StepFunctions.Optimized[0].Errors.Retryable.Select(e => e.ErrorName).ToArray();

        foreach (var name in new[] { "Lambda.ServiceException", "Lambda.AWSLambdaException", "Lambda.SdkClientException", "Lambda.TooManyRequestsException" })
            Assert.Contains(name, retryable);
    }
}
