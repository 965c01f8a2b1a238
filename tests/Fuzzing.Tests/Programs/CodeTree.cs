using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using LambdaLift.Converter;

namespace LambdaLift.Fuzzing.Tests.Programs;

/// <summary>The C# types of generated values.</summary>
internal enum CodeType
{
    Int,
    Long,
    Double,
    Bool,
    Text,

    /// <summary><c>string?</c>.</summary>
    MaybeText,

    /// <summary><c>int?</c>.</summary>
    MaybeInt,
    Texts,
    Ints,
    Item,
    Items,

    /// <summary><c>Dictionary&lt;string, int&gt;</c>.</summary>
    Counts,
    Receipt,
}

/// <summary>An expression: a template whose <c>{0}</c>, <c>{1}</c> … are the operands.</summary>
/// <param name="Type">Its type.</param>
/// <param name="Template">C# text with places for the operands.</param>
/// <param name="Operands">The operands.</param>
internal sealed record CodeExpression(CodeType Type, string Template, ImmutableArray<CodeExpression> Operands)
{
    public CodeExpression(CodeType type, string text)
        : this(type, text, [])
    {
    }

    public int Size => 1 + Operands.Sum(operand => operand.Size);

    public override string ToString() => CodeTemplate.Fill(Template, Operands);
}

/// <summary>Text with places for expressions.</summary>
internal static partial class CodeTemplate
{
    /// <summary>Puts expressions in their places; what they bring is not looked at again.</summary>
    public static string Fill(string template, ImmutableArray<CodeExpression> expressions) =>
        Place().Replace(template, place => expressions[int.Parse(place.Groups[1].ValueSpan, CultureInfo.InvariantCulture)].ToString());

    [GeneratedRegex(@"\{([0-9])\}")]
    private static partial Regex Place();
}

/// <summary>A statement: a template whose <c>{0}</c> … are expressions and whose <c>{b0}</c> … are blocks.</summary>
internal sealed record CodeStatement(string Template, ImmutableArray<CodeExpression> Expressions, ImmutableArray<ImmutableArray<CodeStatement>> Blocks)
{
    public CodeStatement(string template, params CodeExpression[] expressions)
        : this(template, [.. expressions], [])
    {
    }

    public int Size => 1 + Expressions.Sum(expression => expression.Size) + Blocks.Sum(block => block.Sum(statement => statement.Size));

    public void WriteTo(StringBuilder text, int depth)
    {
        var written = CodeTemplate.Fill(Template, Expressions);
        foreach (var line in written.Split('\n'))
        {
            if (line is ['{', 'b', var digit, '}'])
            {
                Indent(text, depth).Append("{\n");
                foreach (var statement in Blocks[digit - '0']) statement.WriteTo(text, depth + 1);
                Indent(text, depth).Append("}\n");
            }
            else
            {
                Indent(text, depth).Append(line).Append('\n');
            }
        }
    }

    private static StringBuilder Indent(StringBuilder text, int depth) => text.Append(' ', depth * 4);
}

/// <summary>A private method that the handler calls.</summary>
internal sealed record CodeMethod(string Signature, ImmutableArray<CodeStatement> Body);

/// <summary>A generated handler.</summary>
/// <param name="Name">Its type, unique among the programs compiled together.</param>
/// <param name="Seed">What it was made from, and its cases are.</param>
/// <param name="Languages">The dialects that it is made for.</param>
/// <param name="Body">The handler's body.</param>
/// <param name="Methods">What it calls.</param>
internal sealed record CodeProgram(string Name, int Seed, ImmutableArray<TargetLanguage> Languages, ImmutableArray<CodeStatement> Body, ImmutableArray<CodeMethod> Methods)
{
    private static readonly (string Field, string Declaration)[] Clients =
    [
        ("_sns", "private readonly IAmazonSimpleNotificationService _sns = new AmazonSimpleNotificationServiceClient();"),
        ("_dynamoDb", "private readonly IAmazonDynamoDB _dynamoDb = new AmazonDynamoDBClient();"),
        ("_lambda", "private readonly IAmazonLambda _lambda = new AmazonLambdaClient();"),
        ("_sqs", "private readonly IAmazonSQS _sqs = new AmazonSQSClient();"),
    ];

    public int Size => Body.Sum(statement => statement.Size) + Methods.Sum(method => 1 + method.Body.Sum(statement => statement.Size));

    /// <summary>The C# file.</summary>
    public string Source()
    {
        var text = new StringBuilder("    public async Task<Receipt> FunctionHandler(Order order, ILambdaContext context)\n    {\n");
        foreach (var statement in Body) statement.WriteTo(text, 2);
        text.Append("    }\n");
        foreach (var method in Methods)
        {
            text.Append("\n    ").Append(method.Signature).Append("\n    {\n");
            foreach (var statement in method.Body) statement.WriteTo(text, 2);
            text.Append("    }\n");
        }

        var code = text.ToString();
        // A client takes longer to make than most programs to run: there are those that are used.
        var clients = string.Concat(Clients.Where(client => code.Contains(client.Field + ".", StringComparison.Ordinal)).Select(client => $"    {client.Declaration}\n"));
        return $"namespace Fuzz;\n\npublic class {Name}\n{{\n{clients}\n{code}}}\n";
    }

    /// <summary>What all programs share.</summary>
    public const string Common = """
        global using System; global using System.Collections.Generic; global using System.IO; global using System.Linq; global using System.Text; global using System.Text.Json;
        global using System.Threading.Tasks; global using Amazon.DynamoDBv2; global using Amazon.DynamoDBv2.Model; global using Amazon.Lambda; global using Amazon.Lambda.Core;
        global using Amazon.Lambda.Model; global using Amazon.SimpleNotificationService; global using Amazon.SimpleNotificationService.Model; global using Amazon.SQS; global using Amazon.SQS.Model;
        global using System.Globalization; global using System.Text.RegularExpressions; global using System.Threading;

        [assembly: LambdaSerializer(typeof(Amazon.Lambda.Serialization.SystemTextJson.DefaultLambdaJsonSerializer))]

        namespace Fuzz;

        public record Item(string Name, int Qty, string? Label);

        public record Order(string Id, string Kind, int Amount, bool Urgent, string? Note, int? Limit, List<Item> Items, List<string> Tags, Dictionary<string, int> Counts);

        public record Reply(string Status, int Score, bool Approved);

        public record Receipt(string Id, int Total, string? Remark);

        public enum Level
        {
            Low,
            Mid,
            High,
        }

        public class RuleException(string message) : Exception(message);

        public static class Rules
        {
            public static int Twice(int n) => n * 2;

            public static string Mark(this string text, string mark = "!") => text.EndsWith(mark, StringComparison.Ordinal) ? text : text + mark;

            public static T Choose<T>(bool first, T one, T other) => first ? one : other;

            public static int Points(Item item)
            {
                if (item.Qty > 3) return 3;
                var points = 1;
                if (item.Label is { Length: > 0 }) points += item.Qty;
                return points;
            }

            public static string Grade(int n)
            {
                switch (n)
                {
                    case > 5: return "high";
                    case 0: return "none";
                    default: return "low";
                }
            }

            public static string Checked(string text) => text.Length == 0 ? throw new RuleException("empty") : text;
        }
        """;
}
