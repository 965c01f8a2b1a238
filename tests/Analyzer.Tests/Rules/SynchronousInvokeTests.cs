using LambdaLift.Analyzer.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Testing;

namespace LambdaLift.Analyzer.Tests.Rules;

/// <summary>LIFT1001.</summary>
public class SynchronousInvokeTests
{
    private const string Usings = "using Amazon.Lambda; using Amazon.Lambda.Core; using Amazon.Lambda.Model;\n";

    private static Task VerifyAsync(params string[] sources) =>
        RuleTest<SynchronousInvokeAnalyzer>.VerifyAsync([.. sources.Select(s => Usings + s)]);

    private static RuleTest<SynchronousInvokeAnalyzer> On(params string[] sources) =>
        RuleTest<SynchronousInvokeAnalyzer>.On([.. sources.Select(s => Usings + s)]);

    private static string Handler(string body) => $$"""
        public class Function
        {
            private readonly IAmazonLambda _lambda = new AmazonLambdaClient();
            public async Task<string> Handle(string input, ILambdaContext context)
            {
                {{body}}
                return "";
            }
        }
        """;

    [Fact]
    public async Task Message_names_handler_callee_and_way_out()
    {
        var test = On(Handler("""var r = await {|#0:_lambda.InvokeAsync(new InvokeRequest { FunctionName = "ship" })|}; Console.WriteLine(r.StatusCode);"""));
        await test.Expect(new DiagnosticResult("LIFT1001", DiagnosticSeverity.Warning).WithLocation(0).WithMessage(
            "Handler 'Function.Handle' waits for function 'ship' (InvocationType is not set, which means RequestResponse); "
            + "let a state machine call both and pass the result on ('lambdalift convert --handler Function.Handle')")).RunAsync(TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task Message_offers_event_when_the_response_is_not_used()
    {
        var test = On(Handler("""await {|#0:_lambda.InvokeAsync(new InvokeRequest { FunctionName = Environment.GetEnvironmentVariable("SHIP"), InvocationType = InvocationType.RequestResponse })|};"""));
        await test.Expect(new DiagnosticResult("LIFT1001", DiagnosticSeverity.Warning).WithLocation(0).WithMessage(
            "Handler 'Function.Handle' waits for function '${SHIP}'; its response is not used: set InvocationType.Event, "
            + "or let a state machine call it ('lambdalift convert --handler Function.Handle')")).RunAsync(TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task Message_shows_the_path_through_helpers()
    {
        var test = On(
            """
            public class Function(IShipping shipping)
            {
                public Task Handle(string input, ILambdaContext context) => Do(input);
                private Task Do(string input) => shipping.ShipAsync(input);
            }
            """,
            """
            public interface IShipping { Task ShipAsync(string order); }
            public class Shipping(IAmazonLambda lambda) : IShipping
            {
                public async Task ShipAsync(string order) => await {|#0:lambda.InvokeAsync(new InvokeRequest { FunctionName = "ship" })|};
            }
            """);
        await test.Expect(new DiagnosticResult("LIFT1001", DiagnosticSeverity.Warning).WithLocation(0).WithArguments(
            "Function.Handle",
            "ship",
            " through Function.Do → Shipping.ShipAsync",
            " (InvocationType is not set, which means RequestResponse)",
            "its response is not used: set InvocationType.Event, or let a state machine call it ('lambdalift convert --handler Function.Handle')"))
            .RunAsync(TestContext.Current.CancellationToken);
    }

    [Theory]
    [InlineData("InvocationType.RequestResponse")]
    [InlineData("\"RequestResponse\"")]
    [InlineData("InvocationType.FindValue(\"RequestResponse\")")]
    [InlineData("input == \"\" ? InvocationType.Event : InvocationType.RequestResponse")]
    [InlineData("null")]
    public Task Waits_for_every_spelling_of_RequestResponse(string type) =>
        VerifyAsync(Handler($$"""await [|_lambda.InvokeAsync(new InvokeRequest { FunctionName = "f", InvocationType = {{type}} })|];"""));

    [Theory]
    [InlineData("InvocationType.Event")]
    [InlineData("\"Event\"")]
    [InlineData("InvocationType.FindValue(\"Event\")")]
    [InlineData("InvocationType.DryRun")]
    [InlineData("input == \"\" ? InvocationType.Event : InvocationType.DryRun")]
    public Task Does_not_wait_for_an_asynchronous_invoke(string type) =>
        VerifyAsync(Handler($$"""await _lambda.InvokeAsync(new InvokeRequest { FunctionName = "f", InvocationType = {{type}} });"""));

    [Fact]
    public Task The_old_asynchronous_operation_does_not_wait() =>
        VerifyAsync(Handler("""await _lambda.InvokeAsyncAsync(new InvokeAsyncRequest { FunctionName = "f" });"""));

    [Fact]
    public Task Request_built_in_a_local_by_property_sets() => VerifyAsync(Handler("""
        var sync = new InvokeRequest();
        sync.FunctionName = "f";
        await [|_lambda.InvokeAsync(sync)|];
        var fire = new InvokeRequest { FunctionName = "g" };
        fire.InvocationType = InvocationType.Event;
        await _lambda.InvokeAsync(fire);
        var maybe = new InvokeRequest { FunctionName = "h" };
        if (input.Length > 3) { maybe.InvocationType = InvocationType.Event; }
        await [|_lambda.InvokeAsync(maybe)|];
        """));

    [Fact]
    public Task Request_built_by_a_helper_field_and_property() => VerifyAsync("""
        public class Function(IAmazonLambda lambda)
        {
            private readonly InvokeRequest _sync = new() { FunctionName = "a" };
            private readonly InvokeRequest _fire;
            private InvokeRequest Fire => new() { FunctionName = "c", InvocationType = InvocationType.Event };
            public Function() : this(new AmazonLambdaClient()) { _fire = new InvokeRequest { InvocationType = InvocationType.Event }; }
            public async Task Handle(string input, ILambdaContext context)
            {
                await [|lambda.InvokeAsync(_sync)|];
                await lambda.InvokeAsync(_fire);
                await lambda.InvokeAsync(Fire);
                await [|lambda.InvokeAsync(Build("x", InvocationType.RequestResponse))|];
                await lambda.InvokeAsync(Requests.Event("y"));
            }
            private static InvokeRequest Build(string name, InvocationType type) => new() { FunctionName = name, InvocationType = type };
        }
        """, """
        public static class Requests { public static InvokeRequest Event(string name) { var r = new InvokeRequest { FunctionName = name }; r.InvocationType = InvocationType.Event; return r; } }
        """);

    [Fact]
    public Task Request_passed_as_a_parameter_follows_all_callers() => VerifyAsync("""
        public class Function
        {
            private readonly IAmazonLambda _lambda = new AmazonLambdaClient();
            public async Task Handle(string input, ILambdaContext context)
            {
                await Fire(new InvokeRequest { FunctionName = "a", InvocationType = InvocationType.Event });
                await Send(new InvokeRequest { FunctionName = "a", InvocationType = InvocationType.Event });
                await Send(new InvokeRequest { FunctionName = "b" });
            }
            private Task Fire(InvokeRequest request) => _lambda.InvokeAsync(request);
            private Task Send(InvokeRequest request) => [|_lambda.InvokeAsync(request)|];
        }
        """);

    [Fact]
    public Task Calls_in_lambdas_local_functions_extension_methods_and_base_classes() => VerifyAsync("""
        public abstract class Base
        {
            protected readonly IAmazonLambda Lambda = new AmazonLambdaClient();
            public Task Handle(string input, ILambdaContext context) => HandleCore(input);
            protected abstract Task HandleCore(string input);
        }
        public class Function : Base
        {
            protected override async Task HandleCore(string input)
            {
                await Local();
                await Task.WhenAll(new[] { "a" }.Select(async n => await [|Lambda.InvokeAsync(new InvokeRequest { FunctionName = n })|]));
                await Lambda.Ship();
                async Task Local() => await [|Lambda.InvokeAsync(new InvokeRequest { FunctionName = "f" })|];
                async Task Unused() => await Lambda.InvokeAsync(new InvokeRequest { FunctionName = "f" });
            }
        }
        public static class Extensions
        {
            public static Task Ship(this IAmazonLambda lambda) => [|lambda.InvokeAsync(new InvokeRequest { FunctionName = "ship" })|];
        }
        """);

    [Fact]
    public Task Recursive_helpers_end() => VerifyAsync("""
        public class Function
        {
            private readonly IAmazonLambda _lambda = new AmazonLambdaClient();
            public Task Handle(string input, ILambdaContext context) => A(3, null);
            private async Task A(int n, InvokeRequest request) { if (n > 0) await B(n - 1, request ?? Make(n)); }
            private async Task B(int n, InvokeRequest request) { await [|_lambda.InvokeAsync(request)|]; await A(n, request); }
            private InvokeRequest Make(int n) => n > 1 ? Make(n - 1) : new InvokeRequest { FunctionName = "f" };
        }
        """);

    [Fact]
    public Task Code_that_no_handler_reaches_is_quiet() => VerifyAsync("""
        public class Library(IAmazonLambda lambda)
        {
            public async Task<InvokeResponse> Call(string name) => await lambda.InvokeAsync(new InvokeRequest { FunctionName = name });
        }
        public static class Program
        {
            public static async Task Main() => await new AmazonLambdaClient().InvokeAsync(new InvokeRequest { FunctionName = "f" });
        }
        """);

    [Fact]
    public Task Durable_execution_is_quiet() => VerifyAsync("""
        public class Function
        {
            private readonly IAmazonLambda _lambda = new AmazonLambdaClient();
            [Amazon.Lambda.Annotations.LambdaFunction]
            public Task<string> Handle(string input, Amazon.Lambda.DurableExecution.IDurableContext context) =>
                context.StepAsync(async () => (await _lambda.InvokeAsync(new InvokeRequest { FunctionName = "f" })).FunctionError);
        }
        """);

    [Fact]
    public Task Projects_of_tests_are_quiet() => VerifyAsync(
        Handler("""await _lambda.InvokeAsync(new InvokeRequest { FunctionName = "f" });"""),
        "namespace Xunit { public class FactAttribute : Attribute { } }");

    [Fact]
    public Task Other_clients_with_the_same_names_are_quiet() => RuleTest<SynchronousInvokeAnalyzer>.VerifyAsync("""
        using Amazon.Lambda.Core;
        public class InvokeRequest { public string FunctionName { get; set; } }
        public interface IAmazonLambda { Task<string> InvokeAsync(InvokeRequest request); }
        public class Function(IAmazonLambda lambda) { public Task<string> Handle(string input, ILambdaContext context) => lambda.InvokeAsync(new InvokeRequest()); }
        """);

    [Fact]
    public Task Handlers_without_a_context_are_found_by_attribute_convention_and_template() => On("""
        [assembly: LambdaSerializer(typeof(Amazon.Lambda.Serialization.SystemTextJson.DefaultLambdaJsonSerializer))]
        public class Function { public Task FunctionHandler(string input) => {|LIFT1001:new AmazonLambdaClient().InvokeAsync(new InvokeRequest { FunctionName = "a" })|}; }
        public class Annotated { [Amazon.Lambda.Annotations.LambdaFunction] public Task Get(string id) => {|LIFT1001:new AmazonLambdaClient().InvokeAsync(new InvokeRequest { FunctionName = "b" })|}; }
        public class Listed { public Task Run(string id) => {|LIFT1001:new AmazonLambdaClient().InvokeAsync(new InvokeRequest { FunctionName = "c" })|}; }
        public class Unlisted { public Task Run(string id) => new AmazonLambdaClient().InvokeAsync(new InvokeRequest { FunctionName = "d" }); }
        """).WithTemplate("template.yaml", "Resources:\n  F:\n    Properties:\n      Handler: TestProject::Listed::Run\n").RunAsync(TestContext.Current.CancellationToken);

    [Fact]
    public async Task Top_level_bootstrap_handlers_are_found()
    {
        var test = On("""
            using Amazon.Lambda.RuntimeSupport;
            var lambda = new AmazonLambdaClient();
            var handler = async (string input, ILambdaContext context) => { await {|LIFT1001:lambda.InvokeAsync(new InvokeRequest { FunctionName = "a" })|}; return input; };
            await LambdaBootstrapBuilder.Create(handler, new object()).Build().RunAsync();
            await lambda.InvokeAsync(new InvokeRequest { FunctionName = "outside the handler" });
            """);
        test.TestState.OutputKind = OutputKind.ConsoleApplication;
        await test.RunAsync(TestContext.Current.CancellationToken);
    }

    [Theory]
    [InlineData("lambdalift.ignored_functions", "other, f")]
    [InlineData("lambdalift.ignored_services", "Lambda")]
    [InlineData("lambdalift.synchronous_by_design_attributes", "ByDesignAttribute")]
    public async Task Configuration_silences_it(string key, string value)
    {
        const string Source = """
            public class ByDesignAttribute : Attribute { }
            public class Function
            {
                [ByDesign] public Task Handle(string input, ILambdaContext context) => Call();
                private async Task Call() => await /*0*/new AmazonLambdaClient().InvokeAsync(new InvokeRequest { FunctionName = "f" })/*1*/;
            }
            """;
        await On(Source).With(key, value).RunAsync(TestContext.Current.CancellationToken);
        var loud = Source.Replace("/*0*/", "[|", StringComparison.Ordinal).Replace("/*1*/", "|]", StringComparison.Ordinal);
        await On(loud).With(key, "something.else").RunAsync(TestContext.Current.CancellationToken);
    }

    [Fact]
    public Task Incomplete_code_does_not_break_it() => On("""
        public class Function
        {
            private readonly IAmazonLambda _lambda;
            public async Task Handle(string input, ILambdaContext context)
            {
                await _lambda.InvokeAsync();
                await _lambda.InvokeAsync(new InvokeRequest { InvocationType = , });
                await _lambda.InvokeAsync(Missing(
                _lambda.
            }
        """).Incomplete().RunWithAnyDiagnosticsAsync();

    [Fact]
    public Task Without_AWS_packages_nothing_runs() => RuleTest<SynchronousInvokeAnalyzer>.WithoutAws("public class C { public void M(string s, object context) { } }");
}
