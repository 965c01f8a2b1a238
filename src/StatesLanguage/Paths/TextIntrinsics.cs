using System.Security.Cryptography;
using System.Text;
using LambdaLift.StatesLanguage.Json;

namespace LambdaLift.StatesLanguage.Paths;

/// <summary>The intrinsic functions over strings.</summary>
internal static class TextIntrinsics
{
    private const int MaxLength = 10_000;

    public static JsonData Base64Encode(IntrinsicArguments arguments) => Convert.ToBase64String(Encoding.UTF8.GetBytes(Limited(arguments, arguments.Text(0))));

    public static JsonData Base64Decode(IntrinsicArguments arguments)
    {
        try
        {
            return Encoding.UTF8.GetString(Convert.FromBase64String(Limited(arguments, arguments.Text(0))));
        }
        catch (FormatException e)
        {
            throw arguments.Failed("the string is not Base64", e);
        }
    }

    /// <summary>The hash in lower-case hexadecimal; data that is no string is hashed as its JSON text.</summary>
    public static JsonData Hash(IntrinsicArguments arguments)
    {
        var data = Limited(arguments, arguments[0] is DataString text ? text.Value : arguments[0].ToString());
        var name = arguments.Text(1);
        using HashAlgorithm algorithm = name switch
        {
#pragma warning disable CA5350, CA5351 // The language offers them; whether to use them is its user's decision.
            "MD5" => MD5.Create(),
            "SHA-1" => SHA1.Create(),
#pragma warning restore CA5350, CA5351
            "SHA-256" => SHA256.Create(),
            "SHA-384" => SHA384.Create(),
            "SHA-512" => SHA512.Create(),
            _ => throw arguments.Failed($"there is no algorithm '{name}': it must be MD5, SHA-1, SHA-256, SHA-384 or SHA-512"),
        };
        var hash = new StringBuilder();
        foreach (var b in algorithm.ComputeHash(Encoding.UTF8.GetBytes(data)))
        {
            hash.Append(b.ToString("x2", System.Globalization.CultureInfo.InvariantCulture));
        }

        return hash.ToString();
    }

    /// <summary>Every character of the second argument separates; empty parts are dropped.</summary>
    public static JsonData Split(IntrinsicArguments arguments)
    {
        var (text, separators) = (arguments.Text(0), arguments.Text(1));
        var parts = separators.Length == 0 ? [text] : text.Split(separators.ToCharArray(), StringSplitOptions.RemoveEmptyEntries);
        return JsonData.Array(parts.Where(part => part.Length > 0).Select(part => (JsonData)part));
    }

    public static JsonData Format(IntrinsicArguments arguments, FormatTemplate? template)
    {
        var texts = template is null ? [.. arguments.Text(0).Split(["{}"], StringSplitOptions.None)] : template.Texts;
        if (texts.Length != arguments.Count)
        {
            throw arguments.Failed($"there are {texts.Length - 1} placeholders and {arguments.Count - 1} values");
        }

        var text = new StringBuilder(texts[0]);
        for (var i = 1; i < texts.Length; i++)
        {
            AppendJavaText(text, arguments[i]);
            text.Append(texts[i]);
        }

        return text.ToString();
    }

    /// <summary>A value as AWS shows it: arrays and objects like Java's collections, <c>{Arg1=1, Arg2=[]}</c>.</summary>
    private static void AppendJavaText(StringBuilder text, JsonData value)
    {
        System.Runtime.CompilerServices.RuntimeHelpers.EnsureSufficientExecutionStack();
        switch (value)
        {
            case DataString literal:
                text.Append(literal.Value);
                break;
            case DataArray array:
                text.Append('[');
                for (var i = 0; i < array.Count; i++)
                {
                    text.Append(i == 0 ? "" : ", ");
                    AppendJavaText(text, array[i]);
                }

                text.Append(']');
                break;
            case DataObject target:
                text.Append('{');
                for (var i = 0; i < target.Count; i++)
                {
                    text.Append(i == 0 ? "" : ", ").Append(target.Names[i]).Append('=');
                    AppendJavaText(text, target.Values[i]);
                }

                text.Append('}');
                break;
            default:
                text.Append(value);
                break;
        }
    }

    private static string Limited(IntrinsicArguments arguments, string text) =>
        text.Length <= MaxLength ? text : throw arguments.Failed($"the data has more than {MaxLength} characters");
}
