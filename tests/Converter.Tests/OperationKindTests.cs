using LambdaLift.Converter.Tests.Support;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace LambdaLift.Converter.Tests;

/// <summary>
/// Every kind of operation that Roslyn knows stands in a program here, and is converted or refused at its place: none is dropped. What a
/// kind becomes is in <c>OperationKinds.txt</c>; <c>LAMBDALIFT_UPDATE_BASELINES=1</c> writes it anew.
/// </summary>
public class OperationKindTests
{
    private const string Publish = "await _sns.PublishAsync(\"topic\", text);";

    private static readonly string Baseline = Path.Combine(TestPrograms.RepositoryRoot, "tests", "Converter.Tests", "OperationKinds.txt");

    /// <summary>Kinds that no C# method body has: those of Visual Basic, of control flow graphs, of attributes and of code with errors.</summary>
    private static readonly HashSet<string> NotInCode = new(StringComparer.Ordinal)
    {
        "None", "Invalid", "Stop", "End", "RaiseEvent", "OmittedArgument", "PlaceholderExpression", "ReDim", "ReDimClause", "AggregateQuery", "RelationalCaseClause", "RangeCaseClause",
        "FlowCapture", "FlowCaptureReference", "IsNull", "CaughtException", "StaticLocalInitializationSemaphore", "FlowAnonymousFunction", "Attribute", "FieldInitializer", "PropertyInitializer",
        "ParameterInitializer", "VariableInitializer", "MethodBodyOperation", "ConstructorBodyOperation", "MethodBody", "ConstructorBody", "CollectionElementInitializer", "Parenthesized", "InterpolatedStringAppendInvalid",
    };

    /// <summary>Kinds that leave no trace because they do nothing that can be observed.</summary>
    private static readonly HashSet<string> Unobservable = new(StringComparer.Ordinal) { "Empty", "LocalFunction", "NameOf", "Discard", "SizeOf", "Lock", "Using", "UsingDeclaration", "DeclarationExpression" };

    /// <summary>Code that has the kind; it sets <c>text</c>, or calls.</summary>
    private static readonly Dictionary<string, string> Code = new(StringComparer.Ordinal)
    {
        ["Block"] = "{ text = order.Id; }",
        ["VariableDeclarationGroup"] = "var other = order.Id; text = other;",
        ["VariableDeclaration"] = "string other = order.Id; text = other;",
        ["VariableDeclarator"] = "string a = order.Id, b = order.Kind; text = a + b;",
        ["Switch"] = "switch (order.Kind) { case \"a\": text = \"A\"; break; default: text = \"B\"; break; }",
        ["SwitchCase"] = "switch (order.Kind) { case \"a\": text = \"A\"; break; }",
        ["CaseClause"] = "switch (order.Kind) { case \"a\": text = \"A\"; break; }",
        ["SingleValueCaseClause"] = "switch (order.Kind) { case \"a\": text = \"A\"; break; }",
        ["DefaultCaseClause"] = "switch (order.Kind) { case \"a\": text = \"A\"; break; default: text = \"C\"; break; }",
        ["PatternCaseClause"] = "switch (order.Amount) { case > 3: text = \"A\"; break; }",
        ["Loop"] = "foreach (var line in order.Lines) text += line;",
        ["Labeled"] = "again: text = text + order.Id; if (order.Amount > 3) goto again;",
        ["Branch"] = "while (true) { text = order.Id; break; }",
        ["Empty"] = ";",
        ["Return"] = "if (order.Amount > 3) return order.Kind;",
        ["YieldBreak"] = "text = string.Join(\",\", Numbers(order)); static IEnumerable<string> Numbers(Order o) { yield break; }",
        ["YieldReturn"] = "text = string.Join(\",\", Numbers(order)); static IEnumerable<string> Numbers(Order o) { yield return o.Id; }",
        ["Lock"] = "lock (_sns) { text = order.Id; }",
        ["Try"] = "try { text = order.Id; } finally { await _sns.PublishAsync(\"other\", text); }",
        ["Using"] = "using (var source = new CancellationTokenSource()) { text = order.Id; }",
        ["UsingDeclaration"] = "using var source = new CancellationTokenSource(); text = order.Id;",
        ["ExpressionStatement"] = "text = order.Id;",
        ["LocalFunction"] = "string Local() => order.Id; text = Local();",
        ["Literal"] = "text = \"literal\";",
        ["Conversion"] = "object boxed = order.Id; text = (string)boxed;",
        ["Invocation"] = "text = order.Id.Trim();",
        ["ArrayElementReference"] = "text = order.Parts![0];",
        ["LocalReference"] = "var other = order.Id; text = other;",
        ["ParameterReference"] = "text = order.Id;",
        ["FieldReference"] = "text = Prefix;",
        ["MethodReference"] = "Func<string, string> f = Twice; text = f(order.Id);",
        ["PropertyReference"] = "text = order.Id;",
        ["EventReference"] = "Changed += () => { }; text = order.Id;",
        ["EventAssignment"] = "Changed += () => { }; text = order.Id;",
        ["Unary"] = "text = (-order.Amount).ToString();",
        ["UnaryOperator"] = "text = (-order.Amount).ToString();",
        ["Binary"] = "text = order.Id + order.Kind;",
        ["BinaryOperator"] = "text = order.Id + order.Kind;",
        ["Conditional"] = "text = order.Amount > 3 ? order.Id : order.Kind;",
        ["Coalesce"] = "text = order.Note ?? order.Id;",
        ["AnonymousFunction"] = "Func<string> f = () => order.Id; text = f();",
        ["ObjectCreation"] = "var made = new Order { Id = order.Kind }; text = made.Id;",
        ["TypeParameterObjectCreation"] = "text = Make<Order>().Id;",
        ["ArrayCreation"] = "var made = new[] { order.Id, order.Kind }; text = made[0];",
        ["InstanceReference"] = "text = this.Twice(order.Id);",
        ["IsType"] = "object boxed = order.Id; text = (boxed is string) ? \"A\" : \"B\";",
        ["Await"] = "await _sns.PublishAsync(\"other\", text);",
        ["SimpleAssignment"] = "text = order.Id;",
        ["CompoundAssignment"] = "text += order.Id;",
        ["ConditionalAccess"] = "text = order.Note?.Trim();",
        ["ConditionalAccessInstance"] = "text = order.Note?.Trim();",
        ["InterpolatedString"] = "text = $\"of {order.Id}\";",
        ["Interpolation"] = "text = $\"of {order.Id}\";",
        ["InterpolatedStringText"] = "text = $\"of {order.Id}\";",
        ["AnonymousObjectCreation"] = "var made = new { order.Id }; text = made.Id;",
        ["ObjectOrCollectionInitializer"] = "var made = new Order { Id = order.Kind }; text = made.Id;",
        ["MemberInitializer"] = "var made = new Order { Inner = { Name = order.Id } }; text = made.Inner!.Name;",
        ["NameOf"] = "text = nameof(order);",
        ["Tuple"] = "var pair = (order.Id, order.Kind); text = pair.Item1;",
        ["DynamicObjectCreation"] = "dynamic d = order.Id; text = new string(d);",
        ["DynamicMemberReference"] = "dynamic d = order; text = d.Id;",
        ["DynamicInvocation"] = "dynamic d = order.Id; text = Twice(d);",
        ["DynamicIndexerAccess"] = "dynamic d = order.Parts!; text = d[0];",
        ["TranslatedQuery"] = "text = string.Join(\",\", from line in order.Lines where line != \"a\" select line);",
        ["DelegateCreation"] = "Func<string> f = () => order.Id; text = f();",
        ["DefaultValue"] = "text = default(string);",
        ["TypeOf"] = "text = typeof(Order).Name;",
        ["SizeOf"] = "text = sizeof(int).ToString();",
        ["AddressOf"] = "unsafe { var n = order.Amount; var p = &n; text = (*p).ToString(); }",
        ["IsPattern"] = "text = order.Amount is > 3 ? \"A\" : \"B\";",
        ["Increment"] = "var n = order.Amount; n++; text = n.ToString();",
        ["Throw"] = "if (order.Amount > 3) throw new InvalidOperationException(\"much\");",
        ["Decrement"] = "var n = order.Amount; n--; text = n.ToString();",
        ["DeconstructionAssignment"] = "var (a, b) = (order.Id, order.Kind); text = b + a;",
        ["DeclarationExpression"] = "Out(order, out var other); text = other;",
        ["Argument"] = "text = Twice(order.Id);",
        ["CatchClause"] = "try { await _sns.PublishAsync(\"other\", text); } catch (Exception e) { text = e.Message; }",
        ["ConstantPattern"] = "text = order.Kind is \"a\" ? \"A\" : \"B\";",
        ["DeclarationPattern"] = "text = order.Note is string note ? note : \"B\";",
        ["Discard"] = "_ = order.Id;",
        ["CoalesceAssignment"] = "text ??= order.Id;",
        ["Range"] = "text = order.Parts![1..2][0];",
        ["RecursivePattern"] = "text = order is { Amount: 3 } ? \"A\" : \"B\";",
        ["DiscardPattern"] = "text = order.Kind switch { \"a\" => \"A\", _ => \"B\" };",
        ["SwitchExpression"] = "text = order.Kind switch { \"a\" => \"A\", _ => \"B\" };",
        ["SwitchExpressionArm"] = "text = order.Kind switch { \"a\" => \"A\", _ => \"B\" };",
        ["PropertySubpattern"] = "text = order is { Amount: 3 } ? \"A\" : \"B\";",
        ["NegatedPattern"] = "text = order.Note is not null ? \"A\" : \"B\";",
        ["BinaryPattern"] = "text = order.Amount is > 3 and < 9 ? \"A\" : \"B\";",
        ["TypePattern"] = "text = order.Note switch { string => \"A\", _ => \"B\" };",
        ["RelationalPattern"] = "text = order.Amount is > 3 ? \"A\" : \"B\";",
        ["With"] = "var changed = order with { Id = \"changed\" }; text = changed.Id;",
        ["InterpolatedStringHandlerCreation"] = "Log($\"of {order.Id}\"); text = order.Id;",
        ["InterpolatedStringAddition"] = "Log($\"of {order.Id}\" + $\" and {order.Kind}\"); text = order.Id;",
        ["InterpolatedStringAppendLiteral"] = "Log($\"of {order.Id}\"); text = order.Id;",
        ["InterpolatedStringAppendFormatted"] = "Log($\"of {order.Id}\"); text = order.Id;",
        ["InterpolatedStringHandlerArgumentPlaceholder"] = "Log(order.Id, $\"of {order.Id}\"); text = order.Id;",
        ["FunctionPointerInvocation"] = "unsafe { delegate*<string, string> f = &Same; text = f(order.Id); }",
        ["ListPattern"] = "text = order.Lines is [\"a\", ..] ? \"A\" : \"B\";",
        ["SlicePattern"] = "text = order.Lines is [\"a\", ..] ? \"A\" : \"B\";",
        ["ImplicitIndexerReference"] = "text = order.Lines[^1];",
        ["TupleBinary"] = "text = (order.Id, order.Kind) == (\"a\", \"b\") ? \"A\" : \"B\";",
        ["TupleBinaryOperator"] = "text = (order.Id, order.Kind) == (\"a\", \"b\") ? \"A\" : \"B\";",
        ["Utf8String"] = "text = \"abc\"u8.Length.ToString();",
        ["InlineArrayAccess"] = "var buffer = new Buffer(); buffer[0] = order.Amount; text = buffer[0].ToString();",
        ["CollectionExpression"] = "List<string> made = [order.Id, order.Kind]; text = made[1];",
        ["Spread"] = "List<string> made = [.. order.Lines, order.Kind]; text = made[1];",
        ["ArrayInitializer"] = "string[] made = { order.Id }; text = made[0];",
    };

    public static TheoryData<string> Kinds => new(Enum.GetNames<OperationKind>().Where(k => !NotInCode.Contains(k)).GroupBy(k => Enum.Parse<OperationKind>(k)).Select(g => g.FirstOrDefault(n => !string.IsNullOrEmpty(Code.GetValueOrDefault(n))) ?? g.First()).Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Kinds))]
    public void IsConvertedOrRefusedWhereItStands(string kind)
    {
        Assert.True(Code.TryGetValue(kind, out var code) && code.Length > 0, $"No program here has an operation of the kind '{kind}'.");
        var outcome = Outcome(kind, code);
        if (Environment.GetEnvironmentVariable("LAMBDALIFT_UPDATE_BASELINES") == "1")
        {
            var lines = File.Exists(Baseline) ? File.ReadAllLines(Baseline).Where(l => l.Split(':')[0] != kind).ToList() : [];
            File.WriteAllLines(Baseline, lines.Append($"{kind}: {outcome}").Order(StringComparer.Ordinal));
            return;
        }

        Assert.Contains($"{kind}: {outcome}", File.ReadAllLines(Baseline));
    }

    [Fact]
    public void TheProgramAroundThemConverts()
    {
        var conversion = Convert(TestPrograms.Compile("Scenario", ("Handler.cs", Source(""))));

        Assert.False(conversion.IsRefused, string.Join("\n", conversion.Diagnostics));
    }

    private static string Outcome(string kind, string code)
    {
        var program = TestPrograms.Compile("Scenario", ("Handler.cs", Source(code)));
        Assert.Contains(Enum.Parse<OperationKind>(kind), KindsIn(program));
        var conversion = Convert(program);
        if (conversion.IsRefused)
        {
            var refusals = conversion.Diagnostics.Where(d => d.Severity == DiagnosticSeverity.Error).ToList();
            Assert.All(refusals, d => Assert.True(d.Location.IsInSource));
            return "refused, " + string.Join(" ", refusals.Select(d => d.Id).Distinct().Order(StringComparer.Ordinal));
        }

        if (Unobservable.Contains(kind))
            return "converted, does nothing that can be observed";
        Assert.NotEqual(Convert(TestPrograms.Compile("Scenario", ("Handler.cs", Source("")))).Dump, conversion.Dump);
        return conversion.Residuals.IsEmpty ? "converted" : "converted, in a generated function";
    }

    private static HandlerConversion Convert(Compilation program) =>
        Assert.Single(WorkflowConverter.Convert(new ConversionInput { Compilations = [program], Options = new ConversionOptions { Handler = "Function.FunctionHandler", DumpAfter = "Frontend" } }).Handlers);

    private static HashSet<OperationKind> KindsIn(Compilation program)
    {
        var tree = program.SyntaxTrees.First(t => t.FilePath == "Handler.cs");
        var model = program.GetSemanticModel(tree);
        return tree.GetRoot().DescendantNodes().OfType<MethodDeclarationSyntax>()
            .Select(m => model.GetOperation(m))
            .OfType<IOperation>()
            .SelectMany(o => o.DescendantsAndSelf())
            .Select(o => o.Kind)
            .ToHashSet();
    }

    private static string Source(string code) => $$"""
        using System.Runtime.CompilerServices;
        using Amazon.Lambda.Core;
        using Amazon.Lambda.Serialization.SystemTextJson;
        using Amazon.SimpleNotificationService;

        [assembly: LambdaSerializer(typeof(DefaultLambdaJsonSerializer))]

        namespace Scenario;

        public class Function
        {
            private const string Prefix = "prefix";

            private readonly IAmazonSimpleNotificationService _sns = new AmazonSimpleNotificationServiceClient();

            private event Action? Changed;

            public async Task<string?> FunctionHandler(Order order, ILambdaContext context)
            {
                string? text = order.Note;
                {{code}}
                {{Publish}}
                return text;
            }

            private string Twice(string value) => value + value;

            private static string Same(string value) => value;

            private static void Out(Order order, out string text) => text = order.Id;

            private static T Make<T>() where T : new() => new T();

            private static void Log(Text text) { }

            private static void Log(string name, [InterpolatedStringHandlerArgument("name")] NamedText text) { }
        }

        public record Order
        {
            public string Id { get; set; } = "";

            public string Kind { get; set; } = "";

            public int Amount { get; set; }

            public string? Note { get; set; }

            public List<string> Lines { get; set; } = new();

            public string[]? Parts { get; set; }

            public Inner? Inner { get; set; }
        }

        public class Inner
        {
            public string Name { get; set; } = "";
        }

        [InlineArray(4)]
        public struct Buffer
        {
            private int _first;
        }

        [InterpolatedStringHandler]
        public struct Text(int literalLength, int formattedCount)
        {
            public void AppendLiteral(string text) { }

            public void AppendFormatted(string text) { }
        }

        [InterpolatedStringHandler]
        public struct NamedText(int literalLength, int formattedCount, string name)
        {
            public void AppendLiteral(string text) { }

            public void AppendFormatted(string text) { }
        }
        """;
}
