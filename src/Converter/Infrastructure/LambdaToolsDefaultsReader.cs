using System.Collections.Immutable;

namespace LambdaLift.Converter.Infrastructure;

/// <summary>
/// Reads the settings file of Amazon.Lambda.Tools. It describes at most one function.
/// Source: aws-extensions-for-dotnet-cli, <c>LambdaToolsDefaults</c> and the "environment-variables" option.
/// </summary>
internal static class LambdaToolsDefaultsReader
{
    private const string FileName = "aws-lambda-tools-defaults.json";

    internal static bool Recognises(string path, TemplateMap root) =>
        path.EndsWith(FileName, StringComparison.OrdinalIgnoreCase)
        || root["function-handler"] is not null
        || root["function-runtime"] is not null;

    internal static DeploymentTemplate Read(string path, string text, TemplateMap root)
    {
        var functions = ImmutableArray<TemplateFunction>.Empty;
        if (root["function-handler"]?.LiteralText is { Length: > 0 } handler)
        {
            var name = root["function-name"]?.LiteralText is { Length: > 0 } given ? given : null;
            functions =
            [
                new TemplateFunction
                {
                    LogicalId = name ?? handler,
                    ResourceId = name ?? handler,
                    Handler = handler,
                    FunctionName = name is null ? null : root["function-name"],
                    Runtime = root["function-runtime"]?.LiteralText,
                    Timeout = CloudFormationReader.Integer(root["function-timeout"]),
                    MemorySize = CloudFormationReader.Integer(root["function-memory-size"]),
                    Environment = Variables(root["environment-variables"]),
                    Properties = root,
                },
            ];
        }

        return new DeploymentTemplate
        {
            Path = path,
            Text = text,
            Root = root,
            Kind = DeploymentTemplateKind.LambdaToolsDefaults,
            Functions = functions,
        };
    }

    /// <summary><c>"A"="1";"B"="2"</c>, the quotes being optional.</summary>
    private static ImmutableDictionary<string, TemplateValue> Variables(TemplateValue? setting)
    {
        if (setting is TemplateMap map)
        {
            return map.Members;
        }

        var variables = ImmutableDictionary.CreateBuilder<string, TemplateValue>(StringComparer.Ordinal);
        foreach (var pair in (setting?.LiteralText ?? "").Split(';'))
        {
            if (pair.IndexOf('=') is > 0 and var equals)
            {
                variables[pair.Substring(0, equals).Trim().Trim('"')] =
                    new TemplateLiteral(pair.Substring(equals + 1).Trim().Trim('"'), setting!.Location);
            }
        }

        return variables.ToImmutable();
    }
}
