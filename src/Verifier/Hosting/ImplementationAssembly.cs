namespace LambdaLift.Verifier.Hosting;

/// <summary>Finds the assembly that runs for one that only describes: compilers are given reference assemblies.</summary>
internal static class ImplementationAssembly
{
    /// <summary>
    /// <c>obj/…/ref/X.dll</c> and <c>obj/…/refint/X.dll</c> of a project stand for <c>obj/…/X.dll</c>; <c>ref/TFM/X.dll</c> of a
    /// package stands for its <c>lib/TFM/X.dll</c>. Anything else stands for itself.
    /// </summary>
    public static string Of(string path)
    {
        var folder = Path.GetDirectoryName(path);
        if (folder is null) return path;
        var file = Path.GetFileName(path);
        if (Path.GetFileName(folder) is "ref" or "refint")
        {
            var beside = Path.Combine(Path.GetDirectoryName(folder)!, file);
            if (File.Exists(beside)) return beside;
        }

        var framework = Path.GetFileName(folder);
        var kind = Path.GetDirectoryName(folder);
        if (kind is not null && Path.GetFileName(kind) == "ref")
        {
            var implementation = Path.Combine(Path.GetDirectoryName(kind)!, "lib", framework, file);
            if (File.Exists(implementation)) return implementation;
            if (SharedFramework(file) is { } shared) return shared;
        }

        return path;
    }

    /// <summary>The newest installed copy in a shared framework other than the base one, such as Microsoft.AspNetCore.App.</summary>
    private static string? SharedFramework(string file)
    {
        // …/shared/Microsoft.NETCore.App/10.0.1/System.Private.CoreLib.dll
        var frameworks = Path.GetDirectoryName(Path.GetDirectoryName(Path.GetDirectoryName(typeof(object).Assembly.Location)));
        if (frameworks is null || !Directory.Exists(frameworks)) return null;
        return Directory.EnumerateDirectories(frameworks).Order(StringComparer.Ordinal)
            .SelectMany(Directory.EnumerateDirectories)
            .Select(folder => Path.Combine(folder, file))
            .Where(File.Exists)
            .MaxBy(found => Version.TryParse(Path.GetFileName(Path.GetDirectoryName(found)), out var version) ? version : new Version());
    }
}
