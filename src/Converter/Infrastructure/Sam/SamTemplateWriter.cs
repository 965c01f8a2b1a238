using System.Collections.Immutable;
using LambdaLift.ServiceCatalogue;

namespace LambdaLift.Converter.Infrastructure.Sam;

/// <summary>
/// Writes a SAM template that deploys a converted handler: the application's own template with the state machine, its role, log
/// group, event sources and residual functions added, and nothing else changed.
/// Source: AWS SAM, <c>AWS::Serverless::StateMachine</c>; Step Functions Developer Guide, "Creating an IAM role for your state machine"
/// and "Logging to CloudWatch Logs".
/// </summary>
public static class SamTemplateWriter
{
    private const string Transform = "AWS::Serverless-2016-10-31";

    /// <summary>Properties that hold paths relative to the template, by the resource types that have them.</summary>
    private static readonly string[] PathProperties = ["CodeUri", "ContentUri", "DefinitionUri", "SchemaUri", "TemplateURL", "Code", "Content"];

    /// <summary>Writes the template.</summary>
    /// <param name="original">The application's template; <see langword="null"/> if it has none, or none of CloudFormation's kind.</param>
    /// <param name="machine">The converted handler.</param>
    /// <param name="rebase">What to put before the template's relative paths, because it is written to another folder: <c>../../</c> for instance.</param>
    public static SamTemplate Write(DeploymentTemplate? original, StateMachineDeployment machine, string rebase)
    {
        var notes = ImmutableArray.CreateBuilder<string>();
        var usable = original is { Kind: DeploymentTemplateKind.CloudFormation } && original.Root["Resources"] is TemplateMap { Entries.IsEmpty: false };
        var names = new ResourceNames(usable ? original : null, machine);
        var events = EventSources.CarriedOver(usable ? machine.Orchestrator : null, notes);
        var parameters = Parameters(machine, usable ? original : null);
        var resources = Resources(machine, names, events, parameters);
        foreach (var parameter in parameters)
        {
            notes.Add($"Parameter '{parameter.Key}' must be given when deploying: no template says its value.");
        }

        if (usable && TryExtend(original!, machine, names, events, parameters, resources, rebase) is { } extended)
        {
            return new SamTemplate(extended, original!.Text.TrimStart().StartsWith("{", StringComparison.Ordinal) ? "template.json" : "template.yaml", names.StateMachine, notes.ToImmutable());
        }

        if (original is not null)
        {
            notes.Add($"{original.Path} is not a template that can be added to; this one holds the state machine alone.");
        }

        return new SamTemplate(Standalone(machine, parameters, resources), "template.yaml", names.StateMachine, notes.ToImmutable());
    }

    private static string? TryExtend(
        DeploymentTemplate original,
        StateMachineDeployment machine,
        ResourceNames names,
        ImmutableArray<TemplateEvent> events,
        IReadOnlyList<TemplateEntry> parameters,
        IReadOnlyList<TemplateEntry> resources,
        string rebase)
    {
        var editor = new TemplateEditor(original.Text);
        if (!editor.Insert(resources, machine.Orchestrator?.ResourceId, "Resources"))
        {
            return null;
        }

        if (!original.IsSam)
        {
            editor.InsertAtTop("Transform", TemplateValues.Literal(Transform));
        }

        if (parameters.Count > 0 && !editor.Insert(parameters, null, "Parameters"))
        {
            editor.InsertAtTop("Parameters", TemplateValues.Map(parameters.Select(entry => new KeyValuePair<string, TemplateValue>(entry.Key, entry.Value))));
        }

        if (machine.Orchestrator is { } orchestrator)
        {
            MoveEvents(editor, orchestrator, events);
            editor.AddComment($"Replaced by {names.StateMachine}: delete it when nothing calls it any more.", "Resources", orchestrator.ResourceId);
        }

        RebasePaths(editor, original, rebase);
        return editor.Apply();
    }

    private static void MoveEvents(TemplateEditor editor, TemplateFunction orchestrator, ImmutableArray<TemplateEvent> moved)
    {
        string[] section = ["Resources", orchestrator.ResourceId, "Properties", "Events"];
        if (moved.Length == orchestrator.Events.Length && !moved.IsEmpty)
        {
            editor.Remove(section);
            return;
        }

        foreach (var source in moved)
        {
            editor.Remove([.. section, source.Name]);
        }
    }

    private static void RebasePaths(TemplateEditor editor, DeploymentTemplate original, string rebase)
    {
        string Rebase(string path)
        {
            if (path.Contains("://") || path.StartsWith("/", StringComparison.Ordinal))
            {
                return path;
            }

            var bare = path.StartsWith("./", StringComparison.Ordinal) ? path.Substring(2) : path == "." ? "" : path;
            return rebase.Length == 0 ? path : rebase + bare;
        }

        editor.ReplaceScalar(Rebase, "Globals", "Function", "CodeUri");
        foreach (var entry in (original.Root["Resources"] as TemplateMap)?.Entries ?? [])
        {
            foreach (var property in PathProperties)
            {
                editor.ReplaceScalar(Rebase, "Resources", entry.Key, "Properties", property);
            }

            editor.ReplaceScalar(Rebase, "Resources", entry.Key, "Metadata", "DockerContext");
        }
    }

    private static string Standalone(StateMachineDeployment machine, IReadOnlyList<TemplateEntry> parameters, IReadOnlyList<TemplateEntry> resources)
    {
        static TemplateValue? Section(IReadOnlyList<TemplateEntry> entries) =>
            entries.Count == 0 ? null : TemplateValues.Map(entries.Select(entry => new KeyValuePair<string, TemplateValue>(entry.Key, entry.Value)));

        return TemplateYamlWriter.Write(TemplateValues.Map(
            ("AWSTemplateFormatVersion", TemplateValues.Literal("2010-09-09")),
            ("Transform", TemplateValues.Literal(Transform)),
            ("Description", TemplateValues.Literal($"The state machine {machine.Name}, converted from a Lambda function.")),
            ("Parameters", Section(parameters)),
            ("Resources", Section(resources))));
    }

    /// <summary>A placeholder that no template gives a value becomes a parameter of the same name.</summary>
    private static List<TemplateEntry> Parameters(StateMachineDeployment machine, DeploymentTemplate? original) =>
        [.. machine.Substitutions.Concat(machine.Residuals.SelectMany(residual => residual.Environment))
            .Where(substitution => !IsKnown(substitution.Value, original) && !machine.Residuals.Any(residual => substitution.Value is TemplateGetAtt { LogicalId: var id } && id == residual.LogicalId))
            .Select(substitution => new TemplateEntry(
                ResourceNames.Alphanumeric(substitution.Name),
                TemplateValues.Map(("Type", TemplateValues.Literal("String")), ("Description", TemplateValues.Literal(substitution.Description))),
                null))
            .GroupBy(entry => entry.Key, StringComparer.Ordinal)
            .Select(entries => entries.First())
            .Where(entry => original?.Parameters.All(parameter => parameter.Name != entry.Key) ?? true)];

    /// <summary>Whether a value means something in the template that is written.</summary>
    private static bool IsKnown(TemplateValue? value, DeploymentTemplate? original) =>
        value is not null
        && !value.SelfAndDescendants().Any(part => part is TemplateOther { Function: "Variable" })
        && TemplateValues.ReferencesOf(value).All(reference =>
            reference.StartsWith("AWS::", StringComparison.Ordinal)
            || original is not null
            && ((original.Root["Resources"] as TemplateMap)?.Members.ContainsKey(reference) == true || original.Parameters.Any(parameter => parameter.Name == reference)));

    private static List<TemplateEntry> Resources(
        StateMachineDeployment machine, ResourceNames names, ImmutableArray<TemplateEvent> events, IReadOnlyList<TemplateEntry> parameters)
    {
        var resources = new List<TemplateEntry>
        {
            new(names.StateMachine, StateMachine(machine, names, events, parameters), $"{machine.Name} as a state machine.\n{machine.Type}: {machine.TypeReason}."),
            new(names.Role, Role(machine, names), "What the state machine may do: one statement per kind of call that it makes."),
            new(names.LogGroup, LogGroup(machine), null),
        };
        resources.AddRange(machine.Residuals.Select(residual => new TemplateEntry(residual.LogicalId, Residual(residual, parameters), "Holds what Step Functions cannot express.")));
        return resources;
    }

    private static TemplateMap StateMachine(
        StateMachineDeployment machine, ResourceNames names, ImmutableArray<TemplateEvent> events, IReadOnlyList<TemplateEntry> parameters)
    {
        return Resource(
            "AWS::Serverless::StateMachine",

            // Its role names it, and it names its role: one of them has to know the name.
            ("Name", machine.HasDistributedMap ? TemplateValues.Sub(NameOf(machine)) : null),
            ("Type", TemplateValues.Literal(machine.Type == WorkflowType.Standard ? "STANDARD" : "EXPRESS")),
            ("DefinitionUri", TemplateValues.Literal(machine.DefinitionUri)),
            ("DefinitionSubstitutions", machine.Substitutions.IsEmpty ? null : TemplateValues.Map(
                machine.Substitutions.Select(substitution => new KeyValuePair<string, TemplateValue>(substitution.Name, ValueOf(substitution, parameters))))),
            ("Role", TemplateValues.GetAtt(names.Role, "Arn")),
            ("Logging", TemplateValues.Map(
                // A Standard workflow keeps its history for 90 days; an Express one leaves nothing but its log.
                ("Level", TemplateValues.Literal(machine.Type == WorkflowType.Standard ? "ERROR" : "ALL")),
                ("IncludeExecutionData", TemplateValues.Literal("false")),
                ("Destinations", TemplateValues.List(
                [
                    TemplateValues.Map(("CloudWatchLogsLogGroup", TemplateValues.Map(("LogGroupArn", TemplateValues.GetAtt(names.LogGroup, "Arn"))))),
                ])))),
            ("Tracing", TemplateValues.Map(("Enabled", TemplateValues.Literal("true")))),
            ("Events", events.IsEmpty ? null : TemplateValues.Map(events.Select(source => new KeyValuePair<string, TemplateValue>(
                source.Name, TemplateValues.Map(("Type", TemplateValues.Literal(source.Type)), ("Properties", source.Properties)))))));
    }

    private static TemplateMap Role(StateMachineDeployment machine, ResourceNames names) => Resource(
        "AWS::IAM::Role",
        ("AssumeRolePolicyDocument", TemplateValues.Map(
            ("Version", TemplateValues.Literal("2012-10-17")),
            ("Statement", TemplateValues.List(
            [
                TemplateValues.Map(
                    ("Effect", TemplateValues.Literal("Allow")),
                    ("Principal", TemplateValues.Map(("Service", TemplateValues.Literal("states.amazonaws.com")))),
                    ("Action", TemplateValues.Literal("sts:AssumeRole")),
                    ("Condition", TemplateValues.Map(("StringEquals", TemplateValues.Map(("aws:SourceAccount", TemplateValues.Ref("AWS::AccountId"))))))),
            ])))),
        ("Policies", TemplateValues.List(
        [
            TemplateValues.Map(
                ("PolicyName", TemplateValues.Literal(names.StateMachine)),
                ("PolicyDocument", TemplateValues.Map(
                    ("Version", TemplateValues.Literal("2012-10-17")),
                    ("Statement", TemplateValues.List(machine.Permissions.Concat(Items(machine)).Concat(Operations()).Select(Statement)))))),
        ])));

    private static string NameOf(StateMachineDeployment machine) => "${AWS::StackName}-" + machine.Name;

    /// <summary>What a distributed Map state needs for the executions of its items.</summary>
    private static IEnumerable<PermissionStatement> Items(StateMachineDeployment machine) => machine.HasDistributedMap
        ? IamPermissions.DistributedMap(NameOf(machine)).Zip(["StartItems", "FollowItems"], (statement, sid) => new PermissionStatement(sid, [.. statement.Actions], [.. statement.Resources.Select(TemplateValues.Sub)]))
        : [];

    /// <summary>What logging and tracing need; neither can be narrowed to a resource.</summary>
    private static IEnumerable<PermissionStatement> Operations() =>
    [
        new("DeliverLogs", [.. IamPermissions.Logging.Actions], [TemplateValues.Literal("*")]),
        new("SendTraces", [.. IamPermissions.Tracing.Actions], [TemplateValues.Literal("*")]),
    ];

    private static TemplateValue Statement(PermissionStatement statement) => TemplateValues.Map(
        ("Sid", TemplateValues.Literal(statement.Sid)),
        ("Effect", TemplateValues.Literal("Allow")),
        ("Action", OneOrMany([.. statement.Actions.Select(TemplateValues.Literal)])),
        ("Resource", OneOrMany(statement.Resources)),
        ("Condition", statement.StringLike.IsEmpty ? null : TemplateValues.Map(("StringLike", TemplateValues.Map(statement.StringLike)))));

    private static TemplateValue OneOrMany(ImmutableArray<TemplateValue> values) => values.Length == 1 ? values[0] : TemplateValues.List(values);

    private static TemplateMap LogGroup(StateMachineDeployment machine) => Resource(
        "AWS::Logs::LogGroup",

        // This prefix keeps CloudWatch's resource policy from growing with every state machine.
        ("LogGroupName", TemplateValues.Sub("/aws/vendedlogs/states/${AWS::StackName}-" + machine.Name)),
        ("RetentionInDays", TemplateValues.Literal("30")));

    private static TemplateValue ValueOf(DefinitionSubstitution substitution, IReadOnlyList<TemplateEntry> parameters) =>
        substitution.Value is { } value && parameters.All(parameter => parameter.Key != ResourceNames.Alphanumeric(substitution.Name))
            ? value
            : TemplateValues.Ref(ResourceNames.Alphanumeric(substitution.Name));

    private static TemplateMap Residual(ResidualDeployment residual, IReadOnlyList<TemplateEntry> parameters) => Resource(
        "AWS::Serverless::Function",
        ("Handler", TemplateValues.Literal(residual.Handler)),
        ("Runtime", TemplateValues.Literal(residual.Runtime)),
        ("CodeUri", TemplateValues.Literal(residual.CodeUri)),
        ("MemorySize", TemplateValues.Literal("256")),
        ("Timeout", TemplateValues.Literal("30")),
        ("Environment", residual.Environment.IsEmpty ? null : TemplateValues.Map(("Variables", TemplateValues.Map(
            residual.Environment.Select(variable => new KeyValuePair<string, TemplateValue>(variable.Name, ValueOf(variable, parameters))))))),
        ("Policies", residual.Permissions.IsEmpty ? null : TemplateValues.List(
        [
            TemplateValues.Map(("Version", TemplateValues.Literal("2012-10-17")), ("Statement", TemplateValues.List(residual.Permissions.Select(Statement)))),
        ])),
        ("Tracing", TemplateValues.Literal("Active")));

    private static TemplateMap Resource(string type, params (string Key, TemplateValue? Value)[] properties) =>
        TemplateValues.Map(("Type", TemplateValues.Literal(type)), ("Properties", TemplateValues.Map(properties)));
}
