using LambdaLift.ServiceCatalogue;
using LambdaLift.StatesLanguage.Json;
using LambdaLift.Verifier.Calls;
using LambdaLift.Verifier.Comparison;

namespace LambdaLift.Verifier.Tests.Verification;

/// <summary>Two iterations that make the same calls: which of the equal calls belongs to which cannot be observed.</summary>
public sealed class OrderOfEqualCallsTests
{
    private static readonly ServiceCall Get = new("dynamodb:GetItem", JsonData.Object());
    private static readonly ServiceCall Send = new("sqs:SendMessage", JsonData.Object());
    private static readonly ServiceCall Publish = new("sns:Publish", JsonData.Object());

    [Fact]
    public void Equal_calls_may_change_places_with_what_follows_them()
    {
        var handler = Of([(0, 2), (1, 3)]);
        // The second iteration's later call comes first.
        var machine = Of([(0, 3), (1, 2)]);

        Assert.Null(Compare(handler, machine));
    }

    [Fact]
    public void A_call_that_follows_nothing_is_still_a_difference()
    {
        var handler = Of([(0, 2), (1, 3)]);
        var machine = Of([(0, 2)]);

        Assert.Equal(DifferenceKind.OrderDiffers, Compare(handler, machine)?.Kind);
    }

    [Fact]
    public void Later_calls_that_wait_for_one_of_two_equal_ones_are_counted()
    {
        // All four seem to follow each other; what starts while the first or the second is held back shows that each later call waits for one of them.
        var handler = Of([(0, 2), (0, 3), (1, 2), (1, 3)]);
        var machine = Of([(0, 2), (1, 3)]);

        Assert.Null(Compare(handler, machine, _ => Of([(0, 3), (1, 2)])));
        Assert.Equal(DifferenceKind.OrderDiffers, Compare(handler, machine, _ => handler)?.Kind);
    }

    [Fact]
    public void What_shows_the_second_of_two_answers_follows_the_call_that_got_the_first()
    {
        // Both iterations of the handler make a call before any of them goes on; what waits for one that is held back is always the later pair.
        var handler = OfAnswers([(0, 2), (0, 3), (0, 4), (0, 5), (1, 2), (1, 3), (1, 4), (1, 5), (2, 4), (3, 5)]);
        Trace HeldBack(int call) => OfAnswers(call < 2 ? [(call, 3), (call, 5), (2, 4), (3, 5)] : [(0, 2), (1, 3), (2, 4), (3, 5)]);

        Assert.Null(Compare(handler, OfAnswers([(0, 2), (0, 4), (2, 4), (1, 3), (1, 5), (3, 5)]), HeldBack));
        Assert.Equal(DifferenceKind.OrderDiffers, Compare(handler, OfAnswers([(0, 2), (0, 4), (2, 4), (1, 3)]), HeldBack)?.Kind);
    }

    private static Difference? Compare(Trace handler, Trace machine, Func<int, Trace?>? holdBack = null) =>
        new TraceComparer(new ErrorNames(AwsCatalogue.Default, [])).Compare(handler, machine, holdBack ?? (_ => null));

    /// <summary>Get, Get, Publish, Publish, of which the given pairs follow each other.</summary>
    private static Trace Of((int First, int Second)[] order) => new(
        [.. new[] { Get, Get, Publish, Publish }.Select((call, i) => new TraceCall(call, i % 2, new ServiceBehaviour.Responds(JsonData.Object()), null))],
        (first, second) => order.Contains((first, second)), new TraceOutcome.Result(null));

    /// <summary>Get, Get, Send, Send, whose answers differ, and a Publish of each answer, of which the given pairs follow each other.</summary>
    private static Trace OfAnswers((int First, int Second)[] order) => new(
        [
            .. new[] { Get, Get, Send, Send }.Select((call, i) => new TraceCall(call, i % 2, new ServiceBehaviour.Responds(JsonData.String(i < 2 ? "" : $"answer {i % 2}")), null)),
            .. Enumerable.Range(0, 2).Select(i => new TraceCall(Publish with { Request = JsonData.String($"answer {i}") }, 0, new ServiceBehaviour.Responds(JsonData.Object()), null)),
        ],
        (first, second) => order.Contains((first, second)), new TraceOutcome.Result(null));
}
