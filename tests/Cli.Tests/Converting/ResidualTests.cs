using System.Diagnostics;
using System.Text.Json.Nodes;
using LambdaLift.Converter.Infrastructure;

namespace LambdaLift.Cli.Tests.Converting;

/// <summary>Handlers with code that a state machine cannot express: the generated function, its project, its resource and what the reports say of it.</summary>
public sealed class ResidualTests : IDisposable
{
    private const string Body = """
        public async Task<string> Handle(Order order, Amazon.Lambda.Core.ILambdaContext context)
                {
                    var row = await _db.GetItemAsync(new GetItemRequest { TableName = "orders", Key = new() { ["id"] = new AttributeValue { S = order.Id } } });
                    var code = Fingerprint(order.Id);
                    await _db.PutItemAsync(new PutItemRequest { TableName = "codes", Item = new() { ["id"] = new AttributeValue { S = code } } });
                    return code;
                }

                private string Fingerprint(string id) => Convert.ToHexString(System.Security.Cryptography.HMACSHA256.HashData(System.Text.Encoding.UTF8.GetBytes(_salt), System.Text.Encoding.UTF8.GetBytes(id)));
        """;

    private readonly TemporaryFolder _folder = new();

    public ResidualTests()
    {
        _folder.Write("App/App.csproj", """
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

            [assembly: Amazon.Lambda.Core.LambdaSerializer(typeof(Amazon.Lambda.Serialization.SystemTextJson.DefaultLambdaJsonSerializer))]

            namespace Amazon.Lambda.Core
            {
                public interface ILambdaContext { }

                public interface ILambdaSerializer
                {
                    T Deserialize<T>(Stream stream);

                    void Serialize<T>(T value, Stream stream);
                }

                [AttributeUsage(AttributeTargets.Assembly)]
                public sealed class LambdaSerializerAttribute(Type type) : Attribute
                {
                    public Type Type => type;
                }
            }

            namespace Amazon.Lambda.Serialization.SystemTextJson
            {
                public sealed class DefaultLambdaJsonSerializer : Core.ILambdaSerializer
                {
                    private static readonly System.Text.Json.JsonSerializerOptions Options = new() { PropertyNameCaseInsensitive = true, DefaultIgnoreCondition = System.Text.Json.Serialization.JsonIgnoreCondition.WhenWritingNull };

                    public T Deserialize<T>(Stream stream) => System.Text.Json.JsonSerializer.Deserialize<T>(stream, Options)!;

                    public void Serialize<T>(T value, Stream stream) => System.Text.Json.JsonSerializer.Serialize(stream, value, Options);
                }
            }

            namespace App
            {
                public record Order(string Id);

                public class Function
                {
                    private readonly IAmazonDynamoDB _db = new AmazonDynamoDBClient();
                    private readonly string _salt = Environment.GetEnvironmentVariable("SALT") ?? "";

                    {{Body}}
                }
            }
            """);
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task The_generated_function_is_written_and_builds_inside_of_the_project_that_it_came_from()
    {
        var run = await ToolRun.StartAsync(_folder.Path, ["convert", "App", "--out", "App/lifted", "--no-verify"]);

        Assert.True(run.ExitCode == 0, run.Output + run.Error);
        Assert.Contains("1 through a function (1 generated)", run.Output, StringComparison.Ordinal);
        var written = _folder.Files().Where(file => file.StartsWith("App/lifted/Function/residual/", StringComparison.Ordinal));
        Assert.Equal(["App/lifted/Function/residual/FunctionToHexString/FunctionToHexString.cs", "App/lifted/Function/residual/FunctionToHexString/FunctionToHexString.csproj"], written);

        var report = JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(_folder.Path, "App/lifted/Function/report.json"), TestContext.Current.CancellationToken))!;
        Assert.Equal(1, (int)report["statistics"]!["residualTasks"]!);
        Assert.Equal("FunctionToHexString", (string?)report["residualFunctions"]![0]!["name"]);
        Assert.Equal("Function.cs", (string?)report["residualFunctions"]![0]!["sources"]![0]!["file"]);

        var template = DeploymentTemplate.Read("template.yaml", await File.ReadAllTextAsync(Path.Combine(_folder.Path, "App/lifted/Function/template.yaml"), TestContext.Current.CancellationToken));
        var function = template.Root["Resources"]!["FunctionToHexString"]!["Properties"]!;
        Assert.Equal("FunctionToHexString::App.FunctionToHexString::Handle", function["Handler"]!.LiteralText);
        Assert.Equal("dotnet10", function["Runtime"]!.LiteralText);
        Assert.Equal("residual/FunctionToHexString/", function["CodeUri"]!.LiteralText);
        Assert.Equal("!Ref SALT", function["Environment"]!["Variables"]!["SALT"]!.ToString());
        Assert.Equal("!GetAtt FunctionToHexString.Arn", template.Resources.Single(resource => resource.Type == "AWS::Serverless::StateMachine").Properties!["DefinitionSubstitutions"]!["FunctionToHexStringFunction"]!.ToString());

        // The generated folder is below the project's: neither must see the other's files.
        await BuildAsync("App/lifted/Function/residual/FunctionToHexString");
        await BuildAsync("App");
        Assert.Contains(_folder.Files(), file => file.EndsWith("FunctionToHexString/bin/Debug/net10.0/FunctionToHexString.dll", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Without_residuals_the_handler_is_refused_and_the_code_is_named()
    {
        var run = await ToolRun.StartAsync(_folder.Path, ["convert", "App", "--residual", "none"]);

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("error LIFT2002", run.Output, StringComparison.Ordinal);
        Assert.Contains("ToHexString", run.Output, StringComparison.Ordinal);
        Assert.DoesNotContain(_folder.Files(), file => file.StartsWith("out/", StringComparison.Ordinal));
    }

    private async Task BuildAsync(string project)
    {
        using var build = Process.Start(new ProcessStartInfo("dotnet", ["build", project, "-v", "q", "-nologo", "-p:NuGetAudit=false"]) { WorkingDirectory = _folder.Path, RedirectStandardOutput = true })!;
        var output = await build.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await build.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.True(build.ExitCode == 0, output);
    }
}
