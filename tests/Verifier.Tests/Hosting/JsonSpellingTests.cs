using System.Text.Json;
using LambdaLift.StatesLanguage.Json;
using LambdaLift.Verifier.Hosting;
using Xunit;

namespace LambdaLift.Verifier.Tests.Hosting;

public class JsonSpellingTests
{
    [Theory]
    [InlineData("plain")]
    [InlineData("\"quoted\" <b> & 'single' + `tick`")]
    [InlineData("back\\slash and \\u0041 that is no escape")]
    [InlineData("é, 😀 and \u007f")]
    [InlineData("line\nbreak, \t, \b, \f, \u0001 and \u001f")]
    public void Text_of_System_Text_Json_is_spelled_as_the_state_machine_writes_it(string text)
    {
        var inner = JsonSerializer.Serialize(new { Text = text });

        Assert.Equal(JsonData.Object(("Text", JsonData.String(text))).ToString(), JsonSpelling.OfStepFunctions(inner));
        Assert.Equal(JsonData.Array(JsonData.String(inner)).ToString(), JsonSpelling.OfStepFunctions(JsonSerializer.Serialize(new[] { inner })));
    }
}
