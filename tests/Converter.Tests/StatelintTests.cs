using System.ComponentModel;
using System.Diagnostics;
using LambdaLift.Converter.Tests.Support;

namespace LambdaLift.Converter.Tests;

/// <summary>
/// statelint, AWS's own linter of JSONPath definitions, accepts every baseline of that dialect. It is a Ruby gem: <c>gem install statelint -v 0.8.0</c>;
/// where that cannot be had the tests are skipped.
/// </summary>
public sealed class StatelintTests
{
    // Its command looks at the first of several files only.
    private const string Script = """require "statelint"; ARGV.each { |file| StateMachineLint::Linter.new.validate(file).each { |problem| puts "#{file}: #{problem}" } }""";

    // What statelint refuses and AWS takes: scenario, the end of its message, and why it is wrong.
    private static readonly (string Scenario, string Message, string Reason)[] KnownFaults =
    [
        ("event-scheduled", "Field \"Message.$\" of Parameters at \"State Machine.Publish 2\" is not a JSONPath or intrinsic function expression", "A name in brackets may hold a hyphen."),
        ("text-builder-lines", "Field \"text.$\" of Parameters at \"State Machine.Set line index and text\" is not a JSONPath or intrinsic function expression", "A text in an intrinsic function may hold a line break."),
    ];

    [Fact]
    public async Task Accepts_every_baseline_in_JSONPath()
    {
        var root = Path.Combine(TestPrograms.RepositoryRoot, "tests", "Scenarios");
        var problems = await Lint(Directory.EnumerateFiles(root, "jsonpath.asl.json", SearchOption.AllDirectories).Order(StringComparer.Ordinal));

        var unknown = problems.Where(problem => !KnownFaults.Any(fault => problem.StartsWith(Path.Combine(root, fault.Scenario) + Path.DirectorySeparatorChar, StringComparison.Ordinal)
            && problem.EndsWith(fault.Message, StringComparison.Ordinal)));
        Assert.Empty(unknown);
    }

    [Fact]
    public async Task Finds_a_broken_definition()
    {
        var file = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        await File.WriteAllTextAsync(file, """{"StartAt":"A","States":{"A":{"Type":"Pass","Next":"B"}}}""", TestContext.Current.CancellationToken);
        try
        {
            Assert.NotEmpty(await Lint([file]));
        }
        finally
        {
            File.Delete(file);
        }
    }

    private static async Task<IReadOnlyList<string>> Lint(IEnumerable<string> files)
    {
        try
        {
            using var ruby = Process.Start(new ProcessStartInfo("ruby", ["-e", Script, .. files]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
            var output = ruby.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
            var error = await ruby.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
            await ruby.WaitForExitAsync(TestContext.Current.CancellationToken);
            if (error.Contains("cannot load such file -- statelint", StringComparison.Ordinal)) Assert.Skip("statelint is not installed: gem install statelint -v 0.8.0");
            Assert.True(ruby.ExitCode == 0, error);
            return (await output).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        }
        catch (Win32Exception)
        {
            Assert.Skip("Ruby is not installed, which statelint needs: gem install statelint -v 0.8.0");
            throw;
        }
    }
}
