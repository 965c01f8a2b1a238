using System.Collections.Concurrent;
using Amazon.SecretsManager.Model;

namespace Amazon.SecretsManager.Extensions.Caching;

public interface ISecretsManagerCache : IDisposable
{
    Task<byte[]> GetSecretBinary(string secretId, CancellationToken cancellationToken = default);

    Task<string> GetSecretString(string secretId, CancellationToken cancellationToken = default);

    Task<bool> RefreshNowAsync(string secretId, CancellationToken cancellationToken = default);
}

public class SecretCacheConfiguration
{
    public const ushort DEFAULT_MAX_CACHE_SIZE = 1024;
    public const string DEFAULT_VERSION_STAGE = "AWSCURRENT";
    public const uint DEFAULT_CACHE_ITEM_TTL = 3600000;

    public uint CacheItemTTL { get; set; } = DEFAULT_CACHE_ITEM_TTL;

    public ushort MaxCacheSize { get; set; } = DEFAULT_MAX_CACHE_SIZE;

    public string VersionStage { get; set; } = DEFAULT_VERSION_STAGE;
}

/// <summary>Secrets in memory. Which version has the stage is asked by DescribeSecret, and kept as long as the version.</summary>
public class SecretsManagerCache : ISecretsManagerCache
{
    private readonly IAmazonSecretsManager _client;
    private readonly SecretCacheConfiguration _config;
    private readonly ConcurrentDictionary<string, (GetSecretValueResponse Value, DateTime Until)> _known = new();

    public SecretsManagerCache()
        : this(new AmazonSecretsManagerClient(), new SecretCacheConfiguration())
    {
    }

    public SecretsManagerCache(IAmazonSecretsManager secretsManager)
        : this(secretsManager, new SecretCacheConfiguration())
    {
    }

    public SecretsManagerCache(SecretCacheConfiguration config)
        : this(new AmazonSecretsManagerClient(), config)
    {
    }

    public SecretsManagerCache(IAmazonSecretsManager secretsManager, SecretCacheConfiguration config)
    {
        _client = secretsManager;
        _config = config;
    }

    public void Dispose() => _known.Clear();

    public async Task<string> GetSecretString(string secretId, CancellationToken cancellationToken = default) => (await Find(secretId, cancellationToken).ConfigureAwait(false))?.SecretString;

    public async Task<byte[]> GetSecretBinary(string secretId, CancellationToken cancellationToken = default) => (await Find(secretId, cancellationToken).ConfigureAwait(false))?.SecretBinary?.ToArray();

    public async Task<bool> RefreshNowAsync(string secretId, CancellationToken cancellationToken = default)
    {
        _known.TryRemove(secretId, out _);
        return await Find(secretId, cancellationToken).ConfigureAwait(false) is not null;
    }

    private async Task<GetSecretValueResponse> Find(string secretId, CancellationToken cancellationToken)
    {
        if (_known.TryGetValue(secretId, out var known) && known.Until > DateTime.UtcNow)
        {
            return known.Value;
        }

        var secret = await _client.DescribeSecretAsync(new DescribeSecretRequest { SecretId = secretId }, cancellationToken).ConfigureAwait(false);
        var version = secret.VersionIdsToStages?.FirstOrDefault(v => v.Value.Contains(_config.VersionStage)).Key;
        if (version is null)
        {
            return null;
        }

        var value = await _client.GetSecretValueAsync(new GetSecretValueRequest { SecretId = secretId, VersionId = version }, cancellationToken).ConfigureAwait(false);
        _known[secretId] = (value, DateTime.UtcNow.AddMilliseconds(_config.CacheItemTTL));
        return value;
    }
}
