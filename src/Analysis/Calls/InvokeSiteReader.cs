using System.Collections.Immutable;
using LambdaLift.Analysis.Values;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace LambdaLift.Analysis.Calls;

/// <summary>Reads the facts of an invoke: its type, its callee, and what becomes of its response.</summary>
internal sealed class InvokeSiteReader(LambdaProgram program, CancellationToken cancellationToken)
{
    private readonly ValueFlow _flow = new(program, cancellationToken);

    public InvokeSite Read(ServiceCallSite call)
    {
        var types = InvocationTypes.Unknown;
        var names = ImmutableArray<IOperation>.Empty;
        if (call.Request is { } request)
        {
            var requests = new RequestFlow(_flow, request);
            types = TypesOf(requests.Read("InvocationType"));
            names = requests.Read("FunctionName").Values.SelectMany(v => _flow.Resolve(v).Leaves).ToImmutableArray();
        }

        var uses = new ResultUses(program, cancellationToken);
        var readsError = uses.Reads(call.Invocation, "FunctionError");
        return new InvokeSite(
            call,
            types,
            names,
            CalleeText(names),
            readsError,
            readsError == ResultUse.Yes ? ResultUse.Yes : uses.Uses(call.Invocation))
        {
            InvokesItself = names.Any(IsOwnName),
        };
    }

    private InvocationTypes TypesOf(PropertyValues values)
    {
        var types = values.MayBeUnset ? InvocationTypes.Unset : InvocationTypes.None;
        if (!values.IsComplete && values.Values.IsEmpty)
        {
            types |= InvocationTypes.Unknown;
        }

        foreach (var value in values.Values)
        {
            var flow = _flow.Resolve(value);
            types = flow.Leaves.Aggregate(types, (known, leaf) => known | TypeOf(leaf));
            types |= flow.IsComplete ? InvocationTypes.None : InvocationTypes.Unknown;
        }

        return types == InvocationTypes.None ? InvocationTypes.Unknown : types;
    }

    // InvocationType is an SDK "constant class": static fields, an implicit conversion from string, and FindValue.
    private static InvocationTypes TypeOf(IOperation value) => value switch
    {
        { ConstantValue: { HasValue: true, Value: null } } or IDefaultValueOperation => InvocationTypes.Unset,
        { ConstantValue: { HasValue: true, Value: string text } } => Named(text),
        IFieldReferenceOperation { Field: { IsStatic: true } field } => Named(field.Name),
        IObjectCreationOperation { Arguments: [{ Value.ConstantValue.Value: string text }] } => Named(text),
        IInvocationOperation { TargetMethod.Name: "FindValue", Arguments: [{ Value.ConstantValue.Value: string text }] } => Named(text),
        _ => InvocationTypes.Unknown,
    };

    private static InvocationTypes Named(string name) => name switch
    {
        "RequestResponse" => InvocationTypes.RequestResponse,
        "Event" => InvocationTypes.Event,
        "DryRun" => InvocationTypes.DryRun,
        _ => InvocationTypes.Unknown,
    };

    private static string? CalleeText(ImmutableArray<IOperation> names)
    {
        var texts = names.Select(TextOf).Distinct().ToList();
        return texts.Count == 0 ? null : string.Join(" or ", texts.Take(3)) + (texts.Count > 3 ? " or others" : "");
    }

    private static bool IsOwnName(IOperation name) => name switch
    {
        IPropertyReferenceOperation { Property: { Name: "FunctionName" or "InvokedFunctionArn" } property } => property.ContainingType.HasMetadataName(MetadataNames.LambdaContext),
        _ => TextOf(name) == "${AWS_LAMBDA_FUNCTION_NAME}",
    };

    private static string TextOf(IOperation name) => name switch
    {
        { ConstantValue: { HasValue: true, Value: string text } } => text,
        IInvocationOperation { TargetMethod: { Name: "GetEnvironmentVariable", ContainingType.Name: "Environment" } } call
            when call.Arguments.Length > 0 && call.Arguments[0].Value.ConstantValue is { HasValue: true, Value: string variable } => "${" + variable + "}",
        _ => name.Syntax.ToString(),
    };
}
