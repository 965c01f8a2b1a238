using LambdaLift.Converter.Ir;
using LambdaLift.Converter.Passes;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace LambdaLift.Converter.Frontend;

internal sealed partial class Lowering
{
    // What NumberStyles.Integer, Float | AllowThousands and bool and Guid parsing take; the white space is theirs.
    private const string IntegerPattern = "^[\\t-\\r ]*[+\\-]?[0-9]+[\\t-\\r ]*$";
    private const string NumberPattern = "^[\\t-\\r ]*[+\\-]?([0-9][0-9,]*(\\.[0-9]*)?|\\.[0-9]+)([eE][+\\-]?[0-9]+)?[\\t-\\r ]*$";
    private const string DecimalPattern = "^[\\t-\\r ]*[+\\-]?([0-9][0-9,]*(\\.[0-9]*)?|\\.[0-9]+)[\\t-\\r ]*$";
    private const string BooleanPattern = "^\\s*(true|false)\\s*$";
    private const string GuidPattern = "^\\s*(\\{[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\\}|\\([0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\\)|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|[0-9a-f]{32})\\s*$";

    private static void AddConversionMethods(KnownMethodTable table)
    {
        foreach (var (type, name) in new[] { ("System.Int32", "Int32"), ("System.Int64", "Int64"), ("System.Int16", "Int16"), ("System.Byte", "Byte") })
        {
            table.Add(type, "Parse", c => c.Lowering.Parse(c, c[0], name), "invariant culture, default styles");
            table.Add(type, "TryParse", c => c.Lowering.TryParse(c, name), "invariant culture, default styles");
        }

        foreach (var (type, name) in new[] { ("System.Double", "Double"), ("System.Decimal", "Decimal"), ("System.Boolean", "Boolean") })
        {
            table.Add(type, "Parse", c => c.Lowering.Parse(c, c[0], name), "invariant culture, default styles; decimal with --decimal-as-double");
            table.Add(type, "TryParse", c => c.Lowering.TryParse(c, name), "invariant culture, default styles; decimal with --decimal-as-double");
        }

        table.Add("System.Nullable", "ToString", c => c.Invocation.Instance is { } given
            ? c.Lowering.Concat([c.Lowering.AsText(given, c.Lowering.LowerExpression(given, c.Into))], c.Origin)
            : null, "of integers, booleans and ids");
        table.Add("System.Nullable", "GetValueOrDefault", c => c.Invocation.Instance is { } nullable
            ? new IrCoalesce(c.Lowering.LowerExpression(nullable, c.Into), c.Arity == 1 ? c[0] : Default(c.Type, c.Origin), c.Type, c.Origin)
            : null);
        table.Add("System.Guid", "TryParse", c => c.Lowering.TryParse(c, "Guid"), "formats D, N, B, P");
        table.Add("System.Convert", "ToInt32 ToInt64 ToDouble ToDecimal ToBoolean", c => c.Lowering.LowerConvert(c), "of texts and numbers");
        table.Add("System.Convert", "ToString", c => c.Arity == 1 || c.ParameterType(1).Is("System.IFormatProvider")
            ? c[0].Type.IsString() ? c[0] : Whole(c, c.Lowering.FormatText(c.Argument(0), c[0], null))
            : null);
        table.Add("System.Convert", "ToBase64String", c => c.Arity == 1 ? LowerBytes(c.Argument(0)) is { } text ? c.Call(IrFunction.Base64Encode, c.Lowering.NotNull(text, c.Lowering.LowerExpression(text, c.Into))) : c[0].Type.IsTextCarrier() ? c.Call(IrFunction.Base64Encode, c[0]) : null : null, "of UTF-8 text");
        table.Add("System.Convert", "FromBase64String", c => c.Invocation.Parent is IArgumentOperation { Parent: IInvocationOperation { TargetMethod.Name: "GetString" } decode } && IsUtf8(decode.Instance)
            ? new IrCallFunction(IrFunction.Base64Decode, [c[0]], c.Lowering.StringType, c.Origin)
            : null, "inside Encoding.UTF8.GetString, of text that is base64");
        table.Add("System.Convert", "ToHexString ToHexStringLower", c => c.Lowering.LowerHash(c), "of SHA1, SHA256, SHA384, SHA512 or MD5.HashData of UTF-8 text");
        table.Add("System.Enum", "Parse TryParse", c => c.Lowering.ParseEnum(c), "generic, no flags");
        table.Add("System.Enum", "ToString", c => Whole(c, c.Lowering.FormatText(c.Invocation, c.Instance, c.Arity == 0 ? null : c.Constant(0) as string)), "no flags");
        table.Add("System.Enum", "HasFlag", c => c[0] is IrConstant { Value: not null } flag
            ? c.Compare(IrOperator.Equal, new IrCallFunction(IrFunction.BitAnd, [c.Instance, flag], flag.Type, c.Origin), flag)
            : null, "a constant flag");
        table.Add("System.Enum", "IsDefined", c => c.Method.IsGenericMethod && c.Type.IsBoolean() && c[0].Type is { TypeKind: TypeKind.Enum } type
            ? new IrCallFunction(IrFunction.Contains, [new IrList([.. EnumMembers.Of(type).Select(m => (IrExpression)new IrConstant(m.Value, type, c.Origin))], null, c.Origin), c[0]], c.Type, c.Origin)
            : null, "generic");
    }

    private static (string Pattern, string Flags) Syntax(string kind) => kind switch
    {
        "Double" => (NumberPattern, ""),
        "Decimal" => (DecimalPattern, ""),
        "Boolean" => (BooleanPattern, "i"),
        "Guid" => (GuidPattern, "i"),
        _ => (IntegerPattern, ""),
    };

    private static IrFunction Parser(string kind) => kind switch { "Boolean" => IrFunction.ParseBoolean, "Guid" => IrFunction.ParseGuid, _ => IrFunction.ParseNumber };

    private IrExpression IsSyntax(IrExpression text, string kind, Origin origin)
    {
        var (pattern, flags) = Syntax(kind);
        return new IrCallFunction(IrFunction.IsMatch, [text, new IrConstant(pattern, StringType, origin), new IrConstant(flags, StringType, origin)], BooleanType, origin);
    }

    /// <summary>The overloads without styles, and with a culture: all are taken for the invariant one, which Lambda functions run in.</summary>
    private static bool IsPlainOverload(KnownCall c) =>
        c.ParameterType(0).IsString() && Enumerable.Range(1, c.Arity - 1).All(i => c.ParameterType(i).Is("System.IFormatProvider") || c.Method.Parameters[i].RefKind == RefKind.Out);

    /// <summary><c>int.Parse</c> and its kin: the text's form and the number's range are decided before, with C#'s exceptions.</summary>
    private IrExpression? Parse(KnownCall c, IrExpression text, string kind)
    {
        if (c.Method.ContainingType.Name != "Convert" && !IsPlainOverload(c))
            return null;
        if (kind == "Decimal" && !_options.DecimalAsDouble)
            return c.Refuse("'decimal' arithmetic", NumberAdvice);
        return ParseText(c.Invocation, text, kind, c.Type!, c.Into);
    }

    private IrExpression ParseText(IOperation operation, IrExpression text, string kind, ITypeSymbol type, BlockBuilder into)
    {
        var origin = At(operation);
        IrConstant Constant(string value) => new(value, StringType, origin);
        text = Spill(text, "text", into);
        if (!ExpressionSimplifier.IsNeverNull(text))
            Guard(IsNull(text, origin), "System.ArgumentNullException", $"Value cannot be null. (Parameter '{(kind == "Boolean" ? "value" : "s")}')", origin, into);
        var message = kind == "Boolean"
            ? Concat([Constant("String '"), text, Constant("' was not recognized as a valid Boolean.")], origin)
            : Concat([Constant("The input string '"), text, Constant("' was not in a correct format.")], origin);
        Guard(Not(IsSyntax(text, kind, origin)), "System.FormatException", message, origin, into);
        var value = new IrCallFunction(Parser(kind), [text], type, origin);
        if (type.IsInteger())
            Guard(OutsideOf(value, type, origin), "System.OverflowException", $"Value was either too large or too small for an {(kind == "Byte" ? "unsigned byte" : kind)}.", origin, into);
        return value;
    }

    /// <summary>Whether a number is outside of an integer type's range.</summary>
    private IrBinary OutsideOf(IrExpression value, ITypeSymbol type, Origin origin)
    {
        var range = NumericRange.OfType(type);
        return new IrBinary(
            IrOperator.Or,
            new IrBinary(IrOperator.Less, value, new IrConstant(range.Least, type, origin), BooleanType, origin),
            new IrBinary(IrOperator.Greater, value, new IrConstant(range.Greatest, type, origin), BooleanType, origin),
            BooleanType,
            origin);
    }

    /// <summary><c>TryParse(text, out value)</c>: the value is set first, then whether it is one.</summary>
    private IrExpression? TryParse(KnownCall c, string kind)
    {
        if (!IsPlainOverload(c))
            return null;
        if (kind == "Decimal" && !_options.DecimalAsDouble)
            return c.Refuse("'decimal' arithmetic", NumberAdvice);
        var text = Spill(c[0], "text", c.Into);
        var target = c.Invocation.Arguments.First(a => a.Parameter!.RefKind == RefKind.Out);
        var type = Resolve(target.Parameter!.Type)!;
        IrExpression isThere = c.Compare(IrOperator.NotEqual, text, new IrConstant(null, null, c.Origin));
        IrExpression valid = new IrBinary(IrOperator.And, isThere, IsSyntax(text, kind, c.Origin), BooleanType, c.Origin);
        var value = new IrCallFunction(Parser(kind), [text], type, c.Origin);
        if (type.IsInteger())
        {
            var range = NumericRange.OfType(type);
            valid = new IrBinary(IrOperator.And, valid, c.Compare(IrOperator.GreaterOrEqual, value, new IrConstant(range.Least, type, c.Origin)), BooleanType, c.Origin);
            valid = new IrBinary(IrOperator.And, valid, c.Compare(IrOperator.LessOrEqual, value, new IrConstant(range.Greatest, type, c.Origin)), BooleanType, c.Origin);
        }

        return Succeeds(c, target.Value, valid, value, type);
    }

    /// <summary>Sets an out variable to a value, or to its default when the operation does not succeed, and gives whether it does.</summary>
    private IrExpression Succeeds(KnownCall c, IOperation target, IrExpression valid, IrExpression value, ITypeSymbol type)
    {
        valid = ExpressionSimplifier.Simplify(valid);
        StoreOut(target, new IrConditional(valid, value, Default(type, c.Origin), type, c.Origin), c.Into);
        return valid;
    }

    /// <summary>Gives an out argument its value: a variable that it declares, or one that exists.</summary>
    private void StoreOut(IOperation target, IrExpression value, BlockBuilder into)
    {
        switch (target)
        {
            case IDiscardOperation:
                break;
            case IDeclarationExpressionOperation { Expression: ILocalReferenceOperation { Local: var local } }:
                var variable = new IrVariable(local.Name, Resolve(local.Type));
                _escaping.Add(variable);
                _frame.Bind(local, new VariableBinding(variable, into));
                into.Add(new IrAssign(variable, value, value.Origin));
                break;
            default:
                Store(target, value, into);
                break;
        }
    }

    private IrExpression? LowerConvert(KnownCall c)
    {
        if (c.Arity > 1 && !c.ParameterType(1).Is("System.IFormatProvider"))
            return null;
        var kind = c.Method.Name.Substring(2);
        var source = c.ParameterType(0);
        if (source.IsString())
        {
            // Null gives the default here.
            var text = Spill(c[0], "text", c.Into);
            var block = new BlockBuilder(c.Into, conditional: true);
            var isThere = c.Compare(IrOperator.NotEqual, text, new IrConstant(null, null, c.Origin));
            var inner = Given(isThere, () => ParsePresent(c, text, kind, block));
            return inner is null ? null : Choose(isThere, inner, block, Default(c.Type, c.Origin), new BlockBuilder(c.Into), c.Type, "value", c.Into, c.Origin);
        }

        if (source.IsBoolean() && c.Type.IsNumeric())
            return new IrConditional(c[0], new IrConstant(1, c.Type, c.Origin), new IrConstant(0, c.Type, c.Origin), c.Type, c.Origin);
        if (!source.IsNumeric())
            return null;
        if (c.Type.IsBoolean())
            return c.Compare(IrOperator.NotEqual, c[0], new IrConstant(0, source, c.Origin));
        if (c.Type.IsInteger() && source.IsFloating())
        {
            var rounded = c.Call(IrFunction.Round, c[0]);
            c.Guard(OutsideOf(rounded, c.Type!, c.Origin), "System.OverflowException", $"Value was either too large or too small for an {kind}.");
            return rounded;
        }

        if (c.Type.IsInteger() && source.IsInteger())
        {
            if (!NumericRange.Of(c[0]).IsWithin(NumericRange.OfType(c.Type)))
                c.Guard(OutsideOf(c[0], c.Type!, c.Origin), "System.OverflowException", $"Value was either too large or too small for an {kind}.");
            return c[0];
        }

        return c.Type.IsFloating() && source!.SpecialType != SpecialType.System_Decimal || _options.DecimalAsDouble ? c[0] : c.Refuse("'decimal' arithmetic", NumberAdvice);
    }

    private IrExpression? ParsePresent(KnownCall c, IrExpression text, string kind, BlockBuilder block) =>
        Parse(new KnownCall(this, c.Invocation, block), text, kind);

    /// <summary>The text whose UTF-8 bytes an operation takes.</summary>
    private static IOperation? LowerBytes(IOperation operation) =>
        Unwrap(operation) is IInvocationOperation { TargetMethod: { Name: "GetBytes" } method, Arguments: [{ Value: var text }] } call && method.ContainingType.Is("System.Text.Encoding") && IsUtf8(call.Instance) ? text : null;

    private IrExpression? LowerHash(KnownCall c)
    {
        if (c.Arity != 1 || Unwrap(c.Argument(0)) is not IInvocationOperation { TargetMethod: { Name: "HashData", IsStatic: true } method, Arguments: [{ Value: var source }] })
            return null;
        var algorithm = method.ContainingType.FullName() switch
        {
            "System.Security.Cryptography.SHA1" => "SHA-1",
            "System.Security.Cryptography.SHA256" => "SHA-256",
            "System.Security.Cryptography.SHA384" => "SHA-384",
            "System.Security.Cryptography.SHA512" => "SHA-512",
            "System.Security.Cryptography.MD5" => "MD5",
            _ => null,
        };
        if (algorithm is null || LowerBytes(source) is not { } text)
            return null;
        var hash = c.Call(IrFunction.Hash, NotNull(text, LowerExpression(text, c.Into)), c.Text(algorithm));
        return c.Method.Name == "ToHexString" ? c.Call(IrFunction.ToUpper, hash) : hash;
    }

    private IrExpression? ParseEnum(KnownCall c)
    {
        if (!c.Method.IsGenericMethod || Resolve(c.Method.TypeArguments[0]) is not { TypeKind: TypeKind.Enum } type || EnumMembers.IsFlags(type) || !c.ParameterType(0).IsString())
            return null;
        var ignoresCase = c.ParameterType(1).IsBoolean() && c.Constant(1) is true;
        if (c.ParameterType(1).IsBoolean() && c.Constant(1) is null)
            return null;
        var text = Spill(c[0], "text", c.Into);

        // Numbers are taken for values by C#, too; they are refused at run time as no name here only if no member has them.
        var names = string.Join("|", EnumMembers.Of(type).Select(m => m.Name));
        IrExpression isName = new IrCallFunction(IrFunction.IsMatch, [text, c.Text($"^\\s*({names})\\s*$"), c.Text(ignoresCase ? "i" : "")], BooleanType, c.Origin);
        IrExpression isNumber = IsSyntax(text, "Int32", c.Origin);
        IrExpression value = new IrConditional(
            isNumber,
            new IrCallFunction(IrFunction.ParseNumber, [text], IntType, c.Origin),
            new IrCallFunction(IrFunction.ParseEnum, [text, c.Boolean(ignoresCase)], type, c.Origin),
            type,
            c.Origin);
        IrExpression known = new IrBinary(IrOperator.Or, isName, isNumber, BooleanType, c.Origin);
        if (c.Method.Name == "TryParse")
        {
            var isThere = c.Compare(IrOperator.NotEqual, text, new IrConstant(null, null, c.Origin));
            return Succeeds(c, c.Invocation.Arguments.First(a => a.Parameter!.RefKind == RefKind.Out).Value, new IrBinary(IrOperator.And, isThere, known, BooleanType, c.Origin), value, type);
        }

        if (!ExpressionSimplifier.IsNeverNull(text))
            c.Guard(c.Compare(IrOperator.Equal, text, new IrConstant(null, null, c.Origin)), "System.ArgumentNullException", "Value cannot be null. (Parameter 'value')");
        var blank = new IrCallFunction(IrFunction.IsNullOrWhiteSpace, [text], BooleanType, c.Origin);
        c.Guard(blank, "System.ArgumentException", "Must specify valid information for parsing in the string. (Parameter 'value')");
        c.Guard(Not(known), "System.ArgumentException", Concat([c.Text("Requested value '"), new IrCallFunction(IrFunction.TrimStart, [text], StringType, c.Origin), c.Text("' was not found.")], c.Origin));
        return value;
    }
}
