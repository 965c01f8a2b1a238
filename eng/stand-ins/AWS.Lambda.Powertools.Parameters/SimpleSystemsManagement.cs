#nullable enable
using Amazon;
using Amazon.SimpleSystemsManagement;
using Amazon.SimpleSystemsManagement.Model;
using AWS.Lambda.Powertools.Parameters.Configuration;
using AWS.Lambda.Powertools.Parameters.Provider;

namespace AWS.Lambda.Powertools.Parameters.SimpleSystemsManagement;

public interface ISsmProvider : IParameterProvider<SsmProviderConfigurationBuilder>
{
    ISsmProvider UseClient(IAmazonSimpleSystemsManagement client);

    ISsmProvider ConfigureClient(RegionEndpoint region);

    ISsmProvider ConfigureClient(AmazonSimpleSystemsManagementConfig config);

    SsmProviderConfigurationBuilder WithDecryption();

    SsmProviderConfigurationBuilder Recursive();
}

public class SsmProviderConfigurationBuilder : ParameterProviderConfigurationBuilder
{
    public SsmProviderConfigurationBuilder(ParameterProvider parameterProvider)
        : base(parameterProvider)
    {
    }

    public SsmProviderConfigurationBuilder WithDecryption()
    {
        Configuration.WithDecryption = true;
        return this;
    }

    public SsmProviderConfigurationBuilder Recursive()
    {
        Configuration.Recursive = true;
        return this;
    }
}

public class SsmProvider : ParameterProvider<SsmProviderConfigurationBuilder>, ISsmProvider
{
    private IAmazonSimpleSystemsManagement? _client;

    private IAmazonSimpleSystemsManagement Client => _client ??= new AmazonSimpleSystemsManagementClient();

    public ISsmProvider UseClient(IAmazonSimpleSystemsManagement client)
    {
        _client = client;
        return this;
    }

    public ISsmProvider ConfigureClient(RegionEndpoint region) => UseClient(new AmazonSimpleSystemsManagementClient(region));

    public ISsmProvider ConfigureClient(AmazonSimpleSystemsManagementConfig config) => UseClient(new AmazonSimpleSystemsManagementClient(config));

    public SsmProviderConfigurationBuilder WithDecryption() => NewConfigurationBuilder().WithDecryption();

    public SsmProviderConfigurationBuilder Recursive() => NewConfigurationBuilder().Recursive();

    protected override SsmProviderConfigurationBuilder NewConfigurationBuilder() => new(this);

    protected override async Task<string?> GetAsync(string key, ParameterProviderConfiguration? config)
    {
        var response = await Client.GetParameterAsync(new GetParameterRequest { Name = key, WithDecryption = config?.WithDecryption ?? false }).ConfigureAwait(false);
        return response?.Parameter?.Value;
    }

    protected override async Task<IDictionary<string, string?>> GetMultipleAsync(string key, ParameterProviderConfiguration? config)
    {
        var values = new Dictionary<string, string?>();
        string? token = null;
        do
        {
            var response = await Client.GetParametersByPathAsync(new GetParametersByPathRequest
            {
                Path = key,
                WithDecryption = config?.WithDecryption ?? false,
                Recursive = config?.Recursive ?? false,
                NextToken = token,
            }).ConfigureAwait(false);
            foreach (var parameter in response.Parameters ?? [])
            {
                if (values.TryAdd(parameter.Name, parameter.Value))
                {
                    Cache.Set(parameter.Name, parameter.Value, GetMaxAge(config));
                }
            }

            token = response.NextToken;
        }
        while (!string.IsNullOrEmpty(token));
        return values;
    }
}
