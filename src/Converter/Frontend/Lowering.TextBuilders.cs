using System.Collections.Immutable;
using LambdaLift.Converter.Ir;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace LambdaLift.Converter.Frontend;

internal sealed partial class Lowering
{
    /// <summary>A text builder in state is its text: what is appended becomes a new value of the variable that holds it.</summary>
    private static void AddTextBuilderMethods(KnownMethodTable table)
    {
        table.Add(Builder, "Append AppendLine Insert Replace Remove Clear", c => c.Lowering.Changed(c), "of a builder in a local variable; texts, and values whose text is known");
        table.Add(Builder, "AppendFormat AppendJoin", c => c.Lowering.Changed(c), "as string.Format and string.Join");
    }

    private IrExpression? Changed(KnownCall c)
    {
        // b.Append(x).Append(y): the receiver of the inner call is changed first.
        var chain = new Stack<IInvocationOperation>();
        IOperation receiver = c.Invocation;
        while (Unwrap(receiver) is IInvocationOperation { Instance: { } inner } call && call.TargetMethod.ContainingType.Is(Builder) && call.TargetMethod.Name != "ToString")
        {
            chain.Push(call);
            receiver = inner;
        }

        receiver = Unwrap(receiver);
        var isKept = receiver is ILocalReferenceOperation or IParameterReferenceOperation;
        if (!isKept && receiver is not IObjectCreationOperation)
            return c.Refuse("A text builder that is no local variable", "build the text in a local variable");
        var value = LowerExpression(receiver, c.Into);
        foreach (var call in chain)
        {
            if (After(new KnownCall(this, call, c.Into), value) is not { } next)
                return null;
            value = next;
        }

        if (!isKept)
            return value;
        Store(receiver, value, c.Into, isChange: true);
        return LowerExpression(receiver, c.Into);
    }

    private IrExpression? After(KnownCall c, IrExpression text)
    {
        IrExpression With(params IrExpression[] parts) => new IrConcat(Flat(text).AddRange(parts), c.Type, c.Origin);
        switch (c.Method.Name)
        {
            case "Clear":
                return new IrConcat([], c.Type, c.Origin);
            case "AppendLine" when c.Arity == 0:
                return With(c.Text("\n"));
            case "Append" or "AppendLine" when c.Arity == 1 && c.Argument(0) is { } appended:
                // An interpolated string goes to a handler of the builder's.
                var operation = Unwrap(appended) is IInterpolatedStringHandlerCreationOperation { Content: IInterpolatedStringOperation content } ? content : appended;
                var value = Character(LowerExpression(operation, c.Into));
                if (value.Type.ElementType() is not null && !value.Type.IsTextCarrier())
                    return null;
                return c.Method.Name == "Append" ? With(AsText(operation, value)) : With(AsText(operation, value), c.Text("\n"));
            case "AppendFormat":
                return LowerFormat(c, c.ParameterType(0).IsString() ? 0 : 1) is { } formatted ? With(formatted) : null;
            case "AppendJoin":
                return LowerJoin(c) is { } joined ? With(joined with { Type = StringType }) : null;
            case "Replace" when c.Arity == 2 && Value(c, 0) is IrConstant { Value: string { Length: > 0 } } old:
                return new IrCallFunction(IrFunction.Replace, [new IrConcat([text], StringType, c.Origin), old, Value(c, 1)], c.Type, c.Origin);
            default:
                return null;
        }
    }

    private static ImmutableArray<IrExpression> Flat(IrExpression text) => text is IrConcat concat ? concat.Parts : [text];
}
