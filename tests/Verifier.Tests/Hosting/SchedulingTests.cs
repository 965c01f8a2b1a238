using LambdaLift.Verifier.Hosting;
using LambdaLift.Verifier.Tests.Support;

namespace LambdaLift.Verifier.Tests.Hosting;

public sealed class SchedulingTests
{
    private static HandlerHost Host(string body, string members = "") => HandlerHost.Load(UserProject.Hosting(
        $$"""
        using Amazon.DynamoDBv2;
        namespace App;
        public class Function
        {
            private static readonly AmazonDynamoDBClient Db = new();
            {{members}}
            static Task Call(string name) => Db.DeleteTableAsync(name);
            public async Task<object?> Handle(JsonElement input)
            {
                await Task.CompletedTask;
                {{body}}
            }
        }
        """));

    private static string Table(ObservedSdkCall call) => call.Call.Request["TableName"]!.GetValue<string>();

    private static bool Before(HandlerRun run, string first, string second) =>
        run.Calls.Single(call => Table(call) == first).Completed < run.Calls.Single(call => Table(call) == second).Started;

    [Fact]
    public void Awaited_calls_are_ordered_and_calls_of_a_fan_out_overlap()
    {
        using var host = Host("await Call(\"a\"); await Task.WhenAll(Call(\"b\"), Call(\"c\")); await Call(\"d\"); return null;");

        var run = host.Run("{}", _ => Script.Response());

        Assert.Equal("null", run.Json());
        Assert.True(Before(run, "a", "b") && Before(run, "a", "c") && Before(run, "b", "d") && Before(run, "c", "d"));
        Assert.False(Before(run, "b", "c"));
    }

    [Theory]
    [InlineData("Call(\"a\").Wait(); Call(\"b\").GetAwaiter().GetResult(); Task.WaitAll(Call(\"c\"), Call(\"d\")); return null;")]
    [InlineData("await Call(\"a\"); await Task.Run(() => Call(\"b\")); await Task.WhenAll(Task.Run(async () => await Call(\"c\")), Task.Run(() => Call(\"d\"))); return null;")]
    [InlineData("await Call(\"a\"); await Task.Yield(); await Call(\"b\"); await Parallel.ForEachAsync(new[] { \"c\", \"d\" }, new ParallelOptions { MaxDegreeOfParallelism = 2 }, async (n, _) => await Call(n)); return null;")]
    public void Blocking_waits_and_pool_threads_neither_hang_nor_lose_overlap(string body)
    {
        using var host = Host(body);

        var run = host.Run("{}", _ => Script.Response());

        Assert.Equal("null", run.Json());
        Assert.True(Before(run, "a", "b") && Before(run, "b", "c") && Before(run, "b", "d"));
        Assert.False(Before(run, "c", "d") || Before(run, "d", "c"));
    }

    /// <summary>Neither runs on the thread pool, where the order would be a matter of chance.</summary>
    [Theory]
    [InlineData("var gate = new SemaphoreSlim(1); await Task.WhenAll(new[] { \"a\", \"b\", \"c\" }.Select(async n => { await gate.WaitAsync(); try { await Call(n); } finally { gate.Release(); } })); return null;")]
    [InlineData("await Parallel.ForEachAsync(new[] { \"a\", \"b\", \"c\" }, new ParallelOptions { MaxDegreeOfParallelism = 1 }, async (n, _) => await Call(n)); return null;")]
    [InlineData("static async IAsyncEnumerable<string> Names() { yield return \"a\"; await Call(\"b\"); yield return \"c\"; } await Parallel.ForEachAsync(Names(), new ParallelOptions { MaxDegreeOfParallelism = 1 }, async (n, _) => await Call(n)); return null;")]
    public void Limits_of_concurrency_keep_their_order(string body)
    {
        using var host = Host(body);

        for (var i = 0; i < 3; i++)
        {
            var run = host.Run("{}", _ => Script.Response());

            Assert.Equal("null", run.Json());
            Assert.True(Before(run, "a", "b") && Before(run, "b", "c"));
        }
    }

    [Fact]
    public void No_item_is_taken_once_one_has_failed()
    {
        using var host = Host("await Parallel.ForEachAsync(new[] { \"a\", \"b\", \"c\", \"d\" }, async (n, _) => { await Call(n); throw new InvalidOperationException(n); }); return null;");

        var run = host.Run("{}", _ => Script.Response());

        Assert.Equal(["a", "b"], run.Calls.Select(Table));
        Assert.Contains("InvalidOperationException", run.Outcome.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("var gate = new SemaphoreSlim(2, 2); gate.Wait(); return new { Free = gate.CurrentCount, Now = gate.Wait(0), Later = await gate.WaitAsync(TimeSpan.FromHours(1)), Before = gate.Release(2), After = gate.CurrentCount };", """{"Free":1,"Now":true,"Later":false,"Before":0,"After":2}""")]
    [InlineData("try { new SemaphoreSlim(1, 1).Release(); return \"none\"; } catch (SemaphoreFullException) { return \"full\"; }", "\"full\"")]
    [InlineData("var gate = new SemaphoreSlim(0); using var stop = new CancellationTokenSource(); var wait = gate.WaitAsync(stop.Token); stop.Cancel(); try { await wait; return \"in\"; } catch (OperationCanceledException) { return \"cancelled\"; }", "\"cancelled\"")]
    public void Semaphores_count_as_they_do(string body, string result)
    {
        using var host = Host(body);

        Assert.Equal(result, host.Run("{}", _ => Script.Response()).Json());
    }

    [Fact]
    public void Holding_a_call_back_shows_what_does_not_wait_for_it()
    {
        using var host = Host("await Task.WhenAll(new[] { \"1\", \"2\" }.Select(async n => { await Call(\"a\" + n); await Call(\"b\" + n); })); return null;");

        Assert.True(Before(host.Run("{}", _ => Script.Response()), "a2", "b2"));
        var held = host.Run("{}", _ => Script.Response(), heldBack: 0);
        Assert.False(Before(held, "a1", "b2"));
        Assert.True(Before(held, "a1", "b1"));
    }

    [Fact]
    public void Delays_pass_in_no_time_and_the_clock_ids_and_randoms_repeat()
    {
        using var host = Host(
            """
            var watch = System.Diagnostics.Stopwatch.StartNew();
            var start = DateTime.UtcNow;
            await Task.Delay(TimeSpan.FromHours(2));
            Thread.Sleep(1500);
            return new { Start = start, Passed = (DateTimeOffset.UtcNow - start).TotalSeconds, watch.ElapsedMilliseconds, Id = Guid.NewGuid(), Dice = new Random().Next(6), More = Random.Shared.NextDouble() };
            """);

        var first = host.Run("{}", _ => Script.Response()).Json();

        Assert.StartsWith("""{"Start":"2026-01-05T09:30:00Z","Passed":7201.5,"ElapsedMilliseconds":7201500,""", first, StringComparison.Ordinal);
        Assert.Equal(first, host.Run("{}", _ => Script.Response()).Json());
    }

    [Theory]
    [InlineData("while (true) { try { throw new Exception(); } catch { } }", "did not end within")]
    [InlineData("for (;;) { }", "did not end within")]
    [InlineData("Environment.Exit(3); return null;", "Environment.Exit")]
    [InlineData("try { Environment.FailFast(\"x\"); } catch { } return null;", "Environment.Exit")]
    [InlineData("return Deep(1);", "recurses without end")]
    [InlineData("var all = new List<byte[]>(); while (true) all.Add(new byte[10_000_000]);", "allocated more than")]
    [InlineData("await new TaskCompletionSource().Task; return null;", "did not end within")]
    [InlineData("return Broken.Value;", "TypeInitializationException")]
    public void A_handler_that_must_not_go_on_ends_in_a_clear_message_and_a_living_tool(string body, string reason)
    {
        var request = UserProject.Hosting(
            $$"""
            namespace App;
            public static class Broken { public static readonly string Value = Make(); static string Make() => throw new InvalidOperationException("no"); }
            public class Function
            {
                static int Deep(int n) => Deep(n + 1) + 1;
                public async Task<object?> Handle(JsonElement input) { await Task.CompletedTask; {{body}} }
            }
            """) with
        // What is not about time has time, on a slow machine too.
        { InvocationTimeLimit = TimeSpan.FromMilliseconds(reason == "allocated more than" ? 30_000 : 600) };
        using var host = HandlerHost.Load(request);

        var outcome = host.Run("{}", _ => Script.Response()).Outcome;

        Assert.Contains(reason, outcome.ToString(), StringComparison.Ordinal);
        // The same host goes on running.
        Assert.Equal(outcome.GetType(), host.Run("{}", _ => Script.Response()).Outcome.GetType());
    }
}
