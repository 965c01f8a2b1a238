using System.Collections.Immutable;
using LambdaLift.Converter.Ir;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace LambdaLift.Converter.Frontend;

/// <summary>
/// Settings from Microsoft.Extensions.Configuration and Options: environment variables, as long as they are the only source. A key's sections are
/// joined by two underscores in the variable's name, and case does not count.
/// </summary>
internal sealed partial class Lowering
{
    /// <summary>The value of <c>configuration["Key"]</c>, <c>section.Value</c>, <c>options.Value</c>; null when the property is none of them.</summary>
    private IrExpression? LowerConfigurationProperty(IPropertyReferenceOperation operation, ITypeSymbol? owner, BlockBuilder into)
    {
        var type = Resolve(operation.Type);
        if (owner.IsConfiguration())
        {
            var key = operation.Property switch
            {
                { IsIndexer: true } when operation.Arguments[0].Value.ConstantValue is { HasValue: true, Value: string name } => name,
                { Name: "Value" } => "",
                _ => null,
            };
            return key is null || SectionOf(operation.Instance!) is not { } section
                ? Refuse(operation, "This reading of the configuration", "use a constant key")
                : ReadSetting(operation, Join(section, key), type);
        }

        if (operation.Property.Name is "Value" or "CurrentValue" && owner.IsOptions() && owner is INamedTypeSymbol { TypeArguments: [INamedTypeSymbol options] })
            return LowerOptions(operation, options, into);
        return null;
    }

    /// <summary>The value of <c>configuration.GetValue&lt;string&gt;("Key")</c> and <c>section.Get&lt;T&gt;()</c>; null when the call is none of them.</summary>
    private IrExpression? LowerConfigurationMethod(IInvocationOperation invocation, BlockBuilder into)
    {
        var method = invocation.TargetMethod;
        if (!method.ContainingType.Is("Microsoft.Extensions.Configuration.ConfigurationBinder") || method.TypeArguments.Length != 1)
            return null;
        var type = Resolve(method.TypeArguments[0])!;
        var section = SectionOf(invocation.Instance ?? invocation.Arguments[0].Value);
        var key = invocation.Arguments.FirstOrDefault(a => a.Parameter!.Name == "key")?.Value.ConstantValue.Value as string;
        switch (method.Name)
        {
            case "GetValue" when section is not null && key is not null:
                var value = ReadSetting(invocation, Join(section, key), type);
                return invocation.Arguments.FirstOrDefault(a => a.Parameter!.Name == "defaultValue") is { } fallback && value is IrConstant { Value: null }
                    ? LowerExpression(fallback.Value, into)
                    : value;
            case "Get" when section is not null && type is INamedTypeSymbol named && ObjectShape.IsObject(type):
                return BindSection(invocation, named, section, into);
            default:
                return Refuse(invocation, $"'{method.Name}' of the configuration", "read the values one by one");
        }
    }

    private IrExpression LowerOptions(IOperation operation, INamedTypeSymbol options, BlockBuilder into)
    {
        if (_container.FindOptions(options) is not { } configured)
            return Refuse(operation, $"The options '{options.Name}', which are configured in no place that is known,", "configure them by services.Configure, or read environment variables");
        var frame = FrameOf(configured);
        if (Unwrap(configured) is IAnonymousFunctionOperation { Symbol: var symbol, Body: var body })
        {
            var values = new Dictionary<string, IrExpression>(StringComparer.Ordinal);
            foreach (var statement in body.Operations)
            {
                if (statement is IExpressionStatementOperation { Operation: ISimpleAssignmentOperation { Target: IPropertyReferenceOperation { Property: var property }, Value: var value } })
                    values[property.Name] = LowerDeferred(operation, new DeferredBinding(value, new Frame(frame, symbol, frame.Model)), into);
                else if (statement is not IReturnOperation { ReturnedValue: null })
                    return Refuse(statement, "A configuration of options that does more than set properties", "set properties");
            }

            return NewOptions(operation, options, p => values.TryGetValue(p.Name, out var value) ? value : null, into);
        }

        return InFrame(frame, () => SectionOf(configured)) is { } section
            ? BindSection(operation, options, section, into)
            : Refuse(operation, $"The options '{options.Name}'", "configure them from a section of the configuration");
    }

    private IrExpression BindSection(IOperation operation, INamedTypeSymbol type, string section, BlockBuilder into) =>
        NewOptions(operation, type, p => ReadSetting(operation, Join(section, p.Name), p.Type) is var value && value is IrConstant { Value: null } ? null : value, into);

    private IrNew NewOptions(IOperation operation, INamedTypeSymbol type, Func<IPropertySymbol, IrExpression?> value, BlockBuilder into) => new(
        ObjectShape.Properties(type).Where(IsStoredProperty).Select(p => new IrNewMember(p.Name, value(p) ?? DefaultOf(p, At(operation), into))).ToImmutableArray(),
        type,
        At(operation));

    private IrExpression ReadSetting(IOperation operation, string key, ITypeSymbol? type)
    {
        var origin = At(operation);
        if (_container.OtherConfigurationSource() is { } source)
            return Refuse(operation, $"A setting that '{source}' may give", "read environment variables, which the state machine gets at deployment");
        var setting = _environment.ReadSetting(key, _container.EnvironmentPrefix, type, origin);
        if (type.IsString() || setting is not IrSubstitution)
            return setting;
        return Refuse(operation, $"The setting '{key}' of type '{type?.Name}'", "read it as a string");
    }

    /// <summary>The path of a section, joined by colons; empty for the configuration itself.</summary>
    private string? SectionOf(IOperation configuration)
    {
        configuration = Unwrap(configuration);
        switch (configuration)
        {
            case IInvocationOperation { TargetMethod.Name: "GetSection" or "GetRequiredSection" } get
                when get.Arguments.FirstOrDefault(a => a.Parameter!.Name == "key")?.Value.ConstantValue is { HasValue: true, Value: string key }
                    && SectionOf(get.Instance ?? get.Arguments[0].Value) is { } outer:
                return Join(outer, key);
            case IInvocationOperation { TargetMethod.Name: "Build" }:
                return "";
            case ILocalReferenceOperation or IParameterReferenceOperation or IMemberReferenceOperation:
                return FindHeld(configuration) is { } held && !ReferenceEquals(held.Operation, configuration) ? InFrame(held.Frame, () => SectionOf(held.Operation)) : "";
            default:
                return "";
        }
    }

    private static string Join(string section, string key) => section.Length == 0 ? key : key.Length == 0 ? section : section + ":" + key;
}
