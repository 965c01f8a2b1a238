using LambdaLift.ServiceCatalogue.ObjectPersistence;
using Microsoft.CodeAnalysis;

namespace LambdaLift.Converter.Frontend.ObjectPersistence;

/// <summary>Reads how <c>DynamoDBContext</c> stores objects of a class: its attributes, its members, their types.</summary>
public sealed class PersistedClassReader
{
    private const string DataModel = "Amazon.DynamoDBv2.DataModel.";

    private readonly ContextSettings _settings;
    private readonly HashSet<ITypeSymbol> _active = new(SymbolEqualityComparer.Default);

    private readonly Func<INamedTypeSymbol, ITypeSymbol, ConversionSchema, AttributeForm>? _readConverter;

    private PersistedClassReader(ContextSettings settings, Func<INamedTypeSymbol, ITypeSymbol, ConversionSchema, AttributeForm>? readConverter)
    {
        _settings = settings;
        _readConverter = readConverter;
    }

    /// <summary>Reads a class. What cannot be described is an <see cref="PersistedClass.Obstacle"/> of the result.</summary>
    /// <param name="type">The class, record or struct.</param>
    /// <param name="settings">The settings of the context.</param>
    /// <param name="readConverter">The form of a property of that type with that converter; null where the code of converters is not looked at.</param>
    public static PersistedClass Read(ITypeSymbol type, ContextSettings settings, Func<INamedTypeSymbol, ITypeSymbol, ConversionSchema, AttributeForm>? readConverter = null) =>
        new PersistedClassReader(settings, readConverter).ReadClass(type, settings.Conversion, casing: null);

    private PersistedClass ReadClass(ITypeSymbol type, ConversionSchema inherited, string? casing)
    {
        var table = Attribute(type, "DynamoDBTableAttribute");
        var schema = table is null ? null : Schema(table);
        var effective = schema ?? inherited;
        if (table is not null && Casing(table) is { } declared)
            casing = declared;
        _active.Add(type);
        var obstacle = ClassObstacle(type, casing);
        var properties = obstacle is null
            ? Members(type).Select(m => ReadMember(m, effective, casing)).Where(p => p is not null).Select(p => p!).ToArray()
            : Array.Empty<PersistedProperty>();
        _active.Remove(type);
        obstacle ??= properties.Length == 0 ? "it has nothing that is stored" : Twice(properties);
        return new PersistedClass(type.Name, TableName(type, table), schema, properties, obstacle is null ? null : $"{type.Name}: {obstacle}");
    }

    private static string TableName(ITypeSymbol type, AttributeData? table) =>
        table?.ConstructorArguments.FirstOrDefault().Value as string is { Length: > 0 } name ? name : type.Name;

    private static string? Twice(IReadOnlyList<PersistedProperty> properties) =>
        properties.GroupBy(p => p.AttributeName, StringComparer.Ordinal).FirstOrDefault(g => g.Count() > 1) is { } twice ? $"two of its properties are the attribute '{twice.Key}'" : null;

    private static string? ClassObstacle(ITypeSymbol type, string? casing)
    {
        if (type is not INamedTypeSymbol named || type.TypeKind is not (TypeKind.Class or TypeKind.Struct) || type.SpecialType != SpecialType.None)
            return "the library cannot store it";
        if (type.IsAbstract)
            return "it is abstract";
        if (Attribute(type, "DynamoDBPolymorphicTypeAttribute") is not null)
            return "it has derived types that are stored under one class";
        if (casing is not null and not ("CamelCase" or "LegacyCamelCase" or "PascalCase"))
            return $"its attribute names are in {casing}";
        // Reading needs an instance: by a constructor without parameters, or by one that names the members.
        return type.TypeKind == TypeKind.Struct || named.InstanceConstructors.Any(c => c.DeclaredAccessibility == Accessibility.Public && (c.Parameters.Length == 0 || named.IsRecord))
            ? null
            : "it has no public constructor without parameters";
    }

    /// <summary>The library walks from the class to its bases and takes, of each, first properties with getter and setter of any accessibility, then public fields.</summary>
    private static IEnumerable<ISymbol> Members(ITypeSymbol type)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (var t = type; t is not null && t.SpecialType is not (SpecialType.System_Object or SpecialType.System_ValueType); t = t.BaseType)
        {
            var properties = t.GetMembers().OfType<IPropertySymbol>().Where(p => !p.IsStatic && HasBothAccessors(p)).Cast<ISymbol>();
            var fields = t.GetMembers().OfType<IFieldSymbol>()
                .Where(f => f is { IsStatic: false, IsConst: false, IsReadOnly: false, DeclaredAccessibility: Accessibility.Public }).Cast<ISymbol>();
            foreach (var member in properties.Concat(fields).Where(m => seen.Add(m.MetadataName)))
                yield return member;
        }
    }

    private static bool HasBothAccessors(IPropertySymbol property) => property.GetMethod is not null && property.SetMethod is not null;

    private PersistedProperty? ReadMember(ISymbol member, ConversionSchema schema, string? casing)
    {
        var attributes = member.GetAttributes().Where(a => IsLibrary(a.AttributeClass)).ToArray();
        if (attributes.Any(a => a.AttributeClass!.Name == "DynamoDBIgnoreAttribute"))
            return null;
        var name = attributes.Select(AttributeName).LastOrDefault(n => n is not null) ?? member.Name;
        var role = attributes.Any(a => a.AttributeClass!.Name == "DynamoDBHashKeyAttribute") ? KeyRole.Hash
            : attributes.Any(a => a.AttributeClass!.Name == "DynamoDBRangeKeyAttribute") ? KeyRole.Range
            : KeyRole.None;
        return new PersistedProperty(
            member.Name,
            Cased(name, casing),
            MemberForm(member, attributes, schema, casing),
            role,
            attributes.Any(a => a.AttributeClass!.Name == "DynamoDBVersionAttribute"),
            attributes.SelectMany(Indexes).ToArray());
    }

    private AttributeForm MemberForm(ISymbol member, IReadOnlyList<AttributeData> attributes, ConversionSchema schema, string? casing)
    {
        if (member is IPropertySymbol { IsIndexer: true })
            return new UnsupportedForm("an indexer, which the library takes for a property");
        foreach (var attribute in attributes)
        {
            var reason = attribute.AttributeClass!.Name switch
            {
                "DynamoDBFlattenAttribute" => "a flattened object",
                "DynamoDBPolymorphicTypeAttribute" => "an object of one of several classes",
                "DynamoDBAtomicCounterAttribute" => "a counter that the table keeps",
                "DynamoDBAutoGeneratedTimestampAttribute" => "a point in time that the library sets",
                "DynamoDbUpdateBehaviorAttribute" => "a property with an update behaviour",
                "DynamoDBSearchVectorAttribute" => "a search vector",
                _ => null,
            };
            if (reason is not null)
                return new UnsupportedForm(reason);
        }

        var type = member is IPropertySymbol property ? property.Type : ((IFieldSymbol)member).Type;
        if (attributes.Select(Converter).FirstOrDefault(c => c is not null) is { } converter)
            return ConvertedForm(converter, type, attributes, schema);
        if (EpochForm(attributes) is { } epoch)
            return Underlying(type, out _).Is("System.DateTime") ? epoch : new UnsupportedForm($"{type.Name} as seconds since 1970");
        if (attributes.Any(a => a.AttributeClass!.Name == "DynamoDBVersionAttribute") && !type.IsNullable(out _))
            return new UnsupportedForm("a version that is not nullable, which the library refuses");
        return Form(type, schema, casing);
    }

    private AttributeForm ConvertedForm(INamedTypeSymbol converter, ITypeSymbol type, IReadOnlyList<AttributeData> attributes, ConversionSchema schema)
    {
        // To learn the kind of a key, the library has its converter convert a value that nobody has stored.
        if (attributes.Any(a => a.AttributeClass!.Name is "DynamoDBHashKeyAttribute" or "DynamoDBRangeKeyAttribute") || attributes.SelectMany(Indexes).Any())
            return new UnsupportedForm($"the converter {converter.Name} of a key");
        if (EpochForm(attributes) is not null || attributes.Any(a => a.AttributeClass!.Name == "DynamoDBVersionAttribute"))
            return new UnsupportedForm($"the converter {converter.Name} of a version or a point in time");
        return _readConverter?.Invoke(converter, type, schema) ?? new UnsupportedForm($"the converter {converter.Name}");
    }

    private AttributeForm Form(ITypeSymbol type, ConversionSchema schema, string? casing)
    {
        var underlying = Underlying(type, out var isNullable);
        if (underlying.TypeKind == TypeKind.Enum)
            return isNullable ? new UnsupportedForm($"the nullable enumeration {underlying.Name}, which the library does not read back") : AttributeForms.Enumeration;
        if (AttributeForms.Scalar(ScalarName(underlying), schema) is { } scalar)
            return scalar;
        if (type.IsDictionary())
            return DictionaryForm((INamedTypeSymbol)type, schema, casing);
        if (Collection(type, out var element) is { } kind)
        {
            var elementForm = Form(element!, schema, casing);
            return elementForm is UnsupportedForm ? elementForm : AttributeForms.Collection(elementForm, element!.IsNullable(out _), kind, schema);
        }

        if (isNullable || !ObjectShape.IsObject(type))
            return new UnsupportedForm($"the type {type.ToDisplayString(SymbolDisplayFormat.CSharpShortErrorMessageFormat)}");
        return _active.Contains(type) ? new UnsupportedForm($"{type.Name} within itself") : new ObjectForm(ReadClass(type, schema, casing == "LegacyCamelCase" ? null : casing));
    }

    private AttributeForm DictionaryForm(INamedTypeSymbol type, ConversionSchema schema, string? casing)
    {
        if (type.TypeKind != TypeKind.Class || type.TypeArguments is not [{ SpecialType: SpecialType.System_String }, var value] || value.SpecialType == SpecialType.System_Object)
            return new UnsupportedForm($"the type {type.ToDisplayString(SymbolDisplayFormat.CSharpShortErrorMessageFormat)}");
        var form = Form(value, schema, casing);
        return form is UnsupportedForm ? form : new MapForm(form);
    }

    private static CollectionKind? Collection(ITypeSymbol type, out ITypeSymbol? element)
    {
        element = type is IArrayTypeSymbol { Rank: 1 } array ? array.ElementType : type is INamedTypeSymbol { TypeArguments: [var only] } ? only : null;
        if (element is null)
            return null;
        if (type is IArrayTypeSymbol || type.Is("System.Collections.Generic.List"))
            return CollectionKind.List;
        if (type.Is("System.Collections.Generic.HashSet"))
            return CollectionKind.HashSet;
        if (type.Is("System.Collections.Generic.IList") || type.Is("System.Collections.Generic.ISet"))
            return CollectionKind.Interface;
        return type.TypeKind == TypeKind.Class && type.AllInterfaces.Any(i => i.Is("System.Collections.Generic.ICollection")) ? CollectionKind.OtherCollection : null;
    }

    private static ITypeSymbol Underlying(ITypeSymbol type, out bool isNullable)
    {
        isNullable = type.IsNullable(out var underlying);
        return isNullable ? underlying! : type;
    }

    private static string ScalarName(ITypeSymbol type) => type is IArrayTypeSymbol { ElementType.SpecialType: SpecialType.System_Byte, Rank: 1 } ? "System.Byte[]" : type.FullName();

    private static AttributeData? Attribute(ISymbol symbol, string name) => symbol.GetAttributes().FirstOrDefault(a => a.AttributeClass?.Name == name && IsLibrary(a.AttributeClass));

    private static bool IsLibrary(INamedTypeSymbol? attribute) => attribute is not null && attribute.FullName().StartsWith(DataModel, StringComparison.Ordinal);

    private static ConversionSchema? Schema(AttributeData table)
    {
        var value = table.NamedArguments.FirstOrDefault(n => n.Key == "Conversion").Value;
        if (value.IsNull || value.Kind != TypedConstantKind.Enum)
            value = table.ConstructorArguments.FirstOrDefault(a => a.Kind == TypedConstantKind.Enum && a.Type.Is("Amazon.DynamoDBv2.ConversionSchema"));
        return EnumName(value) switch { "V1" => ConversionSchema.V1, "V2" => ConversionSchema.V2, _ => null };
    }

    // The member of CaseMode; the flag of older versions renames the members of the class itself only.
    private static string? Casing(AttributeData table)
    {
        var value = table.NamedArguments.FirstOrDefault(n => n.Key == "AttributeCasing").Value;
        if (value.IsNull || value.Kind != TypedConstantKind.Enum)
            value = table.ConstructorArguments.FirstOrDefault(a => a.Kind == TypedConstantKind.Enum && a.Type.Is("Amazon.DynamoDBv2.DataModel.CaseMode"));
        if (EnumName(value) is { } mode and not "Unset")
            return mode;
        var isLower = table.NamedArguments.Any(n => n is { Key: "LowerCamelCaseProperties", Value.Value: true }) || table.ConstructorArguments.Any(a => a.Value is true);
        return isLower ? "LegacyCamelCase" : null;
    }

    private static string? EnumName(TypedConstant value) => value.Kind != TypedConstantKind.Enum || value.IsNull
        ? null
        : value.Type!.GetMembers().OfType<IFieldSymbol>().FirstOrDefault(f => f.HasConstantValue && Equals(f.ConstantValue, value.Value))?.Name;

    private static string Cased(string name, string? casing) =>
        casing is "CamelCase" or "LegacyCamelCase" && name.Length > 0 ? name.LowerFirst() : name;

    private static bool IsRenaming(AttributeData attribute) => !attribute.AttributeClass!.Name.Contains("SecondaryIndex");

    private static string? AttributeName(AttributeData attribute)
    {
        if (attribute.NamedArguments.FirstOrDefault(n => n.Key == "AttributeName").Value.Value is string named)
            return named;
        return IsRenaming(attribute) && attribute.ConstructorArguments.FirstOrDefault() is { Kind: TypedConstantKind.Primitive, Value: string { Length: > 0 } positional } ? positional : null;
    }

    private static ScalarForm? EpochForm(IReadOnlyList<AttributeData> attributes)
    {
        if (attributes.Any(a => a.NamedArguments.Any(n => n is { Key: "StoreAsEpochLong", Value.Value: true })))
            return AttributeForms.EpochSeconds(isLong: true);
        var isShort = attributes.Any(a => a.NamedArguments.Any(n => n is { Key: "StoreAsEpoch", Value.Value: true })
            || (a.AttributeClass!.Name == "DynamoDBPropertyAttribute" && a.ConstructorArguments.Any(c => c.Value is true)));
        return isShort ? AttributeForms.EpochSeconds(isLong: false) : null;
    }

    private static INamedTypeSymbol? Converter(AttributeData attribute) =>
        (attribute.ConstructorArguments.FirstOrDefault(a => a.Kind == TypedConstantKind.Type).Value
            ?? attribute.NamedArguments.FirstOrDefault(n => n.Key == "Converter").Value.Value) as INamedTypeSymbol;

    private static IEnumerable<IndexKey> Indexes(AttributeData attribute)
    {
        var (role, isLocal) = attribute.AttributeClass!.Name switch
        {
            "DynamoDBGlobalSecondaryIndexHashKeyAttribute" => (KeyRole.Hash, false),
            "DynamoDBGlobalSecondaryIndexRangeKeyAttribute" => (KeyRole.Range, false),
            "DynamoDBLocalSecondaryIndexRangeKeyAttribute" => (KeyRole.Range, true),
            _ => (KeyRole.None, false),
        };
        return role == KeyRole.None
            ? Array.Empty<IndexKey>()
            : attribute.ConstructorArguments
                .SelectMany(a => a.Kind == TypedConstantKind.Array ? a.Values.Select(v => v.Value) : new[] { a.Value })
                .OfType<string>()
                .Select(index => new IndexKey(index, role, isLocal));
    }
}
