namespace LambdaLift.ServiceCatalogue;

/// <summary>Finds an operation by a name that a person types.</summary>
internal static class OperationName
{
    /// <summary>What stands between service or client and operation or method.</summary>
    internal static readonly char[] Separators = { ':', '.' };

    private const int MaximumSuggestions = 5;

    public static AwsOperation? Find(AwsCatalogue catalogue, string name, out string? problem)
    {
        problem = null;
        if (name.StartsWith("arn:", StringComparison.Ordinal))
            return OfResource(catalogue, name, out problem);
        if (catalogue.FindClass(name) is { Operation: { } ofClass })
            return ofClass;
        var separator = name.LastIndexOfAny(Separators);
        if (separator <= 0)
        {
            problem = $"'{name}' names no operation; write service:Operation, for example dynamodb:PutItem, or Client.Method.";
            return null;
        }
        var action = name.Substring(separator + 1);
        if (HighLevelApis.Find(catalogue, name.Substring(0, separator), action) is { } view)
            return view.Operation;
        if (HttpCalls.IsDeclaredBy(name.Substring(0, separator)))
        {
            problem = $"{name.Substring(0, separator)} has no method '{action}' that an HTTP task can make.{Suggest(action, HttpCalls.All.Select(row => row.Call.Method + "Async"))}";
            return null;
        }
        var services = FindServices(catalogue, name.Substring(0, separator));
        if (services.Count == 0)
        {
            problem = $"There is no service '{name.Substring(0, separator)}'.{Suggest(name.Substring(0, separator), catalogue.Services.Select(s => s.Id))}";
            return null;
        }
        var found = services.Select(s => s.FindOperation(action) ?? s.DotNet.FindOperation(action) ?? IgnoringCase(s, action)).FirstOrDefault(o => o is not null);
        if (found is null)
        {
            problem = $"The service {services[0].Id} has no operation '{action}'."
                + Suggest(action, services[0].Operations.Select(o => o.Name));
        }
        return found;
    }

    private static AwsOperation? OfResource(AwsCatalogue catalogue, string resource, out string? problem)
    {
        if (!catalogue.TryParseResource(resource, out var parsed, out problem))
            return null;
        if (parsed.Integration?.Operation is null)
            problem = $"'{resource}' is not an operation of a service model.";
        return parsed.Integration?.Operation;
    }

    private static AwsOperation? IgnoringCase(AwsService service, string action)
    {
        const string suffix = "Async";
        var bare = action.EndsWith(suffix, StringComparison.OrdinalIgnoreCase) ? action.Substring(0, action.Length - suffix.Length) : action;
        return service.Operations.FirstOrDefault(o => o.Name.Equals(bare, StringComparison.OrdinalIgnoreCase));
    }

    // By id, by the name in aws-sdk resources, by service id, by IAM prefix, by .NET namespace or client, with or without namespace.
    private static List<AwsService> FindServices(AwsCatalogue catalogue, string name)
    {
        if (catalogue.FindService(name) is { } exact)
            return new List<AwsService> { exact };
        if (catalogue.FindServiceOfDotNetType(name) is { } ofType)
            return new List<AwsService> { ofType };
        var bare = Bare(name);
        return catalogue.Services.Where(s => s.OperationCount > 0 && Names(s).Any(n => Bare(n).Equals(bare, StringComparison.OrdinalIgnoreCase))).ToList();
    }

    private static IEnumerable<string> Names(AwsService service)
    {
        yield return service.ServiceId;
        yield return service.IamPrefix;
        yield return service.DotNet.Namespace;
        yield return service.DotNet.Namespace.Substring(service.DotNet.Namespace.LastIndexOf('.') + 1);
        yield return service.DotNet.ClientName;
        yield return service.DotNet.InterfaceName;
    }

    private static string Bare(string name) => name.Replace(" ", "").Replace("-", "");

    private static string Suggest(string name, IEnumerable<string> candidates)
    {
        var near = candidates
            .Select(c => (Name: c, Distance: Distance(name.ToLowerInvariant(), c.ToLowerInvariant())))
            .Where(c => c.Distance <= Math.Max(2, name.Length / 3) || c.Name.StartsWith(name, StringComparison.OrdinalIgnoreCase))
            .OrderBy(c => c.Distance)
            .Take(MaximumSuggestions)
            .Select(c => c.Name)
            .ToArray();
        return near.Length == 0 ? "" : $" Did you mean {string.Join(", ", near)}?";
    }

    // Levenshtein distance with two rows.
    private static int Distance(string a, string b)
    {
        var previous = Enumerable.Range(0, b.Length + 1).ToArray();
        for (var i = 1; i <= a.Length; i++)
        {
            var current = new int[b.Length + 1];
            current[0] = i;
            for (var j = 1; j <= b.Length; j++)
                current[j] = Math.Min(Math.Min(current[j - 1], previous[j]) + 1, previous[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1));
            previous = current;
        }
        return previous[b.Length];
    }
}
