using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace LambdaLift.Analysis.Calls;

/// <summary>Decides whether an invocation is a service call, and of which operation.</summary>
public sealed class ServiceCallRecognizer(LambdaSymbols symbols)
{
    /// <summary>The service call that the invocation is; null when it is none.</summary>
    public ServiceCallSite? TryRecognize(IInvocationOperation invocation)
    {
        if (!symbols.HasSdk || invocation.TargetMethod.ContainingType is not { } declaring || !(declaring.IsBelowNamespace(MetadataNames.SdkNamespace) || declaring.IsBelowNamespace(MetadataNames.PowertoolsNamespace)))
        {
            return null;
        }

        return FromClient(invocation) ?? FromPaginator(invocation) ?? HighLevelClients.TryRecognize(invocation);
    }

    private ServiceCallSite? FromClient(IInvocationOperation invocation)
    {
        var method = invocation.TargetMethod;
        if (invocation.Instance?.Type is not { } receiver || symbols.GetServiceClient(receiver) is not { } client)
        {
            return null;
        }

        // Other members of a client (Dispose, DetermineServiceOperationEndpoint, GetPreSignedURL) send nothing.
        var sends = method.ReturnType.IsTask() || symbols.IsResponse(method.ReturnType);
        if (!sends || method.Name.StartsWith("GetPreSignedURL", StringComparison.Ordinal))
        {
            return null;
        }

        var request = RequestArgument(invocation);
        return new ServiceCallSite(invocation, client.Type, client.ServiceNamespace, OperationName(method, request?.Type), ServiceCallKind.Operation)
        {
            Request = request,
            RequestType = request?.Type as INamedTypeSymbol,
        };
    }

    private ServiceCallSite? FromPaginator(IInvocationOperation invocation)
    {
        var factory = invocation.TargetMethod.ContainingType;
        if (!factory.Name.EndsWith("PaginatorFactory", StringComparison.Ordinal)
            || (invocation.Instance as IPropertyReferenceOperation)?.Instance?.Type is not { } receiver
            || symbols.GetServiceClient(receiver) is not { } client)
        {
            return null;
        }

        var request = RequestArgument(invocation);
        return new ServiceCallSite(invocation, client.Type, client.ServiceNamespace, invocation.TargetMethod.Name, ServiceCallKind.Paginator)
        {
            Request = request,
            RequestType = request?.Type as INamedTypeSymbol,
        };
    }

    /// <summary>
    /// The operation's name. The request type names it exactly (<c>InvokeAsyncRequest</c> is the old operation <c>InvokeAsync</c>, whose method is
    /// <c>InvokeAsyncAsync</c>); a convenience overload only has the method's name.
    /// </summary>
    private static string OperationName(IMethodSymbol method, ITypeSymbol? requestType)
    {
        var name = requestType?.Name;
        if (name is not null && name.EndsWith("Request", StringComparison.Ordinal) && requestType!.IsBelowNamespace(MetadataNames.SdkNamespace))
        {
            var operation = name.Substring(0, name.Length - "Request".Length);
            if (method.Name == operation || method.Name == operation + "Async")
            {
                return operation;
            }
        }

        return method.Name.EndsWith("Async", StringComparison.Ordinal) ? method.Name.Substring(0, method.Name.Length - "Async".Length) : method.Name;
    }

    private IOperation? RequestArgument(IInvocationOperation invocation)
    {
        foreach (var argument in invocation.Arguments)
        {
            if (argument.Parameter?.Type is { } type && symbols.IsRequest(type))
            {
                return argument.Value.UnwrapConversions();
            }
        }

        return null;
    }
}
