using Amazon.Lambda.Core;
using Amazon.Lambda.Serialization.SystemTextJson;
using Amazon.S3.Model;
using Amazon.S3;
using System.Text.Json;

[assembly: LambdaSerializer(typeof(DefaultLambdaJsonSerializer))]

namespace Scenario;

public class Function
{
    private readonly IAmazonS3 _s3 = new AmazonS3Client();

    public async Task<string> FunctionHandler(Step step)
    {
        using var response = await _s3.GetObjectAsync("state", step.Key);
        using var reader = new StreamReader(response.ResponseStream);
        var state = JsonSerializer.Deserialize<State>(await reader.ReadToEndAsync())!;
        if (state.Done)
            return "DONE";
        await _s3.PutObjectAsync(new PutObjectRequest { BucketName = "state", Key = step.Key, ContentBody = JsonSerializer.Serialize(new State { Name = step.Name, Done = true }) });
        return state.Name;
    }
}

public record Step(string Key, string Name);

public class State
{
    public string Name { get; set; } = "";

    public bool Done { get; set; }
}
