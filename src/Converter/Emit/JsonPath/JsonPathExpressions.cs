using System.Collections.Immutable;
using LambdaLift.Converter.Diagnostics;
using LambdaLift.Converter.Flow;
using LambdaLift.Converter.Frontend;
using LambdaLift.Converter.Ir;
using LambdaLift.Converter.Passes;
using LambdaLift.Converter.Residual;
using LambdaLift.StatesLanguage.Json;
using LambdaLift.StatesLanguage.Paths;
using Microsoft.CodeAnalysis;
using AslPath = LambdaLift.StatesLanguage.Paths.JsonPath;

namespace LambdaLift.Converter.Emit.JsonPath;

/// <summary>A value of a payload template.</summary>
internal abstract record PayloadValue;

/// <summary>A literal.</summary>
internal sealed record PayloadLiteral(JsonData Value) : PayloadValue;

/// <summary>A path or an intrinsic call: written under a name that ends in <c>.$</c>.</summary>
internal sealed record PayloadExpression(IntrinsicExpression Expression) : PayloadValue
{
    /// <summary>The path, if it is one.</summary>
    public AslPath? Path => (Expression as PathExpression)?.Path;
}

/// <summary>An object.</summary>
internal sealed record PayloadObject(IReadOnlyList<(string Name, PayloadValue Value)> Members) : PayloadValue;

/// <summary>A list of objects.</summary>
internal sealed record PayloadList(IReadOnlyList<PayloadValue> Items) : PayloadValue;

/// <summary>
/// Writes IR expressions as paths, intrinsic calls and payload templates. Typed documents stay in the payload under the names that their
/// serializer gives them; objects that the code makes are held under C#'s names.
/// </summary>
internal sealed class JsonPathExpressions
{
    private readonly VariableNames _names;
    private readonly NullFacts _nulls;
    private readonly SdkShapes _sdk;
    private readonly Action<Diagnostic> _report;
    private readonly Dictionary<IrVariable, JsonContract?> _documents = new();
    private readonly HashSet<IrVariable> _inputs = new();
    private readonly ILookup<IrVariable, IrExpression> _definitions;

    public JsonPathExpressions(FlowGraph root, VariableNames names, NullFacts nulls, SdkShapes sdk, Action<Diagnostic> report)
    {
        _names = names;
        _nulls = nulls;
        _sdk = sdk;
        _report = report;
        _definitions = root.AllNodes().SelectMany(VariableNames.AssignmentsOf).ToLookup(a => a.Variable, a => a.Value);
        FindDocuments(root);
    }

    /// <summary>Members of the event that must be there and not null: dotted JSON names.</summary>
    public SortedSet<string> RequiredMembers { get; } = new(StringComparer.Ordinal);

    /// <summary>Whether generated functions return decimals, which are text.</summary>
    public bool DecimalsMayBeText { get; init; }

    /// <summary>Whether a variable holds the event, with null in place of what is absent on its first level.</summary>
    public bool IsInput(IrVariable variable) => _inputs.Contains(variable);

    /// <summary>The place of a variable in the payload.</summary>
    public AslPath PathOf(IrVariable variable) => AslPath.Input.Member(_names.Of(variable));

    /// <summary>A value for a payload template.</summary>
    public PayloadValue Value(IrExpression expression)
    {
        switch (expression)
        {
            case IrConstant { Value: string text } when text.Contains("${"):
                Problem(expression, "A text that deployment would take for a substitution");
                return new PayloadLiteral(JsonData.Null);
            case IrConstant { Value: string time } when expression.Type.IsTime() && !time.EndsWith("Z", StringComparison.Ordinal) && !time.EndsWith("+00:00", StringComparison.Ordinal):
                Problem(expression, "A point in time without a zone");
                return new PayloadLiteral(JsonData.Null);
            case IrConstant e:
                return new PayloadLiteral(Literal(e));
            case IrSubstitution e:
                return new PayloadLiteral(JsonData.String("${" + e.Name + "}"));
            case IrNew e:
                return new PayloadObject(e.Members.Select(m => (_sdk.NameInState(e.Type, m.Name, e), Value(m.Value))).ToList());
            case IrDictionary e when e.Entries.All(x => x.Key is IrConstant { Value: string }):
                return new PayloadObject(e.Entries.Select(x => ((string)((IrConstant)x.Key).Value!, Value(x.Value))).ToList());
            case IrList e:
                return List(e, e.Elements.Select(Value).ToList());
            case IrToJson e:
                return Write(e.Value, e.Contract);
            case IrAsError { Value: IrNew parts }:
                return Value(parts);
            case IrException e:
                List<(string Name, PayloadValue Value)> fields = [("Error", new PayloadLiteral(JsonData.String(e.TypeName))), ("Cause", Value(e.Message))];
                fields.AddRange(e.Further.Select(f => (f.Name, Value(f.Value))));
                return new PayloadObject(fields);
            default:
                return Expression(expression) is { } known ? new PayloadExpression(known) : new PayloadLiteral(JsonData.Null);
        }
    }

    /// <summary>A path or intrinsic call; null, and a report, if there is none.</summary>
    public IntrinsicExpression? Expression(IrExpression expression)
    {
        if (Path(expression) is { } path)
        {
            // A path that finds nothing fails: the first level of the event has its defaults, the rest must be there.
            if (expression is IrMember && MayBeAbsent(expression))
                RequirePresence(expression);
            return IsEncoded(expression) ? new IntrinsicCall("States.Base64Decode", [new PathExpression(path)]) : new PathExpression(path);
        }

        switch (expression)
        {
            case IrConstant { Value: null or string or bool or int or double or long } e:
                return new ConstantExpression(Literal(e));
            case IrSubstitution e:
                return new ConstantExpression(JsonData.String("${" + e.Name + "}"));
            case IrConcat e:
                return Format(e.Parts, e);
            case IrCallFunction { Function: IrFunction.ToText, Arguments: [var text] } e:
                return Format([text], e);
            case IrCallFunction { Function: IrFunction.HttpStatus, Arguments: [var error] } when Path(error) is { } name:
                var parts = new IntrinsicCall("States.StringSplit", [new PathExpression(name), new ConstantExpression(JsonData.String("."))]);
                return new IntrinsicCall("States.StringToJson", [new IntrinsicCall("States.ArrayGetItem", [parts, new ConstantExpression(3)])]);
            case IrCallFunction { Function: IrFunction.NewGuid }:
                return new IntrinsicCall("States.UUID", []);
            case IrCallFunction { Function: IrFunction.UtcNow }:
                return new PathExpression(AslPath.Context.Member("State").Member("EnteredTime"));
            case IrContextValue { Place: var (holder, field) }:
                return new PathExpression(AslPath.Context.Member(holder).Member(field));
            case IrCallFunction { Function: IrFunction.Count, Arguments: [var list] }:
                return Call("States.ArrayLength", list);
            case IrList e:
                return Call("States.Array", e.Elements.ToArray());
            case IrElement e:
                return Call("States.ArrayGetItem", e.Target, e.Index);
            case IrBinary { Operator: IrOperator.Add } e when e.Type.IsInteger():
                return Call("States.MathAdd", e.Left, e.Right);
            case IrBinary { Operator: IrOperator.Subtract, Right: IrConstant { Value: int value } } e when e.Type.IsInteger():
                return Call("States.MathAdd", e.Left, new IrConstant(-value, e.Type, e.Origin));
            case IrJsonText { Json: IrToJson or IrNew } e:
                Problem(e, "The JSON text of an object that is made here");
                return null;
            case IrJsonText e:
                return Call("States.JsonToString", e.Json);
            case IrParseJson e:
                return Call("States.StringToJson", e.Text);
            case IrFromJson e:
                return Expression(e.Json);
            default:
                Problem(expression, Describe(expression));
                return null;
        }
    }

    // Bytes of a document are base64; code reads the text that they carry.
    private bool IsEncoded(IrExpression expression) => expression switch
    {
        IrCallFunction { Function: IrFunction.NotNull, Arguments: [var present] } => IsEncoded(present),
        IrMember member => member.Type.IsTextCarrier() && DocumentOf(member.Target) is not null,
        _ => false,
    };

    /// <summary>The place in the payload that an expression names; null if it is no place.</summary>
    public AslPath? Path(IrExpression expression)
    {
        switch (expression)
        {
            case IrRead e:
                return PathOf(e.Variable);
            case IrTaskResult:
                return AslPath.Input;
            case IrFromJson e:
                return Path(e.Json);
            case IrAsError e:
                return Path(e.Value);
            case IrCallFunction { Function: IrFunction.Truncate, Arguments: [var member] } when member.Type.Is("System.Net.HttpStatusCode"):
                return Path(member);
            case IrCallFunction { Function: IrFunction.NotNull or IrFunction.AnswerJson, Arguments: [var present] }:
                return Path(present);
            case IrJsonMember e:
                return Path(e.Target)?.Member(e.Name);
            case IrElement { Index: IrConstant { Value: int index } } e:
                return Path(e.Target)?.Index(index);
            case IrCallFunction { Function: IrFunction.Flatten, Arguments: [var lists] }:
                return Path(lists) is { } place ? place.Then(new WildcardSegment()).Then(new WildcardSegment()) : null;
            case IrMember e when IsException(e.Target):
                return e.Name switch
                {
                    ExceptionMembers.Message => Path(e.Target)?.Member("Cause"),
                    ExceptionMembers.ErrorName => Path(e.Target)?.Member("Error"),
                    ExceptionMembers.Inner or ExceptionMembers.Own => Path(e.Target)?.Member(e.Name),
                    _ => null,
                };
            case IrCoalesce { IsImplied: true, Value: var wanted }:
                RequirePresence(wanted);
                return Path(wanted);
            case IrMember e when e.Target.Type.IsSdkModel():
                return _sdk.Path(e) is { } names && Path(e.Target) is { } start ? names.Aggregate(start, (p, n) => p.Member(n)) : null;
            case IrMember e:
                return Path(e.Target)?.Member(NameOf(e));
            default:
                return null;
        }
    }

    /// <summary>Whether a path may lead to nothing.</summary>
    public bool MayBeAbsent(IrExpression expression) => expression switch
    {
        IrRead => false,
        IrMember { Target: IrRead { Variable: var v } } when _inputs.Contains(v) => false,
        IrMember e when IsException(e.Target) => false,
        IrMember { Target: IrMember { Name: ExceptionMembers.Own, Target: var thrown } } when IsException(thrown) => false,
        IrMember { Target.Type: { } group } when group.Is("System.Linq.IGrouping") => false,
        IrMember { Target: IrRead { Variable: var v } } e when DocumentOf(e.Target) is null && !e.Target.Type.IsSdkModel() && ObjectShape.IsObject(v.Type) => false,
        IrJsonMember { IsPresent: true } => false,
        IrMember or IrJsonMember or IrElement => true,
        IrFromJson e => MayBeAbsent(e.Json),
        _ => false,
    };

    /// <summary>The defaults of the event's members, under which the event is merged; null when there is nothing to default.</summary>
    public static string? Defaults(IrFromJson read, PropertyUse use)
    {
        if (!ObjectShape.IsObject(read.Type))
            return null;
        var defaults = Initial(read.Type!, read.Contract, use);
        return defaults.Count == 0 ? null : defaults.ToJson();
    }

    private static DataObject Initial(ITypeSymbol type, JsonContract contract, PropertyUse use) => JsonData.Object(
        [.. use.ReadOf(type, contract).Select(p => (ObjectShape.JsonName(p, contract), Initial(p, contract, use.Of(p.Name)!)))]);

    private static JsonData Initial(IPropertySymbol property, JsonContract contract, PropertyUse use) => SerializedShape.WhenAbsent(property) switch
    {
        { Kind: InitialKind.Object } => Initial(property.Type, contract, use),
        { Kind: InitialKind.EmptyList } => JsonData.Array(),
        { Kind: InitialKind.EmptyDictionary } => JsonData.Object(),
        { Kind: InitialKind.Constant, Value: string text } => JsonData.String(text),
        { Kind: InitialKind.Constant, Value: bool flag } => JsonData.Boolean(flag),
        { Kind: InitialKind.Constant, Value: { } number } => JsonData.Number(Convert.ToDouble(number, System.Globalization.CultureInfo.InvariantCulture)),
        _ => property.Type.CanBeNull() ? JsonData.Null : property.Type.IsBoolean() ? JsonData.False : property.Type.Is("System.DateTime") ? JsonData.String("0001-01-01T00:00:00Z") : property.Type.Is("System.DateTimeOffset") ? JsonData.String("0001-01-01T00:00:00+00:00") : property.Type.IsDuration() ? JsonData.String("00:00:00") : JsonData.Number(0L),
    };

    /// <summary>Says that a value must be there and not null, or refuses it.</summary>
    public void Require(IrExpression expression)
    {
        if (_nulls.IsNeverNull(expression) || expression is IrMember { Target: var owner } && IsException(owner) || (expression.Type is { IsValueType: true } value && !value.IsNullable(out _)))
            return;
        if (expression is not IrMember member)
        {
            if (!IsPartOfAnswer(expression) && !RequireSources(expression, []))
                Problem(expression, $"'{expression.Origin.Text}', which may be null, in a text or an output,");
            return;
        }

        if (!member.IsKnownNotNull && !member.Target.Type.IsSdkModel())
        {
            Problem(expression, $"'{expression.Origin.Text}', which may be null, in a text or an output,");
            return;
        }

        if (DocumentPath(member) is { } && !IsDeclaredNotNull(member))
            return;
        RequirePresence(member);
    }

    /// <summary>Says that a value must be there: a path that finds nothing fails the execution.</summary>
    public void RequirePresence(IrExpression expression)
    {
        var name = expression is IrMember member && DocumentPath(member) is { } path ? path : Path(expression)?.ToString() ?? expression.Origin.Text;
        if (RequiredMembers.Add(name))
            _report(Diagnostic.Create(LiftDescriptors.NullText, expression.Origin.Location, name));
    }

    /// <summary>A variable whose values are all never null, or members that must be there: they are required where they come from.</summary>
    private bool RequireSources(IrExpression expression, HashSet<IrVariable> visited)
    {
        if (_nulls.IsNeverNull(expression))
            return true;
        switch (expression)
        {
            case IrMember { IsKnownNotNull: true } member when !member.Target.Type.IsSdkModel():
                RequirePresence(member);
                return true;
            case IrRead { Variable: var variable }:
                return !visited.Add(variable) || (_definitions[variable].Any() && _definitions[variable].All(d => RequireSources(d, visited)));
            default:
                return false;
        }
    }

    private bool IsPartOfAnswer(IrExpression expression)
    {
        if (expression is IrRead read && !_definitions[read.Variable].All(d => _nulls.IsNeverNull(d) || d is IrTaskResult or IrElement or IrJsonMember || (d is IrMember { Target.Type: var type } && type.IsSdkModel())))
            return false;
        if (expression is not (IrRead or IrElement or IrJsonMember or IrTaskResult))
            return false;
        RequirePresence(expression);
        return true;
    }

    /// <summary>Reports that the dialect cannot express something.</summary>
    public void Problem(IrExpression expression, string what) =>
        _report(Diagnostic.Create(LiftDescriptors.NotInJsonPath, expression.Origin.Location, what));

    private static bool IsDeclaredNotNull(IrMember member) =>
        ObjectShape.Properties(member.Target.Type!).FirstOrDefault(p => p.Name == member.Name)?.Type is { IsReferenceType: true, NullableAnnotation: not NullableAnnotation.Annotated };

    private string? DocumentPath(IrMember member)
    {
        var names = new List<string>();
        IrExpression e = member;
        while (e is IrMember m)
        {
            names.Insert(0, NameOf(m));
            e = m.Target;
        }

        return e is IrRead { Variable: var v } && _inputs.Contains(v) ? string.Join(".", names) : null;
    }

    private PayloadValue Write(IrExpression value, JsonContract contract)
    {
        switch (value)
        {
            case IrNew made:
                var properties = made.Type is null ? [] : ObjectShape.Properties(made.Type);
                var members = new List<(string Name, PayloadValue Value)>();
                foreach (var member in made.Members)
                {
                    var property = properties.FirstOrDefault(p => p.Name == member.Name);
                    if (property is not null && ObjectShape.IsIgnored(property, contract))
                    {
                        if (CopyPropagation.CanFail(member.Value))
                            Problem(member.Value, "What no serializer writes, but can fail,");
                        continue;
                    }

                    var omits = property is null ? contract.OmitNull : ObjectShape.OmitsNull(property, contract);
                    if (omits && member.Value is IrConstant { Value: null })
                        continue;
                    if (omits && property?.Type.CanBeNull() != false)
                        Require(member.Value);
                    members.Add((property is null ? member.Name : ObjectShape.JsonName(property, contract), Write(member.Value, contract)));
                }

                return new PayloadObject(members);
            case IrList list:
                return List(list, list.Elements.Select(e => Write(e, contract)).ToList());
            case { Type: { } type } when ObjectShape.IsObject(type):
                var parts = ObjectShape.Properties(type)
                    .Where(p => !ObjectShape.IsIgnored(p, contract))
                    .Select(p => new IrNewMember(p.Name, new IrMember(value, p.Name, p.Type, value.Origin) { IsKnownNotNull = p.Type.NullableAnnotation != NullableAnnotation.Annotated }));
                return Write(new IrNew(parts.ToImmutableArray(), type, value.Origin), contract);
            case { Type: { } type } when type.ElementType() is { } element && ObjectShape.IsObject(element):
                Problem(value, "Writing a list of objects under other names");
                return new PayloadLiteral(JsonData.Null);
            case var literal when DecimalText.NumberOf(literal) is { } number:
                return new PayloadLiteral(JsonData.Number(number));
            case var text when DecimalsMayBeText && (text.Type is null || PassableTypes.HoldsDecimals(text.Type)) && text is not IrConstant:
                return WriteDecimal(text);
            default:
                return Value(value);
        }
    }

    /// <summary>A decimal that came from a generated function is text; one that did not is a number; which one it is must be known.</summary>
    private PayloadValue WriteDecimal(IrExpression value)
    {
        if (!DecimalText.IsDecimal(value) || value is not IrRead { Variable: var variable } || !_definitions[variable].All(d => d is IrJsonMember { IsPresent: true }))
        {
            if (value.Type is null)
                return Value(value);
            Problem(value, $"'{value.Origin.Text}', which may hold decimals as text or as numbers,");
            return new PayloadLiteral(JsonData.Null);
        }

        return Call("States.StringToJson", value) is { } call ? new PayloadExpression(call) : new PayloadLiteral(JsonData.Null);
    }

    private PayloadValue List(IrList list, List<PayloadValue> items)
    {
        if (items.All(i => i is PayloadObject or PayloadLiteral or PayloadList))
            return new PayloadList(items);
        var arguments = list.Elements.Select(Expression).ToList();
        return arguments.Contains(null) ? new PayloadLiteral(JsonData.Null) : new PayloadExpression(new IntrinsicCall("States.Array", arguments.ToImmutableArray()!));
    }

    private IntrinsicCall? Call(string function, params IrExpression[] operands)
    {
        var arguments = operands.Select(Expression).ToList();
        return arguments.Contains(null) ? null : new IntrinsicCall(function, arguments.ToImmutableArray()!);
    }

    private IntrinsicExpression? Format(ImmutableArray<IrExpression> parts, IrExpression whole)
    {
        var texts = new List<string> { "" };
        var arguments = new List<IntrinsicExpression> { null! };
        foreach (var part in parts)
        {
            if (part is IrConstant { Value: string or null } literal)
            {
                texts[texts.Count - 1] += (string?)literal.Value;
                continue;
            }

            if (part.Type.IsBoolean())
            {
                Problem(part, "The text of a boolean");
                return null;
            }

            Require(part);
            if (Expression(part) is not { } argument)
                return null;
            arguments.Add(argument);
            texts.Add("");
        }

        if (arguments.Count == 1)
            return new ConstantExpression(JsonData.String(texts[0]));
        if (arguments.Count == 2 && texts is ["", ""] && whole.Type.IsString() && parts.Single(p => p is not IrConstant { Value: string or null }).Type.IsString())
            return arguments[1];
        arguments[0] = new FormatTemplate(texts.ToImmutableArray());
        return new IntrinsicCall("States.Format", arguments.ToImmutableArray());
    }

    private string NameOf(IrMember member)
    {
        if (DocumentOf(member.Target) is { } contract && ObjectShape.Properties(member.Target.Type!).FirstOrDefault(p => p.Name == member.Name) is { } property)
            return ObjectShape.JsonName(property, contract);
        return member.Name;
    }

    /// <summary>The contract under whose names an object is held; null for C#'s own names.</summary>
    private JsonContract? DocumentOf(IrExpression expression) => expression switch
    {
        IrFromJson e => e.Contract,
        IrRead e => _documents.TryGetValue(e.Variable, out var contract) ? contract : null,
        IrMember e => DocumentOf(e.Target),
        IrElement e => DocumentOf(e.Target),
        IrCallFunction { Function: IrFunction.NotNull, Arguments: [var value] } => DocumentOf(value),
        _ => null,
    };

    private void FindDocuments(FlowGraph root)
    {
        var definitions = root.AllNodes().SelectMany(VariableNames.AssignmentsOf).ToList();
        for (var changed = true; changed;)
        {
            changed = false;
            foreach (var definition in definitions)
            {
                if (definition.Value is IrFromJson { Json: IrInput })
                    _inputs.Add(definition.Variable);
                if (DocumentOf(definition.Value) is not { } contract || (_documents.TryGetValue(definition.Variable, out var known) && known == contract))
                    continue;
                if (known is not null)
                    Problem(definition.Value, $"'{definition.Variable.Name}', which holds documents of two serializers,");
                _documents[definition.Variable] = contract;
                changed = known is null;
            }

            foreach (var map in root.AllNodes().OfType<FlowMap>())
            {
                if (map.Iteration.Item is { } item && DocumentOf(map.Items) is { } contract && !_documents.ContainsKey(item))
                {
                    _documents[item] = contract;
                    changed = true;
                }
            }
        }
    }

    private static bool IsException(IrExpression target) => Errors.IsError(target);

    private static JsonData Literal(IrConstant constant) => constant.Value switch
    {
        null => JsonData.Null,
        bool b => JsonData.Boolean(b),
        string s => JsonData.String(s),
        char c => JsonData.String(c.ToString()),
        int i => JsonData.Number((long)i),
        long l => JsonData.Number(l),
        _ => JsonData.Number(Convert.ToDouble(constant.Value, System.Globalization.CultureInfo.InvariantCulture)),
    };

    private static string Describe(IrExpression expression) => expression switch
    {
        IrCallFunction { Function: var function } => $"'{function}'",
        IrBinary { Operator: var op } => $"The operator '{op}' in a value",
        IrNot => "A negation in a value",
        IrWith => "A copy with changed properties",
        IrMember { Name: ExceptionMembers.TypeName } => "The name of a caught exception's type",
        _ => $"'{expression.Origin.Text}'",
    };
}
