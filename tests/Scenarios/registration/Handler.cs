using System.Net;
using System.Net.Http;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Amazon.Lambda.APIGatewayEvents;
using Amazon.Lambda.Core;
using Amazon.Lambda.Serialization.SystemTextJson;
using Amazon.SecretsManager;
using Amazon.SecretsManager.Model;
using Amazon.SimpleEmail;
using Amazon.SimpleEmail.Model;
using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;

[assembly: LambdaSerializer(typeof(DefaultLambdaJsonSerializer))]

namespace Scenario;

public class Function
{
    private static readonly HttpClient Http = new() { BaseAddress = new Uri("https://crm.example.com/") };
    private readonly IAmazonSimpleEmailService _ses = new AmazonSimpleEmailServiceClient();
    private readonly IAmazonDynamoDB _db = new AmazonDynamoDBClient();

    public async Task<APIGatewayProxyResponse> FunctionHandler(APIGatewayProxyRequest request, ILambdaContext context)
    {
        Registration? registration;
        try
        {
            registration = JsonSerializer.Deserialize<Registration>(request.Body);
        }
        catch (JsonException)
        {
            return Respond(HttpStatusCode.BadRequest, new { error = "invalid json" });
        }

        if (registration is null || !registration.Email.Contains('@'))
            return Respond(HttpStatusCode.BadRequest, new { error = "invalid registration" });

        var id = Guid.NewGuid().ToString("N");
        try
        {
            await _db.PutItemAsync(new PutItemRequest
            {
                TableName = "users",
                Item = new Dictionary<string, AttributeValue>
                {
                    ["id"] = new AttributeValue { S = id },
                    ["email"] = new AttributeValue { S = registration.Email.ToLowerInvariant().Trim() },
                    ["tags"] = new AttributeValue { L = registration.Tags?.Select(t => new AttributeValue { S = t }).ToList() ?? [] },
                },
                ConditionExpression = "attribute_not_exists(email)",
            });
        }
        catch (ConditionalCheckFailedException)
        {
            return Respond(HttpStatusCode.Conflict, new { error = "exists" });
        }

        using var message = new HttpRequestMessage(HttpMethod.Post, "contacts")
        {
            Content = new StringContent(JsonSerializer.Serialize(new { id, registration.Email, registration.Name }), Encoding.UTF8, "application/json"),
        };
        var answer = await Http.SendAsync(message);
        if (!answer.IsSuccessStatusCode)
        {
            context.Logger.LogWarning($"CRM said {(int)answer.StatusCode}");
        }

        await _ses.SendEmailAsync(new SendEmailRequest
        {
            Source = "hello@example.com",
            Destination = new Destination { ToAddresses = [registration.Email] },
            Message = new Message
            {
                Subject = new Content($"Welcome, {registration.Name ?? "friend"}"),
                Body = new Body { Html = new Content { Charset = "UTF-8", Data = $"<p>Hi {registration.Name}</p>" } },
            },
        });
        return Respond(HttpStatusCode.Created, new Created(id));
    }

    private static APIGatewayProxyResponse Respond<T>(HttpStatusCode status, T body) => new()
    {
        StatusCode = (int)status,
        Headers = new Dictionary<string, string> { ["Content-Type"] = "application/json", ["X-Powered-By"] = "lambda" },
        Body = JsonSerializer.Serialize(body),
    };
}

public record Registration([property: JsonPropertyName("email")] string Email, [property: JsonPropertyName("name")] string? Name, [property: JsonPropertyName("tags")] List<string>? Tags);

public record Created([property: JsonPropertyName("id")] string Id);
