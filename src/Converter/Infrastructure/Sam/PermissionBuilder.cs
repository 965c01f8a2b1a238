using System.Collections.Immutable;
using LambdaLift.ServiceCatalogue;
using LambdaLift.StatesLanguage.Json;
using LambdaLift.StatesLanguage.Jsonata;
using LambdaLift.StatesLanguage.Model;
using LambdaLift.StatesLanguage.Paths;

namespace LambdaLift.Converter.Infrastructure.Sam;

/// <summary>Works out what a state machine's role must be allowed, and no more: the actions of its calls on the resources that they name.</summary>
public static class PermissionBuilder
{
    /// <summary>The statements for the calls of a state machine, one per set of actions.</summary>
    public static ImmutableArray<PermissionStatement> For(IEnumerable<ConvertedCall> calls, IReadOnlyList<DefinitionSubstitution> substitutions)
    {
        var statements = calls.SelectMany(call => call.Integration is { Service: "http", Action: "invoke" }
            ? Http(call, substitutions)
            : Arguments(call, substitutions).SelectMany(arguments => IamPermissions.ForTask(call.Integration, call.Pattern, arguments)));
        var used = new HashSet<string>(StringComparer.Ordinal);
        return
        [
            .. statements
                .GroupBy(statement => string.Join(",", statement.Actions.Concat(Conditions(statement).Select(c => c.Key + "=" + c.Value))), StringComparer.Ordinal)
                .Select(group => new PermissionStatement(
                    Sid(group.First().Actions[0], used),
                    [.. group.First().Actions],
                    [.. Narrowest(group.SelectMany(statement => statement.Resources)).Select(Resource)])
                {
                    StringLike = [.. Conditions(group.First()).Select(condition => new KeyValuePair<string, TemplateValue>(condition.Key, Resource(condition.Value)))],
                }),
        ];
    }

    private static IEnumerable<KeyValuePair<string, string>> Conditions(IamStatement statement) => statement.StringLike.OrderBy(condition => condition.Key, StringComparer.Ordinal);

    // An HTTP task's method and endpoint are conditions, its connection is a resource; it is no operation of a service.
    private static IReadOnlyList<IamStatement> Http(ConvertedCall call, IReadOnlyList<DefinitionSubstitution> substitutions)
    {
        var parameters = call.Parameters as DataObject;
        string? Known(JsonData? value) => value is DataString { Value: var text } ? Beginning(text) is { } known ? Expand(known, substitutions) : null : null;
        var connection = (parameters?.Get("InvocationConfig") as DataObject ?? parameters?.Get("Authentication") as DataObject)?.Get("ConnectionArn");
        return HttpTask.Permissions(
            Known(parameters?.Get("Method")) ?? "*",
            Known(parameters?.Get("ApiEndpoint")) ?? (parameters?.Get("ApiEndpoint.$") is DataString { Value: var computed } && BeginningOfFormat(computed) is { } known ? Expand(known, substitutions) : null),
            Known(connection) is { } arn && !arn.EndsWith("*", StringComparison.Ordinal) ? arn : null);
    }

    /// <summary>A text as it is, or the constant part that an expression begins with and a star for the rest; null when it begins with what is known at run time only.</summary>
    private static string? Beginning(string text)
    {
        if (!JsonataText.IsExpression(text))
        {
            return text;
        }

        var first = JsonataExpression.Parse(JsonataText.Body(text)).Syntax;
        while (first is BinaryExpression { Operator: JsonataOperator.Concatenate } join)
        {
            first = join.Left;
        }

        return first is StringLiteral { Value: { Length: > 0 } constant } ? constant + "*" : null;
    }

    /// <summary>What a text of JSONPath begins with that <c>States.Format</c> puts together, and a star for the rest; null when that is known at run time only.</summary>
    private static string? BeginningOfFormat(string text)
    {
        if (IntrinsicExpression.Parse(text) is not IntrinsicCall { Function: "States.Format", Arguments: [FormatTemplate { Texts: var texts }, ..] values })
        {
            return null;
        }

        var known = texts[0];
        for (var i = 1; i < values.Length; i++)
        {
            if (values[i] is not ConstantExpression { Value: DataString { Value: var constant } })
            {
                return known.Length > 0 ? known + "*" : null;
            }

            known += constant + texts[i];
        }

        return known;
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

    // A list of requests in one call (PutEvents, TransactWriteItems) names several resources: its elements are looked at one by one.
    private static IReadOnlyList<IamArguments> Arguments(ConvertedCall call, IReadOnlyList<DefinitionSubstitution> substitutions) =>
        call.Parameters is DataObject parameters && call.Operation?.Input is { } shape
            ? Collect(new IamArguments(), parameters, shape, "", call.Integration.Kind, substitutions)
            : [new IamArguments()];

    private static IReadOnlyList<IamArguments> Collect(
        IamArguments arguments, DataObject parameters, Shape shape, string prefix, IntegrationKind kind, IReadOnlyList<DefinitionSubstitution> substitutions)
    {
        var branches = new List<Func<IReadOnlyList<IamArguments>>>();
        foreach (var member in shape.Members)
        {
            var name = member.NameFor(kind);
            var path = prefix + member.Name;
            switch (parameters.Get(name))
            {
                case null when !parameters.ContainsKey(name + ".$"):
                    break;
                case DataString { Value: var text } when !JsonataText.IsExpression(text):
                    arguments.SetReference(path, Expand(text, substitutions));
                    break;
                case DataObject inner when member.Shape.Members.Count > 0:
                    branches.Add(() => Collect(new IamArguments(arguments), inner, member.Shape, path + ".", kind, substitutions));
                    break;
                case DataObject { Count: > 0 } map when member.Shape.Kind == ShapeKind.Map:
                    branches.AddRange(map.Select(entry => entry.Key).Select(key => (Func<IReadOnlyList<IamArguments>>)(() =>
                        [new IamArguments(arguments).SetReference(path + ".key", Expand(key, substitutions))])));
                    break;
                case DataArray { Count: > 0 } list when member.Shape.Element is { Members.Count: > 0 } element && list.All(item => item is DataObject):
                    branches.AddRange(list.Select(item => (Func<IReadOnlyList<IamArguments>>)(() =>
                        Collect(new IamArguments(arguments), (DataObject)item, element, path + ".", kind, substitutions))));
                    break;
                default:
                    arguments.SetUnknown(path);
                    break;
            }
        }

        // Only now does every branch see what the other members say.
        return branches.Count == 0 ? [arguments] : [.. branches.SelectMany(branch => branch())];
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
