using LambdaLift.Converter.Infrastructure;

namespace LambdaLift.Verifier.Conversion;

/// <summary>
/// Gives template values the text that they might have after a deployment: resources are named by their logical ids. Both sides of a
/// verification get the same, so the text itself does not matter; that equal values stay equal and different ones different does.
/// </summary>
internal sealed class DeployedValues(IReadOnlyList<DeploymentTemplate> templates)
{
    public string TextOf(TemplateValue value) => value switch
    {
        TemplateLiteral literal => literal.Text,
        TemplateRef reference => Reference(reference.Name),
        TemplateGetAtt { Attribute: "Arn" } attribute => Arn(attribute.LogicalId),
        TemplateGetAtt attribute => $"{attribute.LogicalId}.{attribute.Attribute}",
        TemplateSub text => string.Concat(text.Parts.Select(TextOf)),
        _ => value.ToString(),
    };

    /// <summary>The name by which a deployed function is called.</summary>
    public string NameOf(TemplateFunction function) => function.FunctionName is { } name ? TextOf(name) : function.ResourceId;

    /// <summary>The environment of a deployed function.</summary>
    public Dictionary<string, string> EnvironmentOf(TemplateFunction function) =>
        function.Environment.ToDictionary(variable => variable.Key, variable => TextOf(variable.Value), StringComparer.Ordinal);

    private string Reference(string name) => name switch
    {
        "AWS::Region" => "us-east-1",
        "AWS::AccountId" => "123456789012",
        "AWS::Partition" => "aws",
        "AWS::StackName" => "stack",
        "AWS::URLSuffix" => "amazonaws.com",
        _ => templates.Select(template => template.DefaultOf(name)).FirstOrDefault(text => text is not null)
            ?? (Function(name) is { } function ? NameOf(function)
                // The reference of a topic is its ARN, that of most other resources their name.
                : templates.Any(template => template.Topics.Any(topic => topic.LogicalId == name)) ? $"arn:aws:sns:us-east-1:123456789012:{name}"
                : templates.Any(template => template.Queues.Any(queue => queue.LogicalId == name)) ? $"https://sqs.us-east-1.amazonaws.com/123456789012/{name}"
                : name),
    };

    private string Arn(string logicalId) =>
        Function(logicalId) is { } function ? $"arn:aws:lambda:us-east-1:123456789012:function:{NameOf(function)}"
        : templates.Any(template => template.Topics.Any(topic => topic.LogicalId == logicalId)) ? $"arn:aws:sns:us-east-1:123456789012:{logicalId}"
        : templates.Any(template => template.Tables.Any(table => table.LogicalId == logicalId)) ? $"arn:aws:dynamodb:us-east-1:123456789012:table/{logicalId}"
        : templates.Any(template => template.Queues.Any(queue => queue.LogicalId == logicalId)) ? $"arn:aws:sqs:us-east-1:123456789012:{logicalId}"
        : $"arn:aws:resource:us-east-1:123456789012:{logicalId}";

    private TemplateFunction? Function(string logicalId) =>
        templates.SelectMany(template => template.Functions).FirstOrDefault(function => function.ResourceId == logicalId || function.LogicalId == logicalId);
}
