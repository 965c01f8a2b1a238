using LambdaLift.Converter.Ir;
using LambdaLift.Converter.Passes;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace LambdaLift.Converter.Frontend;

/// <summary>Paginators of the SDK: <c>await foreach (var page in client.Paginators.Scan(request).Responses)</c>.</summary>
internal sealed partial class Lowering
{
    // The property of an answer that says where to go on, and that of the request that takes it.
    private static readonly (string Answer, string Request)[] Tokens =
    [
        ("LastEvaluatedKey", "ExclusiveStartKey"),
        ("LastEvaluatedTableName", "ExclusiveStartTableName"),
        ("NextContinuationToken", "ContinuationToken"),
        ("NextToken", "NextToken"),
        ("NextPageToken", "NextPageToken"),
        ("NextMarker", "Marker"),
        ("Marker", "Marker"),
    ];

    /// <summary>The call is made again for as long as its answer says where to go on, as the SDK's paginators do.</summary>
    private void LowerPages(IForEachLoopOperation loop, BlockBuilder into)
    {
        var origin = At(loop);
        if (Unwrap(WithoutCancellation(loop.Collection)) is not IPropertyReferenceOperation { Property: var wanted, Instance: { } paginator }
            || Unwrap(paginator) is not IInvocationOperation { Arguments: [{ Value: var requestOperation }] } factory
            || _services.FindOperation(factory) is not { } operation
            || _frame.Model.Compilation.GetTypeByMetadataName(operation.DotNet.Response.FullName) is not { } responseType
            || _frame.Model.Compilation.GetTypeByMetadataName(operation.DotNet.Request.FullName) is not { } requestType)
        {
            Refuse(loop, "A loop over an asynchronous stream", "go through the pages of a paginator");
            return;
        }

        var (answer, token) = Tokens.FirstOrDefault(t => ObjectShape.Properties(responseType).Any(p => p.Name == t.Answer) && ObjectShape.Properties(requestType).Any(p => p.Name == t.Request));
        var items = wanted.Name == "Responses" ? null : ObjectShape.Properties(responseType).FirstOrDefault(p => p.Name == wanted.Name);
        if (answer is null || operation.StepFunctions.Preferred is null || (wanted.Name != "Responses" && items is null))
        {
            Refuse(loop, $"The paginator of '{operation.Name}'", "call the operation in a loop");
            return;
        }

        var request = LowerExpression(requestOperation, into);
        var next = new IrVariable(answer.LowerFirst(), ObjectShape.Properties(responseType).First(p => p.Name == answer).Type);
        var page = new IrVariable(items is null ? (loop.LoopControlVariable as IVariableDeclaratorOperation)?.Symbol.Name ?? "page" : "page", responseType);
        _neverNull.Add(page);
        IrExpression Token() => new IrRead(next, origin);

        // The first page is the one that the request asks for.
        into.Add(new IrAssign(next, ExpressionSimplifier.Simplify(new IrMember(request, token, next.Type, origin)), origin));

        var exit = new IrLabel("break");
        var body = new BlockBuilder(into, conditional: true);
        var mutations = _mutations.Count;
        var sent = new IrWith(request, [new IrNewMember(token, Token())], requestType, origin);
        body.Add(new IrServiceCall(operation, ExpressionSimplifier.Simplify(sent), page, new Origin(factory.Syntax, _frame.Method)));
        body.Add(new IrAssign(next, new IrMember(new IrRead(page, origin), answer, next.Type, origin), origin));
        if (items is null)
        {
            _exits[loop.ExitLabel] = exit;
            var label = new IrLabel("continue");
            _exits[loop.ContinueLabel] = label;
            BindLoopVariable(loop.LoopControlVariable, page, body);
            var inner = new BlockBuilder(body);
            LowerStatement(loop.Body, inner);
            body.Add(new IrLabeled(label, inner.ToImmutable(), origin));
        }
        else
        {
            // A page without items is as good as one with an empty list.
            var elementType = items.Type.ElementType();
            var list = new IrCoalesce(new IrMember(new IrRead(page, origin), items.Name, items.Type, origin), new IrList([], items.Type, origin), items.Type, origin);
            LowerItems(loop, list, list, elementType, exit, body);
        }

        IrExpression isLast = next.Type.IsString()
            ? new IrCallFunction(IrFunction.IsNullOrEmpty, [Token()], BooleanType, origin)
            : new IrBinary(
                IrOperator.Or,
                IsNull(Token(), origin),
                new IrBinary(IrOperator.Equal, new IrCallFunction(IrFunction.Count, [Token()], IntType, origin), new IrConstant(0, IntType, origin), BooleanType, origin),
                BooleanType,
                origin);
        body.Add(new IrIf(isLast, [new IrLeave(exit, origin)], [], origin));
        RefuseSharedAcrossIterations(body, mutations);
        into.Add(new IrLabeled(exit, [new IrLoop(body.ToImmutable(), origin)], origin));
    }

    private static IOperation WithoutCancellation(IOperation stream) =>
        Unwrap(stream) is IInvocationOperation { TargetMethod.Name: "WithCancellation" } invocation ? invocation.Instance ?? invocation.Arguments[0].Value : stream;
}
