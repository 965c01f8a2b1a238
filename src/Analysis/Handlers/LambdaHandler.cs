using Microsoft.CodeAnalysis;

namespace LambdaLift.Analysis.Handlers;

/// <summary>Why a method counts as a Lambda handler. Several reasons may hold at once.</summary>
[Flags]
public enum HandlerEvidence
{
    /// <summary>No reason.</summary>
    None = 0,

    /// <summary>A public method whose last parameter is <c>ILambdaContext</c>.</summary>
    Signature = 1,

    /// <summary>Named by a handler string of a template, of <c>aws-lambda-tools-defaults.json</c> or of the caller.</summary>
    HandlerString = 2,

    /// <summary>Carries <c>[LambdaFunction]</c> or an attribute configured as such.</summary>
    Attribute = 4,

    /// <summary>Passed to <c>LambdaBootstrapBuilder.Create</c> or <c>HandlerWrapper.GetHandlerWrapper</c>.</summary>
    Bootstrap = 8,

    /// <summary>Declared or required by a base class that stands between the runtime and the class.</summary>
    BaseClass = 16,

    /// <summary>A public <c>FunctionHandler</c> in an assembly (or on a method) with <c>[LambdaSerializer]</c>.</summary>
    SerializerConvention = 32,
}

/// <summary>A Lambda handler found in a compilation.</summary>
public sealed record LambdaHandler
{
    /// <summary>The method that the runtime calls; a local function or lambda for a bootstrap; of a constructed base class where it is inherited.</summary>
    public required IMethodSymbol Method { get; init; }

    /// <summary>The concrete class that the runtime instantiates; differs from <c>Method.ContainingType</c> when the method is inherited.</summary>
    public required INamedTypeSymbol Type { get; init; }

    /// <summary><c>Assembly::Namespace.Type::Method</c>.</summary>
    public required string HandlerString { get; init; }

    /// <summary><c>Type.Method</c>.</summary>
    public required string DisplayName { get; init; }

    /// <summary>The event's type: the first parameter that is neither context nor cancellation token; null when there is none.</summary>
    public required ITypeSymbol? InputType { get; init; }

    /// <summary>The result's type with <c>Task</c> taken off; null when the handler returns nothing.</summary>
    public required ITypeSymbol? ResultType { get; init; }

    /// <summary>The serializer named by the method's or the assembly's <c>[LambdaSerializer]</c>, or passed to the bootstrap; null when unknown.</summary>
    public required INamedTypeSymbol? Serializer { get; init; }

    /// <summary>Why the method counts as a handler.</summary>
    public required HandlerEvidence Evidence { get; init; }

    /// <summary>Whether it takes part in a durable execution (<c>IDurableContext</c>), which is an orchestration engine of its own.</summary>
    public required bool IsDurable { get; init; }

    /// <inheritdoc/>
    public override string ToString() => $"{HandlerString} ({Evidence})";
}

/// <summary>What the caller knows about handlers from outside the source.</summary>
public sealed record HandlerDiscoveryOptions
{
    /// <summary>No outside knowledge.</summary>
    public static HandlerDiscoveryOptions Default { get; } = new();

    /// <summary>Handler strings (<c>Assembly::Namespace.Type::Method</c>) from templates and tool settings.</summary>
    public IReadOnlyCollection<string> HandlerStrings { get; init; } = [];

    /// <summary>Full names of further attributes that mark a handler.</summary>
    public IReadOnlyCollection<string> HandlerAttributes { get; init; } = [];

    /// <summary>Full metadata names of further base types or interfaces whose implementing public methods are handlers.</summary>
    public IReadOnlyCollection<string> HandlerBaseTypes { get; init; } = [];
}
