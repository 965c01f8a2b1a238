using Microsoft.CodeAnalysis;

namespace LambdaLift.Converter.Frontend;

/// <summary>The members of an enumeration.</summary>
internal static class EnumMembers
{
    /// <summary>Names and numbers in the order of the numbers, as <c>Enum</c> lists them; among members of one number the first declared.</summary>
    public static IReadOnlyList<(string Name, long Value)> Of(ITypeSymbol type) => type.GetMembers().OfType<IFieldSymbol>()
        .Where(f => f.HasConstantValue)
        .Select(f => (f.Name, Convert.ToInt64(f.ConstantValue, System.Globalization.CultureInfo.InvariantCulture)))
        .ToList();

    /// <summary>Whether values are sets of members, whose text lists several names.</summary>
    public static bool IsFlags(ITypeSymbol type) => type.GetAttributes().Any(a => a.AttributeClass.Is("System.FlagsAttribute"));
}
