using System.Collections.Immutable;
using System.Text;

namespace LambdaLift.Converter.Infrastructure;

/// <summary>
/// Reads a Serverless Framework service.
/// Source: serverless.com, "Serverless.yml reference" and "AWS – Resources" (names of the CloudFormation resources it generates).
/// </summary>
internal static class ServerlessReader
{
    internal static DeploymentTemplate Read(string path, string text, TemplateMap root)
    {
        var variables = new ServerlessVariables(root);
        var provider = root["provider"];
        var service = variables.Resolve(root["service"]?["name"] ?? root["service"]!);
        var stage = variables.Resolve(provider?["stage"] ?? new TemplateLiteral("dev", root.Location));
        var functions = ImmutableArray.CreateBuilder<TemplateFunction>();
        foreach (var entry in (root["functions"] as TemplateMap)?.Entries ?? [])
        {
            if (entry.Value is not TemplateMap function)
            {
                throw new TemplateFormatException(entry.Value.Location, "function '" + entry.Key + "' has no settings.");
            }

            var dash = new TemplateLiteral("-", function.Location);
            functions.Add(new TemplateFunction
            {
                LogicalId = entry.Key,
                ResourceId = ResourceId(entry.Key),
                Handler = function["handler"] is { } handler ? variables.Resolve(handler).LiteralText : null,
                FunctionName = function["name"] is { } name
                    ? variables.Resolve(name)
                    : new TemplateSub([service, dash, stage, dash, new TemplateLiteral(entry.Key, function.Location)], function.Location),
                CodeUri = function["package"]?["artifact"] ?? root["package"]?["artifact"],
                Runtime = (function["runtime"] ?? provider?["runtime"])?.LiteralText,
                Timeout = CloudFormationReader.Integer(function["timeout"] ?? provider?["timeout"]),
                MemorySize = CloudFormationReader.Integer(function["memorySize"] ?? provider?["memorySize"]),
                Environment = CloudFormationReader.Merge(provider?["environment"], function["environment"])
                    .ToImmutableDictionary(variable => variable.Key, variable => variables.Resolve(variable.Value), StringComparer.Ordinal),
                Events = Events(function["events"]),
                Properties = function,
            });
        }

        return new DeploymentTemplate
        {
            Path = path,
            Text = text,
            Root = root,
            Kind = DeploymentTemplateKind.Serverless,
            Functions = functions.ToImmutable(),
            Resources = [.. Fragments(root["resources"]).SelectMany(CloudFormationReader.ReadResources)],
        };
    }

    private static IEnumerable<TemplateValue> Fragments(TemplateValue? resources) => resources switch
    {
        null => [],
        TemplateList list => list.Items,
        _ => [resources],
    };

    private static ImmutableArray<TemplateEvent> Events(TemplateValue? events) =>
        events is not TemplateList list
            ? []
            : [.. list.Items.OfType<TemplateMap>().SelectMany(item => item.Entries).Select((entry, index) => new TemplateEvent(
                entry.Key + index.ToString(System.Globalization.CultureInfo.InvariantCulture), entry.Key, entry.Value as TemplateMap))];

    /// <summary>The framework's naming: <c>send-sms</c> is deployed as <c>SendDashsmsLambdaFunction</c>.</summary>
    private static string ResourceId(string key)
    {
        var name = new StringBuilder();
        foreach (var character in key)
        {
            _ = character switch
            {
                '-' => name.Append("Dash"),
                '_' => name.Append("Underscore"),
                _ => name.Append(name.Length == 0 ? char.ToUpperInvariant(character) : character),
            };
        }

        return name.Append("LambdaFunction").ToString();
    }
}
