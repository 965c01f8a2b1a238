using System.Collections.Immutable;
using LambdaLift.Converter.Ir;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace LambdaLift.Converter.Frontend;

internal sealed partial class Lowering
{
    /// <summary>LINQ over lists that state holds.</summary>
    private IrExpression? LowerCollectionMethod(IInvocationOperation invocation, BlockBuilder into)
    {
        var method = invocation.TargetMethod;
        var origin = At(invocation);
        var type = Resolve(invocation.Type);
        if (!method.ContainingType.Is("System.Linq.Enumerable"))
            return null;
        var source = invocation.Arguments.First(a => a.Parameter!.Ordinal == 0).Value;
        var selector = invocation.Arguments.FirstOrDefault(a => a.Parameter!.Ordinal == 1)?.Value;
        IrFunction? function = method.Name switch
        {
            "Where" => IrFunction.Where,
            "Select" => IrFunction.Select,
            "Any" => IrFunction.Any,
            "All" => IrFunction.All,
            "Count" when selector is null => IrFunction.Count,
            "Sum" when type.IsInteger() || type.IsFloating() => IrFunction.Sum,
            _ => null,
        };
        if (method.Name is "ToList" or "ToArray" or "AsEnumerable")
            return LowerExpression(source, into);
        if (function is null)
            return Refuse(invocation, $"'{method.Name}'", "compute it in a function that the state machine calls");
        var list = NotNull(source, LowerExpression(source, into));
        if (selector is null)
            return new IrCallFunction(function.Value, [list], type, origin);
        var lambda = LowerLambda(selector, list.Type.ElementType(), into);
        return lambda is null ? new IrConstant(null, type, origin) : new IrCallFunction(function.Value, [list, lambda], type, origin);
    }

    private IrLambda? LowerLambda(IOperation operation, ITypeSymbol? elementType, BlockBuilder into)
    {
        if (Unwrap(operation) is not IAnonymousFunctionOperation { Symbol: var symbol, Body: { Operations: [IReturnOperation { ReturnedValue: { } body }] } })
        {
            Refuse(operation, "This function argument", "use a lambda that is one expression");
            return null;
        }

        var block = new BlockBuilder(into, conditional: true, concurrent: true);
        var frame = new Frame(_frame, symbol, _frame.Model);
        var parameters = symbol.Parameters.Select((p, i) => new IrVariable(p.Name, i == 0 ? elementType ?? Resolve(p.Type) : Resolve(p.Type))).ToImmutableArray();
        for (var i = 0; i < parameters.Length; i++)
            frame.Bind(symbol.Parameters[i], new VariableBinding(parameters[i], block));
        var value = InFrame(frame, () => LowerExpression(body, block));
        if (!block.IsEmpty)
        {
            Refuse(operation, "A call in this place", "await the calls by Task.WhenAll first");
            return null;
        }

        return new IrLambda(parameters, value, At(operation));
    }
}
