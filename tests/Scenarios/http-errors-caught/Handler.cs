using System.Net;
using System.Net.Http;
using System.Net.Http.Json;
using Amazon.Lambda.Core;
using Amazon.Lambda.Serialization.SystemTextJson;

[assembly: LambdaSerializer(typeof(DefaultLambdaJsonSerializer))]

namespace Scenario;

public class Function
{
    private static readonly HttpClient Http = new() { BaseAddress = new Uri("https://stock.example.com"), Timeout = TimeSpan.FromSeconds(5) };

    public async Task<string> FunctionHandler(Part part)
    {
        try
        {
            var stock = await Http.GetFromJsonAsync<Stock>($"/parts/{part.Number}");
            return stock!.Place;
        }
        catch (HttpRequestException e) when (e.StatusCode == HttpStatusCode.NotFound)
        {
            return "no such part";
        }
        catch (HttpRequestException e) when (e.StatusCode is null)
        {
            return "out of reach";
        }
        catch (HttpRequestException)
        {
            return "refused";
        }
        catch (TaskCanceledException)
        {
            return "too slow";
        }
    }
}

public record Part(int Number);

public record Stock(string Place);
