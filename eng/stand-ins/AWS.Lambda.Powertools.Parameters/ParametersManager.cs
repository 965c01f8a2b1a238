#nullable enable
using AWS.Lambda.Powertools.Parameters.Cache;
using AWS.Lambda.Powertools.Parameters.Provider;
using AWS.Lambda.Powertools.Parameters.SecretsManager;
using AWS.Lambda.Powertools.Parameters.SimpleSystemsManagement;

namespace AWS.Lambda.Powertools.Parameters;

/// <summary>The providers of a process, which share one memory.</summary>
public static class ParametersManager
{
    private static ISsmProvider? _ssm;
    private static ISecretsProvider? _secrets;
    private static ICacheManager? _cache;
    private static TimeSpan? _maxAge;

    public static ISsmProvider SsmProvider => _ssm ??= CreateSsmProvider();

    public static ISecretsProvider SecretsProvider => _secrets ??= CreateSecretsProvider();

    private static ICacheManager Cache => _cache ??= new MemoryCache();

    public static void DefaultMaxAge(TimeSpan maxAge)
    {
        if (maxAge <= TimeSpan.Zero)
        {
            throw new ArgumentOutOfRangeException(nameof(maxAge), "The value for maximum age must be greater than zero.");
        }

        _maxAge = maxAge;
        _ssm?.DefaultMaxAge(maxAge);
        _secrets?.DefaultMaxAge(maxAge);
    }

    public static void UseCacheManager(ICacheManager cacheManager)
    {
        _cache = cacheManager;
        _ssm?.UseCacheManager(cacheManager);
        _secrets?.UseCacheManager(cacheManager);
    }

    public static void RaiseTransformationError() => RaiseTransformationError(true);

    public static void RaiseTransformationError(bool raiseError)
    {
        _ssm?.RaiseTransformationError(raiseError);
        _secrets?.RaiseTransformationError(raiseError);
    }

    public static ISsmProvider CreateSsmProvider() => Configured<ISsmProvider>(new SsmProvider());

    public static ISecretsProvider CreateSecretsProvider() => Configured<ISecretsProvider>(new SecretsProvider());

    private static T Configured<T>(T provider)
        where T : IParameterProvider
    {
        provider.UseCacheManager(Cache);
        return _maxAge is { } age ? provider.DefaultMaxAge(age) : provider;
    }
}
