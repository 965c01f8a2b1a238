namespace LambdaLift.ServiceCatalogue;

/// <summary>The classes of one service by name, built when the first is asked for.</summary>
internal sealed class ClassIndex
{
    private readonly AwsService _service;
    private readonly Dictionary<string, DotNetClass> _byName = new(StringComparer.Ordinal);
    private readonly Dictionary<Shape, DotNetClass> _structures = new();
    private readonly Dictionary<Shape, DotNetClass> _exceptions = new();
    private readonly Dictionary<AwsOperation, (DotNetClass Request, DotNetClass Response)> _operationClasses = new();

    public ClassIndex(AwsService service)
    {
        _service = service;
        foreach (var operation in service.Operations)
            AddOperation(operation);
        foreach (var shape in service.Shapes)
        {
            if (shape.Kind == ShapeKind.Structure)
                AddStructure(shape);
        }
    }

    public Dictionary<string, AwsOperation> Operations { get; } = new(StringComparer.Ordinal);

    public IEnumerable<DotNetClass> All => _byName.Values;

    public static string OperationName(AwsService service, AwsOperation operation) =>
        service.Model.DotNet.Operations.TryGetValue(operation.Name, out var renamed) ? renamed : DotNetNaming.PascalFirst(operation.Name);

    public static string NameOf(AwsService service, Shape shape) =>
        service.Model.DotNet.Classes.TryGetValue(shape.Name, out var renamed) ? renamed
        : shape.IsError ? DotNetNaming.ExceptionName(shape.Name)
        : DotNetNaming.PascalFirst(shape.Name);

    public DotNetClass? Find(string name) => _byName.TryGetValue(name, out var found) ? found : null;

    public DotNetClass Request(AwsOperation operation) => _operationClasses[operation].Request;

    public DotNetClass Response(AwsOperation operation) => _operationClasses[operation].Response;

    public DotNetClass Structure(Shape shape) => _structures[shape];

    public DotNetClass Exception(Shape shape) => _exceptions[shape];

    private void AddOperation(AwsOperation operation)
    {
        var name = OperationName(_service, operation);
        var request = new DotNetClass(_service, name + "Request", DotNetClassKind.Request, operation.Input, operation);
        var response = new DotNetClass(_service, name + "Response", DotNetClassKind.Response, operation.Output, operation);
        _operationClasses.Add(operation, (request, response));
        if (_service.DotNet.ReasonForAbsence(operation) is not null)
            return;
        Operations[name] = operation;
        _byName[request.Name] = request;
        _byName[response.Name] = response;
    }

    private void AddStructure(Shape shape)
    {
        var kind = shape.IsError ? DotNetClassKind.Exception : DotNetClassKind.Structure;
        var added = new DotNetClass(_service, NameOf(_service, shape), kind, shape, operation: null);
        (shape.IsError ? _exceptions : _structures).Add(shape, added);
        // The request of an operation wins over an input shape of the same name: both have the same members.
        if (!_byName.ContainsKey(added.Name))
            _byName.Add(added.Name, added);
    }
}
