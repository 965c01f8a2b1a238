using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.DataModel;
using Amazon.DynamoDBv2.Model;

namespace LambdaLift.Converter.Tests.ObjectPersistence;

/// <summary>What the released library does with the caller's object when it saves or deletes it, and how it rounds times: what their conversion stands on.</summary>
public sealed class VersionTests : IDisposable
{
    private static readonly DateTime Noon = new(2024, 1, 2, 12, 0, 0, DateTimeKind.Utc);
    private readonly AmazonDynamoDBClient _client = SentRequests.Client();

    public void Dispose() => _client.Dispose();

    [Theory]
    [InlineData(null, 0)]
    [InlineData(3, 4)]
    public async Task A_saved_object_has_the_next_version_and_is_otherwise_as_it_was(int? before, int after)
    {
        var order = New(before);
        await SentRequests.Of(() => Context().SaveAsync(order));

        Assert.Equal((after, "", "n", Noon), (order.Version, order.Empty, order.Note, order.At));
    }

    [Theory]
    [InlineData(null)]
    [InlineData(3)]
    public async Task An_object_that_was_not_saved_is_as_it_was(int? version)
    {
        var order = New(version);
        await SentRequests.Failing(new ConditionalCheckFailedException("no"), () => Context().SaveAsync(order));

        Assert.Equal((version, "", "n", Noon), (order.Version, order.Empty, order.Note, order.At));
    }

    [Fact]
    public async Task Without_the_check_and_when_it_is_deleted_an_object_keeps_its_version()
    {
        var order = New(3);
        await SentRequests.Of(() => Context().SaveAsync(order, new SaveConfig { SkipVersionCheck = true }));
        await SentRequests.Of(() => Context().DeleteAsync(order));

        Assert.Equal(3, order.Version);
    }

    [Theory]
    [InlineData(400, "0")]
    [InlineData(500, "0")]
    [InlineData(600, "1")]
    [InlineData(1500, "2")]
    [InlineData(2500, "2")]
    public async Task Seconds_are_rounded_to_the_even_one(int milliseconds, string seconds)
    {
        var order = New(null);
        order.Expires = DateTime.UnixEpoch.AddMilliseconds(milliseconds);
        var (_, request) = Assert.Single(await SentRequests.Of(() => Context().SaveAsync(order)));

        Assert.Contains($$"""{"N":"{{seconds}}"}""", request["ExpressionAttributeValues"]!.AsObject().Where(v => v.Key == ":awsavar5").Select(v => v.Value!.ToJsonString()));
    }

    private static Versioned New(int? version) => new() { Id = "1", Version = version, Empty = "", Note = "n", At = Noon };

    private IDynamoDBContext Context() => new DynamoDBContextBuilder().WithDynamoDBClient(() => _client).ConfigureContext(c => c.DisableFetchingTableMetadata = true).Build();

    private sealed class Versioned
    {
        [DynamoDBHashKey]
        public string Id { get; set; } = "";

        [DynamoDBVersion]
        public int? Version { get; set; }

        public string? Empty { get; set; }

        public string? Note { get; set; }

        public DateTime At { get; set; }

        [DynamoDBProperty(StoreAsEpochLong = true)]
        public DateTime Expires { get; set; }
    }
}
