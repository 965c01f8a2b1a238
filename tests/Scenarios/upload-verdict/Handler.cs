using System.Text.Json;
using Amazon.Lambda;
using Amazon.Lambda.Core;
using Amazon.Lambda.Model;
using Amazon.Lambda.Serialization.SystemTextJson;
using Amazon.S3;
using Amazon.S3.Model;

[assembly: LambdaSerializer(typeof(DefaultLambdaJsonSerializer))]

namespace Scenario;

public class Function
{
    private readonly IAmazonS3 _s3 = new AmazonS3Client();
    private readonly IAmazonLambda _lambda = new AmazonLambdaClient();

    // Checks an upload part by part and decides once all are judged.
    public async Task<Verdict> FunctionHandler(Upload upload, ILambdaContext context)
    {
        var parts = upload.Keys?.Distinct().Select((key, i) => new Part(key, i)).ToList() ?? [];
        if (parts.Count == 0)
            return new Verdict("empty", 0, []);

        var judged = await Task.WhenAll(parts.Select(JudgeAsync));
        var byKind = judged.Where(j => j != null).GroupBy(j => j!.Kind).ToDictionary(g => g.Key, g => g.Sum(j => j!.Score));
        var worst = judged.Where(j => j is not null).MaxBy(j => j!.Score);
        var reasons = judged.Select((j, i) => j is null ? $"part {i} unreadable" : j.Score > upload.Limit ? $"part {i}: {j.Kind}" : null).Where(r => r is not null).Select(r => r!).ToList();

        if (byKind.TryGetValue("virus", out var score) && score > 0)
        {
            await Task.WhenAll(upload.Keys!.Select(k => _s3.DeleteObjectAsync("uploads", k)));
            return new Verdict("deleted", score, reasons);
        }

        return reasons.Any() ? new Verdict("held", worst?.Score ?? -1, reasons) : new Verdict("passed", byKind.Values.DefaultIfEmpty(0).Max(), reasons);
    }

    private async Task<Judgement?> JudgeAsync(Part part)
    {
        try
        {
            var answer = await _lambda.InvokeAsync(new InvokeRequest { FunctionName = part.Index % 2 == 0 ? "judge-even" : "judge-odd", Payload = JsonSerializer.Serialize(part) });
            if (answer.FunctionError is not null)
                return null;
            return JsonSerializer.Deserialize<Judgement>(answer.Payload);
        }
        catch (ResourceNotFoundException)
        {
            return new Judgement("none", 0);
        }
    }
}

public record Upload(List<string>? Keys, int Limit);

public record Part(string Key, int Index);

public record Judgement(string Kind, int Score);

public record Verdict(string State, int Score, List<string> Reasons);
