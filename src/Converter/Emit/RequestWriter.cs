using System.Collections.Immutable;
using LambdaLift.Converter.Frontend;
using LambdaLift.Converter.Ir;
using LambdaLift.ServiceCatalogue;
using Microsoft.CodeAnalysis;

namespace LambdaLift.Converter.Emit;

/// <summary>A parameter tree in Step Functions' spelling, before a dialect writes its leaves.</summary>
internal abstract record Parameter;

/// <summary>Named members.</summary>
internal sealed record ParameterObject(IReadOnlyList<(string Name, Parameter Value)> Members) : Parameter;

/// <summary>A list.</summary>
internal sealed record ParameterList(IReadOnlyList<Parameter> Items) : Parameter;

/// <summary>A value that the dialect writes.</summary>
internal sealed record ParameterValue(IrExpression Value) : Parameter;

/// <summary>Turns the request of a call into the parameters of its integration.</summary>
internal sealed class RequestWriter
{
    private readonly SdkShapes _sdk;

    public RequestWriter(SdkShapes sdk) => _sdk = sdk;

    /// <summary>The parameters; what they lack or cannot say goes to <paramref name="problem"/>.</summary>
    public Parameter Write(IrExpression request, StepFunctionsIntegration integration, Action<Origin, string> problem)
    {
        if (request is not IrNew made)
        {
            problem(request.Origin, "its request is not built where it can be followed");
            return new ParameterObject([]);
        }

        if (made.Type is null)
            return new ParameterObject(made.Members.Select(m => (m.Name, (Parameter)new ParameterValue(m.Value))).ToList());
        return WriteObject(made, integration, "", problem);
    }

    private ParameterObject WriteObject(IrNew made, StepFunctionsIntegration integration, string path, Action<Origin, string> problem)
    {
        var members = new List<(string Name, Parameter Value)>();
        foreach (var member in made.Members)
        {
            if (member.Value is IrConstant { Value: null })
                continue;
            var property = _sdk.Property(made.Type!, member.Name);
            if (property is null || property.Path.Count == 0 || property.Conversion is not (DotNetConversion.None or DotNetConversion.Utf8Text))
            {
                problem(member.Value.Origin, $"'{made.Type!.Name}.{member.Name}' has no counterpart among its parameters");
                continue;
            }

            var names = property.Path.Select(m => m.NameFor(integration.Kind)).ToList();
            var apiPath = string.Concat(path, path.Length == 0 ? "" : ".", string.Join(".", property.Path.Select(m => m.Name)));
            var value = WriteValue(member.Value, property.Shape!, integration, apiPath, problem);
            Add(members, names, value);
        }

        return new ParameterObject(members);
    }

    private Parameter WriteValue(IrExpression value, Shape shape, StepFunctionsIntegration integration, string path, Action<Origin, string> problem)
    {
        switch (value)
        {
            case IrNew made when made.Type.IsSdkModel():
                return WriteObject(made, integration, path, problem);
            case IrList list:
                return new ParameterList(list.Elements.Select(e => WriteValue(e, shape.Element ?? shape, integration, path, problem)).ToList());
            case IrDictionary dictionary when dictionary.Entries.All(e => e.Key is IrConstant { Value: string }):
                return new ParameterObject(dictionary.Entries.Select(e => ((string)((IrConstant)e.Key).Value!, WriteValue(e.Value, shape.Value ?? shape, integration, path, problem))).ToList());
        }

        if (shape.Kind is ShapeKind.Structure or ShapeKind.List or ShapeKind.Map && !IsSameSpelling(value, integration))
        {
            if (Spelled(value, shape, integration, path) is { } spelled)
                return new ParameterValue(spelled);
            problem(value.Origin, $"the value of '{path}' is not built where it can be followed");
        }

        switch (integration.ParameterForm(path, shape))
        {
            case ValueForm.Json:
                return new ParameterValue(Passes.ExpressionSimplifier.Simplify(new IrParseJson(value, value.Origin)));
            case ValueForm.Plain or ValueForm.TextOrJson or ValueForm.Utf8Text:
                return new ParameterValue(value);
            case ValueForm.JsonSerialized:
                // The value's JSON text is stored: right for an object that the code serialises, whereas text would get quotes.
                var document = Passes.ExpressionSimplifier.Simplify(new IrParseJson(value, value.Origin));
                if (document is IrParseJson or IrConstant { Value: string } or IrConcat or IrSubstitution)
                    problem(value.Origin, $"'{path}' takes JSON only: a state machine would store this text in quotes");
                return new ParameterValue(document);
            default:
                problem(value.Origin, $"the bytes of '{path}' cannot be passed faithfully");
                return new ParameterValue(value);
        }
    }

    /// <summary>
    /// A computed value with the parameters' names in it: objects of the SDK are spelled where they are made, in the lambda of a <c>Select</c> or on a side of a
    /// condition.
    /// </summary>
    /// <returns>The value; null where an object comes from somewhere else.</returns>
    private IrExpression? Spelled(IrExpression value, Shape shape, StepFunctionsIntegration integration, string path)
    {
        IrExpression? All(IrCallFunction call, int from)
        {
            var arguments = call.Arguments.Select((a, i) => i < from ? a : Spelled(a, shape, integration, path)).ToList();
            return arguments.Any(a => a is null) ? null : call with { Arguments = [.. arguments.OfType<IrExpression>()] };
        }

        switch (value)
        {
            case IrConstant { Value: null }:
                return value;
            case IrNew made when made.Type.IsSdkModel():
                var members = ImmutableArray.CreateBuilder<IrNewMember>();
                foreach (var member in made.Members.Where(m => m.Value is not IrConstant { Value: null }))
                {
                    if (_sdk.Property(made.Type!, member.Name) is not { Path: [var only], Conversion: DotNetConversion.None or DotNetConversion.Utf8Text, Shape: { } part }
                        || Spelled(member.Value, part, integration, $"{path}.{only.Name}") is not { } spelled)
                        return null;
                    members.Add(new IrNewMember(only.NameFor(integration.Kind), spelled));
                }

                return new IrNew(members.ToImmutable(), null, made.Origin);
            case IrList list:
                var elements = list.Elements.Select(e => Spelled(e, shape.Element ?? shape, integration, path)).ToList();
                return elements.Any(e => e is null) ? null : list with { Elements = [.. elements.OfType<IrExpression>()] };
            case IrDictionary dictionary:
                var entries = dictionary.Entries.Select(e => Spelled(e.Value, shape.Value ?? shape, integration, path) is { } entry ? e with { Value = entry } : null).ToList();
                return entries.Any(e => e is null) ? null : dictionary with { Entries = [.. entries.OfType<IrDictionaryEntry>()] };
            case IrCallFunction { Function: IrFunction.Select, Arguments: [var source, IrLambda lambda] } select:
                return Spelled(lambda.Body, shape.Element ?? shape, integration, path) is { } body ? select with { Arguments = [source, lambda with { Body = body }] } : null;
            case IrCallFunction { Function: IrFunction.AppendAll } lists:
                return All(lists, 0);
            case IrConditional choice:
                return Spelled(choice.WhenTrue, shape, integration, path) is { } whenTrue && Spelled(choice.WhenFalse, shape, integration, path) is { } whenFalse
                    ? choice with { WhenTrue = whenTrue, WhenFalse = whenFalse }
                    : null;
            case IrCoalesce choice:
                return Spelled(choice.Value, shape, integration, path) is { } given && Spelled(choice.WhenNull, shape, integration, path) is { } otherwise
                    ? choice with { Value = given, WhenNull = otherwise }
                    : null;
            case IrLet let:
                return Spelled(let.Body, shape, integration, path) is { } bound ? let with { Body = bound } : null;
            case { } texts when shape is { Kind: ShapeKind.List, Element: { Kind: ShapeKind.String } element }:
                return integration.ParameterForm(path, element) is ValueForm.Plain or ValueForm.TextOrJson or ValueForm.Utf8Text ? texts : null;
            case not null when shape.Kind is ShapeKind.Structure or ShapeKind.List or ShapeKind.Map:
                return IsSameSpelling(value, integration) ? value : null;
            default:
                return integration.ParameterForm(path, shape) is ValueForm.Plain or ValueForm.TextOrJson or ValueForm.Utf8Text ? value : null;
        }
    }

    // A part of a response, or some of a list, that goes into a request as it came: right only where both are spelled alike.
    private bool IsSameSpelling(IrExpression value, StepFunctionsIntegration integration) => value switch
    {
        IrCallFunction { Function: IrFunction.Skip or IrFunction.Take or IrFunction.SkipWhile or IrFunction.TakeWhile or IrFunction.Where or IrFunction.Reverse or IrFunction.NotNull } part => IsSameSpelling(part.Arguments[0], integration),
        IrSort sorted => IsSameSpelling(sorted.List, integration),
        _ => value is IrMember or IrRead or IrElement && (SdkShapes.ModelIn(value.Type) is null || _sdk.KindOf(value) == integration.Kind),
    };

    // A flattened property is a path: `Delete.Objects` joins what another property already put under `Delete`.
    private static void Add(List<(string Name, Parameter Value)> members, List<string> names, Parameter value)
    {
        if (names.Count == 1)
        {
            members.Add((names[0], value));
            return;
        }

        var index = members.FindIndex(m => m.Name == names[0]);
        var inner = index >= 0 && members[index].Value is ParameterObject known ? known.Members.ToList() : new List<(string Name, Parameter Value)>();
        Add(inner, names.Skip(1).ToList(), value);
        if (index >= 0)
            members[index] = (names[0], new ParameterObject(inner));
        else
            members.Add((names[0], new ParameterObject(inner)));
    }
}
