using System.Collections.Immutable;
using LambdaLift.Converter.Ir;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace LambdaLift.Converter.Frontend;

/// <summary>A call of a known method, seen by its lowering: operands are lowered on demand, in C#'s order of evaluation.</summary>
internal sealed class KnownCall
{
    private readonly Dictionary<int, IrExpression> _values = new();
    private bool _isLowered;

    public KnownCall(Lowering lowering, IInvocationOperation invocation, BlockBuilder into)
    {
        Lowering = lowering;
        Invocation = invocation;
        Into = into;
        Method = invocation.TargetMethod;
        Origin = lowering.At(invocation);
        Type = lowering.Resolve(invocation.Type);
    }

    public Lowering Lowering { get; }

    public IInvocationOperation Invocation { get; }

    public BlockBuilder Into { get; }

    public IMethodSymbol Method { get; }

    public Origin Origin { get; }

    /// <summary>The type of the result.</summary>
    public ITypeSymbol? Type { get; }

    /// <summary>The number of parameters, the receiver of an instance method not counted.</summary>
    public int Arity => Method.Parameters.Length;

    /// <summary>The receiver, which must not be null.</summary>
    public IrExpression Instance
    {
        get
        {
            LowerAll();
            return _values[-1];
        }
    }

    /// <summary>The value of a parameter.</summary>
    public IrExpression this[int ordinal]
    {
        get
        {
            LowerAll();
            return _values.TryGetValue(ordinal, out var value) ? value : throw new InvalidOperationException($"{Method} has no value for parameter {ordinal}.");
        }
    }

    /// <summary>The operation that a parameter gets.</summary>
    public IOperation Argument(int ordinal) => Invocation.Arguments.First(a => a.Parameter!.Ordinal == ordinal).Value;

    /// <summary>An argument that the method does not take null for: then it names the parameter.</summary>
    /// <param name="ordinal">The parameter.</param>
    /// <param name="value">The argument's value, if it was computed further.</param>
    public IrExpression NotNull(int ordinal, IrExpression? value = null) =>
        Frontend.Lowering.Given(Lowering.NotNull(Argument(ordinal), value ?? this[ordinal]), Method.Parameters[ordinal].Name);

    /// <summary>A list that the method goes through, and does not take null for.</summary>
    public IrExpression Sequence(int ordinal) => Frontend.Lowering.Given(Lowering.AsSequence(Argument(ordinal), this[ordinal]), Method.Parameters[ordinal].Name);

    /// <summary>The type of a parameter; null when there are not as many.</summary>
    public ITypeSymbol? ParameterType(int ordinal) => ordinal < Arity ? Method.Parameters[ordinal].Type : null;

    /// <summary>Whether the parameters are of these types, by full name or C# keyword.</summary>
    public bool Takes(params string[] types) => Arity == types.Length && types.Select((t, i) => Method.Parameters[i].Type.ToDisplayString() is var name && (name.TrimEnd('?') == t || Method.Parameters[i].Type.Is(t))).All(x => x);

    /// <summary>The compile-time value of an argument; null when it has none.</summary>
    public object? Constant(int ordinal) => ordinal < Arity && Frontend.Lowering.Unwrap(Argument(ordinal)).ConstantValue is { HasValue: true, Value: var value } ? value : null;

    /// <summary>The name of an enumeration's member given as an argument, such as a <c>StringComparison</c>; null when it is computed.</summary>
    public string? EnumArgument(int ordinal) => Frontend.Lowering.Unwrap(Argument(ordinal)) is IFieldReferenceOperation { Field.Name: var name } ? name : null;

    public IrExpression Call(IrFunction function, params IrExpression[] arguments) => new IrCallFunction(function, arguments.ToImmutableArray(), Type, Origin);

    public IrExpression Call(IrFunction function, ITypeSymbol? type, params IrExpression[] arguments) => new IrCallFunction(function, arguments.ToImmutableArray(), type, Origin);

    public IrExpression Refuse(string what, string instead) => Lowering.Refuse(Invocation, what, instead);

    public void Guard(IrExpression failure, string exceptionType, string message) => Lowering.Guard(failure, exceptionType, message, Origin, Into);

    public void Guard(IrExpression failure, string exceptionType, IrExpression message) => Lowering.Guard(failure, exceptionType, message, Origin, Into);

    public IrConstant Text(string value) => new(value, Lowering.StringType, Origin);

    public IrConstant Number(int value) => new(value, Lowering.IntType, Origin);

    public IrConstant Boolean(bool value) => new(value, Lowering.BooleanType, Origin);

    public IrBinary Compare(IrOperator op, IrExpression left, IrExpression right) => new(op, left, right, Lowering.BooleanType, Origin);

    private void LowerAll()
    {
        if (_isLowered)
            return;
        _isLowered = true;
        var operands = new List<(int Ordinal, IOperation Operation)>();
        if (Invocation.Instance is { } instance && !Lowering.Resolve(instance.Type).IsOpaque() && !instance.Type.Is("System.Text.RegularExpressions.Regex"))
            operands.Add((-1, instance));
        operands.AddRange(Invocation.Arguments.Where(a => IsValue(a)).Select(a => (a.Parameter!.Ordinal, a.Value)));
        var values = Lowering.LowerOperands(operands.Select(o => o.Operation).ToImmutableArray(), Into);
        for (var i = 0; i < values.Length; i++)
        {
            var value = Frontend.Lowering.Character(values[i]);
            _values[operands[i].Ordinal] = operands[i].Ordinal == -1 && value.Type.CanBeNull() ? Frontend.Lowering.Receiver(Lowering.NotNull(operands[i].Operation, value)) : value;
        }
    }

    // Cultures, comparisons, delegates and options are no values of state; out parameters receive.
    private bool IsValue(IArgumentOperation argument)
    {
        var type = Lowering.Resolve(argument.Parameter!.Type);
        return argument.Parameter.RefKind != RefKind.Out && type?.TypeKind != TypeKind.Delegate && !type.IsOpaque() && !Lowering.Resolve(argument.Value.Type).IsOpaque() && !IsConfiguration(type);
    }

    private static bool IsConfiguration(ITypeSymbol? type) =>
        type is not null && (type.Is("System.IFormatProvider") || type.Is("System.Globalization.CultureInfo") || type.Is("System.StringComparison") || type.Is("System.StringComparer")
            || type.Is("System.Collections.Generic.IEqualityComparer") || type.Is("System.Collections.Generic.IComparer") || type.Is("System.StringSplitOptions") || type.Is("System.MidpointRounding")
            || type.Is("System.Globalization.NumberStyles") || type.Is("System.Globalization.DateTimeStyles") || type.Is("System.Text.RegularExpressions.RegexOptions"));
}
