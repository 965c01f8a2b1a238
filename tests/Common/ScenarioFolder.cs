namespace LambdaLift.Tests;

/// <summary>A folder under <c>tests/Scenarios</c>: the program that a scenario converts.</summary>
/// <remarks>
/// <c>Handler.cs</c> and other C# files of the folder are the handler's project; each subfolder with C# files is a project of its own that the
/// handler's project references, named as the folder. Templates lie beside them. A first line <c>// handler: NAME</c> in <c>Handler.cs</c> names
/// another handler than <c>Function.FunctionHandler</c>; a line <c>// options: NAME, NAME</c> at the top names what is asked of the conversion.
/// </remarks>
internal sealed class ScenarioFolder
{
    /// <summary>The files that tell how functions are deployed.</summary>
    public static readonly IReadOnlySet<string> TemplateNames = new HashSet<string>(StringComparer.Ordinal)
    {
        "template.yaml", "serverless.template", "serverless.yml", "aws-lambda-tools-defaults.json",
    };

    private const string HandlerMark = "// handler: ";
    private const string OptionsMark = "// options: ";

    public ScenarioFolder(string path)
    {
        Path = path;
        Sources = Read(path, SearchOption.TopDirectoryOnly);
        Libraries = Directory.EnumerateDirectories(path).Order(StringComparer.Ordinal)
            .Select(folder => (System.IO.Path.GetFileName(folder), Read(folder, SearchOption.AllDirectories)))
            .Where(library => library.Item2.Count > 0).ToList();
        Templates = Directory.EnumerateFiles(path).Order(StringComparer.Ordinal)
            .Where(file => TemplateNames.Contains(System.IO.Path.GetFileName(file)))
            .Select(file => (System.IO.Path.GetFileName(file), File.ReadAllText(file))).ToList();
        var marks = File.ReadLines(System.IO.Path.Combine(path, "Handler.cs")).TakeWhile(line => line.StartsWith("// ", StringComparison.Ordinal)).ToList();
        Handler = marks.Find(line => line.StartsWith(HandlerMark, StringComparison.Ordinal))?[HandlerMark.Length..].Trim() ?? "Function.FunctionHandler";
        Options = marks.Find(line => line.StartsWith(OptionsMark, StringComparison.Ordinal))?[OptionsMark.Length..].Split(',', StringSplitOptions.TrimEntries) ?? [];
    }

    public string Path { get; }

    /// <summary>The handler to convert.</summary>
    public string Handler { get; }

    /// <summary>The conversion's options that the scenario is about, as the command line names them.</summary>
    public IReadOnlyList<string> Options { get; }

    /// <summary>The sources of the handler's project.</summary>
    public IReadOnlyList<(string File, string Text)> Sources { get; }

    /// <summary>The other projects, each with its sources.</summary>
    public IReadOnlyList<(string Name, IReadOnlyList<(string File, string Text)> Sources)> Libraries { get; }

    /// <summary>The deployment templates.</summary>
    public IReadOnlyList<(string File, string Text)> Templates { get; }

    /// <summary>The names of the scenarios; while one works on a few of them, those of <c>LAMBDALIFT_SCENARIOS="loop-*"</c>.</summary>
    public static IEnumerable<string> Names(string root)
    {
        var pattern = Environment.GetEnvironmentVariable("LAMBDALIFT_SCENARIOS") is { Length: > 0 } wanted ? wanted : "*";
        return Directory.EnumerateDirectories(root, pattern).Select(folder => System.IO.Path.GetFileName(folder)!).Order(StringComparer.Ordinal);
    }

    private static IReadOnlyList<(string, string)> Read(string folder, SearchOption option) =>
        Directory.EnumerateFiles(folder, "*.cs", option).Order(StringComparer.Ordinal)
            // What the conversion generated is no part of what is converted.
            .Where(file => System.IO.Path.GetFileName(file) != "residual.cs")
            .Select(file => (System.IO.Path.GetRelativePath(folder, file), File.ReadAllText(file))).ToList();
}
