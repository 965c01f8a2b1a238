// options: wait-for-jobs
using Amazon.CodeBuild;
using Amazon.CodeBuild.Model;
using Amazon.Lambda.Core;
using Amazon.Lambda.Serialization.SystemTextJson;

[assembly: LambdaSerializer(typeof(DefaultLambdaJsonSerializer))]

namespace Scenario;

public class Function
{
    private readonly IAmazonCodeBuild _builds = new AmazonCodeBuildClient();

    public async Task<Receipt> FunctionHandler(Order order, ILambdaContext context)
    {
        var started = await _builds.StartBuildAsync(new StartBuildRequest { ProjectName = "site", SourceVersion = order.Kind });
        Build build;
        do
        {
            await Task.Delay(TimeSpan.FromSeconds(15));
            var found = await _builds.BatchGetBuildsAsync(new BatchGetBuildsRequest { Ids = [started.Build.Id] });
            build = found.Builds[0];
        }
        while (build.BuildStatus == StatusType.IN_PROGRESS);

        if (build.BuildStatus != StatusType.SUCCEEDED)
            throw new InvalidOperationException($"The build of {order.Id} ended as {build.BuildStatus}");
        return new Receipt(order.Id, build.ResolvedSourceVersion ?? "unknown");
    }
}

public record Order(string Id, string Kind, int Amount, string? Note);

public record Receipt(string Id, string Status);
