using LambdaLift.ServiceCatalogue.ObjectPersistence;

namespace LambdaLift.Converter.Infrastructure;

/// <summary>
/// The keys of the tables that templates define.
/// Source: AWS CloudFormation Template Reference, <c>AWS::DynamoDB::Table</c>, <c>KeySchema</c> and <c>AttributeDefinitions</c>; AWS SAM, <c>AWS::Serverless::SimpleTable</c>.
/// </summary>
public static class TableDefinitions
{
    /// <summary>The keys of the table that a value denotes: a reference to it, or its name. Null when no template says.</summary>
    public static DocumentKeys? KeysOf(IEnumerable<DeploymentTemplate> templates, TemplateValue value) =>
        templates.Select(t => Find(t, value)).FirstOrDefault(k => k is not null);

    /// <summary>The keys of the table of that name. Null when no template says.</summary>
    public static DocumentKeys? KeysOf(IEnumerable<DeploymentTemplate> templates, string tableName) =>
        templates.Select(t => FindNamed(t, tableName)).FirstOrDefault(k => k is not null);

    private static DocumentKeys? Find(DeploymentTemplate template, TemplateValue value) => value switch
    {
        TemplateRef reference when template.Tables.FirstOrDefault(t => t.LogicalId == reference.Name) is { } table => KeysOf(table),
        TemplateRef reference => template.DefaultOf(reference.Name) is { Length: > 0 } name ? FindNamed(template, name) : null,
        TemplateSub { Parts: [var only] } => Find(template, only),
        TemplateLiteral literal => FindNamed(template, literal.Text),
        _ => null,
    };

    private static DocumentKeys? FindNamed(DeploymentTemplate template, string name) =>
        template.Tables.FirstOrDefault(t => t.Properties?["TableName"]?.LiteralText == name) is { } table ? KeysOf(table) : null;

    private static DocumentKeys? KeysOf(TemplateResource table)
    {
        if (table.Type == "AWS::Serverless::SimpleTable")
        {
            var key = table.Properties?["PrimaryKey"];
            return key is null
                ? new DocumentKeys(new DocumentKey("id", "S"), null)
                : key["Name"]?.LiteralText is { } name && Descriptor(key["Type"]?.LiteralText) is { } type ? new DocumentKeys(new DocumentKey(name, type), null) : null;
        }

        DocumentKey? Key(string role)
        {
            var name = (table.Properties?["KeySchema"] as TemplateList)?.Items.FirstOrDefault(k => k["KeyType"]?.LiteralText == role)?["AttributeName"]?.LiteralText;
            var type = (table.Properties?["AttributeDefinitions"] as TemplateList)?.Items.FirstOrDefault(a => a["AttributeName"]?.LiteralText == name)?["AttributeType"]?.LiteralText;
            return name is not null && type is "S" or "N" or "B" ? new DocumentKey(name!, type!) : null;
        }

        var hasRange = (table.Properties?["KeySchema"] as TemplateList)?.Items.Length > 1;
        return Key("HASH") is not { } hash ? null : !hasRange ? new DocumentKeys(hash, null) : Key("RANGE") is { } range ? new DocumentKeys(hash, range) : null;
    }

    private static string? Descriptor(string? type) => type switch { "String" => "S", "Number" => "N", "Binary" => "B", _ => null };
}
