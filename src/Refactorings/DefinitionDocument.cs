using LambdaLift.Converter;
using LambdaLift.StatesLanguage.Model;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace LambdaLift.Refactorings;

/// <summary>The definition of a converted handler as a document of its project.</summary>
internal static class DefinitionDocument
{
    /// <summary>How the files of definitions end.</summary>
    public const string Suffix = ".asl.json";

    /// <summary>The definition's file.</summary>
    public static string FileName(HandlerConversion conversion) => conversion.Name + Suffix;

    /// <summary>The project's solution with the definition beside the project file, in place of an earlier one of that name.</summary>
    public static Solution AddTo(Project project, HandlerConversion conversion)
    {
        var name = FileName(conversion);
        var text = SourceText.From(AslWriter.Write(conversion.Definition!) + "\n", System.Text.Encoding.UTF8);
        return project.AdditionalDocuments.FirstOrDefault(d => LastPart(d.FilePath ?? d.Name).Equals(name, StringComparison.OrdinalIgnoreCase)) is { } existing
            ? project.Solution.WithAdditionalDocumentText(existing.Id, text)
            : project.AddAdditionalDocument(name, text, filePath: PathOf(project, name)).Project.Solution;
    }

    private static string? PathOf(Project project, string name) =>
        project.FilePath is { } file ? file.Substring(0, file.Length - LastPart(file).Length) + name : null;

    private static string LastPart(string path) => path.Substring(path.LastIndexOfAny(['/', '\\']) + 1);
}
