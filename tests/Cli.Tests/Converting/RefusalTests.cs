namespace LambdaLift.Cli.Tests.Converting;

/// <summary>Projects that load but cannot be converted: one clear sentence or located diagnostics, and no file touched.</summary>
public sealed class RefusalTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    /// <summary>A project in which the handler's only unusual thing is its body.</summary>
    private void Write(string body)
    {
        _folder.Write("App/App.csproj", $$"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <TargetFramework>net10.0</TargetFramework>
                <ImplicitUsings>enable</ImplicitUsings>
                <NuGetAudit>false</NuGetAudit>
                <NoWarn>NU1603</NoWarn>
              </PropertyGroup>
              <ItemGroup>
                <PackageReference Include="AWSSDK.DynamoDBv2" Version="4.0.110.2" />
              </ItemGroup>
            </Project>
            """);
        _folder.Write("App/Function.cs", $$"""
            using Amazon.DynamoDBv2;
            using Amazon.DynamoDBv2.Model;

            namespace Amazon.Lambda.Core
            {
                public interface ILambdaContext { }
            }

            namespace App
            {
                public record Order(string Id);

                public class Function
                {
                    private readonly IAmazonDynamoDB _db = new AmazonDynamoDBClient();

                    {{body}}
                }
            }
            """);
    }

    private async Task<ToolRun> ConvertAsync(params string[] more)
    {
        _folder.Write("out/Function/Function.asl.json", "kept");
        var run = await ToolRun.StartAsync(_folder.Path, ["convert", "App", .. more]);

        Assert.Equal(["out/Function/Function.asl.json"], _folder.Files().Where(file => file.StartsWith("out/", StringComparison.Ordinal)));
        Assert.Equal("kept", File.ReadAllText(Path.Combine(_folder.Path, "out/Function/Function.asl.json")));
        return run;
    }

    [Fact]
    public async Task A_project_without_a_handler()
    {
        Write("public Task<GetItemResponse> Get() => _db.GetItemAsync(new GetItemRequest());");

        var run = await ConvertAsync();

        Assert.Equal((2, "lambdalift: App/App.csproj has no Lambda handler."), (run.ExitCode, run.Complaint));
    }

    [Fact]
    public async Task A_project_that_does_not_compile()
    {
        Write("public int Broken() => nothing;");

        var run = await ConvertAsync();

        Assert.Equal(2, run.ExitCode);
        Assert.StartsWith("lambdalift: App/Function.cs:17: the project does not compile: CS0103", run.Complaint, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_construct_that_cannot_be_converted()
    {
        Write("""
            public async Task Handle(Order order, Amazon.Lambda.Core.ILambdaContext context)
                    {
                        unsafe { int x = 1; int* p = &x; }
                        await _db.GetItemAsync(new GetItemRequest { TableName = "t" });
                        await _db.PutItemAsync(new PutItemRequest { TableName = "t" });
                    }
            """.Replace("unsafe { int x = 1; int* p = &x; }", "var text = System.IO.File.ReadAllText(order.Id); Console.WriteLine(text);", StringComparison.Ordinal));

        var run = await ConvertAsync();

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("App/Function.cs(19,", run.Output, StringComparison.Ordinal);
        Assert.Contains("error LIFT2", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_handler_that_does_not_exist()
    {
        Write("public Task Handle(Order order, Amazon.Lambda.Core.ILambdaContext context) => Task.CompletedTask;");

        var run = await ConvertAsync("--handler", "Nobody");

        Assert.Equal((2, "lambdalift: App/App.csproj has no handler 'Nobody'; it has Function.Handle."), (run.ExitCode, run.Complaint));
    }
}
