using Amazon.Lambda.Core;
using Amazon.Lambda.Serialization.SystemTextJson;
using Amazon.S3;
using Amazon.SQS;

[assembly: LambdaSerializer(typeof(DefaultLambdaJsonSerializer))]

namespace Scenario;

public class Function
{
    private readonly IAmazonS3 _s3 = new AmazonS3Client();
    private readonly IAmazonSQS _sqs = new AmazonSQSClient();

    // Members of clients that make calls of their own choice: paging, several requests, files.
    public async Task<string> FunctionHandler(Step step)
    {
        var keys = await _s3.GetAllObjectKeysAsync(step.Bucket, "in/", null);
        var attributes = await _sqs.GetAttributesAsync(step.QueueUrl);
        await _s3.EnsureBucketExistsAsync(step.Bucket);
        return keys.Count + " " + attributes.Count;
    }
}

public record Step(string Bucket, string QueueUrl);
