using System.Collections.Immutable;
using LambdaLift.Converter.Diagnostics;
using LambdaLift.Converter.Ir;
using LambdaLift.ServiceCatalogue;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace LambdaLift.Converter.Frontend;

internal sealed partial class Lowering
{
    /// <summary>A call on an AWS client becomes a statement; its value is the response.</summary>
    private IrExpression LowerServiceCall(IInvocationOperation invocation, BlockBuilder into)
    {
        var origin = At(invocation);
        var declared = Resolve(invocation.Type);
        var responseType = declared.IsTask() ? declared.TaskResult() : declared;
        var operation = _services.FindOperation(invocation);
        if (operation is null)
            return Refuse(invocation, $"'{invocation.TargetMethod.ContainingType.Name}.{invocation.TargetMethod.Name}', which is no operation of the service,", "call the operation itself");

        var observable = invocation.Arguments
            .Where(a => a.ArgumentKind != ArgumentKind.DefaultValue && !a.Value.Type.IsOpaque() && !a.Parameter!.Type.IsOpaque())
            .OrderBy(a => a.Parameter!.Ordinal)
            .ToImmutableArray();
        IrExpression request;
        if (observable is [{ Parameter.Type: var only }] && only.IsSdkRequest())
        {
            request = LowerExpression(observable[0].Value, into);
        }
        else
        {
            var requestType = invocation.TargetMethod.ContainingNamespace is { } && responseType is not null
                ? _frame.Model.Compilation.GetTypeByMetadataName(operation.DotNet.Request.FullName)
                : null;
            var overload = operation.DotNet.FindOverload(invocation.TargetMethod.Name, observable.Select(a => a.Parameter!.Name).ToList());
            var values = LowerOperands(observable.Select(a => a.Value).ToImmutableArray(), into);
            var members = ImmutableArray.CreateBuilder<IrNewMember>();
            for (var i = 0; i < observable.Length; i++)
            {
                // By rule a convenience method names its parameters as the request's properties.
                var name = overload?.Parameters[i].Property
                    ?? operation.DotNet.Request.Properties.FirstOrDefault(p => string.Equals(p.Name, observable[i].Parameter!.Name, StringComparison.OrdinalIgnoreCase))?.Name;
                if (name is null)
                    return Refuse(invocation, $"This overload of '{invocation.TargetMethod.Name}'", $"pass a {operation.DotNet.Request.Name}");
                members.Add(new IrNewMember(name, values[i]));
            }

            request = new IrNew(members.ToImmutable(), requestType, origin);
        }

        var response = Send(operation, request, invocation, responseType, into);
        if (response is IrRead)
            ApplyDeadline(invocation, into);
        return response;
    }

    /// <summary>Sends a request; the value is the response.</summary>
    private IrExpression Send(AwsOperation operation, IrExpression request, IInvocationOperation invocation, ITypeSymbol? responseType, BlockBuilder into)
    {
        var origin = At(invocation);
        if (operation.StepFunctions.Preferred is null)
        {
            Report(LiftDescriptors.NoIntegration, origin, operation.Id, operation.StepFunctions.Refusal ?? "the service has no integration");
            return new IrConstant(null, responseType, origin);
        }

        // What the SDK's class says unless it is set.
        if (operation.Id == "s3:CopyObject" && request is IrNew copy && copy.Members.All(m => m.Name != "MetadataDirective"))
            request = copy with { Members = copy.Members.Add(new IrNewMember("MetadataDirective", new IrConstant("COPY", StringType, origin))) };

        // Refused here rather than with the request, so that the call can go into a function of its own.
        if (operation.Id == "s3:PutObject" && request is IrNew put && put.Members.FirstOrDefault(m => m.Name == "ContentBody") is { Value: var body } && !IsJsonText(body, into, []))
        {
            Report(LiftDescriptors.NoIntegration, body.Origin, operation.Id, "'Body' takes JSON only: a state machine would store this text in quotes");
            return new IrConstant(null, responseType, origin);
        }

        ReportSecret(operation, request, origin);
        var result = new IrVariable(NameOfResult(invocation), responseType);
        into.Add(new IrServiceCall(operation, request, result, origin));
        return new IrRead(result, origin);
    }

    /// <summary>Whether a text is what a serializer wrote, wherever it was kept since.</summary>
    private static bool IsJsonText(IrExpression text, BlockBuilder into, HashSet<IrVariable> seen) => text switch
    {
        IrJsonText => true,
        IrConditional e => IsJsonText(e.WhenTrue, into, seen) && IsJsonText(e.WhenFalse, into, seen),
        IrRead { Variable: var variable } => !seen.Add(variable)
            || into.Around().SelectMany(s => ImmutableArray.Create(s).Descendants()).OfType<IrAssign>().Where(a => ReferenceEquals(a.Variable, variable)).ToList() is { Count: > 0 } set && set.All(a => IsJsonText(a.Value, into, seen)),
        _ => false,
    };

    /// <summary>The local that the response is assigned to gives the name; else the operation.</summary>
    private static string NameOfResult(IInvocationOperation invocation)
    {
        for (var operation = invocation.Parent; operation is not null; operation = operation.Parent)
        {
            switch (operation)
            {
                case IVariableDeclaratorOperation declarator:
                    return declarator.Symbol.Name;
                case IAwaitOperation or IConversionOperation or IVariableInitializerOperation or IArgumentOperation:
                    continue;
                case IInvocationOperation { TargetMethod.Name: "ConfigureAwait" }:
                    continue;
            }

            break;
        }

        var name = invocation.TargetMethod.Name;
        return name.LowerFirst().Replace("Async", "") + "Response";
    }
}
