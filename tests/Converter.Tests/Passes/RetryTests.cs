using LambdaLift.StatesLanguage.Model;

namespace LambdaLift.Converter.Tests.Passes;

/// <summary>Retries by pipelines and by methods that call themselves again.</summary>
public class RetryTests
{
    private const string Handle = "ShouldHandle = new PredicateBuilder().Handle<Amazon.SimpleNotificationService.Model.InternalErrorException>(), ";

    private const string Call = "await _pipeline.ExecuteAsync(async token => await SayAsync(order.Id)); return new Answer(order.Id, \"\");";

    [Theory]
    [InlineData("", 2, 3, 1.0, null, null)]
    [InlineData("MaxRetryAttempts = 5, Delay = TimeSpan.FromSeconds(4), BackoffType = DelayBackoffType.Exponential", 4, 5, 2.0, null, null)]
    [InlineData("MaxRetryAttempts = 5, Delay = TimeSpan.FromSeconds(4), BackoffType = DelayBackoffType.Exponential, MaxDelay = TimeSpan.FromSeconds(20)", 4, 5, 2.0, 20, null)]
    [InlineData("MaxRetryAttempts = 2, Delay = TimeSpan.FromSeconds(3), BackoffType = DelayBackoffType.Linear", 3, 2, 2.0, null, null)]
    [InlineData("Delay = TimeSpan.FromMilliseconds(200), UseJitter = true", 1, 3, 1.0, null, "FULL")]
    public void A_pipelines_options_are_the_retriers(string options, int interval, int attempts, double rate, int? limit, string? jitter)
    {
        var retrier = Assert.Single(Assert.Single(Converted.States(Call, members: Pipeline(Handle + options)).OfType<TaskState>()).Retry);

        Assert.Equal(["SNS.InternalErrorException"], retrier.ErrorEquals);
        Assert.Equal((interval, attempts, rate, limit, jitter), ((int)retrier.IntervalSeconds!.Value, (int)retrier.MaxAttempts!.Value, retrier.BackoffRate!.Value, (int?)retrier.MaxDelaySeconds, retrier.JitterStrategy));
    }

    [Fact]
    public void Without_a_predicate_it_retries_everything() =>
        Assert.Equal(["States.ALL"], Assert.Single(Assert.Single(Converted.States(Call, members: Pipeline("Delay = TimeSpan.FromSeconds(1)")).OfType<TaskState>()).Retry).ErrorEquals);

    [Theory]
    [InlineData("MaxRetryAttempts = 4, Delay = TimeSpan.FromSeconds(3), BackoffType = DelayBackoffType.Linear")]
    [InlineData("DelayGenerator = static a => new ValueTask<TimeSpan?>(TimeSpan.FromSeconds(1))")]
    [InlineData("ShouldHandle = new PredicateBuilder().Handle<InvalidOperationException>(e => e.Message.Length > 3)")]
    public void What_Retry_does_not_have_is_refused(string options) => Assert.Contains(Converted.Refusals(Call, members: Pipeline(options)), r => r.Contains("This resilience pipeline", StringComparison.Ordinal));

    [Fact]
    public void Two_calls_in_one_pipeline_are_refused() => Assert.Contains(
        Converted.Refusals("await _pipeline.ExecuteAsync(async token => { await PutAsync(order.Id); await SayAsync(order.Id); }); return new Answer(order.Id, \"\");", members: Pipeline("MaxRetryAttempts = 1")),
        r => r.Contains("more than one call", StringComparison.Ordinal));

    [Theory]
    [InlineData("catch (Amazon.SimpleNotificationService.Model.InternalErrorException) when (attempt < 3) { await Task.Delay(1000 * (1 << attempt)); await AgainAsync(text, attempt + 1); }", "0", 3, 1, 2.0)]
    [InlineData("catch (Amazon.SimpleNotificationService.Model.InternalErrorException) { if (attempt <= 0) throw; await Task.Delay(2000); await AgainAsync(text, attempt - 1); }", "4", 4, 2, 1.0)]
    public void A_method_that_tries_again_is_a_retry(string clause, string first, int attempts, int interval, double rate)
    {
        var retrier = Assert.Single(Assert.Single(Converted.States($"await AgainAsync(order.Id, {first}); return new Answer(order.Id, \"\");", members: Again(clause)).OfType<TaskState>()).Retry);

        Assert.Equal((attempts, interval, rate), ((int)retrier.MaxAttempts!.Value, (int)retrier.IntervalSeconds!.Value, retrier.BackoffRate!.Value));
    }

    [Theory]
    [InlineData("catch (Amazon.SimpleNotificationService.Model.InternalErrorException) { await AgainAsync(text, attempt + 1); }")]
    [InlineData("catch (Amazon.SimpleNotificationService.Model.InternalErrorException) when (attempt < 3) { await AgainAsync(text + attempt, attempt + 1); }")]
    [InlineData("catch (Amazon.SimpleNotificationService.Model.InternalErrorException) when (attempt < 3) { await AgainAsync(text, attempt + 1); await PutAsync(text); }")]
    public void Other_recursion_is_refused(string clause) =>
        Assert.Contains(Converted.Refusals("await AgainAsync(order.Id, 0); return new Answer(order.Id, \"\");", members: Again(clause)), r => r.StartsWith("LIFT2007", StringComparison.Ordinal));

    private static string Pipeline(string options) => $"private readonly ResiliencePipeline _pipeline = new ResiliencePipelineBuilder().AddRetry(new RetryStrategyOptions {{ {options} }}).Build();";

    private static string Again(string clause) => $"private async Task AgainAsync(string text, int attempt) {{ try {{ await SayAsync(text); }} {clause} }}";
}
