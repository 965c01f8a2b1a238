using System.Net.Http;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Amazon.Lambda.Core;
using Amazon.Lambda.Serialization.SystemTextJson;

[assembly: LambdaSerializer(typeof(DefaultLambdaJsonSerializer))]

namespace Scenario;

public class Function
{
    private readonly HttpClient _http = new();

    public Function()
    {
        _http.BaseAddress = new Uri("https://orders.example.com/v1/");
        _http.DefaultRequestHeaders.Add("X-Source", "lambda");
        _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", Environment.GetEnvironmentVariable("TOKEN"));
        _http.DefaultRequestHeaders.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
    }

    public async Task<string> FunctionHandler(Order order)
    {
        using var created = await _http.PostAsJsonAsync("orders", order);
        created.EnsureSuccessStatusCode();
        var receipt = await created.Content.ReadFromJsonAsync<Receipt>();

        var content = new StringContent(JsonSerializer.Serialize(new { receipt!.Id, order.Total }), Encoding.UTF8, "application/json");
        (await _http.PutAsync($"/ledger/{order.Total}", content)).EnsureSuccessStatusCode();

        var request = new HttpRequestMessage(HttpMethod.Delete, $"drafts/{order.Total}");
        request.Headers.Add("X-Reason", $"booked as {receipt.Id}");
        using var deleted = await _http.SendAsync(request);
        deleted.EnsureSuccessStatusCode();
        return receipt.Id;
    }
}

public record Order(string Customer, int Total);

public record Receipt(string Id);
