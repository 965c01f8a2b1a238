namespace LambdaLift.ServiceCatalogue;

/// <summary>How the AWS SDK for .NET offers an operation.</summary>
public sealed class DotNetOperation
{
    internal DotNetOperation(AwsOperation operation, string name, DotNetClass request, DotNetClass response, IReadOnlyList<DotNetOverload> overloads)
    {
        Operation = operation;
        Name = name;
        Request = request;
        Response = response;
        Overloads = overloads;
    }

    /// <summary>The operation of the API.</summary>
    public AwsOperation Operation { get; }

    /// <summary>The method's name without <c>Async</c>; differs from the API's for S3 (<c>HeadObject</c> is <c>GetObjectMetadata</c>).</summary>
    public string Name { get; }

    /// <summary>The asynchronous method, the only form outside the .NET Framework.</summary>
    public string MethodName => Name + "Async";

    /// <summary>The class of the request.</summary>
    public DotNetClass Request { get; }

    /// <summary>The class of the response.</summary>
    public DotNetClass Response { get; }

    /// <summary>Methods that take members of the request instead of a request object; a <c>CancellationToken</c> follows and is not listed.</summary>
    public IReadOnlyList<DotNetOverload> Overloads { get; }

    /// <summary>The overload whose parameters have the given names in order, or null.</summary>
    public DotNetOverload? FindOverload(string methodName, IReadOnlyList<string> parameterNames) => Overloads.FirstOrDefault(o =>
        o.MethodName == methodName && o.Parameters.Select(p => p.Name).SequenceEqual(parameterNames, StringComparer.Ordinal));
}

/// <summary>A method that takes members of the request as parameters, for example <c>PublishAsync(topicArn, message)</c>.</summary>
/// <param name="MethodName">The method's name.</param>
/// <param name="Parameters">The parameters in order, without the cancellation token.</param>
public sealed record DotNetOverload(string MethodName, IReadOnlyList<DotNetOverloadParameter> Parameters);

/// <summary>A parameter of a convenience overload.</summary>
/// <param name="Name">The parameter's name.</param>
/// <param name="Property">The property of the request class that it sets.</param>
public sealed record DotNetOverloadParameter(string Name, string Property);
