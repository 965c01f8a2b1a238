using LambdaLift.ServiceCatalogue;

namespace LambdaLift.StandInGenerator.Writers;

/// <summary>Writes a class derived from ConstantClass for every enum of a service.</summary>
internal static class EnumWriter
{
    public static string Write(AwsService service)
    {
        var code = new CodeWriter();
        code.Line($"namespace {service.DotNet.Namespace};");
        foreach (var group in service.Shapes.Where(s => s.Kind == ShapeKind.Enum).GroupBy(service.DotNet.EnumName).OrderBy(g => g.Key, StringComparer.Ordinal))
        {
            WriteEnum(code, group.Key, group.SelectMany(s => s.EnumValues));
        }

        return code.ToString();
    }

    private static void WriteEnum(CodeWriter code, string name, IEnumerable<string> values)
    {
        code.Line().Open($"public partial class {name} : Amazon.Runtime.ConstantClass");
        var written = new HashSet<string>(StringComparer.Ordinal);
        foreach (var value in values)
        {
            var constant = Identifier(value);
            if (written.Add(constant))
            {
                code.Line($"public static readonly {name} {constant} = new {name}({Literal(value)});");
            }
        }

        code.Line()
            .Line($"public {name}(string value) : base(value) {{ }}")
            .Line()
            .Line($"public static {name} FindValue(string value) => FindValue<{name}>(value);")
            .Line()
            .Line($"public static implicit operator {name}(string value) => FindValue(value);")
            .Close();
    }

    private static string Identifier(string value)
    {
        var name = string.Concat(DotNetNaming.EnumConstant(value).Select(c => char.IsLetterOrDigit(c) || c == '_' ? c : '_'));
        return name.Length == 0 || char.IsDigit(name[0]) ? "_" + name : name;
    }

    private static string Literal(string value) => "\"" + value.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal) + "\"";
}
