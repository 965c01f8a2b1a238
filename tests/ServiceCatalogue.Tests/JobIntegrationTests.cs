namespace LambdaLift.ServiceCatalogue.Tests;

/// <summary>What is said of jobs agrees with the service models: every way leads to a member, and every status is accounted for.</summary>
public sealed class JobIntegrationTests
{
    // Only executions that somebody started again have it, and then not at once.
    private static readonly HashSet<string> Impossible = ["PENDING_REDRIVE"];

    public static TheoryData<string> Jobs => [.. JobIntegration.All.Select(job => job.Start)];

    [Theory]
    [MemberData(nameof(Jobs))]
    public void The_start_has_an_integration_that_waits(string start) =>
        Assert.Contains(Operation(start).StepFunctions.Optimized, integration => (integration.Patterns & IntegrationPatterns.Sync) != 0);

    [Theory]
    [MemberData(nameof(Jobs))]
    public void Every_way_leads_to_a_member(string start)
    {
        Assert.True(JobIntegration.TryGet(start, out var job));
        var (started, asked) = (Operation(start), Operation(job.Ask));
        foreach (var part in job.Question)
        {
            Assert.NotNull(At(asked.Input, [part.Member]));
            Assert.NotNull(At(part.Source == JobValueSource.StartRequest ? started.Input : started.Output, part.Path));
        }

        Assert.NotNull(At(asked.Output, job.Status));
        var description = At(asked.Output, job.Description);
        Assert.NotNull(description);
        Assert.Same(description, job.Result.Count == 0 ? description : At(started.Output, job.Result));
        Assert.Equal(job.Description, job.Status.Take(job.Description.Count));
        foreach (var (from, to) in job.Same)
        {
            Assert.NotNull(At(started.Output, from));
            Assert.NotNull(At(asked.Output, to));
        }
    }

    [Theory]
    [MemberData(nameof(Jobs))]
    public void Every_status_is_one_of_a_job_that_runs_or_has_ended(string start)
    {
        Assert.True(JobIntegration.TryGet(start, out var job));
        var statuses = job.Running.Concat(job.Ended).ToList();
        Assert.Equal(statuses.Distinct(), statuses);
        var shape = At(Operation(job.Ask).Output, job.Status)!;
        if (shape.Kind == ShapeKind.Enum)
            Assert.Equal(shape.EnumValues.Except(Impossible).Order(StringComparer.Ordinal), statuses.Order(StringComparer.Ordinal));
    }

    private static AwsOperation Operation(string id) => AwsCatalogue.Default.FindOperation(id) ?? throw new InvalidOperationException($"The catalogue has no {id}.");

    private static Shape? At(Shape? shape, IReadOnlyList<string> path) =>
        path.Aggregate(shape, (at, name) => at is null ? null : at.Kind == ShapeKind.List ? at.Element : at.Members.FirstOrDefault(member => member.Name == name)?.Shape);
}
