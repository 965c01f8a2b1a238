namespace LambdaLift.Converter.Infrastructure;

/// <summary>Compares values of Lambda's <c>Handler</c> setting.</summary>
internal static class HandlerNames
{
    /// <summary>
    /// Whether two settings name the same method. Amazon.Lambda.Annotations deploys a generated class
    /// <c>Type_Method_Generated</c> that calls the user's <c>Type</c>; both count as the same handler.
    /// </summary>
    internal static bool Same(string left, string right) => Normalise(left) == Normalise(right);

    private static string Normalise(string handler)
    {
        var parts = handler.Trim().Split(["::"], StringSplitOptions.None);
        if (parts.Length != 3)
        {
            return handler.Trim();
        }

        var generated = "_" + parts[2] + "_Generated";
        if (parts[1].EndsWith(generated, StringComparison.Ordinal))
        {
            parts[1] = parts[1].Substring(0, parts[1].Length - generated.Length);
        }

        return string.Join("::", parts);
    }
}
