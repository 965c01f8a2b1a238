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
        try
        {
            await _s3.PutObjectAsync(new PutObjectRequest { BucketName = "notes", Key = step.Key, ContentBody = step.Text });
        }
        catch (AmazonS3Exception e)
        {
            return e.Message;
        }

        return "stored";
    }
}

public record Step(string Key, string Text);
