using System.Text;
using System.Text.Json.Serialization;
using Amazon.Lambda.Core;
using Amazon.Lambda.Serialization.SystemTextJson;

namespace LambdaLift.StandIns.Tests;

/// <summary>What the serializer packages do with JSON; handlers run through the stand-in in the verifier.</summary>
public partial class SerializerTests
{
    private static readonly DefaultLambdaJsonSerializer Default = new();
    private static readonly CamelCaseLambdaJsonSerializer CamelCase = new();

    public enum Size
    {
        Small,
        Large,
    }

    [Fact]
    public void Names_are_written_as_declared_or_in_camel_case()
    {
        var value = new { MessageId = "1", XAmzId2 = "2", XAmzRequestId = "3" };

        Assert.Equal("""{"MessageId":"1","x-amz-id-2":"2","x-amz-request-id":"3"}""", Write(Default, value));
        Assert.Equal("""{"messageId":"1","x-amz-id-2":"2","x-amz-request-id":"3"}""", Write(CamelCase, value));
    }

    [Fact]
    public void An_explicit_name_wins_and_names_are_read_without_regard_to_case()
    {
        Assert.Equal("""{"the_name":"n"}""", Write(CamelCase, new Named("n", null)));
        Assert.Equal(new Named("n", 3), Read<Named>(Default, """{"THE_NAME":"n","cOUNT":3}"""));
    }

    [Fact]
    public void Nulls_are_omitted_in_objects_and_kept_in_arrays() =>
        Assert.Equal("""{"B":[null,1]}""", Write(Default, new { A = (string?)null, B = new int?[] { null, 1 } }));

    [Fact]
    public void Text_is_escaped_as_little_as_possible() => Assert.Equal("""{"A":"+ü<&'\"\n"}""", Write(Default, new { A = "+ü<&'\"\n" }));

    [Fact]
    public void Dictionary_keys_stay_and_enumerations_are_numbers() =>
        Assert.Equal("""{"keys":{"SomeKey":1}}""", Write(CamelCase, new { Keys = new Dictionary<string, Size> { ["SomeKey"] = Size.Large } }));

    [Theory]
    [InlineData("\"2026-03-04T05:06:07Z\"", "2026-03-04T05:06:07.0000000Z")]
    [InlineData("1700000000", "2023-11-14T22:13:20.0000000Z")]
    [InlineData("1700000000.5", "2023-11-14T22:13:20.5000000Z")]
    [InlineData("1700000000000", "2023-11-14T22:13:20.0000000Z")]
    public void Times_are_read_from_text_seconds_and_milliseconds(string json, string expected) =>
        Assert.Equal(expected, Read<DateTime>(Default, json).ToString("O"));

    [Fact]
    public void Times_are_written_as_iso_text() =>
        Assert.Equal("\"2026-03-04T05:06:07.5Z\"", Write(Default, new DateTime(2026, 3, 4, 5, 6, 7, 500, DateTimeKind.Utc)));

    [Fact]
    public void Streams_are_base64_and_byte_arrays_are_numbers()
    {
        Assert.Equal("\"AQI=\"", Write(Default, new MemoryStream([1, 2])));
        Assert.Equal([1, 2], Read<MemoryStream>(Default, "\"AQI=\"").ToArray());
        Assert.Equal("[1,2]", Write(Default, new byte[] { 1, 2 }));
        Assert.Equal([1, 2], Read<byte[]>(Default, "\"AQI=\""));
        Assert.Equal([1, 2], Read<byte[]>(Default, "[1,2]"));
    }

    [Fact]
    public void What_does_not_convert_is_a_serializer_exception()
    {
        var read = Assert.Throws<JsonSerializerException>(() => Read<int>(Default, "\"x\""));
        Assert.StartsWith("Error converting the Lambda event JSON payload to type System.Int32: ", read.Message);
        Assert.Throws<JsonSerializerException>(() => Read<string>(Default, "no quotes"));
        Assert.Throws<JsonSerializerException>(() => Write(Default, new Action(() => { })));
    }

    [Fact]
    public void A_customizer_changes_the_options()
    {
        var serializer = new DefaultLambdaJsonSerializer(options => options.Converters.Add(new JsonStringEnumConverter()));

        Assert.Equal("\"Large\"", Write(serializer, Size.Large));
    }

    [Fact]
    public void A_source_generated_context_gets_the_same_options()
    {
        var serializer = new SourceGeneratorLambdaJsonSerializer<NamedContext>();

        Assert.Equal("""{"the_name":"n"}""", Write(serializer, new Named("n", null)));
        Assert.Throws<JsonSerializerException>(() => Write(serializer, Guid.Empty));
    }

    private static string Write<T>(ILambdaSerializer serializer, T value)
    {
        var stream = new MemoryStream();
        serializer.Serialize(value, stream);
        return Encoding.UTF8.GetString(stream.ToArray());
    }

    private static T Read<T>(ILambdaSerializer serializer, string json) => serializer.Deserialize<T>(new MemoryStream(Encoding.UTF8.GetBytes(json)));

    public sealed record Named([property: JsonPropertyName("the_name")] string Name, int? Count);

    [JsonSerializable(typeof(Named))]
    public sealed partial class NamedContext : JsonSerializerContext;
}
