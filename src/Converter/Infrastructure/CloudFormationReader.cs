using System.Collections.Immutable;
using System.Globalization;

namespace LambdaLift.Converter.Infrastructure;

/// <summary>
/// Reads CloudFormation and SAM templates.
/// Source: AWS SAM template anatomy, <c>AWS::Serverless::Function</c>, <c>AWS::Lambda::Function</c>, "Globals section".
/// </summary>
internal static class CloudFormationReader
{
    internal static DeploymentTemplate Read(string path, string text, TemplateMap root)
    {
        var globals = root["Globals"]?["Function"] as TemplateMap;
        var functions = ImmutableArray.CreateBuilder<TemplateFunction>();
        var resources = ImmutableArray.CreateBuilder<TemplateResource>();
        foreach (var entry in Entries(root, "Resources"))
        {
            if (entry.Value is not TemplateMap resource || resource["Type"]?.LiteralText is not { } type)
            {
                throw new TemplateFormatException(entry.Value.Location, "resource '" + entry.Key + "' has no Type.");
            }

            var properties = resource["Properties"] as TemplateMap;
            if (type is "AWS::Serverless::Function" or "AWS::Lambda::Function")
            {
                functions.Add(Function(
                    entry.Key, properties ?? new TemplateMap([], resource.Location), type == "AWS::Serverless::Function" ? globals : null));
            }
            else
            {
                resources.Add(new TemplateResource(entry.Key, type, properties));
            }
        }

        return new DeploymentTemplate
        {
            Path = path,
            Text = text,
            Root = root,
            Kind = DeploymentTemplateKind.CloudFormation,
            IsSam = IsSamTransform(root["Transform"]),
            Functions = functions.ToImmutable(),
            Resources = resources.ToImmutable(),
            Parameters = [.. Entries(root, "Parameters").Select(entry => new TemplateParameter(
                entry.Key, entry.Value["Type"]?.LiteralText ?? "String", entry.Value["Default"]?.LiteralText))],
        };
    }

    /// <summary>The resources of a CloudFormation fragment inside another template, as the Serverless Framework allows.</summary>
    internal static IEnumerable<TemplateResource> ReadResources(TemplateValue? fragment) =>
        Entries(fragment, "Resources")
            .Where(entry => entry.Value["Type"]?.LiteralText is not null)
            .Select(entry => new TemplateResource(entry.Key, entry.Value["Type"]!.LiteralText!, entry.Value["Properties"] as TemplateMap));

    internal static int? Integer(TemplateValue? value) =>
        int.TryParse(value?.LiteralText, NumberStyles.Integer, CultureInfo.InvariantCulture, out var number) ? number : null;

    internal static ImmutableDictionary<string, TemplateValue> Merge(TemplateValue? globals, TemplateValue? own) =>
        (globals as TemplateMap)?.Members.SetItems((own as TemplateMap)?.Entries ?? [])
        ?? (own as TemplateMap)?.Members
        ?? ImmutableDictionary<string, TemplateValue>.Empty;

    private static TemplateFunction Function(string id, TemplateMap properties, TemplateMap? globals)
    {
        TemplateValue? Setting(string name) => properties[name] ?? globals?[name];

        return new TemplateFunction
        {
            LogicalId = id,
            ResourceId = id,
            Handler = Setting("Handler")?.LiteralText,
            FunctionName = properties["FunctionName"],
            CodeUri = Setting("CodeUri") ?? properties["Code"],
            Runtime = Setting("Runtime")?.LiteralText,
            Timeout = Integer(Setting("Timeout")),
            MemorySize = Integer(Setting("MemorySize")),
            Environment = Merge(globals?["Environment"]?["Variables"], properties["Environment"]?["Variables"]),
            Events = [.. Entries(properties, "Events").Select(entry => new TemplateEvent(
                entry.Key, entry.Value["Type"]?.LiteralText ?? "", entry.Value["Properties"] as TemplateMap))],
            Policies = properties["Policies"],
            Properties = properties,
        };
    }

    private static bool IsSamTransform(TemplateValue? transform) => transform switch
    {
        TemplateLiteral literal => literal.Text.StartsWith("AWS::Serverless", StringComparison.Ordinal),
        TemplateList list => list.Items.Any(IsSamTransform),
        _ => false,
    };

    private static IEnumerable<KeyValuePair<string, TemplateValue>> Entries(TemplateValue? parent, string section) =>
        parent?[section] is TemplateMap map ? map.Entries : [];
}
