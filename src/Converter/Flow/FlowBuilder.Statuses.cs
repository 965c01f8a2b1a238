using System.Globalization;
using LambdaLift.Converter.Diagnostics;
using LambdaLift.Converter.Emit;
using LambdaLift.Converter.Frontend;
using LambdaLift.Converter.Ir;
using Microsoft.CodeAnalysis;

namespace LambdaLift.Converter.Flow;

/// <summary>Questions about the HTTP status of a service's exception, of which a state machine knows the name and the cause of an error.</summary>
internal sealed partial class FlowBuilder
{
    // The exception whose status an operand is, as it is or as a number.
    private static IrExpression? StatusOf(IrExpression operand) => operand switch
    {
        IrMember { Name: ExceptionMembers.ServiceStatus, Target: var error } when Errors.IsError(error) => error,
        IrCallFunction { Function: IrFunction.Truncate, Arguments: [var status] } => StatusOf(status),
        _ => null,
    };

    /// <summary>
    /// Whether a service answered with such a status. An error that the called operation models has the status of the model. Any other has the name of
    /// the service's base exception, and its status stands in the cause, in the words that executions recorded from AWS show.
    /// </summary>
    /// <returns>The question; null when it cannot be asked of a text.</returns>
    private IrExpression? HasStatus(IrBinary comparison, IrExpression error)
    {
        var (origin, number) = (comparison.Origin, (int)((IrConstant)comparison.Right).Value!);
        if (comparison.Operator == IrOperator.NotEqual)
            return HasStatus(comparison with { Operator = IrOperator.Equal }, error) is { } equal ? new IrNot(equal, comparison.Type, origin) : null;
        Func<int, bool>? holds = comparison.Operator switch
        {
            IrOperator.Equal => status => status == number,
            IrOperator.Less => status => status < number,
            IrOperator.LessOrEqual => status => status <= number,
            IrOperator.Greater => status => status > number,
            IrOperator.GreaterOrEqual => status => status >= number,
            _ => null,
        };
        if (holds is null)
            return null;
        var texts = comparison.Operator == IrOperator.Equal ? [number.ToString(CultureInfo.InvariantCulture)] : Hundreds(holds);
        if (texts is null)
            return null;
        var thrown = error.Type is { } type && type.DerivesFrom(ExceptionTypes.OfServices) ? type.FullName() : ExceptionTypes.OfServices;
        var errors = CalledServices().SelectMany(e => e.ForDotNetType(thrown)).ToList();
        var modelled = errors.Where(e => e.Shape?.HttpStatus is { } status && holds(status)).Select(e => e.ErrorName).Distinct().ToList();
        var others = errors.Where(e => e.Shape is null).Select(e => e.ErrorName).Distinct().ToList();
        var questions = new List<IrExpression>();
        if (modelled.Count > 0)
            questions.Add(IsOneOf(error, modelled, origin));
        if (others.Count > 0 && texts.Count > 0)
        {
            IrExpression cause = new IrMember(error, ExceptionMembers.Message, null, origin);
            var says = texts
                .Select(IrExpression (text) => new IrCallFunction(IrFunction.StringContains, [cause, new IrConstant("Status Code: " + text, null, origin)], comparison.Type, origin))
                .Aggregate((l, r) => new IrBinary(IrOperator.Or, l, r, comparison.Type, origin));
            questions.Add(new IrBinary(IrOperator.And, IsOneOf(error, others, origin), says, comparison.Type, origin));
            _report(Diagnostic.Create(LiftDescriptors.StatusInCause, origin.Location, string.Join(", ", others)));
        }

        return questions.Count == 0 ? new IrConstant(false, comparison.Type, origin) : questions.Aggregate((l, r) => new IrBinary(IrOperator.Or, l, r, comparison.Type, origin));
    }

    // The first digits of the statuses for which it holds; null when it holds for some of those with the same first digit only.
    private static List<string>? Hundreds(Func<int, bool> holds)
    {
        var digits = new List<string>();
        foreach (var hundred in new[] { 3, 4, 5 })
        {
            var count = Enumerable.Range(hundred * 100, 100).Count(holds);
            if (count is not (0 or 100))
                return null;
            if (count > 0)
                digits.Add(hundred.ToString(CultureInfo.InvariantCulture));
        }

        return digits;
    }
}
