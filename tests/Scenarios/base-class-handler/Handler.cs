using Amazon.DynamoDBv2.Model;
using Amazon.DynamoDBv2;
using Amazon.Lambda.Core;
using Amazon.Lambda.Serialization.SystemTextJson;
using Amazon.SimpleNotificationService.Model;
using Amazon.SimpleNotificationService;

[assembly: LambdaSerializer(typeof(DefaultLambdaJsonSerializer))]

namespace Scenario;

public abstract class HandlerBase<TIn, TOut>
{
    private readonly IAmazonSimpleNotificationService _sns = new AmazonSimpleNotificationServiceClient();

    protected virtual string Topic => "handled";

    public async Task<TOut> FunctionHandler(TIn input, ILambdaContext context)
    {
        context.Logger.LogLine("start");
        Validate(input);
        var result = await HandleAsync(input);
        await _sns.PublishAsync(new PublishRequest { TopicArn = Topic, Message = Describe(input) });
        return result;
    }

    protected abstract Task<TOut> HandleAsync(TIn input);

    protected abstract string Describe(TIn input);

    protected virtual void Validate(TIn input)
    {
        if (input is null)
            throw new ArgumentException("nothing to do");
    }
}

public class Function : HandlerBase<Order, Receipt>
{
    private readonly IAmazonDynamoDB _dynamoDb = new AmazonDynamoDBClient();

    protected override string Topic => "orders";

    protected override async Task<Receipt> HandleAsync(Order input)
    {
        await _dynamoDb.DeleteItemAsync(new DeleteItemRequest { TableName = "orders", Key = new() { ["Id"] = new AttributeValue { S = input.Id } } });
        return new Receipt(input.Id, "DELETED");
    }

    protected override string Describe(Order input) => input.Id;

    protected override void Validate(Order input)
    {
        base.Validate(input);
        if (input.Amount == 0)
            throw new InvalidOperationException("empty order");
    }
}

public record Order(string Id, string Kind, int Amount, string? Note);

public record Receipt(string Id, string Status);
