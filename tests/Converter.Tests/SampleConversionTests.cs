using LambdaLift.Converter.Tests.Support;
using LambdaLift.StatesLanguage.Model;

namespace LambdaLift.Converter.Tests;

public class SampleConversionTests
{
    [Theory]
    [InlineData(TargetLanguage.Jsonata)]
    [InlineData(TargetLanguage.JsonPath)]
    public void ConvertsTheOrchestratorOnly(TargetLanguage language)
    {
        var result = WorkflowConverter.Convert(TestPrograms.Sample(new ConversionOptions { QueryLanguage = language }));

        var conversion = Assert.Single(result.Handlers);
        Assert.Equal("DistributeMessage", conversion.Name);
        Assert.True(conversion.Definition is not null, string.Join("\n", conversion.Diagnostics.Select(d => d.ToString())));
        if (Environment.GetEnvironmentVariable("LAMBDALIFT_SHOW") is { } file)
            File.AppendAllText(file, AslWriter.Write(conversion.Definition) + "\n" + string.Join("\n", conversion.Diagnostics.Select(d => d.ToString())) + "\n" + conversion.Dump);
    }
}
