using LambdaLift.ServiceCatalogue;
using LambdaLift.StandInGenerator.Forms;

namespace LambdaLift.StandInGenerator.Writers;

/// <summary>Writes the paginator factory and a paginator per operation that has pages.</summary>
internal sealed class PaginatorWriter(AwsService service, DotNetTypes types, ServiceForms forms)
{
    private readonly IReadOnlyList<Paginator> _paginators =
    [
        .. from form in forms.Paginators
           let operation = service.FindOperation(form.Key) ?? throw new InvalidDataException($"forms.json: {service.Id} has no operation '{form.Key}'.")
           where service.DotNet.ReasonForAbsence(operation) is null
           let input = Resolve(operation.DotNet.Request, form.Value.InputToken)
           let output = Resolve(operation.DotNet.Response, form.Value.OutputToken)
           orderby operation.DotNet.Name
           select new Paginator(operation.DotNet, input, output, [.. form.Value.ResultKeys.Select(key => Resolve(operation.DotNet.Response, key)).Where(IsEnumerated)]),
    ];

    /// <summary>Whether the service has paginators at all.</summary>
    public bool HasAny => _paginators.Count > 0;

    /// <summary>The full name of the factory's interface, for example <c>Amazon.SQS.Model.ISQSPaginatorFactory</c>.</summary>
    public string FactoryInterface => $"global::{service.DotNet.ModelNamespace}.I{Factory}";

    /// <summary>The full name of the factory's class.</summary>
    public string FactoryClass => $"global::{service.DotNet.ModelNamespace}.{Factory}";

    private string Factory => service.DotNet.Namespace[(service.DotNet.Namespace.LastIndexOf('.') + 1)..] + "PaginatorFactory";

    public string Write()
    {
        var code = new CodeWriter();
        code.Line($"namespace {service.DotNet.ModelNamespace};");
        if (!HasAny)
        {
            return code.ToString();
        }

        code.Line().Open($"public partial interface I{Factory}");
        foreach (var paginator in _paginators)
        {
            code.Line($"I{paginator.Class} {paginator.Operation.Name}({DotNetTypes.Class(paginator.Operation.Request)} request);");
        }

        code.Close().Line().Open($"public partial class {Factory} : I{Factory}")
            .Line($"private readonly {Client} client;")
            .Line()
            .Line($"internal {Factory}({Client} client) => this.client = client;")
            .Line();
        foreach (var paginator in _paginators)
        {
            code.Line($"public I{paginator.Class} {paginator.Operation.Name}({DotNetTypes.Class(paginator.Operation.Request)} request) => new {paginator.Class}(client, request);");
        }

        code.Close();
        foreach (var paginator in _paginators)
        {
            WritePaginator(code, paginator);
        }

        return code.ToString();
    }

    private string Client => $"global::{service.DotNet.InterfaceType}";

    private void WritePaginator(CodeWriter code, Paginator paginator)
    {
        var response = DotNetTypes.Class(paginator.Operation.Response);
        code.Line().Open($"public partial interface I{paginator.Class}")
            .Line($"Amazon.Runtime.IPaginatedEnumerable<{response}> Responses {{ get; }}");
        foreach (var result in paginator.Results)
        {
            code.Line($"Amazon.Runtime.IPaginatedEnumerable<{types.ItemOf(result.Shape)}> {result.Name} {{ get; }}");
        }

        code.Close().Line()
            .Open($"internal sealed partial class {paginator.Class}({Client} client, {DotNetTypes.Class(paginator.Operation.Request)} request) : Amazon.Runtime.IPaginator<{response}>, I{paginator.Class}")
            .Line("private int _started;")
            .Line()
            .Line($"public Amazon.Runtime.IPaginatedEnumerable<{response}> Responses => new Amazon.Runtime.PaginatedResponse<{response}>(this);");
        foreach (var result in paginator.Results)
        {
            var item = types.ItemOf(result.Shape);
            code.Line()
                .Line($"public Amazon.Runtime.IPaginatedEnumerable<{item}> {result.Name} =>")
                .Line($"    new Amazon.Runtime.PaginatedResultKeyResponse<{response}, {item}>(this, response => response.{result.Path} ?? new {types.Of(result.Property)}());");
        }

        var more = paginator.Output.Shape.Kind is ShapeKind.Map or ShapeKind.List ? "token != null && token.Count > 0" : "!string.IsNullOrEmpty(token)";
        code.Line()
            .Open($"async System.Collections.Generic.IAsyncEnumerable<{response}> Amazon.Runtime.IPaginator<{response}>.PaginateAsync([System.Runtime.CompilerServices.EnumeratorCancellation] System.Threading.CancellationToken cancellationToken)")
            .Open("if (System.Threading.Interlocked.Exchange(ref _started, 1) != 0)")
            .Line("throw new System.InvalidOperationException(\"Paginator has already been consumed and cannot be reused. Please create a new instance.\");")
            .Close()
            .Line()
            .Line($"var token = request.{paginator.Input.Path};")
            .Open("do")
            .Line($"request.{paginator.Input.Path} = token;")
            .Line($"var response = await client.{paginator.Operation.MethodName}(request, cancellationToken).ConfigureAwait(false);")
            .Line($"token = response.{paginator.Output.Path};")
            .Line("yield return response;")
            .Close($" while ({more});")
            .Close()
            .Close();
    }

    // The SDK offers no enumeration over items that are maps: a query's pages have none.
    private static bool IsEnumerated(Member result) => result.Shape.Element?.Kind != ShapeKind.Map;

    // A path of API names as properties: "Contents.Items" → Contents?.Items.
    private static Member Resolve(DotNetClass model, string path)
    {
        DotNetProperty? property = null;
        var expression = "";
        foreach (var name in path.Split('.'))
        {
            var owner = property is null ? model : property.Shape is { Kind: ShapeKind.Structure } shape ? model.Service.DotNet.ClassOf(shape) : null;
            property = owner?.Properties.FirstOrDefault(p => p.Path.Count == 1 && p.Path[0].Name == name && p.Conversion == DotNetConversion.None)
                ?? throw new InvalidDataException($"forms.json: {model.FullName} has no member '{path}'.");
            expression += (expression.Length == 0 ? "" : "?.") + property.Name;
        }

        return new Member(property!, expression);
    }

    private sealed record Member(DotNetProperty Property, string Path)
    {
        public string Name => Property.Name;

        public Shape Shape => Property.Shape!;
    }

    private sealed record Paginator(DotNetOperation Operation, Member Input, Member Output, IReadOnlyList<Member> Results)
    {
        public string Class => Operation.Name + "Paginator";
    }
}
