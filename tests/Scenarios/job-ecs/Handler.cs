// options: wait-for-jobs
using Amazon.ECS;
using Amazon.ECS.Model;
using Amazon.Lambda.Core;
using Amazon.Lambda.Serialization.SystemTextJson;
using Task = System.Threading.Tasks.Task;

[assembly: LambdaSerializer(typeof(DefaultLambdaJsonSerializer))]

namespace Scenario;

public class Function
{
    private readonly IAmazonECS _ecs = new AmazonECSClient();

    public async Task<Receipt> FunctionHandler(Order order, ILambdaContext context)
    {
        var run = await _ecs.RunTaskAsync(new RunTaskRequest { Cluster = "main", TaskDefinition = "report", LaunchType = LaunchType.FARGATE });
        while (true)
        {
            var described = await _ecs.DescribeTasksAsync(new DescribeTasksRequest { Cluster = "main", Tasks = [run.Tasks[0].TaskArn] });
            var task = described.Tasks[0];
            if (task.LastStatus == "STOPPED")
                return new Receipt(order.Id, task.StoppedReason ?? "ended");
            await Task.Delay(10000);
        }
    }
}

public record Order(string Id, string Kind, int Amount, string? Note);

public record Receipt(string Id, string Status);
