using System.Diagnostics.CodeAnalysis;
using LambdaLift.StatesLanguage.Json;

namespace LambdaLift.StatesLanguage.Paths;

/// <summary>What paths and intrinsic functions see beside the data at hand.</summary>
public interface IPathScope
{
    /// <summary>The context object, <c>$$</c>.</summary>
    JsonData Context { get; }

    /// <summary>The value of a variable, <c>$name</c>.</summary>
    bool TryGetVariable(string name, [NotNullWhen(true)] out JsonData? value);

    /// <summary>A new id, as <c>States.UUID()</c> gives it.</summary>
    string NewUuid();

    /// <summary>A random number, at least 0 and below 1; the same for the same seed.</summary>
    double NextRandom(JsonData? seed);
}

/// <summary>A scope of given values: for tests, and for paths that see no more than the data.</summary>
public sealed class PathScope : IPathScope
{
    private readonly Random _random = new();

    /// <summary>No context, no variables.</summary>
    public static PathScope Empty { get; } = new();

    /// <inheritdoc/>
    public JsonData Context { get; init; } = DataObject.Empty;

    /// <summary>The variables.</summary>
    public DataObject Variables { get; init; } = DataObject.Empty;

    /// <inheritdoc/>
    public bool TryGetVariable(string name, [NotNullWhen(true)] out JsonData? value)
    {
        value = Variables.Get(name);
        return value is not null;
    }

    /// <inheritdoc/>
    public string NewUuid() => Guid.NewGuid().ToString();

    /// <inheritdoc/>
    public double NextRandom(JsonData? seed)
    {
        if (seed is not null)
        {
            return new Random(seed.GetHashCode()).NextDouble();
        }

        lock (_random)
        {
            return _random.NextDouble();
        }
    }
}
