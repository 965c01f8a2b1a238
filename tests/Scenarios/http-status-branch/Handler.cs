using System.Net;
using System.Net.Http;
using System.Net.Http.Json;
using Amazon.Lambda.Core;
using Amazon.Lambda.Serialization.SystemTextJson;

[assembly: LambdaSerializer(typeof(DefaultLambdaJsonSerializer))]

namespace Scenario;

public class Function
{
    private readonly HttpClient _http = new();

    public async Task<string> FunctionHandler(Query query)
    {
        var found = await _http.GetAsync($"https://customers.example.com/{query.Id}");
        if (found.StatusCode == HttpStatusCode.NotFound)
            return "unknown";
        found.EnsureSuccessStatusCode();
        var customer = await found.Content.ReadFromJsonAsync<Customer>();

        using var told = await _http.PostAsJsonAsync("https://news.example.com/", customer);
        if (!told.IsSuccessStatusCode)
            return $"not told: {(int)told.StatusCode}";
        return customer!.Name;
    }
}

public record Query(int Id);

public record Customer(string Name);
