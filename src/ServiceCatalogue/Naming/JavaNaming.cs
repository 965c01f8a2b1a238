using System.Text;
using System.Text.RegularExpressions;

namespace LambdaLift.ServiceCatalogue;

/// <summary>
/// The naming rules of the AWS SDK for Java 2.x, which decide how <c>aws-sdk</c> integrations of Step Functions spell parameters, results and errors.
/// </summary>
/// <remarks>Source: https://docs.aws.amazon.com/step-functions/latest/dg/supported-services-awssdk.html and the public naming strategy of the Java SDK.</remarks>
public static class JavaNaming
{
    // Members whose Java name would be a keyword or a method of the generated class get the suffix "Value"
    // (documented for Equals -> EqualsValue).
    private static readonly HashSet<string> Reserved = new(StringComparer.Ordinal)
    {
        "abstract", "assert", "boolean", "break", "byte", "case", "catch", "char", "class", "const", "continue", "default", "do", "double",
        "else", "enum", "extends", "false", "final", "finally", "float", "for", "goto", "if", "implements", "import", "instanceof", "int",
        "interface", "long", "native", "new", "null", "package", "private", "protected", "public", "return", "short", "static", "strictfp",
        "super", "switch", "synchronized", "this", "throw", "throws", "transient", "true", "try", "void", "volatile", "while",
        "builder", "clone", "equals", "finalize", "getClass", "hashCode", "notify", "notifyAll", "overrideConfiguration", "toString", "wait",
    };

    private static readonly Regex NonAlphanumeric = new("[^A-Za-z0-9]+", RegexOptions.CultureInvariant);
    private static readonly Regex LowerVersion = new("([^a-z]{2,})v([0-9]+)", RegexOptions.CultureInvariant);
    private static readonly Regex UpperVersion = new("([^A-Z]{2,})V([0-9]+)", RegexOptions.CultureInvariant);
    private static readonly Regex CamelBoundary = new("(?<=[a-z])(?=[A-Z][a-zA-Z0-9])", RegexOptions.CultureInvariant);
    private static readonly Regex AcronymBoundary = new("([A-Z]+)([A-Z][a-z])", RegexOptions.CultureInvariant);
    private static readonly Regex DigitBoundary = new("([0-9])([a-zA-Z])", RegexOptions.CultureInvariant);

    /// <summary>The name of an API member in parameters and results of an <c>aws-sdk</c> integration: <c>DBInstanceIdentifier</c> becomes
    /// <c>DbInstanceIdentifier</c>, <c>BOOL</c> becomes <c>Bool</c>, <c>ETag</c> stays.</summary>
    public static string MemberName(string apiName)
    {
        if (apiName.Length == 0)
            return apiName;
        var camel = LowerLeadingCapitals(apiName);
        if (Reserved.Contains(camel))
            camel += "Value";
        return UpperFirst(camel);
    }

    /// <summary>The class name of a modelled error: <c>DBClusterNotFoundFault</c> becomes <c>DbClusterNotFoundException</c>.</summary>
    public static string ExceptionName(string errorShape)
    {
        const string fault = "Fault";
        const string exception = "Exception";
        var name = PascalCase(errorShape);
        if (name.EndsWith(fault, StringComparison.Ordinal))
            name = name.Substring(0, name.Length - fault.Length) + exception;
        return name.EndsWith(exception, StringComparison.Ordinal) ? name : name + exception;
    }

    /// <summary>The prefix of a service's errors, and in lower case its name in <c>arn:aws:states:::aws-sdk:…</c>: <c>SFN</c> becomes <c>Sfn</c>.</summary>
    public static string ServicePrefix(string serviceId)
    {
        const string service = "Service";
        var name = PascalCase(serviceId);
        foreach (var vendor in new[] { "Amazon", "Aws" })
        {
            if (name.StartsWith(vendor, StringComparison.Ordinal))
                name = name.Substring(vendor.Length);
        }
        return name.EndsWith(service, StringComparison.Ordinal) ? name.Substring(0, name.Length - service.Length) : name;
    }

    /// <summary>Splits at word boundaries and joins with capital first letters.</summary>
    internal static string PascalCase(string text)
    {
        var words = NonAlphanumeric.Replace(text, " ");
        words = LowerVersion.Replace(words, "$1 v$2 ");
        words = UpperVersion.Replace(words, "$1 V$2 ");
        words = CamelBoundary.Replace(words, " ");
        words = AcronymBoundary.Replace(words, "$1 $2");
        words = DigitBoundary.Replace(words, "$1 $2");
        var result = new StringBuilder(text.Length);
        foreach (var word in words.Split(new[] { ' ' }, StringSplitOptions.RemoveEmptyEntries))
            result.Append(char.ToUpperInvariant(word[0])).Append(word.Substring(1).ToLowerInvariant());
        return result.ToString();
    }

    internal static string UpperFirst(string name) => name.Length == 0 || char.IsUpper(name[0]) ? name : char.ToUpperInvariant(name[0]) + name.Substring(1);

    internal static string LowerFirst(string name) => name.Length == 0 || char.IsLower(name[0]) ? name : char.ToLowerInvariant(name[0]) + name.Substring(1);

    // Lower-cases the leading run of capitals, except a capital that starts a word ("ETag" -> "eTag", "SSEKMSKeyId" -> "ssekmsKeyId").
    private static string LowerLeadingCapitals(string name)
    {
        var letters = name.ToCharArray();
        var i = 0;
        do
        {
            letters[i] = char.ToLowerInvariant(letters[i]);
            i++;
        }
        while (i < letters.Length && char.IsUpper(letters[i]) && !(i < letters.Length - 1 && char.IsLower(letters[i + 1])));
        return new string(letters);
    }
}
