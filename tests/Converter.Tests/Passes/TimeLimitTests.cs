using LambdaLift.StatesLanguage.Model;

namespace LambdaLift.Converter.Tests.Passes;

/// <summary>Calls against the clock.</summary>
public class TimeLimitTests
{
    private const string Race = "var work = GetAsync(order.Id); var first = await Task.WhenAny(work, Task.Delay(TimeSpan.FromSeconds(7)));";

    [Fact]
    public void The_time_is_the_tasks_and_its_end_is_caught()
    {
        var task = Assert.Single(Converted.States(Race + " if (first != work) throw new TimeoutException(\"late\"); var a = await work; return new Answer(order.Id, a.Item == null ? \"no\" : \"yes\");").OfType<TaskState>());

        Assert.Equal(7, task.TimeoutSeconds!.Value.Number);
        Assert.Equal(["States.Timeout"], task.Catch[0].ErrorEquals);
    }

    [Theory]
    [InlineData("if (first == work) { var a = await work; return new Answer(order.Id, a.Item == null ? \"no\" : \"yes\"); } return new Answer(order.Id, \"late\");")]
    [InlineData("if (!work.IsCompleted) return new Answer(order.Id, \"late\"); var a = await work; return new Answer(order.Id, a.Item == null ? \"no\" : \"yes\");")]
    public void However_it_is_asked(string rest) => Assert.Equal(7, Assert.Single(Converted.States(Race + rest).OfType<TaskState>()).TimeoutSeconds!.Value.Number);

    [Fact]
    public void WaitAsync_throws()
    {
        var states = Converted.States("var a = await GetAsync(order.Id).WaitAsync(TimeSpan.FromMilliseconds(1500)); return new Answer(order.Id, a.Item == null ? \"no\" : \"yes\");");

        Assert.Equal(2, Assert.Single(states.OfType<TaskState>()).TimeoutSeconds!.Value.Number);
        Assert.Equal("TimeoutException", Assert.Single(states.OfType<FailState>()).Error);
    }

    [Theory]
    [InlineData("return new Answer(order.Id, \"\");", "never awaited after Task.WhenAny")]
    [InlineData("await SayAsync(\"x\"); if (first == work) await work; return new Answer(order.Id, \"\");", "not awaited directly after Task.WhenAny")]
    [InlineData("if (order.Amount > 3) { if (first == work) await work; } return new Answer(order.Id, \"\");", "not awaited directly after Task.WhenAny")]
    [InlineData("if (first != work) await SayAsync(\"x\"); await work; return new Answer(order.Id, \"\");", "Awaiting a task after its time limit is over")]
    public void What_would_fail_elsewhere_or_wait_on_is_refused(string rest, string message) =>
        Assert.Contains(Converted.Refusals(Race + rest), r => r.Contains(message, StringComparison.Ordinal));

    [Theory]
    [InlineData("var a = GetAsync(order.Id); var b = GetAsync(order.Kind); var first = await Task.WhenAny(a, b); await a; await b;")]
    [InlineData("var seconds = order.Amount; var work = GetAsync(order.Id); var first = await Task.WhenAny(work, Task.Delay(TimeSpan.FromSeconds(seconds))); if (first == work) await work;")]
    public void Races_that_are_none_against_a_known_time_are_refused(string body) => Assert.NotEmpty(Converted.Refusals(body + " return new Answer(order.Id, \"\");"));
}
