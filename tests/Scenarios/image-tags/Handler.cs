using System.Text.Json;
using System.Text.Json.Serialization;
using Amazon.Lambda.Core;
using Amazon.Lambda.S3Events;
using Amazon.Lambda.Serialization.SystemTextJson;
using Amazon.S3;
using Amazon.S3.Model;
using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;

[assembly: LambdaSerializer(typeof(DefaultLambdaJsonSerializer))]

namespace Scenario;

public class Function
{
    private static readonly HashSet<string> Supported = new() { ".jpg", ".png" };
    private readonly IAmazonS3 _s3 = new AmazonS3Client();
    private readonly IAmazonDynamoDB _db = new AmazonDynamoDBClient();

    public async Task FunctionHandler(S3Event input, ILambdaContext context)
    {
        foreach (var record in input.Records)
        {
            var (bucket, key) = (record.S3.Bucket.Name, record.S3.Object.Key);
            if (!Supported.Contains(Path.GetExtension(key)))
            {
                context.Logger.LogLine($"Object {bucket}:{key} is not a supported image type");
                continue;
            }

            var labels = await _s3.GetObjectTaggingAsync(new GetObjectTaggingRequest { BucketName = bucket, Key = key });
            var tags = new List<Amazon.S3.Model.Tag>();
            foreach (var label in labels.Tagging)
            {
                if (tags.Count < 10)
                {
                    tags.Add(new Amazon.S3.Model.Tag { Key = label.Key, Value = label.Value.Trim() });
                }
            }

            await _s3.PutObjectTaggingAsync(new PutObjectTaggingRequest { BucketName = bucket, Key = key, Tagging = new Tagging { TagSet = tags } });
            var best = labels.Tagging.OrderByDescending(l => l.Value.Length).FirstOrDefault();
            await _db.PutItemAsync("images", new Dictionary<string, AttributeValue>
            {
                { "key", new AttributeValue { S = key } },
                { "label", best is null ? new AttributeValue { NULL = true } : new AttributeValue { S = best.Key } },
                { "parents", new AttributeValue { SS = best?.Value.Split('/').Distinct().ToList() ?? new List<string> { "none" } } },
            });
        }
    }
}
