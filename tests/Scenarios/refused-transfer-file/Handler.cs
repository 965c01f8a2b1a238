using System.Text;
using Amazon.Lambda.Core;
using Amazon.Lambda.Serialization.SystemTextJson;
using Amazon.S3;
using Amazon.S3.Transfer;

[assembly: LambdaSerializer(typeof(DefaultLambdaJsonSerializer))]

namespace Scenario;

public class Function
{
    private readonly TransferUtility _transfer = new(new AmazonS3Client());

    public async Task FunctionHandler(Step step)
    {
        await _transfer.DownloadAsync("/tmp/state.json", "state", step.Key);
        await _transfer.UploadAsync("/tmp/state.json", "state", step.Key + ".copy");
        await _transfer.UploadAsync(new MemoryStream(Encoding.UTF8.GetBytes(step.Text)), "state", step.Key + ".txt");
    }
}

public record Step(string Key, string Text);
