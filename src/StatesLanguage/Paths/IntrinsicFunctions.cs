using System.Collections.Immutable;
using LambdaLift.StatesLanguage.Json;

namespace LambdaLift.StatesLanguage.Paths;

/// <summary>What an argument of an intrinsic function must be.</summary>
public enum IntrinsicArgumentKind
{
    /// <summary>Any value.</summary>
    Any,

    /// <summary>An array; no constant is one.</summary>
    Array,

    /// <summary>An object; no constant is one.</summary>
    Object,

    /// <summary>A string.</summary>
    Text,

    /// <summary>A number.</summary>
    Number,

    /// <summary>A boolean.</summary>
    Boolean,
}

/// <summary>What the arguments of an intrinsic function must be, for checks before it runs.</summary>
/// <param name="Name">The full name.</param>
/// <param name="MinArguments">The fewest arguments.</param>
/// <param name="MaxArguments">The most arguments; <see cref="int.MaxValue"/> for any number.</param>
/// <param name="Kinds">What each must be; arguments beyond are of any kind.</param>
public sealed record IntrinsicSignature(string Name, int MinArguments, int MaxArguments, ImmutableArray<IntrinsicArgumentKind> Kinds);

/// <summary>The 18 intrinsic functions of JSONPath states.</summary>
/// <remarks>
/// Source: https://docs.aws.amazon.com/step-functions/latest/dg/intrinsic-functions.html; rounding and spelling as recorded from AWS.
/// </remarks>
public static class IntrinsicFunctions
{
    /// <summary>The function with a template.</summary>
    public const string Format = "States.Format";

    /// <summary>How deep calls may nest in one field.</summary>
    public const int MaxNesting = 10;

    /// <summary>All functions by name.</summary>
    public static ImmutableDictionary<string, IntrinsicSignature> All { get; } = new[]
    {
        Any("States.Array", 0),
        Of("States.ArrayPartition", IntrinsicArgumentKind.Array, IntrinsicArgumentKind.Number),
        Of("States.ArrayContains", IntrinsicArgumentKind.Array, IntrinsicArgumentKind.Any),
        Of("States.ArrayRange", IntrinsicArgumentKind.Number, IntrinsicArgumentKind.Number, IntrinsicArgumentKind.Number),
        Of("States.ArrayGetItem", IntrinsicArgumentKind.Array, IntrinsicArgumentKind.Number),
        Of("States.ArrayLength", IntrinsicArgumentKind.Array),
        Of("States.ArrayUnique", IntrinsicArgumentKind.Array),
        Of("States.Base64Encode", IntrinsicArgumentKind.Text),
        Of("States.Base64Decode", IntrinsicArgumentKind.Text),
        Of("States.Hash", IntrinsicArgumentKind.Any, IntrinsicArgumentKind.Text),
        Of("States.JsonMerge", IntrinsicArgumentKind.Object, IntrinsicArgumentKind.Object, IntrinsicArgumentKind.Boolean),
        Of("States.StringToJson", IntrinsicArgumentKind.Text),
        Of("States.JsonToString", IntrinsicArgumentKind.Any),
        Of("States.MathRandom", IntrinsicArgumentKind.Number, IntrinsicArgumentKind.Number) with { MaxArguments = 3 },
        Of("States.MathAdd", IntrinsicArgumentKind.Number, IntrinsicArgumentKind.Number),
        Of("States.StringSplit", IntrinsicArgumentKind.Text, IntrinsicArgumentKind.Text),
        Of("States.UUID"),
        Any(Format, 1) with { Kinds = [IntrinsicArgumentKind.Text] },
    }.ToImmutableDictionary(signature => signature.Name, StringComparer.Ordinal);

    /// <summary>What is wrong with a call as far as one sees it without running it: the name, the number of arguments, constants of the wrong kind.</summary>
    public static IEnumerable<string> FindProblems(IntrinsicCall call)
    {
        if (!All.TryGetValue(call.Function, out var signature))
        {
            yield return $"There is no intrinsic function '{call.Function}'";
            yield break;
        }

        if (call.Arguments.Length < signature.MinArguments || call.Arguments.Length > signature.MaxArguments)
        {
            yield return $"The function '{call.Function}' does not take {call.Arguments.Length} arguments";
        }

        for (var i = 0; i < Math.Min(call.Arguments.Length, signature.Kinds.Length); i++)
        {
            if (call.Arguments[i] is ConstantExpression { Value: var value } && !Fits(value, signature.Kinds[i]))
            {
                yield return $"Argument {i + 1} of '{call.Function}' must be {Name(signature.Kinds[i])}, but is {value}";
            }
        }
    }

    /// <summary>Calls a function.</summary>
    /// <exception cref="StatesException"><c>States.IntrinsicFailure</c>: there is no such function, or its arguments are wrong; <c>States.Runtime</c>: a path finds nothing.</exception>
    public static JsonData Invoke(IntrinsicCall call, JsonData input, IPathScope scope)
    {
        if (!All.TryGetValue(call.Function, out var signature) || call.Arguments.Length < signature.MinArguments || call.Arguments.Length > signature.MaxArguments)
        {
            throw new StatesException(StatesException.IntrinsicFailure, FindProblems(call).First());
        }

        System.Runtime.CompilerServices.RuntimeHelpers.EnsureSufficientExecutionStack();
        var values = new JsonData[call.Arguments.Length];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = call.Arguments[i].Evaluate(input, scope);
        }

        var arguments = new IntrinsicArguments(call.Function, values);
        return call.Function switch
        {
            "States.Array" => DataArray.Adopt(values),
            "States.ArrayPartition" => ArrayIntrinsics.Partition(arguments),
            "States.ArrayContains" => arguments.Array(0).Contains(values[1]),
            "States.ArrayRange" => ArrayIntrinsics.Range(arguments),
            "States.ArrayGetItem" => ArrayIntrinsics.GetItem(arguments),
            "States.ArrayLength" => arguments.Array(0).Count,
            "States.ArrayUnique" => ArrayIntrinsics.Unique(arguments),
            "States.Base64Encode" => TextIntrinsics.Base64Encode(arguments),
            "States.Base64Decode" => TextIntrinsics.Base64Decode(arguments),
            "States.Hash" => TextIntrinsics.Hash(arguments),
            "States.JsonMerge" => JsonMerge(arguments),
            "States.StringToJson" => StringToJson(arguments),
            "States.JsonToString" => values[0].ToString(),
            "States.MathRandom" => MathRandom(arguments, scope),
            "States.MathAdd" => MathAdd(arguments),
            "States.StringSplit" => TextIntrinsics.Split(arguments),
            "States.UUID" => scope.NewUuid(),
            _ => TextIntrinsics.Format(arguments, call.Arguments[0] as FormatTemplate),
        };
    }

    private static DataObject JsonMerge(IntrinsicArguments arguments)
    {
        var (first, second) = (arguments.Object(0), arguments.Object(1));
        return arguments[2] is DataBoolean { Value: false } ? first.Merge(second) : throw arguments.Failed("the third argument must be false: deep merging is not supported");
    }

    private static JsonData StringToJson(IntrinsicArguments arguments)
    {
        var text = arguments.Text(0);
        if (string.IsNullOrWhiteSpace(text))
        {
            return JsonData.Null;
        }

        try
        {
            return JsonData.Parse(text);
        }
        catch (JsonParseException e)
        {
            throw arguments.Failed("the string is not JSON: " + e.Message, e);
        }
    }

    private static JsonData MathRandom(IntrinsicArguments arguments, IPathScope scope)
    {
        var (start, end) = (arguments.Rounded(0), arguments.Rounded(1));
        if (start >= end)
        {
            throw arguments.Failed("the start must be less than the end");
        }

        return start + Math.Floor(scope.NextRandom(arguments.Count == 3 ? arguments[2] : null) * (end - start));
    }

    private static JsonData MathAdd(IntrinsicArguments arguments) => arguments.Rounded(0) + arguments.Rounded(1);

    private static IntrinsicSignature Of(string name, params IntrinsicArgumentKind[] kinds) => new(name, kinds.Length, kinds.Length, [.. kinds]);

    private static IntrinsicSignature Any(string name, int minArguments) => new(name, minArguments, int.MaxValue, []);

    private static bool Fits(JsonData value, IntrinsicArgumentKind kind) => kind switch
    {
        IntrinsicArgumentKind.Any => true,
        IntrinsicArgumentKind.Text => value is DataString,
        IntrinsicArgumentKind.Number => value is DataNumber,
        IntrinsicArgumentKind.Boolean => value is DataBoolean,
        _ => false,
    };

    private static string Name(IntrinsicArgumentKind kind) => kind switch
    {
        IntrinsicArgumentKind.Array => "an array",
        IntrinsicArgumentKind.Object => "an object",
        IntrinsicArgumentKind.Text => "a string",
        IntrinsicArgumentKind.Number => "a number",
        _ => "true or false",
    };
}
