using Microsoft.CodeAnalysis;

namespace LambdaLift.Analysis.Tests;

/// <summary>What the analysis finds in twelve handlers as people write them, on both generations of the SDK.</summary>
public class ArchetypeTests
{
    public static TheoryData<string, string, string> Expected => new()
    {
        { "A01_SyncInvokeChain", "Checkout.Handle", "Lambda:Invoke Lambda:Invoke" },
        { "A02_FanOutInvoke", "BuildCourse.Run", "Lambda:Invoke" },
        { "A03_OrderMonolith", "Orders.Post", "DynamoDB:GetItem DynamoDB:PutItem SNS:Publish" },
        { "A04_LayeredServices", "Api.Enrol", "DynamoDB:GetItem DynamoDB:UpdateItem SQS:SendMessage" },
        { "A05_PollUntilDone", "NightlyReport.FunctionHandler", "Athena:StartQueryExecution Athena:GetQueryExecution Athena:GetQueryResults" },
        { "A06_HandRetry", "Annotate.Handle", "Lambda:Invoke SNS:Publish" },
        { "A07_BatchRouter", "Router.Handler", "S3:PutObject SQS:SendMessage EventBridge:PutEvents" },
        { "A08_PagedScanFanOut", "Remind.FunctionHandler", "DynamoDB:Scan SNS:Publish" },
        { "A09_GetOrCreate", "Register.Exec", "Glue:GetTable Glue:UpdateTable Glue:CreateTable Glue:StartJobRun SNS:Publish" },
        { "A10_CallbackResponder", "SpeechDone.FunctionHandler", "DynamoDB:Query StepFunctions:SendTaskFailure StepFunctions:SendTaskSuccess" },
        { "A11_ComputeSandwich", "Ingest.FunctionHandler", "S3:GetObject DynamoDB:PutItem EventBridge:PutEvents" },
        { "A12_StateFileGate", "Gate.FunctionHandler", "S3:GetObject StepFunctions:ListExecutions SecretsManager:GetSecretValue StepFunctions:StartExecution S3:PutObject" },
    };

    [Theory]
    [MemberData(nameof(Expected))]
    public void Handler_and_service_calls_are_found(string file, string handler, string calls)
    {
        var source = SharedData.ReadText($"archetypes/{file}.cs");
        foreach (var shape in Enum.GetValues<SdkShape>())
        {
            var compilation = StubCompilation.Create(shape, source);
            Assert.Empty(compilation.GetDiagnostics(TestContext.Current.CancellationToken).Where(d => d.Severity == DiagnosticSeverity.Error));

            foreach (var program in new[] { LambdaProgram.TryCreate(compilation)!, LambdaProgram.ForRules(LambdaSymbols.TryCreate(compilation)!) })
            {
                var found = Assert.Single(program.GetHandlers(TestContext.Current.CancellationToken));
                Assert.Equal(handler, found.DisplayName);
                Assert.Equal(calls, string.Join(' ', program.GetReach(found, TestContext.Current.CancellationToken).ServiceCalls.Select(c => c.DisplayName)));
            }
        }
    }
}
