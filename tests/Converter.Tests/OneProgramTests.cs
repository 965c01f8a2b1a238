using LambdaLift.Converter.Tests.Support;
using LambdaLift.Tests;
using Microsoft.CodeAnalysis;

namespace LambdaLift.Converter.Tests;

/// <summary>Projects of a solution that do not have the same references, or were loaded one by one, convert as if they had been one project.</summary>
public class OneProgramTests
{
    [Fact]
    public void References_of_its_own_for_the_library_change_nothing()
    {
        var (handler, library) = Scenario();
        var own = library.WithReferences(TestPrograms.References.Select(r => MetadataReference.CreateFromFile(r.Display!)));
        var referencing = handler.WithReferences(handler.References.Where(r => r is not CompilationReference).Append(own.ToMetadataReference()));
        Assert.NotEqual<ISymbol?>(own.Assembly, referencing.GetAssemblyOrModuleSymbol(referencing.References.OfType<CompilationReference>().Single()), SymbolEqualityComparer.Default);

        Assert.Equal(States(handler, library), States(referencing, own));
    }

    [Fact]
    public void Another_compilation_of_the_library_changes_nothing()
    {
        var (handler, library) = Scenario();

        Assert.Equal(States(handler, library), States(handler, library.Clone()));
    }

    private static string States(params Compilation[] projects)
    {
        var conversion = Assert.Single(WorkflowConverter.Convert(new ConversionInput { Compilations = [.. projects], Options = new ConversionOptions { Handler = "Function.FunctionHandler" } }).Handlers);
        Assert.False(conversion.IsRefused, string.Join("\n", conversion.Diagnostics));
        return LambdaLift.StatesLanguage.Model.AslWriter.Write(conversion.Definition!);
    }

    private static (Compilation Handler, Compilation Library) Scenario()
    {
        var projects = TestPrograms.Compile(new ScenarioFolder(Path.Combine(TestPrograms.RepositoryRoot, "tests", "Scenarios", "other-project")));
        return (projects[0], projects[1]);
    }
}
