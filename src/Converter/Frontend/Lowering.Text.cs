using System.Collections.Immutable;
using LambdaLift.Converter.Diagnostics;
using LambdaLift.Converter.Ir;
using LambdaLift.Converter.Passes;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace LambdaLift.Converter.Frontend;

internal sealed partial class Lowering
{
    private const string String = "System.String";
    private const string Builder = "System.Text.StringBuilder";
    private const string OutOfRange = "System.ArgumentOutOfRangeException";

    private static void AddTextMethods(KnownMethodTable table)
    {
        table.Add(String, "IsNullOrEmpty", c => c.Call(IrFunction.IsNullOrEmpty, c[0]));
        table.Add(String, "IsNullOrWhiteSpace", c => c.Call(IrFunction.IsNullOrWhiteSpace, c[0]));
        table.Add(String, "ToLowerInvariant ToUpperInvariant ToLower ToUpper", Cased, "cultures as the invariant one (reported)");
        table.Add(String, "Trim TrimStart TrimEnd", Trimmed, "constant characters");
        table.Add(String, "Contains StartsWith EndsWith", Searched, "text or character, ordinal or (for a text or character that is found) case-insensitive; cultures as ordinal (reported)");
        table.Add(String, "Equals", c => c.Lowering.LowerStringEquals(c), "ordinal, with or without case");
        table.Add(String, "Compare CompareOrdinal CompareTo", c => c.Lowering.LowerCompare(c), "ordinal, and only to be compared with 0");
        table.Add(String, "Concat", c => c.Lowering.LowerConcat(c));
        table.Add(String, "Join", c => c.Lowering.LowerJoin(c));
        table.Add(String, "Format", c => c.Lowering.LowerFormat(c, c.ParameterType(0).IsString() ? 0 : 1), "a constant format");
        table.Add(String, "Substring", Substring);
        table.Add(String, "IndexOf LastIndexOf", Position, "of a text or character; cultures as ordinal (reported)");
        table.Add(String, "Split", Parts, "constant separators; with a count only 2");
        table.Add(String, "Replace", c => c.Arity == 2 && !c.ParameterType(0).IsOpaque()
            ? Replaced(c, c[0], new IrCoalesce(c[1], c.Text(""), c.Type, c.Origin))
            : c.Arity == 3 && c.EnumArgument(2) == "Ordinal" ? Replaced(c, c[0], new IrCoalesce(c[1], c.Text(""), c.Type, c.Origin)) : null, "ordinal");
        table.Add(String, "PadLeft PadRight", Padded);
        table.Add(String, "Insert", c =>
        {
            // .NET compares as unsigned numbers.
            var isNegative = c.Compare(IrOperator.Less, c[0], c.Number(0));
            var shown = new IrConditional(isNegative, new IrBinary(IrOperator.Add, c[0], new IrConstant(4294967296, c.Lowering.IntType, c.Origin), c.Lowering.IntType, c.Origin), c[0], c.Lowering.IntType, c.Origin);
            c.Guard(
                new IrBinary(IrOperator.Or, isNegative, c.Compare(IrOperator.Greater, c[0], Length(c, c.Instance)), c.Lowering.BooleanType, c.Origin),
                OutOfRange,
                c.Lowering.Concat([c.Text("startIndex ('"), shown, c.Text("') must be less than or equal to '"), Length(c, c.Instance), c.Text("'. (Parameter 'startIndex')\nActual value was "), shown, c.Text(".")], c.Origin));
            return c.Lowering.Concat([Slice(c, c.Instance, c.Number(0), c[0]), c.NotNull(1), Slice(c, c.Instance, c[0], null)], c.Origin);
        });
        table.Add(String, "Remove", Removed);
        table.Add(String, "ToString Clone", c => c.Arity == 0 || c.ParameterType(0).Is("System.IFormatProvider") ? c.Instance : null);
        table.Add(String, "ToCharArray", c => c.Arity == 0 ? c.Call(IrFunction.Characters, c.Instance) : null, "the whole text");
        foreach (var test in CharacterClasses.Tests)
            table.Add("System.Char", test.Key, c => Matches(c, test.Value), "ASCII (reported)");
        table.Add("System.Char", "ToLower ToLowerInvariant", c => c.Call(IrFunction.ToLower, c[0]), "as the invariant culture (reported)");
        table.Add("System.Char", "ToUpper ToUpperInvariant", c => c.Call(IrFunction.ToUpper, c[0]), "as the invariant culture (reported)");
        table.Add("System.Char", "ToString", c => c.Invocation.Instance is null ? c[0] : c.Instance);
        table.Add(Builder, "ToString", c => c.Arity == 0 ? new IrConcat([c.Instance], c.Type, c.Origin) : null);
        table.Add("System.Text.Encoding", "GetString", c => c.Arity == 1 && IsUtf8(c.Invocation.Instance) ? c[0] : null, "UTF-8");
        table.Add("System.Text.Encoding", "GetBytes", c => c.Arity == 1 && IsUtf8(c.Invocation.Instance) ? c.NotNull(0) : null, "UTF-8");
        table.Add("System.IO.MemoryStream", "ToArray", c => c.Instance, "a stream of text");
        table.Add("System.IO.TextReader", "ReadToEnd", c => c.Instance);
        table.Add("System.IO.StreamReader", "ReadToEnd", c => c.Instance);
        table.Add("System.IO.Path", "GetFileName GetFileNameWithoutExtension", c => c.ParameterType(0).IsString() ? FileName(c) : null, "Linux's separator");
        table.Add("System.IO.Path", "GetExtension", c => c.ParameterType(0).IsString() && c.Lowering._options.QueryLanguage == TargetLanguage.Jsonata ? Extension(c) : null, "Linux's separator");
        table.Add("System.Uri", "EscapeDataString", c => c.ParameterType(0).IsString() ? c.Call(IrFunction.EscapeDataString, c.NotNull(0)) : null);
        table.Add("System.Uri", "UnescapeDataString", c => c.ParameterType(0).IsString() ? c.Call(IrFunction.UnescapeDataString, c.NotNull(0)) : null);
        AddRegexMethods(table);
    }

    /// <summary>The first parameter of a kind, from a position on; -1 when there is none.</summary>
    private static int Parameter(KnownCall c, int start, Func<ITypeSymbol?, bool> isOne)
    {
        for (var i = start; i < c.Arity; i++)
        {
            if (isOne(c.ParameterType(i)))
                return i;
        }

        return -1;
    }

    /// <summary>What comes after the last slash, with or without what comes from its last point on.</summary>
    private static IrExpression FileName(KnownCall c)
    {
        var path = Spill(c[0], "path", c.Into);
        IrExpression Without(IrExpression text, string pattern) => c.Call(IrFunction.ReplaceMatches, text, c.Text(pattern), c.Text(""), c.Text(""));
        var name = Without(path, "^[\\s\\S]*\\/");
        if (c.Method.Name != "GetFileName")
            name = Without(name, "\\.[^.]*$");
        return UnlessNull(c, path, name);
    }

    /// <summary>The last point of the last part of a path, and what comes behind it; nothing where nothing comes.</summary>
    private static IrExpression Extension(KnownCall c)
    {
        var path = Spill(c[0], "path", c.Into);
        var found = c.Call(IrFunction.Match, path, c.Text("\\.[^.\\/]+$"), c.Text(""), c.Number(0), c.Boolean(false), c.Boolean(false));
        return UnlessNull(c, path, c.Lowering.Group(found, 0, c.Origin));
    }

    private static IrExpression UnlessNull(KnownCall c, IrExpression path, IrExpression part) =>
        ExpressionSimplifier.IsNeverNull(path) ? part : new IrConditional(c.Compare(IrOperator.NotEqual, path, new IrConstant(null, null, c.Origin)), part, new IrConstant(null, c.Type, c.Origin), c.Type, c.Origin);

    private static bool IsUtf8(IOperation? encoding) => encoding is IPropertyReferenceOperation { Property.Name: "UTF8" };

    private static IrExpression Length(KnownCall c, IrExpression text) => new IrCallFunction(IrFunction.Length, [text], c.Lowering.IntType, c.Origin);

    private static IrExpression Slice(KnownCall c, IrExpression text, IrExpression start, IrExpression? length) =>
        new IrCallFunction(IrFunction.Substring, length is null ? [text, start] : [text, start, length], c.Lowering.StringType, c.Origin);

    private static IrExpression? Cased(KnownCall c)
    {
        if (c.Arity > 0 || !c.Method.Name.EndsWith("Invariant", StringComparison.Ordinal))
            c.Lowering.Report(LiftDescriptors.CultureIgnored, c.Origin, $"'{c.Method.Name}'");
        return c.Call(c.Method.Name.StartsWith("ToLower", StringComparison.Ordinal) ? IrFunction.ToLower : IrFunction.ToUpper, c.Instance);
    }

    private static IrExpression? Trimmed(KnownCall c)
    {
        var function = c.Method.Name switch { "Trim" => IrFunction.Trim, "TrimStart" => IrFunction.TrimStart, _ => IrFunction.TrimEnd };
        if (c.Arity == 0)
            return c.Call(function, c.Instance);
        var characters = c[0] switch
        {
            IrConstant { Value: string one } => one,
            IrList list when list.Elements.All(e => e is IrConstant { Value: string or char }) => string.Concat(list.Elements.Select(e => ((IrConstant)e).Value)),
            _ => null,
        };
        return characters is null ? null : characters.Length == 0 ? c.Call(function, c.Instance) : c.Call(function, c.Instance, c.Text(characters));
    }

    private static IrExpression? Searched(KnownCall c)
    {
        if (!c.ParameterType(0).IsString() && c.ParameterType(0)?.SpecialType != SpecialType.System_Char)
            return null;
        var function = c.Method.Name switch { "Contains" => IrFunction.StringContains, "StartsWith" => IrFunction.StartsWith, _ => IrFunction.EndsWith };
        var mode = c.Arity == 1 ? c.Method.Name == "Contains" || !c.ParameterType(0).IsString() ? "Ordinal" : "CurrentCulture" : c.ParameterType(1).Is("System.StringComparison") ? c.EnumArgument(1) : null;
        return c.Lowering.WithComparison(c, mode, (a, b) => c.Call(function, a, b), c.Instance, c.NotNull(0));
    }

    /// <summary>Compares ordinally; cultures are taken for ordinal and reported, case is taken away on both sides.</summary>
    private IrExpression? WithComparison(KnownCall c, string? mode, Func<IrExpression, IrExpression, IrExpression> compare, IrExpression left, IrExpression right)
    {
        if (mode is null)
            return null;
        if (mode is not ("Ordinal" or "OrdinalIgnoreCase"))
            Report(LiftDescriptors.CultureIgnored, c.Origin, $"'{c.Method.Name}'");
        if (!mode.EndsWith("IgnoreCase", StringComparison.Ordinal))
            return compare(left, right);
        IrExpression Upper(IrExpression e) => e is IrConstant { Value: string text } constant ? constant with { Value = text.ToUpperInvariant() } : new IrCallFunction(IrFunction.ToUpper, [e], StringType, e.Origin);
        return compare(Upper(left), Upper(right));
    }

    private IrExpression? LowerStringEquals(KnownCall c)
    {
        var isStatic = c.Invocation.Instance is null;
        var mode = c.Arity == (isStatic ? 3 : 2) ? c.EnumArgument(c.Arity - 1) : "Ordinal";
        var (left, right) = isStatic ? (c[0], c[1]) : (c.Instance, c[0]);
        if (mode == "OrdinalIgnoreCase" || mode?.EndsWith("IgnoreCase", StringComparison.Ordinal) == true)
        {
            if (mode != "OrdinalIgnoreCase")
                Report(LiftDescriptors.CultureIgnored, c.Origin, "'Equals'");
            return c.Call(IrFunction.EqualsIgnoreCase, left, right);
        }

        if (mode is null)
            return null;
        if (mode != "Ordinal")
            Report(LiftDescriptors.CultureIgnored, c.Origin, "'Equals'");
        return c.Compare(IrOperator.Equal, left, right);
    }

    /// <summary>The sign of a comparison; its amount is no promise of C#'s, so it may only be compared with 0.</summary>
    private IrExpression? LowerCompare(KnownCall c)
    {
        if (c.Invocation.Parent is not IBinaryOperation { OperatorKind: not (BinaryOperatorKind.Add or BinaryOperatorKind.Subtract) } comparison
            || !new[] { comparison.LeftOperand, comparison.RightOperand }.Any(o => o.ConstantValue is { HasValue: true, Value: 0 }))
            return c.Refuse($"The value of '{c.Method.Name}'", "compare it with 0");
        var isOrdinal = c.Method.Name == "CompareOrdinal" || (c.Arity == 3 && c.EnumArgument(2) is "Ordinal" or "OrdinalIgnoreCase");
        if (!isOrdinal || (c.Method.Name == "CompareOrdinal" && c.Arity != 2))
            return c.Refuse("A comparison by culture", "compare by StringComparison.Ordinal");
        IrExpression Present(IrExpression e) => new IrCoalesce(e, c.Text(""), StringType, e.Origin);
        IrExpression Number(int n) => c.Number(n);
        var (left, right) = (c[0], c[1]);
        IrExpression IsNull(IrExpression e) => ExpressionSimplifier.Simplify(c.Compare(IrOperator.Equal, e, new IrConstant(null, null, c.Origin)));
        var compared = WithComparison(c, c.Method.Name == "CompareOrdinal" ? "Ordinal" : c.EnumArgument(2), (a, b) => c.Call(IrFunction.CompareOrdinal, a, b), Present(left), Present(right))!;
        return new IrConditional(IsNull(left), new IrConditional(IsNull(right), Number(0), Number(-1), IntType, c.Origin), new IrConditional(IsNull(right), Number(1), compared, IntType, c.Origin), IntType, c.Origin);
    }

    private IrExpression? LowerConcat(KnownCall c)
    {
        if (c.Arity == 1 && c[0].Type.ElementType() is not null && c[0] is not IrList)
            return c[0].Type.ElementType() is { } e && (e.IsString() || e.SpecialType == SpecialType.System_Char) ? Join(c, c.Text(""), NotNull(c.Argument(0), c[0])) : null;
        var operands = c.Arity == 1 && c[0] is IrList list ? list.Elements : Enumerable.Range(0, c.Arity).Select(i => c[i]).ToImmutableArray();
        return Concat(operands.Select(o => AsText(c.Invocation, o)).ToImmutableArray(), c.Origin);
    }

    private IrExpression? LowerJoin(KnownCall c)
    {
        var values = c.Arity == 2 ? c[1] : null;
        if (values?.Type.ElementType() is not { } element)
            return null;
        if (values is IrList list)
            values = list with { Elements = list.Elements.Select(e => AsText(c.Invocation, e)).ToImmutableArray() };
        else if (!element.IsString() && AsText(c.Invocation, new IrRead(new IrVariable("item", element), c.Origin)) is not IrRead)
            return new IrConstant(null, c.Type, c.Origin);
        return Join(c, c[0], NotNull(c.Argument(1), values));
    }

    private static IrExpression Join(KnownCall c, IrExpression separator, IrExpression values)
    {
        var item = new IrVariable("item", values.Type.ElementType());
        var texts = values is IrList { Elements: var elements } && elements.All(e => e is IrConstant { Value: string })
            ? values
            : new IrCallFunction(IrFunction.Select, [values, new IrLambda([item], new IrConcat([new IrRead(item, c.Origin)], c.Lowering.StringType, c.Origin), c.Origin)], values.Type, c.Origin);
        return c.Call(IrFunction.Join, new IrCoalesce(separator, c.Text(""), c.Lowering.StringType, c.Origin), texts);
    }

    private static IrExpression? Substring(KnownCall c)
    {
        var text = c.Instance;
        if (c.Arity == 1)
        {
            c.Guard(c.Compare(IrOperator.Less, c[0], c.Number(0)), OutOfRange, c.Lowering.IsNegative("startIndex", c[0], c.Origin));
            c.Guard(c.Compare(IrOperator.Greater, c[0], Length(c, text)), OutOfRange, "startIndex cannot be larger than length of string. (Parameter 'startIndex')");
            return Slice(c, text, c[0], null);
        }

        c.Lowering.GuardSubstring(text, c[0], c[1], c.Origin, c.Into);
        return Slice(c, text, c[0], c[1]);
    }

    /// <summary>What <c>ArgumentOutOfRangeException.ThrowIfNegative</c> says.</summary>
    private IrExpression IsNegative(string name, IrExpression value, Origin origin) => MustBe(name, value, [new IrConstant("a non-negative value", StringType, origin)], origin);

    /// <summary>What <c>Substring(start, length)</c> throws, in its order.</summary>
    private void GuardSubstring(IrExpression text, IrExpression start, IrExpression length, Origin origin, BlockBuilder into)
    {
        IrConstant zero = new(0, IntType, origin);
        IrCallFunction whole = new(IrFunction.Length, [text], IntType, origin);
        IrBinary Is(IrExpression left, IrOperator op, IrExpression right) => new(op, left, right, BooleanType, origin);
        Guard(Is(start, IrOperator.Less, zero), OutOfRange, IsNegative("startIndex", start, origin), origin, into);
        Guard(Is(start, IrOperator.Greater, whole), OutOfRange, "startIndex cannot be larger than length of string. (Parameter 'startIndex')", origin, into);
        Guard(Is(length, IrOperator.Less, zero), OutOfRange, IsNegative("length", length, origin), origin, into);
        Guard(Is(new IrBinary(IrOperator.Add, start, length, IntType, origin), IrOperator.Greater, whole), OutOfRange, "Index and length must refer to a location within the string. (Parameter 'length')", origin, into);
    }

    private static IrExpression? Position(KnownCall c)
    {
        var isText = c.ParameterType(0).IsString();
        if (!isText && c.ParameterType(0)?.SpecialType != SpecialType.System_Char)
            return null;
        var mode = c.Arity == 1 ? isText ? "CurrentCulture" : "Ordinal" : c.Arity == 2 && c.ParameterType(1).Is("System.StringComparison") ? c.EnumArgument(1) : null;
        var part = c.NotNull(0);
        if (c.Method.Name == "IndexOf")
            return c.Lowering.WithComparison(c, mode, (a, b) => c.Call(IrFunction.IndexOf, a, b), c.Instance, part);

        // Searching from the end finds another place only for a text that overlaps itself.
        if (isText && (part is not IrConstant { Value: string { Length: > 0 } known } || Enumerable.Range(1, known.Length - 1).Any(i => known.EndsWith(known.Substring(0, i), StringComparison.Ordinal))))
            return null;
        return c.Lowering.WithComparison(c, mode, (a, b) => c.Call(IrFunction.LastIndexOf, a, b), c.Instance, part);
    }

    private static IrExpression? Parts(KnownCall c)
    {
        var options = Parameter(c, 0, t => t.Is("System.StringSplitOptions"));
        var flags = options < 0 || c.Constant(options) is not int set ? 0 : set;
        if (options >= 0 && c.Constant(options) is null)
            return null;
        var count = Parameter(c, 1, t => t?.SpecialType == SpecialType.System_Int32);
        if (Separators(c) is not { } separators)
            return null;
        if (count > 0)
        {
            if (c.Constant(count) is not 2 || separators.Elements.Length != 1 || flags != 0)
                return null;
            var (text, separator) = (c.Instance, separators.Elements[0]);
            var at = c.Call(IrFunction.IndexOf, c.Lowering.IntType, text, separator);
            var after = new IrBinary(IrOperator.Add, at, c.Number(((string)((IrConstant)separator).Value!).Length), c.Lowering.IntType, c.Origin);
            return new IrConditional(
                c.Call(IrFunction.StringContains, c.Lowering.BooleanType, text, separator),
                new IrList([Slice(c, text, c.Number(0), at), Slice(c, text, after, null)], c.Type, c.Origin),
                new IrList([text], c.Type, c.Origin),
                c.Type,
                c.Origin);
        }

        var parts = c.Call(IrFunction.Split, c.Instance, separators);
        var item = new IrVariable("part", c.Lowering.StringType);
        if ((flags & 2) != 0)
            parts = c.Call(IrFunction.Select, parts, new IrLambda([item], c.Call(IrFunction.Trim, c.Lowering.StringType, new IrRead(item, c.Origin)), c.Origin));
        var kept = new IrVariable("part", c.Lowering.StringType);
        return (flags & 1) == 0 ? parts : c.Call(IrFunction.Where, parts, new IrLambda([kept], c.Compare(IrOperator.NotEqual, new IrRead(kept, c.Origin), c.Text("")), c.Origin));
    }

    private static IrList? Separators(KnownCall c)
    {
        IrList? List(IEnumerable<object?> values) => values.Select(v => v?.ToString()).ToList() is var texts && texts.All(t => t is { Length: > 0 })
            ? new IrList(texts.Select(t => (IrExpression)c.Text(t!)).ToImmutableArray(), null, c.Origin)
            : null;
        if (c.Arity == 0)
            return List([]);
        return c[0] switch
        {
            IrConstant { Value: null } => List([]),
            IrConstant { Value: string one } => List([one]),
            IrList many when many.Elements.All(e => e is IrConstant { Value: string or char }) => List(many.Elements.Select(e => ((IrConstant)e).Value)),
            _ => null,
        };
    }

    private static IrExpression? Replaced(KnownCall c, IrExpression old, IrExpression value)
    {
        if (!ExpressionSimplifier.IsNeverNull(old) || old is IrConstant { Value: "" })
            old = c.NotNull(0, old);
        if (old is not IrConstant)
            c.Guard(c.Compare(IrOperator.Equal, old, c.Text("")), "System.ArgumentException", "The value cannot be an empty string. (Parameter 'oldValue')");
        return c.Call(IrFunction.Replace, c.Instance, old, ExpressionSimplifier.Simplify(value));
    }

    private static IrExpression? Padded(KnownCall c)
    {
        var width = c[0];
        c.Guard(c.Compare(IrOperator.Less, width, c.Number(0)), OutOfRange, c.Lowering.IsNegative("totalWidth", width, c.Origin));
        return c.Call(c.Method.Name == "PadLeft" ? IrFunction.PadLeft : IrFunction.PadRight, c.Instance, width, c.Arity == 2 ? c[1] : c.Text(" "));
    }

    private static IrExpression? Removed(KnownCall c)
    {
        var (text, start) = (c.Instance, c[0]);
        if (c.Arity == 1)
        {
            c.Guard(c.Compare(IrOperator.Less, start, c.Number(0)), OutOfRange, "StartIndex cannot be less than zero. (Parameter 'startIndex')");
            c.Guard(c.Compare(IrOperator.Greater, start, Length(c, text)), OutOfRange, "startIndex cannot be larger than length of string. (Parameter 'startIndex')");
            return Slice(c, text, c.Number(0), start);
        }

        c.Guard(c.Compare(IrOperator.Less, start, c.Number(0)), OutOfRange, c.Lowering.IsNegative("startIndex", start, c.Origin));
        c.Guard(c.Compare(IrOperator.Less, c[1], c.Number(0)), OutOfRange, c.Lowering.IsNegative("count", c[1], c.Origin));
        var end = new IrBinary(IrOperator.Add, start, c[1], c.Lowering.IntType, c.Origin);
        c.Guard(c.Compare(IrOperator.Greater, end, Length(c, text)), OutOfRange, c.Lowering.Concat([c.Text("count ('"), c[1], c.Text("') must be less than or equal to '"), new IrBinary(IrOperator.Subtract, Length(c, text), start, c.Lowering.IntType, c.Origin), c.Text("'. (Parameter 'count')\nActual value was "), c[1], c.Text(".")], c.Origin));
        return c.Lowering.Concat([Slice(c, text, c.Number(0), start), Slice(c, text, end, null)], c.Origin);
    }

    private static IrExpression? Matches(KnownCall c, string pattern) => c.Arity == 1 ? c.Call(IrFunction.IsMatch, c[0], c.Text(pattern), c.Text("")) : null;
}
