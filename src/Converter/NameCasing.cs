namespace LambdaLift.Converter;

/// <summary>The casing of names that are made from others.</summary>
internal static class NameCasing
{
    /// <summary>A name with a lower-case first letter: the variable for a property or a type.</summary>
    public static string LowerFirst(this string name) => char.ToLowerInvariant(name[0]) + name.Substring(1);
}
