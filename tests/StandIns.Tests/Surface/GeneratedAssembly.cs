using System.Reflection;
using System.Runtime.Loader;
using Amazon.Runtime;
using Basic.Reference.Assemblies;
using LambdaLift.ServiceCatalogue;
using LambdaLift.StandInGenerator;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace LambdaLift.StandIns.Tests.Surface;

/// <summary>A package's stand-in, generated, compiled and loaded beside the real package.</summary>
internal static class GeneratedAssembly
{
    private const string ImplicitUsings =
        "global using System; global using System.Collections.Generic; global using System.IO; global using System.Linq; global using System.Threading; global using System.Threading.Tasks;";

    /// <summary>Compiles and loads what the generator writes for a package.</summary>
    public static Assembly Load(string package)
    {
        using var image = Compile(package, []);
        return new AssemblyLoadContext(package, isCollectible: true).LoadFromStream(image);
    }

    /// <summary>The assembly of what the generator writes for a package and of further source files; fails the test if it does not compile.</summary>
    public static MemoryStream Compile(string package, IEnumerable<string> furtherFiles)
    {
        var files = StandInPackage.Generate(AwsCatalogue.Default, package);
        Assert.NotEmpty(files);
        var compilation = CSharpCompilation.Create(
            package,
            files.Select(file => CSharpSyntaxTree.ParseText(file.Text, path: file.Name))
                .Concat(furtherFiles.Select(path => CSharpSyntaxTree.ParseText(File.ReadAllText(path), path: path)))
                .Append(CSharpSyntaxTree.ParseText(ImplicitUsings)),
            [.. Net80.References.All, MetadataReference.CreateFromFile(typeof(AmazonServiceClient).Assembly.Location)],
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary));
        var image = new MemoryStream();
        var result = compilation.Emit(image);
        Assert.True(result.Success, string.Join(Environment.NewLine, result.Diagnostics.Where(d => d.Severity == DiagnosticSeverity.Error).Take(10)));
        image.Position = 0;
        return image;
    }
}
