using System.Globalization;
using LambdaLift.Interpreter;
using LambdaLift.StatesLanguage.Json;

namespace LambdaLift.StateMachineSpeed;

/// <summary>The interpreter against aws-local-stepfunctions, both warm: a loop of Choice and Pass, and a Map.</summary>
internal static class StateMachineBenchmark
{
    private const string Package = "aws-local-stepfunctions", Version = "3.0.0";
    private const int Warmups = 5, Runs = 15;

    // A run takes less than a millisecond: so many pass before the runtime has compiled everything anew, on a busy machine.
    private const int OwnWarmups = 2000, OwnRuns = 150;

    // What the project promises.
    private const double RequiredFactor = 50;

    private static readonly (string Name, string Definition, JsonData Input)[] Machines =
    [
        ("Choice + Pass, 1,000 iterations", """
            {"StartAt":"C","States":{
              "C":{"Type":"Choice","Choices":[{"Variable":"$.n","NumericLessThan":1000,"Next":"P"}],"Default":"D"},
              "P":{"Type":"Pass","Parameters":{"n.$":"States.MathAdd($.n, 1)"},"Next":"C"},
              "D":{"Type":"Succeed"}}}
            """, JsonData.Object(("n", 0))),
        ("Map of 1,000 items, two states", """
            {"StartAt":"M","States":{"M":{"Type":"Map","End":true,"ItemProcessor":{"StartAt":"A","States":{
              "A":{"Type":"Pass","Next":"B"},"B":{"Type":"Pass","End":true}}}}}}
            """, JsonData.Array(Enumerable.Range(0, 1000).Select(i => (JsonData)i))),
    ];

    /// <summary>Prints the comparison; 0 when every machine is fast enough and both engines agree.</summary>
    public static int Run(TextWriter output)
    {
        string cases = JsonData.Array(Machines.Select(m => (JsonData)JsonData.Object(("name", m.Name), ("definition", JsonData.Parse(m.Definition)), ("input", m.Input)))).ToJson();
        string[] lines = NodeEngine.Run("state-machines.mjs", Package, Version, cases, Text(Warmups), Text(Runs)).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        // The best runs are compared: on a busy machine, those that were disturbed least.
        output.WriteLine($"| machine | {Package} {Version}, best (median) ms | interpreter, best (median) ms | times faster | allocated KB | without history, best (median) ms | allocated KB |");
        output.WriteLine("|---|---|---|---|---|---|---|");
        bool good = true;
        for (int i = 0; i < Machines.Length; i++)
        {
            var theirs = (DataObject)JsonData.Parse(lines[i]);
            Measurement node = Measurement.Of([.. ((DataArray)theirs["milliseconds"]).AsSpan().ToArray().Select(m => ((DataNumber)m).Value)], 0);
            StateMachineInterpreter machine = StateMachineInterpreter.Parse(Machines[i].Definition);
            ExecutionResult? result = null;
            Measurement full = Measurement.Of(() => result = machine.Execute(Machines[i].Input), OwnWarmups, OwnRuns);
            Measurement lean = Measurement.Of(() => machine.Execute(Machines[i].Input, new ExecutionOptions { RecordHistory = false }), OwnWarmups, OwnRuns);
            good &= JsonData.DeepEquals(theirs["output"], result!.Output) && node.Best / full.Best >= RequiredFactor;
            output.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"| {Machines[i].Name} | {node.Best:F1} ({node.Median:F1}) | {full.Best:F3} ({full.Median:F3}) | {node.Best / full.Best:F0} | {full.AllocatedBytes / 1024} | {lean.Best:F3} ({lean.Median:F3}) | {lean.AllocatedBytes / 1024} |"));
        }

        return good ? 0 : 1;
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
