using LambdaLift.Analysis;
using LambdaLift.Converter.Ir;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LambdaLift.Converter.Frontend;

/// <summary>Sorts of value that a property has from the start.</summary>
public enum InitialKind
{
    /// <summary>It is computed.</summary>
    Unknown,

    /// <summary><c>default(T)</c>.</summary>
    Default,

    /// <summary>A constant.</summary>
    Constant,

    /// <summary>An empty list.</summary>
    EmptyList,

    /// <summary>An empty dictionary.</summary>
    EmptyDictionary,

    /// <summary>An object whose properties have their own values from the start.</summary>
    Object,
}

/// <summary>What a property holds after reading a document that leaves it out.</summary>
/// <param name="Kind">Which sort of value.</param>
/// <param name="Value">The constant, if it is one.</param>
public sealed record AbsentValue(InitialKind Kind, object? Value = null);

/// <summary>Finds what serializers do with a type that the converter's model of objects does not say.</summary>
public static class SerializedShape
{
    private static readonly AbsentValue Default = new(InitialKind.Default);

    /// <summary>Whether the property has storage of its own, so that a document can set it.</summary>
    public static bool IsStored(IPropertySymbol property) =>
        property.ContainingType.IsAnonymousType
        || property.ContainingType.IsSdkModel()
        || (property.ContainingType.IsLambdaEvent() && property.SetMethod is not null)
        || property.ContainingType.GetMembers().OfType<IFieldSymbol>().Any(f => SymbolEqualityComparer.Default.Equals(f.AssociatedSymbol, property));

    /// <summary>What the property holds when the document leaves it out: its initialiser, the default of its constructor parameter, or <c>default(T)</c>.</summary>
    public static AbsentValue WhenAbsent(IPropertySymbol property)
    {
        var value = property.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax() switch
        {
            PropertyDeclarationSyntax { Initializer.Value: var initializer } => initializer,
            ParameterSyntax { Default.Value: var parameterDefault } => parameterDefault,
            _ => null,
        };
        return value switch
        {
            null => Default,
            LiteralExpressionSyntax { RawKind: (int)Microsoft.CodeAnalysis.CSharp.SyntaxKind.DefaultLiteralExpression } => Default,
            LiteralExpressionSyntax literal => new AbsentValue(InitialKind.Constant, literal.Token.Value),
            PostfixUnaryExpressionSyntax { Operand: LiteralExpressionSyntax { RawKind: (int)Microsoft.CodeAnalysis.CSharp.SyntaxKind.NullLiteralExpression or (int)Microsoft.CodeAnalysis.CSharp.SyntaxKind.DefaultLiteralExpression } } => Default,
            MemberAccessExpressionSyntax { Name.Identifier.Text: "MinValue", Expression: IdentifierNameSyntax { Identifier.Text: "DateTime" or "DateTimeOffset" } } when property.Type.IsTime() && !property.Type.IsNullable(out _) => Default,
            MemberAccessExpressionSyntax { Name.Identifier.Text: "Zero", Expression: IdentifierNameSyntax { Identifier.Text: "TimeSpan" } } when property.Type.Is("System.TimeSpan") => Default,
            PrefixUnaryExpressionSyntax { RawKind: (int)Microsoft.CodeAnalysis.CSharp.SyntaxKind.UnaryMinusExpression, Operand: LiteralExpressionSyntax { Token.Value: { } number } } when Negated(number) is { } negative => new AbsentValue(InitialKind.Constant, negative),
            MemberAccessExpressionSyntax { Name.Identifier.Text: var name } when EnumMember(property.Type, name) is { } member => new AbsentValue(InitialKind.Constant, member),
            IdentifierNameSyntax { Identifier.Text: var name } when property.ContainingType.GetMembers(name).OfType<IFieldSymbol>().FirstOrDefault() is { HasConstantValue: true } constant => new AbsentValue(InitialKind.Constant, constant.ConstantValue),
            MemberAccessExpressionSyntax { Name.Identifier.Text: "Empty", Expression: PredefinedTypeSyntax } => new AbsentValue(InitialKind.Constant, ""),
            CollectionExpressionSyntax { Elements.Count: 0 } or BaseObjectCreationExpressionSyntax { ArgumentList: null or { Arguments.Count: 0 }, Initializer: null or { Expressions.Count: 0 } } => new AbsentValue(Made(property.Type)),
            InvocationExpressionSyntax { ArgumentList.Arguments.Count: 0, Expression: MemberAccessExpressionSyntax { Name: GenericNameSyntax { Identifier.Text: "Empty" }, Expression: IdentifierNameSyntax { Identifier.Text: "Array" or "Enumerable" } } } when property.Type.ElementType() is not null =>
                new AbsentValue(InitialKind.EmptyList),
            _ => new AbsentValue(InitialKind.Unknown),
        };
    }

    private static object? Negated(object number) => number switch
    {
        int n => -n,
        long n => -n,
        double n => -n,
        float n => -n,
        decimal n => -n,
        _ => null,
    };

    private static object? EnumMember(ITypeSymbol type, string name) =>
        (type.IsNullable(out var underlying) ? underlying! : type) is { TypeKind: TypeKind.Enum } enumeration ? enumeration.GetMembers(name).OfType<IFieldSymbol>().FirstOrDefault()?.ConstantValue : null;

    // What `new()` or `[]` makes.
    private static InitialKind Made(ITypeSymbol type) => type switch
    {
        _ when type.ElementType() is not null => InitialKind.EmptyList,
        _ when type.IsDictionary() => InitialKind.EmptyDictionary,
        INamedTypeSymbol { TypeKind: TypeKind.Class } named when ObjectShape.IsObject(named) && !named.IsSdkModel() && named.SelfAndBaseTypes().All(t => t.SpecialType == SpecialType.System_Object || t.InstanceConstructors.Any(c => c is { IsImplicitlyDeclared: true, Parameters.IsEmpty: true })) => InitialKind.Object,
        _ => InitialKind.Unknown,
    };

    /// <summary>Why a type cannot be read or written as the model says; null when it can.</summary>
    /// <param name="type">The type.</param>
    /// <param name="contract">The serializer's contract.</param>
    /// <param name="isWritten">Whether it is written, not read.</param>
    /// <param name="canName">Whether enumerations can be brought to their names and back.</param>
    public static string? Obstacle(ITypeSymbol type, JsonContract contract, bool isWritten, bool canName = false) => Obstacle(type, contract, isWritten, canName, new HashSet<string>(StringComparer.Ordinal));

    private static string? Obstacle(ITypeSymbol type, JsonContract contract, bool isWritten, bool canName, HashSet<string> active)
    {
        if (type.IsNullable(out var underlying))
            type = underlying!;
        if (type.ElementType() is { } element)
            return Obstacle(element, contract, isWritten, canName, active);
        if (type.IsDictionary())
            return Obstacle(type.DictionaryValue()!, contract, isWritten, canName, active);
        if (type.TypeKind == TypeKind.Enum)
            return NamedObstacle(type, contract, canName);
        if (!ObjectShape.IsObject(type) || type.IsSdkModel() || !active.Add(type.FullName()))
            return null;
        if (HasAttribute(type, "JsonConverterAttribute") || HasAttribute(type, "JsonPolymorphicAttribute") || HasAttribute(type, "JsonDerivedTypeAttribute"))
            return $"'{type.Name}', which has a serializer of its own";
        if (contract.Library == JsonLibrary.Newtonsoft && type.GetMembers().OfType<IFieldSymbol>().Any(f => f is { DeclaredAccessibility: Accessibility.Public, IsStatic: false }))
            return $"'{type.Name}', which has public fields";
        foreach (var property in ObjectShape.Properties(type).Where(p => !ObjectShape.IsIgnored(p, contract)))
        {
            var own = ObjectShape.ContractOf(property, contract);
            if (property.GetAttributes().Any(a => (a.AttributeClass?.Name is "JsonConverterAttribute" && ReferenceEquals(own, contract)) || a.AttributeClass?.Name is "JsonExtensionDataAttribute" or "JsonNumberHandlingAttribute"
                || (isWritten && a.AttributeClass?.Name == "JsonIgnoreAttribute" && a.NamedArguments.Any(n => n is { Key: "Condition", Value.Value: 2 }) && !property.Type.CanBeNull())
                || (isWritten && a.AttributeClass?.Name == "JsonPropertyAttribute" && a.NamedArguments.Any(n => n.Key is "DefaultValueHandling" or "ItemConverterType" or "NamingStrategyType"))))
                return $"'{type.Name}.{property.Name}', which has a rule of its own";
            if (!IsStored(property))
            {
                if (isWritten)
                    return $"'{type.Name}.{property.Name}', which is computed when it is written";
                continue;
            }

            if (isWritten && property.Type.IsTextCarrier())
                return $"'{type.Name}.{property.Name}', whose bytes are written as base64";
            if (!isWritten && !IsSettable(property))
                return $"'{type.Name}.{property.Name}', which serializers do not set";
            if (!isWritten && WhenAbsent(property).Kind == InitialKind.Unknown)
                return $"'{type.Name}.{property.Name}', whose initial value is computed";
            if (Obstacle(property.Type, own, isWritten, canName, active) is { } inner)
                return inner;
        }

        active.Remove(type.FullName());
        return null;
    }

    private static string? NamedObstacle(ITypeSymbol type, JsonContract contract, bool canName)
    {
        if (!ObjectShape.IsWrittenByName(type, contract))
            return HasAttribute(type, "JsonConverterAttribute") ? $"'{type.Name}', which has a serializer of its own" : null;
        if (!canName)
            return $"'{type.Name}', which is written by name";
        if (EnumMembers.IsFlags(type))
            return $"'{type.Name}', a set of flags that is written by name";
        return type.GetMembers().OfType<IFieldSymbol>().Any(f => f.GetAttributes().Any(a => a.AttributeClass?.Name is "EnumMemberAttribute" or "JsonStringEnumMemberNameAttribute"))
            ? $"'{type.Name}', whose members have names of their own"
            : null;
    }

    private static bool IsSettable(IPropertySymbol property) =>
        property.ContainingType.IsAnonymousType
        || property.SetMethod is { DeclaredAccessibility: Accessibility.Public }
        || property.ContainingType.InstanceConstructors.Any(c => c.Parameters.Any(p => string.Equals(p.Name, property.Name, StringComparison.OrdinalIgnoreCase)));

    private static bool HasAttribute(ITypeSymbol type, string name) => type.GetAttributes().Any(a => a.AttributeClass?.Name == name);
}
