using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.DocumentModel;
using Amazon.Lambda.Core;
using Amazon.Lambda.Serialization.SystemTextJson;

[assembly: LambdaSerializer(typeof(DefaultLambdaJsonSerializer))]

namespace Scenario;

public class Function
{
    private readonly Table _guests;

    public Function()
        : this(new AmazonDynamoDBClient())
    {
    }

    public Function(IAmazonDynamoDB client) =>
        _guests = (Table)new TableBuilder(client, "Guests").AddHashKey("Id", DynamoDBEntryType.String).AddRangeKey("Day", DynamoDBEntryType.Numeric).Build();

    public async Task<string> FunctionHandler(Visit visit, ILambdaContext context)
    {
        if (string.IsNullOrEmpty(visit.GuestId))
            return "NOBODY";
        var stay = await _guests.GetItemAsync(visit.GuestId, visit.Day);
        if (stay is null)
        {
            var first = new Document { ["Id"] = visit.GuestId, ["Day"] = visit.Day, ["Note"] = visit.Note, ["Nights"] = 1 };
            await _guests.UpdateItemAsync(first);
            first["Known"] = true;
            var after = await _guests.UpdateItemAsync(first, new UpdateItemOperationConfig { ReturnValues = ReturnValues.AllNewAttributes });
            return after["Room"].AsString();
        }

        var nights = stay["Nights"].AsInt() + 1;
        stay["Nights"] = nights;
        stay["Note"] = visit.Note;
        stay["Tags"] = visit.Tags;
        await _guests.UpdateItemAsync(stay);
        if (nights > 10)
            await _guests.DeleteItemAsync(stay);
        else if (nights > 5)
            await _guests.DeleteItemAsync(visit.GuestId, visit.Day);
        return $"{stay["Nights"].AsInt()} {stay["Room"].AsString()}";
    }
}

public record Visit(string GuestId, int Day, string? Note, List<string>? Tags);
