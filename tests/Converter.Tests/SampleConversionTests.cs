using LambdaLift.Converter.Tests.Support;
using LambdaLift.StatesLanguage.Model;

namespace LambdaLift.Converter.Tests;

public class SampleConversionTests
{
    [Fact]
    public void ConvertsTheOrchestratorOnly()
    {
        var result = WorkflowConverter.Convert(TestPrograms.Sample());

        var conversion = Assert.Single(result.Handlers);
        Assert.Equal("DistributeMessage", conversion.Name);
        Assert.True(conversion.Definition is not null, string.Join("\n", conversion.Diagnostics.Select(d => d.ToString())));
        if (Environment.GetEnvironmentVariable("LAMBDALIFT_SHOW") is { } file)
            File.WriteAllText(file, AslWriter.Write(conversion.Definition) + "\n" + string.Join("\n", conversion.Diagnostics.Select(d => d.ToString())) + "\n" + conversion.Dump);
    }
}
