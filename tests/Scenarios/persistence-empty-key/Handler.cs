using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.DataModel;
using Amazon.Lambda.Core;
using Amazon.Lambda.Serialization.SystemTextJson;

[assembly: LambdaSerializer(typeof(DefaultLambdaJsonSerializer))]

namespace Scenario;

public class Customer
{
    [DynamoDBHashKey] public string CustomerId { get; set; } = "";
    public int Points { get; set; }
}

public class Purchase
{
    public string? CustomerId { get; set; }
    public string? Delete { get; set; } = "";
    public string? Save { get; set; } = "";
}

public class Function
{
    private readonly IDynamoDBContext _context = new DynamoDBContext(new AmazonDynamoDBClient());

    public async Task<int> FunctionHandler(Purchase purchase, ILambdaContext context)
    {
        // The library refuses a key that is null, and sends one that is empty.
        var customer = await _context.LoadAsync<Customer>(purchase.CustomerId);
        await _context.SaveAsync(new Customer { CustomerId = purchase.Save!, Points = 2 });
        await _context.DeleteAsync<Customer>(purchase.Delete);
        return customer == null ? -1 : customer.Points;
    }
}
