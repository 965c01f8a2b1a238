using Amazon.Lambda.Core;
using Amazon.Lambda.Serialization.SystemTextJson;
using Amazon.SimpleNotificationService;
using Amazon.SimpleNotificationService.Model;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

[assembly: LambdaSerializer(typeof(DefaultLambdaJsonSerializer))]

namespace Scenario;

public class Function
{
    private readonly IAmazonSimpleNotificationService _sns = new AmazonSimpleNotificationServiceClient();

    public async Task<Total> FunctionHandler(Parcel parcel, ILambdaContext context)
    {
        var size = parcel.Size == Size.Large ? Size.Huge : parcel.Size;
        await Publish($"{parcel.Size} becomes {size}");
        return new Total(size, (int)size, size > Size.Small);
    }

    private Task Publish(string message) => _sns.PublishAsync(new PublishRequest { TopicArn = "results", Message = message });
}

public enum Size { Small, Large = 2, Huge }

public record Parcel(Size Size);

public record Total(Size Size, int Number, bool Big);
