namespace Scenario;

internal static class OrderText
{
    public const string Urgent = "URGENT";

    public static readonly string Done = "DONE";
}
