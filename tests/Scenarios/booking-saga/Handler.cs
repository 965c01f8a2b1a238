using System.Text.Json;
using Amazon.Lambda;
using Amazon.Lambda.Core;
using Amazon.Lambda.Model;
using Amazon.Lambda.Serialization.SystemTextJson;
using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;

[assembly: LambdaSerializer(typeof(DefaultLambdaJsonSerializer))]

namespace Scenario;

public record Booking(string Id, string Customer, Trip Trip, decimal Price);
public record Trip(string Flight, string? Hotel, DateTime Departure, int Travellers);
public record Confirmation(string Code);
public record Result(string Status, string[] Codes, string? Reason = null);

public class BookingFailedException(string step, Exception inner) : Exception($"{step} failed: {inner.Message}", inner)
{
    public string Step { get; } = step;
}

public class Function
{
    private readonly IAmazonLambda _lambda = new AmazonLambdaClient();
    private readonly IAmazonDynamoDB _db = new AmazonDynamoDBClient();

    public async Task<Result> FunctionHandler(Booking booking, ILambdaContext context)
    {
        string? flight = null;
        string? hotel = null;
        try
        {
            await SetStatusAsync(booking.Id, "STARTED");
            flight = await StepAsync("reserve-flight", new { booking.Trip.Flight, booking.Trip.Travellers });
            if (booking.Trip.Hotel is { } name)
            {
                hotel = await StepAsync("reserve-hotel", new { Hotel = name, From = booking.Trip.Departure.Date, Nights = Math.Max(1, 7 - booking.Trip.Departure.Day % 7) });
            }

            await StepAsync("charge", new { booking.Customer, Amount = booking.Price });
            await SetStatusAsync(booking.Id, "CONFIRMED");
            return new Result("CONFIRMED", new[] { flight, hotel }.Where(c => c != null).Select(c => c!).ToArray());
        }
        catch (BookingFailedException e) when (e.Step != "charge" || flight != null)
        {
            context.Logger.LogError(e.ToString());
            if (hotel != null) await StepAsync("cancel-hotel", new { Code = hotel });
            if (flight != null) await StepAsync("cancel-flight", new { Code = flight });
            await SetStatusAsync(booking.Id, "FAILED", e.Message);
            return new Result("FAILED", [], e.Message);
        }
    }

    private async Task<string> StepAsync(string function, object input)
    {
        try
        {
            var response = await _lambda.InvokeAsync(new InvokeRequest { FunctionName = function, Payload = JsonSerializer.Serialize(input) });
            if (response.FunctionError is { Length: > 0 } error) throw new InvalidOperationException(error);
            return JsonSerializer.Deserialize<Confirmation>(response.Payload)!.Code;
        }
        catch (AmazonLambdaException e)
        {
            throw new BookingFailedException(function, e);
        }
        catch (InvalidOperationException e)
        {
            throw new BookingFailedException(function, e);
        }
    }

    private Task SetStatusAsync(string id, string status, string? reason = null)
    {
        var values = new Dictionary<string, AttributeValue> { [":s"] = new AttributeValue { S = status } };
        var expression = "SET #s = :s";
        if (reason is not null)
        {
            values[":r"] = new AttributeValue { S = reason };
            expression += ", reason = :r";
        }

        return _db.UpdateItemAsync(new UpdateItemRequest
        {
            TableName = "bookings",
            Key = new() { ["id"] = new AttributeValue { S = id } },
            UpdateExpression = expression,
            ExpressionAttributeNames = new() { ["#s"] = "status" },
            ExpressionAttributeValues = values,
        });
    }
}
