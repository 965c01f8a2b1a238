using LambdaLift.Analysis.Handlers;

namespace LambdaLift.Analysis.Tests.Handlers;

public class HandlerStringsTests
{
    [Theory]
    [InlineData("      Handler: My.App::My.App.Orders+Nested::Post # comment", "My.App::My.App.Orders+Nested::Post")]
    [InlineData("\"Handler\": \"My-App::My.Function::Run\", \"function-handler\": \"B::C::D\"", "My-App::My.Function::Run B::C::D")]
    [InlineData("Type: AWS::Serverless::Function", "")]
    [InlineData("!Sub '${AWS::StackName}-x'", "")]
    [InlineData("a::b", "")]
    [InlineData("A::B::C::D", "")]
    [InlineData("H: A::B::C\nH: A::B::C", "A::B::C")]
    public void Finds_handler_strings_in_templates(string text, string expected) => Assert.Equal(expected, string.Join(" ", HandlerStrings.FindAll(text)));

    [Theory]
    [InlineData("App::Shop.Orders::Post", "Orders.Post")]
    [InlineData("Orders.Post", "Orders.Post")]
    [InlineData("Orders", "Orders.Post")]
    [InlineData("Get", "Customers.Get")]
    [InlineData("customers::get", "Customers.Get")]
    [InlineData("Customers.P", "Customers.Post")]
    [InlineData("Post", "Customers.Post Orders.Post")]
    [InlineData("Missing", "")]
    public void Matches_names(string name, string expected)
    {
        var program = LambdaProgram.TryCreate(StubCompilation.Create(SdkShape.V4, """
            namespace Shop;
            using Amazon.Lambda.Core;
            public class Orders { public void Post(string a, ILambdaContext c) { } }
            public class Customers { public void Post(string a, ILambdaContext c) { } public void Get(string a, ILambdaContext c) { } }
            """))!;
        Assert.Equal(expected, string.Join(" ", HandlerStrings.Match(program.GetHandlers(TestContext.Current.CancellationToken), name).Select(h => h.DisplayName)));
    }
}
