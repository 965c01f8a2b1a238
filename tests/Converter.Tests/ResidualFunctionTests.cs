using LambdaLift.Converter.Residual;
using LambdaLift.Converter.Tests.Support;
using Microsoft.CodeAnalysis;

namespace LambdaLift.Converter.Tests;

/// <summary>Generated functions: when there are none, what is said of them, and the project that holds one.</summary>
public class ResidualFunctionTests
{
    private static HandlerConversion Convert(string scenario, ConversionOptions? options = null)
    {
        var source = File.ReadAllText(Path.Combine(TestPrograms.RepositoryRoot, "tests", "Scenarios", scenario, "Handler.cs"));
        return Assert.Single(WorkflowConverter.Convert(new ConversionInput
        {
            Compilations = [TestPrograms.Compile("Scenario", ("Handler.cs", source))],
            Options = (options ?? new ConversionOptions()) with { Handler = "Function.FunctionHandler" },
        }).Handlers);
    }

    [Fact]
    public void Without_them_the_code_is_refused_where_it_stands()
    {
        var conversion = Convert("residual-hash", new ConversionOptions { AllowResiduals = false });

        Assert.True(conversion.IsRefused);
        Assert.All(conversion.Diagnostics.Where(d => d.Severity == DiagnosticSeverity.Error), d => Assert.Equal(21, d.Location.GetLineSpan().StartLinePosition.Line + 1));
    }

    [Fact]
    public void A_secret_does_not_go_through_state()
    {
        var refusal = Assert.Single(Convert("refused-residual-secret").Diagnostics, d => d.Severity == DiagnosticSeverity.Error && d.GetMessage().Contains("secret", StringComparison.Ordinal));

        Assert.EndsWith("holds a secret, which must not pass through the state of an execution", refusal.GetMessage(), StringComparison.Ordinal);
    }

    [Fact]
    public void Files_and_static_state_stay_where_they_are()
    {
        var messages = Convert("refused-residual-effect").Diagnostics.Where(d => d.Severity == DiagnosticSeverity.Error).Select(d => d.GetMessage()).ToList();

        Assert.Contains(messages, m => m.EndsWith("because 'File.ReadAllText' reaches outside of the function", StringComparison.Ordinal));
        Assert.Contains(messages, m => m.EndsWith("because the static field 's_count' changes between invocations", StringComparison.Ordinal));
    }

    [Fact]
    public void A_function_that_reads_a_stream_is_reported_with_its_call()
    {
        var conversion = Convert("residual-stream");

        Assert.Equal("s3:GetObject", Assert.Single(Assert.Single(conversion.Residuals).Calls).Id);
        Assert.Single(conversion.Diagnostics, d => d.Id == "LIFT3011");
    }

    [Fact]
    public void Time_and_ids_in_a_function_are_reported() =>
        Assert.Contains(Convert("residual-volatile").Diagnostics, d => d.Id == "LIFT3010" && d.GetMessage().Contains("DateTime.UtcNow", StringComparison.Ordinal));

    [Fact]
    public void Neighbours_become_one_function() => Assert.Single(Convert("residual-neighbours").Residuals);

    [Fact]
    public void The_project_refers_to_the_users_and_its_source_is_for_that_project_only()
    {
        var function = Assert.Single(Convert("residual-hash").Residuals);

        Assert.Contains("<ProjectReference Include=\"../../App.csproj\" />", ResidualProject.File(function, "../../App.csproj"), StringComparison.Ordinal);
        Assert.StartsWith("#if LAMBDALIFT_RESIDUAL\n", ResidualProject.Source(function), StringComparison.Ordinal);
        Assert.Equal("dotnet10", ResidualProject.Runtime(function));
        Assert.Equal("FunctionFingerprint::Scenario.FunctionFingerprint::Handle", function.Handler);
    }
}
