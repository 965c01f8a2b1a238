using System.Text.RegularExpressions;

namespace Scenario;

// What the source generator of regular expressions stands for.
public partial class Function
{
    private static partial Regex OrderId() => new("^[A-Z]{2}[0-9]+$");

    private static partial Regex Separators() => new("[^a-z0-9]+", RegexOptions.IgnoreCase);
}
