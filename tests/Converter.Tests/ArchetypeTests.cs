using LambdaLift.Converter.Tests.Support;
using LambdaLift.StatesLanguage.Model;
using LambdaLift.Tests;

namespace LambdaLift.Converter.Tests;

/// <summary>The archetypes that this version converts wholly.</summary>
public class ArchetypeTests
{
    [Theory]
    [InlineData("A01_SyncInvokeChain")]
    [InlineData("A02_FanOutInvoke")]
    [InlineData("A05_PollUntilDone")]
    [InlineData("A06_HandRetry")]
    public void ConvertsWholly(string archetype)
    {
        var source = SharedData.ReadText($"archetypes/{archetype}.cs");
        var input = new ConversionInput { Compilations = [TestPrograms.Compile(archetype, (archetype + ".cs", source))] };

        var conversion = Assert.Single(WorkflowConverter.Convert(input).Handlers);

        Assert.True(conversion.Definition is not null, string.Join("\n", conversion.Diagnostics.Select(d => d.ToString())));
        if (Environment.GetEnvironmentVariable("LAMBDALIFT_SHOW") is { } file)
            File.AppendAllText(file, AslWriter.Write(conversion.Definition) + "\n" + string.Join("\n", conversion.Diagnostics.Select(d => d.ToString())) + "\n" + conversion.Dump);
    }
}
