#nullable enable
using System.Text;
using Amazon;
using Amazon.SecretsManager;
using Amazon.SecretsManager.Model;
using AWS.Lambda.Powertools.Parameters.Configuration;
using AWS.Lambda.Powertools.Parameters.Provider;

namespace AWS.Lambda.Powertools.Parameters.SecretsManager;

public interface ISecretsProvider : IParameterProvider
{
    ISecretsProvider UseClient(IAmazonSecretsManager client);

    ISecretsProvider ConfigureClient(RegionEndpoint region);

    ISecretsProvider ConfigureClient(AmazonSecretsManagerConfig config);
}

public class SecretsProvider : ParameterProvider, ISecretsProvider
{
    private IAmazonSecretsManager? _client;

    private IAmazonSecretsManager Client => _client ??= new AmazonSecretsManagerClient();

    public ISecretsProvider UseClient(IAmazonSecretsManager client)
    {
        _client = client;
        return this;
    }

    public ISecretsProvider ConfigureClient(RegionEndpoint region) => UseClient(new AmazonSecretsManagerClient(region));

    public ISecretsProvider ConfigureClient(AmazonSecretsManagerConfig config) => UseClient(new AmazonSecretsManagerClient(config));

    protected override async Task<string?> GetAsync(string key, ParameterProviderConfiguration? config)
    {
        var response = await Client.GetSecretValueAsync(new GetSecretValueRequest { SecretId = key, VersionStage = "AWSCURRENT" }).ConfigureAwait(false);
        if (response.SecretString is not null)
        {
            return response.SecretString;
        }

        using var reader = new StreamReader(response.SecretBinary);
        return Encoding.UTF8.GetString(Convert.FromBase64String(await reader.ReadToEndAsync().ConfigureAwait(false)));
    }

    protected override Task<IDictionary<string, string?>> GetMultipleAsync(string key, ParameterProviderConfiguration? config) =>
        throw new NotSupportedException("Impossible to get multiple values from AWS Secrets Manager");
}
