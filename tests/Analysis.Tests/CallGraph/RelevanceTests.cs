using Microsoft.CodeAnalysis;

namespace LambdaLift.Analysis.Tests.CallGraph;

/// <summary>What rules leave out before anything is bound: code whose text cannot come to a service call.</summary>
public class RelevanceTests
{
    private const string Usings = "using Amazon.Lambda.Core; using Amazon.SQS; using Amazon.SQS.Model;\n";

    private static string Reached(params string[] sources)
    {
        var compilation = StubCompilation.Create(SdkShape.V4, [.. sources.Select(s => Usings + s)]);
        Assert.Empty(compilation.GetDiagnostics(TestContext.Current.CancellationToken).Where(d => d.Severity == DiagnosticSeverity.Error));
        var program = LambdaProgram.ForRules(LambdaSymbols.TryCreate(compilation)!);
        return string.Join(' ', program.GetHandlers(TestContext.Current.CancellationToken)
            .SelectMany(h => program.GetReach(h, TestContext.Current.CancellationToken).Methods).Select(m => m.Method.ShortName()).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Code_without_the_name_of_an_operation_is_left_out() => Assert.Equal("F.Run F.Send", Reached("""
        public class F(IAmazonSQS sqs)
        {
            public async Task Run(string a, ILambdaContext c) { if (Price(a) > 3) await Send(a); }
            private Task Send(string a) => sqs.SendMessageAsync("q", a);
            private int Price(string a) => Double(a.Length);
            private int Double(int n) => n * 2;
        }
        public class Other { public int Run(string a, ILambdaContext c) => a.Length; }
        """));

    [Fact]
    public void Names_that_stand_for_others_are_seen_through() => Assert.Equal("Deep.Send F.Group F.One F.Run F.this[] new Deep new Sender", Reached("""
        public class F
        {
            private readonly IAmazonSQS _sqs = new AmazonSQSClient();
            public async Task Run(string a, ILambdaContext c) { Sender s = new(_sqs); await this[1]; await Group; }
            private Task this[int i] => One(i);
            private Task One(int i) => new Deep(_sqs).@Send();
            private Task Group => One(2);
        }
        public class Deep(IAmazonSQS sqs) { public Task Send() => sqs.SendMessageAsync("q", ""); }
        """, """
        public class Sender { public Sender(IAmazonSQS sqs) { sqs.SendMessageAsync("q", "").Wait(); } }
        """));

    [Fact]
    public void An_alias_leads_to_the_type_that_it_names() => Assert.Equal("F.Run new Sender", Reached("""
        using S = Sender;
        public class F { public void Run(IAmazonSQS a, ILambdaContext c) { _ = new S(a); } }
        """, """
        public class Sender { public Sender(IAmazonSQS sqs) { sqs.SendMessageAsync("q", "").Wait(); } }
        """));

    [Fact]
    public void Waits_without_any_call_are_kept() => Assert.Equal("F.Pause F.Run", Reached(
        "public class F { public Task Run(string a, ILambdaContext c) => Pause(); private Task Pause() => Task.Delay(1); }"));
}
