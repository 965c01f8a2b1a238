using System.Text.RegularExpressions;
using Amazon.Lambda.Core;
using Amazon.Lambda.Serialization.SystemTextJson;
using Amazon.SimpleNotificationService;

[assembly: LambdaSerializer(typeof(DefaultLambdaJsonSerializer))]

namespace Scenario;

public partial class Function
{
    private static readonly Regex Mention = new("@(?<name>[a-z]+)");
    private readonly IAmazonSimpleNotificationService _sns = new AmazonSimpleNotificationServiceClient();

    public async Task<Found> FunctionHandler(Post post)
    {
        foreach (Match mention in Mention.Matches(post.Text))
            await _sns.PublishAsync("mentions", $"{mention.Groups["name"].Value} at {mention.Index}, {mention.Length} long");

        var numbers = Regex.Matches(post.Text, "[0-9]+");
        if (numbers.Count > 0 && numbers[0].Success)
            await _sns.PublishAsync("numbers", numbers[0].Value);
        var words = Regex.Matches(post.Text, "\\b[A-Z][a-z]*").Select(word => word.Value).ToList();
        return new Found(words, Regex.Count(post.Text, "[!?]"), numbers.Cast<Match>().Select(number => int.Parse(number.Value)).Sum());
    }
}

public record Post(string Text);

public record Found(List<string> Words, int Exclamations, int Sum);
