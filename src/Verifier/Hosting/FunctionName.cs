namespace LambdaLift.Verifier.Hosting;

/// <summary>The forms in which callers name a Lambda function.</summary>
public static class FunctionName
{
    /// <summary>The plain name in <c>name</c>, <c>name:alias</c>, <c>account:function:name</c> and <c>arn:aws:lambda:region:account:function:name:alias</c>.</summary>
    public static string Plain(string name)
    {
        var parts = name.Split(':');
        var marker = Array.IndexOf(parts, "function");
        return marker >= 0 && marker + 1 < parts.Length ? parts[marker + 1] : parts[0];
    }
}
