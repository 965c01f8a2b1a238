using Amazon.Lambda.Core;
using Amazon.Lambda.Serialization.SystemTextJson;
using Amazon.S3;
using Amazon.S3.Model;

[assembly: LambdaSerializer(typeof(DefaultLambdaJsonSerializer))]

namespace Scenario;

public class Function
{
    private readonly IAmazonS3 _s3 = new AmazonS3Client();

    public async Task<string> FunctionHandler(Upload upload)
    {
        try
        {
            await _s3.GetObjectMetadataAsync("uploads", upload.Key);
        }
        catch (NoSuchKeyException)
        {
            // Never: the answer to HEAD has no body that would say so.
            return "UNREACHABLE";
        }
        catch (AmazonS3Exception e) when (e.ErrorCode == "NotFound")
        {
            return "MISSING";
        }

        return "THERE";
    }
}

public record Upload(string Key);
