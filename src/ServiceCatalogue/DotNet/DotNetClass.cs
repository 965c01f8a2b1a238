namespace LambdaLift.ServiceCatalogue;

/// <summary>What a class of the SDK's <c>Model</c> namespace stands for.</summary>
public enum DotNetClassKind
{
    /// <summary>The parameters of an operation.</summary>
    Request,

    /// <summary>The result of an operation.</summary>
    Response,

    /// <summary>A structure inside requests and responses.</summary>
    Structure,

    /// <summary>A modelled error.</summary>
    Exception,
}

/// <summary>A class of a service's <c>Model</c> namespace, with its properties mapped to API members.</summary>
public sealed class DotNetClass
{
    private readonly AwsService _service;
    private readonly Lazy<Mapping> _mapping;

    internal DotNetClass(AwsService service, string name, DotNetClassKind kind, Shape? shape, AwsOperation? operation)
    {
        _service = service;
        Name = name;
        Kind = kind;
        Shape = shape;
        Operation = operation;
        _mapping = new Lazy<Mapping>(BuildMapping);
    }

    /// <summary>The name without namespace.</summary>
    public string Name { get; }

    /// <summary>The name with namespace.</summary>
    public string FullName => _service.DotNet.ModelNamespace + "." + Name;

    /// <summary>What the class stands for.</summary>
    public DotNetClassKind Kind { get; }

    /// <summary>The structure of the API, or null for the request or response of an operation without parameters or result.</summary>
    public Shape? Shape { get; }

    /// <summary>The operation of a request or response, else null.</summary>
    public AwsOperation? Operation { get; }

    /// <summary>The service.</summary>
    public AwsService Service => _service;

    /// <summary>The properties: those that carry an API member, and those known to carry none (<see cref="DotNetConversion.NotInApi"/>).</summary>
    public IReadOnlyList<DotNetProperty> Properties => _mapping.Value.Properties;

    /// <summary>API members that the class has no property for, with the reason.</summary>
    public IReadOnlyDictionary<string, string> AbsentMembers => _mapping.Value.Absent;

    /// <summary>The property of the given name (exact case), or null.</summary>
    public DotNetProperty? FindProperty(string name) => _mapping.Value.ByName.TryGetValue(name, out var property) ? property : null;

    /// <summary>The property that carries the given API member of <see cref="Shape"/> directly, or null.</summary>
    public DotNetProperty? FindPropertyOf(ShapeMember member) =>
        Properties.FirstOrDefault(p => p.Path.Count == 1 && ReferenceEquals(p.Path[0], member) && p.Conversion != DotNetConversion.NotInApi);

    /// <inheritdoc/>
    public override string ToString() => FullName;

    private Mapping BuildMapping()
    {
        var properties = new List<DotNetProperty>();
        var absent = new Dictionary<string, string>(StringComparer.Ordinal);
        var covered = new HashSet<string>(StringComparer.Ordinal);
        var all = _service.Model.DotNet.Properties;
        // A class that stands for two shapes may differ between them.
        var isOffered = Operation is null || _service.DotNet.ReasonForAbsence(Operation) is null;
        if (isOffered && (all.TryGetValue(Name + "@" + Shape?.Name, out var customizations) || all.TryGetValue(Name, out customizations)))
        {
            foreach (var customization in customizations)
                Apply(customization, properties, absent, covered);
        }
        foreach (var member in Shape?.Members ?? Array.Empty<ShapeMember>())
        {
            if (!covered.Contains(member.Name))
                properties.Add(new DotNetProperty(this, DotNetNaming.PascalFirst(member.Name), new[] { member }, Array.Empty<string>(), member.Shape, DotNetConversion.None, null));
        }
        return new Mapping(properties, absent);
    }

    private void Apply(PropertyCustomization customization, List<DotNetProperty> properties, Dictionary<string, string> absent, HashSet<string> covered)
    {
        if (customization.Name.Length == 0)
        {
            absent[customization.Path[0]] = customization.Note;
            covered.Add(customization.Path[0]);
            return;
        }
        if (customization.Conversion == DotNetConversion.Whole)
            covered.UnionWith(Shape!.Members.Select(m => m.Name));
        else if (customization.Path.Length > 0 && customization.Conversion != DotNetConversion.MapEntry)
            covered.Add(customization.Path[0]);
        var path = ResolvePath(customization.Path);
        var type = path.Count > 0 ? path[path.Count - 1].Shape : customization.Conversion == DotNetConversion.Whole ? Shape : null;
        var note = customization.Note.Length == 0 ? null : customization.Note;
        properties.Add(new DotNetProperty(this, customization.Name, path, customization.ElementPath, type, customization.Conversion, note));
    }

    private List<ShapeMember> ResolvePath(string[] names)
    {
        var path = new List<ShapeMember>(names.Length);
        var shape = Shape;
        foreach (var name in names)
        {
            var member = shape?.FindMember(name)
                ?? throw new InvalidOperationException($"The catalogue maps a property of {FullName} to '{string.Join(".", names)}', which the model does not have.");
            path.Add(member);
            shape = member.Shape;
        }
        return path;
    }

    private sealed class Mapping
    {
        public Mapping(List<DotNetProperty> properties, Dictionary<string, string> absent)
        {
            Properties = properties;
            Absent = absent;
            ByName = new Dictionary<string, DotNetProperty>(properties.Count, StringComparer.Ordinal);
            foreach (var property in properties)
                ByName[property.Name] = property;
        }

        public IReadOnlyList<DotNetProperty> Properties { get; }

        public IReadOnlyDictionary<string, string> Absent { get; }

        public Dictionary<string, DotNetProperty> ByName { get; }
    }
}
