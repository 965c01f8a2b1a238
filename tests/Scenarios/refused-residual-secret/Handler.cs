using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using Amazon.Lambda.Core;
using Amazon.Lambda.Serialization.SystemTextJson;
using Amazon.SimpleNotificationService;
using Amazon.SimpleNotificationService.Model;
using Amazon.SecretsManager;
using Amazon.SecretsManager.Model;
using System.Security.Cryptography;
using System.Text;

[assembly: LambdaSerializer(typeof(DefaultLambdaJsonSerializer))]

namespace Scenario;

public class Function
{
    private readonly IAmazonSimpleNotificationService _sns = new AmazonSimpleNotificationServiceClient();
    private readonly IAmazonDynamoDB _dynamoDb = new AmazonDynamoDBClient();

    private readonly IAmazonSecretsManager _secrets = new AmazonSecretsManagerClient();

    public async Task<Receipt> FunctionHandler(Order order, ILambdaContext context)
    {
        var answer = await _secrets.GetSecretValueAsync(new GetSecretValueRequest { SecretId = "signing" });
        var key = answer.SecretString;
        var signature = Convert.ToHexString(HMACSHA256.HashData(Encoding.UTF8.GetBytes(key), Encoding.UTF8.GetBytes(order.Id)));
        await _sns.PublishAsync(new PublishRequest { TopicArn = "orders", Message = signature });
        return new Receipt(order.Id, signature);
    }
}

public record Order(string Id, string Kind, int Amount, string? Note);

public record Receipt(string Id, string Status);
