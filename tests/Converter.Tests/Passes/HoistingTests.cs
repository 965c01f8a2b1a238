using LambdaLift.StatesLanguage.Model;

namespace LambdaLift.Converter.Tests.Passes;

/// <summary>What only one way out of a decision sets is set before it, where nobody can tell.</summary>
public class HoistingTests
{
    [Fact]
    public void A_default_value_is_set_before_the_decision()
    {
        var states = Converted.States("""
            string status;
            await PutAsync(order.Id);
            if (order.Kind == "a") status = "A"; else status = "B " + order.Id;
            await SayAsync("x");
            await SayAsync("y");
            return new Answer(order.Id, status + status);
            """);

        // Only the state that reads the event.
        Assert.Single(states.OfType<PassState>());
    }

    [Theory]
    [InlineData("order.Note == null", "order.Note.Trim()")]
    [InlineData("order.Lines.Count == 0", "order.Lines[0]")]
    [InlineData("order.Amount == 0", "(100 / order.Amount).ToString()")]
    public void What_the_decision_protects_is_not_made_before_it(string condition, string value)
    {
        var states = Converted.States($$"""
            string status;
            await PutAsync(order.Id);
            if ({{condition}}) status = "A"; else status = {{value}};
            await SayAsync("x");
            await SayAsync("y");
            return new Answer(order.Id, status + status);
            """);

        var task = Assert.IsType<TaskState>(states[1]);
        Assert.True(task.Assign?.ContainsKey("status") != true);
        Assert.Contains(states.OfType<PassState>(), p => p.Assign?.ContainsKey("status") == true);
    }

    [Fact]
    public void What_another_way_still_reads_is_not_overwritten()
    {
        var states = Converted.States("""
            var status = order.Id;
            await PutAsync(order.Id);
            if (order.Kind == "a") await SayAsync(status); else status = "B";
            await SayAsync("x");
            return new Answer(order.Id, status + status);
            """);

        var first = states.OfType<TaskState>().First();
        Assert.True(first.Assign?.ContainsKey("status") != true);
    }
}
