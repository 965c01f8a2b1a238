// options: wait-for-jobs
using Amazon.Lambda.Core;
using Amazon.Lambda.Serialization.SystemTextJson;
using Amazon.StepFunctions;
using Amazon.StepFunctions.Model;

[assembly: LambdaSerializer(typeof(DefaultLambdaJsonSerializer))]

namespace Scenario;

public class Function
{
    private readonly IAmazonStepFunctions _workflows = new AmazonStepFunctionsClient();

    public async Task<Receipt> FunctionHandler(Order order, ILambdaContext context)
    {
        var started = await _workflows.StartExecutionAsync(new StartExecutionRequest { StateMachineArn = Environment.GetEnvironmentVariable("SHIPPING"), Input = "{}", Name = order.Id });
        DescribeExecutionResponse shipping;
        do
        {
            await Task.Delay(TimeSpan.FromSeconds(5));
            shipping = await _workflows.DescribeExecutionAsync(new DescribeExecutionRequest { ExecutionArn = started.ExecutionArn });
        }
        while (shipping.Status == ExecutionStatus.RUNNING);

        if (shipping.Status != ExecutionStatus.SUCCEEDED)
            throw new InvalidOperationException($"{started.ExecutionArn} ended as {shipping.Status.Value}: {shipping.Error}");
        return new Receipt(order.Id, shipping.Output);
    }
}

public record Order(string Id, string Kind, int Amount, string? Note);

public record Receipt(string Id, string Status);
