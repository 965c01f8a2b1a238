using LambdaLift.Converter.Ir;
using Microsoft.CodeAnalysis;

namespace LambdaLift.Converter.Frontend;

/// <summary>A member of the base library, or of a JSON library, that the converter knows a meaning for.</summary>
/// <param name="Type">The type that declares it, without type arguments.</param>
/// <param name="Name">Its name; <c>.ctor</c> for constructors.</param>
/// <param name="Note">Which overloads, or under what condition; null when all are known.</param>
public sealed record KnownMember(string Type, string Name, string? Note);

/// <summary>Lowers a call of a known method; null when this overload is not known.</summary>
internal delegate IrExpression? KnownMethodLowering(KnownCall call);

/// <summary>The methods that the converter knows, by declaring type and name.</summary>
internal sealed class KnownMethodTable
{
    private readonly Dictionary<string, KnownMethodLowering> _methods = new(StringComparer.Ordinal);
    private readonly List<KnownMember> _members = new();

    /// <summary>Every known method, in the order in which they were added.</summary>
    public IReadOnlyList<KnownMember> Members => _members;

    /// <summary>Adds methods of one type that are lowered alike.</summary>
    /// <param name="type">The declaring type's full name without type arguments.</param>
    /// <param name="names">Method names, separated by spaces.</param>
    /// <param name="lower">The lowering.</param>
    /// <param name="note">What the documentation says of limits.</param>
    public void Add(string type, string names, KnownMethodLowering lower, string? note = null)
    {
        foreach (var name in names.Split(' '))
        {
            _methods.Add(type + "." + name, lower);
            _members.Add(new KnownMember(type, name, note));
        }
    }

    /// <summary>The lowering of a method; null for one that is not known.</summary>
    public KnownMethodLowering? Find(IMethodSymbol method) =>
        _methods.TryGetValue((method.ReducedFrom ?? method).ContainingType.OriginalDefinition.FullName() + "." + method.Name, out var lower) ? lower : null;
}
