using LambdaLift.Converter.Ir;
using LambdaLift.Converter.Passes;
using LambdaLift.ServiceCatalogue;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace LambdaLift.Converter.Frontend;

/// <summary>HTTP requests as the code makes them: by arguments, by messages and their contents.</summary>
internal sealed partial class Lowering
{
    /// <summary>An <c>HttpRequestMessage</c> that is made in this method.</summary>
    private sealed record RequestBinding(SentRequest Request, BlockBuilder Owner) : Binding;

    /// <summary>Binds a local that holds a request or its content; false when it holds neither.</summary>
    private bool BindRequest(ILocalSymbol local, IOperation? initializer, BlockBuilder into)
    {
        if (initializer is null || !(IsHttpRequest(local.Type) || local.Type.DerivesFrom(Http + ".HttpContent")) || Unwrap(initializer) is not (IObjectCreationOperation or IInvocationOperation { TargetMethod.Name: "Create" }))
            return false;
        var sent = new SentRequest { Method = Text("POST", At(initializer)) };
        if (IsHttpRequest(local.Type) ? (sent = ReadMessage(initializer, into)) is not null : SetContent(sent, initializer, into))
            _frame.Bind(local, new RequestBinding(sent!, into));
        return true;
    }

    private SentRequest? ReadArguments(IInvocationOperation invocation, HttpCall call, BlockBuilder into)
    {
        var sent = new SentRequest { Method = Text(call.Verb!, At(invocation)) };
        if (Argument(invocation, "requestUri") is { } url && (sent.Url = Url(url, into)) is null)
            return null;
        if (call.Body == HttpBody.Json && Argument(invocation, "value") is { } value)
            SetJson(sent, value, ContractOf(invocation, JsonContract.SystemTextJsonWeb), into);
        return call.Body != HttpBody.Content || Argument(invocation, "content") is not { } content || SetContent(sent, content, into) ? sent : null;
    }

    private SentRequest? ReadMessage(IOperation? message, BlockBuilder into)
    {
        message = message is null ? null : Unwrap(message);
        if (message is IObjectCreationOperation creation)
            return ReadMessageCreation(creation, into);
        if (message is ILocalReferenceOperation { Local: var local } && _frame.Find(local) is RequestBinding binding && ReferenceEquals(binding.Owner, into))
            return binding.Request;
        if (message is not null)
            Refuse(message, "This HTTP request", "make the HttpRequestMessage in the call, or in a local beside it");
        return null;
    }

    private SentRequest? ReadMessageCreation(IObjectCreationOperation creation, BlockBuilder into)
    {
        var sent = new SentRequest { Method = Text("GET", At(creation)) };
        foreach (var argument in creation.Arguments)
        {
            switch (argument.Parameter!.Name)
            {
                case "method" when MethodOf(argument.Value) is { } method:
                    sent.Method = Text(method, At(argument.Value));
                    break;
                case "requestUri":
                    if ((sent.Url = Url(argument.Value, into)) is null)
                        return null;
                    break;
                default:
                    Refuse(argument.Value, "This HTTP method", "use one of HttpMethod");
                    return null;
            }
        }

        return (creation.Initializer?.Initializers ?? []).All(item => SetPart(sent, item, into)) ? sent : null;
    }

    /// <summary>Sets a part of a request: in its initialiser, or by a statement.</summary>
    private bool SetPart(SentRequest sent, IOperation item, BlockBuilder into)
    {
        switch (item)
        {
            case ISimpleAssignmentOperation { Target: IPropertyReferenceOperation { Property: { Name: "Method", ContainingType: var type } }, Value: var value } when IsHttpRequest(type) && MethodOf(value) is { } method:
                sent.Method = Text(method, At(value));
                return true;
            case ISimpleAssignmentOperation { Target: IPropertyReferenceOperation { Property: { Name: "RequestUri", ContainingType: var type } }, Value: var url } when IsHttpRequest(type):
                return (sent.Url = Url(url, into)) is not null;
            case ISimpleAssignmentOperation { Target: IPropertyReferenceOperation { Property: { Name: "Content", ContainingType: var type } }, Value: var content } when IsHttpRequest(type):
                return SetContent(sent, content, into);
            case IMemberInitializerOperation { Initializer: IObjectOrCollectionInitializerOperation inner }:
                return inner.Initializers.All(i => SetPart(sent, i, into));
            default:
                if (HttpClients.HeaderOf(item) is not { } header)
                {
                    Refuse(item, "This part of an HTTP request", "set its method, URL, content and headers");
                    return false;
                }

                sent.Headers.Add((header.Name, IsDropped(header.Name) ? null : LowerExpression(header.Value, into), header.Site));
                return true;
        }
    }

    /// <summary>A statement that changes a request; null when it changes none.</summary>
    private bool LowerRequestChange(IOperation operation, BlockBuilder into)
    {
        var target = operation switch
        {
            ISimpleAssignmentOperation { Target: IPropertyReferenceOperation { Instance: { } owner } } => owner,
            IInvocationOperation { Instance: { } owner, TargetMethod.ContainingType: var type } when HttpClients.IsHeaders(type) || type.Name == "HttpHeaderValueCollection" => owner,
            _ => null,
        };
        while (target is IPropertyReferenceOperation { Instance: { } outer })
            target = outer;
        if (target is not ILocalReferenceOperation { Local: var local } || !IsHttpRequest(local.Type))
            return false;
        if (_frame.Find(local) is not RequestBinding binding || !ReferenceEquals(binding.Owner, into))
            Refuse(operation, "A change of an HTTP request in another block", "set it where the request is made");
        else
            SetPart(binding.Request, operation, into);
        return true;
    }

    private static string? MethodOf(IOperation value) => Unwrap(value) switch
    {
        IPropertyReferenceOperation { Property: { IsStatic: true, ContainingType: var type, Name: var name } } when type.Is(Http + ".HttpMethod") => name.ToUpperInvariant(),
        IObjectCreationOperation { Arguments: [{ Value.ConstantValue: { HasValue: true, Value: string text } }] } made when made.Type.Is(Http + ".HttpMethod") => text.ToUpperInvariant(),
        _ => null,
    };

    private void SetJson(SentRequest sent, IOperation value, JsonContract contract, BlockBuilder into)
    {
        sent.Body = new IrToJson(LowerExpression(value, into), contract, At(value));
        sent.ContentType = "application/json";
        sent.IsForm = false;
    }

    private bool SetContent(SentRequest sent, IOperation content, BlockBuilder into)
    {
        content = Unwrap(content);
        if (content.ConstantValue is { HasValue: true, Value: null })
            return true;
        switch (content)
        {
            case ILocalReferenceOperation { Local: var local } when _frame.Find(local) is RequestBinding { Request: { Url: null } made } binding && ReferenceEquals(binding.Owner, into):
                (sent.Body, sent.ContentType, sent.IsForm) = (made.Body, made.ContentType, made.IsForm);
                return true;
            case IObjectCreationOperation { Type.Name: "StringContent" } text when text.Arguments.All(a => a.Parameter!.Name is "content" or "encoding" || MediaTypeOf(a.Value) is not null || a.ArgumentKind == ArgumentKind.DefaultValue):
                var json = LowerExpression(text.Arguments.First(a => a.Parameter!.Name == "content").Value, into);
                if (!IsJsonText(json, into, []))
                {
                    Refuse(content, "Content that is text, which an HTTP task would send as a JSON text,", "send an object, serialised to JSON");
                    return false;
                }

                sent.Body = ExpressionSimplifier.Simplify(new IrParseJson(json, json.Origin));
                sent.ContentType = text.Arguments.Where(a => a.Parameter!.Name == "mediaType").Select(a => MediaTypeOf(a.Value)).FirstOrDefault() ?? "text/plain";
                sent.IsForm = false;
                return true;
            case IInvocationOperation { TargetMethod: { Name: "Create", IsGenericMethod: true, ContainingType.Name: "JsonContent" } } create
                when create.Arguments.All(a => a.Parameter!.Name is "inputValue" or "options" || a.ArgumentKind == ArgumentKind.DefaultValue):
                SetJson(sent, create.Arguments.First(a => a.Parameter!.Name == "inputValue").Value, ContractOf(create, JsonContract.SystemTextJsonWeb), into);
                return true;
            case IObjectCreationOperation { Type.Name: "FormUrlEncodedContent", Arguments: [{ Value: var pairs }] } when LowerExpression(pairs, into) is { } fields && fields.Type.IsDictionary():
                sent.Body = new IrToJson(fields, JsonContract.SystemTextJsonDefault, At(pairs));
                sent.ContentType = "application/x-www-form-urlencoded";
                sent.IsForm = true;
                return true;
            default:
                Refuse(content, "This content of an HTTP request", "make a StringContent of JSON, a JsonContent or a FormUrlEncodedContent of a dictionary in the call");
                return false;
        }

        static string? MediaTypeOf(IOperation value) => Unwrap(value) switch
        {
            { ConstantValue: { HasValue: true, Value: string text } } => text,
            IFieldReferenceOperation { Field: { HasConstantValue: true, ConstantValue: string text } } => text,
            IObjectCreationOperation { Arguments: [{ Value.ConstantValue: { HasValue: true, Value: string text } }, ..] } => text,
            _ => null,
        };
    }
}
