using LambdaLift.Converter.Ir;
using LambdaLift.ServiceCatalogue;
using Microsoft.CodeAnalysis;

namespace LambdaLift.Converter.Passes;

/// <summary>One step from workflow IR to better workflow IR.</summary>
internal abstract class WorkflowPass
{
    /// <summary>The name for <c>--dump-after</c>.</summary>
    public abstract string Name { get; }

    /// <summary>Runs the pass.</summary>
    public abstract IrProgram Run(IrProgram program, PassContext context);
}

/// <summary>What passes share within one conversion.</summary>
/// <param name="Options">The user's options.</param>
/// <param name="Catalogue">The services.</param>
/// <param name="Report">Receives diagnostics.</param>
/// <param name="ResolveCallee">Lowers the function that a name refers to, anew for every call; null when its source is not in the solution.</param>
internal sealed record PassContext(ConversionOptions Options, AwsCatalogue Catalogue, Action<Diagnostic> Report, Func<IrExpression, Callee?> ResolveCallee)
{
    /// <summary>Reports a diagnostic at an origin.</summary>
    public void ReportAt(DiagnosticDescriptor descriptor, Origin origin, params object?[] arguments) =>
        Report(Diagnostic.Create(descriptor, origin.Location, arguments));
}

/// <summary>A function that could be placed inline of its invocation.</summary>
/// <param name="Name">The name that the template or the code gives it.</param>
/// <param name="Program">Its body; null when it cannot be converted.</param>
/// <param name="Obstacles">Why it cannot.</param>
internal sealed record Callee(string Name, IrProgram? Program, IReadOnlyList<Diagnostic> Obstacles);
