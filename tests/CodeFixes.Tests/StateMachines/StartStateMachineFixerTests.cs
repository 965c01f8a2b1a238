using LambdaLift.CodeFixes.StateMachines;
using Invoke = LambdaLift.CodeFixes.Tests.FixTest<LambdaLift.Analyzer.Rules.SynchronousInvokeAnalyzer, LambdaLift.CodeFixes.StateMachines.StartStateMachineFixer>;
using Orchestration = LambdaLift.CodeFixes.Tests.FixTest<LambdaLift.Analyzer.Rules.ServiceOrchestrationAnalyzer, LambdaLift.CodeFixes.StateMachines.StartStateMachineFixer>;

namespace LambdaLift.CodeFixes.Tests.StateMachines;

public class StartStateMachineFixerTests
{
    private const string Definition = """{ "Comment": "Converted from TestProject::OrderFlow::Handle", "StartAt": "A", "States": { "A": { "Type": "Succeed" } } }""";

    private const string Before = """
        public class OrderFlow(IAmazonLambda lambda)
        {
            /// <summary>Ships.</summary>
            public async Task<Receipt> Handle(Order order, ILambdaContext context)
            {
                var reply = await [|lambda.InvokeAsync(new InvokeRequest { FunctionName = "ship" })|];
                return new Receipt(reply.FunctionError);
            }
        }
        public record Order(string Id);
        public record Receipt(string Id);
        """;

    private const string Usings = """
        using System.Text.Json;
        using Amazon.Lambda;
        using Amazon.Lambda.Core;
        using Amazon.Lambda.Model;
        using Amazon.SimpleNotificationService;
        using Amazon.SQS;
        using Amazon.StepFunctions;
        using Amazon.StepFunctions.Model;


        """;

    [Fact]
    public Task Runs_the_state_machine_and_gives_its_result() => Invoke.VerifyAsync(
        Before,
        Usings + """
        public class OrderFlow(IAmazonLambda lambda)
        {
            private readonly IAmazonStepFunctions _stepFunctions = new AmazonStepFunctionsClient();

            /// <summary>Ships.</summary>
            public async Task<Receipt> Handle(Order order, ILambdaContext context)
            {
                var execution = await _stepFunctions.StartSyncExecutionAsync(new StartSyncExecutionRequest
                {
                    StateMachineArn = Environment.GetEnvironmentVariable("ORDER_FLOW_STATE_MACHINE_ARN"),
                    Input = JsonSerializer.Serialize(order),
                });
                if (execution.Status != SyncExecutionStatus.SUCCEEDED)
                {
                    throw new InvalidOperationException($"State machine 'OrderFlow' failed: {execution.Error}: {execution.Cause}");
                }
                return JsonSerializer.Deserialize<Receipt>(execution.Output);
            }
        }
        public record Order(string Id);
        public record Receipt(string Id);
        """,
        StartStateMachineFixer.StartSyncExecution,
        test => test.AddAdditional("OrderFlow.asl.json", Definition));

    [Fact]
    public Task Starts_the_state_machine_with_the_clients_and_names_that_are_there() => Orchestration.VerifyAsync(
        """
        public class OrderFlow
        {
            private readonly IAmazonSQS _sqs = new AmazonSQSClient();
            private readonly Amazon.StepFunctions.IAmazonStepFunctions _sfn;
            private readonly IAmazonSimpleNotificationService _sns = new AmazonSimpleNotificationServiceClient();

            public OrderFlow(Amazon.StepFunctions.IAmazonStepFunctions sfn) => _sfn = sfn;

            [LambdaSerializer(typeof(Amazon.Lambda.Serialization.SystemTextJson.CamelCaseLambdaJsonSerializer))]
            public async Task {|#0:Handle|}(Order order, CancellationToken stop)
            {
                var first = await _sqs.SendMessageAsync("q", order.Id);
                if (first.MessageId == "")
                    await _sns.PublishAsync("t", order.Id);
                else
                    await _sns.PublishAsync("t2", order.Id);
            }
        }
        public record Order(string Id);
        """,
        Usings.Replace("using Amazon.StepFunctions;\n", "", StringComparison.Ordinal) + """
        public class OrderFlow
        {
            private static readonly JsonSerializerOptions PayloadOptions = new JsonSerializerOptions(JsonSerializerDefaults.Web);
            private readonly IAmazonSQS _sqs = new AmazonSQSClient();
            private readonly Amazon.StepFunctions.IAmazonStepFunctions _sfn;
            private readonly IAmazonSimpleNotificationService _sns = new AmazonSimpleNotificationServiceClient();

            public OrderFlow(Amazon.StepFunctions.IAmazonStepFunctions sfn) => _sfn = sfn;

            [LambdaSerializer(typeof(Amazon.Lambda.Serialization.SystemTextJson.CamelCaseLambdaJsonSerializer))]
            public async Task Handle(Order order, CancellationToken stop)
            {
                await _sfn.StartExecutionAsync(new StartExecutionRequest
                {
                    StateMachineArn = Environment.GetEnvironmentVariable("ORDER_FLOW_STATE_MACHINE_ARN"),
                    Input = JsonSerializer.Serialize(order, PayloadOptions),
                }, stop);
            }
        }
        public record Order(string Id);
        """,
        StartStateMachineFixer.StartExecution,
        test =>
        {
            test.AddAdditional("OrderFlow.asl.json", Definition);
            test.TestState.ExpectedDiagnostics.Add(new Microsoft.CodeAnalysis.Testing.DiagnosticResult("LIFT1002", Microsoft.CodeAnalysis.DiagnosticSeverity.Warning).WithLocation(0)
                .WithOptions(Microsoft.CodeAnalysis.Testing.DiagnosticOptions.IgnoreAdditionalLocations));
        });

    [Fact]
    public Task Is_not_offered_without_the_definition() => Invoke.VerifyNotOfferedAsync(Before, StartStateMachineFixer.StartSyncExecution);

    [Fact]
    public Task Is_not_offered_for_the_definition_of_another_handler() => Invoke.VerifyNotOfferedAsync(
        Before,
        StartStateMachineFixer.StartSyncExecution,
        test => test.AddAdditional("OrderFlow.asl.json", Definition.Replace("::OrderFlow::", "::Other.OrderFlow::", StringComparison.Ordinal)));

    [Fact]
    public Task A_handler_with_a_result_must_wait() => Invoke.VerifyNotOfferedAsync(
        Before, StartStateMachineFixer.StartExecution, test => test.AddAdditional("OrderFlow.asl.json", Definition));

    [Fact]
    public Task Is_not_offered_for_a_serializer_that_is_not_known() => Invoke.VerifyNotOfferedAsync(
        Before.Replace("    /// <summary>", "    [LambdaSerializer(typeof(Own))] /// <summary>", StringComparison.Ordinal) + "\npublic class Own { }",
        StartStateMachineFixer.StartSyncExecution,
        test => test.AddAdditional("OrderFlow.asl.json", Definition));

    [Fact]
    public void Fix_all_is_refused() => Assert.Null(new StartStateMachineFixer().GetFixAllProvider());
}
