using LambdaLift.Converter;

namespace LambdaLift.Converter.Tests.Passes;

/// <summary>What cannot be an Express workflow is refused where one is asked for.</summary>
public class ExpressLimitsTests
{
    private static readonly ConversionOptions Express = new() { Type = WorkflowType.Express };

    [Theory]
    [InlineData("await Task.Delay(TimeSpan.FromMinutes(5));", "waiting 300 seconds")]
    [InlineData("while ((await GetAsync(order.Id)).Item == null) await Task.Delay(1000);", "waiting again and again")]
    [InlineData("await GetAsync(order.Id).WaitAsync(TimeSpan.FromMinutes(6));", "a call that may take 360 seconds")]
    public void Too_long_is_refused(string body, string problem)
    {
        Assert.Contains(Converted.Refusals(body + " return new Answer(order.Id, \"\");", Express), r => r.StartsWith("LIFT2012", StringComparison.Ordinal) && r.Contains(problem, StringComparison.Ordinal));
        Assert.Empty(Converted.Refusals(body + " return new Answer(order.Id, \"\");"));
    }

    [Theory]
    [InlineData("await Task.Delay(TimeSpan.FromSeconds(299));")]
    [InlineData("await PutAsync(order.Id);")]
    public void Short_work_is_not(string body)
    {
        var conversion = Converted.Body(body + " return new Answer(order.Id, \"\");", Express);

        Assert.NotNull(conversion.Definition);
        Assert.Equal(WorkflowType.Express, conversion.Type);
    }
}
