using System.Collections.Immutable;
using LambdaLift.Converter.Ir;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace LambdaLift.Converter.Frontend;

/// <summary>
/// Changes of objects and collections that a variable holds. State holds values: a change becomes a new value of the variable, which is
/// the same as long as nothing else refers to the object. Where something may, the change is refused.
/// </summary>
internal sealed partial class Lowering
{
    private readonly List<Mutation> _mutations = new();

    /// <summary>Sets an entry of a dictionary.</summary>
    private void StoreEntry(IPropertyReferenceOperation target, IrExpression value, BlockBuilder into)
    {
        var instance = target.Instance!;
        var type = Resolve(instance.Type);
        if (!type.IsDictionary() && !(type.IsJsonDocument() && Resolve(Unwrap(target.Arguments[0].Value).Type).IsString()))
        {
            if (type.ElementType() is not null)
                StoreElement(target, instance, target.Arguments[0].Value, value, into);
            else
                Refuse(target, "This indexer", "use a list or dictionary");
            return;
        }

        var key = LowerExpression(target.Arguments[0].Value, into);
        if (!IsKey(key.Type))
        {
            Refuse(target, $"A dictionary with keys of type '{key.Type?.Name}'", "use texts as keys");
            return;
        }

        var current = NotNull(instance, LowerExpression(instance, into));
        Store(instance, new IrCallFunction(IrFunction.SetEntry, [current, Key(target.Arguments[0].Value, key), value], type, At(target)), into, isChange: true);
    }

    /// <summary>Whether something else than the variable may hold its object, by what has been lowered so far.</summary>
    private static bool MayBeShared(IrVariable variable, BlockBuilder into)
    {
        for (var block = into; block is not null; block = block.Parent!)
        {
            if (IsSharedBy(block.Since(0).ToImmutableArray(), variable))
                return true;
            if (block.Parent is null)
                break;
        }

        return false;
    }

    /// <summary>What an iteration changes must not be shared by what comes later in the loop: the next iteration would change it there, too.</summary>
    private void RefuseSharedAcrossIterations(BlockBuilder body, int firstMutation)
    {
        var statements = body.ToImmutable();
        foreach (var mutation in _mutations.Skip(firstMutation).Where(m => !m.Owner.IsInside(body)).ToList())
        {
            if (IsSharedBy(statements, mutation.Variable))
                Refuse(mutation.Operation, $"Changing '{mutation.Variable.Name}', which the loop also shares with another variable or a collection,", "make a new object in every iteration");
        }
    }

    private static bool IsSharedBy(ImmutableArray<IrStatement> statements, IrVariable variable) =>
        statements.Descendants().OfType<IrAssign>().Any(a => ReferenceEquals(a.Variable, variable) ? IsAlias(a.Value, variable) : Holds(a.Value, variable))
        || statements.Descendants().OfType<IrResidual>().Any(r => MayTie(r, variable));

    /// <summary>Whether a value is an object that something else holds as well. What a method made for its caller is not.</summary>
    private static bool IsAlias(IrExpression value, IrVariable variable) => value switch
    {
        IrRead read => !read.Variable.IsTemporary && !ReferenceEquals(read.Variable, variable),
        IrMember or IrElement => true,
        IrConditional e => IsAlias(e.WhenTrue, variable) || IsAlias(e.WhenFalse, variable),
        IrCoalesce e => IsAlias(e.Value, variable) || IsAlias(e.WhenNull, variable),
        IrCallFunction { Function: IrFunction.NotNull } e => IsAlias(e.Arguments[0], variable),
        _ => false,
    };

    /// <summary>Whether a value holds the variable's object, itself or as a part.</summary>
    private static bool Holds(IrExpression value, IrVariable variable) => value switch
    {
        IrRead read => ReferenceEquals(read.Variable, variable),
        IrNew e => e.Members.Any(m => Holds(m.Value, variable)),
        IrWith e => Holds(e.Target, variable) || e.Members.Any(m => Holds(m.Value, variable)),
        IrList e => e.Elements.Any(x => Holds(x, variable)),
        IrDictionary e => e.Entries.Any(x => Holds(x.Value, variable)),
        IrConditional e => Holds(e.WhenTrue, variable) || Holds(e.WhenFalse, variable),
        IrCoalesce e => Holds(e.Value, variable) || Holds(e.WhenNull, variable),
        IrCallFunction { Function: IrFunction.NotNull or IrFunction.Append or IrFunction.SetEntry or IrFunction.SetElement } e => e.Arguments.Any(a => Holds(a, variable)),

        // The elements of a list move to another one, the list itself does not.
        IrCallFunction { Function: IrFunction.AppendAll } e => e.Arguments.Any(a => a is not IrRead && Holds(a, variable)),
        _ => false,
    };

    /// <summary>A change of what a variable holds.</summary>
    private sealed record Mutation(IrVariable Variable, BlockBuilder Owner, IOperation Operation);
}
