using System.Collections.Immutable;
using LambdaLift.StatesLanguage.Json;

namespace LambdaLift.StatesLanguage.Paths;

/// <summary>What the arguments of an intrinsic function must be, for checks before it runs.</summary>
/// <param name="Name">The full name.</param>
/// <param name="MinArguments">The fewest arguments.</param>
/// <param name="MaxArguments">The most arguments; <see cref="int.MaxValue"/> for any number.</param>
public sealed record IntrinsicSignature(string Name, int MinArguments, int MaxArguments);

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
    public static ImmutableDictionary<string, IntrinsicSignature> All { get; } = new IntrinsicSignature[]
    {
        new("States.Array", 0, int.MaxValue),
        new("States.ArrayPartition", 2, 2),
        new("States.ArrayContains", 2, 2),
        new("States.ArrayRange", 3, 3),
        new("States.ArrayGetItem", 2, 2),
        new("States.ArrayLength", 1, 1),
        new("States.ArrayUnique", 1, 1),
        new("States.Base64Encode", 1, 1),
        new("States.Base64Decode", 1, 1),
        new("States.Hash", 2, 2),
        new("States.JsonMerge", 3, 3),
        new("States.StringToJson", 1, 1),
        new("States.JsonToString", 1, 1),
        new("States.MathRandom", 2, 3),
        new("States.MathAdd", 2, 2),
        new("States.StringSplit", 2, 2),
        new("States.UUID", 0, 0),
        new(Format, 1, int.MaxValue),
    }.ToImmutableDictionary(signature => signature.Name, StringComparer.Ordinal);

    /// <summary>Calls a function.</summary>
    /// <exception cref="StatesException"><c>States.IntrinsicFailure</c>: there is no such function, or its arguments are wrong; <c>States.Runtime</c>: a path finds nothing.</exception>
    public static JsonData Invoke(IntrinsicCall call, JsonData input, IPathScope scope)
    {
        if (!All.TryGetValue(call.Function, out var signature))
        {
            throw new StatesException(StatesException.IntrinsicFailure, $"There is no intrinsic function '{call.Function}'");
        }

        if (call.Arguments.Length < signature.MinArguments || call.Arguments.Length > signature.MaxArguments)
        {
            throw new StatesException(StatesException.IntrinsicFailure, $"The function '{call.Function}' does not take {call.Arguments.Length} arguments");
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
}
