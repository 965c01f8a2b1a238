using System.Text;
using CsCheck;
using LambdaLift.StatesLanguage.Json;
using LambdaLift.StatesLanguage.Model;
using LambdaLift.StatesLanguage.Paths;
using LambdaLift.StatesLanguage.Validation;

namespace LambdaLift.StatesLanguage.Tests.Properties;

/// <summary>No input makes anything throw but the documented errors. Bounded, so that every build can run it.</summary>
public class FuzzTests
{
    private static readonly Gen<string> Soup = Gen.OneOf(
        "$", "$$", "@", ".", "..", "[", "]", "(", ")", "?", "*", "'", "\"", "\\", ":", ",", "-", "1", "99999999999", "a", "length()", "==", "=~", "/", "&&", "||", "!",
        "States.", "States.Format", "States.Array", "{}", " ", "true", "in", "𝄞", "\ud800", "e5").Array[0, 12].Select(string.Concat);

    [Fact]
    public void Paths_and_intrinsics() => Gen.Select(Soup, Generators.Json).Sample(
        (text, data) =>
        {
            IntrinsicExpression expression;
            try
            {
                expression = IntrinsicExpression.Parse(text);
            }
            catch (PathSyntaxException e)
            {
                Assert.InRange(e.Offset, 0, text.Length);
                return;
            }

            try
            {
                expression.Evaluate(data, PathScope.Empty);
            }
            catch (StatesException)
            {
                // A documented error.
            }

            _ = IntrinsicFunctions.FindProblems(expression as IntrinsicCall ?? new IntrinsicCall("x", [])).ToList();
        },
        iter: 20_000);

    [Fact]
    public void Valid_paths_over_any_data() => Gen.Select(Generators.Path, Generators.Intrinsic, Generators.Json).Sample(
        (path, call, data) =>
        {
            var scope = new PathScope { Context = data };
            if (path.Root != PathRoot.Variable && !path.IsDefinite)
            {
                Assert.IsType<DataArray>(path.Select(data, scope));
            }

            foreach (var run in new Action[] { () => path.Select(data, scope), () => call.Evaluate(data, scope), () => ReferencePath.Place(data, path, "x") })
            {
                try
                {
                    run();
                }
                catch (StatesException)
                {
                    // A documented error.
                }
            }
        },
        iter: 10_000);

    [Fact]
    public void Bytes_as_JSON() => Gen.OneOf(Gen.Byte.Array[0, 20], Gen.Select(Generators.Json, Gen.Int, Gen.Byte, (json, at, b) => Damage(json.ToUtf8Json(), at, b))).Sample(
        bytes =>
        {
            try
            {
                var value = JsonData.Parse(bytes);
                Assert.Equal(value, LocatedJson.Parse(bytes).Value);
            }
            catch (JsonParseException e)
            {
                Assert.True(e.Line >= 1 && e.Column >= 1);
                Assert.Throws<JsonParseException>(() => LocatedJson.Parse(bytes));
            }
        },
        iter: 20_000);

    [Fact]
    public void Damaged_text_of_definitions() => Gen.Select(Generators.Machine, Gen.Select(Gen.Int, Gen.Byte).Array[1, 4]).Sample(
        (machine, damages) =>
        {
            var bytes = Encoding.UTF8.GetBytes(AslWriter.Write(machine));
            foreach (var (at, b) in damages)
            {
                bytes = Damage(bytes, at, b);
            }

            Check(Encoding.UTF8.GetString(bytes));
        },
        iter: 800);

    [Fact]
    public void Definitions_with_values_replaced() => Gen.Select(Generators.Machine, Gen.Select(Gen.Int[0, 1000], Gen.OneOf(Generators.Json, Soup.Select(text => (JsonData)text))).Array[1, 3]).Sample(
        (machine, changes) =>
        {
            JsonData definition = AslWriter.ToJson(machine);
            foreach (var (at, value) in changes)
            {
                var countdown = at % (1 + Count(definition));
                definition = Replace(definition, ref countdown, value);
            }

            Check(definition.ToJson(indented: true));
        },
        iter: 800);

    [Theory]
    [InlineData("[", 100_000)]
    [InlineData("{\"a\":", 100_000)]
    [InlineData("{\"StartAt\":\"A\",\"States\":{\"A\":{\"Type\":\"Map\",\"ItemProcessor\":", 20_000)]
    public void Deep_documents_are_an_error(string open, int times) =>
        Assert.Equal("LIFT4001", Assert.Single(AslValidator.Validate(string.Concat(Enumerable.Repeat(open, times)))).Id);

    [Theory]
    [InlineData("States.Array(", 100_000)]
    [InlineData("$[?(", 100_000)]
    [InlineData("$[?(!", 100_000)]
    [InlineData("$[?(@.a == [", 50_000)]
    [InlineData("$.a[?((", 50_000)]
    public void Deep_expressions_are_an_error(string open, int times) =>
        Assert.Throws<PathSyntaxException>(() => IntrinsicExpression.Parse(string.Concat(Enumerable.Repeat(open, times))));

    [Fact]
    public void Long_paths_take_time_in_proportion()
    {
        var path = JsonPath.Parse("$" + string.Concat(Enumerable.Repeat(".a", 200_000)));
        Assert.Throws<StatesException>(() => path.Select(DataObject.Empty, PathScope.Empty));
        Assert.Equal(200_000, path.Segments.Length);
    }

    private static void Check(string text)
    {
        var problems = AslValidator.Validate(text);
        Assert.All(problems, problem => Assert.True(problem.Line >= 1 && problem.Column >= 1, problem.ToString()));
        var document = AslReader.Read(text);
        if (document.Machine is not { } machine)
        {
            return;
        }

        // What could be read is written the same from then on.
        var written = AslWriter.Write(machine);
        Assert.Equal(written, AslWriter.Write(AslReader.Read(written).Machine!));
    }

    private static byte[] Damage(byte[] bytes, int at, byte b)
    {
        var position = bytes.Length == 0 ? 0 : Math.Abs(at % bytes.Length);
        return (b % 3) switch
        {
            0 when bytes.Length > 0 => [.. bytes.AsSpan(0, position), .. bytes.AsSpan(position + 1)],
            1 when bytes.Length > 0 => [.. bytes.AsSpan(0, position), b, .. bytes.AsSpan(position + 1)],
            _ => [.. bytes.AsSpan(0, position), b, .. bytes.AsSpan(position)],
        };
    }

    private static int Count(JsonData value) => 1 + value switch
    {
        DataArray array => array.Sum<JsonData>(Count),
        DataObject target => target.Values.ToArray().Sum(Count),
        _ => 0,
    };

    /// <summary>Replaces the n-th value in document order.</summary>
    private static JsonData Replace(JsonData value, ref int countdown, JsonData replacement)
    {
        if (countdown-- == 0)
        {
            return replacement;
        }

        switch (value)
        {
            case DataArray array:
                var items = new DataArrayBuilder();
                foreach (var item in array)
                {
                    items.Add(Replace(item, ref countdown, replacement));
                }

                return items.Build();
            case DataObject target:
                var members = new DataObjectBuilder();
                foreach (var member in target)
                {
                    members.Set(member.Key, Replace(member.Value, ref countdown, replacement));
                }

                return members.Build();
            default:
                return value;
        }
    }
}
