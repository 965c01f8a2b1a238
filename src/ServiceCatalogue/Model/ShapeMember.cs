using LambdaLift.ServiceCatalogue.Storage;

namespace LambdaLift.ServiceCatalogue;

/// <summary>A member of a structure, with its names in the API and in the two kinds of Step Functions integration.</summary>
public sealed class ShapeMember
{
    private readonly MemberFlags _flags;
    private string? _sdkName;

    internal ShapeMember(string name, Shape owner, Shape shape, string? sdkName, MemberFlags flags)
    {
        Name = name;
        Owner = owner;
        Shape = shape;
        _sdkName = sdkName;
        _flags = flags;
    }

    /// <summary>The name in the service model, for example <c>DBInstanceIdentifier</c> or <c>taskDefinition</c>.</summary>
    public string Name { get; }

    /// <summary>The structure that has this member.</summary>
    public Shape Owner { get; }

    /// <summary>The member's type.</summary>
    public Shape Shape { get; }

    /// <summary>Whether the service refuses a request without it, and always answers with it.</summary>
    public bool IsRequired => (_flags & MemberFlags.Required) != 0;

    /// <summary>Whether it is a streamed blob (<c>Stream</c> in .NET).</summary>
    public bool IsStreaming => (_flags & MemberFlags.Streaming) != 0;

    /// <summary>The name in parameters and results of an optimized integration: the API's, with a capital first letter.</summary>
    public string OptimizedName => JavaNaming.UpperFirst(Name);

    /// <summary>The name in parameters and results of an <c>aws-sdk</c> integration: the Java SDK's, with a capital first letter.</summary>
    public string SdkName => _sdkName ??= JavaNaming.MemberName(Name);

    /// <summary>The name in parameters and results of an integration of the given kind.</summary>
    public string NameFor(IntegrationKind kind) => kind == IntegrationKind.Optimized ? OptimizedName : SdkName;

    /// <inheritdoc/>
    public override string ToString() => $"{Owner.Name}.{Name}: {Shape}";
}
