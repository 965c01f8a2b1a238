using LambdaLift.Refactorings;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeRefactorings;
using Microsoft.CodeAnalysis.Text;

namespace LambdaLift.CodeFixes.Tests.Refactorings;

public class ConvertHandlerRefactoringTests
{
    private const string Source = """
        using Amazon.Lambda; using Amazon.Lambda.Core; using Amazon.Lambda.Model; using Amazon.SimpleNotificationService; using Amazon.SQS;
        public record Order(string Id, int Count);
        public class OrderFlow
        {
            private readonly IAmazonSQS _sqs = new AmazonSQSClient();
            private readonly IAmazonSimpleNotificationService _sns = new AmazonSimpleNotificationServiceClient();
            public async Task<string> Handle(Order order, ILambdaContext context)
            {
                var sent = await _sqs.SendMessageAsync("q", order.Id);
                if (order.Count > 0) await _sns.PublishAsync("t", order.Id);
                return sent.MessageId;
            }
            private async Task Helper() => await _sqs.SendMessageAsync("q", "");
        }
        public class Refused
        {
            private readonly IAmazonSQS _sqs = new AmazonSQSClient();
            public async Task<string> Run(Order order, ILambdaContext context)
            {
                again: await _sqs.SendMessageAsync("q", order.Id);
                if (order.Count > 0) goto again;
                return "";
            }
        }
        """;

    [Theory]
    [InlineData(ConvertHandlerRefactoring.ToJsonata, "JSONata")]
    [InlineData(ConvertHandlerRefactoring.ToJsonPath, "JSONPath")]
    public async Task Adds_the_definition_beside_the_project_file(string key, string language)
    {
        var (workspace, project) = FixRunner.Open(StubCompilation.Create(SdkShape.V4, Source));
        using (workspace)
        {
            var action = (await OfferedAsync(project, "Handle")).Single(a => a.EquivalenceKey == key);
            Assert.StartsWith($"OrderFlow.asl.json ({language}", action.Title, StringComparison.Ordinal);
            Assert.True(workspace.TryApplyChanges(await FixRunner.ChangedAsync(action, TestContext.Current.CancellationToken)));

            var added = Assert.Single(workspace.CurrentSolution.GetProject(project.Id)!.AdditionalDocuments);
            Assert.Equal("OrderFlow.asl.json", added.Name);
            Assert.Equal("/src/OrderFlow.asl.json", added.FilePath);
            var text = (await added.GetTextAsync(TestContext.Current.CancellationToken)).ToString();
            Assert.Contains("\"Converted from App::OrderFlow::Handle\"", text, StringComparison.Ordinal);
            Assert.Contains("sqs:sendMessage", text, StringComparison.Ordinal);
            Assert.Contains("sns:publish", text, StringComparison.Ordinal);

            // The code stays, and once more replaces the definition instead of adding another.
            Assert.Equal(await TextsAsync(project), await TextsAsync(workspace.CurrentSolution.GetProject(project.Id)!));
            var again = (await OfferedAsync(workspace.CurrentSolution.GetProject(project.Id)!, "Handle")).Single(a => a.EquivalenceKey == key);
            Assert.Single((await FixRunner.ChangedAsync(again, TestContext.Current.CancellationToken)).GetProject(project.Id)!.AdditionalDocuments);
        }
    }

    [Theory]
    [InlineData("Helper")]
    [InlineData("PublishAsync")]
    [InlineData("Order order")]
    public async Task Is_not_offered_elsewhere(string place)
    {
        var (workspace, project) = FixRunner.Open(StubCompilation.Create(SdkShape.V4, Source));
        using (workspace)
        {
            Assert.Empty(await OfferedAsync(project, place));
        }
    }

    [Fact]
    public async Task Says_why_a_handler_cannot_be_converted_and_changes_nothing()
    {
        var (workspace, project) = FixRunner.Open(StubCompilation.Create(SdkShape.V4, Source));
        using (workspace)
        {
            var action = Assert.Single(await OfferedAsync(project, "Run"));
            Assert.Equal(ConvertHandlerRefactoring.Refused, action.EquivalenceKey);
            Assert.StartsWith("Cannot convert handler to state machine: LIFT2", action.Title, StringComparison.Ordinal);
            Assert.Contains("(line ", action.Title, StringComparison.Ordinal);
            var changed = (await FixRunner.ChangedAsync(action, TestContext.Current.CancellationToken)).GetProject(project.Id)!;
            Assert.Empty(changed.AdditionalDocuments);
            Assert.Equal(await TextsAsync(project), await TextsAsync(changed));
        }
    }

    [Fact]
    public async Task A_template_among_the_additional_files_names_handlers()
    {
        var source = Source.Replace("Handle(Order order, ILambdaContext context)", "Handle(Order order)", StringComparison.Ordinal);
        var compilation = StubCompilation.Create(SdkShape.V4, source);
        var (workspace, project) = FixRunner.Open(compilation);
        using (workspace)
        {
            Assert.Empty(await OfferedAsync(project, "Handle"));
        }

        (workspace, project) = FixRunner.Open(
            compilation,
            ("template.yaml", "Transform: AWS::Serverless-2016-10-31\nResources:\n  F:\n    Type: AWS::Serverless::Function\n    Properties:\n      Handler: App::OrderFlow::Handle\n"),
            ("broken.yaml", "a: [\n"),
            ("other.json", "{}"));
        using (workspace)
        {
            Assert.NotEmpty(await OfferedAsync(project, "Handle"));
        }
    }

    [Fact]
    public async Task Code_that_ends_anywhere_breaks_nothing()
    {
        for (var length = 420; length < Source.Length; length += 97)
        {
            var (workspace, project) = FixRunner.Open(StubCompilation.Create(SdkShape.V4, Source[..length]));
            using (workspace)
            {
                await OfferedAsync(project, "Handle");
            }
        }
    }

    /// <summary>The actions at the place, without the group that holds them.</summary>
    private static async Task<IReadOnlyList<CodeAction>> OfferedAsync(Project project, string place)
    {
        foreach (var document in project.Documents)
        {
            var text = (await document.GetTextAsync(TestContext.Current.CancellationToken)).ToString();
            var start = text.IndexOf(place + "(", StringComparison.Ordinal);
            start = start >= 0 ? start : text.IndexOf(place, StringComparison.Ordinal);
            if (start < 0)
            {
                continue;
            }

            var actions = new List<CodeAction>();
            await new ConvertHandlerRefactoring().ComputeRefactoringsAsync(new CodeRefactoringContext(document, new TextSpan(start + 1, 0), actions.Add, TestContext.Current.CancellationToken));
            return [.. actions.SelectMany(a => Nested(a) is { Count: > 0 } nested ? nested : [a])];
        }

        return [];
    }

    // Public only from Roslyn 4.9 on.
    private static IReadOnlyList<CodeAction> Nested(CodeAction action)
    {
        var property = typeof(CodeAction).GetProperty("NestedActions", System.Reflection.BindingFlags.Instance | System.Reflection.BindingFlags.Public | System.Reflection.BindingFlags.NonPublic)
            ?? typeof(CodeAction).GetProperty("NestedCodeActions", System.Reflection.BindingFlags.Instance | System.Reflection.BindingFlags.Public | System.Reflection.BindingFlags.NonPublic);
        return [.. (IEnumerable<CodeAction>)property!.GetValue(action)!];
    }

    private static async Task<IReadOnlyList<string>> TextsAsync(Project project)
    {
        var texts = new List<string>();
        foreach (var document in project.Documents)
        {
            texts.Add((await document.GetTextAsync(TestContext.Current.CancellationToken)).ToString());
        }

        return texts;
    }
}
