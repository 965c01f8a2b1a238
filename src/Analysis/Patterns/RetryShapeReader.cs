using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace LambdaLift.Analysis.Patterns;

/// <summary>
/// Reads a retry loop by running its bookkeeping with every attempt failing: counter, conditions, waits. So each way to write the bound is the
/// same, and an off-by-one is counted as it is. A loop with anything else in it, or that goes on after the last failure, has no shape.
/// </summary>
public static class RetryShapeReader
{
    private const int MostAttempts = 100;

    /// <summary>The shape; null when some part of the loop is not understood.</summary>
    /// <param name="loop">The loop.</param>
    /// <param name="attempt">Its <c>try</c>, as <see cref="RetryLoops.Find"/> gives it.</param>
    public static RetryShape? Read(ILoopOperation loop, ITryOperation attempt)
    {
        if (attempt.Catches.Length != 1 || attempt.Finally is not null
            || loop.Body is not IBlockOperation body || !body.Operations.Any(o => o.Syntax == attempt.Syntax))
        {
            return null;
        }

        var clause = attempt.Catches[0];
        var locals = Bookkeeping(loop, attempt, clause);
        if (locals is null || Errors(clause) is not { IsEmpty: false } errors)
        {
            return null;
        }

        var run = new Run(loop, body, attempt, clause, locals);
        if (run.CountAttempts() is not { } attempts || attempts < 2 || Classify(run.Delays, attempts - 1) is not { } delay)
        {
            return null;
        }

        return new RetryShape(attempts - 1, errors, delay.Kind, delay.First, run.HasJitter, locals.Keys.ToImmutableArray());
    }

    /// <summary>The locals that the loop's head and the catch change, with their values before the loop; null when they have other uses.</summary>
    private static Dictionary<ILocalSymbol, object>? Bookkeeping(ILoopOperation loop, ITryOperation attempt, ICatchClauseOperation clause)
    {
        var changed = new HashSet<ILocalSymbol>(SymbolEqualityComparer.Default);
        foreach (var operation in loop.DescendantsInMethod().Where(o => o.Syntax == loop.Syntax || !IsKept(o, loop, attempt)))
        {
            if (Changed(operation) is { } local && !IsInside(local, clause))
            {
                changed.Add(local);
            }
        }

        changed.UnionWith(loop.DescendantsInMethod().OfType<IVariableDeclaratorOperation>()
            .Where(d => loop is IForLoopOperation head && head.Before.Any(b => b.Syntax.Span.Contains(d.Syntax.Span))).Select(d => d.Symbol));

        // What the catch and the head only read: a delay that stays the same, a limit in a local, a source of random numbers.
        var read = loop.DescendantsInMethod().OfType<ILocalReferenceOperation>().Where(r => !IsKept(r, loop, attempt) && !IsInside(r.Local, clause)).Select(r => r.Local);
        changed.UnionWith(read.Where(l => !IsDeclaredIn(l, attempt)));
        var values = new Dictionary<ILocalSymbol, object>(SymbolEqualityComparer.Default);
        var member = loop.MemberRoot();
        foreach (var local in changed)
        {
            var declarator = member.Descendants().OfType<IVariableDeclaratorOperation>().FirstOrDefault(d => SymbolEqualityComparer.Default.Equals(d.Symbol, local));
            var uses = member.Descendants().OfType<ILocalReferenceOperation>().Where(r => SymbolEqualityComparer.Default.Equals(r.Local, local));
            if (declarator?.Initializer?.Value is not { } initial
                || uses.Any(u => !loop.Syntax.Span.Contains(u.Syntax.Span) || IsKept(u, loop, attempt))
                || new Evaluator(new Dictionary<ILocalSymbol, object>(SymbolEqualityComparer.Default)).Evaluate(initial) is not { } value)
            {
                return null;
            }

            values.Add(local, value);
        }

        return values;
    }

    // What stays when the loop goes: the statements that make the call and use its result.
    private static bool IsKept(IOperation operation, ILoopOperation loop, ITryOperation attempt)
    {
        if (operation.Ancestors().Prepend(operation).Any(a => a is IIncrementOrDecrementOperation { Parent: IExpressionStatementOperation }))
        {
            return false;
        }

        return attempt.Body.Syntax.Span.Contains(operation.Syntax.Span)
            || (loop.Body.Syntax.Span.Contains(operation.Syntax.Span) && !attempt.Syntax.Span.Contains(operation.Syntax.Span));
    }

    private static ILocalSymbol? Changed(IOperation operation) => operation switch
    {
        IIncrementOrDecrementOperation { Target: ILocalReferenceOperation target } => target.Local,
        IAssignmentOperation { Target: ILocalReferenceOperation target } => target.Local,
        _ => null,
    };

    private static bool IsInside(ILocalSymbol local, ICatchClauseOperation clause) => IsDeclaredIn(local, clause);

    private static bool IsDeclaredIn(ILocalSymbol local, IOperation scope) =>
        local.DeclaringSyntaxReferences.Any(r => r.SyntaxTree == scope.Syntax.SyntaxTree && scope.Syntax.Span.Contains(r.Span));

    /// <summary>The exceptions that the clause takes: its type, or those that its filter names.</summary>
    private static ImmutableArray<INamedTypeSymbol> Errors(ICatchClauseOperation clause)
    {
        var declared = clause.ExceptionType as INamedTypeSymbol ?? clause.SemanticModel?.Compilation.GetTypeByMetadataName("System.Exception");
        if (declared is null)
        {
            return ImmutableArray<INamedTypeSymbol>.Empty;
        }

        // A catch without a type has object for its type.
        if (declared.SpecialType == SpecialType.System_Object)
        {
            declared = clause.SemanticModel!.Compilation.GetTypeByMetadataName("System.Exception")!;
        }

        var named = clause.Filter is null ? ImmutableArray<INamedTypeSymbol>.Empty : clause.Filter.DescendantsInMethod().Prepend(clause.Filter).SelectMany(o => o switch
        {
            IIsTypeOperation test => [test.TypeOperand],
            ITypePatternOperation pattern => [pattern.MatchedType],
            IDeclarationPatternOperation { MatchedType: { } type } => [type],
            _ => Enumerable.Empty<ITypeSymbol>(),
        }).OfType<INamedTypeSymbol>().ToImmutableArray();
        return named.IsEmpty ? ImmutableArray.Create(declared) : named;
    }

    private static (RetryDelayKind Kind, double First)? Classify(IReadOnlyList<double> delays, int retries)
    {
        if (delays.Count == 0)
        {
            return (RetryDelayKind.None, 0);
        }

        // One wait per retry, or the loop does something that this does not see.
        if (delays.Count != retries)
        {
            return null;
        }

        bool Fits(Func<int, double> factor) => delays.Select((d, i) => Math.Abs(d - (delays[0] * factor(i))) < 1e-6).All(f => f);
        return Fits(_ => 1) ? (RetryDelayKind.Constant, delays[0])
            : Fits(i => i + 1) ? (RetryDelayKind.Linear, delays[0])
            : Fits(i => Math.Pow(2, i)) ? (RetryDelayKind.Exponential, delays[0])
            : null;
    }

    /// <summary>One run of the loop in which every attempt fails.</summary>
    private sealed class Run(ILoopOperation loop, IBlockOperation body, ITryOperation attempt, ICatchClauseOperation clause, Dictionary<ILocalSymbol, object> locals)
    {
        private readonly Evaluator _evaluator = new(new Dictionary<ILocalSymbol, object>(locals, SymbolEqualityComparer.Default)) { Caught = clause.ExceptionDeclarationOrExpression };
        private readonly List<double> _delays = [];

        private enum End
        {
            Next,
            Threw,
            NotUnderstood,
        }

        public IReadOnlyList<double> Delays => _delays;

        public bool HasJitter => _evaluator.SawRandom;

        /// <summary>How many attempts are made until the last error is thrown; null when it is not, or when that cannot be told.</summary>
        public int? CountAttempts()
        {
            for (var attempts = 1; attempts <= MostAttempts; attempts++)
            {
                if (!(attempts == 1 && loop is IWhileLoopOperation { ConditionIsTop: false }) && Condition() is { } condition && _evaluator.Evaluate(condition) is not true)
                {
                    return null;
                }

                switch (Round())
                {
                    case End.Threw:
                        return attempts;
                    case End.NotUnderstood:
                        return null;
                }

                if (loop is IForLoopOperation head && head.AtLoopBottom.Any(o => !Execute(o)))
                {
                    return null;
                }
            }

            return null;
        }

        private IOperation? Condition() => loop switch
        {
            IWhileLoopOperation { ConditionIsUntil: false, Condition: { } c } => c,
            IForLoopOperation { Condition: { } c } => c,
            _ => null,
        };

        private End Round()
        {
            foreach (var operation in body.Operations)
            {
                if (operation.Syntax != attempt.Syntax)
                {
                    // Before the attempt: only what counts. After it, an attempt that failed comes here only if the catch falls out of its end.
                    if (IsCounting(operation) && !Execute(operation))
                    {
                        return End.NotUnderstood;
                    }

                    if (!IsCounting(operation) && operation.Syntax.SpanStart > attempt.Syntax.SpanStart)
                    {
                        return End.NotUnderstood;
                    }

                    continue;
                }

                foreach (var counting in attempt.Body.Operations.Where(IsCounting))
                {
                    if (!Execute(counting))
                    {
                        return End.NotUnderstood;
                    }
                }

                if (clause.Filter is { } filter)
                {
                    switch (_evaluator.Evaluate(filter))
                    {
                        case false:
                            return End.Threw;
                        case not true:
                            return End.NotUnderstood;
                    }
                }

                foreach (var handled in clause.Handler.Operations)
                {
                    if (handled is IBranchOperation { BranchKind: BranchKind.Continue })
                    {
                        return End.Next;
                    }

                    if (handled is IConditionalOperation { WhenFalse: null } check && IsRethrow(check.WhenTrue))
                    {
                        switch (_evaluator.Evaluate(check.Condition))
                        {
                            case true:
                                return End.Threw;
                            case not false:
                                return End.NotUnderstood;
                        }
                    }
                    else if (!Execute(handled))
                    {
                        return End.NotUnderstood;
                    }
                }
            }

            return End.Next;
        }

        private static bool IsCounting(IOperation operation) =>
            operation is IExpressionStatementOperation { Operation: IIncrementOrDecrementOperation { Target: ILocalReferenceOperation } };

        private static bool IsRethrow(IOperation operation) => operation switch
        {
            IBlockOperation { Operations: { Length: 1 } inner } => IsRethrow(inner[0]),
            IExpressionStatementOperation { Operation: IThrowOperation { Exception: null } } => true,
            IThrowOperation { Exception: null } => true,
            _ => false,
        };

        /// <summary>Runs a statement of the bookkeeping; false for any other.</summary>
        private bool Execute(IOperation statement)
        {
            switch (statement)
            {
                case IEmptyOperation:
                    return true;
                case IVariableDeclarationGroupOperation group:
                    return group.Declarations.SelectMany(d => d.Declarators).All(d =>
                        d.Initializer is { } initializer && _evaluator.Evaluate(initializer.Value) is { } value && _evaluator.Set(d.Symbol, value));
                case IExpressionStatementOperation { Operation: IAwaitOperation { Operation: IInvocationOperation call } }:
                    return Wait(call);
                case IExpressionStatementOperation { Operation: IInvocationOperation call }:
                    return CallKinds.IsLogging(call) || Wait(call);
                case IExpressionStatementOperation { Operation: IConditionalAccessOperation { WhenNotNull: IInvocationOperation call } }:
                    return CallKinds.IsLogging(call);
                case IExpressionStatementOperation expression:
                    return _evaluator.Evaluate(expression.Operation) is not null;
                default:
                    return _evaluator.Evaluate(statement) is not null;
            }
        }

        private bool Wait(IInvocationOperation call)
        {
            var wait = call is { TargetMethod.Name: "ConfigureAwait", Instance: IInvocationOperation inner } ? inner : call;
            if (!CallKinds.IsDelay(wait) || wait.Arguments.Length == 0)
            {
                return false;
            }

            double? milliseconds = _evaluator.Evaluate(wait.Arguments[0].Value) switch
            {
                TimeSpan span => span.TotalMilliseconds,
                double number => number,
                _ => null,
            };
            if (milliseconds is not { } length || length < 0)
            {
                return false;
            }

            _delays.Add(length);
            return true;
        }
    }

    /// <summary>Computes expressions over numbers, booleans and time spans. Numbers are doubles: counters and milliseconds are small.</summary>
    private sealed class Evaluator(Dictionary<ILocalSymbol, object> locals)
    {
        public IOperation? Caught { get; init; }

        public bool SawRandom { get; private set; }

        public bool Set(ILocalSymbol local, object value)
        {
            locals[local] = value;
            return true;
        }

        /// <summary>The value: <see cref="double"/>, <see cref="bool"/> or <see cref="TimeSpan"/>; an opaque object for a source of random numbers; else null.</summary>
        public object? Evaluate(IOperation operation)
        {
            if (operation.ConstantValue is { HasValue: true, Value: { } constant })
            {
                return constant is bool ? constant : constant is int or long or double or float or short or byte or uint ? Convert.ToDouble(constant, System.Globalization.CultureInfo.InvariantCulture) : null;
            }

            switch (operation)
            {
                case IConversionOperation conversion:
                    return Evaluate(conversion.Operand) switch
                    {
                        double fraction when conversion.Type?.SpecialType is SpecialType.System_Int32 or SpecialType.System_Int64 => Math.Truncate(fraction),
                        var operand => operand,
                    };
                case IParenthesizedOperation parenthesized:
                    return Evaluate(parenthesized.Operand);
                case ILocalReferenceOperation reference:
                    return locals.TryGetValue(reference.Local, out var value) ? value : null;
                case IIncrementOrDecrementOperation { Target: ILocalReferenceOperation target } step when Number(target) is { } before:
                    var after = before + (step.Kind == OperationKind.Increment ? 1 : -1);
                    locals[target.Local] = after;
                    return step.IsPostfix ? before : after;
                case ICompoundAssignmentOperation { Target: ILocalReferenceOperation target } compound:
                    return Store(target, Binary(compound.OperatorKind, Evaluate(target), Evaluate(compound.Value)));
                case ISimpleAssignmentOperation { Target: ILocalReferenceOperation target } assignment:
                    return Store(target, Evaluate(assignment.Value));
                case IBinaryOperation binary:
                    return Logical(binary) ?? Binary(binary.OperatorKind, Evaluate(binary.LeftOperand), Evaluate(binary.RightOperand));
                case IUnaryOperation { OperatorKind: UnaryOperatorKind.Not } not:
                    return Evaluate(not.Operand) is bool flag ? !flag : null;
                case IIsTypeOperation or IIsPatternOperation when IsTestOfError(operation):
                    return true;
                case IInvocationOperation call:
                    return Call(call);
                case IPropertyReferenceOperation { Property: { Name: "Shared", ContainingType.Name: "Random" } }:
                case IObjectCreationOperation { Type.Name: "Random" }:
                    return this;
                case IFieldReferenceOperation { Field: { Name: "Zero", ContainingType.Name: "TimeSpan" } }:
                    return TimeSpan.Zero;
                default:
                    return null;
            }
        }

        // Which errors there are, the types in the filter tell; here the error is one of them.
        private static bool IsTestOfError(IOperation test) => test switch
        {
            IIsTypeOperation { ValueOperand: var value } => value.UnwrapConversions() is ILocalReferenceOperation,
            IIsPatternOperation { Value: var value, Pattern: var pattern } => value.UnwrapConversions() is ILocalReferenceOperation && IsTypeTest(pattern),
            _ => false,
        };

        private static bool IsTypeTest(IPatternOperation pattern) => pattern switch
        {
            ITypePatternOperation or IDeclarationPatternOperation => true,
            IBinaryPatternOperation { OperatorKind: BinaryOperatorKind.Or } either => IsTypeTest(either.LeftPattern) && IsTypeTest(either.RightPattern),
            _ => false,
        };

        private double? Number(IOperation operation) => Evaluate(operation) as double?;

        private object? Store(ILocalReferenceOperation target, object? value)
        {
            if (value is not null)
            {
                locals[target.Local] = value;
            }

            return value;
        }

        private object? Logical(IBinaryOperation binary)
        {
            if (binary.OperatorKind is not (BinaryOperatorKind.ConditionalAnd or BinaryOperatorKind.ConditionalOr))
            {
                return null;
            }

            var left = Evaluate(binary.LeftOperand) as bool?;
            return left == (binary.OperatorKind == BinaryOperatorKind.ConditionalOr) ? left : left is null ? null : Evaluate(binary.RightOperand) as bool?;
        }

        private static object? Binary(BinaryOperatorKind kind, object? left, object? right) => (left, right) switch
        {
            (double a, double b) => kind switch
            {
                BinaryOperatorKind.Add => a + b,
                BinaryOperatorKind.Subtract => a - b,
                BinaryOperatorKind.Multiply => a * b,
                BinaryOperatorKind.LeftShift => a * Math.Pow(2, b),
                BinaryOperatorKind.LessThan => a < b,
                BinaryOperatorKind.LessThanOrEqual => a <= b,
                BinaryOperatorKind.GreaterThan => a > b,
                BinaryOperatorKind.GreaterThanOrEqual => a >= b,
                BinaryOperatorKind.Equals => a.Equals(b),
                BinaryOperatorKind.NotEquals => !a.Equals(b),
                _ => null,
            },
            (TimeSpan a, TimeSpan b) => kind switch
            {
                BinaryOperatorKind.Add => a + b,
                BinaryOperatorKind.Subtract => a - b,
                _ => null,
            },
            (TimeSpan a, double b) when kind == BinaryOperatorKind.Multiply => TimeSpan.FromTicks((long)(a.Ticks * b)),
            (double a, TimeSpan b) when kind == BinaryOperatorKind.Multiply => TimeSpan.FromTicks((long)(b.Ticks * a)),
            _ => null,
        };

        private object? Call(IInvocationOperation call)
        {
            if (call.TargetMethod.ContainingType?.Name == "Random" && call.TargetMethod.Name is "Next" or "NextDouble" or "NextInt64")
            {
                // The random part adds to the wait; what is left without it is the wait's schedule, if no lower bound is part of it.
                SawRandom = true;
                return call.Arguments.Length < 2 || call.Arguments[0].Value.ConstantValue is { HasValue: true, Value: 0 } ? 0d : null;
            }

            var numbers = call.Arguments.Where(a => a.ArgumentKind != ArgumentKind.DefaultValue).Select(a => Number(a.Value)).ToList();
            return (call.TargetMethod.ContainingType?.Name, call.TargetMethod.Name, numbers) switch
            {
                ("Math", "Pow", [{ } x, { } y]) => Math.Pow(x, y),
                ("TimeSpan", "FromMilliseconds", [{ } n]) => TimeSpan.FromTicks((long)(n * TimeSpan.TicksPerMillisecond)),
                ("TimeSpan", "FromSeconds", [{ } n]) => TimeSpan.FromTicks((long)(n * TimeSpan.TicksPerSecond)),
                ("TimeSpan", "FromMinutes", [{ } n]) => TimeSpan.FromTicks((long)(n * TimeSpan.TicksPerMinute)),
                _ => null,
            };
        }
    }
}
