using LambdaLift.Interpreter.Runtime;
using LambdaLift.StatesLanguage.Json;
using Xunit;

namespace LambdaLift.Interpreter.Tests;

public sealed class DataSizeTests
{
    [Theory]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("[true,false,null,1,-2.5,1e30]")]
    [InlineData("""{"a":{"b":[{},[],""]},"c":"x"}""")]
    [InlineData("""["\"\\\n\t","\u0001","äöü","語","🙂"]""")]
    public void TheSizeIsThatOfTheCompactText(string text)
    {
        JsonData value = JsonData.Parse(text);
        int size = System.Text.Encoding.UTF8.GetByteCount(value.ToJson());
        Assert.Equal(size, DataSize.Count(value, int.MaxValue));
        Assert.False(DataSize.Exceeds(value, size));
        Assert.True(DataSize.Exceeds(value, size - 1));
    }
}
