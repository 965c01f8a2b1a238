using System.Collections.Immutable;

namespace LambdaLift.Converter.Infrastructure;

/// <summary>What kind of file a <see cref="DeploymentTemplate"/> was read from.</summary>
public enum DeploymentTemplateKind
{
    /// <summary>A CloudFormation template, with or without the SAM transform, in YAML or JSON.</summary>
    CloudFormation,

    /// <summary>A Serverless Framework service, <c>serverless.yml</c>.</summary>
    Serverless,

    /// <summary>The settings of the .NET Lambda tools, <c>aws-lambda-tools-defaults.json</c>.</summary>
    LambdaToolsDefaults,
}

/// <summary>
/// What a template says about the functions of an application: how they are called, what their code is, which environment they
/// see, and which tables, topics and queues stand beside them.
/// </summary>
public sealed class DeploymentTemplate
{
    /// <summary>The file's path as given to <see cref="Read"/>.</summary>
    public required string Path { get; init; }

    /// <summary>The kind of file.</summary>
    public required DeploymentTemplateKind Kind { get; init; }

    /// <summary>The whole document.</summary>
    public required TemplateMap Root { get; init; }

    /// <summary>The text that was read.</summary>
    public required string Text { get; init; }

    /// <summary>The functions in the order in which they are written.</summary>
    public ImmutableArray<TemplateFunction> Functions { get; init; } = [];

    /// <summary>All other resources.</summary>
    public ImmutableArray<TemplateResource> Resources { get; init; } = [];

    /// <summary>The template's parameters.</summary>
    public ImmutableArray<TemplateParameter> Parameters { get; init; } = [];

    /// <summary>Whether the template uses the AWS SAM transform.</summary>
    public bool IsSam { get; init; }

    /// <summary>DynamoDB tables, SAM's simple tables included.</summary>
    public IEnumerable<TemplateResource> Tables =>
        Resources.Where(resource => resource.Type is "AWS::DynamoDB::Table" or "AWS::DynamoDB::GlobalTable" or "AWS::Serverless::SimpleTable");

    /// <summary>SNS topics.</summary>
    public IEnumerable<TemplateResource> Topics => Resources.Where(resource => resource.Type == "AWS::SNS::Topic");

    /// <summary>SQS queues.</summary>
    public IEnumerable<TemplateResource> Queues => Resources.Where(resource => resource.Type == "AWS::SQS::Queue");

    /// <summary>
    /// Reads a template. The file's name and content decide what kind it is.
    /// </summary>
    /// <param name="path">The file's path; only its name is looked at, nothing is opened.</param>
    /// <param name="text">The file's content.</param>
    /// <exception cref="TemplateFormatException">The text is not a template of any known kind.</exception>
    public static DeploymentTemplate Read(string path, string text)
    {
        var root = TemplateValueReader.Read(path, text);
        if (root["Resources"] is not null || root["AWSTemplateFormatVersion"] is not null)
        {
            return CloudFormationReader.Read(path, text, root);
        }

        if (root["service"] is not null && root["provider"] is not null)
        {
            return ServerlessReader.Read(path, text, root);
        }

        if (LambdaToolsDefaultsReader.Recognises(path, root))
        {
            return LambdaToolsDefaultsReader.Read(path, text, root);
        }

        throw new TemplateFormatException(
            root.Location, "the file is neither a CloudFormation or SAM template, a serverless.yml nor an aws-lambda-tools-defaults.json.")
        {
            IsUnknownKind = true,
        };
    }

    /// <summary>
    /// The function that a name denotes at run time: a function name, an ARN or partial ARN, with or without version or alias.
    /// </summary>
    /// <returns>The function; <see langword="null"/> if none or more than one could be meant.</returns>
    public TemplateFunction? ResolveFunction(string name) => FunctionNames.Resolve(this, name);

    /// <summary>
    /// The function that a template value denotes, following references, parameters, aliases and versions.
    /// </summary>
    /// <returns>The function; <see langword="null"/> if none or more than one could be meant.</returns>
    public TemplateFunction? ResolveFunction(TemplateValue value) => FunctionNames.Resolve(this, value);

    /// <summary>The functions that run a handler, written as in Lambda's <c>Handler</c> setting.</summary>
    /// <param name="handler"><c>Assembly::Namespace.Type::Method</c>, or an assembly's name.</param>
    public ImmutableArray<TemplateFunction> FunctionsOf(string handler) =>
        [.. Functions.Where(function => function.Handler is { } written && HandlerNames.Same(written, handler))];

    /// <summary>
    /// The environment variables that a handler sees. If several functions share the handler, only the variables that all of them
    /// set to the same value are returned: nothing else is known about them.
    /// </summary>
    /// <param name="handler"><c>Assembly::Namespace.Type::Method</c>, or an assembly's name.</param>
    public ImmutableDictionary<string, TemplateValue> EnvironmentOf(string handler)
    {
        var functions = FunctionsOf(handler);
        if (functions.IsEmpty)
        {
            return ImmutableDictionary<string, TemplateValue>.Empty;
        }

        return functions[0].Environment
            .Where(variable => functions.All(function =>
                function.Environment.TryGetValue(variable.Key, out var other) && other.ToString() == variable.Value.ToString()))
            .ToImmutableDictionary(StringComparer.Ordinal);
    }

    /// <summary>A parameter's default; <see langword="null"/> if there is no such parameter or it has none.</summary>
    public string? DefaultOf(string parameter) =>
        Parameters.FirstOrDefault(candidate => candidate.Name == parameter)?.Default;
}
