using Amazon.Lambda.Core;
using Amazon.Lambda.Serialization.SystemTextJson;
using Amazon.SimpleNotificationService;
using Amazon.SimpleNotificationService.Model;
using System.Text.Json;
using System.Text.Json.Serialization;

[assembly: LambdaSerializer(typeof(DefaultLambdaJsonSerializer))]

namespace Scenario;

public class Function
{
    private readonly IAmazonSimpleNotificationService _sns = new AmazonSimpleNotificationServiceClient();

    private static readonly JsonSerializerOptions Names = new() { Converters = { new JsonStringEnumConverter() } };

    public async Task<Total> FunctionHandler(Parcel parcel, ILambdaContext context)
    {
        var size = parcel.Size == Size.Large ? Size.Huge : parcel.Size;
        await Publish(JsonSerializer.Serialize(new { parcel.Id, parcel.Speed, Size = size }, Names));
        return new Total(size, parcel.Speed ?? Speed.Slow, parcel.All ?? []);
    }

    private Task Publish(string message) => _sns.PublishAsync(new PublishRequest { TopicArn = "results", Message = message });
}

[JsonConverter(typeof(JsonStringEnumConverter))]
public enum Size { Small, Large = 2, Huge }

public enum Speed { Slow, Fast }

public record Parcel(string Id, Size Size, [property: JsonConverter(typeof(JsonStringEnumConverter))] Speed? Speed, List<Size>? All);

public record Total(Size Size, Speed Speed, List<Size> All);
