using LambdaLift.ServiceCatalogue;
using LambdaLift.StandInGenerator.Forms;

namespace LambdaLift.StandInGenerator.Writers;

/// <summary>Writes requests, responses and structures.</summary>
internal sealed class ModelWriter(AwsService service, DotNetTypes types, ServiceForms forms)
{
    private string BaseRequest => service.DotNet.ClientType[..^"Client".Length] + "Request";

    public string Write()
    {
        var code = new CodeWriter();
        code.Open($"namespace {service.DotNet.Namespace}")
            .Open($"public partial class {BaseRequest[(service.DotNet.Namespace.Length + 1)..]} : Amazon.Runtime.AmazonWebServiceRequest")
            .Close()
            .Close();

        if (forms.Constructors.Keys.FirstOrDefault(name => service.DotNet.FindClass(name) is null) is { } unknown)
        {
            throw new InvalidDataException($"forms.json: {service.Id} has no class '{unknown}'.");
        }

        code.Line().Open($"namespace {service.DotNet.ModelNamespace}");
        foreach (var model in service.DotNet.Classes.Where(IsWritten).OrderBy(c => c.Name, StringComparer.Ordinal))
        {
            WriteClass(code, model);
        }

        code.Close();
        return code.ToString();
    }

    // The shapes of inputs and outputs are flattened into requests and responses; a structure of their name exists only if something else refers to it.
    private bool IsWritten(DotNetClass model) => model.Kind switch
    {
        DotNetClassKind.Exception => false,
        DotNetClassKind.Structure => types.IsOffered(model.Shape!) && References.Contains(model.Shape!),
        _ => true,
    };

    private HashSet<Shape> References { get; } = FindReferences(service);

    private void WriteClass(CodeWriter code, DotNetClass model)
    {
        var heading = model.Kind switch
        {
            DotNetClassKind.Request => $" : global::{BaseRequest}",
            DotNetClassKind.Response => " : Amazon.Runtime.AmazonWebServiceResponse",
            _ => "",
        };
        code.Open($"public partial class {model.Name}{heading}");
        if (forms.Constructors.TryGetValue(model.Name, out var constructors))
        {
            code.Line($"public {model.Name}() {{ }}");
            foreach (var form in constructors)
            {
                WriteConstructor(code, model, form);
            }
        }

        foreach (var property in model.Properties)
        {
            WriteProperty(code, property);
        }

        code.Close().Line();
    }

    private void WriteConstructor(CodeWriter code, DotNetClass model, IReadOnlyList<string> form)
    {
        var parameters = form.Select(name => $"{types.Of(model.FindProperty(name)!)} {ParameterName(name)}");
        code.Open($"public {model.Name}({string.Join(", ", parameters)})");
        foreach (var name in form)
        {
            code.Line($"this.{name} = {ParameterName(name)};");
        }

        code.Close();
    }

    private void WriteProperty(CodeWriter code, DotNetProperty property)
    {
        if (types.Of(property) is not { } type)
        {
            return;
        }

        if (DotNetTypes.IsSetView(property) is { } subject && property.Conversion == DotNetConversion.NotInApi)
        {
            var set = types.Of(subject)!.TrimEnd('?');
            code.Line($"public bool {property.Name} {{ get => this.{subject.Name} != null; set => this.{subject.Name} = value ? this.{subject.Name} ?? new {set}() : null; }}");
        }
        else if (property.Conversion == DotNetConversion.Utf8Text && BlobOf(property) is { } blob)
        {
            // Text set here is a memory stream; of another stream, which the SDK itself would read only once, what is left.
            code.Open($"public string {property.Name}")
                .Line($"get => this.{blob.Name} == null ? null : (object)this.{blob.Name} is System.IO.MemoryStream memory ? System.Text.Encoding.UTF8.GetString(memory.ToArray()) : new System.IO.StreamReader(this.{blob.Name}).ReadToEnd();")
                .Line($"set => this.{blob.Name} = value == null ? null : new System.IO.MemoryStream(System.Text.Encoding.UTF8.GetBytes(value));")
                .Close();
        }
        else
        {
            var initial = DotNetTypes.IsCollection(type) ? $" = Amazon.AWSConfigs.InitializeCollections ? new {type}() : null;" : "";
            code.Line($"public {type} {property.Name} {{ get; set; }}{initial}");
        }
    }

    // The text beside a blob (InvokeRequest.Payload beside PayloadStream) is a view on it.
    private static DotNetProperty? BlobOf(DotNetProperty text) => text.DeclaringClass.Properties.FirstOrDefault(p =>
        p.Conversion == DotNetConversion.None && p.Shape?.Kind == ShapeKind.Blob && p.Path.SequenceEqual(text.Path));

    /// <summary>The parameter for a property, as the SDK spells it: <c>TableName</c> → <c>tableName</c>, <c>SS</c> → <c>ss</c>, <c>AWSAccountId</c> → <c>awsAccountId</c>.</summary>
    internal static string ParameterName(string property)
    {
        var capitals = property.TakeWhile(char.IsUpper).Count();
        var lowered = capitals == property.Length ? capitals : Math.Max(1, capitals - 1);
        return property[..lowered].ToLowerInvariant() + property[lowered..];
    }

    private static HashSet<Shape> FindReferences(AwsService service)
    {
        var found = new HashSet<Shape>();
        var open = new Queue<Shape>(service.DotNet.Classes.Where(c => c.Kind != DotNetClassKind.Structure).SelectMany(c => c.Properties).Select(p => p.Shape).OfType<Shape>());
        while (open.TryDequeue(out var shape))
        {
            if (found.Add(shape))
            {
                foreach (var next in new[] { shape.Element, shape.Key, shape.Value }.OfType<Shape>().Concat(shape.Members.Select(m => m.Shape)))
                {
                    open.Enqueue(next);
                }
            }
        }

        return found;
    }
}
