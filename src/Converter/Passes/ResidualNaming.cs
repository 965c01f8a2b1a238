using LambdaLift.Converter.Ir;

namespace LambdaLift.Converter.Passes;

/// <summary>Gives every residual function of the program a name of its own; runs last, when it is known which there are.</summary>
internal sealed class ResidualNaming : WorkflowPass
{
    public override string Name => "ResidualNaming";

    public override IrProgram Run(IrProgram program, PassContext context)
    {
        var used = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        return program with
        {
            Body = program.Body.RewriteStatements(statement =>
            {
                if (statement is not IrResidual residual)
                    return [statement];
                var name = residual.Function.Name;
                for (var n = 2; !used.Add(name) || IsTaken(residual, name); n++)
                    name = residual.Function.Name + n.ToString(System.Globalization.CultureInfo.InvariantCulture);
                return [residual with { Function = residual.Function with { Name = name } }];
            }),
        };
    }

    /// <summary>Whether the user's project has a type of that name, which the generated class would hide.</summary>
    private static bool IsTaken(IrResidual residual, string name) =>
        residual.Function.Project.GetTypeByMetadataName(residual.Function.Namespace.Length == 0 ? name : residual.Function.Namespace + "." + name) is not null;
}
