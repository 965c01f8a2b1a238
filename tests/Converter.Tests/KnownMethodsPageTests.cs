using System.Text;
using LambdaLift.Converter.Tests.Support;

namespace LambdaLift.Converter.Tests;

/// <summary>The page of known methods is written from the table of known methods; set <c>LAMBDALIFT_UPDATE_BASELINES=1</c> to write it anew.</summary>
public class KnownMethodsPageTests
{
    private static readonly string Page = Path.Combine(TestPrograms.RepositoryRoot, "docs", "known-methods.md");

    [Fact]
    public void PageIsWhatTheTableHolds()
    {
        var text = new StringBuilder("# Known methods\n\nGenerated from the converter's table of known methods by its tests; do not edit.\n\n| type | methods | what is known |\n|---|---|---|\n");
        foreach (var type in WorkflowConverter.KnownMethods.GroupBy(m => m.Type).OrderBy(g => g.Key, StringComparer.Ordinal))
        {
            foreach (var note in type.GroupBy(m => m.Note ?? ""))
                text.Append("| `").Append(type.Key).Append("` | ").Append(string.Join(", ", note.Select(m => $"`{m.Name}`"))).Append(" | ").Append(note.Key.Length == 0 ? "all" : note.Key).Append(" |\n");
        }

        if (Environment.GetEnvironmentVariable("LAMBDALIFT_UPDATE_BASELINES") == "1")
            File.WriteAllText(Page, text.ToString());
        Assert.Equal(text.ToString(), File.ReadAllText(Page));
    }
}
