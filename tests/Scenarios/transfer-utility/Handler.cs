using System.Text.Json;
using Amazon.Lambda.Core;
using Amazon.Lambda.Serialization.SystemTextJson;
using Amazon.S3;
using Amazon.S3.Transfer;

[assembly: LambdaSerializer(typeof(DefaultLambdaJsonSerializer))]

namespace Scenario;

public class Function
{
    private readonly ITransferUtility _transfer = new TransferUtility(new AmazonS3Client());

    public async Task<string> FunctionHandler(Step step)
    {
        using var reader = new StreamReader(await _transfer.OpenStreamAsync("state", step.Key));
        var state = JsonSerializer.Deserialize<State>(await reader.ReadToEndAsync())!;
        if (state.Done)
            return "DONE";
        return state.Name;
    }
}

public record Step(string Key, string Name);

public class State
{
    public string Name { get; set; } = "";

    public bool Done { get; set; }
}
