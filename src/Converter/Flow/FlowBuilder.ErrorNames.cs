using LambdaLift.Converter.Emit;
using LambdaLift.Converter.Frontend;
using LambdaLift.Converter.Ir;
using LambdaLift.ServiceCatalogue;
using Microsoft.CodeAnalysis;

namespace LambdaLift.Converter.Flow;

/// <summary>The names under which exceptions of a type are reported, and questions about an exception as questions about such names.</summary>
internal sealed partial class FlowBuilder
{
    private static IrExpression IsOneOf(IrExpression error, IEnumerable<string> names, Origin origin)
    {
        IrExpression name = new IrMember(error, ExceptionMembers.ErrorName, null, origin);
        return names
            .Select(n => n.EndsWith("*", StringComparison.Ordinal)
                ? new IrCallFunction(IrFunction.StartsWith, [name, new IrConstant(n.Substring(0, n.Length - 1), null, origin)], null, origin)
                : (IrExpression)new IrBinary(IrOperator.Equal, name, new IrConstant(n, null, origin), null, origin))
            .Aggregate((l, r) => new IrBinary(IrOperator.Or, l, r, null, origin));
    }

    /// <summary>What the code asks of an exception, as questions about the names of errors.</summary>
    private IrExpression ResolveErrors(IrExpression expression) => expression.Rewrite(e =>
    {
        switch (e)
        {
            case IrIsException test when test.ExceptionType.Is("System.Exception"):
                return new IrConstant(true, test.Type, test.Origin);
            case IrIsException test:
                return PossibleErrors(test.ExceptionType) is { Count: > 0 } names ? IsOneOf(test.Value, names, test.Origin) : new IrConstant(false, test.Type, test.Origin);
            case IrBinary { Operator: IrOperator.Equal or IrOperator.NotEqual, Left: IrMember { Name: ExceptionMembers.Code, Target: var error }, Right: IrConstant { Value: string code } } comparison when Errors.IsError(error):
                var named = ErrorsOfCode(code);
                if (named.Count == 0)
                    return e;
                var isOne = IsOneOf(error, named, comparison.Origin);
                return comparison.Operator == IrOperator.Equal ? isOne : new IrNot(isOne, comparison.Type, comparison.Origin);
            case IrBinary { Operator: IrOperator.Equal or IrOperator.NotEqual, Left: IrMember { Name: ExceptionMembers.Status, Target: var failed }, Right: IrConstant { Value: null or int } status } comparison when Errors.IsError(failed):
                var hasStatus = status.Value is int number
                    ? IsOneOf(failed, [HttpTask.StatusError(number)], comparison.Origin)
                    : new IrNot(IsOneOf(failed, [HttpTask.StatusErrorPrefix + "*"], comparison.Origin), comparison.Type, comparison.Origin);
                return comparison.Operator == IrOperator.Equal ? hasStatus : new IrNot(hasStatus, comparison.Type, comparison.Origin);
            case IrBinary { Left: IrConstant { Value: int }, Right: not IrConstant } mirrored when StatusOf(mirrored.Right) is not null:
                return ResolveErrors(mirrored with { Left = mirrored.Right, Right = mirrored.Left, Operator = mirrored.Operator.Mirror() });
            case IrBinary { Right: IrConstant { Value: int } } comparison when StatusOf(comparison.Left) is { } refused:
                return HasStatus(comparison, refused) ?? e;
            default:
                return e;
        }
    });

    /// <summary>The errors of the services that the program calls, functions among them.</summary>
    private IEnumerable<IntegrationErrors> CalledServices() => _program.Body.Descendants()
        .Select(statement => statement switch
        {
            IrServiceCall call => call.Integration,
            IrInvoke => InvokeOperation.StepFunctions.Preferred,
            _ => null,
        })
        .OfType<StepFunctionsIntegration>()
        .Distinct()
        .Select(integration => integration.Errors);

    private List<string> ErrorsOfCode(string code) => CalledServices()
        .SelectMany(errors => errors.Modelled)
        .Where(e => e.DotNetCode == code)
        .Select(e => e.ErrorName)
        .Distinct()
        .ToList();

    /// <summary>The names under which this program can report exceptions of a type: those that it throws, and those of the services that it calls.</summary>
    private HashSet<string> PossibleErrors(INamedTypeSymbol type)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var statement in _program.Body.Descendants())
        {
            if (statement is IrThrow thrown && thrown.ExceptionType.DerivesFrom(type.FullName()))
                names.Add(thrown.ExceptionType.Name);
            if (statement is IrAttempt attempt && attempt.ExceptionType.DerivesFrom(type.FullName()))
                names.Add(attempt.ErrorName);
            if (statement is IrResidual residual)
                names.UnionWith(residual.Function.ErrorNames(type));
            if (statement is IrHttpCall http)
                names.UnionWith(HttpTask.ErrorPatterns(type.FullName(), !http.ThrowsOnFailureStatus));
        }

        names.UnionWith(CalledServices().SelectMany(errors => errors.ForDotNetType(type.FullName())).Select(e => e.ErrorName));
        return names;
    }

    private static IEnumerable<string> ErrorsInside(IEnumerable<FlowGraph> graphs, INamedTypeSymbol type)
    {
        var nodes = graphs.SelectMany(g => g.AllNodes()).ToList();
        var throwsAgain = nodes.Any(n => n is FlowFail { ExceptionType: null });

        // What the code throws and catches itself is only a value, until it is thrown on.
        foreach (var caught in throwsAgain ? nodes.SelectMany(VariableNames.AssignmentsOf).SelectMany(a => a.Value.DescendantsAndSelf()).OfType<IrException>() : [])
        {
            if (caught.Type.DerivesFrom(type.FullName()))
                yield return caught.TypeName;
        }

        foreach (var node in nodes)
        {
            if (node is FlowFail { ExceptionType: { } thrown } && thrown.DerivesFrom(type.FullName()))
                yield return node is FlowFail { Error: IrConstant { Value: string name } } ? name : thrown.Name;
            if (node is not FlowTask task)
                continue;
            var reported = task.Residual is { } function ? function.ErrorNames(type)
                : task.Operation is null ? HttpTask.KnownErrorNames(type.FullName(), task.AnswersFailureStatus)
                : task.ErrorNames(type.FullName());
            foreach (var error in reported)
            {
                // What a branch catches comes out of it only if the branch throws on.
                if (throwsAgain || !task.Catchers.Any(c => c.Errors.Contains(error) || c.Errors.Contains("States.ALL")))
                    yield return error;
            }
        }
    }
}
