using Amazon.Lambda.Core;
using Amazon.Lambda.Serialization.SystemTextJson;
using Amazon.SecretsManager.Extensions.Caching;
using Amazon.SQS;
using AWS.Lambda.Powertools.Parameters;
using AWS.Lambda.Powertools.Parameters.SimpleSystemsManagement;
using AWS.Lambda.Powertools.Parameters.Transform;
using System.Security.Cryptography;
using System.Text;

[assembly: LambdaSerializer(typeof(DefaultLambdaJsonSerializer))]

namespace Scenario;

public class Function
{
    private readonly IAmazonSQS _sqs = new AmazonSQSClient();
    private readonly ISecretsManagerCache _cache = new SecretsManagerCache();

    public async Task FunctionHandler(Order order)
    {
        var ssm = order.IsLocal ? ParametersManager.SsmProvider : new SsmProvider();
        await _sqs.SendMessageAsync("results", await ssm.GetAsync("/a"));
        await _sqs.SendMessageAsync("results", await ParametersManager.SsmProvider.WithTransformation(Transformation.Base64).GetAsync("/b"));
        var several = await ParametersManager.SecretsProvider.GetMultipleAsync("/c");
        await _sqs.SendMessageAsync("results", several["/c/d"]);
        var key = await ParametersManager.SsmProvider.WithDecryption().GetAsync("/key");
        await _sqs.SendMessageAsync("results", Convert.ToHexString(HMACSHA256.HashData(Encoding.UTF8.GetBytes(key!), Encoding.UTF8.GetBytes(order.Id))));
        var bytes = await _cache.GetSecretBinary("signing");
        await _sqs.SendMessageAsync("results", Convert.ToHexString(bytes));
    }
}

public record Order(string Id, bool IsLocal);
