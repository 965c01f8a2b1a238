using LambdaLift.StatesLanguage.Model;

namespace LambdaLift.Converter.Tests.Passes;

/// <summary>States are called what a person would call them, and keep what the code says about them.</summary>
public class StateNamesAndCommentsTests
{
    [Theory]
    [InlineData("order.Kind == \"a\"", "Kind is a?")]
    [InlineData("order.Kind != \"a\"", "Kind is a?")]
    [InlineData("order.Kind == \"\"", "Has kind?")]
    [InlineData("order.Kind == order.Id", "Kind is id?")]
    [InlineData("order.Amount > 3", "Amount over 3?")]
    [InlineData("order.Amount >= 3", "Amount at least 3?")]
    [InlineData("order.Amount < 3", "Amount below 3?")]
    [InlineData("order.Amount <= 3", "Amount at most 3?")]
    [InlineData("!(order.Amount > 3)", "Amount over 3?")]
    [InlineData("order.Note == null", "Has note?")]
    [InlineData("string.IsNullOrEmpty(order.Note)", "Has note?")]
    [InlineData("order.Lines.Count == 0", "Any lines?")]
    [InlineData("order.Kind == \"a\" && order.Amount > 3", "Check kind")]
    public void Decisions_are_questions(string condition, string name)
    {
        var states = Converted.States($"if ({condition}) await PutAsync(order.Id); return new Answer(order.Id, \"\");");

        Assert.Equal(name, Assert.Single(states.OfType<ChoiceState>()).Name);
    }

    [Fact]
    public void Calls_are_named_by_the_method_that_is_there_for_them()
    {
        var states = Converted.States("await PutAsync(order.Id); await _sns.PublishAsync(\"t\", \"x\"); return new Answer(order.Id, \"\");");

        Assert.Equal(["Put", "Publish"], states.OfType<TaskState>().Select(t => t.Name));
    }

    [Fact]
    public void Ends_that_belong_to_a_state_take_no_name()
    {
        var states = Converted.States("if (order.Amount > 3) return new Answer(order.Id, \"\"); await PutAsync(order.Id); return new Answer(order.Kind, \"\");");

        Assert.Equal("Return result", Assert.Single(states.OfType<SucceedState>()).Name);
    }

    [Fact]
    public void Comments_stay_with_their_statements()
    {
        var states = Converted.States("""
            // Why it
            // is checked.
            if (order.Amount > 3)
            {
                // Nobody may order more.
                throw new InvalidOperationException("no");
            }

            /* Sent for
             * the report. */
            await _sns.PublishAsync("t", "x");
            return new Answer(order.Id, "");
            """);

        Assert.Equal("Why it is checked.", Assert.Single(states.OfType<ChoiceState>()).Comment);
        Assert.Equal("Nobody may order more.", Assert.Single(states.OfType<FailState>()).Comment);
        Assert.Equal("Sent for the report.", Assert.Single(states.OfType<TaskState>()).Comment);
    }

    [Fact]
    public void What_a_state_takes_over_brings_its_comment()
    {
        var states = Converted.States("""
            var count = order.Amount;
            await _sns.PublishAsync("t", "x");
            // One more was sent.
            count += 1;
            await _sns.PublishAsync("t", count.ToString());
            await _sns.PublishAsync("u", count.ToString());
            return new Answer(order.Id, "");
            """);

        Assert.Contains(states.OfType<TaskState>(), t => t.Comment == "One more was sent.");
    }
}
