using Microsoft.CodeAnalysis;

namespace LambdaLift.Converter.Ir;

/// <summary>
/// A variable of the workflow. Identity is by reference: two variables may carry the same name hint, and naming happens last,
/// when it is known which of them survive.
/// </summary>
public sealed class IrVariable
{
    /// <summary>Creates a variable.</summary>
    /// <param name="name">The name hint, taken from the C# local, parameter or member.</param>
    /// <param name="type">The C# type of the values that it holds; <see langword="null"/> for a plain JSON value.</param>
    public IrVariable(string name, ITypeSymbol? type)
    {
        Name = name;
        Type = type;
    }

    /// <summary>The name hint.</summary>
    public string Name { get; private set; }

    /// <summary>Whether the name was made up: the result of a method, a temporary. Such a variable takes the name of the first local that it is assigned to.</summary>
    public bool IsTemporary { get; init; }

    /// <summary>Whether it holds a caught or thrown exception.</summary>
    public bool IsError { get; init; }

    /// <summary>The C# type of the values that it holds; <see langword="null"/> for a plain JSON value.</summary>
    public ITypeSymbol? Type { get; }

    /// <summary>The C# local or parameter that it stands for; null for one that the lowering made up.</summary>
    internal ISymbol? Symbol { get; set; }

    /// <summary>Takes the name that the code gives to the value.</summary>
    internal void AdoptName(IrVariable named)
    {
        if (IsTemporary && !named.IsTemporary)
            Name = named.Name;
    }

    /// <inheritdoc/>
    public override string ToString() => Name;
}
