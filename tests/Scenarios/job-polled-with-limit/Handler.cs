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
        for (var attempt = 0; attempt < 3; attempt++)
        {
            var now = await _athena.GetQueryExecutionAsync(new GetQueryExecutionRequest { QueryExecutionId = started.QueryExecutionId });
            if (now.QueryExecution.Status.State == QueryExecutionState.SUCCEEDED)
                return new Receipt(order.Id, "DONE");
            await Task.Delay(5000);
        }

        return new Receipt(order.Id, "LATE");
    }
}

public record Order(string Id, string Kind, int Amount, string? Note);

public record Receipt(string Id, string Status);
