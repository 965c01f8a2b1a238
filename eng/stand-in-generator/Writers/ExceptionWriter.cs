using LambdaLift.ServiceCatalogue;

namespace LambdaLift.StandInGenerator.Writers;

/// <summary>Writes a service's base exception and a class for every modelled error.</summary>
internal sealed class ExceptionWriter(AwsService service, DotNetTypes types)
{
    public string Write()
    {
        var code = new CodeWriter();
        code.Open($"namespace {service.DotNet.Namespace}");
        WriteClass(code, service.DotNet.BaseExceptionName, "Amazon.Runtime.AmazonServiceException", []);
        code.Close();

        code.Line().Open($"namespace {service.DotNet.ModelNamespace}");
        foreach (var error in service.DotNet.Classes.Where(c => c.Kind == DotNetClassKind.Exception).OrderBy(c => c.Name, StringComparer.Ordinal))
        {
            // Exception.Message carries the member of that name.
            WriteClass(code, error.Name, $"global::{service.DotNet.BaseExceptionType}", error.Properties.Where(p => !p.Name.Equals("Message", StringComparison.OrdinalIgnoreCase)));
        }

        code.Close();
        return code.ToString();
    }

    private void WriteClass(CodeWriter code, string name, string baseType, IEnumerable<DotNetProperty> properties)
    {
        const string details = "Amazon.Runtime.ErrorType errorType, string errorCode, string requestId, System.Net.HttpStatusCode statusCode";
        const string arguments = "errorType, errorCode, requestId, statusCode";
        code.Open($"public partial class {name} : {baseType}")
            .Line($"public {name}() {{ }}")
            .Line($"public {name}(string message) : base(message) {{ }}")
            .Line($"public {name}(string message, System.Exception innerException) : base(message, innerException) {{ }}")
            .Line($"public {name}(System.Exception innerException) : base(innerException) {{ }}")
            .Line($"public {name}(string message, {details}) : base(message, {arguments}) {{ }}")
            .Line($"public {name}(string message, System.Exception innerException, {details}) : base(message, innerException, {arguments}) {{ }}");
        foreach (var property in properties)
        {
            if (types.Of(property) is { } type)
            {
                code.Line($"public {type} {property.Name} {{ get; set; }}");
            }
        }

        code.Close().Line();
    }
}
