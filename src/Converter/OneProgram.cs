using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace LambdaLift.Converter;

/// <summary>
/// Makes one program of the projects of a solution. Where a project references another one that has other references (a library for .NET Standard, another version of a
/// package), Roslyn gives it symbols of its own for that project's code, and where projects were loaded one by one, it may see another compilation of it: then what
/// is known of a parameter at its call would not be found in the body. So all projects get the same references, and each other.
/// </summary>
internal static class OneProgram
{
    /// <summary>The projects, in their order; the same ones if nothing stands between them.</summary>
    public static ImmutableArray<Compilation> Of(ImmutableArray<Compilation> projects)
    {
        var byName = projects.GroupBy(p => p.AssemblyName ?? "").Where(g => g.Count() == 1).ToDictionary(g => g.Key, g => g.First(), StringComparer.Ordinal);
        var references = projects.SelectMany(p => p.References.OfType<CompilationReference>().Select(r => (Project: p, Reference: r))).ToList();
        if (!references.Any(r => IsApart(r.Project, r.Reference, byName)))
            return projects;

        var shared = references.Any(r => IsRetargeted(r.Project, r.Reference)) ? SharedReferences(projects, byName) : null;
        var made = new Dictionary<Compilation, Compilation>();
        return projects.Select(Make).ToImmutableArray();

        Compilation Make(Compilation project)
        {
            if (made.TryGetValue(project, out var known))
                return known;
            var others = project.References.OfType<CompilationReference>()
                .Select(r => (MetadataReference)Make(byName.TryGetValue(r.Compilation.AssemblyName ?? "", out var own) ? own : r.Compilation).ToMetadataReference(r.Properties.Aliases, r.Properties.EmbedInteropTypes));
            return made[project] = project.WithReferences((shared ?? project.References.Where(r => r is not CompilationReference)).Concat(others));
        }
    }

    private static bool IsApart(Compilation project, CompilationReference reference, Dictionary<string, Compilation> byName) =>
        (byName.TryGetValue(reference.Compilation.AssemblyName ?? "", out var own) && !ReferenceEquals(own, reference.Compilation)) || IsRetargeted(project, reference);

    private static bool IsRetargeted(Compilation project, CompilationReference reference) =>
        !SymbolEqualityComparer.Default.Equals(project.GetAssemblyOrModuleSymbol(reference), reference.Compilation.Assembly);

    /// <summary>What any of the projects references, of each assembly the highest version.</summary>
    private static List<MetadataReference> SharedReferences(ImmutableArray<Compilation> projects, Dictionary<string, Compilation> byName)
    {
        var chosen = new Dictionary<string, (MetadataReference Reference, Version Version)>(StringComparer.OrdinalIgnoreCase);
        foreach (var project in projects)
        {
            foreach (var reference in project.References.Where(r => r is not CompilationReference))
            {
                var identity = (project.GetAssemblyOrModuleSymbol(reference) as IAssemblySymbol)?.Identity;
                var name = identity?.Name ?? reference.Display ?? "";
                var version = identity?.Version ?? new Version();
                if (!byName.ContainsKey(name) && (!chosen.TryGetValue(name, out var other) || other.Version < version))
                    chosen[name] = (reference, version);
            }
        }

        return chosen.Values.Select(c => c.Reference).ToList();
    }
}
