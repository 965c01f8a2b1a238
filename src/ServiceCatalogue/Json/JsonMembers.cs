namespace LambdaLift.ServiceCatalogue;

/// <summary>The members of a request or response, by API path, whose bytes or text are JSON by the operation's contract.</summary>
internal sealed class JsonMembers
{
    private static readonly JsonMembers None = new(Array.Empty<string>());

    private readonly HashSet<string> _paths;

    private JsonMembers(IEnumerable<string> paths) => _paths = new HashSet<string>(paths, StringComparer.Ordinal);

    public static JsonMembers Of(DotNetClass type) => type.Operation is null ? None : Of(type.Operation, type.Kind == DotNetClassKind.Response);

    // What holds JSON does not depend on how the operation is called; the optimized integrations are where it is known.
    public static JsonMembers Of(AwsOperation operation, bool isResult)
    {
        var optimized = operation.StepFunctions.Optimized;
        return optimized.Count == 0 ? None : new JsonMembers(optimized.SelectMany(i => i.JsonPaths(isResult)));
    }

    public bool Contains(string path) => _paths.Contains(path);
}
