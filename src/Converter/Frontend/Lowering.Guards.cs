using LambdaLift.Converter.Ir;
using LambdaLift.Converter.Passes;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace LambdaLift.Converter.Frontend;

/// <summary>
/// What an expression throws is decided before it is evaluated: a failing expression of a state machine would have an error name of its
/// own. Inside a conditional operand or a lambda the decision moves out, with the condition under which the operand is evaluated.
/// </summary>
internal sealed partial class Lowering
{
    // Conditions that hold where the code being lowered runs.
    private readonly Stack<IrExpression> _facts = new();

    // Variables of patterns and out arguments, and those that an expression assigns: code after the expression reads them.
    private readonly HashSet<IrVariable> _escaping = new();

    private readonly Dictionary<SyntaxNode, HashSet<ISymbol>> _assigned = new();

    /// <summary>Throws when a condition holds; nothing when it is known not to.</summary>
    internal void Guard(IrExpression failure, string exceptionType, IrExpression message, Origin origin, BlockBuilder into)
    {
        // The decision comes before the expression that it protects, and so before the checks in that.
        failure = ExpressionSimplifier.Simplify(failure.Rewrite(e => e is IrMember { TargetMayBeNull: false } member && into.IsFindingNow(member.Target) ? member with { TargetMayBeNull = true } : e));
        if (failure is IrConstant { Value: false } || IsExcluded(failure, into))
            return;
        var type = _frame.Model.Compilation.GetTypeByMetadataName(exceptionType) ?? throw new InvalidOperationException($"There is no {exceptionType}.");
        var thrown = new IrThrow(new IrException(type.Name, message, type, origin), type, origin);
        into.Add(failure is IrConstant { Value: true } ? thrown : new IrIf(failure, [thrown], [], origin));
    }

    internal void Guard(IrExpression failure, string exceptionType, string message, Origin origin, BlockBuilder into) =>
        Guard(failure, exceptionType, new IrConstant(message, StringType, origin), origin, into);

    /// <summary>Lowers under a condition that holds there.</summary>
    private T Given<T>(IrExpression fact, Func<T> lower)
    {
        _facts.Push(ExpressionSimplifier.Simplify(fact));
        try
        {
            return lower();
        }
        finally
        {
            _facts.Pop();
        }
    }

    private static IrNot Not(IrExpression condition) => new(condition, condition.Type, condition.Origin);

    private IrBinary IsNull(IrExpression value, Origin origin) => new(IrOperator.Equal, value, new IrConstant(null, null, origin), BooleanType, origin);

    /// <summary>Whether a condition is known not to hold here: by a condition around this code, or one before it whose branch does not come back.</summary>
    private bool IsExcluded(IrExpression condition, BlockBuilder into)
    {
        condition = Unchecked(condition);
        foreach (var fact in _facts.Concat(Passed(into)))
        {
            if (Excludes(Unchecked(fact), condition) && fact.Reads().All(IsStable))
                return true;
        }

        return false;
    }

    // What a condition goes through is there when it has been evaluated.
    private static IrExpression Unchecked(IrExpression condition) =>
        condition.DescendantsAndSelf().Any(e => e is IrCallFunction { Function: IrFunction.NotNull })
            ? condition.Rewrite(e => e is IrCallFunction { Function: IrFunction.NotNull, Arguments: [var list] } ? list : e)
            : condition;

    private static IEnumerable<IrExpression> Passed(BlockBuilder into)
    {
        for (var block = into; block is not null; block = block.Parent!)
        {
            foreach (var statement in block.Since(0))
            {
                if (statement is IrIf { Else.IsEmpty: true, Then: [.., IrThrow or IrReturn or IrLeave or IrRethrow] } guard)
                    yield return ExpressionSimplifier.Simplify(Not(guard.Condition));
            }

            if (block.Parent is null)
                yield break;
        }
    }

    private static bool Excludes(IrExpression fact, IrExpression condition)
    {
        if (fact is IrBinary { Operator: IrOperator.And } both)
            return Excludes(both.Left, condition) || Excludes(both.Right, condition);
        if (condition is IrBinary { Operator: IrOperator.Or } either)
            return Excludes(fact, either.Left) && Excludes(fact, either.Right);
        if (fact is IrNot { Operand: IrBinary { Operator: IrOperator.Or } none })
            return Excludes(ExpressionSimplifier.Simplify(Not(none.Left)), condition) || Excludes(ExpressionSimplifier.Simplify(Not(none.Right)), condition);
        if (ExpressionSimplifier.Simplify(Not(condition)).IsSameAs(fact))
            return true;
        if (fact is IrNot { Operand: IrCallFunction { Function: IrFunction.IsNullOrEmpty or IrFunction.IsNullOrWhiteSpace, Arguments: [var text] } }
            && condition is IrBinary { Operator: IrOperator.Equal, Left: var tested, Right: IrConstant { Value: null } } && text.IsSameAs(tested))
            return true;
        return Solutions(fact) is { } known && Solutions(condition) is { } asked && known.Subject.IsSameAs(asked.Subject)
            && (known.Greatest < asked.Least || known.Least > asked.Greatest || (known.Excluded is { } hole && asked.Least == hole && asked.Greatest == hole));
    }

    // x < 5 and its like: the integers that satisfy it.
    private static (IrExpression Subject, double Least, double Greatest, double? Excluded)? Solutions(IrExpression condition)
    {
        if (condition is IrNot { Operand: IrBinary negated })
            condition = negated with { Operator = Opposite(negated.Operator) };
        if (condition is IrCallFunction { Function: IrFunction.Any, Arguments: [var list] })
            return (new IrCallFunction(IrFunction.Count, [list], null, list.Origin), 1, double.MaxValue, null);
        if (condition is not IrBinary { Right: IrConstant { Value: int or long or short or byte } constant } comparison || !comparison.Left.Type.IsInteger())
            return null;
        var limit = Convert.ToDouble(constant.Value, System.Globalization.CultureInfo.InvariantCulture);
        (double Least, double Greatest, double? Excluded)? interval = comparison.Operator switch
        {
            IrOperator.Equal => (limit, limit, null),
            IrOperator.NotEqual => (double.MinValue, double.MaxValue, limit),
            IrOperator.Less => (double.MinValue, limit - 1, null),
            IrOperator.LessOrEqual => (double.MinValue, limit, null),
            IrOperator.Greater => (limit + 1, double.MaxValue, null),
            IrOperator.GreaterOrEqual => (limit, double.MaxValue, null),
            _ => null,
        };
        return interval is { } found ? (comparison.Left, found.Least, found.Greatest, found.Excluded) : null;
    }

    private static IrOperator Opposite(IrOperator op) => op switch
    {
        IrOperator.Equal => IrOperator.NotEqual,
        IrOperator.NotEqual => IrOperator.Equal,
        IrOperator.Less => IrOperator.GreaterOrEqual,
        IrOperator.LessOrEqual => IrOperator.Greater,
        IrOperator.Greater => IrOperator.LessOrEqual,
        IrOperator.GreaterOrEqual => IrOperator.Less,
        _ => op,
    };

    /// <summary>Whether a variable has one value for as long as it is in scope.</summary>
    private bool IsStable(IrVariable variable) => variable.Symbol is not { } symbol || !IsAssignedLater(symbol);

    /// <summary>Whether anything but its declaration sets a local or parameter, or changes what it holds.</summary>
    private bool IsAssignedLater(ISymbol symbol)
    {
        var declaration = symbol.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax(_cancellationToken);
        var member = declaration?.AncestorsAndSelf().OfType<MemberDeclarationSyntax>().FirstOrDefault();
        if (member is null)
            return true;
        if (!_assigned.TryGetValue(member, out var assigned))
            _assigned[member] = assigned = Assigned(member);
        return assigned.Contains(symbol);
    }

    private HashSet<ISymbol> Assigned(MemberDeclarationSyntax member)
    {
        var assigned = new HashSet<ISymbol>(SymbolEqualityComparer.Default);
        if (_models(member.SyntaxTree).GetOperation(member, _cancellationToken) is not { } body)
            return assigned;
        foreach (var operation in body.Descendants())
        {
            var target = operation switch
            {
                IAssignmentOperation { Target: var t } => t,
                IIncrementOrDecrementOperation { Target: var t } => t,
                IArgumentOperation { Parameter.RefKind: RefKind.Ref or RefKind.Out, Value: var t } => t,
                IInvocationOperation { Instance: { } t } i when ChangesReceiver(i.TargetMethod) => t,
                IInvocationOperation { TargetMethod: { Name: "Sort" or "Reverse" or "Fill" or "Clear" or "Resize", ContainingType: var type }, Arguments: [{ Value: var t }, ..] } when type.Is("System.Array") => t,
                _ => null,
            };
            foreach (var part in target?.DescendantsAndSelf() ?? [])
            {
                if (part is ILocalReferenceOperation local)
                    assigned.Add(local.Local);
                else if (part is IParameterReferenceOperation parameter)
                    assigned.Add(parameter.Parameter);
            }
        }

        return assigned;
    }

    /// <summary>Methods of lists, dictionaries and text builders that change what they are called on.</summary>
    private static bool ChangesReceiver(IMethodSymbol method) =>
        !method.IsStatic && method.ContainingNamespace?.FullName() is "System.Collections.Generic" or "System.Text" && method.Name is not ("ToString" or "Contains" or "ContainsKey" or "TryGetValue" or "IndexOf" or "ToArray" or "Exists" or "Find" or "FindAll");

    /// <summary>Brings a block of pure statements and its value to one expression, and what it throws to <paramref name="into"/>. False when it has effects.</summary>
    /// <param name="block">The statements.</param>
    /// <param name="value">The value after them; replaced.</param>
    /// <param name="when">When the block runs.</param>
    /// <param name="into">Where the decision to throw goes.</param>
    private bool TryFold(BlockBuilder block, ref IrExpression value, IrExpression when, BlockBuilder into)
    {
        if (block.IsEmpty)
            return true;
        if (PureCode.TryFold(block.ToImmutable(), value, v => !_escaping.Contains(v)) is not { } folded)
            return false;
        AddFailures(folded, when, into);
        value = folded.Value;
        return true;
    }

    private static void AddFailures(PureCode code, IrExpression when, BlockBuilder into)
    {
        foreach (var failure in code.Failures)
            into.Add(new IrIf(ExpressionSimplifier.Simplify(new IrBinary(IrOperator.And, when, failure.Condition, when.Type, failure.Throw.Origin)), [failure.Throw], [], failure.Throw.Origin));
    }
}
