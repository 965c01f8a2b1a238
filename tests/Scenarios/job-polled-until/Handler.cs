// options: wait-for-jobs
using Amazon.Athena;
using Amazon.Athena.Model;
using Amazon.Lambda.Core;
using Amazon.Lambda.Serialization.SystemTextJson;

[assembly: LambdaSerializer(typeof(DefaultLambdaJsonSerializer))]

namespace Scenario;

public class Function
{
    private readonly IAmazonAthena _athena = new AmazonAthenaClient();

    public async Task<Receipt> FunctionHandler(Order order, ILambdaContext context)
    {
        var started = await _athena.StartQueryExecutionAsync(new StartQueryExecutionRequest { QueryString = "select 1", WorkGroup = "reports" });
        var deadline = DateTime.UtcNow.AddMinutes(2);
        while (DateTime.UtcNow < deadline)
        {
            var now = await _athena.GetQueryExecutionAsync(new GetQueryExecutionRequest { QueryExecutionId = started.QueryExecutionId });
            var state = now.QueryExecution.Status.State;
            if (state == QueryExecutionState.SUCCEEDED)
                return new Receipt(order.Id, started.QueryExecutionId);
            if (state == QueryExecutionState.FAILED || state == QueryExecutionState.CANCELLED)
                throw new InvalidOperationException(now.QueryExecution.Status.StateChangeReason ?? "no reason");
            await Task.Delay(5000);
        }

        throw new TimeoutException();
    }
}

public record Order(string Id, string Kind, int Amount, string? Note);

public record Receipt(string Id, string Status);
