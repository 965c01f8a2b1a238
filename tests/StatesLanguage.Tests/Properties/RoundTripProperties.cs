using CsCheck;
using LambdaLift.StatesLanguage.Json;
using LambdaLift.StatesLanguage.Model;
using LambdaLift.StatesLanguage.Paths;

namespace LambdaLift.StatesLanguage.Tests.Properties;

/// <summary>What is written and read again is what it was.</summary>
public class RoundTripProperties
{
    [Fact]
    public void Json() => Generators.Json.Sample(
        value =>
        {
            foreach (var text in new[] { value.ToJson(), value.ToJson(indented: true) })
            {
                var read = JsonData.Parse(text);
                Assert.Equal(value, read);
                Assert.Equal(value.GetHashCode(), read.GetHashCode());
                Assert.Equal(value.ToJson(), read.ToJson());
                Assert.Equal(value, LocatedJson.Parse(text).Value);
            }

            Assert.Equal(value.ToUtf8Json().Length, value.Utf8Length());
        },
        iter: 5_000);

    [Fact]
    public void Paths() => Generators.Path.Sample(path => Assert.Equal(path, JsonPath.Parse(path.ToString())), iter: 20_000);

    [Fact]
    public void Intrinsic_calls() => Generators.Intrinsic.Sample(
        call =>
        {
            var read = IntrinsicExpression.Parse(call.ToString());
            Assert.Equal(call.ToString(), read.ToString());
            Assert.Equal(call, read);
        },
        iter: 20_000);

    [Fact]
    public void State_machines() => Generators.Machine.Sample(
        machine =>
        {
            var written = AslWriter.Write(machine);
            var document = AslReader.Read(written);
            Assert.Empty(document.Problems);
            Assert.Equal(written, AslWriter.Write(document.Machine!));
        },
        iter: 1_000);
}
