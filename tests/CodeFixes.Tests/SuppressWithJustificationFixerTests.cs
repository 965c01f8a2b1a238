using LambdaLift.Analyzer;
using Fix = LambdaLift.CodeFixes.Tests.FixTest<LambdaLift.Analyzer.Rules.SynchronousInvokeAnalyzer, LambdaLift.CodeFixes.SuppressWithJustificationFixer>;

namespace LambdaLift.CodeFixes.Tests;

public class SuppressWithJustificationFixerTests
{
    public static TheoryData<string> Ids => [.. Descriptors.All.Select(d => d.Id)];

    [Fact]
    public Task Puts_the_attribute_on_the_member() => Fix.VerifyAsync(
        """
        public class Function(IAmazonLambda lambda)
        {
            /// <summary>Sends.</summary>
            public async Task Handle(string input, ILambdaContext context)
            {
                await [|lambda.InvokeAsync(new InvokeRequest { FunctionName = "a" })|];
            }
        }
        """,
        "using System.Diagnostics.CodeAnalysis;\n" + Fix.Usings + """

        public class Function(IAmazonLambda lambda)
        {
            /// <summary>Sends.</summary>
            [SuppressMessage("Orchestration", "LIFT1001:Handler waits for another Lambda function", Justification = "The callee is another team's API that exists only as a function.")]
            public async Task Handle(string input, ILambdaContext context)
            {
                await lambda.InvokeAsync(new InvokeRequest { FunctionName = "a" });
            }
        }
        """,
        SuppressWithJustificationFixer.Suppress);

    [Theory]
    [MemberData(nameof(Ids))]
    public void The_reason_is_the_one_on_the_rules_page(string id)
    {
        var page = File.ReadAllText(Path.Combine(Repository.Root, "docs", "rules", $"{id}.md"));
        var section = page[page.IndexOf("## When to suppress", StringComparison.Ordinal)..].ReplaceLineEndings(" ");
        if (SuppressionReasons.For(id) is { } reason)
        {
            Assert.Contains(reason.TrimEnd('.'), section, StringComparison.Ordinal);
        }
        else
        {
            Assert.Contains("None known", section, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Fix_all_is_refused() => Assert.Null(new SuppressWithJustificationFixer().GetFixAllProvider());
}
