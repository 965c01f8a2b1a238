namespace LambdaLift.ServiceCatalogue;

/// <summary>A permission that the role of a state machine needs.</summary>
/// <param name="Actions">The actions.</param>
/// <param name="Resources">The resources in the syntax of CloudFormation's <c>Fn::Sub</c>: <c>${AWS::Region}</c> and <c>${LogicalId.Arn}</c> are references; <c>*</c> stands
/// where the call does not tell.</param>
/// <param name="Note">How the resource could be narrowed where it is <c>*</c> only for want of knowledge; null otherwise.</param>
public sealed record IamStatement(IReadOnlyList<string> Actions, IReadOnlyList<string> Resources, string? Note = null)
{
    /// <summary>The <c>StringLike</c> conditions, from condition key to pattern; empty when there are none.</summary>
    public IReadOnlyDictionary<string, string> StringLike { get; init; } = new Dictionary<string, string>();
}

/// <summary>What a call's arguments say about the resources that it touches.</summary>
public sealed class IamArguments
{
    private readonly Dictionary<string, string?> _values = new(StringComparer.Ordinal);

    /// <summary>Nothing is known yet.</summary>
    public IamArguments()
    {
    }

    /// <summary>A copy, to which more can be added: for each element of a list in turn, for example.</summary>
    public IamArguments(IamArguments other)
    {
        foreach (var value in other._values)
            _values.Add(value.Key, value.Value);
    }

    /// <summary>Arguments about which nothing is known.</summary>
    public static IamArguments None => new();

    /// <summary>Sets a parameter to a constant.</summary>
    /// <param name="apiPath">The API name, with dots for nested members, without list indices: <c>TableName</c>, <c>Entries.EventBusName</c>; <c>RequestItems.key</c> is a
    /// key of a map.</param>
    /// <param name="value">The constant.</param>
    public IamArguments SetConstant(string apiPath, string value) => Set(apiPath, value.Replace("${", "${!"));

    /// <summary>Sets a parameter to a text with references, in the syntax of <c>Fn::Sub</c>: <c>${Table}</c>, <c>${Topic.Arn}</c>, <c>${Stage}-orders</c>.</summary>
    /// <param name="apiPath">The API name.</param>
    /// <param name="value">The text.</param>
    public IamArguments SetReference(string apiPath, string value) => Set(apiPath, value);

    /// <summary>Notes that a parameter is set, to a value that is known at run time only; so is everything within it.</summary>
    /// <param name="apiPath">The API name.</param>
    public IamArguments SetUnknown(string apiPath) => Set(apiPath, null);

    internal bool TryGet(string apiPath, out string? value)
    {
        if (_values.TryGetValue(apiPath, out value))
            return true;
        for (var dot = apiPath.LastIndexOf('.'); dot > 0; dot = apiPath.LastIndexOf('.', dot - 1))
        {
            if (_values.TryGetValue(apiPath.Substring(0, dot), out var outer) && outer is null)
                return true;
        }

        return false;
    }

    private IamArguments Set(string apiPath, string? value)
    {
        _values[apiPath] = value;
        return this;
    }
}
