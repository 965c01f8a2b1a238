using LambdaLift.ServiceCatalogue;

namespace LambdaLift.StandInGenerator;

/// <summary><c>PACKAGE… --out DIRECTORY</c>: writes the source of each package's stand-in; one package goes into the directory itself, several into folders of their names.</summary>
internal static class Program
{
    private static int Main(string[] args)
    {
        var option = Array.IndexOf(args, "--out");
        if (option < 1 || option != args.Length - 2)
        {
            Console.Error.WriteLine("usage: PACKAGE… --out DIRECTORY");
            return 2;
        }

        var packages = args[..option];
        foreach (var package in packages)
        {
            var files = StandInPackage.Generate(AwsCatalogue.Default, package);
            if (files.Count == 0)
            {
                Console.Error.WriteLine($"The catalogue knows no service of package '{package}'.");
                return 2;
            }

            var folder = packages.Length == 1 ? args[^1] : Path.Combine(args[^1], package);
            Directory.CreateDirectory(folder);
            foreach (var file in files)
            {
                WriteIfChanged(Path.Combine(folder, file.Name), file.Text);
            }
        }

        return 0;
    }

    // An unchanged file keeps its time, so that the compiler is not run again.
    private static void WriteIfChanged(string path, string text)
    {
        if (File.Exists(path) && File.ReadAllText(path) == text)
        {
            return;
        }

        var draft = path + ".draft";
        File.WriteAllText(draft, text);
        File.Move(draft, path, overwrite: true);
    }
}
