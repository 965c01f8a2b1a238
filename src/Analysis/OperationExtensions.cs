using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace LambdaLift.Analysis;

/// <summary>Walks and small questions over <see cref="IOperation"/> trees.</summary>
public static class OperationExtensions
{
    /// <summary>The operation without implicit and explicit conversions and parentheses.</summary>
    public static IOperation UnwrapConversions(this IOperation operation)
    {
        while (true)
        {
            switch (operation)
            {
                case IConversionOperation { OperatorMethod: null } conversion:
                    operation = conversion.Operand;
                    break;
                case IConversionOperation { IsImplicit: true } conversion:
                    operation = conversion.Operand;
                    break;
                case IParenthesizedOperation parenthesized:
                    operation = parenthesized.Operand;
                    break;
                default:
                    return operation;
            }
        }
    }

    /// <summary>
    /// The elements of a <c>params</c> argument in its expanded form: an array, or from .NET 9 on a span, whose operation Roslyn 4.8 has
    /// no type for. Null for anything else.
    /// </summary>
    public static IEnumerable<IOperation>? ParamsElements(this IOperation value) => value.UnwrapConversions() switch
    {
        IArrayCreationOperation { Initializer: { } initializer } => initializer.ElementValues,
        { IsImplicit: true, Type.Name: "ReadOnlySpan" } span => span.ChildOperations,
        _ => null,
    };

    /// <summary>
    /// Everything below <paramref name="root"/> in source order, lambdas included, local functions left out (they are methods of their own).
    /// </summary>
    public static IEnumerable<IOperation> DescendantsInMethod(this IOperation root)
    {
        var pending = new Stack<IOperation>();
        pending.Push(root);
        while (pending.Count > 0)
        {
            var current = pending.Pop();
            if (!ReferenceEquals(current, root))
            {
                if (current is ILocalFunctionOperation)
                {
                    continue;
                }

                yield return current;
            }

            foreach (var child in current.ChildOperations.Reverse())
            {
                pending.Push(child);
            }
        }
    }

    /// <summary>The outermost operation of the member that holds this one; local functions included in their member.</summary>
    public static IOperation MemberRoot(this IOperation operation)
    {
        var current = operation;
        while (current.Parent is { } parent)
        {
            current = parent;
        }

        return current;
    }

    /// <summary>The operations that enclose this one, nearest first.</summary>
    public static IEnumerable<IOperation> Ancestors(this IOperation operation)
    {
        for (var parent = operation.Parent; parent is not null; parent = parent.Parent)
        {
            yield return parent;
        }
    }
}
