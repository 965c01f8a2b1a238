using System.Net.Http;
using System.Net.Http.Json;
using Amazon.Lambda.Core;
using Amazon.Lambda.Serialization.SystemTextJson;
using Microsoft.Extensions.DependencyInjection;

[assembly: LambdaSerializer(typeof(DefaultLambdaJsonSerializer))]

namespace Scenario;

public class Function
{
    private readonly PriceClient _prices;
    private readonly IHttpClientFactory _factory;

    public Function()
    {
        var services = new ServiceCollection();
        services.AddHttpClient<PriceClient>(client =>
        {
            client.BaseAddress = new Uri(Environment.GetEnvironmentVariable("PRICES_URL")!);
            client.DefaultRequestHeaders.Add("X-Api-Key", Environment.GetEnvironmentVariable("PRICES_KEY"));
        });
        services.AddHttpClient("audit", client => client.BaseAddress = new Uri("https://audit.example.com/"));
        var provider = services.BuildServiceProvider();
        _prices = provider.GetRequiredService<PriceClient>();
        _factory = provider.GetRequiredService<IHttpClientFactory>();
    }

    public async Task<string> FunctionHandler(Item item)
    {
        var price = await _prices.PriceOfAsync(item.Number);
        var audit = _factory.CreateClient("audit");
        using var written = await audit.PostAsJsonAsync("entries", new { item.Number, price.Currency });
        return written.IsSuccessStatusCode ? price.Currency : "not audited";
    }
}

public class PriceClient(HttpClient http)
{
    public async Task<Price> PriceOfAsync(int number)
    {
        using var response = await http.GetAsync($"prices/{number}");
        response.EnsureSuccessStatusCode();
        return (await response.Content.ReadFromJsonAsync<Price>())!;
    }
}

public record Item(int Number);

public record Price(string Currency, int Cents);
