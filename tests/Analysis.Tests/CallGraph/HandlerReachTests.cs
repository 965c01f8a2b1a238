using Microsoft.CodeAnalysis;

namespace LambdaLift.Analysis.Tests.CallGraph;

public class HandlerReachTests
{
    private const string Usings = "using Amazon.Lambda.Core; using Amazon.SQS; using Amazon.SQS.Model; using Microsoft.Extensions.DependencyInjection;\n";

    private static string Calls(string source, string? handler = null)
    {
        var compilation = StubCompilation.Create(SdkShape.V4, Usings + source);
        Assert.Empty(compilation.GetDiagnostics(TestContext.Current.CancellationToken).Where(d => d.Severity == DiagnosticSeverity.Error));
        var whole = Calls(LambdaProgram.TryCreate(compilation)!, handler);

        // Rules leave out what cannot come to a service call; what is left says the same.
        Assert.Equal(whole, Calls(LambdaProgram.ForRules(LambdaSymbols.TryCreate(compilation)!), handler) ?? "");
        return whole!;
    }

    private static string? Calls(LambdaProgram program, string? handler)
    {
        var handlers = program.GetHandlers(TestContext.Current.CancellationToken);
        var found = handler is null ? handlers.SingleOrDefault() : handlers.SingleOrDefault(h => h.DisplayName == handler);
        if (found is null)
        {
            return null;
        }

        var reach = program.GetReach(found, TestContext.Current.CancellationToken);
        return string.Join(" ", reach.Methods.Where(m => m.ServiceCalls.Length > 0).Select(m => $"{string.Join(">", reach.PathTo(m.Method).Skip(1).Select(p => p.ShortName()))}:{string.Join(",", m.ServiceCalls.Select(c => c.OperationName))}"));
    }

    private static string Handler(string body, string rest = "") => $$"""
        public class F(IWorker worker, IAmazonSQS sqs)
        {
            public async Task Run(string a, ILambdaContext c) { await Task.Yield(); {{body}} }
            {{rest}}
        }
        public interface IWorker { Task Work(); }

        """;

    [Fact]
    public void Own_calls_and_private_helpers() => Assert.Equal(":SendMessage F.A>F.B:DeleteMessage", Calls(Handler(
        "await sqs.SendMessageAsync(\"q\", a); await A();",
        "private Task A() => B(); private Task B() => sqs.DeleteMessageAsync(new DeleteMessageRequest()); private Task Unused() => sqs.SendMessageAsync(\"q\", \"\");")
        + "public class W : IWorker { public Task Work() => Task.CompletedTask; }"));

    [Fact]
    public void Single_implementation_of_an_interface() => Assert.Equal("W.Work:SendMessage", Calls(Handler("await worker.Work();")
        + "public class W(IAmazonSQS sqs) : IWorker { public Task Work() => sqs.SendMessageAsync(\"q\", \"\"); }"));

    [Fact]
    public void Several_implementations_are_not_followed_without_a_registration()
    {
        const string Two = "public class W(IAmazonSQS sqs) : IWorker { public Task Work() => sqs.SendMessageAsync(\"q\", \"\"); } public class V : IWorker { public Task Work() => Task.CompletedTask; }";
        Assert.Equal("", Calls(Handler("await worker.Work();") + Two));
        Assert.Equal("W.Work:SendMessage", Calls(Handler("await worker.Work();") + Two
            + "public static class Startup { public static void Configure(IServiceCollection services) => services.AddSingleton<IWorker, W>(); }"));
        Assert.Equal("", Calls(Handler("await worker.Work();") + Two
            + "public static class Startup { public static void Configure(IServiceCollection services) { services.AddSingleton<IWorker, W>(); services.AddSingleton<IWorker, V>(); } }"));
    }

    [Fact]
    public void Virtual_calls_on_this_go_to_the_handlers_class()
    {
        const string Source = """
            public abstract class Base { protected IAmazonSQS Sqs; public Task Run(string a, ILambdaContext c) => Core(); protected abstract Task Core(); }
            public class A : Base { protected override Task Core() => Sqs.SendMessageAsync("q", ""); }
            public class B : Base { protected override Task Core() => Sqs.DeleteMessageAsync(new DeleteMessageRequest()); }
            """;
        Assert.Equal("A.Core:SendMessage", Calls(Source, "A.Run"));
        Assert.Equal("B.Core:DeleteMessage", Calls(Source, "B.Run"));
    }

    [Fact]
    public void Local_functions_lambdas_method_groups_constructors_properties_and_extensions() => Assert.Equal(
        ":DeleteMessage F.Group:SendMessage new W:SendMessage F.Lazy:SendMessage Ext.Send:SendMessage F.Local:ReceiveMessage",
        Calls(Handler(
            """
            Func<Task> f = Group; await f(); new W(sqs); await Lazy; await sqs.Send();
            Func<Task> l = () => sqs.DeleteMessageAsync(new DeleteMessageRequest()); await l();
            await Local();
            Task Local() => sqs.ReceiveMessageAsync(new ReceiveMessageRequest());
            """,
            "private Task Group() => sqs.SendMessageAsync(\"q\", \"\"); private Task Lazy => sqs.SendMessageAsync(\"q\", \"\");")
        + """
        public class W : IWorker { public W(IAmazonSQS sqs) { sqs.SendMessageAsync("q", ""); } public Task Work() => Task.CompletedTask; }
        public static class Ext { public static Task Send(this IAmazonSQS sqs) => sqs.SendMessageAsync("q", ""); }
        """));

    [Fact]
    public void Cycles_end() => Assert.Equal("F.A>F.B:SendMessage", Calls(Handler(
        "await A(3);", "private async Task A(int n) { if (n > 0) await B(n - 1); } private async Task B(int n) { await sqs.SendMessageAsync(\"q\", \"\"); await A(n); await Run(\"\", null); }")
        + "public class W : IWorker { public Task Work() => Task.CompletedTask; }"));

    [Fact]
    public void Generic_interfaces_go_to_the_implementation_of_their_type_arguments() => Assert.Equal("IntStep.Do:SendMessage", Calls("""
        public interface IStep<T> { Task Do(T value); }
        public class IntStep(IAmazonSQS sqs) : IStep<int> { public Task Do(int value) => sqs.SendMessageAsync("q", ""); }
        public class TextStep(IAmazonSQS sqs) : IStep<string> { public Task Do(string value) => sqs.DeleteMessageAsync(new DeleteMessageRequest()); }
        public class F(IStep<int> step) { public Task Run(string a, ILambdaContext c) => step.Do(1); }
        """));

    [Fact]
    public void Projects_referenced_as_source_are_followed()
    {
        var library = StubCompilation.Create(SdkShape.V4, Usings + "public class Lib(IAmazonSQS sqs) { public Task Send() => sqs.SendMessageAsync(\"q\", \"\"); }").WithAssemblyName("Lib");
        var app = StubCompilation.Create(SdkShape.V4, Usings + "public class F { public Task Run(string a, ILambdaContext c) => new Lib(null).Send(); }").AddReferences(library.ToMetadataReference());
        var program = LambdaProgram.TryCreate(app)!;
        var reach = program.GetReach(Assert.Single(program.GetHandlers(TestContext.Current.CancellationToken)), TestContext.Current.CancellationToken);
        Assert.Equal("SendMessage", Assert.Single(reach.ServiceCalls).OperationName);
    }

    [Fact]
    public void A_cancelled_analysis_leaves_nothing_behind()
    {
        var program = LambdaProgram.TryCreate(StubCompilation.Create(SdkShape.V4, Usings + Handler("await sqs.SendMessageAsync(\"q\", a);")))!;
        Assert.Throws<OperationCanceledException>(() => program.GetHandlers(new CancellationToken(canceled: true)));
        Assert.Single(program.GetHandlers(TestContext.Current.CancellationToken));
    }
}
