using System.Collections.Immutable;
using LambdaLift.Converter.Diagnostics;
using LambdaLift.Converter.Ir;
using LambdaLift.Converter.Passes;
using LambdaLift.ServiceCatalogue;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace LambdaLift.Converter.Frontend;

/// <summary>Calls of <c>HttpClient</c> as HTTP tasks: the request, what it is sent with, and the connection that it needs.</summary>
internal sealed partial class Lowering
{
    private const string Http = "System.Net.Http";

    private readonly HttpClients _clients;

    private static bool IsHttpRequest(ITypeSymbol? type) => type.Is(Http + ".HttpRequestMessage");

    /// <summary>Awaits a call that sends an HTTP request.</summary>
    private IrExpression? LowerHttpCall(IInvocationOperation invocation, HttpCall call, BlockBuilder into)
    {
        var origin = At(invocation);
        var isExtension = invocation.TargetMethod.IsExtensionMethod || invocation.TargetMethod.ReducedFrom is not null;
        var client = invocation.Instance ?? (isExtension ? Argument(invocation, 0) : null);
        if (client is null || invocation.Arguments.Any(a => a.Parameter!.Type.Is("System.Type") || a.Parameter.Type.Name is "JsonTypeInfo" or "JsonSerializerContext"))
            return Refuse(invocation, $"'{invocation.TargetMethod.Name}' with these arguments", "use the generic method");
        var setup = _clients.Find(client, Denote(client) is OpaqueBinding { Value: { } made } ? Unwrap(made) : null);
        if (setup.Obstacle is { } obstacle)
            return Refuse(obstacle.Place, obstacle.What, "use a client without it, or put the call into a function of its own");

        var sent = call.Verb is null ? ReadMessage(Argument(invocation, "request"), into) : ReadArguments(invocation, call, into);
        if (sent is null)
            return Failed(invocation);
        if (Endpoint(sent, setup, invocation, into) is not var (endpoint, query) || Headers(sent, setup, into) is not { } headers)
            return Failed(invocation);
        var verb = sent.Method is IrConstant { Value: string known } ? known : null;
        var beginning = (endpoint is IrConcat { Parts: [var first, ..] } ? first : endpoint) is IrConstant { Value: string text } ? text : null;
        if (HttpTask.Obstacle(verb ?? "GET", beginning) is { } reason)
            return Refuse(invocation, $"This HTTP call cannot be made by a state machine, because {reason}: it", "call an https URL");

        var members = new List<IrNewMember>
        {
            new("ApiEndpoint", endpoint),
            new("Method", sent.Method),
            new("InvocationConfig", Plain(origin, ("ConnectionArn", Connection(endpoint, invocation)))),
        };
        if (headers.Count > 0)
            members.Add(new IrNewMember("Headers", Plain(origin, headers.Select(h => (h.Name, h.Value)).ToArray())));
        if (query.Count > 0)
            members.Add(new IrNewMember("QueryParameters", Plain(origin, query.ToArray())));
        if (sent.Body is not null)
            members.Add(new IrNewMember("RequestBody", sent.Body));
        if (sent.IsForm)
            members.Add(new IrNewMember("Transform", Plain(origin, ("RequestBodyEncoding", Text("URL_ENCODED", origin)))));
        return Answer(invocation, call, new IrNew(members.ToImmutableArray(), null, origin), setup, into);
    }

    private IrConstant Failed(IInvocationOperation invocation) => new(null, Resolve(invocation.Type).TaskResult(), At(invocation));

    private static IrNew Plain(Origin origin, params (string Name, IrExpression Value)[] members) =>
        new(members.Select(m => new IrNewMember(m.Name, m.Value)).ToImmutableArray(), null, origin);

    private IrConstant Text(string text, Origin origin) => new(text, StringType, origin);

    private static IOperation? Argument(IInvocationOperation invocation, int ordinal) => invocation.Arguments.FirstOrDefault(a => a.Parameter!.Ordinal == ordinal)?.Value;

    private static IOperation? Argument(IInvocationOperation invocation, string name) =>
        invocation.Arguments.FirstOrDefault(a => a.Parameter!.Name == name && a.ArgumentKind != ArgumentKind.DefaultValue)?.Value;

    /// <summary>A connection belongs to a server: its credentials must not reach another one. It is a parameter of the deployment.</summary>
    private IrExpression Connection(IrExpression endpoint, IInvocationOperation invocation)
    {
        var origin = At(invocation);
        var (known, isServerKnown) = BeforeExecution(endpoint);
        var start = endpoint is IrConcat { Parts: [var first, ..] } ? first : endpoint;
        var server = start switch
        {
            _ when !isServerKnown => "http",
            IrConstant { Value: string text } when Uri.TryCreate(text, UriKind.Absolute, out var url) && url.Host.Length > 0 => url.Host,
            IrSubstitution { Name: var name } => name,
            _ => "http",
        };
        var connection = _environment.Connection(server, origin);
        var placeholder = connection is IrSubstitution { Name: var parameter } ? parameter : server;
        Report(LiftDescriptors.HttpConnection, origin, placeholder);
        if (!isServerKnown)
            Report(LiftDescriptors.ServerAtRunTime, origin, known.Length == 0 ? "any URL" : $"any URL that begins with '{known}'", placeholder);
        return connection;
    }

    /// <summary>What a URL begins with that does not depend on the execution, and whether that holds the whole server.</summary>
    private static (string Text, bool HasServer) BeforeExecution(IrExpression endpoint)
    {
        var parts = endpoint is IrConcat whole ? whole.Parts : [endpoint];
        var known = "";
        foreach (var part in parts)
        {
            var text = part switch
            {
                IrConstant { Value: string constant } => constant,
                IrSubstitution { Name: var name } => "${" + name + "}",
                _ => null,
            };
            if (text is null)
            {
                var scheme = known.IndexOf("://", StringComparison.Ordinal);
                return (known, known.IndexOf('/', scheme < 0 ? 0 : scheme + "://".Length) >= 0);
            }

            known += text;
        }

        return (known, true);
    }

    // ---- What is sent ----

    /// <summary>A request as it is sent: values that its code had when it set them.</summary>
    private sealed class SentRequest
    {
        public required IrExpression Method { get; set; }

        /// <summary>The URL, absolute or relative to the client's base address; null when there is none.</summary>
        public IrExpression? Url { get; set; }

        public List<(string Name, IrExpression? Value, IOperation Site)> Headers { get; } = new();

        public IrExpression? Body { get; set; }

        public string? ContentType { get; set; }

        /// <summary>Whether the body is form data.</summary>
        public bool IsForm { get; set; }
    }

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

    // ---- Where it goes ----

    /// <summary>The text of a URL; null, and a report, when it is none that is known.</summary>
    private IrExpression? Url(IOperation url, BlockBuilder into)
    {
        url = Unwrap(url);
        while (url is IObjectCreationOperation { Arguments: [{ Value: var text }, ..] } made && made.Type.Is("System.Uri") && made.Arguments.All(a => a.Parameter!.Type.IsString() || a.Parameter.Type.Name == "UriKind"))
            url = Unwrap(text);
        if (url.Type.IsString())
            return ExpressionSimplifier.Simplify(LowerExpression(url, into));
        Refuse(url, "This URL", "pass a text, or a Uri that is made of one in the call");
        return null;
    }

    /// <summary>The absolute URL without its query, and the query's parameters with their values as they are before they are escaped; null when refused.</summary>
    private (IrExpression Endpoint, List<(string Name, IrExpression Value)> Query)? Endpoint(SentRequest sent, HttpClientSetup setup, IInvocationOperation invocation, BlockBuilder into)
    {
        var origin = At(invocation);
        var url = sent.Url ?? Text("", origin);
        var start = url is IrConcat { Parts: [var first, ..] } ? first : url;
        var isAbsolute = start is IrConstant { Value: string known } ? known.IndexOf("://", StringComparison.Ordinal) > 0 : setup.BaseAddress is null;
        if (!isAbsolute)
        {
            if (setup.BaseAddress is null || Setting(setup.BaseAddress, into, isUrl: true) is not { } root || Resolved(root, url, invocation) is not { } resolved)
            {
                if (setup.BaseAddress is null)
                    Refuse(invocation, "A relative URL of a client without a base address", "write the whole URL, or set BaseAddress where the client is made");
                return null;
            }

            url = resolved;
        }

        if ((url is IrConcat { Parts: [var server, ..] } ? server : url) is IrSubstitution { Name: var address })
            _environment.IsUrl(address);
        var parts = (url is IrConcat whole ? whole.Parts : [url]).ToList();
        var mark = parts.FindIndex(p => p is IrConstant { Value: string text } && text.Contains('?'));
        var path = mark < 0 ? parts : parts.Take(mark).ToList();
        var query = new List<(string Name, IrExpression Value)>();
        if (mark >= 0)
        {
            var constant = (IrConstant)parts[mark];
            var text = (string)constant.Value!;
            var at = text.IndexOf('?');
            if (at > 0)
                path.Add(constant with { Value = text.Substring(0, at) });
            if (!ReadQuery(parts.Skip(mark + 1).Prepend(constant with { Value = text.Substring(at + 1) }), query))
            {
                Refuse(invocation, "A query whose parameters' names are not constant", "write the names into the URL: '?name='");
                return null;
            }
        }

        if (path.Skip(1).Any(p => p.Type.IsString() && p is not (IrConstant or IrSubstitution or IrCallFunction { Function: IrFunction.EscapeDataString })))
            Report(LiftDescriptors.UrlNotEscaped, origin);
        return (path is [IrConstant or IrSubstitution] ? path[0] : ExpressionSimplifier.Simplify(new IrConcat(path.ToImmutableArray(), StringType, origin)), query);
    }

    private bool ReadQuery(IEnumerable<IrExpression> parts, List<(string Name, IrExpression Value)> query)
    {
        string? name = null;
        var value = new List<IrExpression>();
        var origin = default(Origin);
        foreach (var part in parts)
        {
            origin = part.Origin;
            if (part is not IrConstant { Value: string text })
            {
                if (name is null)
                    return false;

                // The task escapes the values of parameters by itself.
                value.Add(part is IrCallFunction { Function: IrFunction.EscapeDataString, Arguments: [var raw] } ? raw : part);
                if (part.Type.IsString() && part is not (IrSubstitution or IrCallFunction { Function: IrFunction.EscapeDataString }))
                    Report(LiftDescriptors.UrlNotEscaped, part.Origin);
                continue;
            }

            var pieces = text.Split('&');
            for (var i = 0; i < pieces.Length; i++)
            {
                if (i > 0)
                    End();
                var piece = pieces[i];
                if (piece.Contains('#'))
                    return false;
                if (name is null && piece.Length > 0)
                {
                    var equals = piece.IndexOf('=');
                    if (equals < 0 && i == pieces.Length - 1)
                        return false;
                    name = Uri.UnescapeDataString(equals < 0 ? piece : piece.Substring(0, equals));
                    piece = equals < 0 ? "" : piece.Substring(equals + 1);
                }

                if (piece.Length > 0)
                    value.Add(Text(Uri.UnescapeDataString(piece), origin!));
            }
        }

        End();
        return query.Select(q => q.Name).Distinct(StringComparer.Ordinal).Count() == query.Count;

        void End()
        {
            if (name is not null)
                query.Add((name, value.Count == 0 ? Text("", origin!) : value is [IrConstant only] ? only : ExpressionSimplifier.Simplify(new IrConcat(value.ToImmutableArray(), StringType, origin!))));
            name = null;
            value.Clear();
        }
    }

    /// <summary>A relative URL on its base address, as <c>Uri</c> joins them.</summary>
    private IrExpression? Resolved(IrExpression root, IrExpression relative, IInvocationOperation invocation)
    {
        var origin = At(invocation);
        var beginning = (relative is IrConcat { Parts: [var first, ..] } ? first : relative) is IrConstant { Value: string text } ? text : null;
        if (beginning is null || beginning.StartsWith("//", StringComparison.Ordinal) || beginning.StartsWith(".", StringComparison.Ordinal))
        {
            Refuse(invocation, "A relative URL whose beginning is not constant", "begin it with a constant path");
            return null;
        }

        string? address = root switch
        {
            IrConstant { Value: string constant } => constant,
            IrSubstitution { Name: var name } => _environment.LiteralOf(name),
            _ => null,
        };
        if (root is not (IrConstant or IrSubstitution))
        {
            Refuse(invocation, "A base address that is put together", "set a constant, or the value of an environment variable");
            return null;
        }

        var rest = beginning.StartsWith("/", StringComparison.Ordinal) ? relative : null;
        if (address is null)
        {
            // Only the deployment knows the address; what follows the server's name in it would count for some URLs and not for others.
            Report(LiftDescriptors.BaseAddressAssumed, origin, ((IrSubstitution)root).Name);
            return Join(root, rest ?? Prefixed("/", relative));
        }

        if (!Uri.TryCreate(address, UriKind.Absolute, out var url))
        {
            Refuse(invocation, $"The base address '{address}', which is no absolute URL,", "set an https URL");
            return null;
        }

        if (root is IrConstant)
            return rest is null ? Prefixed(url.GetLeftPart(UriPartial.Path).Substring(0, url.GetLeftPart(UriPartial.Path).LastIndexOf('/') + 1), relative) : Prefixed(url.GetLeftPart(UriPartial.Authority), relative);
        if (url.AbsolutePath != "/" && (rest is not null || !address.EndsWith("/", StringComparison.Ordinal)))
        {
            Refuse(invocation, $"This URL on the base address '{address}', of which it would replace a part,", "let the address end with '/', and the URL begin without it");
            return null;
        }

        return address.EndsWith("/", StringComparison.Ordinal) ? Join(root, rest is null ? relative : Without(relative)) : Join(root, rest ?? Prefixed("/", relative));

        IrExpression Join(IrExpression left, IrExpression right) => ExpressionSimplifier.Simplify(new IrConcat([left, .. right is IrConcat more ? more.Parts : [right]], StringType, origin));

        IrExpression Prefixed(string prefix, IrExpression tail) => Join(Text(prefix, origin), tail);

        IrExpression Without(IrExpression tail) => tail switch
        {
            IrConstant { Value: string whole } constant => constant with { Value = whole.Substring(1) },
            IrConcat { Parts: [IrConstant { Value: string start } head, .. var others] } concat => concat with { Parts = [head with { Value = start.Substring(1) }, .. others] },
            _ => tail,
        };
    }

    /// <summary>The value of a setting of a client, which every call gets: it depends on nothing that an invocation has; null when refused.</summary>
    private IrExpression? Setting(IOperation value, BlockBuilder into, bool isUrl)
    {
        var model = _models(value.Syntax.SyntaxTree);
        var method = model.GetEnclosingSymbol(value.Syntax.SpanStart, _cancellationToken)!;
        var frame = ActiveFrame(method) ?? new Frame(null, method, model) { Component = _frame.This().Component };
        var block = new BlockBuilder(into);
        var lowered = AtComposition(frame, () => isUrl ? Url(value, block) : LowerExpression(value, block));
        if (lowered is null)
            return null;
        var statements = block.ToImmutable();
        lowered = statements.OfType<IrAssign>().Reverse().Aggregate(lowered, (whole, set) => whole.Substitute(v => ReferenceEquals(v, set.Variable) ? set.Value : null));
        lowered = ExpressionSimplifier.Simplify(lowered);
        if (statements.All(s => s is IrAssign) && lowered.Reads().Count == 0 && !lowered.IsVolatile())
            return lowered;
        Refuse(value, "A setting of an HTTP client that depends on the invocation", "set it on the request");
        return null;
    }

    private Frame? ActiveFrame(ISymbol method)
    {
        for (var frame = _frame; frame is not null; frame = frame.Outer!)
        {
            if (SymbolEqualityComparer.Default.Equals(frame.Method.OriginalDefinition, method.OriginalDefinition))
                return frame;
            if (frame.Outer is null)
                break;
        }

        return null;
    }

    // ---- Headers ----

    /// <summary>Headers that a task cannot send: those that the connection brings, and the one by which Step Functions names itself.</summary>
    private static bool IsDropped(string name) => HttpTask.IsCredential(name) || name.Equals("User-Agent", StringComparison.OrdinalIgnoreCase);

    private List<(string Name, IrExpression Value)>? Headers(SentRequest sent, HttpClientSetup setup, BlockBuilder into)
    {
        var headers = new List<(string Name, IrExpression Value)>();
        foreach (var header in setup.Headers)
        {
            // What a request sets itself comes instead of the client's.
            if (sent.Headers.Any(h => h.Name.Equals(header.Name, StringComparison.OrdinalIgnoreCase)))
                continue;
            var value = IsDropped(header.Name) ? Text("", At(header.Value)) : Setting(header.Value, into, isUrl: false);
            if (value is null || !Add(header.Name, value, header.Site))
                return null;
        }

        foreach (var (name, value, site) in sent.Headers)
        {
            if (!Add(name, value ?? Text("", At(site)), site))
                return null;
        }

        if (sent is { ContentType: { } contentType, Body: not null })
            headers.Add(("Content-Type", Text(contentType, sent.Body.Origin)));
        return headers;

        bool Add(string name, IrExpression value, IOperation site)
        {
            if (IsDropped(name))
            {
                Report(LiftDescriptors.HttpHeaderDropped, At(site), name, HttpTask.IsCredential(name) ? "credentials never pass through state, the connection has to bring them" : "Step Functions names itself");
                return true;
            }

            if (!HttpTask.AcceptsHeader(name) || headers.Any(h => h.Name.Equals(name, StringComparison.OrdinalIgnoreCase)))
            {
                Refuse(site, HttpTask.AcceptsHeader(name) ? $"The header '{name}' set twice" : $"The header '{name}', which an HTTP task cannot send,", "leave it out, or put the call into a function of its own");
                return false;
            }

            headers.Add((name, value));
            return true;
        }
    }
}
