using Amazon.Lambda.Core;
using Amazon.Lambda.Serialization.SystemTextJson;
using Amazon.SecretsManager;
using Amazon.SecretsManager.Extensions.Caching;
using Amazon.SecretsManager.Model;
using Amazon.SQS;
using AWS.Lambda.Powertools.Parameters;
using AWS.Lambda.Powertools.Parameters.SecretsManager;

[assembly: LambdaSerializer(typeof(DefaultLambdaJsonSerializer))]

namespace Scenario;

public class Function
{
    private static readonly SecretsManagerCache Cache = new(new AmazonSecretsManagerClient(), new SecretCacheConfiguration { CacheItemTTL = 60000 });
    private readonly ISecretsProvider _secrets = ParametersManager.SecretsProvider;
    private readonly IAmazonSQS _sqs = new AmazonSQSClient();

    public async Task<string> FunctionHandler(Order order)
    {
        var queue = await _secrets.GetAsync("orders/queue");
        var password = await ParametersManager.SsmProvider.WithDecryption().GetAsync("/orders/password");
        try
        {
            var token = await Cache.GetSecretString(order.Secret);
            await _sqs.SendMessageAsync(queue, token + password);
        }
        catch (ResourceNotFoundException)
        {
            return "NO SECRET";
        }

        return "SENT";
    }
}

public record Order(string Id, string Secret);
