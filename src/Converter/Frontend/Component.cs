using Microsoft.CodeAnalysis;

namespace LambdaLift.Converter.Frontend;

/// <summary>A service object as the composition root makes it: its class and what its members hold.</summary>
internal sealed class Component
{
    private readonly Dictionary<ISymbol, Binding> _members = new(SymbolEqualityComparer.Default);
    private readonly List<Frame> _constructors = [];

    public Component(INamedTypeSymbol type, bool isLocal)
    {
        Type = type;
        IsLocal = isLocal;
    }

    /// <summary>The class, with the type arguments that it was made with.</summary>
    public INamedTypeSymbol Type { get; }

    /// <summary>Whether the object is made in the course of an invocation: its state ends with it.</summary>
    public bool IsLocal { get; }

    /// <summary>What a field or an automatic property holds; null when nothing sets it.</summary>
    public Binding? Member(ISymbol member) => _members.TryGetValue(member.OriginalDefinition, out var binding) ? binding : null;

    public void Set(ISymbol member, Binding value) => _members[member.OriginalDefinition] = value;

    /// <summary>A constructor ran, with its parameters bound in the frame.</summary>
    public void Constructed(Frame frame) => _constructors.Add(frame);

    /// <summary>What a primary constructor's parameter holds, which methods may read.</summary>
    public Binding? Parameter(IParameterSymbol parameter) =>
        _constructors.Select(frame => frame.Find(parameter)).FirstOrDefault(binding => binding is not null);
}
