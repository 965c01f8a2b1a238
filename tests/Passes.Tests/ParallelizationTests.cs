using LambdaLift.StatesLanguage.Model;

namespace LambdaLift.Converter.Tests.Passes;

/// <summary>Which calls <c>--parallelize</c> takes together.</summary>
public class ParallelizationTests
{
    private static readonly ConversionOptions Asked = new() { Parallelize = true };

    [Theory]
    [InlineData("var a = await GetAsync(order.Id); var b = await GetAsync(order.Kind);", 2)]
    [InlineData("await SayAsync(order.Id); var b = await GetAsync(order.Kind);", 2)]
    [InlineData("var a = await GetAsync(order.Id); var b = await GetAsync(order.Kind); var c = await GetAsync(\"c\");", 3)]
    public void Reads_and_a_first_write_elsewhere_run_together(string calls, int branches)
    {
        var parallel = Assert.Single(Converted.States(calls + " return new Answer(order.Id, \"\");", Asked).OfType<ParallelState>());

        Assert.Equal(branches, parallel.Branches.Length);
    }

    [Theory]
    [InlineData("await PutAsync(order.Id); var b = await GetAsync(order.Kind);")]
    [InlineData("await PutAsync(order.Id); await SayAsync(order.Kind);")]
    [InlineData("var a = await GetAsync(order.Id); await PutAsync(order.Kind);")]
    [InlineData("var a = await GetAsync(order.Id); var b = await GetAsync(a.Item[\"Next\"].S);")]
    [InlineData("var a = await GetAsync(order.Id); var b = await GetAsync(order.Note!.Trim());")]
    public void What_somebody_could_tell_apart_does_not(string calls) =>
        Assert.DoesNotContain(Converted.States(calls + " return new Answer(order.Id, \"\");", Asked), s => s is ParallelState);

    [Fact]
    public void Without_the_option_the_order_stays()
    {
        const string Body = "var a = await GetAsync(order.Id); var b = await GetAsync(order.Kind); return new Answer(order.Id, \"\");";

        Assert.DoesNotContain(Converted.States(Body), s => s is ParallelState);
        Assert.Contains(Converted.Body(Body, Asked).Deviations, d => d.Id == "LIFT3012");
        Assert.DoesNotContain(Converted.Body(Body).Deviations, d => d.Id == "LIFT3012");
    }
}
