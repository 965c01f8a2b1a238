using System.Text;
using Microsoft.CodeAnalysis.CSharp;

namespace LambdaLift.Verifier.Export;

/// <summary>Writes an xunit project that plays exported runs on the interpreter.</summary>
internal static class XunitWriter
{
    /// <summary>The test class.</summary>
    public static string TestClass(string name, IReadOnlyDictionary<string, string> substitutions)
    {
        var text = new StringBuilder();
        text.Append($$"""
            // Written by 'lambdalift verify --export': the runs on which handler and state machine were seen to agree.
            using LambdaLift.Interpreter;
            using LambdaLift.Interpreter.Tasks;
            using LambdaLift.StatesLanguage.Json;
            using Xunit;

            public sealed class {{Identifier(name)}}Tests
            {
                private static readonly StateMachineInterpreter Machine = StateMachineInterpreter.Parse(
                    File.ReadAllText({{Literal(name + ".asl.json")}}),
                    new Dictionary<string, string>
                    {

            """);
        foreach (var (key, value) in substitutions.OrderBy(pair => pair.Key, StringComparer.Ordinal))
            text.Append("            [").Append(Literal(key)).Append("] = ").Append(Literal(value)).Append(",\n");
        text.Append($$"""
                    });

                private static readonly MockConfiguration Mocks = MockConfiguration.Parse(File.ReadAllText("MockConfigFile.json"));

                private static readonly DataArray Runs = (DataArray)JsonData.Parse(File.ReadAllText("runs.json"));

                public static TheoryData<string> Cases => [.. Runs.Select(run => Text(run, "case")!)];

                [Theory]
                [MemberData(nameof(Cases))]
                public void It_goes_as_it_went(string name)
                {
                    var run = (DataObject)Runs.Single(run => Text(run, "case") == name);

                    ExecutionResult result = Machine.Execute(run["input"], Mocks.CreateHandler({{Literal(name)}}, name));

                    Assert.Equal(Text(run, "status"), result.Status == ExecutionStatus.Succeeded ? "SUCCEEDED" : "FAILED");
                    Assert.Equal(Text(run, "error"), result.Error);
                    if (run.Get("output") is { } output) Assert.Equal(output, result.Output);
                    Assert.Equal(((DataArray)run["path"]).Select(state => ((DataString)state).Value), result.Path);
                }

                private static string? Text(JsonData run, string member) => (((DataObject)run).Get(member) as DataString)?.Value;
            }

            """);
        return text.ToString();
    }

    /// <summary>The project file.</summary>
    public static string Project(string name) => $"""
        <!-- Written by lambdalift when it verified {name}: the runs on which handler and state machine were seen to agree. -->
        <Project Sdk="Microsoft.NET.Sdk">
          <PropertyGroup>
            <TargetFramework>net10.0</TargetFramework>
            <OutputType>Exe</OutputType>
            <ImplicitUsings>enable</ImplicitUsings>
            <Nullable>enable</Nullable>
          </PropertyGroup>
          <ItemGroup>
            <PackageReference Include="LambdaLift.Interpreter" Version="{Version}" />
            <PackageReference Include="xunit.v3" Version="4.0.2" />
          </ItemGroup>
          <ItemGroup>
            <None Update="*.json" CopyToOutputDirectory="PreserveNewest" />
          </ItemGroup>
        </Project>

        """;

    private static string Version => typeof(XunitWriter).Assembly.GetName().Version!.ToString(3);

    private static string Identifier(string name)
    {
        var text = string.Concat(name.Select(c => SyntaxFacts.IsIdentifierPartCharacter(c) ? c : '_'));
        return SyntaxFacts.IsIdentifierStartCharacter(text[0]) ? text : "_" + text;
    }

    private static string Literal(string text) => SymbolDisplay.FormatLiteral(text, quote: true);
}
