using System.Net;
using System.Text.Json;
using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using Amazon.Lambda;
using Amazon.Lambda.Core;
using Amazon.Lambda.Model;
using Amazon.Lambda.Serialization.SystemTextJson;
using Amazon.Lambda.SQSEvents;
using Amazon.SimpleNotificationService;
using Amazon.SimpleNotificationService.Model;
using Amazon.SQS;
using Amazon.SQS.Model;

[assembly: LambdaSerializer(typeof(DefaultLambdaJsonSerializer))]

namespace Scenario;

public class Function
{
    private const int MaxAttempts = 3;
    private static readonly string TableName = Environment.GetEnvironmentVariable("TABLE_NAME") ?? "orders";
    private static readonly JsonSerializerOptions Options = new() { PropertyNamingPolicy = JsonNamingPolicy.CamelCase };
    private readonly IAmazonDynamoDB _db;
    private readonly IAmazonSQS _sqs;
    private readonly IAmazonLambda _lambda;

    public Function() : this(new AmazonDynamoDBClient(), new AmazonSQSClient(), new AmazonLambdaClient()) { }

    public Function(IAmazonDynamoDB db, IAmazonSQS sqs, IAmazonLambda lambda) => (_db, _sqs, _lambda) = (db, sqs, lambda);

    public async Task<SQSBatchResponse> FunctionHandler(SQSEvent evnt, ILambdaContext context)
    {
        var failures = new List<SQSBatchResponse.BatchItemFailure>();
        foreach (var message in evnt.Records)
        {
            try
            {
                await ProcessMessageAsync(message, context);
            }
            catch (Exception ex)
            {
                context.Logger.LogError($"Failed {message.MessageId}: {ex.Message}");
                failures.Add(new SQSBatchResponse.BatchItemFailure { ItemIdentifier = message.MessageId });
            }
        }

        return new SQSBatchResponse(failures);
    }

    private async Task ProcessMessageAsync(SQSEvent.SQSMessage message, ILambdaContext context)
    {
        var order = JsonSerializer.Deserialize<Order>(message.Body, Options)
            ?? throw new InvalidOperationException("Empty body");
        if (string.IsNullOrWhiteSpace(order.CustomerId))
        {
            throw new ArgumentException("Customer missing", nameof(order));
        }

        var existing = await _db.GetItemAsync(TableName, new Dictionary<string, AttributeValue> { ["pk"] = new() { S = $"ORDER#{order.Id}" } });
        if (existing.IsItemSet && existing.Item.TryGetValue("status", out var status) && status.S is "SHIPPED" or "CANCELLED")
        {
            context.Logger.LogInformation("Nothing to do");
            return;
        }

        var total = order.Lines.Where(l => !l.Backordered).Sum(l => l.Quantity * l.UnitPrice);
        var discount = total switch
        {
            >= 1000m => 0.1m,
            >= 500m => 0.05m,
            _ => 0m,
        };
        var response = await InvokeAsync<PriceRequest, PriceResponse>("pricing", new PriceRequest(order.Id, total, discount));
        await _db.UpdateItemAsync(new UpdateItemRequest
        {
            TableName = TableName,
            Key = new Dictionary<string, AttributeValue> { { "pk", new AttributeValue { S = $"ORDER#{order.Id}" } } },
            UpdateExpression = "SET #s = :s, total = :t",
            ExpressionAttributeNames = new Dictionary<string, string> { ["#s"] = "status" },
            ExpressionAttributeValues = new Dictionary<string, AttributeValue>
            {
                [":s"] = new AttributeValue("PRICED"),
                [":t"] = new AttributeValue { N = response.Total.ToString() },
            },
        });
        var backordered = order.Lines.Where(l => l.Backordered).Select(l => l.Sku).ToList();
        if (backordered.Any())
        {
            await _sqs.SendMessageAsync(new SendMessageRequest
            {
                QueueUrl = Environment.GetEnvironmentVariable("BACKORDER_QUEUE"),
                MessageBody = JsonSerializer.Serialize(new { order.Id, Skus = backordered }, Options),
            });
        }
    }

    private async Task<TResponse> InvokeAsync<TRequest, TResponse>(string function, TRequest request)
    {
        var response = await _lambda.InvokeAsync(new InvokeRequest
        {
            FunctionName = function,
            InvocationType = InvocationType.RequestResponse,
            Payload = JsonSerializer.Serialize(request),
        });
        if (response.FunctionError is not null)
        {
            using var reader = new StreamReader(response.Payload);
            throw new InvalidOperationException($"{function} failed: {await reader.ReadToEndAsync()}");
        }

        return JsonSerializer.Deserialize<TResponse>(response.Payload)!;
    }
}

public record Order(string Id, string CustomerId, List<Line> Lines);

public record Line(string Sku, int Quantity, decimal UnitPrice, bool Backordered);

public record PriceRequest(string OrderId, decimal Total, decimal Discount);

public record PriceResponse(decimal Total);
