using LambdaLift.StatesLanguage.Json;
using LambdaLift.StatesLanguage.Model;
using LambdaLift.Verifier.Calls;
using LambdaLift.Verifier.Comparison;
using LambdaLift.Verifier.Hosting;
using LambdaLift.Verifier.Scripts;
using LambdaLift.Verifier.Tests.Support;

namespace LambdaLift.Verifier.Tests.Verification;

/// <summary>What a <c>Retry</c> means: attempts of the handler's own are calls, those of the SDK's client are not, in one run side by side.</summary>
public sealed class RetryTests
{
    private const string Definition =
        """
        { "QueryLanguage": "JSONata", "StartAt": "Put", "States": {
          "Put": { "Type": "Task", "Resource": "arn:aws:states:::dynamodb:putItem", "Arguments": { "TableName": "a", "Item": {} },
            "Retry": [ { "ErrorEquals": [ "DynamoDB.InternalServerErrorException" ], "IntervalSeconds": 2, "MaxAttempts": 2, "BackoffRate": 1 } ],
            "Catch": [ { "ErrorEquals": [ "States.ALL" ], "Next": "Publish" } ], "Next": "Publish" },
          "Publish": { "Type": "Task", "Resource": "arn:aws:states:::sns:publish", "Arguments": { "TopicArn": "t", "Message": "{% $substring($now(), 0, 19) %}" },
            "Retry": [ { "ErrorEquals": [ "SNS.InternalErrorException" ], "IntervalSeconds": 1, "MaxAttempts": 3, "BackoffRate": 2 } ], "Next": "End" },
          "End": { "Type": "Pass", "Output": null, "End": true } } }
        """;

    private const string Source =
        """
        using Amazon.DynamoDBv2; using Amazon.DynamoDBv2.Model; using Amazon.SimpleNotificationService;
        namespace App;
        public class Function
        {
            private readonly AmazonDynamoDBClient _db = new();
            private readonly AmazonSimpleNotificationServiceClient _sns = new();
            public async Task Handle(ILambdaContext context)
            {
                for (var attempt = 0; attempt < 3; attempt++)
                {
                    try { await _db.PutItemAsync("a", new()); break; }
                    catch (InternalServerErrorException) { if (attempt < 2) await Task.Delay(2000); }
                    catch (AmazonDynamoDBException) { break; }
                    catch (Amazon.Runtime.AmazonClientException) { break; }
                }
                await _sns.PublishAsync("t", DateTime.UtcNow.ToString("yyyy-MM-ddTHH:mm:ss"));
            }
        }
        """;

    private static readonly VerificationCase Both = new("the handler retries, and so does a client", JsonData.Object(),
    [
        Fails("dynamodb:PutItem", "InternalServerError", 0), Fails("dynamodb:PutItem", "InternalServerError", 1), Fails("sns:Publish", "InternalErrorException", 0),
    ]);

    [Theory]
    [InlineData("", "", null)]
    // An attempt less than the handler's is a call less.
    [InlineData("\"MaxAttempts\": 2", "\"MaxAttempts\": 1", DifferenceKind.MissingCall)]
    // The handler's own waits pass on its clock, the client's do not: no reading of the retries makes these runs equal.
    [InlineData("\"IntervalSeconds\": 2", "\"IntervalSeconds\": 5", DifferenceKind.RequestDiffers)]
    [InlineData("\"MaxAttempts\": 3", "\"MaxAttempts\": 1", null)]
    public async Task Each_call_decides_what_its_retries_are(string find, string replace, DifferenceKind? kind)
    {
        var report = await new WorkflowVerifier().VerifyAsync(new VerificationRequest
        {
            Compilations = [UserProject.Compile(Source)],
            Handler = new HostedFunction("test", "App::App.Function::Handle"),
            StateMachine = AslReader.Read(find.Length == 0 ? Definition : Definition.Replace(find, replace, StringComparison.Ordinal)).GetMachine(),
            Cases = [Both],
        }, TestContext.Current.CancellationToken);

        Assert.True(report.Counterexample?.Difference.Kind == kind, report.Describe());
        Assert.NotEqual(VerificationStatus.NotRun, report.Status);
    }

    private static ScriptEntry Fails(string operation, string error, int call) => new(operation, null, call, new ServiceBehaviour.Fails(FailureKind.Modelled, error, "scripted " + error));
}
