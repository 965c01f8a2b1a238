using Amazon;
using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.DataModel;
using Amazon.DynamoDBv2.DocumentModel;
using Amazon.Runtime;
using Amazon.S3;
using Amazon.S3.Transfer;

namespace LambdaLift.ServiceCatalogue.Tests.Sdk;

/// <summary>The views on higher-level libraries against what the released libraries send.</summary>
public sealed class HighLevelApisTests : IDisposable
{
    private static readonly AwsCatalogue Catalogue = AwsCatalogue.Default;
    private readonly AmazonDynamoDBClient _dynamoDb = new(new BasicAWSCredentials("key", "secret"), RegionEndpoint.USEast1);
    private readonly AmazonS3Client _s3 = new(new BasicAWSCredentials("key", "secret"), RegionEndpoint.USEast1);

    // Before the clients, whose pipelines are built in their constructors.
    static HighLevelApisTests() => RecordingPipeline.Register();

    public void Dispose()
    {
        _dynamoDb.Dispose();
        _s3.Dispose();
    }

    [Theory]
    [InlineData("Load")]
    [InlineData("Save")]
    [InlineData("Delete")]
    [InlineData("Query")]
    [InlineData("Scan")]
    public async Task Object_persistence_sends_the_operation(string method)
    {
        using var context = new DynamoDBContextBuilder().WithDynamoDBClient(() => _dynamoDb).ConfigureContext(c => c.DisableFetchingTableMetadata = true).Build();
        var order = new Order { Id = "1", Line = "a", Total = 2 };

        var sent = await RecordingPipeline.Record(() => method switch
        {
            "Load" => context.LoadAsync<Order>("1", "a"),
            "Save" => context.SaveAsync(order),
            "Delete" => context.DeleteAsync(order),
            "Query" => context.QueryAsync<Order>("1").GetNextSetAsync(),
            _ => context.ScanAsync<Order>([]).GetNextSetAsync(),
        });

        Assert.Equal(Expected("Amazon.DynamoDBv2.DataModel.IDynamoDBContext", method), Assert.Single(sent));
    }

    [Theory]
    [InlineData("GetItem")]
    [InlineData("PutItem")]
    [InlineData("UpdateItem")]
    [InlineData("DeleteItem")]
    [InlineData("Query")]
    [InlineData("Scan")]
    public async Task The_document_model_sends_the_operation(string method)
    {
        var table = new TableBuilder(_dynamoDb, "orders").AddHashKey("Id", DynamoDBEntryType.String).Build();
        var document = new Document { ["Id"] = "1", ["Total"] = 2 };

        var sent = await RecordingPipeline.Record(() => method switch
        {
            "GetItem" => table.GetItemAsync("1"),
            "PutItem" => table.PutItemAsync(document),
            "UpdateItem" => table.UpdateItemAsync(document),
            "DeleteItem" => table.DeleteItemAsync("1"),
            "Query" => table.Query("1", new QueryFilter()).GetNextSetAsync(),
            _ => table.Scan(new ScanFilter()).GetNextSetAsync(),
        });

        Assert.Equal(Expected("Amazon.DynamoDBv2.DocumentModel.ITable", method), Assert.Single(sent));
    }

    [Theory]
    [InlineData("Upload")]
    [InlineData("OpenStream")]
    public async Task The_transfer_utility_sends_the_operation_for_a_small_object(string method)
    {
        using var transfer = new TransferUtility(_s3);
        using var content = new MemoryStream([1, 2, 3]);

        var sent = await RecordingPipeline.Record(() => method == "Upload" ? transfer.UploadAsync(content, "bucket", "key") : transfer.OpenStreamAsync("bucket", "key"));

        Assert.Equal(Expected("Amazon.S3.Transfer.ITransferUtility", method), Assert.Single(sent));
    }

    [Fact]
    public void Every_listed_method_exists()
    {
        var types = new[] { typeof(DynamoDBContext), typeof(Table), typeof(TransferUtility) }.ToDictionary(t => t.FullName!);

        var ofPackages = HighLevelApis.All(Catalogue).Where(c => types.ContainsKey(c.Type)).ToList();

        Assert.Equal(20, ofPackages.Count);
        Assert.All(ofPackages, c => Assert.Contains(types[c.Type].GetMethods(), m => m.Name == c.Method || m.Name == c.Method + "Async"));
    }

    [Fact]
    public void Clients_of_operations_are_no_higher_level_api() => Assert.Null(HighLevelApis.Find(Catalogue, "Amazon.S3.AmazonS3Client", "GetObjectAsync"));

    [Theory]
    [InlineData("AWS.Lambda.Powertools.Parameters.SimpleSystemsManagement.ISsmProvider", "GetAsync", "ssm:GetParameter")]
    [InlineData("AWS.Lambda.Powertools.Parameters.SimpleSystemsManagement.SsmProvider", "GetMultiple", "ssm:GetParametersByPath")]
    [InlineData("AWS.Lambda.Powertools.Parameters.SecretsManager.SecretsProvider", "Get", "secretsmanager:GetSecretValue")]
    [InlineData("Amazon.SecretsManager.Extensions.Caching.SecretsManagerCache", "GetSecretString", "secretsmanager:GetSecretValue")]
    public void Readers_of_parameters_and_secrets_are_views(string type, string method, string operation) =>
        Assert.Equal(operation, HighLevelApis.Find(Catalogue, type, method)?.Operation.Id);

    private static string? Expected(string type, string method) => HighLevelApis.Find(Catalogue, type, method + "Async")?.Operation.DotNet.Request.Name;

    [DynamoDBTable("orders")]
    private sealed class Order
    {
        [DynamoDBHashKey]
        public string Id { get; set; } = "";

        [DynamoDBRangeKey]
        public string Line { get; set; } = "";

        public int Total { get; set; }
    }
}
