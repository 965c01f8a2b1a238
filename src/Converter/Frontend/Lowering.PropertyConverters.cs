using LambdaLift.Analysis;
using LambdaLift.Converter.Diagnostics;
using LambdaLift.Converter.Ir;
using LambdaLift.ServiceCatalogue.ObjectPersistence;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace LambdaLift.Converter.Frontend;

/// <summary>
/// Properties that <c>DynamoDBContext</c> stores by an <c>IPropertyConverter</c>: the bodies of <c>ToEntry</c> and <c>FromEntry</c> are followed. An entry that
/// <c>ToEntry</c> makes is here the text, number or truth value in it, whose form is known from the code that makes it.
/// </summary>
internal sealed partial class Lowering
{
    private const string PropertyConverter = DataModel + ".IPropertyConverter";

    /// <summary>The converters of properties by name.</summary>
    private readonly Dictionary<string, (INamedTypeSymbol Type, ITypeSymbol Content, bool GivesNull)> _converters = new(StringComparer.Ordinal);

    /// <summary>The methods that make entries and are being placed.</summary>
    private readonly HashSet<ISymbol> _entryMakers = new(SymbolEqualityComparer.Default);

    private bool _givesUnsetEntry;

    /// <summary>Whether the code that is lowered makes an entry for a property.</summary>
    private bool IsMakingEntry => _entryMakers.Contains(_frame.Method);

    /// <summary>What a converter makes of a property's value.</summary>
    /// <param name="Content">What is written; null where there is no entry, or one without value.</param>
    /// <param name="IsNone">When there is no entry; null for never.</param>
    /// <param name="IsUnset">When there is an entry without value, which is not sent; null for never.</param>
    private sealed record ConvertedValue(IrExpression Content, IrExpression? IsNone, IrExpression? IsUnset);

    // ---- What a converter does ----

    /// <summary>How a property of a type is stored by a converter.</summary>
    private AttributeForm ReadConverter(INamedTypeSymbol converter, ITypeSymbol type, ConversionSchema schema)
    {
        UnsupportedForm Unsupported(string reason) => new($"the converter {converter.Name}{reason}");
        if (FindConverterMethod(converter, "ToEntry") is not var (to, toBody) || FindConverterMethod(converter, "FromEntry") is not var (from, fromBody))
            return Unsupported(", whose code is not in the solution,");
        if (NeedsReceiver(toBody) || NeedsReceiver(fromBody) || converter.SelfAndBaseTypes().Any(t => t.InstanceConstructors.Any(c => !c.IsImplicitlyDeclared && t.SpecialType != SpecialType.System_Object)))
            return Unsupported(", which has a constructor or uses members of its object,");

        var contents = new List<(ScalarForm Form, ITypeSymbol Type)>();
        var givesNull = false;
        var isRead = InFrame(MethodFrame(to, to, null, toBody), () =>
            UsesEntriesAsResults(toBody) && Returned(toBody).All(r => ReadMadeEntry(r, toBody, schema, contents, ref givesNull, [])));
        if (!isRead || contents.Count == 0)
            return Unsupported(", whose ToEntry makes an entry of which it is not known how it is written,");
        if (contents.Any(c => c.Form != contents[0].Form || !SymbolEqualityComparer.Default.Equals(c.Type, contents[0].Type)))
            return Unsupported(", whose ToEntry makes entries of more than one kind,");
        if (!InFrame(MethodFrame(from, from, null, fromBody), () => Returned(fromBody).All(r => GivesValueOf(type, r))))
            return Unsupported($", whose FromEntry does not give a '{type.Name}' by its declared type,");
        _converters[converter.ToDisplayString()] = (converter, contents[0].Type, givesNull);
        return new ConvertedForm(converter.ToDisplayString(), contents[0].Form);
    }

    private (IMethodSymbol Method, IOperation Body)? FindConverterMethod(INamedTypeSymbol converter, string name)
    {
        var declared = _frame.Model.Compilation.GetTypeByMetadataName(PropertyConverter)?.GetMembers(name).FirstOrDefault();
        return declared is not null && converter.FindImplementationForInterfaceMember(declared) is IMethodSymbol { IsAbstract: false } method && BodyOf(method.OriginalDefinition) is { } body ? (method, body) : null;
    }

    private static IEnumerable<IOperation> Returned(IOperation body)
    {
        var returned = body.DescendantsAndSelf().OfType<IReturnOperation>()
            .Where(r => !r.Ancestors().Any(a => a is IAnonymousFunctionOperation or ILocalFunctionOperation))
            .Select(r => r.ReturnedValue).OfType<IOperation>().ToList();
        return returned.Count == 0 && body is not IBlockOperation ? [body] : returned;
    }

    /// <summary>Whether entries are made and returned, and nothing else: what is in them is not read or changed afterwards.</summary>
    private bool UsesEntriesAsResults(IOperation body) => body.Descendants().All(o => o switch
    {
        IInvocationOperation { Instance: { } instance } => !IsEntry(Resolve(instance.Type)),
        IPropertyReferenceOperation { Instance: { } instance } and not { Instance: IInstanceReferenceOperation { ReferenceKind: InstanceReferenceKind.ImplicitReceiver } } => !IsEntry(Resolve(instance.Type)),
        ILocalReferenceOperation local when IsEntry(Resolve(local.Type)) => IsGivenOn(local),
        IObjectCreationOperation creation when IsEntry(creation.Type) => IsGivenOn(creation),
        IConversionOperation { OperatorMethod.ReturnType: { } made } conversion when IsEntry(made) => IsGivenOn(conversion),
        _ => true,
    });

    private static bool IsGivenOn(IOperation operation)
    {
        while (operation.Parent is IConversionOperation { OperatorMethod: null } or IParenthesizedOperation or IConditionalOperation or ISwitchExpressionArmOperation or ISwitchExpressionOperation)
        {
            if (operation.Parent is IConditionalOperation { Condition: var condition } && ReferenceEquals(condition, operation))
                return false;
            operation = operation.Parent;
        }

        return operation.Parent is IReturnOperation or IVariableInitializerOperation or ISimpleAssignmentOperation;
    }

    /// <summary>How an entry that the code makes is written. False when that is not known.</summary>
    private bool ReadMadeEntry(IOperation entry, IOperation body, ConversionSchema schema, List<(ScalarForm Form, ITypeSymbol Type)> contents, ref bool givesNull, HashSet<ISymbol> seen)
    {
        if (entry.ConstantValue is { HasValue: true, Value: null })
            return givesNull = true;
        switch (entry)
        {
            case IThrowOperation:
                return true;
            case IDefaultValueOperation:
                return givesNull = true;
            case IConversionOperation { OperatorMethod: { } made, Operand: var operand } when IsEntry(made.ReturnType):
                // Null of a nullable value type is no entry, null of a text an entry without value.
                if (Resolve(operand.Type) is not { } type || type.IsNullable(out _) || DocumentRequests.EntryForm(type.FullName(), schema) is not ScalarForm ofType || !IsConvertible(ofType))
                    return false;
                contents.Add((ofType, type));
                return true;
            case IConversionOperation { OperatorMethod: null, Operand: var inner }:
                return ReadMadeEntry(inner, body, schema, contents, ref givesNull, seen);
            case IParenthesizedOperation { Operand: var inner }:
                return ReadMadeEntry(inner, body, schema, contents, ref givesNull, seen);
            case IConditionalOperation { WhenTrue: var whenTrue, WhenFalse: { } whenFalse }:
                return ReadMadeEntry(whenTrue, body, schema, contents, ref givesNull, seen) && ReadMadeEntry(whenFalse, body, schema, contents, ref givesNull, seen);
            case ISwitchExpressionOperation { Arms: var arms }:
                foreach (var arm in arms)
                {
                    if (!ReadMadeEntry(arm.Value, body, schema, contents, ref givesNull, seen))
                        return false;
                }

                return true;
            case IObjectCreationOperation creation when CreatedEntry(creation) is var (content, form):
                contents.Add((form, Resolve(content.Type)!));
                return true;
            case ILocalReferenceOperation { Local: var local }:
                if (!seen.Add(local))
                    return true;
                var values = body.Descendants().Select(o => o switch
                {
                    IVariableDeclaratorOperation declarator when SymbolEqualityComparer.Default.Equals(declarator.Symbol, local) => declarator.GetVariableInitializer()?.Value,
                    ISimpleAssignmentOperation { Target: ILocalReferenceOperation { Local: var target }, Value: var value } when SymbolEqualityComparer.Default.Equals(target, local) => value,
                    _ => null,
                }).OfType<IOperation>().ToList();
                foreach (var value in values)
                {
                    if (!ReadMadeEntry(value, body, schema, contents, ref givesNull, seen))
                        return false;
                }

                return values.Count > 0;
            default:
                return false;
        }
    }

    /// <summary>Whether the code gives an object of a property's type, or null where the property can be that. The library sets nothing else, or changes it.</summary>
    private bool GivesValueOf(ITypeSymbol type, IOperation value)
    {
        if (value.ConstantValue is { HasValue: true, Value: null })
            return type.CanBeNull();
        return value switch
        {
            IThrowOperation => true,
            IConversionOperation { OperatorMethod: null, Type.SpecialType: SpecialType.System_Object, Operand: var inner } => GivesValueOf(type, inner),
            IParenthesizedOperation { Operand: var inner } => GivesValueOf(type, inner),
            IConditionalOperation { WhenTrue: var whenTrue, WhenFalse: { } whenFalse } => GivesValueOf(type, whenTrue) && GivesValueOf(type, whenFalse),
            _ => Resolve(value.Type) is { } given
                && (SymbolEqualityComparer.Default.Equals(given, type) || (type.IsNullable(out var underlying) && SymbolEqualityComparer.Default.Equals(given, underlying))),
        };
    }

    /// <summary>What is in an entry that is made: <c>new Primitive(text)</c>, <c>new Primitive { Value = text }</c>, <c>new DynamoDBBool(flag)</c>; null for another.</summary>
    private static (IOperation Content, ScalarForm Form)? CreatedEntry(IObjectCreationOperation creation)
    {
        var arguments = creation.Arguments.OrderBy(a => a.Parameter!.Ordinal).Select(a => a.Value).ToList();
        if (creation.Type.Is(BoolType))
            return arguments is [var flag] && creation.Initializer is null ? (flag, (ScalarForm)DocumentRequests.EntryForm(BoolType)!) : null;
        if (!creation.Type.Is(PrimitiveType))
            return null;
        var (content, isNumber) = (arguments.FirstOrDefault(), arguments.Count == 2 ? arguments[1].ConstantValue.Value as bool? : false);
        if (creation.Initializer is { } initializer)
        {
            if (arguments.Count > 0)
                return null;
            foreach (var item in initializer.Initializers)
            {
                switch (item)
                {
                    case ISimpleAssignmentOperation { Target: IPropertyReferenceOperation { Property.Name: "Value" }, Value: var value }:
                        content = value is IConversionOperation { OperatorMethod: null, Operand: var inner } ? inner : value;
                        break;
                    case ISimpleAssignmentOperation { Target: IPropertyReferenceOperation { Property.Name: "Type" }, Value: IFieldReferenceOperation { Field.Name: var name } } when name is "String" or "Numeric":
                        isNumber = name == "Numeric";
                        break;
                    default:
                        return null;
                }
            }
        }

        return content is not null && content.Type.IsString() && isNumber is { } number ? (content, new ScalarForm(ScalarKind.Text, number ? "N" : "S")) : null;
    }

    // ---- Following it ----

    /// <summary>What is in an entry that <c>ToEntry</c> makes.</summary>
    private IrExpression LowerEntryContent(IOperation entry, BlockBuilder into)
    {
        var content = entry switch
        {
            IConversionOperation conversion => conversion.Operand,
            IObjectCreationOperation creation => CreatedEntry(creation)?.Content,
            _ => null,
        };
        if (content is null)
            return Refuse(entry, "This entry", "make a Primitive of a text, or a DynamoDBBool");
        var lowered = LowerExpression(content, into);
        _givesUnsetEntry |= lowered.Type.CanBeNull() && !IsProvenNotNull(content, lowered);
        return lowered;
    }

    /// <summary>Places a method of a converter.</summary>
    private IrExpression PlaceConverter(INamedTypeSymbol converter, string name, IrExpression argument, ITypeSymbol? argumentType, ITypeSymbol result, IOperation call, BlockBuilder into)
    {
        var (method, body) = FindConverterMethod(converter, name)!.Value;
        var definition = method.OriginalDefinition;
        if (_activeMethods.Contains(definition, SymbolEqualityComparer.Default))
            return Refuse(call, $"The converter '{converter.Name}' within itself", "use the requests of the client");
        var frame = MethodFrame(method, method, null, body);
        var parameter = definition.Parameters[0];
        var variable = new IrVariable(parameter.Name, argumentType ?? parameter.Type);
        _neverNull.Add(variable);
        into.Add(new IrAssign(variable, argument, argument.Origin));
        frame.Bind(parameter, new VariableBinding(variable, into));
        _activeMethods.Push(definition);
        try
        {
            return InlineBound(frame, body, result, name, into) ?? new IrConstant(null, result, At(call));
        }
        finally
        {
            _activeMethods.Pop();
        }
    }

    /// <summary>What <c>ToEntry</c> makes of a property's value; it is not called for null.</summary>
    private ConvertedValue ConvertValue(PersistedProperty property, IrExpression value, IOperation call, BlockBuilder into)
    {
        var origin = At(call);
        var (converter, contentType, givesNull) = _converters[((ConvertedForm)property.Form).Converter];
        var underlying = value.Type.IsNullable(out var inner) ? inner : value.Type;
        var canBeNull = value.Type.CanBeNull();
        var type = contentType.IsValueType && (canBeNull || givesNull)
            ? _frame.Model.Compilation.GetSpecialType(SpecialType.System_Nullable_T).Construct(contentType)
            : contentType;

        var maker = FindConverterMethod(converter, "ToEntry")!.Value.Method.OriginalDefinition;
        var block = canBeNull ? new BlockBuilder(into, conditional: true) : into;
        _givesUnsetEntry = false;
        _entryMakers.Add(maker);
        var content = canBeNull
            ? Given(Not(IsNull(value, origin)), () => PlaceConverter(converter, "ToEntry", value, underlying, type, call, block))
            : PlaceConverter(converter, "ToEntry", value, underlying, type, call, block);
        _entryMakers.Remove(maker);
        if (givesNull && _givesUnsetEntry)
            Refuse(call, $"The converter '{converter.Name}', which gives both null and entries of texts that may be null,", "make entries of texts that are never null");

        if (canBeNull)
        {
            content = Merge(block, content, IsNull(value, origin), new IrConstant(null, type, origin), type, property.Name, into);
        }

        content = Spill(content, property.Name.LowerFirst(), into);
        var isNone = givesNull ? IsNull(content, origin) : canBeNull ? IsNull(value, origin) : null;
        var isUnset = !_givesUnsetEntry ? null : isNone is null ? IsNull(content, origin) : (IrExpression)new IrBinary(IrOperator.And, Not(isNone), IsNull(content, origin), BooleanType, origin);
        return new ConvertedValue(content, isNone, isUnset);
    }

    /// <summary>What <c>FromEntry</c> makes of an attribute; it is not called where there is none.</summary>
    private IrExpression ReadConverted(ConvertedForm form, IrExpression attribute, IrExpression initial, IPropertySymbol property, IOperation call, BlockBuilder into)
    {
        var origin = At(call);
        var converter = _converters[form.Converter].Type;
        var type = Resolve(property.Type)!;
        var isMissing = IsNull(attribute, origin);
        var block = new BlockBuilder(into, conditional: true);
        var value = PlaceConverter(converter, "FromEntry", attribute, null, type, call, block);
        if (call is not IInvocationOperation { TargetMethod.Name: "QueryAsync" })
            return Merge(block, value, isMissing, initial, type, property.Name, into);

        // The items of a page are read in one expression.
        return PureCode.TryFold(block.ToImmutable(), value, v => !_escaping.Contains(v)) is { Failures.IsEmpty: true } folded
            ? new IrConditional(isMissing, initial, folded.Value, type, origin)
            : Refuse(call, $"The converter '{converter.Name}', whose FromEntry throws or has loops, in a query", "use the requests of the client");
    }

    /// <summary>One value where a condition holds, else what a block computes: in one expression if it is pure.</summary>
    private IrExpression Merge(BlockBuilder block, IrExpression value, IrExpression condition, IrExpression otherwise, ITypeSymbol type, string name, BlockBuilder into)
    {
        if (TryFold(block, ref value, Not(condition), into))
            return new IrConditional(condition, otherwise, value, type, condition.Origin);
        var variable = new IrVariable(name.LowerFirst(), type);
        block.Add(new IrAssign(variable, value, condition.Origin));
        into.Add(new IrIf(condition, [new IrAssign(variable, otherwise, condition.Origin)], block.ToImmutable(), condition.Origin));
        return new IrRead(variable, condition.Origin);
    }

    // ---- Kinds of entries ----

    private const string PrimitiveType = DocumentModel + ".Primitive";
    private const string BoolType = DocumentModel + ".DynamoDBBool";

    private static bool IsEntry(ITypeSymbol? type) => type.Is(EntryType) || type.Is(PrimitiveType) || type.Is(BoolType);

    /// <summary>Whether an entry is a <c>Primitive</c> or a <c>DynamoDBBool</c>. A search spells the name of the latter's kind in another way.</summary>
    private IrExpression IsEntryOf(IrExpression entry, ITypeSymbol type, Origin origin)
    {
        var kinds = type.Is(PrimitiveType) ? new[] { "S", "N", "B" } : ["BOOL", "Bool"];
        return entry is IrNew made
            ? new IrConstant(made.Members.Any(m => kinds.Contains(m.Name)), BooleanType, origin)
            : kinds.Select(k => (IrExpression)new IrBinary(IrOperator.NotEqual, new IrJsonMember(entry, k, origin), new IrConstant(null, null, origin), BooleanType, origin))
                .Aggregate((l, r) => new IrBinary(IrOperator.Or, l, r, BooleanType, origin));
    }

    /// <summary>The entry if it is of that type, else null.</summary>
    private IrExpression EntryOrNull(IrExpression entry, ITypeSymbol type, Origin origin, BlockBuilder into)
    {
        if (!type.Is(PrimitiveType) && !type.Is(BoolType))
            return entry;
        entry = Shared(entry, into);
        return new IrConditional(IsEntryOf(entry, type, origin), entry, new IrConstant(null, type, origin), type, origin);
    }

    /// <summary><c>entry as Primitive</c>, <c>(Primitive)entry</c>.</summary>
    private IrExpression LowerEntryCast(IConversionOperation cast, IrExpression entry, ITypeSymbol type, BlockBuilder into)
    {
        if (cast.IsTryCast)
            return EntryOrNull(entry, type, At(cast), into);
        Report(LiftDescriptors.MalformedInputAccepted, At(cast), $"'{type.Name}'");
        return entry;
    }

    /// <summary><c>primitive.Value</c> is the text of a text or number.</summary>
    private IrExpression LowerEntryValue(IPropertyReferenceOperation value, ITypeSymbol owner, BlockBuilder into) =>
        owner.Is(PrimitiveType) ? ReadEntryAs(value, value.Instance!, StringType, into)
        : owner.Is(BoolType) ? ReadEntryAs(value, value.Instance!, BooleanType, into)
        : Refuse(value, "This value of an entry", "read it by AsString");
}
