using System.Net;

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

    /// <summary>
    /// Whether the answer to a failed call has no body, as HTTP has it for HEAD: the SDK then throws the service's base exception, whose <c>ErrorCode</c> is the
    /// name of the status. Measured on AWSSDK.S3 3.7.511.8 and 4.0.102.2 with a server that answers 404, 403 and 400.
    /// </summary>
    public bool FailsWithoutBody => Operation.Id is "s3:HeadObject" or "s3:HeadBucket";

    /// <summary>What the SDK throws for a modelled error of the operation.</summary>
    /// <param name="error">The error.</param>
    public DotNetError ErrorOf(Shape error) => FailsWithoutBody
        ? new DotNetError(Operation.Service.DotNet.BaseExceptionType, StatusName(error.HttpStatus ?? Shape.DefaultErrorStatus))
        : new DotNetError(Operation.Service.DotNet.ClassOf(error).FullName, error.ErrorCode ?? error.Name);

    /// <summary>The <c>ErrorCode</c> of a failure that has no body, by its status.</summary>
    /// <param name="status">The HTTP status.</param>
    public static string StatusName(int status) => ((HttpStatusCode)status).ToString();

    /// <summary>The overload whose parameters have the given names in order, or null.</summary>
    public DotNetOverload? FindOverload(string methodName, IReadOnlyList<string> parameterNames) => Overloads.FirstOrDefault(o =>
        o.MethodName == methodName && o.Parameters.Select(p => p.Name).SequenceEqual(parameterNames, StringComparer.Ordinal));
}

/// <summary>An exception as the SDK throws it.</summary>
/// <param name="Type">The full name of its class.</param>
/// <param name="Code">Its <c>ErrorCode</c>.</param>
public sealed record DotNetError(string Type, string Code)
{
    /// <summary>The class without its namespace.</summary>
    public string Name => Type.Substring(Type.LastIndexOf('.') + 1);
}

/// <summary>A method that takes members of the request as parameters, for example <c>PublishAsync(topicArn, message)</c>.</summary>
/// <param name="MethodName">The method's name.</param>
/// <param name="Parameters">The parameters in order, without the cancellation token.</param>
public sealed record DotNetOverload(string MethodName, IReadOnlyList<DotNetOverloadParameter> Parameters);

/// <summary>A parameter of a convenience overload.</summary>
/// <param name="Name">The parameter's name.</param>
/// <param name="Property">The property of the request class that it sets.</param>
public sealed record DotNetOverloadParameter(string Name, string Property);
