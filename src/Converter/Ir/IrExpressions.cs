using System.Collections.Immutable;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LambdaLift.Converter.Ir;

/// <summary>Walks and rebuilds expression trees.</summary>
public static class IrExpressions
{
    /// <summary>The operator that says the same of two operands the other way round.</summary>
    public static IrOperator Mirror(this IrOperator op) => op switch
    {
        IrOperator.Less => IrOperator.Greater,
        IrOperator.LessOrEqual => IrOperator.GreaterOrEqual,
        IrOperator.Greater => IrOperator.Less,
        IrOperator.GreaterOrEqual => IrOperator.LessOrEqual,
        _ => op,
    };

    /// <summary>Rebuilds the expression with each direct operand replaced; the same instance when none changes.</summary>
    public static IrExpression MapChildren(this IrExpression expression, Func<IrExpression, IrExpression> map)
    {
        switch (expression)
        {
            case IrMember e:
                return map(e.Target) is var t && ReferenceEquals(t, e.Target) ? e : e with { Target = t };
            case IrElement e:
                var (list, index) = (map(e.Target), map(e.Index));
                return ReferenceEquals(list, e.Target) && ReferenceEquals(index, e.Index) ? e : e with { Target = list, Index = index };
            case IrJsonMember e:
                return map(e.Target) is var jt && ReferenceEquals(jt, e.Target) ? e : e with { Target = jt };
            case IrNew e:
                return MapAll(e.Members, m => map(m.Value) is var v && ReferenceEquals(v, m.Value) ? m : m with { Value = v }, out var members) ? e with { Members = members } : e;
            case IrWith e:
                var target = map(e.Target);
                var changed = MapAll(e.Members, m => map(m.Value) is var v && ReferenceEquals(v, m.Value) ? m : m with { Value = v }, out var set);
                return changed || !ReferenceEquals(target, e.Target) ? e with { Target = target, Members = set } : e;
            case IrList e:
                return MapAll(e.Elements, map, out var elements) ? e with { Elements = elements } : e;
            case IrDictionary e:
                return MapAll(e.Entries, x => new IrDictionaryEntry(map(x.Key), map(x.Value)) is var n && ReferenceEquals(n.Key, x.Key) && ReferenceEquals(n.Value, x.Value) ? x : n, out var entries)
                    ? e with { Entries = entries }
                    : e;
            case IrBinary e:
                var (left, right) = (map(e.Left), map(e.Right));
                return ReferenceEquals(left, e.Left) && ReferenceEquals(right, e.Right) ? e : e with { Left = left, Right = right };
            case IrNot e:
                return map(e.Operand) is var o && ReferenceEquals(o, e.Operand) ? e : e with { Operand = o };
            case IrConditional e:
                var (c, a, b) = (map(e.Condition), map(e.WhenTrue), map(e.WhenFalse));
                return ReferenceEquals(c, e.Condition) && ReferenceEquals(a, e.WhenTrue) && ReferenceEquals(b, e.WhenFalse) ? e : e with { Condition = c, WhenTrue = a, WhenFalse = b };
            case IrCoalesce e:
                var (value, whenNull) = (map(e.Value), map(e.WhenNull));
                return ReferenceEquals(value, e.Value) && ReferenceEquals(whenNull, e.WhenNull) ? e : e with { Value = value, WhenNull = whenNull };
            case IrConcat e:
                return MapAll(e.Parts, map, out var parts) ? e with { Parts = parts } : e;
            case IrCallFunction e:
                return MapAll(e.Arguments, map, out var arguments) ? e with { Arguments = arguments } : e;
            case IrLambda e:
                return map(e.Body) is var body && ReferenceEquals(body, e.Body) ? e : e with { Body = body };
            case IrSort e:
                var sorted = map(e.List);
                var keysChanged = MapAll(e.Keys, k => (IrLambda)map(k.Key) is var key && ReferenceEquals(key, k.Key) ? k : k with { Key = key }, out var keys);
                return keysChanged || !ReferenceEquals(sorted, e.List) ? e with { List = sorted, Keys = keys } : e;
            case IrLet e:
                var (bound, within) = (map(e.Value), map(e.Body));
                return ReferenceEquals(bound, e.Value) && ReferenceEquals(within, e.Body) ? e : e with { Value = bound, Body = within, Type = within.Type, Origin = within.Origin };
            case IrToJson e:
                return map(e.Value) is var tv && ReferenceEquals(tv, e.Value) ? e : e with { Value = tv };
            case IrFromJson e:
                return map(e.Json) is var fj && ReferenceEquals(fj, e.Json) ? e : e with { Json = fj };
            case IrJsonText e:
                return map(e.Json) is var j && ReferenceEquals(j, e.Json) ? e : e with { Json = j };
            case IrParseJson e:
                return map(e.Text) is var text && ReferenceEquals(text, e.Text) ? e : e with { Text = text };
            case IrAsError e:
                return map(e.Value) is var error && ReferenceEquals(error, e.Value) ? e : e with { Value = error };
            case IrIsException e:
                return map(e.Value) is var tested && ReferenceEquals(tested, e.Value) ? e : e with { Value = tested };
            case IrException e:
                var (message, cause, own) = (map(e.Message), e.Inner is null ? null : map(e.Inner), e.Own is null ? null : map(e.Own));
                return ReferenceEquals(message, e.Message) && ReferenceEquals(cause, e.Inner) && ReferenceEquals(own, e.Own) ? e : e with { Message = message, Inner = cause, Own = own };
            case IrConstant or IrRead or IrSubstitution or IrInput or IrMapIndex or IrMapItem or IrContextValue or IrTaskResult or IrCaughtError:
                return expression;
            default:
                throw new InvalidOperationException($"Unknown expression {expression.GetType().Name}.");
        }
    }

    /// <summary>Rewrites bottom-up.</summary>
    public static IrExpression Rewrite(this IrExpression expression, Func<IrExpression, IrExpression> rewrite) =>
        rewrite(expression.MapChildren(child => child.Rewrite(rewrite)));

    /// <summary>Replaces reads of variables.</summary>
    public static IrExpression Substitute(this IrExpression expression, Func<IrVariable, IrExpression?> replacement) =>
        expression.Rewrite(e => e is IrRead read ? replacement(read.Variable) ?? e : e);

    /// <summary>What an expression reads through, if that fails on null: the value, the place of the read, and the value as the code has it. Null for other expressions.</summary>
    internal static (IrExpression Value, Origin Origin, string Text)? ReadThrough(this IrExpression expression) => expression switch
    {
        IrMember { TargetMayBeNull: true } member => (member.Target, member.Origin, Origin.TextOf(member.Origin.Syntax is MemberAccessExpressionSyntax access ? access.Expression : member.Origin.Syntax)),
        IrCallFunction { Function: IrFunction.NotNull, Arguments: [var value] } => (value, value.Origin, value.Origin.Text),
        _ => null,
    };

    /// <summary>The expression and everything below it, parents first.</summary>
    public static IReadOnlyList<IrExpression> DescendantsAndSelf(this IrExpression expression)
    {
        var found = new List<IrExpression>();
        Add(expression);
        return found;

        // One list for the whole tree: most questions about an expression are asked of all of it, again and again.
        IrExpression Add(IrExpression e)
        {
            found.Add(e);
            e.MapChildren(Add);
            return e;
        }
    }

    /// <summary>The direct operands, in order.</summary>
    public static IReadOnlyList<IrExpression> Operands(this IrExpression expression)
    {
        var operands = new List<IrExpression>();
        expression.MapChildren(operand =>
        {
            operands.Add(operand);
            return operand;
        });
        return operands;
    }

    /// <summary>Whether evaluating the expression evaluates such an operand, or itself, whatever the values are.</summary>
    public static bool Always(this IrExpression expression, Func<IrExpression, bool> evaluates) => evaluates(expression) || expression switch
    {
        IrBinary { Operator: IrOperator.And or IrOperator.Or } e => e.Left.Always(evaluates),
        IrConditional e => e.Condition.Always(evaluates) || (e.WhenTrue.Always(evaluates) && e.WhenFalse.Always(evaluates)),
        IrCoalesce e => e.Value.Always(evaluates),
        IrLambda => false,
        _ => expression.Operands().Any(operand => operand.Always(evaluates)),
    };

    /// <summary>Whether evaluating the expression reads the variable whatever its other values are.</summary>
    public static bool AlwaysReads(this IrExpression expression, IrVariable variable) => expression.Always(e => e is IrRead read && ReferenceEquals(read.Variable, variable));

    /// <summary>The variables that the expression reads, its own lambda parameters excepted.</summary>
    public static ISet<IrVariable> Reads(this IrExpression expression)
    {
        var reads = new HashSet<IrVariable>();
        var bound = new HashSet<IrVariable>();
        foreach (var e in expression.DescendantsAndSelf())
        {
            if (e is IrRead read)
                reads.Add(read.Variable);
            else if (e is IrLambda lambda)
                bound.UnionWith(lambda.Parameters);
            else if (e is IrLet let)
                bound.Add(let.Variable);
        }

        reads.ExceptWith(bound);
        return reads;
    }

    /// <summary>The number of nodes: a measure of how much it would cost to write the expression twice.</summary>
    public static int Size(this IrExpression expression) => expression.DescendantsAndSelf().Count;

    /// <summary>Whether two evaluations can differ: time, ids.</summary>
    public static bool IsVolatile(this IrExpression expression) =>
        expression.DescendantsAndSelf().Any(e => e is IrCallFunction { Function: var function } && IrFunctions.IsVolatile(function));

    /// <summary>Whether two expressions are written alike: the same operators on the same variables and constants.</summary>
    public static bool IsSameAs(this IrExpression one, IrExpression other)
    {
        if (one.GetType() != other.GetType())
            return false;
        var printer = new IrPrinter();
        return printer.Text(one) == printer.Text(other);
    }

    private static bool MapAll<T>(ImmutableArray<T> items, Func<T, T> map, out ImmutableArray<T> mapped)
        where T : class
    {
        ImmutableArray<T>.Builder? builder = null;
        for (var i = 0; i < items.Length; i++)
        {
            var item = map(items[i]);
            if (builder is null && !ReferenceEquals(item, items[i]))
            {
                builder = ImmutableArray.CreateBuilder<T>(items.Length);
                builder.AddRange(items, i);
            }

            builder?.Add(item);
        }

        mapped = builder?.MoveToImmutable() ?? items;
        return builder is not null;
    }
}
