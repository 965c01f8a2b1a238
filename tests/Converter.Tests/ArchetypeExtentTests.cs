using LambdaLift.Converter.Tests.Support;
using LambdaLift.Tests;
using Microsoft.CodeAnalysis;

namespace LambdaLift.Converter.Tests;

/// <summary>How far the archetypes with batches, pages, tables, callbacks, streams and times convert: as their first lines say.</summary>
public class ArchetypeExtentTests
{
    /// <summary>FULL: no code is left over. PARTIAL: one generated function, for the part that its first line names. What it names besides is reported, in its line.</summary>
    [Theory]
    [InlineData("A07_BatchRouter", "PARTIAL", 1, "LIFT3011", "_s3.PutObjectAsync")]
    [InlineData("A08_PagedScanFanOut", "FULL", 0, "LIFT3035", "due.Add")]
    [InlineData("A09_GetOrCreate", "FULL", 0, null, null)]
    [InlineData("A10_CallbackResponder", "FULL", 0, "LIFT3034", "SendTaskSuccessAsync")]
    [InlineData("A11_ComputeSandwich", "PARTIAL", 1, "LIFT3011", "using (var obj")]
    [InlineData("A12_StateFileGate", "FULL", 0, "LIFT3024", "commit.At <= state.LastAt")]
    public void ConvertsAsItsFirstLineSays(string archetype, string extent, int residuals, string? reported, string? line)
    {
        var (source, conversion) = Convert(archetype, TargetLanguage.Jsonata);

        Assert.Contains("Expect: " + extent, source.Substring(0, source.IndexOf('\n', StringComparison.Ordinal)), StringComparison.Ordinal);
        Assert.False(conversion.IsRefused, string.Join("\n", conversion.Diagnostics));
        Assert.Equal(residuals, conversion.Residuals.Length);
        if (reported is not null)
            Assert.Contains(conversion.Diagnostics, d => d.Id == reported && LineOf(d, source).Contains(line!, StringComparison.Ordinal));
    }

    /// <summary>What the dialect has no words for is refused where it stands.</summary>
    [Theory]
    [InlineData("A07_BatchRouter", "k.StartsWith")]
    [InlineData("A08_PagedScanFanOut", "TryGetValue")]
    [InlineData("A09_GetOrCreate", "ToLower()")]
    [InlineData("A10_CallbackResponder", "FirstOrDefault()")]
    [InlineData("A11_ComputeSandwich", "EndsWith")]
    [InlineData("A12_StateFileGate", "Deserialize<State>")]
    public void JsonPathRefusesWithTheLine(string archetype, string line)
    {
        var (source, conversion) = Convert(archetype, TargetLanguage.JsonPath);

        Assert.True(conversion.IsRefused);
        Assert.All(conversion.Diagnostics.Where(d => d.Severity == DiagnosticSeverity.Error), d => Assert.Equal("LIFT2009", d.Id));
        Assert.Contains(conversion.Diagnostics, d => d.Severity == DiagnosticSeverity.Error && LineOf(d, source).Contains(line, StringComparison.Ordinal));
    }

    private static string LineOf(Diagnostic diagnostic, string source) => source.Split('\n')[diagnostic.Location.GetLineSpan().StartLinePosition.Line];

    // Version 4 of the SDK gives tables by their interface.
    private static (string Source, HandlerConversion Conversion) Convert(string archetype, TargetLanguage language)
    {
        var source = SharedData.ReadText($"archetypes/{archetype}.cs").Replace("private readonly Table _table", "private readonly ITable _table", StringComparison.Ordinal);
        var input = new ConversionInput { Compilations = [TestPrograms.Compile(archetype, (archetype + ".cs", source))], Options = new ConversionOptions { QueryLanguage = language } };
        return (source, Assert.Single(WorkflowConverter.Convert(input).Handlers));
    }
}
