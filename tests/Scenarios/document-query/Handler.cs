using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.DocumentModel;
using Amazon.Lambda.Core;
using Amazon.Lambda.Serialization.SystemTextJson;

[assembly: LambdaSerializer(typeof(DefaultLambdaJsonSerializer))]

namespace Scenario;

public class Function
{
    private readonly ITable _orders = new TableBuilder(new AmazonDynamoDBClient(), "Orders").AddHashKey("Customer", DynamoDBEntryType.String).AddRangeKey("Line", DynamoDBEntryType.Numeric).Build();

    public async Task<Summary> FunctionHandler(Request request, ILambdaContext context)
    {
        if (string.IsNullOrEmpty(request.Customer))
            return new Summary([], 0, 0, 0);
        var all = await _orders.Query(request.Customer, new QueryFilter()).GetRemainingAsync();
        var names = new List<string>();
        foreach (var order in all)
            names.Add(order["Name"].AsString());

        var filter = new QueryFilter("Customer", QueryOperator.Equal, request.Customer);
        filter.AddCondition("Line", QueryOperator.Between, request.From, request.From + 10);
        filter.AddCondition("Paid", QueryOperator.Equal, true);
        var first = await _orders.Query(filter).GetNextSetAsync();

        var search = _orders.Query(new QueryOperationConfig
        {
            BackwardSearch = true,
            Limit = 5,
            KeyExpression = new Expression { ExpressionStatement = "Customer = :c", ExpressionAttributeValues = { [":c"] = request.Customer } },
            FilterExpression = new Expression
            {
                ExpressionStatement = "#p = :p",
                ExpressionAttributeNames = { ["#p"] = "Paid" },
                ExpressionAttributeValues = { [":p"] = new DynamoDBBool(true) },
            },
        });
        var paid = 0;
        do
        {
            var page = await search.GetNextSetAsync();
            paid += page.Count(order => order["Paid"].AsBoolean());
        }
        while (!search.IsDone);

        var scanned = await _orders.Scan(new ScanFilter()).GetNextSetAsync();
        return new Summary(names, first.Count, paid, scanned.Count);
    }
}

public record Request(string Customer, int From);

public record Summary(List<string> Names, int First, int Paid, int Scanned);
