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
        try
        {
            var started = await _athena.StartQueryExecutionAsync(new StartQueryExecutionRequest { QueryString = "select 1", WorkGroup = "reports" });
            var done = false;
            while (!done)
            {
                var now = await _athena.GetQueryExecutionAsync(new GetQueryExecutionRequest { QueryExecutionId = started.QueryExecutionId });
                var state = now.QueryExecution.Status.State;
                if (state == QueryExecutionState.FAILED || state == QueryExecutionState.CANCELLED)
                    throw new InvalidOperationException("The query failed");
                done = state == QueryExecutionState.SUCCEEDED;
                if (!done)
                    Thread.Sleep(5000);
            }

            var rows = await _athena.GetQueryResultsAsync(new GetQueryResultsRequest { QueryExecutionId = started.QueryExecutionId });
            return new Receipt(order.Id, rows.NextToken ?? "last page");
        }
        catch (InvalidRequestException)
        {
            return new Receipt(order.Id, "INVALID");
        }
        catch (InvalidOperationException e)
        {
            return new Receipt(order.Id, e.Message);
        }
    }
}

public record Order(string Id, string Kind, int Amount, string? Note);

public record Receipt(string Id, string Status);
