using System.Collections.Immutable;
using LambdaLift.Converter.Ir;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace LambdaLift.Converter.Frontend;

internal sealed partial class Lowering
{
    private IrExpression LowerObjectCreation(IObjectCreationOperation creation, BlockBuilder into)
    {
        var type = Resolve(creation.Type)!;
        var origin = At(creation);
        if (type.IsException())
            return LowerExceptionCreation(creation, into);
        if (type.IsTextCarrier())
            return LowerTextCarrier(creation, into);
        if (IsMakingEntry && IsEntry(type))
            return LowerEntryContent(creation, into);
        if (type.IsJsonDocument())
            return LowerJsonCreation(creation, type, into);
        if (type.IsDictionary())
            return LowerDictionaryCreation(creation, type, into);
        if (type.ElementType() is not null)
            return LowerListCreation(creation, type, into);
        if (type.IsSdkModel())
            return LowerSdkObject(creation, type, into);
        if (type.IsString())
            return LowerTextCreation(creation, into);
        if (IsTimeOrDuration(type) && LowerTimeCreation(creation, type, into) is { } time)
            return time;
        if (!ObjectShape.IsObject(type))
            return Refuse(creation, $"An object of type '{type.Name}'", "use a class or record of the solution");

        var arguments = LowerArguments(creation.Arguments, into);
        var values = new Dictionary<string, IrExpression>(StringComparer.Ordinal);
        if (creation.Constructor is { } constructor && !BindConstructor(creation, constructor, arguments, values, into))
            return new IrConstant(null, type, origin);
        LowerInitializer(creation.Initializer, values, into);

        // Every property has a value: what was not set is as its declaration says, or default(T).
        var members = ObjectShape.Properties(type)
            .Where(p => IsStoredProperty(p))
            .Select(p => new IrNewMember(p.Name, values.TryGetValue(p.Name, out var value) ? value : DefaultOf(p, origin, into)))
            .ToImmutableArray();
        return new IrNew(members, type, origin);
    }

    private IrExpression DefaultOf(IPropertySymbol property, Origin origin, BlockBuilder into)
    {
        var syntax = property.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax(_cancellationToken);
        return syntax is PropertyDeclarationSyntax { Initializer.Value: { } value } && _models(syntax.SyntaxTree).GetOperation(value, _cancellationToken) is { } operation
            ? LowerAtDeclaration(property, operation, into)
            : Default(Resolve(property.Type), origin);
    }

    /// <summary>The constructor's effect on properties: a positional record's, a primary constructor's, or assignments of parameters.</summary>
    private bool BindConstructor(IOperation creation, IMethodSymbol constructor, IReadOnlyDictionary<string, IrExpression> arguments, Dictionary<string, IrExpression> values, BlockBuilder into)
    {
        if (constructor.ContainingType.IsLambdaEvent())
            return BindEventConstructor(creation, constructor, arguments, values);
        if (constructor.Parameters.IsEmpty && constructor.IsImplicitlyDeclared)
            return true;
        var syntax = constructor.OriginalDefinition.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax(_cancellationToken);
        if (constructor.ContainingType.IsRecord && syntax is RecordDeclarationSyntax or ParameterSyntax)
        {
            foreach (var parameter in constructor.Parameters)
                values[parameter.Name] = arguments[parameter.Name];
            return true;
        }

        if (syntax is ConstructorDeclarationSyntax { Initializer: null } declaration
            && _models(syntax.SyntaxTree).GetOperation(syntax, _cancellationToken) is IConstructorBodyOperation body)
        {
            var frame = new Frame(null, constructor, _models(declaration.SyntaxTree));
            foreach (var parameter in constructor.OriginalDefinition.Parameters)
                frame.Bind(parameter, new VariableBinding(SpillVariable(arguments[parameter.Name], parameter.Name, into), into));
            return InFrame(frame, () =>
            {
                var statements = body.BlockBody?.Operations ?? (body.ExpressionBody?.Operations ?? []);
                foreach (var statement in statements)
                {
                    if (statement is IExpressionStatementOperation { Operation: ISimpleAssignmentOperation { Target: IPropertyReferenceOperation { Instance: IInstanceReferenceOperation, Property: var property } } assignment })
                    {
                        values[property.Name] = LowerExpression(assignment.Value, into);
                        continue;
                    }

                    Refuse(statement, "A constructor that does more than set properties", "use an object initialiser");
                    return false;
                }

                return true;
            });
        }

        if (constructor.Parameters.IsEmpty)
            return true;
        Refuse(creation, $"The constructor of '{constructor.ContainingType.Name}'", "use a record or an object initialiser");
        return false;
    }

    /// <summary>The classes of events and responses have constructors that set the properties of the same names; the answer to a batch starts with an empty list.</summary>
    private bool BindEventConstructor(IOperation creation, IMethodSymbol constructor, IReadOnlyDictionary<string, IrExpression> arguments, Dictionary<string, IrExpression> values)
    {
        if (constructor.Parameters.IsEmpty && ObjectShape.Properties(constructor.ContainingType).FirstOrDefault(p => p.Name == "BatchItemFailures") is { } failures)
            values[failures.Name] = new IrList([], failures.Type, At(creation));
        foreach (var parameter in constructor.Parameters)
        {
            if (ObjectShape.Properties(constructor.ContainingType).FirstOrDefault(p => string.Equals(p.Name, parameter.Name, StringComparison.OrdinalIgnoreCase)) is not { } property)
            {
                Refuse(creation, $"This constructor of '{constructor.ContainingType.Name}'", "set the properties by name");
                return false;
            }

            values[property.Name] = arguments[parameter.Name];
        }

        return true;
    }

    private Dictionary<string, IrExpression> LowerArguments(ImmutableArray<IArgumentOperation> arguments, BlockBuilder into)
    {
        var observable = arguments.Where(a => !Resolve(a.Parameter!.Type).IsOpaque() && !Resolve(a.Value.Type).IsOpaque()).ToImmutableArray();
        var values = LowerOperands(observable.Select(a => a.Value).ToImmutableArray(), into);
        return observable.Select((a, i) => (a.Parameter!.Name, Value: values[i])).ToDictionary(x => x.Name, x => x.Value);
    }

    private void LowerInitializer(IObjectOrCollectionInitializerOperation? initializer, Dictionary<string, IrExpression> values, BlockBuilder into)
    {
        foreach (var item in initializer?.Initializers ?? [])
        {
            switch (item)
            {
                case ISimpleAssignmentOperation { Target: IPropertyReferenceOperation { Property: { IsIndexer: false } property } } assignment:
                    values[property.Name] = LowerExpression(assignment.Value, into);
                    break;
                case IMemberInitializerOperation { InitializedMember: IPropertyReferenceOperation { Property: var property } } member:
                    values[property.Name] = LowerNestedInitializer(member, property, values, into);
                    break;
                default:
                    Refuse(item, "This initialiser", "set properties by name");
                    break;
            }
        }
    }

    // `Destination = { ToAddresses = { a } }` and `Item = { ["k"] = v }`: adds to the object that the property already holds.
    private IrExpression LowerNestedInitializer(IMemberInitializerOperation member, IPropertySymbol property, Dictionary<string, IrExpression> values, BlockBuilder into)
    {
        var type = Resolve(property.Type)!;
        var isCollection = type.IsDictionary() || type.ElementType() is not null;
        var held = values.TryGetValue(property.Name, out var given) ? given
            : !property.ContainingType.IsSdkModel() ? DefaultOf(property, At(member), into)
            : isCollection && HasCollectionsFromStart(property) ? new IrList([], type, At(member)) : new IrConstant(null, type, At(member));
        switch (held)
        {
            case IrList { Elements.IsEmpty: true } or IrDictionary { Entries.IsEmpty: true } when type.IsDictionary():
                return new IrDictionary(DictionaryEntries(member.Initializer, into), type, At(member));
            case IrList { Elements.IsEmpty: true } when isCollection:
                return new IrList(ListElements(member.Initializer, into), type, At(member));
            case IrNew made:
                var parts = made.Members.ToDictionary(m => m.Name, m => m.Value, StringComparer.Ordinal);
                LowerInitializer(member.Initializer, parts, into);
                return made with { Members = parts.Select(p => new IrNewMember(p.Key, p.Value)).ToImmutableArray() };
            case IrConstant { Value: null }:
                return Refuse(member, $"Adding to '{property.Name}', which is null until it is set,", "put 'new()' before the braces");
            default:
                return Refuse(member, $"Adding to what '{property.Name}' holds already", "put 'new()' before the braces");
        }
    }

    /// <summary>Whether the lists and dictionaries of an SDK class are there from the start: in version 3, and where the code asks version 4 for it.</summary>
    private bool HasCollectionsFromStart(IPropertySymbol property) =>
        property.ContainingAssembly is { Identity.Version.Major: 3 } || _frame.Model.Compilation.SyntaxTrees.Any(tree => tree.GetRoot(_cancellationToken).DescendantNodes().OfType<AssignmentExpressionSyntax>()
            .Any(a => a is { Left: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "InitializeCollections" }, Right.RawKind: (int)Microsoft.CodeAnalysis.CSharp.SyntaxKind.TrueLiteralExpression }));

    private IrExpression LowerAnonymousObject(IAnonymousObjectCreationOperation creation, BlockBuilder into)
    {
        var assignments = creation.Initializers.OfType<ISimpleAssignmentOperation>().ToImmutableArray();
        var values = LowerOperands(assignments.Select(a => a.Value).ToImmutableArray(), into);
        var members = assignments.Select((a, i) => new IrNewMember(((IPropertyReferenceOperation)a.Target).Property.Name, values[i])).ToImmutableArray();
        return new IrNew(members, Resolve(creation.Type), At(creation));
    }

    private IrExpression LowerWith(IWithOperation with, BlockBuilder into)
    {
        var target = LowerExpression(with.Operand, into);
        var values = new Dictionary<string, IrExpression>(StringComparer.Ordinal);
        LowerInitializer(with.Initializer, values, into);
        return new IrWith(target, values.Select(v => new IrNewMember(v.Key, v.Value)).ToImmutableArray(), Resolve(with.Type), At(with));
    }

    /// <summary>A request, or an object in one: it has the members that the code sets, no others.</summary>
    private IrExpression LowerSdkObject(IObjectCreationOperation creation, ITypeSymbol type, BlockBuilder into)
    {
        var values = new Dictionary<string, IrExpression>(StringComparer.Ordinal);
        var arguments = LowerArguments(creation.Arguments, into);
        foreach (var argument in arguments)
        {
            // The SDK's convenience constructors name their parameters as the properties that they set.
            var property = ObjectShape.Properties(type).FirstOrDefault(p => string.Equals(p.Name, argument.Key, StringComparison.OrdinalIgnoreCase));
            if (property is null)
                return Refuse(creation, $"This constructor of '{type.Name}'", "set the properties by name");
            values[property.Name] = argument.Value;
        }

        LowerInitializer(creation.Initializer, values, into);
        return new IrNew(values.Select(v => new IrNewMember(v.Key, v.Value)).ToImmutableArray(), type, At(creation));
    }

    /// <summary><c>new string(characters)</c>, <c>new string(c, n)</c>.</summary>
    private IrExpression LowerTextCreation(IObjectCreationOperation creation, BlockBuilder into)
    {
        var origin = At(creation);
        var arguments = creation.Arguments.OrderBy(a => a.Parameter!.Ordinal).Select(a => a.Value).ToList();
        IrExpression Text(string value) => new IrConstant(value, StringType, origin);
        switch (arguments)
        {
            case [var characters] when Resolve(Unwrap(characters).Type).ElementType()?.SpecialType == SpecialType.System_Char:
                return new IrCallFunction(IrFunction.Join, [Text(""), LowerSequence(Unwrap(characters), into)], StringType, origin);
            case [var character, var count]:
                var values = LowerOperands([character, count], into);
                Guard(new IrBinary(IrOperator.Less, values[1], new IrConstant(0, IntType, origin), BooleanType, origin), OutOfRange, "'count' must be non-negative. (Parameter 'count')", origin, into);
                return new IrCallFunction(IrFunction.PadLeft, [Text(""), values[1], Character(values[0])], StringType, origin);
            default:
                return Refuse(creation, "This construction of a string", "use an array of characters");
        }
    }

    private IrExpression LowerTextCarrier(IObjectCreationOperation creation, BlockBuilder into)
    {
        // new StreamReader(stream), new MemoryStream(bytes): the same text in another wrapping.
        var source = creation.Arguments.FirstOrDefault(a => Resolve(a.Value.Type).IsTextCarrier() || a.Value.Type.IsString());
        if (creation.Type.Is(Builder))
            return new IrConcat(source is null ? [] : [LowerExpression(source.Value, into)], Resolve(creation.Type), At(creation));
        return source is null
            ? Refuse(creation, $"A '{creation.Type?.Name}'", "keep the text in a string")
            : Retype(LowerExpression(source.Value, into), Resolve(creation.Type));
    }

    // Text carriers keep the origin and the value, and change the C# type only; expressions that derive their type keep it.
    private static IrExpression Retype(IrExpression value, ITypeSymbol? type) => value switch
    {
        IrJsonText text => text with { Type = type },
        IrConcat text => text with { Type = type },
        _ => value,
    };
}
