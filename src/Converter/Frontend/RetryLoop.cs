using System.Collections.Immutable;
using LambdaLift.Analysis;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace LambdaLift.Converter.Frontend;

/// <summary>
/// A hand-written retry, read from its operations: a loop around a try statement that is left when the try block is done, and goes on
/// after some exceptions, counted and delayed; or a method whose catch clause calls the method again, counted and delayed.
/// </summary>
internal sealed class RetryLoop
{
    private const int MostAttempts = 50;

    private readonly IOperation _loop;
    private readonly IMethodSymbol? _method;
    private readonly Dictionary<ISymbol, double> _values = new(SymbolEqualityComparer.Default);
    private bool _hasJitter;
    private bool _isUnknown;

    private readonly Func<IParameterSymbol, double?> _constants;

    private RetryLoop(IOperation loop, IMethodSymbol? method = null, Func<IParameterSymbol, double?>? constants = null)
    {
        _loop = loop;
        _method = method;
        _constants = constants ?? (_ => null);
    }

    /// <summary>The try statement.</summary>
    public ITryOperation Try { get; private set; } = null!;

    /// <summary>The clause after which the call is made again.</summary>
    public ICatchClauseOperation Clause { get; private set; } = null!;

    /// <summary>The exceptions after which it is.</summary>
    public ImmutableArray<INamedTypeSymbol> Types { get; private set; }

    /// <summary>Seconds of each wait, in order; as many as there are retries.</summary>
    public IReadOnlyList<double> Delays { get; private set; } = [];

    /// <summary>Whether the waits have a random part.</summary>
    public bool HasJitter => _hasJitter;

    /// <summary>Whether the exception of the last attempt is swallowed, and the code goes on behind the loop.</summary>
    public bool IsSwallowed { get; private set; }

    /// <summary>Reads a loop; null when it is something else.</summary>
    /// <param name="loop">The loop.</param>
    /// <param name="constants">The numbers that helpers are called with, as far as they are constant.</param>
    public static RetryLoop? Read(ILoopOperation loop, Func<IParameterSymbol, double?> constants)
    {
        var retry = new RetryLoop(loop, null, constants);
        return retry.Read() ? retry : null;
    }

    /// <summary>Reads a method that calls itself again after a failure; null when it is something else.</summary>
    /// <param name="method">The method.</param>
    /// <param name="body">Its body.</param>
    /// <param name="initial">The number that a parameter has in the first call; null when that is not known.</param>
    public static RetryLoop? ReadRecursion(IMethodSymbol method, IOperation body, Func<IParameterSymbol, double?> initial)
    {
        var retry = new RetryLoop(body, method);
        return retry.ReadRecursion(initial) ? retry : null;
    }

    /// <summary>A number, or a span of time in seconds; null when it is not known.</summary>
    public static double? ValueOf(IOperation operation)
    {
        var reader = new RetryLoop(operation);
        var value = reader.Evaluate(operation);
        return reader._isUnknown || reader._hasJitter ? null : value;
    }

    private bool ReadRecursion(Func<IParameterSymbol, double?> initial)
    {
        if (Statements(_loop) is not [ITryOperation { Finally: null, Catches: [var clause, ..] } body])
            return false;
        Try = body;
        Clause = clause;
        if (_loop.Descendants().Where(IsItself).ToList() is not [IInvocationOperation again] || !clause.Handler.Descendants().Contains(again) || !IsLast(again))
            return false;

        // What every attempt gets alike is not counted.
        foreach (var argument in again.Arguments.Where(a => a.Parameter is not null && !(Lowering.Unwrap(a.Value) is IParameterReferenceOperation same && SymbolEqualityComparer.Default.Equals(same.Parameter, a.Parameter))))
        {
            if (argument.Parameter!.Type.IsOpaque())
                continue;
            if (initial(argument.Parameter!) is not { } value)
                return false;
            _values[argument.Parameter!] = value;
        }

        return _values.Count > 0 && Simulate() && !_loop.Descendants().OfType<IParameterReferenceOperation>().Any(p => _values.ContainsKey(p.Parameter) && !clause.Descendants().Contains(p) && !IsLogged(p));
    }

    private bool IsItself(IOperation operation) => operation is IInvocationOperation call && SymbolEqualityComparer.Default.Equals(call.TargetMethod.OriginalDefinition, _method);

    private bool IsLast(IOperation again) => Statements(Clause.Handler).LastOrDefault() is { } last && last.DescendantsAndSelf().Contains(again);

    private bool Read()
    {
        if (_loop is not (IForLoopOperation or IWhileLoopOperation { ConditionIsTop: true }) || Statements(((ILoopOperation)_loop).Body) is not [ITryOperation { Finally: null } body] || body.Catches.IsEmpty)
            return false;
        Try = body;
        Clause = body.Catches[0];
        if (Statements(body.Body).LastOrDefault() is not (IReturnOperation or IBranchOperation { BranchKind: BranchKind.Break }))
            return false;
        var counters = Counters();
        if (counters.Count == 0)
            return false;

        foreach (var counter in counters)
        {
            if (InitialValue(counter) is not { } value)
                return false;
            _values[counter] = value;
        }

        return Simulate() && !IsReadElsewhere(counters);
    }

    /// <summary>What the loop counts and multiplies: the locals that it or its clause changes.</summary>
    private List<ISymbol> Counters()
    {
        var steps = Clause.Handler.Descendants().Concat(CountedFirst().SelectMany(o => o.Descendants()));
        if (_loop is IForLoopOperation forLoop)
            steps = steps.Concat(forLoop.AtLoopBottom.SelectMany(o => o.DescendantsAndSelf()));
        return steps.Select(o => o switch
            {
                IIncrementOrDecrementOperation { Target: ILocalReferenceOperation l } => l.Local,
                ICompoundAssignmentOperation { Target: ILocalReferenceOperation l } => l.Local,
                ISimpleAssignmentOperation { Target: ILocalReferenceOperation l } => l.Local,
                _ => null,
            })
            .OfType<ISymbol>()
            .Distinct(SymbolEqualityComparer.Default)
            .ToList()!;
    }

    /// <summary>What the try block counts before it does anything.</summary>
    private IEnumerable<IOperation> CountedFirst() =>
        Statements(Try.Body).TakeWhile(s => s is IExpressionStatementOperation { Operation: IIncrementOrDecrementOperation { Target: ILocalReferenceOperation } });

    private double? InitialValue(ISymbol counter)
    {
        IOperation root = _loop;
        while (root.Parent is not null)
            root = root.Parent;
        var declarator = root.DescendantsAndSelf().OfType<IVariableDeclaratorOperation>().FirstOrDefault(d => SymbolEqualityComparer.Default.Equals(d.Symbol, counter));
        var inside = new HashSet<IOperation>(_loop.DescendantsAndSelf());
        var isSetElsewhere = root.DescendantsAndSelf().Any(o => o is IAssignmentOperation { Target: ILocalReferenceOperation l } && SymbolEqualityComparer.Default.Equals(l.Local, counter) && !inside.Contains(o));
        if (declarator?.GetVariableInitializer()?.Value is not { } initializer || isSetElsewhere || (inside.Contains(declarator) && !(_loop is IForLoopOperation forLoop && forLoop.Before.Any(b => b.DescendantsAndSelf().Contains(declarator)))))
            return null;
        var value = Evaluate(initializer);
        return _isUnknown ? null : value;
    }

    /// <summary>Goes through the attempts: how many there are, and how long the waits between them.</summary>
    private bool Simulate()
    {
        var delays = new List<double>();
        Types = [(INamedTypeSymbol)Clause.ExceptionType];
        for (var attempt = 0; attempt <= MostAttempts; attempt++)
        {
            // The loop's own condition: once it does not hold, the last exception is gone.
            var condition = (_loop as IForLoopOperation)?.Condition ?? (_loop as IWhileLoopOperation)?.Condition;
            if (condition is not null and not { ConstantValue: { HasValue: true, Value: true } })
            {
                if (Truth(condition) is not { } goesOn)
                    return false;
                if (!goesOn)
                {
                    // The wait before an attempt that is never made.
                    if (delays.Count > 0)
                        delays.RemoveAt(delays.Count - 1);
                    IsSwallowed = true;
                    Delays = delays;
                    return attempt > 0;
                }
            }

            if (CountedFirst().Any(s => Step(s) != StepResult.Done))
                return false;
            if (Clause.Filter is not null && Filter(Clause.Filter) is not true and var held)
            {
                Delays = delays;
                return held is false && attempt > 0;
            }

            var waited = 0.0;
            foreach (var statement in Statements(Clause.Handler))
            {
                switch (Step(statement))
                {
                    case StepResult.Ends:
                        Delays = delays;
                        return attempt > 0 && waited == 0;
                    case StepResult.Unknown:
                        return false;
                    case StepResult.Waits:
                        waited += _lastWait;
                        break;
                }
            }

            delays.Add(waited);
            if (_loop is IForLoopOperation forLoop && forLoop.AtLoopBottom.Any(s => Step(s) != StepResult.Done))
                return false;
        }

        return false;
    }

    private double _lastWait;

    private enum StepResult
    {
        Done,
        Waits,
        Ends,
        Unknown,
    }

    private StepResult Step(IOperation statement)
    {
        _isUnknown = false;
        switch (statement)
        {
            case IExpressionStatementOperation { Operation: var operation }:
                return Step(operation);
            case IReturnOperation { ReturnedValue: { } returned }:
                return Step(Lowering.Unwrap(returned));
            case IAwaitOperation { Operation: var awaited } when Lowering.Unwrap(awaited) is IInvocationOperation again && IsItself(again):
                return CallAgain(again);
            case IInvocationOperation again when IsItself(again):
                return CallAgain(again);
            case IAwaitOperation { Operation: IInvocationOperation { TargetMethod: { Name: "Delay", ContainingType: var task }, Arguments: [{ Value: var time }, ..] } } when task.Is("System.Threading.Tasks.Task"):
                return Wait(time);
            case IAwaitOperation { Operation: IInvocationOperation { TargetMethod.Name: "ConfigureAwait", Instance: IInvocationOperation { TargetMethod: { Name: "Delay", ContainingType: var task }, Arguments: [{ Value: var time }, ..] } } } when task.Is("System.Threading.Tasks.Task"):
                return Wait(time);
            case IInvocationOperation { TargetMethod: { Name: "Sleep", ContainingType: var thread }, Arguments: [{ Value: var time }] } when thread.Is("System.Threading.Thread"):
                return Wait(time);
            case IInvocationOperation logging when logging.Instance?.Type.IsLogging() == true || logging.TargetMethod.ContainingType.IsLogging():
                return StepResult.Done;
            case IIncrementOrDecrementOperation { Target: ILocalReferenceOperation { Local: var local } } increment when _values.ContainsKey(local):
                _values[local] += increment.Kind == OperationKind.Increment ? 1 : -1;
                return StepResult.Done;
            case ICompoundAssignmentOperation { Target: ILocalReferenceOperation { Local: var local } } compound when _values.ContainsKey(local):
                _values[local] = Apply(compound.OperatorKind, _values[local], Evaluate(compound.Value));
                return _isUnknown ? StepResult.Unknown : StepResult.Done;
            case ISimpleAssignmentOperation { Target: ILocalReferenceOperation { Local: var local } } assignment when _values.ContainsKey(local):
                _values[local] = Evaluate(assignment.Value);
                return _isUnknown ? StepResult.Unknown : StepResult.Done;
            case IConditionalOperation { WhenFalse: null } conditional when Statements(conditional.WhenTrue) is [IThrowOperation { Exception: null }]:
                return Truth(conditional.Condition) switch { true => StepResult.Ends, false => StepResult.Done, null => StepResult.Unknown };
            case IBranchOperation { BranchKind: BranchKind.Continue } or IEmptyOperation:
                return StepResult.Done;
            default:
                return StepResult.Unknown;
        }

        StepResult Wait(IOperation time)
        {
            // A whole number is milliseconds.
            _lastWait = Evaluate(time) * (time.Type.IsInteger() ? 0.001 : 1);
            return _isUnknown ? StepResult.Unknown : StepResult.Waits;
        }
    }

    /// <summary>The next attempt's numbers, all of them from this attempt's.</summary>
    private StepResult CallAgain(IInvocationOperation again)
    {
        var next = again.Arguments.Where(a => a.Parameter is not null && _values.ContainsKey(a.Parameter)).Select(a => (a.Parameter!, Value: Evaluate(a.Value))).ToList();
        foreach (var (parameter, value) in next)
            _values[parameter] = value;
        return _isUnknown ? StepResult.Unknown : StepResult.Done;
    }

    /// <summary>A filter: which types it lets through is remembered, whether the count lets it through is the answer.</summary>
    private bool? Filter(IOperation filter)
    {
        switch (filter)
        {
            case IBinaryOperation { OperatorKind: BinaryOperatorKind.ConditionalAnd } both:
                return (Filter(both.LeftOperand), Filter(both.RightOperand)) switch
                {
                    (true, true) => true,
                    (null, _) or (_, null) => null,
                    _ => false,
                };
            case IIsTypeOperation { IsNegated: false, TypeOperand: INamedTypeSymbol type, ValueOperand: ILocalReferenceOperation } when type.IsException():
                Types = [type];
                return true;
            case IIsPatternOperation { Value: ILocalReferenceOperation, Pattern: var pattern } when TypesOf(pattern) is { } types:
                Types = types.ToImmutableArray();
                return true;
            default:
                return Truth(filter);
        }
    }

    private static List<INamedTypeSymbol>? TypesOf(IPatternOperation pattern)
    {
        switch (pattern)
        {
            case ITypePatternOperation { MatchedType: INamedTypeSymbol type } when type.IsException():
                return [type];
            case IDeclarationPatternOperation { MatchedType: INamedTypeSymbol type } when type.IsException():
                return [type];
            case IBinaryPatternOperation { OperatorKind: BinaryOperatorKind.Or } either when TypesOf(either.LeftPattern) is { } left && TypesOf(either.RightPattern) is { } right:
                return left.Concat(right).ToList();
            default:
                return null;
        }
    }

    private bool? Truth(IOperation condition)
    {
        if (condition is not IBinaryOperation comparison)
            return null;
        _isUnknown = false;
        var (left, right) = (Evaluate(comparison.LeftOperand), Evaluate(comparison.RightOperand));
        if (_isUnknown)
            return null;
        return comparison.OperatorKind switch
        {
            BinaryOperatorKind.LessThan => left < right,
            BinaryOperatorKind.LessThanOrEqual => left <= right,
            BinaryOperatorKind.GreaterThan => left > right,
            BinaryOperatorKind.GreaterThanOrEqual => left >= right,
            BinaryOperatorKind.Equals => left == right,
            BinaryOperatorKind.NotEquals => left != right,
            _ => null,
        };
    }

    /// <summary>Numbers as they are, spans of time in seconds; the random part of a delay counts as nothing.</summary>
    private double Evaluate(IOperation operation)
    {
        if (operation.ConstantValue is { HasValue: true, Value: IConvertible constant and not string and not bool })
            return Convert.ToDouble(constant, System.Globalization.CultureInfo.InvariantCulture);
        switch (operation)
        {
            case IConversionOperation conversion:
                return Evaluate(conversion.Operand);
            case IParenthesizedOperation parenthesized:
                return Evaluate(parenthesized.Operand);
            case ILocalReferenceOperation { Local: var local } when _values.TryGetValue(local, out var value):
                return value;
            case IParameterReferenceOperation { Parameter: var parameter } when _values.TryGetValue(parameter, out var value):
                return value;
            case IParameterReferenceOperation { Parameter: var parameter } when _constants(parameter) is { } passed:
                return passed;
            case IFieldReferenceOperation { Field: { Name: "Zero", ContainingType: var span } } when span.Is("System.TimeSpan"):
                return 0;
            case IBinaryOperation binary:
                return Apply(binary.OperatorKind, Evaluate(binary.LeftOperand), Evaluate(binary.RightOperand));
            case IIncrementOrDecrementOperation { IsPostfix: false, Target: ILocalReferenceOperation { Local: var counted } } increment when _values.ContainsKey(counted):
                return _values[counted] += increment.Kind == OperationKind.Increment ? 1 : -1;
            case IInvocationOperation { TargetMethod: { Name: "Next" or "NextDouble" or "NextInt64", ContainingType: var random } } when random.Is("System.Random"):
                _hasJitter = true;
                return 0;
            case IInvocationOperation { TargetMethod: { ContainingType: var type } method } call when type.Is("System.TimeSpan") && method.Name.StartsWith("From", StringComparison.Ordinal):
                var amount = Evaluate(call.Arguments[0].Value);
                return method.Name switch
                {
                    "FromMilliseconds" => amount / 1000,
                    "FromSeconds" => amount,
                    "FromMinutes" => amount * 60,
                    "FromHours" => amount * 3600,
                    _ => Unknown(),
                };
            case IInvocationOperation { TargetMethod: { ContainingType: var type } method } call when type.Is("System.Math") && call.Arguments.Length == 2:
                var (first, second) = (Evaluate(call.Arguments[0].Value), Evaluate(call.Arguments[1].Value));
                return method.Name switch
                {
                    "Pow" => Math.Pow(first, second),
                    "Min" => Math.Min(first, second),
                    "Max" => Math.Max(first, second),
                    _ => Unknown(),
                };
            default:
                return Unknown();
        }
    }

    private double Apply(BinaryOperatorKind kind, double left, double right) => kind switch
    {
        BinaryOperatorKind.Add => left + right,
        BinaryOperatorKind.Subtract => left - right,
        BinaryOperatorKind.Multiply => left * right,
        BinaryOperatorKind.LeftShift => left * Math.Pow(2, right),
        _ => Unknown(),
    };

    private double Unknown()
    {
        _isUnknown = true;
        return 0;
    }

    // The code must not look at its counters elsewhere, log lines excepted.
    private bool IsReadElsewhere(List<ISymbol> counters)
    {
        IOperation root = _loop;
        while (root.Parent is not null)
            root = root.Parent;
        var own = new HashSet<IOperation>(Clause.DescendantsAndSelf().Concat(CountedFirst().SelectMany(o => o.Descendants())));
        if (_loop is IForLoopOperation forLoop)
            own.UnionWith(forLoop.Before.Concat(forLoop.AtLoopBottom).Concat(forLoop.Condition is null ? [] : new[] { forLoop.Condition }).SelectMany(o => o.DescendantsAndSelf()));
        else if (_loop is IWhileLoopOperation { Condition: { } condition })
            own.UnionWith(condition.DescendantsAndSelf());
        return root.DescendantsAndSelf().OfType<ILocalReferenceOperation>().Any(l =>
            counters.Contains(l.Local, SymbolEqualityComparer.Default) && !own.Contains(l)
            && !IsLogged(l));
    }

    private static bool IsLogged(IOperation operation) =>
        operation.Ancestors().Any(a => a is IInvocationOperation call && (call.Instance?.Type.IsLogging() == true || call.TargetMethod.ContainingType.IsLogging()));

    private static ImmutableArray<IOperation> Statements(IOperation? operation) => operation switch
    {
        null => [],
        IBlockOperation block => block.Operations,
        _ => [operation],
    };
}
