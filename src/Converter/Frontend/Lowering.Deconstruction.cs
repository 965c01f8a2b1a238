using LambdaLift.Converter.Ir;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace LambdaLift.Converter.Frontend;

internal sealed partial class Lowering
{
    private void LowerDeconstruction(IDeconstructionAssignmentOperation operation, BlockBuilder into)
    {
        var targets = operation.Target switch
        {
            ITupleOperation tuple => tuple,
            IDeclarationExpressionOperation { Expression: ITupleOperation tuple } => tuple,
            _ => null,
        };
        if (targets is null)
        {
            Refuse(operation, "This deconstruction", "assign the parts one by one");
            return;
        }

        if (Unwrap(operation.Value) is ITupleOperation values && values.Elements.Length == targets.Elements.Length)
        {
            if (values.Elements.Any(e => Resolve(e.Type).IsTask()))
            {
                StartTasks(targets, values, into);
                return;
            }

            // All values are taken before the first target is set: `(a, b) = (b, a)` swaps.
            var taken = LowerOperands(values.Elements, into).Select((v, i) => v is IrConstant ? v : Kept(v, NameOf(targets.Elements[i]) ?? "value", into)).ToList();
            for (var i = 0; i < taken.Count; i++)
                SetTarget(targets.Elements[i], taken[i], into);
            return;
        }

        Deconstruct(targets, Spill(LowerExpression(operation.Value, into), "value", into), into);
    }

    /// <summary><c>var (a, b) = (F(), G());</c>: tasks that are started one after the other and get a name each.</summary>
    private void StartTasks(ITupleOperation targets, ITupleOperation values, BlockBuilder into)
    {
        for (var i = 0; i < values.Elements.Length; i++)
        {
            var declared = targets.Elements[i] switch
            {
                ILocalReferenceOperation { IsDeclaration: true, Local: var local } => local,
                IDeclarationExpressionOperation { Expression: ILocalReferenceOperation { Local: var local } } => local,
                _ => null,
            };
            if (declared is null)
                Refuse(targets.Elements[i], "Setting a variable to a task in a deconstruction", "declare it there");
            else if (Resolve(values.Elements[i].Type).IsTask())
                _frame.Bind(declared, new TaskBinding(StartTask(values.Elements[i], into, declared.Name)));
            else
                Declare(declared, LowerExpression(values.Elements[i], into), into);
        }
    }

    /// <summary>Takes a tuple, a record, an entry of a dictionary, or anything else with a matching <c>Deconstruct</c> of properties apart.</summary>
    private void Deconstruct(ITupleOperation targets, IrExpression value, BlockBuilder into)
    {
        var parts = PartsOf(value, targets.Elements.Length);
        if (parts is null)
        {
            Refuse(targets, $"Deconstructing a '{value.Type?.Name}'", "read its properties");
            return;
        }

        for (var i = 0; i < targets.Elements.Length; i++)
            SetTarget(targets.Elements[i], parts[i], into);
    }

    /// <summary>The values that deconstruction gives; null when they are no properties.</summary>
    private List<IrExpression>? PartsOf(IrExpression value, int count)
    {
        if (value.Type is not INamedTypeSymbol type)
            return null;
        if (type.IsTupleType)
            return type.TupleElements.Length == count ? type.TupleElements.Select((e, i) => (IrExpression)new IrMember(value, "Item" + (i + 1).ToString(System.Globalization.CultureInfo.InvariantCulture), e.Type, value.Origin)).ToList() : null;
        if (type.Is("System.Collections.Generic.KeyValuePair") && count == 2)
            return [new IrMember(value, "Key", type.TypeArguments[0], value.Origin), new IrMember(value, "Value", type.TypeArguments[1], value.Origin)];
        if (!type.IsRecord || type.GetMembers("Deconstruct").OfType<IMethodSymbol>().FirstOrDefault(m => m.Parameters.Length == count && m.IsImplicitlyDeclared) is not { } method)
            return null;
        return method.Parameters
            .Select(p => (IrExpression)new IrMember(value, p.Name, p.Type, value.Origin) { TargetMayBeNull = value.Type.CanBeNull() && !(value is IrRead read && _neverNull.Contains(read.Variable)) })
            .ToList();
    }

    private void SetTarget(IOperation target, IrExpression value, BlockBuilder into)
    {
        switch (target)
        {
            case IDiscardOperation:
                break;
            case ILocalReferenceOperation { IsDeclaration: true } local:
                Declare(local.Local, value, into);
                break;
            case IDeclarationExpressionOperation { Expression: ILocalReferenceOperation local }:
                Declare(local.Local, value, into);
                break;
            case IDeclarationExpressionOperation { Expression: ITupleOperation nested }:
                Deconstruct(nested, Spill(value, "value", into), into);
                break;
            case ITupleOperation nested:
                Deconstruct(nested, Spill(value, "value", into), into);
                break;
            default:
                Store(target, value, into);
                break;
        }
    }

    private void Declare(ILocalSymbol local, IrExpression value, BlockBuilder into)
    {
        var variable = new IrVariable(local.Name, Resolve(local.Type));
        _frame.Bind(local, new VariableBinding(variable, into));
        into.Add(new IrAssign(variable, value, value.Origin));
    }

    private static IrRead Kept(IrExpression value, string name, BlockBuilder into)
    {
        var variable = new IrVariable(name, value.Type) { IsTemporary = true };
        into.Add(new IrAssign(variable, value, value.Origin));
        return new IrRead(variable, value.Origin);
    }

    private static string? NameOf(IOperation target) => target switch
    {
        ILocalReferenceOperation local => local.Local.Name,
        IDeclarationExpressionOperation { Expression: ILocalReferenceOperation local } => local.Local.Name,
        IParameterReferenceOperation parameter => parameter.Parameter.Name,
        _ => null,
    };
}
