using System.Collections.Immutable;
using LambdaLift.Converter.Ir;
using LambdaLift.ServiceCatalogue;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace LambdaLift.Converter.Frontend;

/// <summary>
/// <c>TransferUtility.OpenStreamAsync</c> of S3, which is one call of <c>GetObject</c>, and <c>UploadAsync</c> of a stream, which is one of <c>PutObject</c> as long as its
/// content has less than 16 MB: state never has so much. What moves files of the function's file system has no counterpart.
/// </summary>
internal sealed partial class Lowering
{
    private const string Transfer = "Amazon.S3.Transfer";

    // What the utility looks at before it calls, in its order, and what it says then (AWSSDK.S3 4.0.104).
    private static readonly (string Member, string Message)[] OpenChecks =
        [("BucketName", "The bucketName Specified is null or empty!"), ("Key", "The key Specified is null or empty!")];

    private static bool IsTransferCall(IInvocationOperation invocation) =>
        invocation.Instance?.Type.IsTransferUtility() == true && invocation.TargetMethod.ContainingNamespace.FullName() == Transfer;

    /// <summary>Awaits a call of the utility.</summary>
    private IrExpression LowerTransfer(IInvocationOperation invocation, BlockBuilder into)
    {
        var method = invocation.TargetMethod;
        var operation = _services.FindHighLevel(invocation);
        var members = TransferArguments(invocation);
        if (operation is not null && method.Name == "UploadAsync" && members?.Select(m => m.Name).SequenceEqual(["ContentBody", "BucketName", "Key"]) == true)
            return LowerUpload(invocation, operation, members, into);
        if (operation is null || method.Name != "OpenStreamAsync" || members?.Select(m => m.Name).SequenceEqual(["BucketName", "Key"]) != true)
            return Refuse(invocation, $"'{method.ContainingType.Name}.{method.Name}' with these arguments", "open a stream by bucket and key, or use the requests of the client");

        var values = LowerOperands(members.Select(m => m.Value).ToImmutableArray(), into);
        var sent = members.Select((m, i) => new IrNewMember(m.Name, values[i])).ToImmutableArray();
        foreach (var (name, message) in OpenChecks)
            Guard(new IrCallFunction(IrFunction.IsNullOrEmpty, [sent.First(m => m.Name == name).Value], BooleanType, At(invocation)), "System.InvalidOperationException", message, At(invocation), into);
        var request = new IrNew(
            sent,
            _frame.Model.Compilation.GetTypeByMetadataName(operation.DotNet.Request.FullName),
            At(invocation));
        var responseType = _frame.Model.Compilation.GetTypeByMetadataName(operation.DotNet.Response.FullName);
        var response = Send(operation, request, invocation, responseType, into);
        return new IrMember(response, "ResponseStream", Resolve(invocation.Type).TaskResult(), At(invocation));
    }

    private IrConstant LowerUpload(IInvocationOperation invocation, AwsOperation operation, IReadOnlyList<(string Name, IOperation Value)> members, BlockBuilder into)
    {
        var values = LowerOperands(members.Select(m => m.Value).ToImmutableArray(), into);
        var request = new IrNew(
            members.Select((m, i) => new IrNewMember(m.Name, values[i])).ToImmutableArray(),
            _frame.Model.Compilation.GetTypeByMetadataName(operation.DotNet.Request.FullName),
            At(invocation));
        Send(operation, request, invocation, _frame.Model.Compilation.GetTypeByMetadataName(operation.DotNet.Response.FullName), into);
        return new IrConstant(null, null, At(invocation));
    }

    /// <summary>What a call says, as properties of the operation's request; null where it says it by a request of the utility's, which can ask for more.</summary>
    private static IReadOnlyList<(string Name, IOperation Value)>? TransferArguments(IInvocationOperation invocation)
    {
        var arguments = invocation.Arguments.Where(a => a.ArgumentKind != ArgumentKind.DefaultValue && !a.Value.Type.IsOpaque() && !a.Parameter!.Type.IsOpaque())
            .OrderBy(a => a.Parameter!.Ordinal).ToList();
        var given = arguments.Select(a => (Name: a.Parameter!.Name switch { "bucketName" => "BucketName", "key" => "Key", "stream" => "ContentBody", _ => "" }, a.Value)).ToList();
        return given.TrueForAll(g => g.Name.Length > 0) ? given : null;
    }
}
