using LambdaLift.StatesLanguage.Model;

namespace LambdaLift.Converter.Tests.Passes;

/// <summary>States that do the same and go on in the same way are one.</summary>
public class EqualStatesTests
{
    [Fact]
    public void Failures_of_several_calls_share_the_finally_block()
    {
        var states = Converted.States("""
            try { await PutAsync(order.Id); await SayAsync("put"); }
            finally { await SayAsync("done"); }
            return new Answer(order.Id, "B");
            """);

        // The block once for success and once for failure.
        Assert.Equal(4, states.OfType<TaskState>().Count());
        Assert.Single(states.OfType<FailState>());
    }

    [Fact]
    public void Equal_throws_are_one_state()
    {
        var states = Converted.States("""
            if (order.Kind == "a") throw new InvalidOperationException("no");
            await PutAsync(order.Id);
            if (order.Amount > 3) throw new InvalidOperationException("no");
            return new Answer(order.Id, "B");
            """);

        Assert.Single(states.OfType<FailState>());
    }

    [Theory]
    [InlineData("throw new InvalidOperationException(\"other\");")]
    [InlineData("throw new ArgumentException(\"no\");")]
    public void Different_throws_are_not(string other)
    {
        var states = Converted.States($$"""
            if (order.Kind == "a") throw new InvalidOperationException("no");
            await PutAsync(order.Id);
            if (order.Amount > 3) {{other}}
            return new Answer(order.Id, "B");
            """);

        Assert.Equal(2, states.OfType<FailState>().Count());
    }

    [Fact]
    public void Calls_at_two_places_stay_two_states()
    {
        var states = Converted.States("""
            if (order.Kind == "a") { await PutAsync("x"); return new Answer(order.Id, "B"); }
            if (order.Amount > 3) { await PutAsync("x"); return new Answer(order.Id, "B"); }
            return new Answer(order.Id, "B");
            """);

        // Both come from the same helper, at one place in its code.
        Assert.Single(states.OfType<TaskState>());
        states = Converted.States("""
            if (order.Kind == "a") { await _sns.PublishAsync("t", "x"); return new Answer(order.Id, "B"); }
            if (order.Amount > 3) { await _sns.PublishAsync("t", "x"); return new Answer(order.Id, "B"); }
            return new Answer(order.Id, "B");
            """);
        Assert.Equal(2, states.OfType<TaskState>().Count());
    }

    [Fact]
    public void A_pending_exception_does_not_reach_the_finally_block_of_another_try()
    {
        var states = Converted.States("""
            try { await PutAsync(order.Id); }
            finally
            {
                try { await SayAsync("a"); }
                finally { await SayAsync("b"); }
            }
            return new Answer(order.Id, "B");
            """);

        // Two exceptions may be under way: each has a variable of its own.
        var kept = states.OfType<FallibleState>().SelectMany(s => s.Catch).SelectMany(c => c.Assign!.Select(m => m.Key)).Distinct(StringComparer.Ordinal).ToList();
        Assert.True(kept.Count >= 2, string.Join(", ", kept));
        Assert.True(states.OfType<FailState>().Select(f => f.Error).Distinct(StringComparer.Ordinal).Count() >= 2);
    }
}
