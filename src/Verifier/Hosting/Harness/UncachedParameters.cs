#nullable disable
using System;
using AWS.Lambda.Powertools.Parameters;
using AWS.Lambda.Powertools.Parameters.Cache;
using AWS.Lambda.Powertools.Parameters.Provider;

namespace LambdaLift.Harness
{
    /// <summary>Powertools' providers without memory: each read is a call, as in a state machine, whatever earlier runs have read.</summary>
    public static class UncachedParameters
    {
        public static void Install()
        {
            ParametersManager.UseCacheManager(new NoMemory());
        }

        internal sealed class NoMemory : ICacheManager
        {
            public object Get(string key)
            {
                if (key == null) throw new ArgumentNullException("key");
                return null;
            }

            public void Set(string key, object value, TimeSpan duration) { }
        }
    }

    public class UncachedSsmProvider : AWS.Lambda.Powertools.Parameters.SimpleSystemsManagement.SsmProvider
    {
        public UncachedSsmProvider() { this.UseCacheManager(new UncachedParameters.NoMemory()); }
    }

    public class UncachedSecretsProvider : AWS.Lambda.Powertools.Parameters.SecretsManager.SecretsProvider
    {
        public UncachedSecretsProvider() { this.UseCacheManager(new UncachedParameters.NoMemory()); }
    }
}
