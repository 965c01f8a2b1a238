using System.Collections.Immutable;
using LambdaLift.Converter.Diagnostics;
using LambdaLift.Converter.Ir;

namespace LambdaLift.Converter.Passes;

/// <summary>
/// Hands in what the iterations of a distributed Map state read from outside: each is an execution of its own, with variables and a context object of its own.
/// </summary>
internal sealed class DistributedMaps : WorkflowPass
{
    public override string Name => "DistributedMaps";

    public override IrProgram Run(IrProgram program, PassContext context) => program with
    {
        Body = program.Body.RewriteStatements(statement => statement is IrMap { IsDistributed: true } map ? [Pass(map, context)] : [statement]),
    };

    private static IrMap Pass(IrMap map, PassContext context)
    {
        context.ReportAt(LiftDescriptors.MapIsDistributed, map.Origin);
        var own = new HashSet<IrVariable>(Own(map));
        var passed = new List<IrPassed>();
        var body = map.Body.RewriteExpressions(Replace);
        return map with { Body = body, Passed = passed.ToImmutableArray() };

        IrExpression Replace(IrExpression expression) =>
            expression is IrContextValue || IsPart(expression) ? new IrRead(For(expression), expression.Origin) : expression.MapChildren(Replace);

        // A part that is there whenever the whole is: only that goes to the iteration.
        bool IsPart(IrExpression expression) => expression switch
        {
            IrRead { Variable: var variable } => !own.Contains(variable),
            IrMember { TargetMayBeNull: false } member => IsPart(member.Target),
            _ => false,
        };

        IrVariable For(IrExpression value)
        {
            if (passed.Find(p => p.Value.IsSameAs(value)) is { } known)
                return known.Variable;
            var name = value switch { IrMember m => m.Name, IrRead r => r.Variable.Name, _ => "execution" };
            var variable = new IrVariable(name, value.Type) { IsError = value is IrRead { Variable.IsError: true } };
            passed.Add(new IrPassed(variable, value));
            return variable;
        }
    }

    // What the iteration itself sets, with the variables of its lambdas.
    private static IEnumerable<IrVariable> Own(IrMap map) => map.Binds()
        .Concat(map.Body.Descendants().SelectMany(s => s.Defines().Concat(s.Binds())))
        .Concat(map.Body.Descendants().SelectMany(s => s.Expressions()).SelectMany(e => e.DescendantsAndSelf()).SelectMany<IrExpression, IrVariable>(e => e switch
        {
            IrLambda lambda => lambda.Parameters,
            IrLet let => [let.Variable],
            _ => [],
        }));
}
