namespace LambdaLift.ServiceCatalogue;

/// <summary>The part of a service that is read on first use.</summary>
internal sealed class ServiceModel
{
    private readonly Dictionary<string, AwsOperation> _operationsByName = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Shape> _shapesByName = new(StringComparer.Ordinal);

    public ServiceModel(IReadOnlyList<AwsOperation> operations, IReadOnlyList<Shape> shapes, DotNetCustomization customization)
    {
        Operations = operations;
        Shapes = shapes;
        DotNet = customization;
        foreach (var operation in operations)
            _operationsByName[JavaNaming.UpperFirst(operation.Name)] = operation;
        foreach (var shape in shapes)
        {
            if (shape.Name.Length > 0)
                _shapesByName[shape.Name] = shape;
        }
    }

    /// <summary>The model of a service that AWS has retired.</summary>
    public static ServiceModel Empty { get; } = new(Array.Empty<AwsOperation>(), Array.Empty<Shape>(), DotNetCustomization.None);

    public IReadOnlyList<AwsOperation> Operations { get; }

    public IReadOnlyList<Shape> Shapes { get; }

    public DotNetCustomization DotNet { get; }

    public AwsOperation? FindOperation(string name) =>
        _operationsByName.TryGetValue(JavaNaming.UpperFirst(name), out var operation) ? operation : null;

    public Shape? FindShape(string name) => _shapesByName.TryGetValue(name, out var shape) ? shape : null;
}
