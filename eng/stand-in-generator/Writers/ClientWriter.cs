using LambdaLift.ServiceCatalogue;

namespace LambdaLift.StandInGenerator.Writers;

/// <summary>Writes interface, client and configuration.</summary>
/// <remarks>
/// The client derives from AWSSDK.Core's AmazonServiceClient and hands every call to its runtime pipeline, without a marshaller: whatever
/// intercepts the pipeline sees the same requests, responses and exceptions as with the real package.
/// </remarks>
internal sealed class ClientWriter(AwsService service, DotNetTypes types, PaginatorWriter paginators)
{
    private readonly string _client = service.DotNet.ClientName;
    private readonly string _config = service.DotNet.ClientName[..^"Client".Length] + "Config";
    private readonly IReadOnlyList<Method> _methods = [.. Methods(service, types)];

    public string Write()
    {
        var code = new CodeWriter();
        code.Line($"namespace {service.DotNet.Namespace};").Line();
        WriteInterface(code);
        WriteClient(code);
        WriteConfig(code);
        return code.ToString();
    }

    private static IEnumerable<Method> Methods(AwsService service, DotNetTypes types)
    {
        foreach (var operation in service.Operations.Where(o => service.DotNet.ReasonForAbsence(o) is null).Select(o => o.DotNet).OrderBy(o => o.Name, StringComparer.Ordinal))
        {
            var request = DotNetTypes.Class(operation.Request);
            var response = DotNetTypes.Class(operation.Response);
            yield return new Method(response, operation.MethodName, $"{request} request, ", $"InvokeAsync<{response}>(request, new Amazon.Runtime.Internal.InvokeOptions(), cancellationToken)");
            foreach (var overload in operation.Overloads)
            {
                var parameters = overload.Parameters.Select(p => $"{types.Of(operation.Request.FindProperty(p.Property)!)} {p.Name}, ");
                var members = overload.Parameters.Select(p => $"{p.Property} = {p.Name}");
                yield return new Method(response, overload.MethodName, string.Concat(parameters), $"{operation.MethodName}(new {request} {{ {string.Join(", ", members)} }}, cancellationToken)");
            }
        }
    }

    private void WriteInterface(CodeWriter code)
    {
        code.Open($"public partial interface {service.DotNet.InterfaceName} : Amazon.Runtime.IAmazonService, System.IDisposable");
        if (paginators.HasAny)
        {
            code.Line($"{paginators.FactoryInterface} Paginators {{ get; }}").Line();
        }

        foreach (var method in _methods)
        {
            code.Line(method.Signature + ";");
        }

        code.Line("Amazon.Runtime.Endpoints.Endpoint DetermineServiceOperationEndpoint(Amazon.Runtime.AmazonWebServiceRequest request);")
            .Line()
            .Line($"static Amazon.Runtime.ClientConfig Amazon.Runtime.IAmazonService.CreateDefaultClientConfig() => new {_config}();")
            .Line()
            .Line("static Amazon.Runtime.IAmazonService Amazon.Runtime.IAmazonService.CreateDefaultServiceClient(Amazon.Runtime.AWSCredentials awsCredentials, Amazon.Runtime.ClientConfig clientConfig) =>")
            .Line($"    new {_client}(awsCredentials, ({_config})clientConfig);")
            .Close()
            .Line();
    }

    private void WriteClient(CodeWriter code)
    {
        code.Open($"public partial class {_client} : Amazon.Runtime.AmazonServiceClient, {service.DotNet.InterfaceName}")
            .Line("private static readonly Amazon.Runtime.Internal.IServiceMetadata Metadata = new ClientMetadata();");
        WriteConstructors(code);
        code.Line().Line("protected override Amazon.Runtime.Internal.IServiceMetadata ServiceMetadata => Metadata;");
        if (paginators.HasAny)
        {
            code.Line().Line($"public {paginators.FactoryInterface} Paginators => new {paginators.FactoryClass}(this);");
        }

        foreach (var method in _methods)
        {
            code.Line().Line($"public virtual {method.Signature} =>").Line($"    {method.Body};");
        }

        code.Line()
            .Line("public Amazon.Runtime.Endpoints.Endpoint DetermineServiceOperationEndpoint(Amazon.Runtime.AmazonWebServiceRequest request) =>")
            .Line("    Config.DetermineServiceOperationEndpoint(new Amazon.Runtime.Endpoints.ServiceOperationEndpointParameters(request));")
            .Line()
            .Open("private sealed class ClientMetadata : Amazon.Runtime.Internal.IServiceMetadata")
            .Line($"public string ServiceId => \"{service.ServiceId}\";")
            .Line()
            .Line("public System.Collections.Generic.IDictionary<string, string> OperationNameMapping { get; } = new System.Collections.Generic.Dictionary<string, string>();")
            .Close()
            .Close()
            .Line();
    }

    private void WriteConstructors(CodeWriter code)
    {
        const string keys = "string awsAccessKeyId, string awsSecretAccessKey";
        const string session = keys + ", string awsSessionToken";
        const string region = "Amazon.RegionEndpoint region";
        (string Parameters, string Arguments)[] forms =
        [
            ("", "new CONFIG()"),
            (region, "new CONFIG { RegionEndpoint = region }"),
            ("CONFIG config", "config"),
            ("Amazon.Runtime.AWSCredentials credentials", "credentials, new CONFIG()"),
            ("Amazon.Runtime.AWSCredentials credentials, " + region, "credentials, new CONFIG { RegionEndpoint = region }"),
            ("Amazon.Runtime.AWSCredentials credentials, CONFIG clientConfig", "credentials, clientConfig"),
            (keys, "awsAccessKeyId, awsSecretAccessKey, new CONFIG()"),
            (keys + ", " + region, "awsAccessKeyId, awsSecretAccessKey, new CONFIG { RegionEndpoint = region }"),
            (keys + ", CONFIG clientConfig", "awsAccessKeyId, awsSecretAccessKey, clientConfig"),
            (session, "awsAccessKeyId, awsSecretAccessKey, awsSessionToken, new CONFIG()"),
            (session + ", " + region, "awsAccessKeyId, awsSecretAccessKey, awsSessionToken, new CONFIG { RegionEndpoint = region }"),
            (session + ", CONFIG clientConfig", "awsAccessKeyId, awsSecretAccessKey, awsSessionToken, clientConfig"),
        ];
        foreach (var (parameters, arguments) in forms)
        {
            code.Line().Line($"public {_client}({parameters}) : base({arguments}) {{ }}".Replace("CONFIG", _config, StringComparison.Ordinal));
        }
    }

    private void WriteConfig(CodeWriter code)
    {
        code.Open($"public partial class {_config} : Amazon.Runtime.ClientConfig")
            .Line($"public {_config}() : base(new Amazon.Runtime.Internal.DefaultConfigurationProvider(DefaultConfigurations())) {{ }}")
            .Line()
            .Line($"public static new string ServiceId => \"{service.ServiceId}\";")
            .Line()
            .Line($"public override string RegionEndpointServiceName => \"{service.EndpointPrefix}\";")
            .Line()
            .Line($"public override string ServiceVersion => \"{service.ApiVersion}\";")
            .Line()
            .Line("public override string UserAgent => \"stand-in\";")
            .Line()
            .Line("public override Amazon.Runtime.Endpoints.Endpoint DetermineServiceOperationEndpoint(Amazon.Runtime.Endpoints.ServiceOperationEndpointParameters parameters) =>")
            .Line($"    new Amazon.Runtime.Endpoints.Endpoint(ServiceURL ?? $\"https://{service.EndpointPrefix}.{{RegionEndpoint?.SystemName}}.amazonaws.com\");")
            .Line()
            .Open("private static System.Collections.Generic.IEnumerable<Amazon.Runtime.IDefaultConfiguration> DefaultConfigurations()")
            .Open("foreach (var mode in System.Enum.GetValues<Amazon.Runtime.DefaultConfigurationMode>())")
            .Line("yield return new Amazon.Runtime.DefaultConfiguration { Name = mode, RetryMode = Amazon.Runtime.RequestRetryMode.Standard };")
            .Close()
            .Close()
            .Close();
    }

    private sealed record Method(string Response, string Name, string Parameters, string Body)
    {
        public string Signature => $"System.Threading.Tasks.Task<{Response}> {Name}({Parameters}System.Threading.CancellationToken cancellationToken = default)";
    }
}
