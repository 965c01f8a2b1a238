using System.Net.Http;
using System.Net.Http.Json;
using System.Text.Json;
using Amazon.Lambda.Core;
using Amazon.Lambda.Serialization.SystemTextJson;

[assembly: LambdaSerializer(typeof(DefaultLambdaJsonSerializer))]

namespace Scenario;

public class Function
{
    private static readonly HttpClient Http = new();
    private static readonly string Server = Environment.GetEnvironmentVariable("WEATHER_URL")!;

    public async Task<string> FunctionHandler(Place place)
    {
        string text = "";
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                text = await Http.GetStringAsync($"{Server}/now?zip={place.Zip}");
                break;
            }
            catch (HttpRequestException) when (attempt < 3)
            {
                await Task.Delay(TimeSpan.FromSeconds(2));
            }
        }

        var weather = JsonSerializer.Deserialize<Weather>(text, new JsonSerializerOptions(JsonSerializerDefaults.Web))!;
        var forecast = await ForecastAsync(place);
        return $"{weather.Sky}, then {forecast.Sky}";
    }

    private static async Task<Weather> ForecastAsync(Place place)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return (await Http.GetFromJsonAsync<Weather>($"{Server}/forecast?zip={place.Zip}"))!;
            }
            catch (HttpRequestException) when (attempt < 2)
            {
                await Task.Delay(1000);
            }
        }
    }
}

public record Place(string Zip);

public record Weather(string Sky);
