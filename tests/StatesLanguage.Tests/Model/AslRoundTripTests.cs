using LambdaLift.StatesLanguage.Json;
using LambdaLift.StatesLanguage.Model;
using LambdaLift.StatesLanguage.Validation;

namespace LambdaLift.StatesLanguage.Tests.Model;

public class AslRoundTripTests
{
    [Theory]
    [InlineData("executions-pure.jsonl", 918)]
    [InlineData("executions-mocked.jsonl", 180)]
    [InlineData("real-definitions.jsonl", 150)]
    public void What_AWS_accepted_is_read_and_written_back_unchanged_in_meaning(string file, int atLeast)
    {
        var count = 0;
        foreach (var (name, definition) in RecordedDefinitions.Machines(file))
        {
            var document = AslReader.Read(definition);
            Assert.NotNull(document.Machine);
            var written = AslWriter.Write(document.Machine);
            Assert.True(JsonData.Parse(written).Equals(definition), $"{name}: written as\n{written}\nfrom\n{definition.ToJson(indented: true)}");
            var again = AslReader.Read(written);
            Assert.Equal(written, AslWriter.Write(again.Machine!));
            count++;
        }

        Assert.True(count >= atLeast, $"only {count} definitions");
    }

    [Fact]
    public void Single_states_are_written_back_unchanged_in_meaning()
    {
        var count = 0;
        foreach (var (name, definition) in RecordedDefinitions.Machines("test-state.jsonl"))
        {
            if (definition is not DataObject target || !target.ContainsKey("Type"))
            {
                continue;
            }

            var (state, problems) = AslReader.ReadState(definition, "S");
            Assert.NotNull(state);
            Assert.True(AslWriter.ToJson(state).Equals(definition), $"{name}: {AslWriter.ToJson(state)} from {definition}; {string.Join('\n', problems)}");
            count++;
        }

        Assert.True(count > 100, $"only {count} states");
    }

    [Fact]
    public void Fields_come_in_the_conventional_order_and_unknown_ones_last()
    {
        var document = AslReader.Read(
            """
            {"X":1,"States":{"A":{"End":true,"zzz":[1],"Resource":"arn:aws:states:::lambda:invoke","Type":"Task","Parameters":{"b.$":"$.b","a":"it's <ok> & ä"},"Retry":[{"MaxAttempts":2,"ErrorEquals":["States.ALL"]}]}},"StartAt":"A","Comment":"c"}
            """);
        Assert.Equal(
            """
            {
              "Comment": "c",
              "StartAt": "A",
              "States": {
                "A": {
                  "Type": "Task",
                  "Resource": "arn:aws:states:::lambda:invoke",
                  "Parameters": {
                    "b.$": "$.b",
                    "a": "it's <ok> & ä"
                  },
                  "Retry": [
                    {
                      "ErrorEquals": [
                        "States.ALL"
                      ],
                      "MaxAttempts": 2
                    }
                  ],
                  "End": true,
                  "zzz": [
                    1
                  ]
                }
              },
              "X": 1
            }
            """,
            AslWriter.Write(document.Machine!));
        Assert.Equal(["LIFT4005", "LIFT4005"], document.Problems.Select(problem => problem.Id));
    }

    [Fact]
    public void A_machine_is_built_with_object_initialisers()
    {
        var machine = new StateMachine
        {
            StartAt = "Check",
            QueryLanguage = QueryLanguage.Jsonata,
            States =
            [
                new ChoiceState
                {
                    Name = "Check",
                    Choices = [new ChoiceRule { Condition = JsonataText.Wrap("$states.input.n > 0"), Next = "Wait" }],
                    Default = "Done",
                },
                new WaitState { Name = "Wait", Seconds = 5, Next = "Done" },
                new SucceedState { Name = "Done", Output = "ok" },
            ],
        };
        Assert.Equal(
            """{"QueryLanguage":"JSONata","StartAt":"Check","States":{"Check":{"Type":"Choice","Choices":[{"Condition":"{% $states.input.n > 0 %}","Next":"Wait"}],"Default":"Done"},"Wait":{"Type":"Wait","Seconds":5,"Next":"Done"},"Done":{"Type":"Succeed","Output":"ok"}}}""",
            AslWriter.ToJson(machine).ToString());
        Assert.Throws<ArgumentException>(() => StateMap.Create([new SucceedState { Name = "A" }, new SucceedState { Name = "A" }]));
    }

    [Fact]
    public void Invalid_documents_keep_what_could_not_be_read()
    {
        var text = """{"StartAt":7,"States":{"A":{"Type":"Nope"},"B":{"Type":"Pass","Next":[]},"C":{"Type":"Task","Catch":{},"Retry":[{"ErrorEquals":1}]},"D":3}}""";
        var document = AslReader.Read(text);
        Assert.Equal(JsonData.Parse(text), AslWriter.ToJson(document.Machine!));
        Assert.Equal(
            ["/StartAt", "/States/A/Type", "/States/B/Next", "/States/C", "/States/C/Catch", "/States/C/Retry[0]/ErrorEquals", "/States/D"],
            document.Problems.Select(problem => problem.Path));
        Assert.Throws<FormatException>(document.GetMachine);
    }

    [Theory]
    [InlineData("", "LIFT4001")]
    [InlineData("[]", "LIFT4001")]
    [InlineData("{}", "LIFT4004 LIFT4004")]
    [InlineData("""{"StartAt":"A","States":{"A":{"Type":"Succeed"},"A":{"Type":"Fail"}}}""", "LIFT4002")]
    [InlineData("""{"StartAt":"A","States":{"A":{"Type":"Choice","Choices":[{"Next":"A"}]}}}""", "LIFT4007")]
    public void Problems_of_structure_are_found(string text, string ids) =>
        Assert.Equal(ids, string.Join(' ', AslReader.Read(text).Problems.Select(problem => problem.Id)));

    [Fact]
    public void Problems_say_where()
    {
        var problem = Assert.Single(AslReader.Read("{\n  \"StartAt\": \"A\",\n  \"States\": { \"A\": { \"Type\": \"Succeed\", \"Commment\": \"\" } }\n}").Problems);
        Assert.Equal("(3,41): error LIFT4005: The field 'Commment' is not supported in a Succeed state", problem.ToString());
        Assert.Equal(AslSeverity.Error, problem.Severity);
    }

    [Theory]
    [InlineData("StringLessThanEqualsPath", ComparisonKind.String, true)]
    [InlineData("TimestampEquals", ComparisonKind.Timestamp, false)]
    [InlineData("IsPresent", ComparisonKind.TypeTest, false)]
    [InlineData("NumericGreaterThanEqualsPath", ComparisonKind.Numeric, true)]
    [InlineData("BooleanEquals", ComparisonKind.Boolean, false)]
    public void Operators_know_what_they_compare(string name, ComparisonKind kind, bool path)
    {
        Assert.True(ComparisonOperators.TryParse(name, out var value));
        Assert.Equal((kind, path), (value.Kind(), value.TakesPath()));
        Assert.Equal(39, ComparisonOperators.Names.Count());
    }
}
