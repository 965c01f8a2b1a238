using System.Globalization;
using LambdaLift.Interpreter.Tasks;
using LambdaLift.StatesLanguage.Json;
using LambdaLift.Tests.Engines;
using Xunit;

namespace LambdaLift.Interpreter.Tests.Differential;

/// <summary>Whatever is done to a definition, it is refused with the documented error or it runs to an end. Bounded, so that every build can run it; <c>LIFT_FUZZ=20000</c> runs more.</summary>
public sealed class FuzzTests
{
    private static readonly int Machines = int.Parse(Environment.GetEnvironmentVariable("LIFT_FUZZ") ?? "1500", CultureInfo.InvariantCulture);

    private const int MaxStateEntries = 2000;

    private static readonly JsonData[] Replacements =
    [
        JsonData.Null, true, 0, -1, 0.5, 1e300, "", "$", "$$", "$.a", "$v", "$.list[*]", "States.ALL", "{% $states.input %}", "{% $nothing %}", "{% [1..1e9] %}", "2024-01-01T00:00:00Z", "JSONata", "JSONPath",
        "Map", "Task", "Wait", DataArray.Empty, DataObject.Empty, JsonData.Array(1, "x"), JsonData.Object(("a", 1)),
    ];

    [Fact]
    public void DamagedDefinitionsAreRefusedOrRun()
    {
        int refused = 0, run = 0;
        for (int seed = 1; seed <= Machines; seed++)
        {
            EngineCase machine = MachineGenerator.Generate(seed);
            var random = new Random(seed);
            JsonData definition = machine.Definition;
            for (int i = 0; i <= seed % 3; i++)
            {
                int countdown = random.Next(Count(definition));
                definition = Replace(definition, ref countdown, Replacements[random.Next(Replacements.Length)]);
            }

            try
            {
                var interpreter = StateMachineInterpreter.Parse(definition.ToJson());
                ExecutionResult result = interpreter.Execute(machine.Input, new ExecutionOptions { TaskHandler = new ScriptedAnswers(machine.Answers), Seed = seed, MaxStateEntries = MaxStateEntries });
                Assert.Equal(result.Status == ExecutionStatus.Succeeded, result.Output is not null);
                run++;
            }
            catch (InvalidDefinitionException)
            {
                refused++;
            }
            catch (MissingMockException)
            {
                // A state became a task: nobody answers it.
                run++;
            }
            catch (Exception e)
            {
                Assert.Fail($"seed {seed}: {e}\n{definition}");
            }
        }

        // Both ways are really taken.
        Assert.True(refused > Machines / 20 && run > Machines / 20, $"{refused} refused, {run} run");
    }

    private static int Count(JsonData value) => value switch
    {
        DataObject o => 1 + o.Sum(member => Count(member.Value)),
        DataArray a => 1 + a.AsSpan().ToArray().Sum(Count),
        _ => 1,
    };

    /// <summary>Replaces the n-th value in document order; a member whose turn it is with null goes away.</summary>
    private static JsonData Replace(JsonData value, ref int countdown, JsonData replacement)
    {
        if (countdown-- == 0) return replacement;
        switch (value)
        {
            case DataArray array:
                var items = new DataArrayBuilder();
                foreach (JsonData item in array) items.Add(Replace(item, ref countdown, replacement));
                return items.Build();
            case DataObject target:
                var members = new DataObjectBuilder();
                foreach (KeyValuePair<string, JsonData> member in target)
                {
                    bool removed = countdown == 0 && replacement is DataNull;
                    JsonData replaced = Replace(member.Value, ref countdown, replacement);
                    if (!removed) members.Set(member.Key, replaced);
                }

                return members.Build();
            default:
                return value;
        }
    }
}
