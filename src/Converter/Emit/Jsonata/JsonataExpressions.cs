using LambdaLift.Converter.Emit.Jsonata.Functions;
using LambdaLift.Converter.Flow;
using LambdaLift.Converter.Frontend;
using LambdaLift.Converter.Ir;
using LambdaLift.Converter.Passes;
using LambdaLift.Converter.Residual;
using LambdaLift.StatesLanguage.Jsonata;
using Microsoft.CodeAnalysis;

namespace LambdaLift.Converter.Emit.Jsonata;

/// <summary>Writes IR expressions as JSONata trees with C#'s meaning (JSONata 2.0.6 as Step Functions runs it).</summary>
internal sealed class JsonataExpressions
{
    private readonly VariableNames _names;
    private readonly NullFacts _nulls;
    private readonly ZoneFacts _zones;
    private readonly SdkShapes _sdk;
    private readonly JsonataSerialization _serialization;

    public JsonataExpressions(VariableNames names, NullFacts nulls, ZoneFacts zones, SdkShapes sdk, Dictionary<IrVariable, PropertyUse> uses)
    {
        _names = names;
        _nulls = nulls;
        _zones = zones;
        _sdk = sdk;
        _serialization = new JsonataSerialization(this, nulls);
        Uses = uses;
    }

    /// <summary>What is read of each variable.</summary>
    public Dictionary<IrVariable, PropertyUse> Uses { get; }

    /// <summary>What is read of the value being written; the whole unless it is assigned to a variable.</summary>
    public PropertyUse CurrentUse { get; set; } = PropertyUse.Whole;

    /// <summary>Whether generated functions return decimals, which are text.</summary>
    public bool DecimalsMayBeText { get; init; }

    /// <summary>The errors that Step Functions calls otherwise than .NET: the error's name, and the exception type's.</summary>
    public IReadOnlyList<(string Error, string Type)> RenamedErrors { get; init; } = [];

    public static JsonataNode Result => Js.Path(Js.Var("states"), "result");

    public static JsonataNode ErrorOutput => Js.Path(Js.Var("states"), "errorOutput");

    public static JsonataNode Input => Js.Path(Js.Var("states"), "input");

    /// <summary>The serializer's side: object shapes to and from JSON.</summary>
    public JsonataSerialization Serialization => _serialization;

    /// <summary>An expression whose value is never undefined: absent is null.</summary>
    public JsonataNode Defined(IrExpression expression)
    {
        var node = Raw(expression);
        return MayBeUndefined(expression) ? Let("value", node, value => Js.If(Js.Exists(value), value, Js.Null)) : node;
    }

    /// <summary>The value of a field of a state, which fails by itself on a path that finds nothing.</summary>
    public JsonataNode Field(IrExpression expression) =>
        expression is IrCallFunction { Function: IrFunction.NotNull, Arguments: [IrMember { Target.Type: var owner } member] } && owner.IsSdkModel() ? AnswerPath(member) : Defined(expression);

    /// <summary>A name that no variable of the state machine has, nor a lambda parameter.</summary>
    public string Name(string stem) => Name(new IrVariable(stem, null));

    /// <summary>The name of a variable.</summary>
    public string Name(IrVariable variable) => _names.Of(variable);

    /// <summary>Whether an expression is known to be other than null.</summary>
    public bool IsNeverNull(IrExpression expression) => _nulls.IsNeverNull(expression);

    /// <summary>The zone in which a point in time is written; null when it is not known.</summary>
    public string? ZoneOf(IrExpression time) => _zones.Of(time);

    /// <summary>A value that is used more than once: under a name of its own, unless it is short.</summary>
    public JsonataNode Let(string stem, JsonataNode value, Func<JsonataNode, JsonataNode> body)
    {
        if (IsShort(value))
            return body(value);
        var name = Name(stem);
        return body(Js.Var(name)) switch
        {
            Block { Expressions: var inner } => Js.Block(inner.Prepend(Js.Assign(name, value))),
            var result => Js.Block(Js.Assign(name, value), result),
        };
    }

    /// <summary>A value under its name, and what is made of it.</summary>
    public JsonataNode Bind(IrLet let, JsonataNode body)
    {
        var assignment = Js.Assign(Name(let.Variable), Defined(let.Value));
        return body is Block { Expressions: var inner } ? Js.Block(inner.Prepend(assignment)) : Js.Block(assignment, body);
    }

    /// <summary>The side of a conditional that is always taken, because what it asks for null never is; unless asking fails where the side does not.</summary>
    public IrExpression? Decided(IrConditional conditional)
    {
        if (conditional.Condition is not IrBinary { Operator: IrOperator.Equal or IrOperator.NotEqual, Right: IrConstant { Value: null } } test || !_nulls.IsNeverNull(test.Left))
            return null;
        var taken = test.Operator == IrOperator.Equal ? conditional.WhenFalse : conditional.WhenTrue;
        return !CopyPropagation.CanFail(test.Left) || taken.Always(e => e.IsSameAs(test.Left)) ? taken : null;
    }

    /// <summary>A text that is not null: JSONata's functions fail on null by themselves, but go on with what is absent.</summary>
    public JsonataNode String(IrExpression expression) =>
        expression is IrCallFunction { Function: IrFunction.NotNull, Arguments: [var text] } && !MayBeUndefined(text) ? Raw(text) : Raw(expression);

    /// <summary>The name of an enumeration's value; its number as text when it has none.</summary>
    public JsonataNode EnumName(JsonataNode value, ITypeSymbol type)
    {
        var names = Js.Object(EnumMembers.Of(type).GroupBy(m => m.Value).Select(g => (System.Convert.ToString(g.Key, System.Globalization.CultureInfo.InvariantCulture), (JsonataNode)Js.String(g.First().Name))).ToArray());
        return Let("number", Js.Call("string", value), number => Let("name", Js.Call("lookup", names, number), name => Js.If(Js.Exists(name), name, number)));
    }

    /// <summary>
    /// A list of the given elements. JSONata takes a list that stands in brackets apart, unless brackets of its own make it; so an element that is a list
    /// gets a second pair.
    /// </summary>
    public JsonataNode ListOf(IReadOnlyList<IrExpression> elements, Func<IrExpression, JsonataNode> write)
    {
        if (elements.All(e => !IsListed(e) || _nulls.IsNeverNull(e)))
            return Js.Array(elements.Select(e => Bracketed(e, write(e))));
        return elements.Select(e => One(e, write(e))).Aggregate((a, b) => Js.Call("append", a, b));
    }

    /// <summary>A list of one element.</summary>
    public JsonataNode ListOf(IrExpression element) => One(element, Defined(element));

    private static JsonataNode Bracketed(IrExpression element, JsonataNode node) => IsListed(element) && node is not ArrayConstructor ? Js.Array(node) : node;

    private JsonataNode One(IrExpression element, JsonataNode node)
    {
        if (!IsListed(element) || node is ArrayConstructor || _nulls.IsNeverNull(element))
            return Js.Array(Bracketed(element, node));
        return Let("value", node, value => Js.If(Js.Equal(value, Js.Null), Js.Array(Js.Null), Js.Array(Js.Array(value))));
    }

    private static bool IsListed(IrExpression element) => (element.Type ?? (element as IrToJson)?.Value.Type) is { } type && type.ElementType() is not null && !type.IsTextCarrier();

    private static bool IsShort(JsonataNode node) => node switch
    {
        VariableReference or StringLiteral or NumberLiteral or BooleanLiteral or NullLiteral => true,
        PathExpression { Steps: [VariableReference, ..] steps } => steps.Skip(1).All(s => s is FieldName),
        _ => false,
    };

    /// <summary>An expression whose value may be undefined where C# has null.</summary>
    public JsonataNode Raw(IrExpression expression)
    {
        switch (expression)
        {
            case IrConstant e:
                return Constant(e.Value);
            case IrSubstitution e:
                return Js.String("${" + e.Name + "}");
            case IrRead e:
                return Js.Var(_names.Of(e.Variable));
            case IrMember e:
                return Member(e);
            case IrJsonMember e:
                return Js.Path(Raw(e.Target), e.Name);
            case IrSort e:
                return SequenceFunctions.Sort(this, e);
            case IrLet e:
                return Bind(e, Raw(e.Body));
            case IrElement { Target: IrTaskResult, Index: IrConstant { Value: int index } }:
                return Js.Path(Js.Var("states"), Js.Index(Js.Field("result"), index));
            case IrElement e:
                return Js.Filter(Raw(e.Target), Raw(e.Index));
            case IrNew e:
                return Js.Object(e.Members.Select(m => (_sdk.NameInState(e.Type, m.Name, e), Defined(m.Value))).ToArray());
            case IrWith e:
                return Js.Call("merge", Js.Array(Raw(e.Target), Js.Object(e.Members.Select(m => (_sdk.NameInState(e.Type, m.Name, e), Defined(m.Value))).ToArray())));
            case IrList e:
                return ListOf(e.Elements, Defined);
            case IrDictionary e:
                return Js.Object(e.Entries.Select(x => (DictionaryFunctions.Key(this, x.Key), Defined(x.Value))));
            case IrBinary e:
                return Binary(e);
            case IrNot e:
                return Js.Not(Raw(e.Operand));
            case IrConditional e when NullPropagation.Of(e) is { } member:
                return Raw(member);
            case IrConditional e when Decided(e) is { } decided:
                return Defined(decided);
            case IrConditional e:
                return Js.If(Raw(e.Condition), Defined(e.WhenTrue), Defined(e.WhenFalse));
            case IrCoalesce e:
                return Coalesce(e);
            case IrConcat e:
                return Js.Concat(e.Parts.Select((p, i) => Text(p, needsString: e.Parts.Length == 1)).ToArray());
            case IrCallFunction e:
                return JsonataFunctions.Write(this, e);
            case IrLambda e:
                return Js.Lambda(e.Parameters.Select(_names.Of), Defined(e.Body));
            case IrToJson e:
                return _serialization.Write(e.Value, e.Contract);
            case IrFromJson e:
                return _serialization.Read(e, CurrentUse);
            case IrJsonText e:
                return _serialization.JsonText(e.Json);
            case IrParseJson e:
                return Js.Call("parse", Raw(e.Text));
            case IrInput:
                return Input;
            case IrMapIndex:
                return Js.Path(Js.Var("states"), "context", "Map", "Item", "Index");
            case IrMapItem:
                return Js.Path(Js.Var("states"), "context", "Map", "Item", "Value");
            case IrContextValue { Place: var (holder, field) }:
                return Js.Path(Js.Var("states"), "context", holder, field);
            case IrTaskResult:
                return Result;
            case IrCaughtError:
                return ErrorOutput;
            case IrAsError e:
                return Raw(e.Value);
            case IrException e:
                return Js.Object([("Error", Js.String(e.TypeName)), ("Cause", Defined(e.Message)), .. e.Further.Select(f => (f.Name, Defined(f.Value)))]);
            default:
                throw new InvalidOperationException($"Unknown expression {expression.GetType().Name}.");
        }
    }

    /// <summary>Whether the value can be undefined in JSONata: parts of documents that others wrote.</summary>
    public static bool MayBeUndefined(IrExpression expression) => expression switch
    {
        IrMember e => e.Target.Type.IsSdkModel() || e.Target.Type.IsDictionary() || MayBeUndefined(e.Target) || JsonataSerialization.TextName(e) is not null,
        IrJsonMember { Name: "Payload", Target: IrTaskResult } => false,
        IrJsonMember e => !e.IsPresent,
        IrElement e => e.Target is not IrTaskResult && !e.IsInRange,
        IrCallFunction { Function: IrFunction.Item or IrFunction.Last } => false,
        IrCallFunction { Function: IrFunction.AnswerJson, Arguments: [var body] } => MayBeUndefined(body),
        IrLet e => MayBeUndefined(e.Body),
        IrConditional e => NullPropagation.Of(e) is not null,
        IrFromJson e => MayBeUndefined(e.Json) && !JsonataSerialization.ReadsDefined(e),
        _ => false,
    };

    /// <summary>A literal.</summary>
    public static JsonataNode Constant(object? value) => value switch
    {
        null => Js.Null,
        bool b => Js.Boolean(b),
        string s => Js.String(s),
        char c => Js.String(c.ToString()),
        _ => Js.Number(Convert.ToDouble(value, System.Globalization.CultureInfo.InvariantCulture)),
    };

    private JsonataNode Member(IrMember member)
    {
        if (member.Target.Type.IsSdkModel() && !Errors.IsError(member.Target))
            return AnswerMember(member);
        if (JsonataSerialization.TextName(member) is { } text)
            return Js.Path(Raw(((IrFromJson)member.Target).Json), text);
        var target = Raw(member.Target);
        if (Errors.IsError(member.Target))
        {
            return member.Name switch
            {
                ExceptionMembers.Message => Js.Path(target, "Cause"),
                ExceptionMembers.ErrorName => Js.Path(target, "Error"),
                ExceptionMembers.Inner or ExceptionMembers.Own => Js.Path(target, member.Name),
                ExceptionMembers.TypeName => RenamedErrors.Aggregate(
                    (JsonataNode)Js.Call("substringAfter", Js.Path(target, "Error"), Js.String(".")),
                    (otherwise, renamed) => Js.If(Js.Equal(Js.Path(target, "Error"), Js.String(renamed.Error)), Js.String(renamed.Type), otherwise)),
                _ => throw new InvalidOperationException($"An exception has no '{member.Name}' in state."),
            };
        }

        return member.TargetMayBeNull && !_nulls.IsNeverNull(member.Target)
            ? Let("value", target, value => Js.If(IsThere(member.Target, value), Js.Path(value, member.Name), Missing()))
            : Js.Path(target, member.Name);
    }

    /// <summary>
    /// A member of a service's answer. A path finds nothing where a structure on its way is not there, so one check of the innermost says for all of them
    /// that C# would throw.
    /// </summary>
    private JsonataNode AnswerMember(IrMember member)
    {
        var target = AnswerPath(member.Target);
        var names = _sdk.Path(member)?.ToArray() ?? [member.Name];
        return member.TargetMayBeNull && !_nulls.IsNeverNull(member.Target)
            ? Let("value", target, value => Js.If(IsThere(member.Target, value), Js.Path(value, names), Missing()))
            : Js.Path(target, names);
    }

    private JsonataNode AnswerPath(IrExpression target) => target is IrMember { Target.Type: var owner } member && owner.IsSdkModel() && !Errors.IsError(member.Target)
        ? Js.Path(AnswerPath(member.Target), _sdk.Path(member)?.ToArray() ?? [member.Name])
        : Raw(target);

    private static JsonataNode IsThere(IrExpression expression, JsonataNode value) =>
        IsLeftOut(expression) ? Js.Exists(value) : MayBeUndefined(expression) ? Js.And(Js.Exists(value), Js.NotEqual(value, Js.Null)) : Js.NotEqual(value, Js.Null);

    private static JsonataNode Missing() => Js.Call("error", Js.String("A value is null."));

    /// <summary>The value, or a failure where C# throws because of null: JSONata would go on with nothing.</summary>
    public JsonataNode Present(IrExpression expression) => Let("value", AnswerPath(expression), value => Js.If(IsThere(expression, value), value, Missing()));

    /// <summary>An operand; a decimal as the number that it is.</summary>
    private JsonataNode Operand(IrExpression e) =>
        DecimalText.NumberOf(e) is { } number ? Js.Number(number) : DecimalsMayBeText && DecimalText.IsDecimal(e) && e is not IrConstant ? Js.Call("number", Raw(e)) : Raw(e);

    private JsonataNode Binary(IrBinary e)
    {
        if (e.Operator is IrOperator.Equal or IrOperator.NotEqual && (DecimalsMayBeText || DecimalText.NumberOf(e.Right) is not null) && DecimalText.IsDecimal(e.Left) && e.Right is not IrConstant { Value: null })
            return e.Operator == IrOperator.Equal ? Js.Equal(Operand(e.Left), Operand(e.Right)) : Js.NotEqual(Operand(e.Left), Operand(e.Right));
        switch (e.Operator)
        {
            case IrOperator.And:
                return Js.And(Raw(e.Left), Raw(e.Right));
            case IrOperator.Or:
                return Js.Or(Raw(e.Left), Raw(e.Right));
            case IrOperator.Equal when e.Right is IrConstant { Value: not null }:
                return Js.Equal(Raw(e.Left), Raw(e.Right));
            case IrOperator.Equal when e.Right is IrConstant { Value: null } && IsLeftOut(e.Left):
                return Js.Not(Js.Exists(Raw(e.Left)));
            case IrOperator.NotEqual when e.Right is IrConstant { Value: null } && IsLeftOut(e.Left):
                return Js.Exists(Raw(e.Left));
            case IrOperator.Equal:
                return Js.Equal(Defined(e.Left), Defined(e.Right));
            case IrOperator.NotEqual:
                return Js.NotEqual(Defined(e.Left), Defined(e.Right));
            case IrOperator.Divide:
                return NumberFunctions.Divide(this, e);
            default:
                var symbol = e.Operator switch
                {
                    IrOperator.Less => "<",
                    IrOperator.LessOrEqual => "<=",
                    IrOperator.Greater => ">",
                    IrOperator.GreaterOrEqual => ">=",
                    IrOperator.Add => "+",
                    IrOperator.Subtract => "-",
                    IrOperator.Multiply => "*",
                    IrOperator.Remainder => "%",
                    _ => throw new InvalidOperationException($"Unknown operator {e.Operator}."),
                };
                return Js.Binary(symbol, Operand(e.Left), Operand(e.Right));
        }
    }

    private JsonataNode Coalesce(IrCoalesce e)
    {
        return Let("value", Raw(e.Value), value => Js.If(IsThere(e.Value, value), value, Defined(e.WhenNull)));
    }

    /// <summary>
    /// The text of an operand of <c>&amp;</c>, which already turns undefined into nothing and numbers into their digits; null and
    /// booleans differ from C#.
    /// </summary>
    public JsonataNode Text(IrExpression part, bool needsString)
    {
        var type = part.Type.IsNullable(out var underlying) ? underlying : part.Type;
        JsonataNode Of(JsonataNode value) => type switch
        {
            { TypeKind: TypeKind.Enum } => EnumName(value, type),
            _ when type.IsBoolean() => Js.If(value, Js.String("True"), Js.String("False")),
            _ when needsString && !type.IsString() => Js.Call("string", value),
            _ => value,
        };

        var node = Raw(part);
        if (_nulls.IsNeverNull(part) || IsResponseMember(part))
            return type.IsBoolean() || type?.TypeKind == TypeKind.Enum ? Let("value", node, Of) : Of(node);
        var mayBeUndefined = MayBeUndefined(part);
        return Let("value", node, value =>
        {
            JsonataNode test = Js.NotEqual(value, Js.Null);
            return Js.If(mayBeUndefined ? Js.And(Js.Exists(value), test) : test, Of(value), Js.String(""));
        });
    }

    // AWS leaves absent members out of responses, it does not write nulls.
    // An item of a table, in the answer: DynamoDB writes null as an attribute of that kind.
    private static bool IsStoredItem(IrExpression e) => e is IrJsonMember member && (member is { Target: IrTaskResult, Name: "Item" or "Items" or "Attributes" } || IsStoredItem(member.Target));

    private static bool IsLeftOut(IrExpression e) => e switch
    {
        IrMember { Target.Type: var owner } => owner.IsSdkModel() || (owner.IsDictionary() && owner!.DictionaryValue().IsSdkModel()),
        IrConditional choice => NullPropagation.Of(choice) is { } member && IsLeftOut(member),
        IrJsonMember { IsPresent: false } member => IsStoredItem(member),
        _ => false,
    };

    private static bool IsResponseMember(IrExpression e) => e is IrMember { Target.Type: var type } && type.IsSdkModel();
}
