using LambdaLift.Converter.Emit.Jsonata.Functions;
using LambdaLift.Converter.Frontend;
using LambdaLift.Converter.Ir;
using LambdaLift.Converter.Passes;
using LambdaLift.Converter.Residual;
using LambdaLift.StatesLanguage.Jsonata;
using Microsoft.CodeAnalysis;

namespace LambdaLift.Converter.Emit.Jsonata;

/// <summary>
/// What serializers do, as JSONata: reading a document into the properties of a C# type, without regard to case where the serializer has
/// none, with defaults for what is absent; and writing an object under its JSON names, without nulls where the serializer drops them.
/// </summary>
internal sealed class JsonataSerialization
{
    private const string Fields = "fields";

    private readonly JsonataExpressions _expressions;
    private readonly NullFacts _nulls;

    public JsonataSerialization(JsonataExpressions expressions, NullFacts nulls)
    {
        _expressions = expressions;
        _nulls = nulls;
    }

    /// <summary>Whether reading gives a value even if there is nothing to read.</summary>
    public static bool ReadsDefined(IrFromJson read) => ObjectShape.IsObject(read.Type);

    /// <summary>The JSON name of the one text that is read of a document, where nothing else needs reading for it; else null.</summary>
    public static string? TextName(IrMember member) =>
        member is { TargetMayBeNull: false, Target: IrFromJson { Json: not IrInput, Contract: { IgnoreCase: false } contract, Type: { } type } } && ObjectShape.IsObject(type)
        && ObjectShape.Properties(type).FirstOrDefault(p => p.Name == member.Name) is { } property && property.Type.IsString() && !ObjectShape.IsIgnored(property, contract)
        && SerializedShape.WhenAbsent(property).Kind == InitialKind.Default
            ? ObjectShape.JsonName(property, contract)
            : null;

    /// <summary>The C# value of a document.</summary>
    public JsonataNode Read(IrFromJson read, PropertyUse use)
    {
        var json = _expressions.Raw(read.Json);
        if (!ObjectShape.IsObject(read.Type))
            return NeedsReading(read.Type, read.Contract) ? ReadValue(json, read.Type!, read.Contract, use, depth: 1) : json;
        var body = ReadObject(json, read.Type!, read.Contract, use, depth: 0);
        if (read.Json is not IrInput)
            body = Js.If(JsonataExpressions.MayBeUndefined(read.Json) ? Js.And(Js.Exists(json), Js.NotEqual(json, Js.Null)) : Js.NotEqual(json, Js.Null), body, Js.Null);
        return read.Contract.IgnoreCase && UsesFields(read.Type!, use) ? Js.Block(Js.Assign(Fields, LowerCaseNames()), body) : body;
    }

    /// <summary>The document that a serializer writes for a C# value.</summary>
    public JsonataNode Write(IrExpression value, JsonContract contract)
    {
        if (value is IrNew made && (made.Type is null || ObjectShape.IsObject(made.Type)))
            return WriteMembers(made, contract);
        if (value is IrList list)
            return _expressions.ListOf(list.Elements, e => Write(e, contract));
        if (value is IrConditional known && _expressions.Decided(known) is { } decided)
            return Write(decided, contract);
        if (value is IrConditional choice)
            return Js.If(_expressions.Raw(choice.Condition), Write(choice.WhenTrue, contract), Write(choice.WhenFalse, contract));
        if (value is IrLet bound)
            return _expressions.Bind(bound, Write(bound.Body, contract));
        if (DecimalText.NumberOf(value) is { } number)
            return Js.Number(number);
        if (value.Type is null || !NeedsWriting(value.Type, contract, []))
            return _expressions.Defined(value);
        return WriteValue(_expressions.Defined(value), value.Type, contract, mayBeNull: !_nulls.IsNeverNull(value), depth: 0);
    }

    /// <summary>What is done with a member of an object that is null when it is written.</summary>
    public enum NullMember
    {
        /// <summary>It never is null.</summary>
        Never,

        /// <summary>It is written as null.</summary>
        Written,

        /// <summary>It is left out.</summary>
        Dropped,

        /// <summary>No serializer writes it, but making its value can fail.</summary>
        Unwritten,
    }

    /// <summary>Members of an object that is made here: name, value and what the serializer does when it is null.</summary>
    public IEnumerable<(string Name, IrExpression Value, NullMember Null)> MembersToWrite(IrNew made, JsonContract contract)
    {
        var properties = made.Type is null ? [] : ObjectShape.Properties(made.Type);
        foreach (var member in made.Members)
        {
            var property = properties.FirstOrDefault(p => p.Name == member.Name);
            if (property is not null && ObjectShape.IsIgnored(property, contract))
            {
                if (CopyPropagation.CanFail(member.Value))
                    yield return (member.Name, member.Value, NullMember.Unwritten);
                continue;
            }

            var omits = property is null ? contract.OmitNull : ObjectShape.OmitsNull(property, contract);
            if (omits && member.Value is IrConstant { Value: null })
                continue;
            var name = property is null ? member.Name : ObjectShape.JsonName(property, contract);
            var mayBeNull = !_nulls.IsNeverNull(member.Value) && property?.Type.CanBeNull() != false;
            yield return (name, member.Value, !mayBeNull ? NullMember.Never : omits ? NullMember.Dropped : NullMember.Written);
        }
    }

    /// <summary>JSON text of a value: <c>$string</c> leaves texts without their quotes, so they are written in a list and taken out of it.</summary>
    public JsonataNode JsonText(IrExpression json)
    {
        var node = _expressions.Defined(json);
        var type = json is IrToJson { Value: var value } ? value.Type : null;
        if (type.IsNullable(out var underlying))
            type = underlying;
        if (json is IrToJson { Value: IrNew or IrList } or IrNew
            || (type is not null && !type.IsTextCarrier() && (type.ElementType() is not null || type.IsDictionary() || ObjectShape.IsObject(type) || type.IsInteger() || type.IsFloating() || type.IsBoolean())))
            return Js.Call("string", node);

        // A list in a list would lose its brackets: what nobody knows the type of stands in an object.
        return type is null
            ? Js.Call("replace", Js.Call("string", Js.Object(("v", node))), Js.Regex(@"^\{""v"":|\}$"), Js.String(""))
            : Js.Call("replace", Js.Call("string", Js.Array(node)), Js.Regex(@"^\[|\]$"), Js.String(""));
    }

    private JsonataNode WriteMembers(IrNew made, JsonContract contract)
    {
        var members = MembersToWrite(made, contract).ToList();
        var node = WithoutNulls(members.Where(m => m.Null != NullMember.Unwritten).Select(m => (m.Name, Write(m.Value, contract), m.Null)).ToList());
        var unwritten = members.Where(m => m.Null == NullMember.Unwritten).Select(m => _expressions.Defined(m.Value)).ToList();
        return unwritten.Count == 0 ? node : Js.Block([.. unwritten, node]);
    }

    private static JsonataNode WithoutNulls(List<(string Name, JsonataNode Value, NullMember Null)> members)
    {
        var node = Js.Object(members.Select(m => (m.Name, m.Value)).ToArray());
        if (!members.Any(m => m.Null == NullMember.Dropped))
            return node;
        var kept = members.Where(m => m.Null == NullMember.Written).Select(m => (JsonataNode)Js.String(m.Name)).ToArray();
        var isThere = Js.NotEqual(Js.Var("v"), Js.Null);
        var sifted = Js.Call("sift", node, kept.Length == 0 ? Js.Lambda(["v"], isThere) : Js.Lambda(["v", "k"], Js.Or(isThere, Js.Binary(JsonataOperator.In, Js.Var("k"), Js.Array(kept)))));

        // $sift gives undefined, not {}, when it drops everything.
        return members.Any(m => m.Null != NullMember.Dropped) ? sifted : Js.Call("merge", Js.Array(Js.Object(), sifted));
    }

    private bool NeedsWriting(ITypeSymbol type, JsonContract contract, HashSet<string> active)
    {
        if (type.IsNullable(out var underlying))
            return NeedsWriting(underlying!, contract, active);
        if (type.ElementType() is { } element)
            return NeedsWriting(element, contract, active);
        if (type.IsDictionary())
            return NeedsWriting(type.DictionaryValue()!, contract, active);
        if (type.SpecialType == SpecialType.System_Decimal)
            return _expressions.DecimalsMayBeText;
        if (type.IsDuration() || ObjectShape.IsWrittenByName(type, contract))
            return true;
        if (!ObjectShape.IsObject(type) || !active.Add(type.FullName()))
            return false;
        return ObjectShape.Properties(type).Any(p => ObjectShape.IsIgnored(p, contract) || ObjectShape.JsonName(p, contract) != p.Name || (ObjectShape.OmitsNull(p, contract) && p.Type.CanBeNull()) || NeedsWriting(p.Type, ObjectShape.ContractOf(p, contract), active));
    }

    private JsonataNode WriteValue(JsonataNode node, ITypeSymbol type, JsonContract contract, bool mayBeNull, int depth)
    {
        if (type.ElementType() is { } element)
        {
            if (!NeedsWriting(element, contract, []))
                return node;
            var item = Local("item", depth);
            var list = SequenceFunctions.List(Js.Call("map", node, Js.Lambda([item], WriteValue(Js.Var(item), element, contract, element.CanBeNull(), depth + 1))), element);
            return mayBeNull ? Js.If(Js.Equal(node, Js.Null), Js.Null, list) : list;
        }

        if (type.IsDictionary() && type.DictionaryValue() is { } entry)
        {
            if (HoldsItself(entry) || !NeedsWriting(entry, contract, []))
                return node;
            var rewritten = EachEntry(node, depth, v => WriteValue(v, entry, contract, entry.CanBeNull(), depth + 1));
            return mayBeNull ? Js.If(Js.Equal(node, Js.Null), Js.Null, rewritten) : rewritten;
        }

        if (_expressions.DecimalsMayBeText && (type.IsNullable(out var underlying) ? underlying : type)?.SpecialType == SpecialType.System_Decimal)
            return underlying is null ? Js.Call("number", node) : Js.If(Js.Equal(node, Js.Null), Js.Null, Js.Call("number", node));
        if (type.IsDuration())
            return mayBeNull ? Js.If(Js.Equal(node, Js.Null), Js.Null, TimeFunctions.DurationText(_expressions, node)) : TimeFunctions.DurationText(_expressions, node);
        var enumeration = type.IsNullable(out var nullable) ? nullable! : type;
        if (ObjectShape.IsWrittenByName(enumeration, contract))
        {
            var named = EnumName(node, enumeration, depth);
            return mayBeNull ? Js.If(Js.Equal(node, Js.Null), Js.Null, named) : named;
        }

        if (!ObjectShape.IsObject(type) || !NeedsWriting(type, contract, []))
            return node;
        var properties = ObjectShape.Properties(type).Where(p => !ObjectShape.IsIgnored(p, contract)).ToList();
        var written = WithoutNulls(properties.Select(p => (
            ObjectShape.JsonName(p, contract),
            WriteValue(Js.Path(node, p.Name), p.Type, ObjectShape.ContractOf(p, contract), p.Type.CanBeNull(), depth + 1),
            !p.Type.CanBeNull() ? NullMember.Never : ObjectShape.OmitsNull(p, contract) ? NullMember.Dropped : NullMember.Written)).ToList());
        return mayBeNull ? Js.If(Js.Equal(node, Js.Null), Js.Null, written) : written;
    }

    private static bool NeedsReading(ITypeSymbol? type, JsonContract contract) =>
        type is not null && (ObjectShape.IsObject(type) || type.IsDuration() || type.IsTextCarrier() || ObjectShape.IsWrittenByName(type.IsNullable(out var underlying) ? underlying! : type, contract) || (type.ElementType() is { } element && NeedsReading(element, contract)) || (type.IsDictionary() && NeedsReading(type.DictionaryValue(), contract)));

    // Members of such a type have no end that could be written out (an AttributeValue has a map of its kind).
    private static bool HoldsItself(ITypeSymbol type)
    {
        return Reaches(type, new HashSet<ITypeSymbol>(SymbolEqualityComparer.Default));

        bool Reaches(ITypeSymbol? from, HashSet<ITypeSymbol> seen)
        {
            while (from is not null && (from.IsNullable(out var inner) ? inner : from.IsDictionary() ? from.DictionaryValue() : from.ElementType()) is { } next)
                from = next;
            return from is not null && ObjectShape.IsObject(from) && (!seen.Add(from) || ObjectShape.Properties(from).Any(p => Reaches(p.Type, new HashSet<ITypeSymbol>(seen, SymbolEqualityComparer.Default))));
        }
    }

    // Serializers write the number of a value that has no name.
    private static Block EnumName(JsonataNode number, ITypeSymbol type, int depth)
    {
        var name = Local("name", depth);
        var names = EnumMembers.Of(type).GroupBy(m => m.Value).Select(g => (Convert.ToString(g.Key, System.Globalization.CultureInfo.InvariantCulture), (JsonataNode)Js.String(g.First().Name))).ToArray();
        return Js.Block(Js.Assign(name, Js.Call("lookup", Js.Object(names), Js.Call("string", number))), Js.If(Js.Exists(Js.Var(name)), Js.Var(name), number));
    }

    // Names are read without regard to case; numbers are taken, too.
    private static JsonataNode EnumValue(JsonataNode node, ITypeSymbol type, int depth)
    {
        var value = Local("number", depth);
        var numbers = EnumMembers.Of(type).GroupBy(m => m.Name.ToLowerInvariant()).Select(g => (g.Key, (JsonataNode)JsonataExpressions.Constant(g.First().Value))).ToArray();
        return Js.If(
            Js.Equal(Js.Call("type", node), Js.String("string")),
            Js.Block(Js.Assign(value, Js.Call("lookup", Js.Object(numbers), Js.Call("lowercase", node))), Js.If(Js.Exists(Js.Var(value)), Js.Var(value), Js.Call("error", Js.String($"The JSON value could not be converted to {type.Name}.")))),
            node);
    }

    // Every entry of a dictionary, with another value.
    private static CallExpression EachEntry(JsonataNode dictionary, int depth, Func<JsonataNode, JsonataNode> value)
    {
        var (entry, key) = (Local("entry", depth), Local("key", depth));
        return Js.Call("merge", Js.Array(Js.Object(), Js.Call("each", dictionary, Js.Lambda([entry, key], Js.Object([(Js.Var(key), value(Js.Var(entry)))])))));
    }

    private static bool UsesFields(ITypeSymbol type, PropertyUse use) => ObjectShape.Properties(type).Any(p => use.Of(p.Name) is not null);

    private JsonataNode ReadObject(JsonataNode json, ITypeSymbol type, JsonContract contract, PropertyUse use, int depth)
    {
        var source = Local("in", depth);
        var fields = contract.IgnoreCase ? Js.Call(Js.Var(Fields), json) : json;
        var members = use.ReadOf(type, contract)
            .Select(p =>
            {
                var name = ObjectShape.JsonName(p, contract);
                var node = Js.Path(Js.Var(source), contract.IgnoreCase ? name.ToLowerInvariant() : name);
                return (p.Name, ReadValue(node, p.Type, ObjectShape.ContractOf(p, contract), use.Of(p.Name)!, depth + 1, SerializedShape.WhenAbsent(p)));
            })
            .ToArray();
        return members.Length == 0 ? Js.Object() : Js.Block(Js.Assign(source, fields), Js.Object(members));
    }

    private JsonataNode ReadValue(JsonataNode node, ITypeSymbol type, JsonContract contract, PropertyUse use, int depth, AbsentValue? absent = null) =>
        // The initialiser's value stays unless the document says otherwise, if only by null.
        absent is { Kind: not InitialKind.Default }
            ? Js.If(Js.Exists(node), ReadValue(node, type, contract, use, depth, mayBeAbsent: false), Initial(absent, type, contract, use))
            : ReadValue(node, type, contract, use, depth, mayBeAbsent: true);

    private JsonataNode ReadValue(JsonataNode node, ITypeSymbol type, JsonContract contract, PropertyUse use, int depth, bool mayBeAbsent)
    {
        JsonataNode IfThere(JsonataNode there, JsonataNode otherwise) => mayBeAbsent ? Js.If(Js.Exists(node), there, otherwise) : there;
        JsonataNode IfPresent(JsonataNode value) => Js.If(mayBeAbsent ? Js.And(Js.Exists(node), Js.NotEqual(node, Js.Null)) : Js.NotEqual(node, Js.Null), value, Js.Null);

        if (ObjectShape.IsWrittenByName(type.IsNullable(out var inner) ? inner! : type, contract))
            return inner is null ? IfThere(EnumValue(node, type, depth), Default(type)) : IfPresent(EnumValue(node, inner, depth));
        if (type.IsNullable(out var underlying))
            type = underlying!;
        else if (!type.CanBeNull())
            return IfThere(type.IsDuration() ? TimeFunctions.ParseDuration(_expressions, node) : node, Default(type));

        if (type.IsDuration())
            return IfPresent(TimeFunctions.ParseDuration(_expressions, node));

        // Bytes are base64 in JSON, and the text that they carry in state.
        if (type.IsTextCarrier())
            return IfPresent(Js.Call("base64decode", node));
        if (ObjectShape.IsObject(type))
            return IfPresent(ReadObject(node, type, contract, use, depth));
        if (type.ElementType() is { } element && NeedsReading(element, contract) && use.OfElements is { } used)
        {
            var item = Local("item", depth);
            return IfPresent(SequenceFunctions.List(Js.Call("map", node, Js.Lambda([item], ReadValue(Js.Var(item), element, contract, used, depth + 1))), element));
        }

        if (type.IsDictionary() && type.DictionaryValue() is { } held && !HoldsItself(held) && NeedsReading(held, contract))
            return IfPresent(EachEntry(node, depth, v => ReadValue(v, held, contract, PropertyUse.Whole, depth + 1)));

        return IfThere(node, Js.Null);
    }

    /// <summary>What a property holds from the start.</summary>
    private static JsonataNode Initial(AbsentValue value, ITypeSymbol type, JsonContract contract, PropertyUse use) => value.Kind switch
    {
        InitialKind.EmptyList => Js.Array(),
        InitialKind.EmptyDictionary => Js.Object(),
        InitialKind.Object => Js.Object([.. use.ReadOf(type, contract).Select(p => (p.Name, Initial(SerializedShape.WhenAbsent(p), p.Type, contract, use.Of(p.Name)!)))]),
        InitialKind.Default => type.CanBeNull() ? Js.Null : Default(type),
        _ => JsonataExpressions.Constant(value.Value),
    };

    /// <summary><c>function($object) { $merge($each($object, function($value, $name) { {$lowercase($name): $value} })) }</c></summary>
    private static JsonataNode LowerCaseNames() => Js.Lambda(
        ["object"],
        Js.Call("merge", Js.Call("each", Js.Var("object"), Js.Lambda(["value", "name"], Js.Object([(Js.Call("lowercase", Js.Var("name")), (JsonataNode)Js.Var("value"))])))));

    private static JsonataNode Default(ITypeSymbol type) => type switch
    {
        _ when type.IsBoolean() => Js.False,
        _ when type.IsJsonDocument() => Js.Null,
        { SpecialType: SpecialType.System_Char } => Js.String("\0"),
        _ when type.Is("System.Guid") => Js.String(Guid.Empty.ToString()),
        _ when type.Is("System.DateTime") => Js.String("0001-01-01T00:00:00"),
        _ when type.Is("System.DateTimeOffset") => Js.String("0001-01-01T00:00:00+00:00"),
        _ => Js.Number(0),
    };

    private static string Local(string stem, int depth) => depth == 0 ? stem : stem + (depth + 1).ToString(System.Globalization.CultureInfo.InvariantCulture);
}
