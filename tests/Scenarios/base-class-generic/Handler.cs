using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using Amazon.Lambda.Core;
using Amazon.Lambda.Serialization.SystemTextJson;
using Amazon.SimpleNotificationService;

[assembly: LambdaSerializer(typeof(DefaultLambdaJsonSerializer))]

namespace Scenario;

public interface IRequestWithId { string Id { get; } }

public record Response<T>(bool Success, T? Data, string? Error)
{
    public static Response<T> Ok(T data) => new(true, data, null);
    public static Response<T> Fail(string error) => new(false, default, error);
}

public abstract class FunctionBase<TIn, TOut> where TIn : IRequestWithId
{
    protected IAmazonDynamoDB Db { get; } = new AmazonDynamoDBClient();

    public async Task<Response<TOut>> FunctionHandler(TIn input, ILambdaContext context)
    {
        if (!await TryLockAsync(input.Id)) return Response<TOut>.Fail("locked");
        try
        {
            Validate(input);
            var result = await HandleAsync(input);
            return Response<TOut>.Ok(result);
        }
        catch (ArgumentException e)
        {
            return Response<TOut>.Fail(e.Message);
        }
        finally
        {
            await Db.DeleteItemAsync("locks", new() { ["id"] = new(input.Id) });
        }
    }

    protected abstract Task<TOut> HandleAsync(TIn input);

    protected virtual void Validate(TIn input)
    {
        if (string.IsNullOrEmpty(input.Id)) throw new ArgumentException("id missing");
    }

    private async Task<bool> TryLockAsync(string id)
    {
        try
        {
            await Db.PutItemAsync(new PutItemRequest { TableName = "locks", Item = new() { ["id"] = new(id) }, ConditionExpression = "attribute_not_exists(id)" });
            return true;
        }
        catch (ConditionalCheckFailedException)
        {
            return false;
        }
    }
}

public record Transfer(string Id, string From, string To, long Cents) : IRequestWithId;
public record Receipt(string TransferId, long Cents, DateTime At);

public class Function : FunctionBase<Transfer, Receipt>
{
    private readonly IAmazonSimpleNotificationService _sns = new AmazonSimpleNotificationServiceClient();

    protected override void Validate(Transfer input)
    {
        base.Validate(input);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(input.Cents);
        if (input.From == input.To) throw new ArgumentException("same account", nameof(input));
    }

    protected override async Task<Receipt> HandleAsync(Transfer input)
    {
        await Db.TransactWriteItemsAsync(new TransactWriteItemsRequest
        {
            TransactItems = new List<TransactWriteItem>
            {
                Move(input.From, -input.Cents),
                Move(input.To, input.Cents),
            },
            ClientRequestToken = input.Id,
        });
        await _sns.PublishAsync("transfers", $"{input.Cents / 100}.{input.Cents % 100:00} from {input.From} to {input.To}");
        return new Receipt(input.Id, input.Cents, DateTime.UtcNow);
    }

    private static TransactWriteItem Move(string account, long cents) => new()
    {
        Update = new Update
        {
            TableName = "accounts",
            Key = new Dictionary<string, AttributeValue> { ["account"] = new AttributeValue { S = account } },
            UpdateExpression = "ADD balance :c",
            ExpressionAttributeValues = new Dictionary<string, AttributeValue> { [":c"] = new AttributeValue { N = cents.ToString() } },
        },
    };
}
