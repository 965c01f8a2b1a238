using System.Collections.Immutable;
using LambdaLift.Converter.Ir;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace LambdaLift.Converter.Frontend;

internal sealed partial class Lowering
{
    // Above zero while the source of an operator is lowered that may stop before the end: First, Any, Take.
    private int _partialEnumerations;

    /// <summary>Lowers a function argument that is called for the elements of a list. What it throws is decided for all elements before.</summary>
    /// <param name="operation">A lambda, a method group or a variable that holds one.</param>
    /// <param name="list">The list; kept in a variable when it is needed twice.</param>
    /// <param name="callsAll">Whether it is called for every element.</param>
    /// <param name="into">The block.</param>
    /// <param name="types">The types of the parameters, as far as known.</param>
    private IrLambda? LowerLambda(IOperation operation, ref IrExpression list, bool callsAll, BlockBuilder into, params ITypeSymbol?[] types)
    {
        if (FoldFunction(operation, into, types) is not var (parameters, code))
            return null;
        if (code.Failures.IsEmpty)
            return new IrLambda(parameters, code.Value, At(operation));
        if (!callsAll || _partialEnumerations > 0)
        {
            Refuse(operation, "A function that may throw, and is not called for all elements,", "decide what to throw in a loop");
            return null;
        }

        if (code.Failures.Any(f => f.Throw.Exception.Message.Reads().Overlaps(parameters.Skip(1)) || (code.Failures.Length > 1 && f.Condition.Reads().Overlaps(parameters.Skip(1)))))
        {
            Refuse(operation, "A function whose exception depends on the position", "decide what to throw in a loop");
            return null;
        }

        list = Shared(list, into);
        into.AddRange(Failing(code.Failures, parameters, list));
        return new IrLambda(parameters, code.Value, At(operation));
    }

    /// <summary>Throws what the first element that fails throws.</summary>
    private ImmutableArray<IrStatement> Failing(ImmutableArray<PureFailure> failures, ImmutableArray<IrVariable> parameters, IrExpression list)
    {
        var origin = failures[0].Throw.Origin;
        var condition = failures.Select(f => f.Condition).Aggregate((a, b) => new IrBinary(IrOperator.Or, a, b, BooleanType, origin));
        var any = new IrCallFunction(IrFunction.Any, [list, new IrLambda(parameters, condition, origin)], BooleanType, origin);
        if (failures is [var only] && !only.Throw.Exception.Message.Reads().Overlaps(parameters))
            return [new IrIf(any, [only.Throw], [], origin)];

        var failed = new IrVariable(parameters[0].Name, parameters[0].Type);
        IrExpression Of(IrExpression e) => e.Substitute(v => ReferenceEquals(v, parameters[0]) ? new IrRead(failed, origin) : null);
        var first = new IrElement(new IrCallFunction(IrFunction.Where, [list, new IrLambda(parameters, condition, origin)], list.Type, origin), new IrConstant(0, IntType, origin), failed.Type, origin) { IsInRange = true };
        ImmutableArray<IrStatement> thrown = [];
        foreach (var failure in failures.Reverse())
        {
            var statement = failure.Throw with { Exception = failure.Throw.Exception with { Message = Of(failure.Throw.Exception.Message) } };
            thrown = thrown.IsEmpty ? [statement] : [new IrIf(Of(failure.Condition), [statement], thrown, origin)];
        }

        return [new IrIf(any, thrown.Insert(0, new IrAssign(failed, first, origin)), [], origin)];
    }

    /// <summary>A function as an expression of its parameters; null, and a report, when it is none.</summary>
    private (ImmutableArray<IrVariable> Parameters, PureCode Code)? FoldFunction(IOperation operation, BlockBuilder into, params ITypeSymbol?[] types)
    {
        var (symbol, body, outer) = FunctionOf(operation);
        if (symbol is null || body is null)
        {
            if (LibraryFunction(operation, into, types) is { } library)
                return library;
            Refuse(operation, "This function argument", "use a lambda");
            return null;
        }

        if (_activeMethods.Contains(symbol.OriginalDefinition, SymbolEqualityComparer.Default))
        {
            Report(Diagnostics.LiftDescriptors.Recursion, At(operation), symbol.Name);
            return null;
        }

        var block = new BlockBuilder(into, conditional: true, concurrent: true);
        var frame = new Frame(outer, symbol, _models(body.Syntax.SyntaxTree));
        for (var i = 0; i < symbol.OriginalDefinition.TypeParameters.Length; i++)
            frame.TypeArguments[symbol.OriginalDefinition.TypeParameters[i]] = Resolve(symbol.TypeArguments[i])!;
        var declared = symbol.OriginalDefinition.Parameters;
        var parameters = declared.Select((p, i) => new IrVariable(p.Name, (i < types.Length ? types[i] : null) ?? InFrame(frame, () => Resolve(p.Type)))).ToImmutableArray();
        for (var i = 0; i < parameters.Length; i++)
            frame.Bind(declared[i], new VariableBinding(parameters[i], block));
        _activeMethods.Push(symbol.OriginalDefinition);
        IrExpression? value = null;
        try
        {
            InFrame(frame, () =>
            {
                if (body is IBlockOperation { Operations: [IReturnOperation { ReturnedValue: { } returned }] })
                    value = LowerExpression(returned, block);
                else if (body is IBlockOperation)
                    LowerBody(body, block);
                else
                    value = LowerExpression(body, block);
                return true;
            });
        }
        finally
        {
            _activeMethods.Pop();
        }

        if (PureCode.TryFold(block.ToImmutable(), value, _ => true) is { } code)
            return (parameters, code);
        Refuse(operation, "A call or a loop in this function argument", "await the calls by Task.WhenAll first, or use a loop");
        return null;
    }

    private (IMethodSymbol? Symbol, IOperation? Body, Frame? Outer) FunctionOf(IOperation operation)
    {
        switch (Unwrap(operation))
        {
            case IAnonymousFunctionOperation f:
                return (f.Symbol, f.Body, _frame);
            case IMethodReferenceOperation { Method: { MethodKind: MethodKind.LocalFunction } local } when _frame.Find(local.OriginalDefinition) is CodeBinding { Code: ILocalFunctionOperation function } binding:
                return (local, function.Body, binding.Frame);
            case IMethodReferenceOperation { Method: var method }:
                return (method, BodyOf(method.OriginalDefinition), null);
            case ILocalReferenceOperation { Local: var variable } when _frame.Find(variable) is CodeBinding code:
                return InFrame(code.Frame, () => FunctionOf(code.Code));
            case IParameterReferenceOperation { Parameter: var parameter } when _frame.Find(parameter) is CodeBinding code:
                return InFrame(code.Frame, () => FunctionOf(code.Code));
            default:
                return (null, null, null);
        }
    }

    /// <summary>A method group of the base library: <c>Select(int.Parse)</c>, <c>Where(char.IsDigit)</c>.</summary>
    private (ImmutableArray<IrVariable> Parameters, PureCode Code)? LibraryFunction(IOperation operation, BlockBuilder into, ITypeSymbol?[] types)
    {
        if (Unwrap(operation) is not IMethodReferenceOperation { Method: { IsStatic: true, Parameters: [var parameter] } method } || types.Length == 0 || types[0] is null)
            return null;
        var variable = new IrVariable(parameter.Name, types[0]);
        IrExpression item = new IrRead(variable, At(operation));
        var block = new BlockBuilder(into, conditional: true, concurrent: true);
        IrExpression? value = (method.ContainingType.FullName() + "." + method.Name) switch
        {
            "System.String.IsNullOrEmpty" => new IrCallFunction(IrFunction.IsNullOrEmpty, [item], method.ReturnType, At(operation)),
            "System.String.IsNullOrWhiteSpace" => new IrCallFunction(IrFunction.IsNullOrWhiteSpace, [item], method.ReturnType, At(operation)),
            "System.Int32.Parse" => ParseText(operation, item, "Int32", method.ReturnType, block),
            "System.Double.Parse" => ParseText(operation, item, "Double", method.ReturnType, block),
            "System.Boolean.Parse" => ParseText(operation, item, "Boolean", method.ReturnType, block),
            _ when method.ContainingType.SpecialType == SpecialType.System_Char && CharacterClasses.Tests.TryGetValue(method.Name, out var pattern) =>
                new IrCallFunction(IrFunction.IsMatch, [item, Text(operation, pattern), Text(operation, "")], method.ReturnType, At(operation)),
            _ => null,
        };
        return value is not null && PureCode.TryFold(block.ToImmutable(), value, _ => true) is { } code ? ([variable], code) : null;
    }

    private IrConstant Text(IOperation operation, string value) => new(value, StringType, At(operation));

    /// <summary>
    /// A query in a variable runs when it is gone through, and again each time; it is evaluated here, once. That is the same unless it throws, or reads
    /// what changes later.
    /// </summary>
    private void CheckDeferred(IOperation query, ITypeSymbol? declared, BlockBuilder into, int before)
    {
        query = Unwrap(query);
        var isDeferred = declared.Is("System.Collections.Generic.IEnumerable") || declared.Is("System.Linq.IOrderedEnumerable");
        if (!isDeferred || query is not (ITranslatedQueryOperation or IInvocationOperation { TargetMethod.ContainingType.Name: "Enumerable" }))
            return;
        if (into.Since(before).Any(s => s is IrIf))
            Refuse(query, "A query that may throw, kept in a variable,", "call ToList where it is made");
        var reads = query.Descendants().Select(o => o switch
        {
            ILocalReferenceOperation local => (ISymbol)local.Local,
            IParameterReferenceOperation parameter => parameter.Parameter,
            _ => null,
        }).OfType<ISymbol>();
        if (reads.Any(s => _frame.Find(s) is VariableBinding && IsAssignedLater(s)))
            Refuse(query, "A query that reads what changes, kept in a variable,", "call ToList where it is made");
    }

    /// <summary>A value that is used twice: as it is when that is short, else kept in a variable.</summary>
    private static IrExpression Shared(IrExpression value, BlockBuilder into) => value.Size() <= 3 ? value : Spill(value, "values", into);
}
