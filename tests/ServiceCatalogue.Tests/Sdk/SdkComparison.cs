using System.Globalization;
using System.Reflection;

namespace LambdaLift.ServiceCatalogue.Tests.Sdk;

/// <summary>Compares a released package of the AWS SDK for .NET with the catalogue, in both directions.</summary>
internal sealed class SdkComparison
{
    private readonly AwsService _service;
    private readonly Assembly _assembly;
    private readonly Type _client;
    private readonly List<string> _deviations = [];
    private readonly SortedDictionary<string, int> _counts = new(StringComparer.Ordinal);

    public SdkComparison(AwsService service, Assembly assembly)
    {
        _service = service;
        _assembly = assembly;
        _client = assembly.GetType(service.DotNet.InterfaceType, throwOnError: true)!;
    }

    /// <summary>One line for each difference, with a kind, the .NET name, and what is different.</summary>
    public IReadOnlyList<string> Deviations => _deviations;

    public string Counts => string.Join(", ", _counts.Select(c => $"{c.Key} {c.Value.ToString(CultureInfo.InvariantCulture)}"));

    public int this[string count] => _counts.GetValueOrDefault(count);

    public void Run()
    {
        CompareMethods();
        ComparePaginators();
        CompareTypes();
        CompareEnums();
    }

    private void CompareMethods()
    {
        var seen = new HashSet<AwsOperation>();
        foreach (var method in _client.GetMethods().Where(m => !m.IsSpecialName))
        {
            var parameters = method.GetParameters();
            var isAsync = method.ReturnType.IsGenericType && method.ReturnType.GetGenericTypeDefinition() == typeof(Task<>);
            var response = isAsync ? method.ReturnType.GetGenericArguments()[0] : method.ReturnType;
            if (!response.Name.EndsWith("Response", StringComparison.Ordinal))
            {
                Deviate("method-without-operation", $"{method.Name}({string.Join(", ", parameters.Select(p => p.ParameterType.Name))})");
                continue;
            }
            var operation = AwsCatalogue.Default.FindOperation(_client.FullName!, method.Name);
            if (operation is null)
            {
                Deviate("method-unknown", method.Name);
                continue;
            }
            Count("methods");
            if (operation.DotNet.Response.FullName != response.FullName)
                Deviate("response", $"{method.Name}: {response.Name}, catalogue {operation.DotNet.Response.Name}");
            if (parameters.Length > 0 && parameters[0].ParameterType.Name.EndsWith("Request", StringComparison.Ordinal))
            {
                seen.Add(operation);
                if (operation.DotNet.Request.FullName != parameters[0].ParameterType.FullName)
                    Deviate("request", $"{method.Name}: {parameters[0].ParameterType.Name}, catalogue {operation.DotNet.Request.Name}");
            }
            else
            {
                CompareOverload(operation, method, parameters);
            }
        }
        foreach (var operation in _service.Operations)
        {
            var absent = _service.DotNet.ReasonForAbsence(operation);
            Count(absent is null ? "operations" : "operations-absent");
            if (seen.Contains(operation) == absent is not null)
                Deviate("operation-without-method", $"{operation.Name}{(absent is null ? "" : " is called absent but is there")}");
        }
    }

    private void CompareOverload(AwsOperation operation, MethodInfo method, ParameterInfo[] parameters)
    {
        var names = parameters.Where(p => p.ParameterType != typeof(CancellationToken)).Select(p => p.Name!).ToArray();
        var overload = operation.DotNet.FindOverload(method.Name, names);
        if (overload is null)
        {
            Deviate("overload", $"{operation.Name}: {method.Name}({string.Join(", ", names)})");
            return;
        }
        Count("overloads");
        foreach (var parameter in overload.Parameters)
        {
            if (operation.DotNet.Request.FindProperty(parameter.Property) is null)
                Deviate("overload-property", $"{method.Name}: {parameter.Property}");
        }
    }

    private void ComparePaginators()
    {
        foreach (var factory in _assembly.GetExportedTypes().Where(t => t.IsInterface && t.Name.EndsWith("PaginatorFactory", StringComparison.Ordinal) && t.Namespace == _service.DotNet.ModelNamespace))
        {
            foreach (var method in factory.GetMethods())
            {
                Count("paginators");
                if (AwsCatalogue.Default.FindOperation(factory.FullName!, method.Name) is null)
                    Deviate("paginator", method.Name);
            }
        }
    }

    private void CompareTypes()
    {
        var compared = new HashSet<string>(StringComparer.Ordinal);
        foreach (var type in _assembly.GetExportedTypes().Where(t => t.Namespace == _service.DotNet.ModelNamespace && t is { IsClass: true, IsNested: false }))
        {
            var found = AwsCatalogue.Default.FindClass(type.FullName!);
            if (found is null || found.Service != _service)
            {
                if (!IsHelper(type))
                    Deviate("type-unknown", type.Name);
                continue;
            }
            compared.Add(type.Name);
            Count(found.Kind.ToString().ToLowerInvariant());
            CompareProperties(type, found);
        }
        var reachable = ReachableStructures();
        foreach (var known in _service.DotNet.Classes)
        {
            if (!compared.Contains(known.Name) && (known.Kind != DotNetClassKind.Structure || reachable.Contains(known.Shape!)))
                Deviate("class-missing", $"{known.Kind} {known.Name}");
        }
    }

    // Paginators, their factories, stream parsers: made by the SDK around the model's types.
    private static bool IsHelper(Type type) =>
        type.Name.EndsWith("Paginator", StringComparison.Ordinal)
        || type.Name.EndsWith("PaginatorFactory", StringComparison.Ordinal)
        || typeof(Delegate).IsAssignableFrom(type);

    private HashSet<Shape> ReachableStructures()
    {
        var reachable = new HashSet<Shape>();
        void Visit(Shape? shape)
        {
            if (shape is null || (shape.Kind == ShapeKind.Structure && !reachable.Add(shape)))
                return;
            if (shape.Kind == ShapeKind.Structure && !shape.IsError)
                VisitProperties(_service.DotNet.ClassOf(shape));
            Visit(shape.Element);
            Visit(shape.Value);
        }

        void VisitProperties(DotNetClass type)
        {
            foreach (var property in type.Properties.Where(p => p.Conversion is DotNetConversion.None && p.ElementPath.Count == 0))
                Visit(property.Shape);
        }

        // Only through the properties that exist: the SDK leaves out what it flattens.
        foreach (var type in _service.DotNet.Classes.Where(c => c.Kind != DotNetClassKind.Structure).ToList())
            VisitProperties(type);
        return reachable;
    }

    private void CompareProperties(Type type, DotNetClass known)
    {
        // Events are objects of their own in .NET, which nobody can pass to or get from a state machine.
        if (known.Shape is { IsEventStream: true })
        {
            Count("event-streams");
            return;
        }
        var actual = type.GetProperties(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly)
            .Concat(InheritedWithin(type))
            .Where(p => !IsSetProperty(p))
            .GroupBy(p => p.Name)
            .ToDictionary(g => g.Key, g => g.First(), StringComparer.Ordinal);
        foreach (var (name, property) in actual)
        {
            if (known.FindProperty(name) is not { } mapped)
            {
                Deviate("property-unknown", $"{type.Name}.{name}: {Display(property.PropertyType)}");
                continue;
            }
            Count(mapped.Conversion == DotNetConversion.NotInApi ? "properties-not-in-api" : "properties");
            if (mapped.Conversion is DotNetConversion.None or DotNetConversion.Whole && mapped.ElementPath.Count == 0 && !Fits(property.PropertyType, mapped.Shape!, IsRenamed(mapped)))
                Deviate("property-type", $"{type.Name}.{name}: {Display(property.PropertyType)}, catalogue {mapped.Shape}");
        }
        foreach (var mapped in known.Properties.Where(p => !actual.ContainsKey(p.Name)))
        {
            // Exceptions inherit Message.
            if (known.Kind == DotNetClassKind.Exception && mapped.Name is "Message" or "ErrorCode" or "RequestId" or "Type")
                continue;
            Deviate("property-missing", $"{type.Name}.{mapped.Name}");
        }
    }

    private IEnumerable<PropertyInfo> InheritedWithin(Type type)
    {
        for (var b = type.BaseType; b is not null && b.Assembly == _assembly && b.Name != _service.DotNet.BaseExceptionName; b = b.BaseType)
        {
            foreach (var property in b.GetProperties(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly))
                yield return property;
        }
    }

    private static bool IsSetProperty(PropertyInfo property) =>
        property.PropertyType == typeof(bool)
        && property.Name.StartsWith("Is", StringComparison.Ordinal)
        && property.Name.EndsWith("Set", StringComparison.Ordinal)
        && property.DeclaringType!.GetProperty(property.Name[2..^3]) is not null;

    private bool Fits(Type type, Shape shape, bool isRenamed = false)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        return shape.Kind switch
        {
            // S3 has constants where the model has text, and text where it has enums.
            ShapeKind.String => type == typeof(string) || IsConstant(type),
            ShapeKind.Enum => type == typeof(string) || type.IsEnum || (IsConstant(type) && (isRenamed || type.Name == _service.DotNet.EnumName(shape))),
            ShapeKind.Blob => typeof(Stream).IsAssignableFrom(type),
            ShapeKind.Boolean => type == typeof(bool),
            ShapeKind.Integer => type == typeof(int),
            ShapeKind.Long => type == typeof(long),
            ShapeKind.Float => type == typeof(float),
            ShapeKind.Double => type == typeof(double),
            ShapeKind.Timestamp => type == typeof(DateTime),
            ShapeKind.List => IsGeneric(type, typeof(List<>)) && Fits(type.GetGenericArguments()[0], shape.Element!),
            ShapeKind.Map => IsGeneric(type, typeof(Dictionary<,>)) && Fits(type.GetGenericArguments()[1], shape.Value!),
            ShapeKind.Structure => type.FullName == _service.DotNet.ClassOf(shape).FullName,
            _ => type.FullName == "Amazon.Runtime.Documents.Document",
        };
    }

    private static bool IsRenamed(DotNetProperty property) => property.Path.Count != 1 || property.Name != DotNetNaming.PascalFirst(property.Path[0].Name);

    private static bool IsGeneric(Type type, Type definition) => type.IsGenericType && type.GetGenericTypeDefinition() == definition;

    private static bool IsConstant(Type type) => type.BaseType?.Name == "ConstantClass";

    private static string Display(Type type) => type.IsGenericType
        ? $"{type.Name.Split('`')[0]}<{string.Join(", ", type.GetGenericArguments().Select(Display))}>"
        : type.Name;

    private void CompareEnums()
    {
        var known = _service.Shapes.Where(s => s.Kind == ShapeKind.Enum).ToLookup(_service.DotNet.EnumName, StringComparer.Ordinal);
        foreach (var type in _assembly.GetExportedTypes().Where(t => t.Namespace == _service.DotNet.Namespace && IsConstant(t)))
        {
            if (!known.Contains(type.Name))
            {
                Deviate("enum-unknown", type.Name);
                continue;
            }
            Count("enums");
            var values = type.GetFields(BindingFlags.Public | BindingFlags.Static)
                .Where(f => f.FieldType == type)
                .Select(f => ((Amazon.Runtime.ConstantClass)f.GetValue(null)!).Value)
                .ToHashSet(StringComparer.Ordinal);
            foreach (var value in known[type.Name].SelectMany(s => s.EnumValues).Distinct())
            {
                Count("enum-values");
                if (!values.Contains(value))
                    Deviate("enum-value-missing", $"{type.Name}: {value}");
            }
        }
    }

    private void Count(string what) => _counts[what] = _counts.GetValueOrDefault(what) + 1;

    private void Deviate(string kind, string what) => _deviations.Add($"{kind}: {what}");
}
