using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.DocumentModel;
using Amazon.Lambda.Core;
using Amazon.Lambda.Serialization.SystemTextJson;

[assembly: LambdaSerializer(typeof(DefaultLambdaJsonSerializer))]

namespace Scenario;

public class Function
{
    private readonly ITable _guests = new TableBuilder(new AmazonDynamoDBClient(), "Guests").AddHashKey("Id", DynamoDBEntryType.String).Build();

    public async Task<Answer> FunctionHandler(Visit visit, ILambdaContext context)
    {
        if (string.IsNullOrEmpty(visit.GuestId))
            return new Answer("NOBODY", "none", 0, false, 0);
        var guest = await _guests.GetItemAsync(visit.GuestId, new GetItemOperationConfig { ConsistentRead = true });
        if (guest == null)
            return new Answer("UNKNOWN", "none", 0, false, 0);
        var nick = guest.TryGetValue("Nick", out var entry) ? entry.AsString() : "none";
        var extras = guest.ContainsKey("Extras") ? guest["Extras"].AsListOfString().Count : -1;
        return new Answer(guest["Name"].AsString(), nick, (int)guest["Visits"], guest["IsRegular"].AsBoolean(), extras);
    }
}

public record Visit(string GuestId);

public record Answer(string Name, string Nick, int Visits, bool IsRegular, int Extras);
