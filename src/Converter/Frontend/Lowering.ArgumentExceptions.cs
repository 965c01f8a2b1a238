using LambdaLift.Converter.Ir;
using Microsoft.CodeAnalysis;

namespace LambdaLift.Converter.Frontend;

internal sealed partial class Lowering
{
    /// <summary>The message of an exception about an argument: the text, the parameter's name behind it, and the value on a line of its own.</summary>
    /// <returns>The message; null for other exceptions, and where a part of it is not known to be there.</returns>
    private IrExpression? ArgumentMessage(IMethodSymbol constructor, IReadOnlyDictionary<string, IrExpression> arguments, IOperation creation)
    {
        string? usual = constructor.ContainingType.ToDisplayString() switch
        {
            "System.ArgumentException" => "Value does not fall within the expected range.",
            "System.ArgumentNullException" => "Value cannot be null.",
            "System.ArgumentOutOfRangeException" => "Specified argument was out of the range of valid values.",
            _ => null,
        };
        if (usual is null || constructor.Parameters.Any(p => p.Name == "innerException" && p.Type.IsException() && constructor.Parameters.Length > 2))
            return null;
        var origin = At(creation);
        IrExpression Text(string text) => new IrConstant(text, StringType, origin);
        var message = arguments.TryGetValue("message", out var given) ? given : Text(usual);
        if (arguments.TryGetValue("paramName", out var parameter))
        {
            if (parameter is not IrConstant { Value: string { Length: > 0 } name })
                return null;
            message = Concat([message, Text($" (Parameter '{name}')")], origin);
        }

        if (!arguments.TryGetValue("actualValue", out var actual))
            return message;
        if (!(actual.Type.IsString() || actual.Type.IsInteger()))
            return null;
        var written = Concat([message, Text("\nActual value was "), actual, Text(".")], origin);
        return actual.Type.CanBeNull()
            ? new IrConditional(IsNull(actual, origin), message, written, StringType, origin)
            : written;
    }
}
