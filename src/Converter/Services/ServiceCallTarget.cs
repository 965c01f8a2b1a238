namespace LambdaLift.Converter.Services;

/// <summary>The AWS operation that a call site calls.</summary>
/// <param name="ServiceNamespace">The .NET namespace of the client, such as <c>Amazon.DynamoDBv2</c>.</param>
/// <param name="Operation">The operation's API name, such as <c>PutItem</c>.</param>
public sealed record ServiceCallTarget(string ServiceNamespace, string Operation)
{
    /// <inheritdoc/>
    public override string ToString() => $"{ServiceNamespace}:{Operation}";
}
