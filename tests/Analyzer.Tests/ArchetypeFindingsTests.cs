
namespace LambdaLift.Analyzer.Tests;

/// <summary>Which rules speak on twelve handlers as people write them.</summary>
public class ArchetypeFindingsTests
{
    public static TheoryData<string, string> Expected => new()
    {
        { "A01_SyncInvokeChain", "LIFT1001 LIFT1001 LIFT1003" },
        { "A02_FanOutInvoke", "LIFT1001 LIFT1003 LIFT1007(info)" },
        { "A03_OrderMonolith", "LIFT1002 LIFT1012(info)" },
        { "A04_LayeredServices", "LIFT1002" },
        { "A05_PollUntilDone", "LIFT1002 LIFT1006" },
        { "A06_HandRetry", "LIFT1001 LIFT1002(info) LIFT1008" },
        { "A07_BatchRouter", "LIFT1002" },
        { "A08_PagedScanFanOut", "LIFT1002(info) LIFT1007(info) LIFT1011(info)" },
        { "A09_GetOrCreate", "LIFT1002 LIFT1012(info)" },
        { "A10_CallbackResponder", "LIFT1012(info)" },
        { "A11_ComputeSandwich", "LIFT1002" },
        { "A12_StateFileGate", "LIFT1002 LIFT1004 LIFT1004 LIFT1004 LIFT1004 LIFT1004" },
    };

    [Theory]
    [MemberData(nameof(Expected))]
    public async Task Rules_find(string file, string findings)
    {
        var source = SharedData.ReadText($"archetypes/{file}.cs");
        foreach (var shape in Enum.GetValues<SdkShape>())
        {
            var found = await AllRules.RunAsync(StubCompilation.Create(shape, source));
            Assert.Equal(findings, string.Join(' ', found));
        }
    }
}
