#nullable enable
using System.Text;
using System.Text.Json;

namespace AWS.Lambda.Powertools.Parameters.Transform;

public enum Transformation
{
    Auto,
    Json,
    Base64,
}

public interface ITransformer
{
    T? Transform<T>(string value);
}

public class TransformationException : Exception
{
    public TransformationException(string message)
        : base(message)
    {
    }

    public TransformationException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}

internal sealed class JsonTransformer : ITransformer
{
    private static readonly JsonSerializerOptions Options = new() { PropertyNameCaseInsensitive = true };

    public T? Transform<T>(string value) => value is T text ? text : JsonSerializer.Deserialize<T>(value, Options);
}

internal sealed class Base64Transformer : ITransformer
{
    public T? Transform<T>(string value) => Encoding.UTF8.GetString(Convert.FromBase64String(value)) is T text ? text : default;
}
