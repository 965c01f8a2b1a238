using LambdaLift.ServiceCatalogue.Storage;

namespace LambdaLift.ServiceCatalogue;

/// <summary>Where the .NET SDK deviates from its naming rules for one service, as the catalogue stores it.</summary>
internal sealed class DotNetCustomization
{
    /// <summary>No deviation.</summary>
    public static DotNetCustomization None { get; } = new()
    {
        Operations = new Dictionary<string, string>(),
        AbsentOperations = new Dictionary<string, string>(),
        Classes = new Dictionary<string, string>(),
        Properties = new Dictionary<string, IReadOnlyList<PropertyCustomization>>(),
        Overloads = new Dictionary<string, IReadOnlyList<OverloadCustomization>>(),
    };

    /// <summary>API operation to .NET operation.</summary>
    public required IReadOnlyDictionary<string, string> Operations { get; init; }

    /// <summary>API operation to the reason why the .NET SDK has no such method.</summary>
    public required IReadOnlyDictionary<string, string> AbsentOperations { get; init; }

    /// <summary>API shape to .NET class.</summary>
    public required IReadOnlyDictionary<string, string> Classes { get; init; }

    /// <summary>Properties by class name.</summary>
    public required IReadOnlyDictionary<string, IReadOnlyList<PropertyCustomization>> Properties { get; init; }

    /// <summary>Overloads by API operation.</summary>
    public required IReadOnlyDictionary<string, IReadOnlyList<OverloadCustomization>> Overloads { get; init; }

    public static DotNetCustomization Read(BlobReader reader)
    {
        return new DotNetCustomization
        {
            Operations = ReadMap(reader),
            AbsentOperations = ReadMap(reader),
            Classes = ReadMap(reader),
            Properties = ReadLists(reader, PropertyCustomization.Read),
            Overloads = ReadLists(reader, OverloadCustomization.Read),
        };
    }

    private static Dictionary<string, string> ReadMap(BlobReader reader)
    {
        var count = reader.ReadInt();
        var result = new Dictionary<string, string>(count, StringComparer.Ordinal);
        for (var i = 0; i < count; i++)
        {
            var key = reader.ReadString();
            result.Add(key, reader.ReadString());
        }
        return result;
    }

    private static Dictionary<string, IReadOnlyList<T>> ReadLists<T>(BlobReader reader, Func<BlobReader, T> read)
    {
        var count = reader.ReadInt();
        var result = new Dictionary<string, IReadOnlyList<T>>(count, StringComparer.Ordinal);
        for (var i = 0; i < count; i++)
        {
            var key = reader.ReadString();
            var list = new T[reader.ReadInt()];
            for (var j = 0; j < list.Length; j++)
                list[j] = read(reader);
            result.Add(key, list);
        }
        return result;
    }
}

/// <summary>A property that does not follow the rule, or an API member without a property (then <see cref="Name"/> is empty).</summary>
internal sealed record PropertyCustomization(string Name, string[] Path, string[] ElementPath, DotNetConversion Conversion, string Note)
{
    public static PropertyCustomization Read(BlobReader reader) =>
        new(reader.ReadString(), reader.ReadStrings(), reader.ReadStrings(), (DotNetConversion)reader.ReadInt(), reader.ReadString());
}

/// <summary>A method that takes members of the request as parameters instead of a request object.</summary>
internal sealed record OverloadCustomization(string Method, OverloadParameterCustomization[] Parameters)
{
    public static OverloadCustomization Read(BlobReader reader)
    {
        var method = reader.ReadString();
        var parameters = new OverloadParameterCustomization[reader.ReadInt()];
        for (var i = 0; i < parameters.Length; i++)
            parameters[i] = new OverloadParameterCustomization(reader.ReadString(), reader.ReadString());
        return new OverloadCustomization(method, parameters);
    }
}

/// <summary>A parameter of an overload and the property of the request that it sets.</summary>
internal sealed record OverloadParameterCustomization(string Name, string Property);
