namespace LambdaLift.Analyzer.Tests;

/// <summary>Sources that many rules are tested on.</summary>
public static class HandlerSource
{
    /// <summary>The usings of <see cref="Of"/>.</summary>
    public const string Usings =
        "using Amazon.DynamoDBv2; using Amazon.DynamoDBv2.Model; using Amazon.Lambda; using Amazon.Lambda.Core; using Amazon.Lambda.Model; using Amazon.S3; using Amazon.S3.Model; "
        + "using Amazon.SimpleNotificationService; using Amazon.SQS; using Amazon.SQS.Model; using Amazon.StepFunctions; using Amazon.StepFunctions.Model;\n";

    /// <summary>Code as it is while somebody types.</summary>
    public const string Incomplete = """
        public class Function
        {
            private readonly IAmazonLambda _lambda; private readonly IAmazonSQS _sqs;
            public async Task Handle(string input, ILambdaContext context)
            {
                var r = await _lambda.InvokeAsync(new InvokeRequest { FunctionName = context., InvocationType = });
                for (;;) { try { await _sqs.SendMessageAsync("q", ); return } catch (Exception { Task.Delay( } }
                _sqs.SendMessageAsync("q", "m").Result
                await Task.WhenAll(input.Select(x => _sqs.SendMessageAsync(
                do { var page = await new AmazonDynamoDBClient().ScanAsync(new ScanRequest()); } while (page.LastEvaluatedKey
        """;

    /// <summary>A handler class with clients and that body; members may follow.</summary>
    public static string Of(string body, string members = "", string signature = "public async Task<string> Handle(List<string> input, ILambdaContext context)") => $$"""
        public class Function
        {
            private readonly IAmazonLambda _lambda = new AmazonLambdaClient();
            private readonly IAmazonDynamoDB _db = new AmazonDynamoDBClient();
            private readonly IAmazonS3 _s3 = new AmazonS3Client();
            private readonly IAmazonSQS _sqs = new AmazonSQSClient();
            private readonly IAmazonSimpleNotificationService _sns = new AmazonSimpleNotificationServiceClient();
            private readonly IAmazonStepFunctions _sfn = new AmazonStepFunctionsClient();
            {{signature}}
            {
                {{body}}
                return "";
            }
            {{members}}
        }
        """;
}
