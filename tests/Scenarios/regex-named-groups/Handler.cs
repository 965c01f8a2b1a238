using System.Text.RegularExpressions;
using Amazon.Lambda.Core;
using Amazon.Lambda.Serialization.SystemTextJson;
using Amazon.SimpleNotificationService;

[assembly: LambdaSerializer(typeof(DefaultLambdaJsonSerializer))]

namespace Scenario;

public class Function
{
    private static readonly Regex Version = new(@"v(?<major>\d+)(?:\.(?<minor>\d+))?", RegexOptions.IgnoreCase);

    private readonly IAmazonSimpleNotificationService _sns = new AmazonSimpleNotificationServiceClient();

    public async Task<string> FunctionHandler(Release release)
    {
        var found = Version.Match(release.Name);
        var minor = found.Groups["minor"].Value;
        if (found.Success)
            await _sns.PublishAsync("major", found.Groups["major"].Value);
        await _sns.PublishAsync("minor", minor.Length > 0 ? minor : "none");
        return Regex.Match(release.Name, "[a-z]+").Value + Regex.Match(release.Name, "(x)|(y)").Groups[2].Value + found.Groups["patch"].Value;
    }
}

public record Release(string Name);
