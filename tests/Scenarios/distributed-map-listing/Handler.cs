// options: distributed-map
using Amazon.Lambda;
using Amazon.Lambda.Core;
using Amazon.Lambda.Model;
using Amazon.Lambda.Serialization.SystemTextJson;
using Amazon.S3;
using Amazon.S3.Model;
using System.Text.Json;

[assembly: LambdaSerializer(typeof(DefaultLambdaJsonSerializer))]

namespace Scenario;

public class Function
{
    private readonly IAmazonS3 _s3 = new AmazonS3Client();
    private readonly IAmazonLambda _lambda = new AmazonLambdaClient();

    public async Task<Receipt> FunctionHandler(Import import, ILambdaContext context)
    {
        var listing = await _s3.ListObjectsV2Async(new ListObjectsV2Request { BucketName = import.Bucket, Prefix = import.Prefix });
        await Parallel.ForEachAsync(listing.S3Objects, new ParallelOptions { MaxDegreeOfParallelism = 50 }, async (found, token) =>
            await _lambda.InvokeAsync(new InvokeRequest { FunctionName = "import-object", Payload = JsonSerializer.Serialize(new { import.Bucket, found.Key }) }, token));
        return new Receipt(import.Bucket);
    }
}

public record Import(string Bucket, string Prefix);

public record Receipt(string Bucket);
