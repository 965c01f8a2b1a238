using Amazon.EventBridge;
using Amazon.EventBridge.Model;
using Amazon.Lambda.Core;
using Amazon.Lambda.Serialization.SystemTextJson;
using Amazon.SecretsManager;
using Amazon.SecretsManager.Model;

[assembly: LambdaSerializer(typeof(DefaultLambdaJsonSerializer))]

namespace Scenario;

public class Function
{
    private readonly IAmazonEventBridge _events = new AmazonEventBridgeClient();
    private readonly IAmazonSecretsManager _secrets = new AmazonSecretsManagerClient();

    // Rotation of keys: stages, versions, a rollback when anything fails.
    public async Task<RotationResult> FunctionHandler(Rotation rotation, ILambdaContext context)
    {
        var description = await _secrets.DescribeSecretAsync(new DescribeSecretRequest { SecretId = rotation.SecretId });
        if (description.RotationEnabled != true)
            return RotationResult.Skipped("rotation is off");

        var current = description.VersionIdsToStages.Where(v => v.Value.Contains("AWSCURRENT")).Select(v => v.Key).SingleOrDefault();
        if (current is null || current == rotation.Token)
            return RotationResult.Skipped(current is null ? "no current version" : "already current");

        var done = new Stack<string>();
        try
        {
            foreach (var step in new[] { Step.Create, Step.Set, Step.Test, Step.Finish })
            {
                await Run(step, rotation, current);
                done.Push(step.ToString());
            }
        }
        catch (Exception e) when (e is ResourceExistsException or InvalidRequestException)
        {
            while (done.Count > 0)
                await Emit("RolledBack", done.Pop());
            return new RotationResult(false, e.GetType().Name, done.Count);
        }

        return new RotationResult(true, null, done.Count);
    }

    private async Task Run(Step step, Rotation rotation, string current)
    {
        switch (step)
        {
            case Step.Create:
                await _secrets.PutSecretValueAsync(new PutSecretValueRequest { SecretId = rotation.SecretId, ClientRequestToken = rotation.Token, SecretString = "generated", VersionStages = ["AWSPENDING"] });
                break;
            case Step.Finish:
                await _secrets.UpdateSecretVersionStageAsync(new UpdateSecretVersionStageRequest { SecretId = rotation.SecretId, VersionStage = "AWSCURRENT", MoveToVersionId = rotation.Token, RemoveFromVersionId = current });
                goto default;
            default:
                await Emit("Stepped", $"{(int)step}:{step}");
                break;
        }
    }

    private Task Emit(string type, string detail) => _events.PutEventsAsync(new PutEventsRequest { Entries = [new PutEventsRequestEntry { Source = "rotation", DetailType = type, Detail = $"{{\"step\":\"{detail}\"}}" }] });
}

public enum Step
{
    Create = 1,
    Set,
    Test,
    Finish,
}

public record Rotation(string SecretId, string Token);

public record RotationResult(bool Rotated, string? Reason, int Steps)
{
    public static RotationResult Skipped(string reason) => new(false, reason, 0);
}
