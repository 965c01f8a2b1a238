using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.DataModel;
using Amazon.Lambda.Core;
using Amazon.Lambda.Serialization.SystemTextJson;

[assembly: LambdaSerializer(typeof(DefaultLambdaJsonSerializer))]

namespace Scenario;

public class Function
{
    private readonly IDynamoDBContext _db = new DynamoDBContext(new AmazonDynamoDBClient());

    public async Task<List<string>> FunctionHandler(Request request, ILambdaContext context)
    {
        if (string.IsNullOrEmpty(request.Customer))
            return [];
        var all = await _db.QueryAsync<Line>(request.Customer).GetRemainingAsync();
        var search = _db.QueryAsync<Line>(request.Customer);
        var names = new List<string>();
        while (!search.IsDone)
        {
            foreach (var line in await search.GetNextSetAsync())
                names.Add($"{line.Number} of {all.Count}");
        }

        return names;
    }
}

public record Request(string Customer);

[DynamoDBTable("Lines")]
public class Line
{
    [DynamoDBHashKey]
    public string Customer { get; set; } = "";

    [DynamoDBRangeKey]
    public int Number { get; set; }
}
