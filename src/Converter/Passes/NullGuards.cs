using System.Collections.Immutable;
using LambdaLift.Converter.Frontend;
using LambdaLift.Converter.Ir;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LambdaLift.Converter.Passes;

/// <summary>
/// Makes null fail as C# does where code around could see it: inside a try statement, a read through null becomes a decision that throws
/// the exception. Without it the state would fail, and only tasks have catchers. Rules of JSONPath cannot fail: there conditions, and what they may read, are decided like that.
/// </summary>
internal sealed class NullGuards : WorkflowPass
{
    private const string NullReference = "System.NullReferenceException";
    private const string ArgumentNull = "System.ArgumentNullException";

    public override string Name => "NullGuards";

    public override IrProgram Run(IrProgram program, PassContext context)
    {
        var rulesCannotFail = context.Options.QueryLanguage == TargetLanguage.JsonPath;
        return rulesCannotFail || program.Body.Descendants().Any(s => s is IrTry || TakesFailures(s)) ? program with { Body = Guard(program.Body, isSeen: false, rulesCannotFail) } : program;
    }

    private static ImmutableArray<IrStatement> Guard(ImmutableArray<IrStatement> block, bool isSeen, bool rulesCannotFail)
    {
        var result = ImmutableArray.CreateBuilder<IrStatement>();
        foreach (var statement in block)
        {
            var inner = statement switch
            {
                IrTry s => s with
                {
                    Body = Guard(s.Body, isSeen || !s.Finally.IsEmpty || s.Catches.Any(CatchesNull), rulesCannotFail),
                    Catches = s.Catches.Select(c => c with { Body = Guard(c.Body, isSeen || !s.Finally.IsEmpty, rulesCannotFail) }).ToImmutableArray(),
                    Finally = Guard(s.Finally, isSeen, rulesCannotFail),
                },
                _ => statement.MapBlocks(b => Guard(b, isSeen, rulesCannotFail)),
            };
            var failureIsSeen = isSeen || TakesFailures(inner);
            if ((failureIsSeen && inner is not IrTry) || (rulesCannotFail && inner is IrIf or IrAssign))
            {
                var guarded = new List<IrExpression>();
                var reads = inner.Expressions().SelectMany(e => Reads(e, null, isWhole: !rulesCannotFail)).Select(r => OfFanOut(r, inner)).Where(r => failureIsSeen || !r.IsList).ToList();
                foreach (var read in reads)
                {
                    if (!reads.Any(r => Covers(r, read)))
                        result.Add(Throw(read, Clear(read.IsNull, guarded)));
                    guarded.Add(read.Value);
                }

                if (guarded.Count > 0)
                    inner = inner.MapExpressions(e => Clear(e, guarded));
            }

            result.Add(inner);
        }

        return result.ToImmutable();
    }

    // What fails in such a state is taken for the failure of what it calls.
    private static bool TakesFailures(IrStatement statement) => statement is IrInvoke { FunctionError: not null };

    // Select and ForEachAsync check the list that they are given; a foreach statement does not.
    private static NullRead OfFanOut(NullRead read, IrStatement statement) =>
        statement is IrMap { Items: var items } map && ReferenceEquals(read.Value, Checked(items)) && map.Origin.Syntax is not CommonForEachStatementSyntax
            ? read with { Exception = ArgumentNull, Parameter = "source" }
            : read;

    private static bool CatchesNull(IrCatch clause) =>
        clause.Kind == IrCatchKind.ExceptionType && clause.ExceptionType is { } type
        && (Find(NullReference, clause.Origin) is { } nullReference && Derives(nullReference, type) || Find(ArgumentNull, clause.Origin) is { } argumentNull && Derives(argumentNull, type));

    private static bool Derives(ITypeSymbol type, ITypeSymbol from)
    {
        for (var t = type; t is not null; t = t.BaseType)
        {
            if (SymbolEqualityComparer.Default.Equals(t, from))
                return true;
        }

        return false;
    }

    /// <summary>A read through a value that may be null.</summary>
    /// <param name="Value">The value.</param>
    /// <param name="IsNull">When the read is made and the value is null.</param>
    /// <param name="Exception">What it throws then.</param>
    /// <param name="IsList">Whether the value is a list that is gone through: the number of its elements is computed, which fails by itself.</param>
    /// <param name="Parameter">The parameter that an <c>ArgumentNullException</c> names.</param>
    private sealed record NullRead(IrExpression Value, IrExpression IsNull, string Exception, bool IsList = false, string Parameter = "source")
    {
        public NullRead When(IrExpression condition) => this with { IsNull = new IrBinary(IrOperator.And, condition, IsNull, null, Value.Origin) };

        public NullRead Unless(IrExpression condition) => When(ExpressionSimplifier.Simplify(new IrNot(condition, condition.Type, condition.Origin)));
    }

    /// <summary>What an expression reads through, in the order in which it does, and when.</summary>
    /// <param name="expression">The expression.</param>
    /// <param name="parent">What it is an operand of.</param>
    /// <param name="isWhole">Whether all elements of a list are taken, so that functions are called for all of them.</param>
    private static IEnumerable<NullRead> Reads(IrExpression expression, IrExpression? parent, bool isWhole)
    {
        var inner = expression switch
        {
            IrBinary { Operator: IrOperator.And } e => Of(e.Left).Concat(Of(e.Right).Select(r => r.When(e.Left))),
            IrBinary { Operator: IrOperator.Or } e => Of(e.Left).Concat(Of(e.Right).Select(r => r.Unless(e.Left))),
            IrConditional e => Of(e.Condition).Concat(Of(e.WhenTrue).Select(r => r.When(e.Condition))).Concat(Of(e.WhenFalse).Select(r => r.Unless(e.Condition))),
            IrCoalesce e => Of(e.Value).Concat(Of(e.WhenNull).Select(r => r.When(IsNull(e.Value)))),
            IrLet e => Of(e.Value).Concat(Of(e.Body).Select(r => r.IsNull.Reads().Contains(e.Variable) ? r with { IsNull = new IrLet(e.Variable, e.Value, r.IsNull) } : r)),
            IrCallFunction { Arguments: [var list, IrLambda lambda, ..] } e when isWhole && CallsForAll(e.Function) =>
                Of(list).Concat(e.Arguments.OfType<IrLambda>().SelectMany(called => Reads(called.Body, called, isWhole).Where(r => !IsElement(r, called))
                    .Select(r => (e.Function == IrFunction.ToDictionary && ReferenceEquals(called, lambda) && ReferenceEquals(r.Value, Checked(lambda.Body)) ? r with { Exception = ArgumentNull, Parameter = "key" } : r) with { IsNull = new IrCallFunction(IrFunction.Any, [list, called with { Body = r.IsNull }], null, r.Value.Origin) }))),
            // The first element is always looked at: what does not depend on it fails then.
            IrCallFunction { Arguments: [var list, IrLambda lambda, ..] } e when !isWhole || !CallsForAll(e.Function) =>
                Of(list).Concat(Reads(lambda.Body, lambda, isWhole: false).Where(r => !r.IsNull.Reads().Overlaps(lambda.Parameters)).Select(r => r.When(new IrCallFunction(IrFunction.Any, [list], null, r.Value.Origin)))).Concat(e.Arguments.Skip(2).SelectMany(Of)),
            IrLambda => [],
            IrCallFunction or IrBinary => OfArguments(),
            _ => expression.Operands().SelectMany(Of),
        };
        foreach (var found in inner)
            yield return found;
        switch (expression)
        {
            case IrMember { TargetMayBeNull: true } e when !ExpressionSimplifier.IsNeverNull(e.Target):
                yield return new NullRead(e.Target, IsNull(e.Target), NullReference);
                break;
            case IrCallFunction { Function: IrFunction.NotNull, Arguments: [var list], Parameter: { } parameter } when !ExpressionSimplifier.IsNeverNull(list):
                yield return new NullRead(list, IsNull(list), ArgumentNull, IsList(list), parameter);
                break;
            case IrCallFunction { Function: IrFunction.NotNull, Arguments: [var list], IsReceiver: var isReceiver } when !ExpressionSimplifier.IsNeverNull(list):
                // Of a dictionary that LINQ goes through, its entries stand between.
                if (parent is IrCallFunction { Function: IrFunction.Entries })
                    break;
                yield return OfArgument(list, expression, isReceiver, parent);
                break;
            case IrCallFunction { Function: IrFunction.Entries, Arguments: [IrCallFunction { Function: IrFunction.NotNull, Arguments: [var dictionary], IsReceiver: var isReceiver, Parameter: null }] } when !ExpressionSimplifier.IsNeverNull(dictionary):
                yield return OfArgument(dictionary, expression, isReceiver, parent);
                break;
        }

        IEnumerable<NullRead> Of(IrExpression child) => Reads(child, expression, isWhole && !TakesSome(expression));

        // A method checks what it is given once all of it is computed.
        IEnumerable<NullRead> OfArguments()
        {
            var given = expression.Operands().SelectMany(operand => Of(operand).Select(read => (Read: read, IsCheck: ReferenceEquals(read.Value, Checked(operand is IrCallFunction { Function: IrFunction.Entries, Arguments: [var dictionary] } ? dictionary : operand))))).ToList();
            return given.Where(g => !g.IsCheck).Concat(given.Where(g => g.IsCheck)).Select(g => g.Read);
        }
    }

    private static bool IsList(IrExpression value) => value.Type.ElementType() is not null || value.Type.IsDictionary();

    /// <summary>A value that a function is called with or on. LINQ's methods, and those that take another list, check their arguments.</summary>
    private static NullRead OfArgument(IrExpression value, IrExpression operand, bool isReceiver, IrExpression? parent)
    {
        var isArgument = !isReceiver && parent is IrCallFunction { Function: not (IrFunction.Append or IrFunction.SetEntry) } call && call.Origin.Syntax is InvocationExpressionSyntax
            && !(call.Function == IrFunction.AppendAll && ReferenceEquals(call.Arguments[0], operand) && Called(call)?.Name.Identifier.ValueText is not ("Concat" or "Union" or "UnionBy"));
        var isKey = parent is IrCallFunction { Function: IrFunction.ContainsKey or IrFunction.Item or IrFunction.ItemOrDefault or IrFunction.SetEntry or IrFunction.RemoveKey, Arguments: [_, var key, ..] } && ReferenceEquals(key, operand) || parent is IrDictionary { Entries: var entries } && entries.Any(entry => ReferenceEquals(entry.Key, operand));
        return new NullRead(
            value, IsNull(value), isArgument || isKey ? ArgumentNull : NullReference, IsList(value),
            isKey ? "key" : isArgument ? ParameterOf((IrCallFunction)parent!, value, operand) : "source");
    }

    /// <summary>The parameter that the base library names for a list or text that is null: by method, because one function stands for several.</summary>
    private static string ParameterOf(IrCallFunction call, IrExpression list, IrExpression operand)
    {
        if (Called(call) is not { Name.Identifier.ValueText: var name, Expression: var receiver })
            return "source";
        var isFirst = ReferenceEquals(call.Arguments[0], operand);
        return name switch
        {
            "Join" or "Concat" when receiver is PredefinedTypeSyntax or IdentifierNameSyntax { Identifier.ValueText: "String" } =>
                name == "Join" && list.Type is IArrayTypeSymbol { ElementType.SpecialType: SpecialType.System_String } ? "value" : "values",
            "Join" => isFirst ? "outer" : "inner",
            "Concat" or "Except" or "ExceptBy" or "Intersect" or "IntersectBy" or "SequenceEqual" or "Union" or "UnionBy" or "Zip" => isFirst ? "first" : "second",
            // Of a text's bytes that they encode: Encoding.GetBytes is what fails.
            "GetBytes" or "ToBase64String" or "ToHexString" or "ToHexStringLower" => "s",
            _ => "source",
        };
    }

    private static MemberAccessExpressionSyntax? Called(IrCallFunction call) => (call.Origin.Syntax as InvocationExpressionSyntax)?.Expression as MemberAccessExpressionSyntax;

    private static IrExpression? Checked(IrExpression expression) => expression is IrCallFunction { Function: IrFunction.NotNull, Arguments: [var value] } ? value : null;

    // A path through an answer finds nothing when anything on it is not there.
    private static bool Covers(NullRead read, NullRead earlier)
    {
        if (ReferenceEquals(read, earlier) || read.Exception != earlier.Exception || !IsPlain(read) || !IsPlain(earlier))
            return false;
        for (var e = read.Value; e is IrMember { Target: var target } && target.Type.IsSdkModel(); e = target)
        {
            if (target.IsSameAs(earlier.Value))
                return true;
        }

        return false;

        static bool IsPlain(NullRead r) => r.IsNull is IrBinary { Operator: IrOperator.Equal } test && ReferenceEquals(test.Left, r.Value);
    }

    // Functions that call theirs once for every element.
    private static bool CallsForAll(IrFunction function) =>
        function is IrFunction.Where or IrFunction.Select or IrFunction.SelectMany or IrFunction.Sum or IrFunction.GroupBy or IrFunction.DistinctBy or IrFunction.ToDictionary;

    // Documents have lists without members, not lists of null: asking every list for that would hide what the state machine does.
    private static bool IsElement(NullRead read, IrLambda lambda) => read.Value is IrRead { Variable: var variable } && lambda.Parameters.Contains(variable);

    private static bool TakesSome(IrExpression expression) => expression is IrElement or IrCallFunction
    {
        Function: IrFunction.Any or IrFunction.All or IrFunction.ElementOrDefault or IrFunction.Last or IrFunction.Take or IrFunction.TakeWhile or IrFunction.SkipWhile or IrFunction.Contains,
    };

    private static IrBinary IsNull(IrExpression value) => new(IrOperator.Equal, value, new IrConstant(null, null, value.Origin), null, value.Origin);

    private static IrExpression Clear(IrExpression expression, List<IrExpression> guarded) => guarded.Count == 0 ? expression : expression.Rewrite(e => e switch
    {
        IrMember { TargetMayBeNull: true } m when guarded.Any(g => g.Origin == m.Target.Origin) => m with { TargetMayBeNull = false },
        IrCallFunction { Function: IrFunction.NotNull, Arguments: [var list] } when guarded.Any(g => g.Origin == list.Origin) => list,
        _ => e,
    });

    private static IrIf Throw(NullRead read, IrExpression condition)
    {
        var origin = read.Value.Origin;
        var exception = Find(read.Exception, origin)!;
        var message = read.Exception == ArgumentNull ? $"Value cannot be null. (Parameter '{read.Parameter}')" : "Object reference not set to an instance of an object.";
        var thrown = new IrException(exception.Name, new IrConstant(message, null, origin), exception, origin);
        return new IrIf(condition, [new IrThrow(thrown, exception, origin)], [], origin);
    }

    private static INamedTypeSymbol? Find(string name, Origin origin) => ExceptionTypes.Find(origin.Method, name);
}
