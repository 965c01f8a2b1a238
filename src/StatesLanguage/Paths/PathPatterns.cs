using System.Text.RegularExpressions;

namespace LambdaLift.StatesLanguage.Paths;

/// <summary>Regular expressions of filters.</summary>
internal static class PathPatterns
{
    // A hostile pattern must end in an error, not in a hang.
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(1);

    public static bool IsValid(string pattern)
    {
        try
        {
            _ = new Regex(pattern);
            return true;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }

    /// <summary>Whether the whole text matches, as Java's <c>matches()</c> has it.</summary>
    public static bool MatchesWhole(string text, PatternFilterOperand pattern)
    {
        try
        {
            var options = RegexOptions.CultureInvariant | (pattern.IgnoreCase ? RegexOptions.IgnoreCase : RegexOptions.None);
            return Regex.IsMatch(text, "^(?:" + pattern.Pattern + ")\\z", options, Limit);
        }
        catch (RegexMatchTimeoutException e)
        {
            throw new StatesException(StatesException.Runtime, $"The pattern /{pattern.Pattern}/ takes too long to match", e);
        }
    }
}
