using LambdaLift.Converter.Diagnostics;
using LambdaLift.Converter.Ir;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace LambdaLift.Converter.Frontend;

/// <summary>A log line is left out, but the code fails in it when it reads through null.</summary>
internal sealed partial class Lowering
{
    /// <summary>
    /// Makes what a log line reads through fail where the code has it from; where that is another place than the statements just before, says that the state
    /// machine goes on.
    /// </summary>
    private void CheckDropped(IInvocationOperation logLine, BlockBuilder into)
    {
        foreach (var read in logLine.Arguments.SelectMany(a => a.Value.DescendantsAndSelf()).OfType<IPropertyReferenceOperation>())
        {
            if (read is not { Instance: { } instance, Property: { IsIndexer: false } } || !IsPlace(instance) || Resolve(instance.Type) is not { IsReferenceType: true } || IsLazyIn(read, logLine))
                continue;
            var value = LowerExpression(instance, new BlockBuilder(into));
            if (IsProvenNotNull(instance, value) || IsFound(value, into) || IsReadNext(instance, logLine))
                continue;
            if (value is IrRead { Variable: var variable } && JustAssigned(variable, into) is { } assignment)
            {
                into.Replace(assignment, new IrCallFunction(IrFunction.NotNull, [assignment.Value], assignment.Value.Type, assignment.Value.Origin));
                _neverNull.Add(variable);
            }
            else
            {
                Report(LiftDescriptors.LogLineFails, At(instance), Origin.TextOf(instance.Syntax));
            }

            into.NoteFound(value);
        }
    }

    /// <summary>Whether the code behind the log line reads through the same value before anything else happens: it fails there.</summary>
    private static bool IsReadNext(IOperation instance, IOperation logLine)
    {
        var statement = logLine.Parent as IExpressionStatementOperation;
        var next = (statement?.Parent as IBlockOperation)?.Operations.SkipWhile(o => !ReferenceEquals(o, statement)).Skip(1)
            .SkipWhile(o => o is IExpressionStatementOperation { Operation: IInvocationOperation call } && IsUnobservable(call)).FirstOrDefault();
        var first = next is IConditionalOperation decision ? decision.Condition : next is IVariableDeclarationGroupOperation or IExpressionStatementOperation or IReturnOperation ? next : null;
        if (first is null)
            return false;
        var calls = first.DescendantsAndSelf().Where(o => o is IAwaitOperation or IInvocationOperation).ToList();
        return first.DescendantsAndSelf().OfType<IPropertyReferenceOperation>().Any(read =>
            read.Instance?.Syntax.IsEquivalentTo(instance.Syntax, topLevel: false) == true && !IsLazyIn(read, first) && calls.All(call => call.DescendantsAndSelf().Contains(read)));
    }

    /// <summary>A local or parameter of the workflow, or a stored property of one: reading it again has no effect.</summary>
    private bool IsPlace(IOperation operation) => operation switch
    {
        ILocalReferenceOperation { Local: var local } => _frame.Find(local) is VariableBinding { Variable.IsError: false },
        IParameterReferenceOperation { Parameter: var parameter } => _frame.Find(parameter) is VariableBinding { Variable.IsError: false },
        IPropertyReferenceOperation { Instance: { } instance, Property: { IsIndexer: false, IsStatic: false } property } =>
            IsPlace(instance) && Resolve(instance.Type) is { } owner && ObjectShape.IsObject(owner) && (IsStoredProperty(property) || owner.IsSdkModel()),
        _ => false,
    };

    // The assignment that is among the last statements, with only assignments behind it.
    private static IrAssign? JustAssigned(IrVariable variable, BlockBuilder into) =>
        into.Since(0).Reverse().TakeWhile(s => s is IrAssign).Cast<IrAssign>().FirstOrDefault(a => ReferenceEquals(a.Variable, variable));

    /// <summary>Whether an operand is not evaluated every time.</summary>
    private static bool IsLazyIn(IOperation operation, IOperation whole)
    {
        for (var child = operation; child.Parent is { } parent && !ReferenceEquals(child, whole); child = parent)
        {
            var isLazy = parent switch
            {
                IConditionalAccessOperation e => ReferenceEquals(child, e.WhenNotNull),
                IConditionalOperation e => !ReferenceEquals(child, e.Condition),
                ICoalesceOperation e => ReferenceEquals(child, e.WhenNull),
                IBinaryOperation { OperatorKind: BinaryOperatorKind.ConditionalAnd or BinaryOperatorKind.ConditionalOr } e => ReferenceEquals(child, e.RightOperand),
                ISwitchExpressionArmOperation or IAnonymousFunctionOperation or INameOfOperation => true,
                _ => false,
            };
            if (isLazy)
                return true;
        }

        return false;
    }
}
