using LambdaLift.ServiceCatalogue;
using LambdaLift.StatesLanguage.Json;
using LambdaLift.Verifier.Calls;

namespace LambdaLift.Verifier.Exploration;

/// <summary>How services may behave: their plain answers, variations of these, and their errors.</summary>
internal sealed class ServiceModels(AwsCatalogue catalogue, ApiShapes apiShapes, Samples samples)
{
    private readonly Dictionary<string, SampleShape> _responses = new(StringComparer.Ordinal);
    private readonly Dictionary<string, SampleShape> _payloads = new(StringComparer.Ordinal);

    /// <summary>Learns as what type the handler reads the payload of a function; true if that was not known.</summary>
    public bool Learn(ServiceCall call, Type type) => call.Operation switch
    {
        Normalization.LambdaInvoke => _payloads.TryAdd(Function(call), TypeShapes.Of(type)),
        HttpExchange.Operation => _payloads.TryAdd(HttpExchange.Resource(call), TypeShapes.Of(type)),
        _ => false,
    };

    /// <summary>The same call so many times: then the code waits for another answer.</summary>
    private const int Patience = 3;

    /// <summary>What a service does when nothing else is said, the first times a call is made and later: loops that poll come to an end.</summary>
    public ServiceBehaviour Plain(ServiceCall call, int occurrence)
    {
        var plain = Plain(call);
        if (occurrence < Patience || plain is not ServiceBehaviour.Responds { Body: var body }) return plain;
        if (call.Operation == HttpExchange.Operation)
            return _payloads.TryGetValue(HttpExchange.Resource(call), out var content) ? HttpExchange.Responds(200, samples.Later(HttpExchange.Body(body), content, occurrence - Patience)) : plain;
        if (call.Operation == Normalization.LambdaInvoke)
            return _payloads.TryGetValue(Function(call), out var payload) && IsSynchronous(call) ? InvokeResponse(samples.Later(Payload(body), payload, occurrence - Patience)) : plain;
        return Response(call) is { } shape ? new ServiceBehaviour.Responds(samples.Later(body, shape, occurrence - Patience)) : plain;
    }

    private ServiceBehaviour Plain(ServiceCall call)
    {
        // What nobody reads as JSON is text.
        if (call.Operation == HttpExchange.Operation)
            return HttpExchange.Responds(200, _payloads.TryGetValue(HttpExchange.Resource(call), out var content) ? Samples.Plain(content, Salt(call)) : $"text-{Salt(call)}");
        if (call.Operation == Normalization.LambdaInvoke)
        {
            return IsSynchronous(call)
                ? InvokeResponse(_payloads.TryGetValue(Function(call), out var payload) ? Samples.Plain(payload, Salt(call)) : JsonData.Object())
                : new ServiceBehaviour.Responds(JsonData.Object(("StatusCode", 202)));
        }

        return new ServiceBehaviour.Responds(Response(call) is { } shape ? Samples.Plain(shape, Salt(call)) : JsonData.Object());
    }

    /// <summary>Other answers than the given one, each different in one place.</summary>
    public IEnumerable<ServiceBehaviour> Variations(ServiceCall call, ServiceBehaviour current)
    {
        if (current is not ServiceBehaviour.Responds { Body: var body }) return [];
        if (call.Operation == HttpExchange.Operation)
        {
            var other = new[] { HttpExchange.Responds(201, HttpExchange.Body(body)), HttpExchange.Responds(202, HttpExchange.Body(body)) };
            return _payloads.TryGetValue(HttpExchange.Resource(call), out var content)
                ? samples.Variations(HttpExchange.Body(body), content).Append("<no JSON>").Select(varied => HttpExchange.Responds(200, varied)).Concat(other)
                : other;
        }

        if (call.Operation == Normalization.LambdaInvoke)
        {
            if (!IsSynchronous(call) || Normalization.FunctionError(body) is not null) return [];
            var shape = _payloads.GetValueOrDefault(Function(call)) ?? new SampleShape.Any();
            return samples.Variations(Payload(body), shape).Append(JsonData.Null).Select(InvokeResponse);
        }

        return Response(call) is { } response ? samples.Variations(body, response).Select(other => new ServiceBehaviour.Responds(other)) : [];
    }

    /// <summary>The operations whose answers the state machine waits for a limited time only.</summary>
    public IReadOnlySet<string> Limited { get; init; } = new HashSet<string>();

    /// <summary>Statuses that the code compares with: errors that no operation models have them too.</summary>
    public IReadOnlyList<int> Statuses { get; init; } = [];

    /// <summary>The ways in which a call can fail.</summary>
    public IEnumerable<ServiceBehaviour> Failures(ServiceCall call)
    {
        if (call.Operation == HttpExchange.Operation)
        {
            foreach (var status in FailureStatuses) yield return new ServiceBehaviour.Fails(FailureKind.Modelled, status, $"scripted {status}");
            yield return new ServiceBehaviour.Fails(FailureKind.ClientSide, "", "scripted failure before the server answers");
            if (Limited.Contains(call.Operation)) yield return new ServiceBehaviour.Fails(FailureKind.TimesOut, "", "");
            yield break;
        }

        var operation = catalogue.FindOperation(call.Operation);
        if (operation is null) yield break;
        if (call.Operation == Normalization.LambdaInvoke && IsSynchronous(call))
        {
            foreach (var type in new[] { "InvalidOperationException", "ArgumentException", "Exception" })
                yield return FunctionFails(type, $"scripted {type}");
        }

        yield return new ServiceBehaviour.Fails(FailureKind.Unmodelled, "ValidationException", UnmodelledStatus.Tell("scripted unmodelled error", 400));
        foreach (var status in Statuses.Where(status => status != 400)) yield return new ServiceBehaviour.Fails(FailureKind.Unmodelled, $"Status{status}", UnmodelledStatus.Tell("scripted unmodelled error", status));
        foreach (var error in operation.Errors) yield return new ServiceBehaviour.Fails(FailureKind.Modelled, error.Name, $"scripted {error.Name}");
        yield return new ServiceBehaviour.Fails(FailureKind.ClientSide, "", "scripted failure before the service answers");
        if (Limited.Contains(call.Operation)) yield return new ServiceBehaviour.Fails(FailureKind.TimesOut, "", "");
    }

    private static readonly string[] FailureStatuses = ["404", "400", "401", "403", "409", "429", "500", "503"];

    private static ServiceBehaviour.Responds FunctionFails(string type, string message) => new(JsonData.Object(
        ("StatusCode", 200), ("FunctionError", "Unhandled"), ("ExecutedVersion", "$LATEST"),
        ("Payload", JsonData.Object(("errorType", type), ("errorMessage", message), ("stackTrace", JsonData.Array("at Callee.Handle()"))))));

    private static ServiceBehaviour InvokeResponse(JsonData payload) =>
        new ServiceBehaviour.Responds(JsonData.Object(("StatusCode", 200), ("ExecutedVersion", "$LATEST"), ("Payload", payload)));

    /// <summary>The same number for the same call on both sides, in every process.</summary>
    private static int Salt(ServiceCall call) => (int)(StableHash.Of(call.Request) % 89) + 1;

    private static JsonData Payload(JsonData body) =>
        (body as DataObject)?.Get("Payload") ?? JsonData.Null;

    private static bool IsSynchronous(ServiceCall call) =>
        call.Request is DataObject request && (request.Get("InvocationType") is not DataString type || type.Value == "RequestResponse");

    private static string Function(ServiceCall call) => call.Request is DataObject request && request.Get("FunctionName") is DataString name ? name.Value : "";

    private SampleShape? Response(ServiceCall call)
    {
        if (_responses.TryGetValue(call.Operation, out var known)) return known;
        return catalogue.FindOperation(call.Operation) is { } operation ? _responses[call.Operation] = apiShapes.OfResponse(operation) : null;
    }
}
