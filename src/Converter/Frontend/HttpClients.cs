using LambdaLift.Analysis;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace LambdaLift.Converter.Frontend;

/// <summary>What the code sets up an <c>HttpClient</c> with, wherever it does.</summary>
internal sealed class HttpClientSetup
{
    /// <summary>The value of <c>BaseAddress</c>; null without one.</summary>
    public IOperation? BaseAddress { get; set; }

    /// <summary>The value of <c>Timeout</c>; null for the default of 100 seconds.</summary>
    public IOperation? Timeout { get; set; }

    /// <summary>The headers of every request.</summary>
    public List<HttpHeader> Headers { get; } = new();

    /// <summary>What about the client has no counterpart; null when nothing has none.</summary>
    public (IOperation Place, string What)? Obstacle { get; set; }
}

/// <summary>A header that code sets.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Value">Its text; for <c>Authorization</c> whatever makes it.</param>
/// <param name="Site">Where it is set.</param>
internal sealed record HttpHeader(string Name, IOperation Value, IOperation Site);

/// <summary>
/// Finds what clients of HTTP are set up with: initialisers, assignments in constructors and composition roots, lambdas of <c>AddHttpClient</c>.
/// Clients are told apart by the members, locals and parameters that hold them; what is passed on is the same client.
/// </summary>
internal sealed class HttpClients
{
    private const string ClientType = "System.Net.Http.HttpClient";

    private static readonly HashSet<string> HarmlessBuilderCalls = new(StringComparer.Ordinal) { "SetHandlerLifetime", "ConfigureHttpClient", "AddTypedClient", "RemoveAllLoggers" };

    private readonly IReadOnlyList<Compilation> _compilations;
    private readonly Func<SyntaxTree, SemanticModel> _models;
    private readonly Lazy<Uses> _uses;

    public HttpClients(IReadOnlyList<Compilation> compilations, Func<SyntaxTree, SemanticModel> models)
    {
        _compilations = compilations;
        _models = models;
        _uses = new Lazy<Uses>(Scan);
    }

    /// <summary>The setup of a client.</summary>
    /// <param name="client">The operation that gives the client to a call.</param>
    /// <param name="creation">What makes it, as far as that is known: <c>new HttpClient()</c> or <c>factory.CreateClient("name")</c>.</param>
    public HttpClientSetup Find(IOperation client, IOperation? creation)
    {
        var setup = new HttpClientSetup();
        var holders = new HashSet<ISymbol>(SymbolEqualityComparer.Default);
        if (HolderOf(client) is { } symbol)
            holders.Add(symbol);
        for (var grown = true; grown;)
        {
            grown = false;
            foreach (var (one, other) in _uses.Value.Aliases)
                grown |= (holders.Contains(one) && holders.Add(other)) | (holders.Contains(other) && holders.Add(one));
        }

        if (creation is IObjectCreationOperation made)
            ReadCreation(made, setup);
        foreach (var held in _uses.Value.Creations.Where(c => holders.Contains(c.Holder) && !ReferenceEquals(c.Creation.Syntax, creation?.Syntax)).Select(c => c.Creation))
            ReadCreation(held, setup);
        foreach (var registration in _uses.Value.Registrations.Where(r => IsOf(r, creation, holders)))
        {
            if (registration.Obstacle is { } obstacle)
                setup.Obstacle ??= (registration.Call, obstacle);
            holders.UnionWith(registration.Parameters);
        }

        foreach (var change in _uses.Value.Changes.Where(c => holders.Contains(c.Holder)))
            Apply(change.Operation, setup);
        return setup;
    }

    private static bool IsOf(Registration registration, IOperation? creation, HashSet<ISymbol> holders)
    {
        if (creation is IInvocationOperation { TargetMethod.Name: "CreateClient" } request)
        {
            var name = request.Arguments.Select(a => a.Value.ConstantValue).FirstOrDefault(c => c is { HasValue: true, Value: string });
            return registration.Types.IsEmpty && (name.HasValue ? (string?)name.Value : "") == registration.Name;
        }

        return creation is null && holders.Any(h => h.ContainingType is { } owner && registration.Types.Any(t => SymbolEqualityComparer.Default.Equals(t.OriginalDefinition, owner.OriginalDefinition)));
    }

    /// <summary>The header that a statement sets; null when it sets none that is known.</summary>
    public static HttpHeader? HeaderOf(IOperation operation)
    {
        switch (operation)
        {
            // headers.Authorization = new AuthenticationHeaderValue(…)
            case ISimpleAssignmentOperation { Target: IPropertyReferenceOperation { Property: { ContainingType: var type, Name: var name } }, Value: var value } when IsHeaders(type):
                return name switch
                {
                    "Authorization" => new HttpHeader("Authorization", value, operation),
                    "Referrer" or "Host" or "From" => new HttpHeader(name == "Referrer" ? "Referer" : name, value, operation),
                    _ => null,
                };

            // headers.Add("name", "value")
            case IInvocationOperation { TargetMethod: { Name: "Add" or "TryAddWithoutValidation", ContainingType: var type, Parameters: [_, { Type.SpecialType: SpecialType.System_String }] } } call
                when IsHeaders(type) && Argument(call, 0).ConstantValue is { HasValue: true, Value: string named }:
                return new HttpHeader(named, Argument(call, 1), operation);

            // headers.Accept.Add(new MediaTypeWithQualityHeaderValue("…")), headers.UserAgent.ParseAdd("…")
            case IInvocationOperation { TargetMethod: { Name: "Add" or "ParseAdd", ContainingType.Name: "HttpHeaderValueCollection" }, Instance: IPropertyReferenceOperation { Property.Name: var collection } } call:
                var text = Argument(call, 0);
                if (text.UnwrapConversions() is IObjectCreationOperation { Arguments: [{ Value: var first }, ..] } made)
                    text = made.Arguments.Length == 1 || collection == "UserAgent" ? first : made;
                return new HttpHeader(collection switch { "UserAgent" => "User-Agent", "AcceptEncoding" => "Accept-Encoding", "AcceptLanguage" => "Accept-Language", _ => collection }, text, operation);
            default:
                return null;
        }

        static IOperation Argument(IInvocationOperation call, int ordinal) => call.Arguments.First(a => a.Parameter!.Ordinal == ordinal).Value;
    }

    /// <summary>A collection of headers: of a client, a request or a content.</summary>
    public static bool IsHeaders(ITypeSymbol? type) => type.DerivesFrom("System.Net.Http.Headers.HttpHeaders");

    /// <summary>Whether an operation changes a client or its headers: what it sets is found here, so the code that sets it does nothing else.</summary>
    public static bool IsSetup(IOperation operation) => Changed(operation) is { } root && root.Type.Is(ClientType);

    private static void ReadCreation(IObjectCreationOperation creation, HttpClientSetup setup)
    {
        if (creation.Arguments.FirstOrDefault(a => a.Parameter!.Name == "handler") is { } handler && !IsPlainHandler(handler.Value.UnwrapConversions()))
            setup.Obstacle ??= (handler, "A client with a message handler of its own");
        foreach (var item in creation.Initializer?.Initializers ?? [])
            Apply(item, setup);
    }

    private static bool IsPlainHandler(IOperation handler) => handler is IObjectCreationOperation { Arguments.IsEmpty: true, Type.Name: "HttpClientHandler" or "SocketsHttpHandler" } made
        && (made.Initializer?.Initializers ?? []).All(i => i is ISimpleAssignmentOperation { Target: IPropertyReferenceOperation { Property.Name: "PooledConnectionLifetime" or "PooledConnectionIdleTimeout" or "MaxConnectionsPerServer" or "AutomaticDecompression" or "ConnectTimeout" } });

    private static void Apply(IOperation change, HttpClientSetup setup)
    {
        switch (change)
        {
            case ISimpleAssignmentOperation { Target: IPropertyReferenceOperation { Property: { Name: "BaseAddress", ContainingType: var type } }, Value: var address } when type.Is(ClientType):
                if (setup.BaseAddress is { } other && other.Syntax.ToString() != address.Syntax.ToString())
                    setup.Obstacle ??= (change, "A client with two base addresses");
                setup.BaseAddress = address;
                break;
            case ISimpleAssignmentOperation { Target: IPropertyReferenceOperation { Property: { Name: "Timeout", ContainingType: var type } }, Value: var time } when type.Is(ClientType):
                setup.Timeout = time;
                break;
            case ISimpleAssignmentOperation { Target: IPropertyReferenceOperation { Property.Name: "DefaultRequestVersion" or "DefaultVersionPolicy" or "MaxResponseContentBufferSize" } }:
                break;
            case IMemberInitializerOperation { Initializer: IObjectOrCollectionInitializerOperation inner }:
                foreach (var item in inner.Initializers)
                    Apply(item, setup);
                break;
            case IInvocationOperation { TargetMethod.Name: "Clear" }:
                break;
            default:
                if (HeaderOf(change) is { } header)
                    setup.Headers.Add(header);
                else
                    setup.Obstacle ??= (change, "This setting of a client");
                break;
        }
    }

    private Uses Scan()
    {
        var uses = new Uses();
        foreach (var tree in _compilations.SelectMany(c => c.SyntaxTrees).Where(t => t.GetText().ToString().Contains("HttpClient")))
        {
            var model = _models(tree);
            foreach (var node in tree.GetRoot().DescendantNodes())
            {
                switch (node is AssignmentExpressionSyntax or InvocationExpressionSyntax or BaseObjectCreationExpressionSyntax or VariableDeclaratorSyntax or ConstructorInitializerSyntax or PrimaryConstructorBaseTypeSyntax ? model.GetOperation(node) : null)
                {
                    case IAssignmentOperation assignment:
                        Held(assignment.Target, assignment.Value, uses);
                        NoteChange(assignment, uses);
                        break;
                    case IVariableDeclaratorOperation { Initializer.Value: { } value } declarator when declarator.Symbol.Type.Is(ClientType):
                        Held(declarator.Symbol, value, uses);
                        break;
                    case IObjectCreationOperation creation:
                        PassOn(creation.Arguments, uses);
                        NoteHolder(creation, model, uses);
                        break;
                    case IInvocationOperation call:
                        PassOn(call.Arguments, uses);
                        if (call.TargetMethod.Name == "AddHttpClient")
                            uses.Registrations.Add(Read(call));
                        else
                            NoteChange(call, uses);
                        break;
                }
            }
        }

        return uses;
    }

    private static void NoteChange(IOperation operation, Uses uses)
    {
        // What an initialiser sets is read with the object that it is for.
        if (Changed(operation) is { } root && root.Type.Is(ClientType) && HolderOf(root) is { } holder)
            uses.Changes.Add((holder, operation));
    }

    /// <summary>What a statement changes: the client whose property or headers it sets; null when it changes none.</summary>
    private static IOperation? Changed(IOperation operation)
    {
        var target = operation switch
        {
            IAssignmentOperation { Target: IPropertyReferenceOperation { Instance: { } owner } } => owner,
            IInvocationOperation { Instance: { } owner, TargetMethod: var method } when IsHeaders(method.ContainingType) || method.ContainingType.Name == "HttpHeaderValueCollection" => owner,
            _ => null,
        };
        while (target is IPropertyReferenceOperation { Instance: { } outer } part && !part.Type.Is(ClientType))
            target = outer;
        return target;
    }

    private static void NoteHolder(IObjectCreationOperation creation, SemanticModel model, Uses uses)
    {
        if (!creation.Type.Is(ClientType) || creation.Syntax.Parent is not EqualsValueClauseSyntax { Parent: var declared })
            return;
        var holder = declared switch
        {
            VariableDeclaratorSyntax or PropertyDeclarationSyntax => model.GetDeclaredSymbol(declared),
            _ => null,
        };
        if (holder is not null)
            uses.Creations.Add((holder, creation));
    }

    private static void PassOn(IEnumerable<IArgumentOperation> arguments, Uses uses)
    {
        foreach (var argument in arguments)
        {
            if (argument.Parameter is { } parameter && parameter.Type.Is(ClientType))
                Held(parameter.OriginalDefinition, argument.Value, uses);
        }
    }

    private static void Held(IOperation target, IOperation value, Uses uses)
    {
        if (target.Type.Is(ClientType) && HolderOf(target) is { } holder)
            Held(holder, value, uses);
    }

    private static void Held(ISymbol holder, IOperation value, Uses uses)
    {
        value = value.UnwrapConversions();
        if (value is ICoalesceOperation either)
        {
            Held(holder, either.Value, uses);
            value = either.WhenNull.UnwrapConversions();
        }

        if (value is IObjectCreationOperation creation)
            uses.Creations.Add((holder, creation));
        else if (HolderOf(value) is { } other)
            uses.Aliases.Add((holder, other));
    }

    private static ISymbol? HolderOf(IOperation operation) => operation.UnwrapConversions() switch
    {
        ILocalReferenceOperation { Local: var local } => local,
        IParameterReferenceOperation { Parameter: var parameter } => parameter.OriginalDefinition,
        IFieldReferenceOperation { Field: var field } => field.OriginalDefinition,
        IPropertyReferenceOperation { Property: var property } => property.OriginalDefinition,
        _ => null,
    };

    private static Registration Read(IInvocationOperation call)
    {
        string? obstacle = null;
        var lambdas = Lambdas(call).ToList();
        for (IOperation step = call; step.Parent is IArgumentOperation { Parent: IInvocationOperation next } || step.Parent is IInvocationOperation; step = next)
        {
            next = step.Parent as IInvocationOperation ?? (IInvocationOperation)step.Parent!.Parent!;
            if (next.TargetMethod.Name.StartsWith("AddHttpClient", StringComparison.Ordinal) || next.TargetMethod.ReturnType.Name != "IHttpClientBuilder")
                break;
            if (!HarmlessBuilderCalls.Contains(next.TargetMethod.Name))
                obstacle = $"A client with '{next.TargetMethod.Name}', which sends otherwise than the client alone,";
            lambdas.AddRange(Lambdas(next));
        }

        var name = call.Arguments.FirstOrDefault(a => a.Parameter!.Name == "name")?.Value.ConstantValue is { HasValue: true, Value: string text } ? text : "";
        return new Registration(call, [.. call.TargetMethod.TypeArguments.OfType<INamedTypeSymbol>()], name, [.. lambdas.SelectMany(l => l.Symbol.Parameters).Where(p => p.Type.Is(ClientType))], obstacle);
    }

    private static IEnumerable<IAnonymousFunctionOperation> Lambdas(IInvocationOperation call) =>
        call.Arguments.Select(a => a.Value.UnwrapConversions()).Select(v => v is IDelegateCreationOperation { Target: var target } ? target : v).OfType<IAnonymousFunctionOperation>();

    private sealed record Registration(IInvocationOperation Call, System.Collections.Immutable.ImmutableArray<INamedTypeSymbol> Types, string Name, IReadOnlyList<IParameterSymbol> Parameters, string? Obstacle);

    private sealed class Uses
    {
        public List<(ISymbol One, ISymbol Other)> Aliases { get; } = new();

        public List<(ISymbol Holder, IObjectCreationOperation Creation)> Creations { get; } = new();

        public List<(ISymbol Holder, IOperation Operation)> Changes { get; } = new();

        public List<Registration> Registrations { get; } = new();
    }
}
