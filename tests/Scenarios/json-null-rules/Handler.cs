using Amazon.Lambda.Core;
using Amazon.Lambda.Serialization.SystemTextJson;
using Amazon.SimpleNotificationService;
using Amazon.SimpleNotificationService.Model;
using System.Text.Json;
using System.Text.Json.Serialization;

[assembly: LambdaSerializer(typeof(DefaultLambdaJsonSerializer))]

namespace Scenario;

public class Function
{
    private readonly IAmazonSimpleNotificationService _sns = new AmazonSimpleNotificationServiceClient();

    public async Task<Total> FunctionHandler(Parcel parcel, ILambdaContext context)
    {
        await Publish(JsonSerializer.Serialize(new Note(parcel.Id, parcel.Comment)));
        return new Total { Id = parcel.Id, Comment = parcel.Comment, Owner = parcel.Owner, Secret = parcel.Id, ByName = new() { ["a"] = new Note(parcel.Id, parcel.Owner) } };
    }

    private Task Publish(string message) => _sns.PublishAsync(new PublishRequest { TopicArn = "results", Message = message });
}

public record Parcel(string Id, string? Comment, string? Owner);

public record Note(string Id, [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull), JsonPropertyName("text")] string? Comment);

public class Total
{
    public string Id { get; set; } = "";

    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public string? Comment { get; set; }

    public string? Owner { get; set; }

    [JsonIgnore]
    public string? Secret { get; set; }

    public Dictionary<string, Note> ByName { get; set; } = [];
}
