using System.Text.Json;
using Amazon.Lambda;
using Amazon.Lambda.Core;
using Amazon.Lambda.Model;
using Amazon.Lambda.Serialization.SystemTextJson;
using Amazon.SQS;
using Amazon.SQS.Model;

[assembly: LambdaSerializer(typeof(DefaultLambdaJsonSerializer))]

namespace Scenario;

public sealed class QuoteException : Exception
{
    public QuoteException(string carrier, string reason) : base($"{carrier}: {reason}") => Carrier = carrier;
    public string Carrier { get; }
}

public record Parcel(string Id, double Weight, string From, string To, bool Express);
public record Quote(string Carrier, decimal Price, int Days);
public record QuoteResult(string ParcelId, Quote? Best, Dictionary<string, decimal> Prices, string[] Failed);

public class Function
{
    private static readonly string[] Carriers = { "dhl", "ups", "fedex" };
    private readonly AmazonLambdaClient _lambda = new();
    private readonly AmazonSQSClient _sqs = new();

    public async Task<QuoteResult> FunctionHandler(Parcel parcel, ILambdaContext context)
    {
        if (parcel.Weight is <= 0 or > 70) throw new ArgumentOutOfRangeException(nameof(parcel), "weight");
        var tasks = Carriers.Select(carrier => TryQuoteAsync(carrier, parcel)).ToArray();
        var answers = await Task.WhenAll(tasks);
        var quotes = answers.Where(a => a.Quote != null).Select(a => a.Quote!).ToList();
        var failed = answers.Where(a => a.Quote == null).Select(a => a.Carrier).ToArray();
        if (quotes.Count == 0)
        {
            await _sqs.SendMessageAsync("https://sqs/dead", JsonSerializer.Serialize(parcel));
            throw new QuoteException("all", $"no quotes for {parcel.Id}");
        }

        var best = parcel.Express ? quotes.OrderBy(q => q.Days).ThenBy(q => q.Price).First() : quotes.MinBy(q => q.Price);
        var prices = quotes.ToDictionary(q => q.Carrier, q => Math.Round(q.Price, 2));
        return new QuoteResult(parcel.Id, best, prices, failed);
    }

    private async Task<(string Carrier, Quote? Quote)> TryQuoteAsync(string carrier, Parcel parcel)
    {
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                return (carrier, await QuoteAsync(carrier, parcel));
            }
            catch (TooManyRequestsException) when (attempt < 2)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(500 * (attempt + 1)));
            }
            catch (QuoteException e)
            {
                LambdaLogger.Log($"{e.Carrier} failed: {e.Message}");
                return (carrier, null);
            }
        }
    }

    private async Task<Quote> QuoteAsync(string carrier, Parcel parcel)
    {
        var response = await _lambda.InvokeAsync(new InvokeRequest { FunctionName = $"quote-{carrier}", Payload = JsonSerializer.Serialize(parcel) });
        if (!string.IsNullOrEmpty(response.FunctionError)) throw new QuoteException(carrier, response.FunctionError);
        var quote = await JsonSerializer.DeserializeAsync<Quote>(response.Payload);
        return quote ?? throw new QuoteException(carrier, "empty");
    }
}
