using System.Collections.Immutable;
using LambdaLift.Converter.Diagnostics;
using LambdaLift.Converter.Ir;
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

    // ---- Where it goes ----

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
