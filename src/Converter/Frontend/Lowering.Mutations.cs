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

    /// <summary>Changes of a collection as a statement: <c>list.Add(x)</c>. False when the call is none.</summary>
    private bool LowerCollectionChange(IInvocationOperation invocation, BlockBuilder into)
    {
        if (invocation.Instance is not { } instance || invocation.TargetMethod.ContainingType.ContainingNamespace?.FullName() is not "System.Collections.Generic")
            return false;
        var origin = At(invocation);
        var type = Resolve(instance.Type);
        IrExpression Argument(int position) => LowerExpression(invocation.Arguments[position].Value, into);
        IrExpression Current() => NotNull(instance, LowerExpression(instance, into));
        switch (invocation.TargetMethod.Name)
        {
            case "Add" when type.ElementType() is not null && !IsSet(type) && !type.IsDictionary():
                var item = Argument(0);
                Store(instance, new IrCallFunction(IrFunction.Append, [Current(), item], type, origin), into, isChange: true);
                return true;
            case "AddRange" when type.ElementType() is not null:
                var items = NotNull(invocation.Arguments[0].Value, Argument(0));
                Store(instance, new IrCallFunction(IrFunction.AppendAll, [Current(), items], type, origin), into, isChange: true);
                return true;
            case "Clear":
                IrExpression empty = type.IsDictionary() ? new IrDictionary([], type, origin) : new IrList([], type, origin);
                Store(instance, empty, into, isChange: true);
                return true;
            case "Add" or "Remove" or "RemoveAt" or "RemoveAll" or "Insert" or "InsertRange" or "Sort" or "Reverse" or "Enqueue" or "Dequeue" or "Push" or "Pop" or "TryAdd" or "UnionWith" or "ExceptWith":
                Refuse(invocation, $"'{type?.Name}.{invocation.TargetMethod.Name}'", "build the collection by List.Add and the indexer of a dictionary");
                return true;
            default:
                return false;
        }

        static bool IsSet(ITypeSymbol? t) => t is not null && (t.Implements("System.Collections.Generic.ISet") || t.Implements("System.Collections.Generic.IReadOnlySet"));
    }

    /// <summary>Sets an entry of a dictionary.</summary>
    private void StoreEntry(IPropertyReferenceOperation target, IrExpression value, BlockBuilder into)
    {
        var instance = target.Instance!;
        var type = Resolve(instance.Type);
        if (!type.IsDictionary())
        {
            Refuse(target, "Setting an element of a list or array", "build a new list");
            return;
        }

        var key = LowerExpression(target.Arguments[0].Value, into);
        if (!key.Type.IsString())
        {
            Refuse(target, "A dictionary whose keys are no texts", "use texts as keys");
            return;
        }

        var current = NotNull(instance, LowerExpression(instance, into));
        Store(instance, new IrCallFunction(IrFunction.SetEntry, [current, key, value], type, At(target)), into, isChange: true);
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
        IrCallFunction { Function: IrFunction.NotNull or IrFunction.Append or IrFunction.SetEntry } e => e.Arguments.Any(a => Holds(a, variable)),
        _ => false,
    };

    /// <summary>A change of what a variable holds.</summary>
    private sealed record Mutation(IrVariable Variable, BlockBuilder Owner, IOperation Operation);
}
