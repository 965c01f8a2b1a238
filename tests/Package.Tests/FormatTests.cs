namespace LambdaLift.Package.Tests;

/// <summary><c>dotnet format analyzers</c> applies the package's fixes to a user's project; what comes out builds without warnings and does the same.</summary>
public class FormatTests(PackedFixture packed)
{
    private const string Handler = """
        using Amazon.DynamoDBv2;
        using Amazon.DynamoDBv2.Model;
        using Amazon.Lambda;
        using Amazon.Lambda.Core;
        using Amazon.Lambda.Model;
        using Amazon.SQS;
        using Amazon.SQS.Model;

        Console.WriteLine(new Function(new Lambda(), new Queue(), new Table()).Handle("7", null!));
        Console.WriteLine(await new Function(new Lambda(), new Queue(), new Table()).HandleAsync("8", null!));

        public class Function(IAmazonLambda lambda, IAmazonSQS sqs, IAmazonDynamoDB db)
        {
            public string Handle(string input, ILambdaContext context)
            {
                // sent twice
                return Send(input) + Send("again");
            }

            public async Task<string> HandleAsync(string input, ILambdaContext context)
            {
                var a = await db.GetItemAsync(new GetItemRequest { TableName = "a" });
                var b = await db.GetItemAsync(new GetItemRequest { TableName = "b" }); // both
                await lambda.InvokeAsync(new InvokeRequest { FunctionName = "ship", Payload = input });
                return a.Item.Count + b.Item.Count + "";
            }

            private string Send(string text) => sqs.SendMessageAsync(new SendMessageRequest { QueueUrl = "q", MessageBody = text }).Result.MessageId;
        }

        public class Lambda : AmazonLambdaClient
        {
            public override async Task<InvokeResponse> InvokeAsync(InvokeRequest request, CancellationToken cancellationToken = default)
            {
                Console.WriteLine("Invoke " + request.FunctionName);
                await Task.Yield();
                return new InvokeResponse();
            }
        }

        public class Queue : AmazonSQSClient
        {
            public override async Task<SendMessageResponse> SendMessageAsync(SendMessageRequest request, CancellationToken cancellationToken = default)
            {
                Console.WriteLine("SendMessage " + request.MessageBody);
                await Task.Yield();
                return new SendMessageResponse { MessageId = "id-" + request.MessageBody };
            }
        }

        public class Table : AmazonDynamoDBClient
        {
            public override async Task<GetItemResponse> GetItemAsync(GetItemRequest request, CancellationToken cancellationToken = default)
            {
                Console.WriteLine("GetItem " + request.TableName);
                await Task.Yield();
                return new GetItemResponse { Item = new() };
            }
        }
        """;

    [Fact]
    public async Task The_fixes_are_applied_and_the_program_does_the_same()
    {
        // LIFT1001 asks for a decision: no fix of it may be applied without one. The tool applies the others in any order, and here none is in another's way.
        var folder = packed.CreateConsumer("Formatted", Handler, "<OutputType>Exe</OutputType><Nullable>enable</Nullable>");
        var (exitCode, before) = await DotNet.RunAsync(folder, "run", "-v", "q");
        Assert.True(exitCode == 0, before);
        string output;
        (exitCode, output) = await DotNet.RunAsync(folder, "format", "analyzers", "--severity", "info", "--no-restore", "--diagnostics", "LIFT1001", "LIFT1003", "LIFT1004", "LIFT1013");
        Assert.True(exitCode == 0, output);

        var fixedSource = (await File.ReadAllTextAsync(Path.Combine(folder, "Function.cs"), TestContext.Current.CancellationToken)).ReplaceLineEndings("\n");
        void Holds(string part) => Assert.True(fixedSource.Contains(part, StringComparison.Ordinal), $"The fixed source does not hold\n{part}\nbut is\n{fixedSource}\n{output}");
        Holds("""
                public async Task<string> Handle(string input, ILambdaContext context)
                {
                    // sent twice
                    return await Send(input) + await Send("again");
                }
            """);
        Holds("""
                    var response = await lambda.InvokeAsync(new InvokeRequest { FunctionName = "ship", Payload = input });
                    if (!string.IsNullOrEmpty(response.FunctionError))
                    {
                        throw new InvalidOperationException($"Function 'ship' failed: {response.FunctionError}");
                    }

            """.TrimEnd('\n'));
        Holds("await Task.WhenAll(aTask, bTask);");
        Holds("private async Task<string> Send(string text) => (await sqs.SendMessageAsync(");
        Holds("Console.WriteLine(await new Function(new Lambda(), new Queue(), new Table()).Handle(\"7\", null!));");

        (exitCode, output) = await DotNet.RunAsync(folder, "build", "--nologo");
        Assert.True(exitCode == 0, output);
        Assert.DoesNotContain("LIFT1003", output, StringComparison.Ordinal);
        Assert.DoesNotContain("LIFT1004", output, StringComparison.Ordinal);
        string after;
        (exitCode, after) = await DotNet.RunAsync(folder, "run", "--no-build");
        Assert.True(exitCode == 0, after);
        Assert.Equal(Lines(before), Lines(after));
        Assert.Contains("Invoke ship", after, StringComparison.Ordinal);
    }

    // The program's own lines, without those of a build.
    private static IEnumerable<string> Lines(string output) =>
        output.Split('\n').Select(l => l.Trim()).Where(l => l.StartsWith("Invoke", StringComparison.Ordinal) || l.StartsWith("SendMessage", StringComparison.Ordinal)
            || l.StartsWith("GetItem", StringComparison.Ordinal) || l.StartsWith("id-", StringComparison.Ordinal) || l == "00");
}
