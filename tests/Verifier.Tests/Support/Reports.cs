using LambdaLift.Verifier.Reporting;

namespace LambdaLift.Verifier.Tests.Support;

internal static class Reports
{
    /// <summary>What a failed assertion should show.</summary>
    public static string Describe(this VerificationReport report) => VerificationReportText.Write(report);
}
