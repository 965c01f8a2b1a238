using System.Globalization;
using System.Text.RegularExpressions;

namespace LambdaLift.Verifier.Calls;

/// <summary>
/// The HTTP status of an error that an operation does not model. Step Functions reports it in the text of the cause, so scripted failures have it in
/// their message, which both sides see. Source: executions recorded from AWS.
/// </summary>
internal static partial class UnmodelledStatus
{
    private const int Default = 400;

    /// <summary>A message that tells a status.</summary>
    public static string Tell(string message, int status) => string.Create(CultureInfo.InvariantCulture, $"{message} (Service: Scripted, Status Code: {status})");

    /// <summary>The status that a message tells, else that of an invalid request.</summary>
    public static int In(string message) => Told().Match(message) is { Success: true } told ? int.Parse(told.Groups[1].ValueSpan, CultureInfo.InvariantCulture) : Default;

    [GeneratedRegex(@"Status Code: ([0-9]{3})\b")]
    private static partial Regex Told();
}
