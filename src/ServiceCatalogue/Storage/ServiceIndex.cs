namespace LambdaLift.ServiceCatalogue.Storage;

/// <summary>What is known of a service without reading its model.</summary>
internal sealed class ServiceIndexEntry
{
    public required string Id { get; init; }

    public required string ServiceId { get; init; }

    public required string EndpointPrefix { get; init; }

    public required string Protocol { get; init; }

    public required string ApiVersion { get; init; }

    public required int OperationCount { get; init; }

    public required string Namespace { get; init; }

    /// <summary>The client class without namespace.</summary>
    public required string Client { get; init; }

    public required string Package { get; init; }

    /// <summary>Full names of further clients of the same API: of older SDK versions and of packages that were renamed.</summary>
    public required string[] OtherClients { get; init; }

    /// <summary>Whether the .NET names were seen in a released SDK or its sources, not only derived by the rule.</summary>
    public required bool IsDotNetConfirmed { get; init; }

    public required string SdkName { get; init; }

    public required string ErrorPrefix { get; init; }

    public required bool IsSdkDocumented { get; init; }

    public required string IamPrefix { get; init; }

    public required string[] UnsupportedOperations { get; init; }

    public static ServiceIndexEntry[] ReadAll(byte[] data)
    {
        var reader = new BlobReader(data);
        reader.ReadStringTable();
        var entries = new ServiceIndexEntry[reader.ReadInt()];
        for (var i = 0; i < entries.Length; i++)
        {
            entries[i] = new ServiceIndexEntry
            {
                Id = reader.ReadString(),
                ServiceId = reader.ReadString(),
                EndpointPrefix = reader.ReadString(),
                Protocol = reader.ReadString(),
                ApiVersion = reader.ReadString(),
                OperationCount = reader.ReadInt(),
                Namespace = reader.ReadString(),
                Client = reader.ReadString(),
                Package = reader.ReadString(),
                OtherClients = reader.ReadStrings(),
                IsDotNetConfirmed = reader.ReadBool(),
                SdkName = reader.ReadString(),
                ErrorPrefix = reader.ReadString(),
                IsSdkDocumented = reader.ReadBool(),
                IamPrefix = reader.ReadString(),
                UnsupportedOperations = reader.ReadStrings(),
            };
        }
        return entries;
    }
}
