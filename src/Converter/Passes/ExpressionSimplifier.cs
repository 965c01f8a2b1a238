using System.Collections.Immutable;
using LambdaLift.Converter.Emit;
using LambdaLift.Converter.Flow;
using LambdaLift.Converter.Frontend;
using LambdaLift.Converter.Ir;
using Microsoft.CodeAnalysis;

namespace LambdaLift.Converter.Passes;

/// <summary>Folds expressions whose value is known from their shape. Every rule keeps C#'s meaning.</summary>
internal static class ExpressionSimplifier
{
    public static IrExpression Simplify(IrExpression expression) => expression.Rewrite(Step);

    /// <summary>True or false when a condition is decided, null otherwise.</summary>
    public static bool? Truth(IrExpression condition) => Simplify(condition) is IrConstant { Value: bool value } ? value : null;

    /// <summary>Whether a value is known to be other than null.</summary>
    public static bool IsNeverNull(IrExpression expression) => expression switch
    {
        IrConstant e => e.Value is not null,
        IrNew or IrWith or IrList or IrSort or IrDictionary or IrConcat or IrSubstitution or IrContextValue or IrJsonText or IrException or IrAsError or IrNot or IrBinary => true,
        { Type: { IsValueType: true } type } when !type.IsNullable(out _) => true,
        IrCallFunction { Function: IrFunction.ElementOrDefault or IrFunction.ItemOrDefault } => false,
        IrCallFunction e => !IrFunctions.MayBeNull(e.Function),
        IrLet e => IsNeverNull(e.Body),
        IrMember { Name: ExceptionMembers.Message or ExceptionMembers.ErrorName or ExceptionMembers.TypeName, Target: var caught } when Errors.IsError(caught) => true,
        IrElement { IsKnownNotNull: true } or IrFromJson { Json: IrInput } => true,
        IrCoalesce e => IsNeverNull(e.WhenNull),
        IrConditional e => IsNeverNull(e.WhenTrue) && IsNeverNull(e.WhenFalse),
        _ => false,
    };

    private static IrExpression Step(IrExpression expression)
    {
        switch (expression)
        {
            case IrMember { Target: IrNew made } e when made.Members.FirstOrDefault(m => m.Name == e.Name) is { } member && MayDrop(made, made.Members.Where(m => !ReferenceEquals(m, member)).Select(m => m.Value)):
                return member.Value;
            case IrMember { Target: IrNew made } e when made.Type.IsSdkModel():
                return new IrConstant(null, e.Type, e.Origin);
            case IrMember { Target: IrWith with } e when MayDrop(with, with.Members.Where(m => m.Name != e.Name).Select(m => m.Value).Concat(with.Members.Any(m => m.Name == e.Name) ? [with.Target] : [])):
                return with.Members.FirstOrDefault(m => m.Name == e.Name)?.Value ?? Step(e with { Target = with.Target });
            case IrMember { Target: IrAsError { Value: IrNew parts }, Name: ExceptionMembers.Message or ExceptionMembers.ErrorName } e
                when parts.Members.FirstOrDefault(m => m.Name == (e.Name == ExceptionMembers.Message ? "Cause" : "Error")) is { } part:
                return part.Value;
            case IrMember { Target: IrException thrown } e when MayDrop(thrown, thrown.Further.Where(part => part.Name != e.Name).Select(part => part.Value).Concat(e.Name == ExceptionMembers.Message ? [] : [thrown.Message])):
                return e.Name switch
                {
                    "Message" => thrown.Message,
                    "Inner" => thrown.Inner ?? new IrConstant(null, e.Type, e.Origin),
                    ExceptionMembers.Own => thrown.Own ?? new IrConstant(null, e.Type, e.Origin),
                    _ => new IrConstant(thrown.TypeName, e.Type, e.Origin),
                };
            case IrElement { Target: IrList list, Index: IrConstant { Value: int index } } when index >= 0 && index < list.Elements.Length && MayDrop(list, list.Elements.Where((_, i) => i != index)):
                return list.Elements[index];
            case IrCallFunction { Function: IrFunction.Count, Arguments: [IrList list] } e when MayDrop(list, list.Elements):
                return new IrConstant(list.Elements.Length, e.Type, e.Origin);
            case IrCallFunction { Function: IrFunction.Length, Arguments: [IrConstant { Value: string known }] } e when !known.Any(char.IsSurrogate):
                return new IrConstant(known.Length, e.Type, e.Origin);
            case IrCallFunction { Function: IrFunction.SetEntry, Arguments: [IrDictionary made, IrConstant { Value: string } key, var set] }
                when made.Entries.All(entry => entry.Key is IrConstant) && MayDrop(made, made.Entries.Where(entry => entry.Key.IsSameAs(key)).Select(entry => entry.Value)):
                return WithEntry(made, key, set);
            case IrWith { Target: IrNew made } e when MayDrop(made, made.Members.Where(m => e.Members.Any(set => set.Name == m.Name)).Select(m => m.Value)):
                return Merge(made, e);
            case IrWith { Members.IsEmpty: true } e:
                return e.Target;
            case IrParseJson { Text: IrJsonText text }:
                return text.Json;
            case IrParseJson { Text: IrCallFunction { Function: IrFunction.AnswerText } text } e:
                return new IrCallFunction(IrFunction.AnswerJson, text.Arguments, null, e.Origin);
            case IrCallFunction { Function: IrFunction.Truncate, Arguments: [IrCallFunction { Function: IrFunction.HttpStatus } status] } e:
                return status with { Type = e.Type };
            case IrAsError { Value: IrRead { Variable.IsError: true } caught }:
                return caught;
            case IrCallFunction { Function: IrFunction.NotNull, Arguments: [var present] } when IsNeverNull(present):
                return present;
            case IrFromJson { Json: IrToJson written } e:
                return RoundTrip(e, written) ?? e;
            case IrFromJson { Json: IrNew plain } e when plain.Type is null && ObjectShape.IsObject(e.Type):
                return ReadPlain(e, plain);
            case IrNot { Operand: IrConstant { Value: bool value } } e:
                return new IrConstant(!value, e.Type, e.Origin);
            case IrNot { Operand: IrNot inner }:
                return inner.Operand;
            case IrNot { Operand: IrBinary { Operator: IrOperator.Equal or IrOperator.NotEqual } comparison }:
                return comparison with { Operator = comparison.Operator == IrOperator.Equal ? IrOperator.NotEqual : IrOperator.Equal };
            case IrBinary e:
                return FoldBinary(e);
            case IrConditional { Condition: IrConstant { Value: bool value } } e:
                return value ? e.WhenTrue : e.WhenFalse;

            // Where something is known to be there, nothing fails because it is not.
            case IrConditional { Condition: IrBinary { Operator: IrOperator.NotEqual, Left: var asked, Right: IrConstant { Value: null } } } e when e.WhenTrue.DescendantsAndSelf().Any(x => IsCheck(x, asked)):
                return e with { WhenTrue = e.WhenTrue.Rewrite(x => IsCheck(x, asked) ? ((IrCallFunction)x).Arguments[0] : x) };
            case IrCoalesce e when IsNeverNull(e.Value):
                return e.Value;
            case IrCoalesce { Value: IrConditional { WhenFalse: IrConstant { Value: null }, WhenTrue: var there } choice } e when IsNeverNull(there):
                return choice with { WhenFalse = e.WhenNull, Type = e.Type };
            case IrCoalesce { Value: IrConstant { Value: null } } e:
                return e.WhenNull;
            case IrCallFunction { Function: IrFunction.IsNullOrEmpty, Arguments: [IrConstant { Value: string or null } text] } e:
                return new IrConstant(string.IsNullOrEmpty((string?)text.Value), e.Type, e.Origin);
            case IrConcat e:
                return FoldConcat(e);
            default:
                return expression;
        }
    }

    /// <summary>Whether parts of an expression need no evaluation: what they throw would be lost. A request's parts are evaluated where it is sent.</summary>
    internal static bool MayDrop(IrExpression whole, IEnumerable<IrExpression> parts) => whole.Type.IsSdkModel() || !parts.Any(CopyPropagation.CanFail);

    private static IrExpression FoldBinary(IrBinary e)
    {
        switch (e.Operator)
        {
            // A comparison with true or false is the value itself, or its contrary.
            case IrOperator.Equal or IrOperator.NotEqual when e is { Left: IrBinary or IrNot, Right: IrConstant { Value: bool wanted } }:
                return wanted == (e.Operator == IrOperator.Equal) ? e.Left : Step(new IrNot(e.Left, e.Type, e.Origin));
            case IrOperator.Equal or IrOperator.NotEqual when e is { Left: IrFromJson { Json: not IrInput, Type: { IsReferenceType: true } read } document, Right: IrConstant { Value: null } } && ObjectShape.IsObject(read):
                return FoldBinary(e with { Left = document.Json });
            // `x?.Count != null` asks for x.
            case IrOperator.Equal or IrOperator.NotEqual when e is { Left: IrConditional { WhenFalse: IrConstant { Value: null }, WhenTrue: var there } choice, Right: IrConstant { Value: null } } && IsNeverNull(there) && MayDrop(e, [there]):
                return e.Operator == IrOperator.NotEqual ? choice.Condition : Step(new IrNot(choice.Condition, e.Type, e.Origin));
            case IrOperator.Equal or IrOperator.NotEqual:
                bool? equal = (e.Left, e.Right) switch
                {
                    (IrConstant a, IrConstant b) when a.Value is null or string or bool or int && b.Value is null or string or bool or int => Equals(a.Value, b.Value),
                    (IrConstant { Value: null }, var other) when IsNeverNull(other) && MayDrop(e, [other]) => false,
                    (var other, IrConstant { Value: null }) when IsNeverNull(other) && MayDrop(e, [other]) => false,
                    _ => null,
                };
                return equal is { } known ? new IrConstant(known == (e.Operator == IrOperator.Equal), e.Type, e.Origin) : e;
            case IrOperator.And:
                return (e.Left, e.Right) switch
                {
                    (IrConstant { Value: false } no, _) => no,
                    (IrConstant { Value: true }, var right) => right,
                    (var left, IrConstant { Value: true }) => left,

                    // (A or B) and A is A.
                    (IrBinary { Operator: IrOperator.Or } any, IrBinary { Operator: IrOperator.Equal } one) when Alternatives(any).Any(a => a.IsSameAs(one)) && MayDrop(e, [any]) => one,
                    (var given, var right) => Given(given, right) is var there && ReferenceEquals(there, right) ? e : FoldBinary(e with { Right = there }),
                };
            case IrOperator.Or:
                return (e.Left, e.Right) switch
                {
                    (IrConstant { Value: true } yes, _) => yes,
                    (IrConstant { Value: false }, var right) => right,
                    (var left, IrConstant { Value: false }) => left,
                    _ => e,
                };
            default:
                return e switch
                {
                    { Left: IrConstant { Value: int first }, Right: IrConstant { Value: int second } } => FoldNumbers(e, first, second),
                    { Left: IrConstant { Value: double first }, Right: IrConstant { Value: double second } } => FoldComparison(e, first, second),
                    _ => e,
                };
        }
    }

    private static bool IsCheck(IrExpression expression, IrExpression asked) => expression is IrCallFunction { Function: IrFunction.NotNull, Arguments: [var value] } && value.IsSameAs(asked);

    /// <summary>An expression where a condition holds: what is chosen by the same condition is chosen.</summary>
    private static IrExpression Given(IrExpression condition, IrExpression expression) =>
        expression.DescendantsAndSelf().Any(e => e is IrConditional choice && choice.Condition.IsSameAs(condition))
            ? expression.Rewrite(e => e is IrConditional choice && choice.Condition.IsSameAs(condition) ? choice.WhenTrue : e)
            : expression;

    private static IEnumerable<IrExpression> Alternatives(IrExpression e) => e is IrBinary { Operator: IrOperator.Or } or ? Alternatives(or.Left).Concat(Alternatives(or.Right)) : [e];

    private static IrExpression FoldNumbers(IrBinary e, int left, int right)
    {
        object? value = e.Operator switch
        {
            IrOperator.Less => left < right,
            IrOperator.LessOrEqual => left <= right,
            IrOperator.Greater => left > right,
            IrOperator.GreaterOrEqual => left >= right,
            IrOperator.Add when (long)left + right is >= int.MinValue and <= int.MaxValue and var sum => (int)sum,
            IrOperator.Subtract when (long)left - right is >= int.MinValue and <= int.MaxValue and var difference => (int)difference,
            _ => null,
        };
        return value is null ? e : new IrConstant(value, e.Type, e.Origin);
    }

    private static IrExpression FoldComparison(IrBinary e, double left, double right)
    {
        bool? value = e.Operator switch
        {
            IrOperator.Less => left < right,
            IrOperator.LessOrEqual => left <= right,
            IrOperator.Greater => left > right,
            IrOperator.GreaterOrEqual => left >= right,
            _ => null,
        };
        return value is null ? e : new IrConstant(value, e.Type, e.Origin);
    }

    private static IrExpression FoldConcat(IrConcat e)
    {
        var parts = new List<IrExpression>();
        foreach (var part in e.Parts.SelectMany(p => p is IrConcat inner ? inner.Parts : [p]))
        {
            if (part is IrConstant { Value: string or null } text && parts.LastOrDefault() is IrConstant { Value: string or null } last)
                parts[parts.Count - 1] = last with { Value = (string?)last.Value + (string?)text.Value };
            else
                parts.Add(part);
        }

        return parts is [IrConstant { Value: string } only] ? only with { Type = e.Type } : e with { Parts = parts.ToImmutableArray() };
    }

    private static IrNew Merge(IrNew made, IrWith with)
    {
        var members = made.Members.ToBuilder();
        foreach (var set in with.Members)
        {
            var index = members.ToList().FindIndex(m => m.Name == set.Name);
            if (index >= 0)
                members[index] = set;
            else
                members.Add(set);
        }

        return made with { Members = members.ToImmutable() };
    }

    private static IrDictionary WithEntry(IrDictionary made, IrConstant key, IrExpression value)
    {
        var entry = new IrDictionaryEntry(key, value);
        return made with { Entries = made.Entries.Any(e => e.Key.IsSameAs(key)) ? [.. made.Entries.Select(e => e.Key.IsSameAs(key) ? entry : e)] : made.Entries.Add(entry) };
    }

    /// <summary>Writing and reading again: the same value, or an object with the matching properties.</summary>
    private static IrExpression? RoundTrip(IrFromJson read, IrToJson written)
    {
        var (value, target) = (written.Value, read.Type);
        if (value is IrConstant { Value: null })
            return new IrConstant(null, target, read.Origin);
        if (SymbolEqualityComparer.Default.Equals(value.Type, target) && (!ObjectShape.IsObject(target) || (SameNames(written.Contract, read.Contract) && !ObjectShape.Properties(target!).Any(p => ObjectShape.IsIgnored(p, read.Contract)))) && target.ElementType() is null)
            return value;
        if (value.Type is null || target is null || !ObjectShape.IsObject(value.Type) || !ObjectShape.IsObject(target) || value is not (IrNew or IrRead or IrMember))
            return null;
        var members = ImmutableArray.CreateBuilder<IrNewMember>();
        foreach (var property in ObjectShape.Properties(target).Where(p => !ObjectShape.IsIgnored(p, read.Contract)))
        {
            var name = ObjectShape.JsonName(property, read.Contract);
            var comparison = read.Contract.IgnoreCase ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal;
            var source = ObjectShape.Properties(value.Type).FirstOrDefault(p => !ObjectShape.IsIgnored(p, written.Contract) && string.Equals(ObjectShape.JsonName(p, written.Contract), name, comparison));
            if (source is null)
                return null;
            var part = Step(new IrMember(value, source.Name, source.Type, read.Origin));
            members.Add(new IrNewMember(property.Name, Step(new IrFromJson(Step(new IrToJson(part, written.Contract, read.Origin)), read.Contract, property.Type, read.Origin))));
        }

        return new IrNew(members.ToImmutable(), target, read.Origin);
    }

    // The error document of a failed function is made as plain JSON; code that reads it does so through a type.
    private static IrExpression ReadPlain(IrFromJson read, IrNew plain)
    {
        var members = ImmutableArray.CreateBuilder<IrNewMember>();
        foreach (var property in ObjectShape.Properties(read.Type!))
        {
            var name = ObjectShape.JsonName(property, read.Contract);
            var comparison = read.Contract.IgnoreCase ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal;
            var source = plain.Members.FirstOrDefault(m => string.Equals(m.Name, name, comparison));
            members.Add(new IrNewMember(property.Name, source?.Value ?? new IrConstant(null, property.Type, read.Origin)));
        }

        return new IrNew(members.ToImmutable(), read.Type, read.Origin);
    }

    private static bool SameNames(JsonContract a, JsonContract b) =>
        a.Library == b.Library && (a.Naming == b.Naming || b.IgnoreCase && a.Naming is JsonNaming.AsDeclared or JsonNaming.CamelCase && b.Naming is JsonNaming.AsDeclared or JsonNaming.CamelCase);
}
