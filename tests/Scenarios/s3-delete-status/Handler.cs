using Amazon.Lambda.Core;
using Amazon.Lambda.Serialization.SystemTextJson;
using Amazon.S3.Model;
using Amazon.S3;

[assembly: LambdaSerializer(typeof(DefaultLambdaJsonSerializer))]

namespace Scenario;

public class Function
{
    private readonly IAmazonS3 _s3 = new AmazonS3Client();

    public async Task<string> FunctionHandler(Step step)
    {
        var response = await _s3.DeleteObjectAsync("state", step.Key);
        return response.HttpStatusCode == System.Net.HttpStatusCode.NoContent ? "GONE" : "STILL THERE";
    }
}

public record Step(string Key);
