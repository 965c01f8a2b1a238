using System.Collections.Immutable;
using LambdaLift.Tests;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace LambdaLift.AnalyzerCost;

/// <summary>The code bases that the rules are measured on.</summary>
internal static class GeneratedCode
{
    private const string Usings = "using System; using System.Collections.Generic; using System.Linq; using System.Threading.Tasks;\n";

    public static MetadataReference Stubs(ImmutableArray<MetadataReference> framework)
    {
        using var image = new MemoryStream();
        var result = CSharpCompilation.Create("AwsStubs", [CSharpSyntaxTree.ParseText(AwsStubs.Source(SdkShape.V4))], framework, new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary)).Emit(image);
        return result.Success ? MetadataReference.CreateFromImage(image.ToArray()) : throw new InvalidOperationException("The stubs do not compile.");
    }

    /// <summary>Handlers of about a hundred lines: an eighth of the methods call services, as in a code base where most code is business code.</summary>
    public static IReadOnlyList<string> Handlers(int count) => [.. Enumerable.Range(0, count).Select(i => Usings + $$"""
        using Amazon.Lambda; using Amazon.Lambda.Core; using Amazon.Lambda.Model; using Amazon.SQS; using Amazon.DynamoDBv2;
        namespace App{{i}};
        public record Order(string Id, List<int> Lines);
        public interface IStore { Task<bool> SaveAsync(Order order); }
        public class Store(IAmazonDynamoDB db) : IStore
        {
            public async Task<bool> SaveAsync(Order order)
            {
                var row = await db.GetItemAsync("T", new());
                if (row.Item == null) { await db.PutItemAsync("T", new()); return true; }
                return false;
            }
        }
        public class Function(IAmazonLambda lambda, IAmazonSQS sqs, IStore store)
        {
            public async Task<string> Handle(Order order, ILambdaContext context)
            {
                if (Prices.Total(order) > 100 && !await store.SaveAsync(order)) return "known";
                var reply = await lambda.InvokeAsync(new InvokeRequest { FunctionName = "ship{{i}}" });
                if (reply.FunctionError != null) throw new InvalidOperationException(reply.FunctionError);
                foreach (var line in order.Lines) await sqs.SendMessageAsync("q", line.ToString());
                return Prices.Label(order);
            }
        }

        """ + Business(i))];

    public static IReadOnlyList<string> Plain(int count) => [.. Enumerable.Range(0, count).Select(i => Usings + $"namespace App{i};\npublic record Order(string Id, List<int> Lines);\n" + Business(i))];

    private static string Business(int i) => "public static class Prices\n{\n    public static string Label(Order o) => $\"{o.Id}: {Total(o)}\";\n    public static int Total(Order o) => Step0(o);\n"
        + string.Concat(Enumerable.Range(0, 12).Select(n => $$"""
            public static int Step{{n}}(Order order)
            {
                var sum = {{i + n}};
                foreach (var group in order.Lines.Where(l => l > {{n}}).GroupBy(l => l % 7).OrderBy(g => g.Key))
                {
                    sum += group.Select(x => x * 3).DefaultIfEmpty(0).Max() + (order.Id.Length > 3 ? order.Id.IndexOf('a') : {{n}});
                }
                return sum{{(n < 11 ? $" + Step{n + 1}(order)" : "")}};
            }

        """)) + "}\n";
}
