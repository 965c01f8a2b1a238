#nullable enable
using AWS.Lambda.Powertools.Parameters.Provider;
using AWS.Lambda.Powertools.Parameters.Transform;

namespace AWS.Lambda.Powertools.Parameters.Configuration;

/// <summary>What one read asks for.</summary>
public class ParameterProviderConfiguration
{
    public bool ForceFetch { get; set; }

    public TimeSpan? MaxAge { get; set; }

    public ITransformer? Transformer { get; set; }

    internal Transformation? Transformation { get; set; }

    internal bool WithDecryption { get; set; }

    internal bool Recursive { get; set; }
}

/// <summary>Says what the next read asks for, and reads.</summary>
public class ParameterProviderConfigurationBuilder
{
    private readonly ParameterProvider _provider;

    public ParameterProviderConfigurationBuilder(ParameterProvider parameterProvider) => _provider = parameterProvider;

    internal ParameterProviderConfiguration Configuration { get; } = new();

    public string? Get(string key) => GetAsync(key).GetAwaiter().GetResult();

    public Task<string?> GetAsync(string key) => GetAsync<string>(key);

    public T? Get<T>(string key)
        where T : class => GetAsync<T>(key).GetAwaiter().GetResult();

    public virtual Task<T?> GetAsync<T>(string key)
        where T : class => _provider.ReadAsync<T>(key, Configuration);

    public IDictionary<string, string?> GetMultiple(string key) => GetMultipleAsync(key).GetAwaiter().GetResult();

    public Task<IDictionary<string, string?>> GetMultipleAsync(string key) => GetMultipleAsync<string>(key);

    public IDictionary<string, T?> GetMultiple<T>(string key)
        where T : class => GetMultipleAsync<T>(key).GetAwaiter().GetResult();

    public virtual Task<IDictionary<string, T?>> GetMultipleAsync<T>(string key)
        where T : class => _provider.ReadManyAsync<T>(key, Configuration);
}

public static class ParameterProviderConfigurationExtensions
{
    public static TConfigurationBuilder ForceFetch<TConfigurationBuilder>(this TConfigurationBuilder builder)
        where TConfigurationBuilder : ParameterProviderConfigurationBuilder
    {
        builder.Configuration.ForceFetch = true;
        return builder;
    }

    public static TConfigurationBuilder WithMaxAge<TConfigurationBuilder>(this TConfigurationBuilder builder, TimeSpan maxAge)
        where TConfigurationBuilder : ParameterProviderConfigurationBuilder
    {
        builder.Configuration.MaxAge = maxAge;
        return builder;
    }

    public static TConfigurationBuilder WithTransformation<TConfigurationBuilder>(this TConfigurationBuilder builder, Transformation transformation)
        where TConfigurationBuilder : ParameterProviderConfigurationBuilder
    {
        builder.Configuration.Transformer = null;
        builder.Configuration.Transformation = transformation;
        return builder;
    }

    public static TConfigurationBuilder WithTransformation<TConfigurationBuilder>(this TConfigurationBuilder builder, ITransformer transformer)
        where TConfigurationBuilder : ParameterProviderConfigurationBuilder
    {
        builder.Configuration.Transformation = null;
        builder.Configuration.Transformer = transformer;
        return builder;
    }
}
