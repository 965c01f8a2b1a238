using System.Globalization;
using System.Reflection;
using LambdaLift.StatesLanguage.Validation;
using Microsoft.CodeAnalysis;

namespace LambdaLift.Cli.Explaining;

/// <summary>A diagnostic of any band.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Title">What it is about.</param>
/// <param name="Severity">Its default severity.</param>
/// <param name="Message">Its message, with placeholders.</param>
/// <param name="Description">More about it; may be empty.</param>
internal sealed record DiagnosticEntry(string Id, string Title, string Severity, string Message, string Description)
{
    /// <summary>What the id's band is.</summary>
    internal string Band => Id[..5] switch
    {
        "LIFT1" => "an anti-pattern in code",
        "LIFT2" => "something that cannot be converted",
        "LIFT3" => "a conversion with a reported deviation",
        _ => "a problem in a state machine definition",
    };
}

/// <summary>All diagnostics, from the tables that their bands have.</summary>
internal static class DiagnosticCatalogue
{
    /// <summary>All entries, by id.</summary>
    internal static IReadOnlyList<DiagnosticEntry> All { get; } =
    [
        .. Descriptors(typeof(Analyzer.Descriptors))
            .Concat(Descriptors(typeof(Converter.Diagnostics.LiftDescriptors)))
            .Concat(Fields<AslRule>(typeof(AslRules)).Select(rule =>
                new DiagnosticEntry(rule.Id, rule.Title, rule.Severity == AslSeverity.Error ? "error" : "warning", rule.MessageFormat, "")))
            .OrderBy(entry => entry.Id, StringComparer.Ordinal),
    ];

    /// <summary>The page about a diagnostic; <see langword="null"/> if there is none.</summary>
    internal static string? Page(string id)
    {
        using var stream = typeof(DiagnosticCatalogue).Assembly.GetManifestResourceStream("rules/" + id + ".md");
        if (stream is null)
        {
            return null;
        }

        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }

    private static IEnumerable<DiagnosticEntry> Descriptors(Type table) =>
        Fields<DiagnosticDescriptor>(table).Select(descriptor => new DiagnosticEntry(
            descriptor.Id,
            descriptor.Title.ToString(CultureInfo.InvariantCulture),
            descriptor.DefaultSeverity.ToString().ToLowerInvariant(),
            descriptor.MessageFormat.ToString(CultureInfo.InvariantCulture),
            descriptor.Description.ToString(CultureInfo.InvariantCulture)));

    private static IEnumerable<T> Fields<T>(Type table) =>
        table.GetFields(BindingFlags.Public | BindingFlags.Static).Select(field => field.GetValue(null)).OfType<T>();
}
