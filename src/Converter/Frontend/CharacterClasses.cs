namespace LambdaLift.Converter.Frontend;

/// <summary>The tests of <c>char</c> as regular expressions of one ASCII character.</summary>
internal static class CharacterClasses
{
    /// <summary>The pattern of each test by the method's name.</summary>
    public static IReadOnlyDictionary<string, string> Tests { get; } = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["IsDigit"] = "^[0-9]$",
        ["IsAsciiDigit"] = "^[0-9]$",
        ["IsLetter"] = "^[A-Za-z]$",
        ["IsAsciiLetter"] = "^[A-Za-z]$",
        ["IsLetterOrDigit"] = "^[A-Za-z0-9]$",
        ["IsAsciiLetterOrDigit"] = "^[A-Za-z0-9]$",
        ["IsUpper"] = "^[A-Z]$",
        ["IsAsciiLetterUpper"] = "^[A-Z]$",
        ["IsLower"] = "^[a-z]$",
        ["IsAsciiLetterLower"] = "^[a-z]$",
        ["IsWhiteSpace"] = "^\\s$",
    };
}
