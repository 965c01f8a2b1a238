using System.Text.RegularExpressions;

namespace LambdaLift.ServiceCatalogue;

/// <summary>The permissions that a state machine's role needs for its tasks.</summary>
/// <remarks>Source: https://docs.aws.amazon.com/step-functions/latest/dg/service-integration-iam-templates.html and the service authorization reference.</remarks>
public static class IamPermissions
{
    private static readonly Regex Placeholder = new(@"(?<!\$)\{(?<path>[A-Za-z0-9.]+)(\|(?<form>[A-Za-z]+))?\}", RegexOptions.CultureInvariant);
    private static readonly Regex Reference = new(@"^\$\{(?<id>[A-Za-z0-9]+)\}$", RegexOptions.CultureInvariant);

    /// <summary>The permissions of one task.</summary>
    /// <param name="integration">The integration.</param>
    /// <param name="pattern">The pattern; <c>.sync</c> needs more.</param>
    /// <param name="arguments">What is known of the parameters, by API name.</param>
    public static IReadOnlyList<IamStatement> ForTask(
        StepFunctionsIntegration integration, IntegrationPatterns pattern = IntegrationPatterns.RequestResponse, IamArguments? arguments = null)
    {
        var operation = integration.Operation;
        var facts = operation?.Service.Catalogue.IamTable.Find(integration) ?? IntegrationFacts(integration);
        var statements = new List<IamStatement>();
        if (operation is not null)
        {
            var actions = facts is { Always.Length: > 0 } ? facts.Always[0].Actions : operation.Service.Catalogue.IamTable.ActionsOf(operation);
            statements.Add(OwnStatement(operation, actions, arguments ?? IamArguments.None, facts is { Always.Length: > 0 } ? facts.Always[0] : null));
        }
        if (facts is not null)
        {
            statements.AddRange(facts.Always.Skip(operation is null ? 0 : 1).Select(Convert));
            if ((pattern & (IntegrationPatterns.Sync | IntegrationPatterns.Sync2)) != 0)
                statements.AddRange(facts.Sync.Select(Convert));
        }
        return statements;
    }

    /// <summary>The permissions to call an operation directly, as a Lambda function that stays does.</summary>
    public static IamStatement ForOperation(AwsOperation operation, IamArguments? arguments = null) =>
        OwnStatement(operation, operation.Service.Catalogue.IamTable.ActionsOf(operation), arguments ?? IamArguments.None, null);

    /// <summary>The permissions to deliver the execution log to CloudWatch Logs.</summary>
    public static IamStatement Logging => new(AwsCatalogue.Default.IamTable.Logging, new[] { "*" });

    /// <summary>The permissions to send traces to X-Ray.</summary>
    public static IamStatement Tracing => new(AwsCatalogue.Default.IamTable.Tracing, new[] { "*" });

    /// <summary>The permissions of a distributed Map over a state machine's own child executions.</summary>
    /// <param name="stateMachineName">The name of the state machine, in the syntax of <c>Fn::Sub</c>.</param>
    public static IReadOnlyList<IamStatement> DistributedMap(string stateMachineName) => new[]
    {
        new IamStatement(
            new[] { "states:StartExecution" }, new[] { $"arn:${{AWS::Partition}}:states:${{AWS::Region}}:${{AWS::AccountId}}:stateMachine:{stateMachineName}" }),
        new IamStatement(
            new[] { "states:DescribeExecution", "states:StopExecution", "states:RedriveExecution" },
            new[] { $"arn:${{AWS::Partition}}:states:${{AWS::Region}}:${{AWS::AccountId}}:execution:{stateMachineName}/*" }),
    };

    private static IamTable.Integration? IntegrationFacts(StepFunctionsIntegration integration) => AwsCatalogue.Default.IamTable.Find(integration);

    private static IamStatement Convert(IamTable.Statement statement) => statement.Resource.Length > 0
        ? new IamStatement(statement.Actions, new[] { statement.Resource })
        : new IamStatement(statement.Actions, new[] { "*" }, "Can be narrowed to: " + statement.Note);

    private static IamStatement OwnStatement(AwsOperation operation, string[] actions, IamArguments arguments, IamTable.Statement? facts)
    {
        foreach (var template in operation.Service.Catalogue.IamTable.ResourceTemplates(operation))
        {
            if (Placeholder.Matches(template).Cast<Match>().All(m => arguments.TryGet(m.Groups["path"].Value, out _)))
                return new IamStatement(actions, Expand(template, arguments), IsOpen(template, arguments) ? "The resource is known at run time only." : null);
        }
        var note = facts is { Note.Length: > 0 } ? "Can be narrowed to: " + facts.Note : null;
        return new IamStatement(actions, new[] { "*" }, note);
    }

    private static bool IsOpen(string template, IamArguments arguments) =>
        Placeholder.Matches(template).Cast<Match>().Any(m => arguments.TryGet(m.Groups["path"].Value, out var value) && value is null);

    // "a + :*" stands for two resources, a and a followed by :*; "a + arn:…" for a and another one.
    private static string[] Expand(string template, IamArguments arguments)
    {
        var parts = template.Split(new[] { " + " }, StringSplitOptions.None);
        var first = Substitute(parts[0], arguments);
        return parts.Skip(1).Select(p => p.StartsWith("arn:", StringComparison.Ordinal) ? Substitute(p, arguments) : first == "*" ? first : first + p).Prepend(first).Distinct().ToArray();
    }

    private static string Substitute(string template, IamArguments arguments)
    {
        string? whole = null;
        var text = Placeholder.Replace(template, m =>
        {
            arguments.TryGet(m.Groups["path"].Value, out var value);
            var formed = Form(m.Groups["form"].Value, value ?? "*");
            // An ARN stands for everything that precedes it.
            if (formed.IsArn)
                whole = formed.Text + template.Substring(m.Index + m.Length);
            return formed.Text;
        });
        return whole is null ? text : Placeholder.Replace(whole, m => arguments.TryGet(m.Groups["path"].Value, out var value) ? value ?? "*" : "*");
    }

    private static (string Text, bool IsArn) Form(string form, string value)
    {
        var isArn = value.StartsWith("arn:", StringComparison.Ordinal) || value.EndsWith(".Arn}", StringComparison.Ordinal);
        var isReference = Reference.Match(value);
        switch (form)
        {
            case "queueUrl" when isReference.Success:
                // A queue's Ref is its URL.
                return ($"${{{isReference.Groups["id"].Value}.Arn}}", true);
            case "queueUrl":
                return (value.Substring(value.LastIndexOf('/') + 1), isArn);
            case "secret" when isReference.Success || value.Contains("-??????"):
                // A secret's Ref is its ARN.
                return (value, true);
            case "secret":
                return isArn || value == "*" ? (value, isArn) : (value + "-??????", false);
            case "parameterName":
                return (value.TrimStart('/'), isArn);
            default:
                return (value, isArn);
        }
    }
}
