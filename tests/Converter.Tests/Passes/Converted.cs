using System.Collections.Concurrent;
using LambdaLift.Converter.Tests.Support;
using LambdaLift.StatesLanguage.Model;
using Microsoft.CodeAnalysis;

namespace LambdaLift.Converter.Tests.Passes;

/// <summary>A handler's body, converted: for tests of what a pass makes of it.</summary>
internal static class Converted
{
    /// <summary>The handler that holds a body; <c>PutAsync</c>, <c>GetAsync</c> and <c>SayAsync</c> are calls of two services.</summary>
    private const string Program = """
        using Amazon.DynamoDBv2;
        using Amazon.DynamoDBv2.Model;
        using Amazon.Lambda.Core;
        using Amazon.SimpleNotificationService;
        using Amazon.SimpleNotificationService.Model;
        using Polly;
        using Polly.Retry;

        [assembly: LambdaSerializer(typeof(Amazon.Lambda.Serialization.SystemTextJson.DefaultLambdaJsonSerializer))]

        public class Function
        {
            private readonly IAmazonDynamoDB _db = new AmazonDynamoDBClient();
            private readonly IAmazonSimpleNotificationService _sns = new AmazonSimpleNotificationServiceClient();

            public async Task<Answer> FunctionHandler(Order order, ILambdaContext context)
            {
        BODY
            }

        MEMBERS

            private Task PutAsync(string id) => _db.PutItemAsync(new PutItemRequest { TableName = "t", Item = new() { ["Id"] = new AttributeValue { S = id } } });
            private Task<GetItemResponse> GetAsync(string id) => _db.GetItemAsync(new GetItemRequest { TableName = "t", Key = new() { ["Id"] = new AttributeValue { S = id } } });
            private Task SayAsync(string text) => _sns.PublishAsync(new PublishRequest { TopicArn = "topic", Message = text });
        }

        public record Order(string Id, string Kind, int Amount, string? Note, List<string> Lines);
        public record Answer(string Id, string Status);
        """;

    // A run that repeats the tests, as mutation testing does, lowers each body once.
    private static readonly ConcurrentDictionary<(string Source, ConversionOptions Options), HandlerCompilation> Lowered = new();

    /// <summary>Converts a body.</summary>
    public static HandlerConversion Body(string body, ConversionOptions? options = null, string members = "")
    {
        var source = Program.Replace("BODY", body, StringComparison.Ordinal).Replace("MEMBERS", members, StringComparison.Ordinal);
        return Lowered.GetOrAdd((source, (options ?? new ConversionOptions()) with { Handler = "Function.FunctionHandler" }), Lower).Finish();
    }

    /// <summary>The IR of a body after a pass.</summary>
    public static string After(string pass, string body, ConversionOptions? options = null) =>
        Body(body, (options ?? new ConversionOptions()) with { DumpAfter = pass }).Dump ?? throw new InvalidOperationException($"There is no pass '{pass}'.");

    /// <summary>The states of a body that converts, by name.</summary>
    public static IReadOnlyList<State> States(string body, ConversionOptions? options = null, string members = "")
    {
        var conversion = Body(body, options, members);
        Assert.True(conversion.Definition is not null, string.Join("\n", conversion.Diagnostics));
        return [.. conversion.Definition.AllStates().Select(s => s.State)];
    }

    /// <summary>The messages of what was refused.</summary>
    public static IReadOnlyList<string> Refusals(string body, ConversionOptions? options = null, string members = "") =>
        [.. Body(body, options, members).Diagnostics.Where(d => d.Severity == DiagnosticSeverity.Error).Select(d => d.Id + ": " + d.GetMessage(System.Globalization.CultureInfo.InvariantCulture))];

    private static HandlerCompilation Lower((string Source, ConversionOptions Options) body) =>
        Assert.Single(WorkflowConverter.Lower(new ConversionInput { Compilations = [TestPrograms.Compile("Program", ("Handler.cs", body.Source))], Templates = [], Options = body.Options }));
}
