using LambdaLift.Analysis.Handlers;
using Microsoft.CodeAnalysis;

namespace LambdaLift.Analysis.Tests.Handlers;

public class HandlerDiscoveryTests
{
    private const string Usings = "using Amazon.Lambda.Core;\n";

    private static IReadOnlyList<LambdaHandler> Find(string source, HandlerDiscoveryOptions? options = null, OutputKind kind = OutputKind.DynamicallyLinkedLibrary)
    {
        var compilation = StubCompilation.Create(SdkShape.V4, kind, Usings + source);
        Assert.Empty(compilation.GetDiagnostics(TestContext.Current.CancellationToken).Where(d => d.Severity == DiagnosticSeverity.Error));
        return LambdaProgram.TryCreate(compilation, options)!.GetHandlers(TestContext.Current.CancellationToken);
    }

    private static string Names(IEnumerable<LambdaHandler> handlers) => string.Join(" ", handlers.Select(h => $"{h.DisplayName}:{h.Evidence}".Replace(", ", "+", StringComparison.Ordinal)));

    [Fact]
    public void Facts_of_a_handler()
    {
        var handler = Assert.Single(Find("""
            [assembly: LambdaSerializer(typeof(Amazon.Lambda.Serialization.SystemTextJson.CamelCaseLambdaJsonSerializer))]
            namespace Shop.Orders;
            public class Outer { public class Function { public Task<List<string>> Run(Dictionary<string, int> input, ILambdaContext context) => throw new Exception(); } }
            """));
        Assert.Equal("App::Shop.Orders.Outer+Function::Run", handler.HandlerString);
        Assert.Equal("Function.Run", handler.DisplayName);
        Assert.Equal("System.Collections.Generic.Dictionary<string, int>", handler.InputType!.ToDisplayString());
        Assert.Equal("System.Collections.Generic.List<string>", handler.ResultType!.ToDisplayString());
        Assert.Equal("CamelCaseLambdaJsonSerializer", handler.Serializer!.Name);
        Assert.Equal(HandlerEvidence.Signature, handler.Evidence);
        Assert.False(handler.IsDurable);
    }

    [Theory]
    [InlineData("public void Run(string a, ILambdaContext c) { }", "F.Run:Signature")]
    [InlineData("public static Task Run(ILambdaContext c) => null;", "F.Run:Signature")]
    [InlineData("public ValueTask<int> Run(Stream s, ILambdaContext c) => default;", "F.Run:Signature")]
    [InlineData("public void A(int a, ILambdaContext c) { } public void B(string b, ILambdaContext c) { }", "F.A:Signature F.B:Signature")]
    [InlineData("private void Run(string a, ILambdaContext c) { }", "")]
    [InlineData("public void Run(string a, string b, ILambdaContext c) { }", "")]
    [InlineData("public void Run(ILambdaContext c, string a) { }", "")]
    [InlineData("public void Run<T>(T a, ILambdaContext c) { }", "")]
    [InlineData("public F(string a, ILambdaContext c) { }", "")]
    public void Signatures(string members, string expected) => Assert.Equal(expected, Names(Find($"public class F {{ {members} }}")));

    [Fact]
    public void A_helper_that_another_handler_calls_is_no_handler()
    {
        Assert.Equal("F.Run:Signature", Names(Find("""
            public class F
            {
                public Task Run(string a, ILambdaContext c) => Step(a, c);
                public Task Step(string a, ILambdaContext c) => Step2(a, c);
                public Task Step2(string a, ILambdaContext c) => Task.CompletedTask;
            }
            """)));
        Assert.Equal("F.Run:Signature F.Step:Signature+HandlerString", Names(Find(
            "public class F { public Task Run(string a, ILambdaContext c) => Step(a, c); public Task Step(string a, ILambdaContext c) => Task.CompletedTask; }",
            new HandlerDiscoveryOptions { HandlerStrings = ["App::F::Step"] })));
    }

    [Fact]
    public void Handler_strings_from_templates()
    {
        const string Source = """
            namespace N;
            public class F { public string Run(string a) => a; public string Other(string a) => a; internal string Hidden(string a) => a; }
            public class Base { public string Inherited(string a) => a; }
            public class Derived : Base { }
            public class Api { [Amazon.Lambda.Annotations.LambdaFunction] public string Get(string id) => id; }
            """;
        var found = Find(Source, new HandlerDiscoveryOptions
        {
            HandlerStrings = ["App::N.F::Run", "App::N.Derived::Inherited", "Other::N.F::Other", "App::N.Missing::Run", "App::N.Api_Get_Generated::Get", "not a handler"],
        });
        Assert.Equal("Api.Get:HandlerString+Attribute Derived.Inherited:HandlerString F.Run:HandlerString", Names(found));
        Assert.Equal("App::N.Derived::Inherited", found[1].HandlerString);
    }

    [Fact]
    public void Base_classes()
    {
        Assert.Equal("A.Handle:Signature+BaseClass B.Handle:Signature+BaseClass", Names(Find("""
            public abstract class Base<T> { public Task Handle(T input, ILambdaContext c) => HandleCore(input); protected abstract Task HandleCore(T input); }
            public class A : Base<string> { protected override Task HandleCore(string input) => Task.CompletedTask; }
            public class B : Base<int> { protected override Task HandleCore(int input) => Task.CompletedTask; }
            """)));
        var library = Assert.Single(Find("public class F : Amazon.Lambda.Framework.EventFunction<int> { protected override Task HandleAsync(int input, ILambdaContext c) => Task.CompletedTask; }"));
        Assert.Equal("F.HandleAsync:BaseClass", Names([library]));
        Assert.Equal("Int32", library.InputType!.Name);
    }

    [Fact]
    public void Inherited_handler_has_the_concrete_class_and_the_constructed_input()
    {
        var handler = Assert.Single(Find("""
            public abstract class Base<T> { public Task Handle(T input, ILambdaContext c) => Task.CompletedTask; }
            public class A : Base<DateTime> { }
            """));
        Assert.Equal("App::A::Handle", handler.HandlerString);
        Assert.Equal("DateTime", handler.InputType!.Name);
    }

    [Theory]
    [InlineData("""var f = (string s, ILambdaContext c) => Task.FromResult(s); await LambdaBootstrapBuilder.Create(f, new Amazon.Lambda.Serialization.SystemTextJson.DefaultLambdaJsonSerializer()).Build().RunAsync();""")]
    [InlineData("""await LambdaBootstrapBuilder.Create((string s, ILambdaContext c) => Task.FromResult(s), new Amazon.Lambda.Serialization.SystemTextJson.DefaultLambdaJsonSerializer()).Build().RunAsync();""")]
    [InlineData("""Func<string, ILambdaContext, Task<string>> f = Main; await LambdaBootstrapBuilder.Create(f, new Amazon.Lambda.Serialization.SystemTextJson.DefaultLambdaJsonSerializer()).Build().RunAsync(); static Task<string> Main(string s, ILambdaContext c) => Task.FromResult(s);""")]
    public void Bootstraps(string program)
    {
        var handler = Assert.Single(Find("using Amazon.Lambda.RuntimeSupport;\n" + program, kind: OutputKind.ConsoleApplication));
        Assert.Equal("Program.Main:Bootstrap", Names([handler]));
        Assert.Equal("App::Program::Main", handler.HandlerString);
        Assert.Equal("String", handler.InputType!.Name);
        Assert.Equal("DefaultLambdaJsonSerializer", handler.Serializer!.Name);
    }

    [Fact]
    public void Attributes_conventions_and_configuration()
    {
        var found = Find(
            """
            [assembly: LambdaSerializer(typeof(Amazon.Lambda.Serialization.SystemTextJson.DefaultLambdaJsonSerializer))]
            public class MarkAttribute : Attribute { }
            public interface IHandle<T> { Task Do(T input); }
            public class A { public string FunctionHandler(string a) => a; public string Other(string a) => a; }
            public class B { [Mark] public string Run(string a) => a; }
            public class C : IHandle<int> { public Task Do(int input) => Task.CompletedTask; }
            public class D { [LambdaSerializer(typeof(Amazon.Lambda.Serialization.SystemTextJson.CamelCaseLambdaJsonSerializer))] public string Run(string a) => a; }
            """,
            new HandlerDiscoveryOptions { HandlerAttributes = ["MarkAttribute"], HandlerBaseTypes = ["IHandle`1"] });
        Assert.Equal("A.FunctionHandler:SerializerConvention B.Run:Attribute C.Do:BaseClass D.Run:SerializerConvention", Names(found));
        Assert.Equal("CamelCaseLambdaJsonSerializer", found[3].Serializer!.Name);
    }

    [Fact]
    public void Hosts_and_generated_classes_are_no_handlers()
    {
        Assert.Empty(Find("""
            public class Host : Amazon.Lambda.AspNetCoreServer.APIGatewayProxyFunction { public void Extra(string a, ILambdaContext c) { } }
            [System.CodeDom.Compiler.GeneratedCode("x", "1")] public class Api_Get_Generated { public string Get(string a, ILambdaContext c) => a; }
            """));
    }

    [Fact]
    public void Without_Lambda_and_SDK_there_is_no_analysis()
    {
        var plain = StubCompilation.Create(SdkShape.V4, "public class C { }").RemoveReferences(StubCompilation.StubReference());
        Assert.Null(LambdaProgram.TryCreate(plain));
    }
}
