using System.Net.Http;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Serialization;
using Amazon.Lambda.CloudWatchEvents;
using Amazon.Lambda.Core;
using Amazon.Lambda.Serialization.SystemTextJson;
using Amazon.SimpleSystemsManagement;
using Amazon.SimpleSystemsManagement.Model;
using Amazon.SQS;
using Amazon.SQS.Model;

[assembly: LambdaSerializer(typeof(DefaultLambdaJsonSerializer))]

namespace Scenario;

public class RateDetail
{
    [JsonPropertyName("base")] public string Base { get; set; } = "EUR";
    [JsonPropertyName("symbols")] public List<string> Symbols { get; set; } = new() { };
    [JsonPropertyName("threshold")] public double? Threshold { get; set; }
}

public record Rates([property: JsonPropertyName("rates")] Dictionary<string, double> Values, [property: JsonPropertyName("date")] string Date);

public class Function
{
    private static readonly HttpClient Client = new() { Timeout = TimeSpan.FromSeconds(10) };
    private readonly IAmazonSimpleSystemsManagement _ssm = new AmazonSimpleSystemsManagementClient();
    private readonly IAmazonSQS _sqs = new AmazonSQSClient();

    public async Task<int> FunctionHandler(CloudWatchEvent<RateDetail> evt, ILambdaContext context)
    {
        var detail = evt.Detail;
        var symbols = detail.Symbols.Count > 0 ? string.Join(",", detail.Symbols) : "USD,GBP";
        var rates = await Client.GetFromJsonAsync<Rates>($"https://rates.example.com/latest?base={detail.Base}&symbols={symbols}");
        var threshold = detail.Threshold ?? 0.05;
        var sent = 0;
        foreach (var pair in rates!.Values.OrderBy(r => r.Key, StringComparer.Ordinal))
        {
            var previous = await PreviousAsync(pair.Key);
            if (previous is null || Math.Abs(pair.Value - previous.Value) / previous.Value > threshold)
            {
                await _sqs.SendMessageAsync(new SendMessageRequest
                {
                    QueueUrl = "https://sqs/rates",
                    MessageBody = JsonSerializer.Serialize(new { currency = pair.Key, rate = pair.Value, previous, region = evt.Region, at = evt.Time }),
                    DelaySeconds = previous is null ? 0 : 60,
                });
                sent++;
            }

            await _ssm.PutParameterAsync(new PutParameterRequest { Name = $"/rates/{pair.Key}", Value = pair.Value.ToString(), Type = ParameterType.String, Overwrite = true });
        }

        return sent;
    }

    private async Task<double?> PreviousAsync(string currency)
    {
        try
        {
            var parameter = await _ssm.GetParameterAsync(new GetParameterRequest { Name = "/rates/" + currency });
            return double.Parse(parameter.Parameter.Value);
        }
        catch (ParameterNotFoundException)
        {
            return null;
        }
    }
}
