#nullable enable
using AWS.Lambda.Powertools.Parameters.Cache;
using AWS.Lambda.Powertools.Parameters.Configuration;
using AWS.Lambda.Powertools.Parameters.Transform;

namespace AWS.Lambda.Powertools.Parameters.Provider;

public interface IParameterProvider
{
    string? Get(string key);

    Task<string?> GetAsync(string key);

    T? Get<T>(string key)
        where T : class;

    Task<T?> GetAsync<T>(string key)
        where T : class;

    IDictionary<string, string?> GetMultiple(string key);

    Task<IDictionary<string, string?>> GetMultipleAsync(string key);

    IDictionary<string, T?> GetMultiple<T>(string key)
        where T : class;

    Task<IDictionary<string, T?>> GetMultipleAsync<T>(string key)
        where T : class;

    ParameterProviderConfigurationBuilder WithMaxAge(TimeSpan maxAge);

    ParameterProviderConfigurationBuilder ForceFetch();

    ParameterProviderConfigurationBuilder WithTransformation(Transformation transformation);

    ParameterProviderConfigurationBuilder WithTransformation(ITransformer transformer);
}

public interface IParameterProvider<out TConfigurationBuilder> : IParameterProvider
    where TConfigurationBuilder : ParameterProviderConfigurationBuilder
{
    new TConfigurationBuilder WithMaxAge(TimeSpan maxAge);

    new TConfigurationBuilder ForceFetch();

    new TConfigurationBuilder WithTransformation(Transformation transformation);

    new TConfigurationBuilder WithTransformation(ITransformer transformer);
}

public abstract class ParameterProvider : IParameterProvider
{
    private static readonly TimeSpan StandardMaxAge = TimeSpan.FromSeconds(5);

    internal ICacheManager Memory { get; set; } = new MemoryCache();

    internal TimeSpan? DefaultAge { get; set; }

    internal bool RaisesTransformationErrors { get; set; }

    protected ICacheManager Cache => Memory;

    public string? Get(string key) => GetAsync(key).GetAwaiter().GetResult();

    public Task<string?> GetAsync(string key) => GetAsync<string>(key);

    public T? Get<T>(string key)
        where T : class => GetAsync<T>(key).GetAwaiter().GetResult();

    public virtual Task<T?> GetAsync<T>(string key)
        where T : class => ReadAsync<T>(key, null);

    public IDictionary<string, string?> GetMultiple(string key) => GetMultipleAsync(key).GetAwaiter().GetResult();

    public Task<IDictionary<string, string?>> GetMultipleAsync(string key) => GetMultipleAsync<string>(key);

    public IDictionary<string, T?> GetMultiple<T>(string key)
        where T : class => GetMultipleAsync<T>(key).GetAwaiter().GetResult();

    public virtual Task<IDictionary<string, T?>> GetMultipleAsync<T>(string key)
        where T : class => ReadManyAsync<T>(key, null);

    public ParameterProviderConfigurationBuilder WithMaxAge(TimeSpan maxAge) => Builder().WithMaxAge(maxAge);

    public ParameterProviderConfigurationBuilder ForceFetch() => Builder().ForceFetch();

    public ParameterProviderConfigurationBuilder WithTransformation(Transformation transformation) => Builder().WithTransformation(transformation);

    public ParameterProviderConfigurationBuilder WithTransformation(ITransformer transformer) => Builder().WithTransformation(transformer);

    internal async Task<T?> ReadAsync<T>(string key, ParameterProviderConfiguration? config)
        where T : class
    {
        if (config?.ForceFetch != true && Memory.Get(key) is T known)
        {
            return known;
        }

        var text = await GetAsync(key, config).ConfigureAwait(false);
        if (string.IsNullOrWhiteSpace(text))
        {
            return null;
        }

        var value = Transformed<T>(TransformerOf(config, key), text);
        if (value is not null)
        {
            Memory.Set(key, value, GetMaxAge(config));
        }

        return value;
    }

    internal async Task<IDictionary<string, T?>> ReadManyAsync<T>(string key, ParameterProviderConfiguration? config)
        where T : class
    {
        if (config?.ForceFetch != true && Memory.Get(key) is IDictionary<string, T?> known)
        {
            return known;
        }

        var values = new Dictionary<string, T?>();
        foreach (var (name, text) in await GetMultipleAsync(key, config).ConfigureAwait(false))
        {
            values.Add(name, text is null ? null : Transformed<T>(TransformerOf(config, name), text));
        }

        if (values.Count > 0)
        {
            Memory.Set(key, values, GetMaxAge(config));
        }

        return values;
    }

    protected TimeSpan GetMaxAge(ParameterProviderConfiguration? config) =>
        config?.MaxAge is { } age && age > TimeSpan.Zero ? age : DefaultAge is { } usual && usual > TimeSpan.Zero ? usual : StandardMaxAge;

    protected abstract Task<string?> GetAsync(string key, ParameterProviderConfiguration? config);

    protected abstract Task<IDictionary<string, string?>> GetMultipleAsync(string key, ParameterProviderConfiguration? config);

    private protected virtual ParameterProviderConfigurationBuilder Builder() => new(this);

    private static ITransformer? TransformerOf(ParameterProviderConfiguration? config, string key) => config?.Transformer ?? config?.Transformation switch
    {
        Transformation.Json => new JsonTransformer(),
        Transformation.Base64 => new Base64Transformer(),
        Transformation.Auto when key.EndsWith(".json", StringComparison.CurrentCultureIgnoreCase) => new JsonTransformer(),
        Transformation.Auto when key.EndsWith(".binary", StringComparison.CurrentCultureIgnoreCase) || key.EndsWith(".base64", StringComparison.CurrentCultureIgnoreCase) => new Base64Transformer(),
        _ => null,
    };

    private T? Transformed<T>(ITransformer? transformer, string text)
        where T : class
    {
        if (transformer is null)
        {
            return text as T ?? throw new TransformationException($"Transformer is required. '{text}' cannot be converted to type '{typeof(T)}'.");
        }

        try
        {
            return transformer.Transform<T>(text);
        }
        catch (Exception e)
        {
            return !RaisesTransformationErrors ? null : throw e as TransformationException ?? new TransformationException(e.Message, e);
        }
    }
}

public abstract class ParameterProvider<TConfigurationBuilder> : ParameterProvider
    where TConfigurationBuilder : ParameterProviderConfigurationBuilder
{
    public new TConfigurationBuilder WithMaxAge(TimeSpan maxAge) => NewConfigurationBuilder().WithMaxAge(maxAge);

    public new TConfigurationBuilder ForceFetch() => NewConfigurationBuilder().ForceFetch();

    public new TConfigurationBuilder WithTransformation(Transformation transformation) => NewConfigurationBuilder().WithTransformation(transformation);

    public new TConfigurationBuilder WithTransformation(ITransformer transformer) => NewConfigurationBuilder().WithTransformation(transformer);

    protected abstract TConfigurationBuilder NewConfigurationBuilder();
}

public static class ParameterProviderExtensions
{
    public static TProvider DefaultMaxAge<TProvider>(this TProvider provider, TimeSpan maxAge)
        where TProvider : IParameterProvider
    {
        Of(provider).DefaultAge = maxAge;
        return provider;
    }

    public static TProvider UseCacheManager<TProvider>(this TProvider provider, ICacheManager cacheManager)
        where TProvider : IParameterProvider
    {
        Of(provider).Memory = cacheManager;
        return provider;
    }

    public static TProvider RaiseTransformationError<TProvider>(this TProvider provider)
        where TProvider : IParameterProvider => RaiseTransformationError(provider, true);

    public static TProvider RaiseTransformationError<TProvider>(this TProvider provider, bool raiseError)
        where TProvider : IParameterProvider
    {
        Of(provider).RaisesTransformationErrors = raiseError;
        return provider;
    }

    private static ParameterProvider Of(IParameterProvider provider) => (ParameterProvider)provider;
}
