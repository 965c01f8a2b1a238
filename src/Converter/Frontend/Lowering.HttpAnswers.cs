using LambdaLift.Converter.Ir;
using LambdaLift.ServiceCatalogue;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace LambdaLift.Converter.Frontend;

/// <summary>Answers of HTTP calls: their status, whether it is a success, and their body.</summary>
internal sealed partial class Lowering
{
    // The parts of an answer, as members of the object that stands for it in the workflow.
    private const string AnswerStatus = "StatusCode";
    private const string AnswerSucceeded = "IsSuccessStatusCode";
    private const string AnswerBody = "Body";
    private const string AnswerFailure = "Failure";

    private const string ReadAfterCheck = "read the body only where the status is a success: after EnsureSuccessStatusCode, or where IsSuccessStatusCode holds";

    private static bool IsHttpAnswer(ITypeSymbol? type) => type.Is(Http + ".HttpResponseMessage");

    /// <summary>Places the call; the value is what its method gives.</summary>
    private IrExpression? Answer(IInvocationOperation invocation, HttpCall call, IrExpression request, HttpClientSetup setup, BlockBuilder into)
    {
        var origin = At(invocation);
        var type = Resolve(invocation.Type).TaskResult();
        var name = NameOfResult(invocation);
        int? timeout = null;
        if (setup.Timeout is { } limit && !IsInfinite(limit))
        {
            if (Seconds(limit, into) is not IrConstant { Value: double seconds })
                return Refuse(limit, "This time limit of an HTTP client", "set a constant");
            timeout = seconds <= HttpTask.TimeLimitSeconds ? Math.Max((int)seconds, 1) : null;
        }

        if (call.Result != HttpResult.Response)
        {
            var body = new IrVariable(name, null);
            into.Add(new IrHttpCall(request, new HttpAnswer { Body = body }, origin) { ThrowsOnFailureStatus = true, ReadsJson = call.Result == HttpResult.Json, TimeoutSeconds = timeout });
            var read = new IrRead(body, origin);
            return call.Result == HttpResult.Json ? JsonOf(invocation, read, isParsed: true) : new IrCallFunction(IrFunction.AnswerText, [read], type, origin);
        }

        var throws = IsCheckedAtOnce(invocation);
        var status = type!.GetMembers(AnswerStatus).OfType<IPropertySymbol>().First().Type;
        var answer = new HttpAnswer
        {
            Body = new IrVariable(name + "Body", null),
            Status = new IrVariable(name + "Status", status),
            Succeeded = throws ? null : new IrVariable(name + "Succeeded", BooleanType),
            Failure = throws ? null : new IrVariable(name + "Failure", null) { IsError = true },
        };
        into.Add(new IrHttpCall(request, answer, origin) { ThrowsOnFailureStatus = throws, TimeoutSeconds = timeout });
        return new IrNew(
            [
                new IrNewMember(AnswerStatus, new IrRead(answer.Status, origin)),
                new IrNewMember(AnswerSucceeded, answer.Succeeded is { } succeeded ? new IrRead(succeeded, origin) : new IrConstant(true, BooleanType, origin)),
                new IrNewMember(AnswerBody, new IrRead(answer.Body, origin)),
                new IrNewMember(AnswerFailure, answer.Failure is { } failure ? new IrRead(failure, origin) : new IrConstant(null, null, origin)),
            ],
            type,
            origin);
    }

    private static bool IsInfinite(IOperation limit) => Unwrap(limit) is IFieldReferenceOperation { Field.Name: "InfiniteTimeSpan" };

    /// <summary>Whether the first thing that happens to an answer is <c>EnsureSuccessStatusCode()</c>: then the call itself is what throws.</summary>
    private static bool IsCheckedAtOnce(IInvocationOperation invocation)
    {
        IOperation value = invocation;
        while (value.Parent is IAwaitOperation or IConversionOperation or IInvocationOperation { TargetMethod.Name: "ConfigureAwait" })
            value = value.Parent;
        if (value.Parent is IInvocationOperation { TargetMethod.Name: "EnsureSuccessStatusCode" })
            return true;
        if (value.Parent is not IVariableInitializerOperation { Parent: IVariableDeclaratorOperation { Symbol: var local } declarator })
            return false;
        IOperation statement = declarator;
        while (statement.Parent is not (IBlockOperation or IUsingOperation or null))
            statement = statement.Parent;
        var next = statement.Parent switch
        {
            IBlockOperation block => block.Operations.SkipWhile(o => !ReferenceEquals(o, statement)).Skip(1).FirstOrDefault(),
            IUsingOperation { Body: IBlockOperation body } => body.Operations.FirstOrDefault(),
            _ => null,
        };
        return next is IExpressionStatementOperation { Operation: IInvocationOperation { TargetMethod.Name: "EnsureSuccessStatusCode", Instance: ILocalReferenceOperation { Local: var checkedLocal } } }
            && SymbolEqualityComparer.Default.Equals(local, checkedLocal);
    }

    /// <summary>A property of an answer; null when it has no counterpart here.</summary>
    private IrExpression LowerAnswerProperty(IPropertyReferenceOperation operation, BlockBuilder into) => operation.Property.Name switch
    {
        AnswerStatus or AnswerSucceeded => AnswerPart(LowerExpression(operation.Instance!, into), operation.Property.Name, Resolve(operation.Type), At(operation)),
        _ => Refuse(operation, $"'{operation.Property.Name}' of an HTTP answer", "use its status, or read its content where it is received"),
    };

    private static IrExpression AnswerPart(IrExpression answer, string name, ITypeSymbol? type, Origin origin) =>
        answer is IrNew made ? made.Members.First(m => m.Name == name).Value : new IrMember(answer, name, type, origin) { IsKnownNotNull = true };

    /// <summary><c>EnsureSuccessStatusCode()</c>: throws what the failure was for the task; the value is the answer.</summary>
    private IrExpression? LowerAnswerCheck(IInvocationOperation invocation, BlockBuilder into)
    {
        if (invocation.TargetMethod.Name != "EnsureSuccessStatusCode" || !IsHttpAnswer(invocation.Instance?.Type))
            return null;
        var origin = At(invocation);
        var answer = LowerExpression(invocation.Instance!, into);
        var succeeded = AnswerPart(answer, AnswerSucceeded, BooleanType, origin);
        if (succeeded is IrConstant { Value: true })
            return answer;
        var thrown = new IrVariable("failure", _frame.Model.Compilation.GetTypeByMetadataName(HttpTask.ExceptionType)) { IsError = true };
        into.Add(new IrIf(
            Not(succeeded),
            [
                new IrAssign(thrown, Passes.ExpressionSimplifier.Simplify(new IrAsError(AnswerPart(answer, AnswerFailure, null, origin), null, origin)), origin),
                new IrRethrow(thrown, (INamedTypeSymbol)thrown.Type!, origin),
            ],
            [],
            origin));
        return answer;
    }

    /// <summary>Awaits the reading of an answer's content; null when the call is none.</summary>
    private IrExpression? LowerContent(IInvocationOperation invocation, BlockBuilder into)
    {
        var method = invocation.TargetMethod;
        var isJson = method.Name == "ReadFromJsonAsync" && method.ContainingType.Is(Http + ".Json.HttpContentJsonExtensions");
        if (!isJson && !(method.Name is "ReadAsStringAsync" or "ReadAsStreamAsync" or "ReadAsByteArrayAsync" && method.ContainingType.Is(Http + ".HttpContent")))
            return null;
        var content = Unwrap(invocation.Instance ?? invocation.Arguments.First(a => a.Parameter!.Ordinal == 0).Value);
        if (content is not IPropertyReferenceOperation { Property.Name: "Content", Instance: { } response } || !IsHttpAnswer(response.Type))
            return Refuse(invocation, "Content that is kept apart from its answer", "read it by 'response.Content' where it is needed");
        if (isJson && (method.TypeArguments.Length != 1 || invocation.Arguments.Any(a => a.Parameter!.Type.Name is "JsonTypeInfo" or "JsonSerializerContext")))
            return Refuse(invocation, $"'{method.Name}' with these arguments", "use the generic method");
        var origin = At(invocation);
        var answer = LowerExpression(response, into);
        var succeeded = AnswerPart(answer, AnswerSucceeded, BooleanType, origin);

        // A task that fails has no body to give: right as long as the code does not come here then.
        if (succeeded is not IrConstant { Value: true })
            into.Add(new IrIf(Not(succeeded), [new IrUnreachable("Reading the body of an HTTP answer whose status is a failure, which a task does not give,", ReadAfterCheck, origin)], [], origin));
        var body = AnswerPart(answer, AnswerBody, null, origin);
        return isJson ? JsonOf(invocation, Parsed(body, origin, into, out var isParsed), isParsed) : new IrCallFunction(IrFunction.AnswerText, [body], Resolve(invocation.Type).TaskResult(), origin);
    }

    /// <summary>Inside of a try only a decision can throw what the code may catch; elsewhere the reading itself fails.</summary>
    private IrExpression Parsed(IrExpression body, Origin origin, BlockBuilder into, out bool isParsed)
    {
        isParsed = _tryDepth > 0;
        if (isParsed)
            Guard(new IrCallFunction(IrFunction.IsText, [body], BooleanType, origin), "System.Text.Json.JsonException", "The answer is no JSON.", origin, into);
        return body;
    }

    /// <summary>A body as System.Text.Json reads it for the web.</summary>
    private IrExpression JsonOf(IInvocationOperation invocation, IrExpression body, bool isParsed)
    {
        var origin = At(invocation);
        var type = Resolve(invocation.TargetMethod.TypeArguments[0]);
        if (type.IsString())
            return Refuse(invocation, "An answer that is a JSON text, which an HTTP task gives like any other text,", "read the answer as text, or as an object");
        var json = isParsed ? body : new IrCallFunction(IrFunction.AnswerJson, [body], null, origin);
        return new IrFromJson(json, ContractOf(invocation, JsonContract.SystemTextJsonWeb), type, origin);
    }
}
