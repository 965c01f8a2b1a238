using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using LambdaLift.StatesLanguage.Json;

namespace LambdaLift.StatesLanguage.Jsonata;

/// <summary>
/// The functions that Step Functions adds (https://docs.aws.amazon.com/step-functions/latest/dg/transforming-data.html).
/// Whole numbers are expected; what has a fraction is rounded down.
/// </summary>
internal static class StepFunctionsFunctions
{
    /// <summary>A random number, with a seed always the same one.</summary>
    public static Value Random(Value[] arguments, EvaluationContext context)
    {
        if (arguments[0].IsUndefined)
        {
            return Value.Number(context.Options.Environment.NextDouble());
        }

        // SplitMix64 of the seed's bits: AWS does not say which generator it has.
        unchecked
        {
            var bits = (ulong)BitConverter.DoubleToInt64Bits(arguments[0].AsDouble) + 0x9e3779b97f4a7c15;
            bits = (bits ^ (bits >> 30)) * 0xbf58476d1ce4e5b9;
            bits = (bits ^ (bits >> 27)) * 0x94d049bb133111eb;
            return Value.Number(((bits ^ (bits >> 31)) >> 11) * (1.0 / (1UL << 53)));
        }
    }

    /// <summary>The array in parts of the given size, the last one perhaps smaller.</summary>
    public static Value Partition(Value[] arguments, EvaluationContext context)
    {
        if (arguments[0].Reference is not ValueArray array || arguments[1].IsUndefined)
        {
            return default;
        }

        var size = Math.Floor(arguments[1].AsDouble);
        if (!(size >= 1))
        {
            throw Fault("The size of a partition must be a positive integer");
        }

        context.AllocateValues(2L * array.Count);
        var result = new ValueArray();
        for (var start = 0; start < array.Count;)
        {
            var end = (int)Math.Min(array.Count, start + size);
            var part = new Value[end - start];
            for (var i = 0; i < part.Length; i++)
            {
                part[i] = array[start + i];
            }

            result.Add(Value.Array(new ValueArray(part)));
            start = end;
        }

        return Value.Array(result);
    }

    /// <summary>The numbers from the first to the last; one number alone is no array, as AWS has it.</summary>
    public static Value Range(Value[] arguments, EvaluationContext context)
    {
        if (Array.Exists(arguments, argument => argument.IsUndefined))
        {
            return default;
        }

        var first = Math.Floor(arguments[0].AsDouble);
        var last = Math.Floor(arguments[1].AsDouble);
        var step = Math.Floor(arguments[2].AsDouble);
        if (step == 0 || double.IsNaN(step))
        {
            throw Fault("The step of a range must not be zero");
        }

        var count = Math.Floor((last - first) / step) + 1;
        if (double.IsNaN(count) || count > 1e7)
        {
            throw Fault("The range is too long");
        }

        context.AllocateValues((long)Math.Max(0, count));
        var result = ValueArray.Sequence();
        for (var i = 0; i < count; i++)
        {
            result.Add(Value.Number(first + (i * step)));
        }

        return Value.Array(result);
    }

    /// <summary>The hash of a string in UTF-8, as lower-case hexadecimal digits.</summary>
    public static Value Hash(Value[] arguments, EvaluationContext context)
    {
        if (arguments[0].Reference is not string text)
        {
            return default;
        }

#pragma warning disable CA5350, CA5351 // The expression says which algorithm it wants.
        using HashAlgorithm algorithm = arguments[1].Reference switch
        {
            "MD5" => MD5.Create(),
            "SHA-1" => SHA1.Create(),
            "SHA-256" => SHA256.Create(),
            "SHA-384" => SHA384.Create(),
            "SHA-512" => SHA512.Create(),
            _ => throw Fault("The hash algorithm must be MD5, SHA-1, SHA-256, SHA-384 or SHA-512"),
        };
#pragma warning restore CA5350, CA5351
        context.AllocateText(text.Length);
        var digits = new StringBuilder();
        foreach (var value in algorithm.ComputeHash(Encoding.UTF8.GetBytes(text)))
        {
            digits.Append(value.ToString("x2", CultureInfo.InvariantCulture));
        }

        return Value.String(digits.ToString());
    }

    public static Value Uuid(Value[] arguments, EvaluationContext context) =>
        Value.String(context.Options.Environment.NewGuid().ToString("D", CultureInfo.InvariantCulture));

    /// <summary>JSON text as the value that it stands for.</summary>
    public static Value Parse(Value[] arguments, EvaluationContext context)
    {
        if (arguments[0].Reference is not string text)
        {
            return default;
        }

        context.AllocateText(8L * text.Length);
        try
        {
            return Value.From(JsonData.Parse(text));
        }
        catch (JsonParseException error)
        {
            throw Fault("The text is not JSON: " + error.Message);
        }
    }

    private static JsonataException Fault(string message) => new(JsonataErrors.StepFunctionsFault, value: message);
}
