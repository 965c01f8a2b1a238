using LambdaLift.Converter.Diagnostics;
using LambdaLift.Converter.Tests.Support;

namespace LambdaLift.Converter.Tests;

/// <summary>Every diagnostic of the converter has a page, and no page is left over.</summary>
public class DiagnosticPageTests
{
    private static readonly string Pages = Path.Combine(TestPrograms.RepositoryRoot, "docs", "rules");

    [Fact]
    public void EveryDiagnosticHasAPageWithItsTitle()
    {
        foreach (var descriptor in LiftDescriptors.All)
        {
            var page = Path.Combine(Pages, descriptor.Id + ".md");
            Assert.True(File.Exists(page), $"{descriptor.Id} has no page.");
            Assert.StartsWith($"# {descriptor.Id}: ", File.ReadAllText(page), StringComparison.Ordinal);
        }
    }

    [Fact]
    public void EveryPageBelongsToADiagnostic()
    {
        var ids = LiftDescriptors.All.Select(d => d.Id).ToHashSet(StringComparer.Ordinal);
        var pages = Directory.EnumerateFiles(Pages, "LIFT2*.md").Concat(Directory.EnumerateFiles(Pages, "LIFT3*.md")).Select(f => Path.GetFileNameWithoutExtension(f)!);
        Assert.All(pages, p => Assert.Contains(p, ids));
    }

    [Fact]
    public void IdsAreUnique() => Assert.Equal(LiftDescriptors.All.Count, LiftDescriptors.All.Select(d => d.Id).Distinct().Count());
}
