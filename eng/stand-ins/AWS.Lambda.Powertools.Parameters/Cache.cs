#nullable enable
using System.Collections.Concurrent;

namespace AWS.Lambda.Powertools.Parameters.Cache;

public interface ICacheManager
{
    object? Get(string key);

    void Set(string key, object? value, TimeSpan duration);
}

/// <summary>Values by name, whose case does not count.</summary>
internal sealed class MemoryCache : ICacheManager
{
    private readonly ConcurrentDictionary<string, (object Value, DateTime Until)> _values = new(StringComparer.OrdinalIgnoreCase);

    public object? Get(string key) => _values.TryGetValue(key, out var known) && known.Until > DateTime.UtcNow ? known.Value : null;

    public void Set(string key, object? value, TimeSpan duration)
    {
        if (!string.IsNullOrWhiteSpace(key) && value is not null)
        {
            _values[key] = (value, DateTime.UtcNow.Add(duration));
        }
    }
}
