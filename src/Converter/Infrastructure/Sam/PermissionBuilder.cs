using System.Collections.Immutable;
using LambdaLift.ServiceCatalogue;
using LambdaLift.StatesLanguage.Json;
using LambdaLift.StatesLanguage.Model;

namespace LambdaLift.Converter.Infrastructure.Sam;

/// <summary>Works out what a state machine's role must be allowed, and no more: the actions of its calls on the resources that they name.</summary>
public static class PermissionBuilder
{
    /// <summary>The statements for the calls of a state machine, one per set of actions.</summary>
    public static ImmutableArray<PermissionStatement> For(IEnumerable<ConvertedCall> calls, IReadOnlyList<DefinitionSubstitution> substitutions)
    {
        var statements = calls.SelectMany(call => IamPermissions.ForTask(call.Integration, IntegrationPatterns.RequestResponse, Arguments(call, substitutions)));
        var used = new HashSet<string>(StringComparer.Ordinal);
        return
        [
            .. statements
                .GroupBy(statement => string.Join(",", statement.Actions), StringComparer.Ordinal)
                .Select(group => new PermissionStatement(
                    Sid(group.First().Actions[0], used),
                    [.. group.First().Actions],
                    [.. Narrowest(group.SelectMany(statement => statement.Resources)).Select(Resource)])),
        ];
    }

    /// <summary>A star allows everything that stands beside it.</summary>
    private static IEnumerable<string> Narrowest(IEnumerable<string> resources)
    {
        var distinct = resources.Distinct(StringComparer.Ordinal).OrderBy(resource => resource, StringComparer.Ordinal).ToList();
        return distinct.Contains("*") ? ["*"] : distinct;
    }

    private static TemplateValue Resource(string text)
    {
        // "${Id.Arn}" alone is clearer as !GetAtt.
        var value = (TemplateSub)TemplateValues.Sub(text);
        return value.Parts switch
        {
            [TemplateLiteral] => TemplateValues.Literal(text),
            [TemplateRef or TemplateGetAtt] => value.Parts[0],
            _ => value,
        };
    }

    private static string Sid(string action, HashSet<string> used)
    {
        var sid = string.Concat(action.Split(':', '-').Where(part => part.Length > 0).Select(part => char.ToUpperInvariant(part[0]) + part.Substring(1)));
        var candidate = sid;
        for (var number = 2; !used.Add(candidate); number++)
        {
            candidate = sid + number.ToString(System.Globalization.CultureInfo.InvariantCulture);
        }

        return candidate;
    }

    private static IamArguments Arguments(ConvertedCall call, IReadOnlyList<DefinitionSubstitution> substitutions)
    {
        var arguments = new IamArguments();
        if (call.Parameters is DataObject parameters && call.Operation.Input is { } shape)
        {
            Collect(arguments, parameters, shape, "", call.Integration.Kind, substitutions);
        }

        return arguments;
    }

    private static void Collect(
        IamArguments arguments, DataObject parameters, Shape shape, string prefix, IntegrationKind kind, IReadOnlyList<DefinitionSubstitution> substitutions)
    {
        foreach (var member in shape.Members)
        {
            var name = member.NameFor(kind);
            var path = prefix + member.Name;
            var value = parameters.Get(name);
            if (value is null)
            {
                if (parameters.ContainsKey(name + ".$"))
                {
                    arguments.SetUnknown(path);
                }

                continue;
            }

            switch (value)
            {
                case DataString { Value: var text } when JsonataText.IsExpression(text):
                    arguments.SetUnknown(path);
                    break;
                case DataString { Value: var text }:
                    arguments.SetReference(path, Expand(text, substitutions));
                    break;
                case DataObject inner when member.Shape.Members.Count > 0:
                    Collect(arguments, inner, member.Shape, path + ".", kind, substitutions);
                    break;
                default:
                    arguments.SetUnknown(path);
                    break;
            }
        }
    }

    /// <summary>The text with the template's references in place of the definition's placeholders.</summary>
    private static string Expand(string text, IReadOnlyList<DefinitionSubstitution> substitutions) =>
        SubText.Of(new TemplateSub(
            [.. ((TemplateSub)TemplateValues.Sub(text)).Parts.SelectMany(part => part is TemplateRef reference ? Expand(reference, substitutions) : [part])],
            default)).Text;

    private static IEnumerable<TemplateValue> Expand(TemplateRef placeholder, IReadOnlyList<DefinitionSubstitution> substitutions)
    {
        var value = substitutions.FirstOrDefault(substitution => substitution.Name == placeholder.Name)?.Value;
        return value switch
        {
            TemplateSub sub => sub.Parts,
            TemplateLiteral or TemplateRef or TemplateGetAtt => [value],

            // What no template says is a parameter of the same name.
            _ => [new TemplateRef(ResourceNames.Alphanumeric(placeholder.Name), default)],
        };
    }
}
