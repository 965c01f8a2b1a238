#nullable disable
using System;
using System.Threading;
using System.Threading.Tasks;
using Amazon.SecretsManager;
using Amazon.SecretsManager.Extensions.Caching;
using Amazon.SecretsManager.Model;

namespace LambdaLift.Harness
{
    /// <summary>
    /// A cache of secrets without memory, which lets the service find the version by its stage: the original asks DescribeSecret first, and then for the version by its id.
    /// </summary>
    public class UncachedSecrets : SecretsManagerCache, ISecretsManagerCache
    {
        private readonly IAmazonSecretsManager _client;
        private readonly SecretCacheConfiguration _config;

        public UncachedSecrets() : this(new AmazonSecretsManagerClient(), new SecretCacheConfiguration()) { }

        public UncachedSecrets(IAmazonSecretsManager secretsManager) : this(secretsManager, new SecretCacheConfiguration()) { }

        public UncachedSecrets(SecretCacheConfiguration config) : this(new AmazonSecretsManagerClient(), config) { }

        public UncachedSecrets(IAmazonSecretsManager secretsManager, SecretCacheConfiguration config) : base(secretsManager, config)
        {
            _client = secretsManager;
            _config = config;
        }

        public new async Task<string> GetSecretString(string secretId, CancellationToken cancellationToken = default)
        {
            return (await Ask(secretId, cancellationToken).ConfigureAwait(false)).SecretString;
        }

        public new async Task<byte[]> GetSecretBinary(string secretId, CancellationToken cancellationToken = default)
        {
            var content = (await Ask(secretId, cancellationToken).ConfigureAwait(false)).SecretBinary;
            return content == null ? null : content.ToArray();
        }

        private Task<GetSecretValueResponse> Ask(string secretId, CancellationToken cancellationToken)
        {
            if (secretId == null) throw new ArgumentNullException("key");
            var request = new GetSecretValueRequest { SecretId = secretId };
            if (_config.VersionStage != SecretCacheConfiguration.DEFAULT_VERSION_STAGE) request.VersionStage = _config.VersionStage;
            return _client.GetSecretValueAsync(request, cancellationToken);
        }
    }
}
