using LambdaLift.ServiceCatalogue;
using LambdaLift.StatesLanguage.Json;
using LambdaLift.Verifier.Calls;
using LambdaLift.Verifier.Comparison;

namespace LambdaLift.Verifier.Tests.Verification;

/// <summary>Two iterations that make the same calls: which of the equal calls belongs to which cannot be observed.</summary>
public sealed class OrderOfEqualCallsTests
{
    private static readonly ServiceCall Get = new("dynamodb:GetItem", JsonData.Object());
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

    private static Difference? Compare(Trace handler, Trace machine) =>
        new TraceComparer(new ErrorNames(AwsCatalogue.Default, [])).Compare(handler, machine, (_, _) => true);

    /// <summary>Get, Get, Publish, Publish, of which the given pairs follow each other.</summary>
    private static Trace Of((int First, int Second)[] order) => new(
        [.. new[] { Get, Get, Publish, Publish }.Select((call, i) => new TraceCall(call, i % 2, new ServiceBehaviour.Responds(JsonData.Object()), null))],
        (first, second) => order.Contains((first, second)), new TraceOutcome.Result(null));
}
