using System.Text.Json;
using LambdaLift.Converter.Infrastructure;
using LambdaLift.Converter.Infrastructure.Sam;

namespace LambdaLift.Converter.Tests.Infrastructure.Sam;

public sealed class SamTemplateWriterTests
{
    private const string Yaml = """
        AWSTemplateFormatVersion: '2010-09-09'
        Transform: AWS::Serverless-2016-10-31

        Globals:
          Function:
            CodeUri: ./

        Resources:
          # The table of deliveries.
          Table:
            Type: AWS::DynamoDB::Table

          # Decides what goes where.
          DistributeFunction:
            Type: AWS::Serverless::Function
            Properties:
              Handler: A::B.C::D
              # Started by the bus.
              Events:
                Requested:
                  Type: EventBridgeRule
                  Properties:
                    Pattern:
                      source: [crm]
                    InputPath: $.detail
              Timeout: 90

          Other:
            Type: AWS::Serverless::Function
            Properties:
              CodeUri: src/Other/ # local
              Handler: A::B.O::D

        Outputs:
          Name:
            Value: !Ref Other
        """;

    private static StateMachineDeployment Machine(DeploymentTemplate? template, params DefinitionSubstitution[] substitutions) => new()
    {
        Name = "Distribute",
        DefinitionUri = "Distribute.asl.json",
        Type = WorkflowType.Standard,
        TypeReason = "it sends messages, which an Express workflow could do twice",
        Orchestrator = template?.FunctionsOf("A::B.C::D").SingleOrDefault(),
        Substitutions = [.. substitutions],
        Permissions = [new("PutItemTable", ["dynamodb:PutItem"], [TemplateValues.GetAtt("Table", "Arn")])],
    };

    private static (SamTemplate Written, DeploymentTemplate Read) Write(string text, params DefinitionSubstitution[] substitutions)
    {
        var original = DeploymentTemplate.Read("template.yaml", text);
        var written = SamTemplateWriter.Write(original, Machine(original, substitutions), "../../");
        return (written, DeploymentTemplate.Read("out.yaml", written.Text));
    }

    [Fact]
    public void A_state_machine_with_a_distributed_map_has_a_name_and_may_start_itself()
    {
        static string Written(bool hasDistributedMap) => SamTemplateWriter.Write(
            null,
            new StateMachineDeployment { Name = "Distribute", DefinitionUri = "Distribute.asl.json", Type = WorkflowType.Standard, TypeReason = "asked for", HasDistributedMap = hasDistributedMap },
            "").Text;
        var text = Written(hasDistributedMap: true);

        Assert.Contains("      Name: !Sub", text, StringComparison.Ordinal);
        Assert.Contains("states:StartExecution", text, StringComparison.Ordinal);
        Assert.Contains(":stateMachine:${AWS::StackName}-Distribute", text, StringComparison.Ordinal);
        Assert.Contains(":execution:${AWS::StackName}-Distribute/*", text, StringComparison.Ordinal);
        Assert.DoesNotContain("states:StartExecution", Written(hasDistributedMap: false), StringComparison.Ordinal);
    }

    [Fact]
    public void A_yaml_template_keeps_everything_and_gets_the_state_machine()
    {
        var (written, read) = Write(Yaml, new DefinitionSubstitution("TableName", TemplateValues.Ref("Table"), "table"));

        Assert.Equal("DistributeStateMachine", written.StateMachineId);
        var machine = read.Resources.Single(resource => resource.LogicalId == "DistributeStateMachine");
        Assert.Equal("AWS::Serverless::StateMachine", machine.Type);
        Assert.Equal("STANDARD", machine.Properties!["Type"]!.LiteralText);
        Assert.Equal("!Ref Table", machine.Properties["DefinitionSubstitutions"]!["TableName"]!.ToString());
        Assert.Equal("$.detail", machine.Properties["Events"]!["Requested"]!["Properties"]!["InputPath"]!.LiteralText);
        Assert.Equal("true", machine.Properties["Tracing"]!["Enabled"]!.LiteralText);
        Assert.Equal("!GetAtt DistributeStateMachineRole.Arn", machine.Properties["Role"]!.ToString());
        Assert.Contains(read.Resources, resource => resource.LogicalId == "DistributeStateMachineLogGroup");

        // What stays: comments, other resources, the function without its event, outputs.
        Assert.Contains("  # The table of deliveries.\n  Table:", written.Text, StringComparison.Ordinal);
        Assert.Contains("  # Decides what goes where.\n  # Replaced by DistributeStateMachine", written.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Started by the bus", written.Text, StringComparison.Ordinal);
        Assert.Empty(read.FunctionsOf("A::B.C::D").Single().Events);
        Assert.Equal(90, read.FunctionsOf("A::B.C::D").Single().Timeout);
        Assert.Equal("../../src/Other/", read.FunctionsOf("A::B.O::D").Single().CodeUri!.LiteralText);
        Assert.Contains("../../src/Other/ # local", written.Text, StringComparison.Ordinal);
        Assert.Equal("../../", read.Root["Globals"]!["Function"]!["CodeUri"]!.LiteralText);
        Assert.EndsWith("Value: !Ref Other", written.Text, StringComparison.Ordinal);
        Assert.Contains(written.Notes, note => note.StartsWith("Event 'Requested'", StringComparison.Ordinal));
    }

    [Fact]
    public void The_role_allows_only_the_calls_logging_and_tracing()
    {
        var (_, read) = Write(Yaml);

        var role = read.Resources.Single(resource => resource.LogicalId == "DistributeStateMachineRole").Properties!;
        var policy = ((TemplateList)role["Policies"]!).Items.Single()["PolicyDocument"]!;
        var statements = ((TemplateList)policy["Statement"]!).Items;
        Assert.Equal(["PutItemTable", "DeliverLogs", "SendTraces"], statements.Select(statement => statement["Sid"]!.LiteralText));
        Assert.Equal(("dynamodb:PutItem", "!GetAtt Table.Arn"), (statements[0]["Action"]!.LiteralText, statements[0]["Resource"]!.ToString()));
        Assert.DoesNotContain(statements, statement => statement["Action"]!.ToString().Contains(":*", StringComparison.Ordinal));
    }

    [Fact]
    public void A_json_template_stays_json()
    {
        const string Json = """
            {
              "AWSTemplateFormatVersion": "2010-09-09",
              "Resources": {
                "DistributeFunction": {
                  "Type": "AWS::Serverless::Function",
                  "Properties": {
                    "Handler": "A::B.C::D",
                    "CodeUri": ".",
                    "Events": { "Daily": { "Type": "Schedule", "Properties": { "Schedule": "rate(1 day)" } } }
                  }
                },
                "Table": { "Type": "AWS::DynamoDB::Table" }
              }
            }
            """;

        var (written, read) = Write(Json, new DefinitionSubstitution("Topic", TemplateValues.Sub("${AWS::StackName}-\"x\""), "topic"));

        using var document = JsonDocument.Parse(written.Text);
        var resources = document.RootElement.GetProperty("Resources");
        var machine = resources.GetProperty("DistributeStateMachine").GetProperty("Properties");
        Assert.Equal("${AWS::StackName}-\"x\"", machine.GetProperty("DefinitionSubstitutions").GetProperty("Topic").GetProperty("Fn::Sub").GetString());
        Assert.Equal("rate(1 day)", machine.GetProperty("Events").GetProperty("Daily").GetProperty("Properties").GetProperty("Schedule").GetString());
        Assert.False(resources.GetProperty("DistributeFunction").GetProperty("Properties").TryGetProperty("Events", out _));
        Assert.Equal("../../", resources.GetProperty("DistributeFunction").GetProperty("Properties").GetProperty("CodeUri").GetString());
        Assert.Equal("AWS::Serverless-2016-10-31", document.RootElement.GetProperty("Transform").GetString());
        Assert.Equal("template.json", written.FileName);
        Assert.True(read.IsSam);
    }

    [Fact]
    public void An_event_that_a_state_machine_cannot_get_stays_with_the_function_and_is_noted()
    {
        var (written, read) = Write(Yaml.Replace("EventBridgeRule", "SQS", StringComparison.Ordinal));

        Assert.Equal("SQS", Assert.Single(read.FunctionsOf("A::B.C::D").Single().Events).Type);
        Assert.Contains(written.Notes, note => note.Contains("EventBridge pipe", StringComparison.Ordinal));
    }

    [Fact]
    public void What_no_template_says_becomes_a_parameter()
    {
        var (written, read) = Write(
            Yaml,
            new DefinitionSubstitution("QUEUE_URL", null, "Environment variable QUEUE_URL"),
            new DefinitionSubstitution("Elsewhere", TemplateValues.Ref("NotHere"), "elsewhere"));

        Assert.Equal(["QUEUEURL", "Elsewhere"], read.Parameters.Select(parameter => parameter.Name));
        var substitutions = read.Resources.Single(resource => resource.LogicalId == written.StateMachineId).Properties!["DefinitionSubstitutions"]!;
        Assert.Equal("!Ref QUEUEURL", substitutions["QUEUE_URL"]!.ToString());
        Assert.Equal("!Ref Elsewhere", substitutions["Elsewhere"]!.ToString());
        Assert.Contains(written.Notes, note => note.Contains("'QUEUEURL'", StringComparison.Ordinal));
    }

    [Fact]
    public void Without_a_template_a_new_one_is_written()
    {
        var written = SamTemplateWriter.Write(null, Machine(null), "");

        var read = DeploymentTemplate.Read("template.yaml", written.Text);
        Assert.True(read.IsSam);
        Assert.Equal(["DistributeStateMachine", "DistributeStateMachineRole", "DistributeStateMachineLogGroup"], read.Resources.Select(resource => resource.LogicalId));
    }

    [Fact]
    public void Flow_style_events_are_removed_whole()
    {
        var events = Yaml.IndexOf("      Events:", StringComparison.Ordinal);
        var timeout = Yaml.IndexOf("      Timeout:", StringComparison.Ordinal);
        var (_, read) = Write(Yaml[..events] + "      Events: { Daily: { Type: Schedule, Properties: { Schedule: 'rate(1 day)', Tags: [] } } } # daily\n" + Yaml[timeout..]);

        Assert.Empty(read.FunctionsOf("A::B.C::D").Single().Events);
        Assert.Equal(90, read.FunctionsOf("A::B.C::D").Single().Timeout);
    }

    [Fact]
    public void What_is_added_stands_before_the_comment_of_the_function_that_it_replaces()
    {
        var (written, _) = Write(Yaml.Replace("  # Decides what goes where.\n", "", StringComparison.Ordinal));

        Assert.Contains("  # Replaced by DistributeStateMachine: delete it when nothing calls it any more.\n  DistributeFunction:\n", written.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Names_that_are_taken_are_not_used_again()
    {
        var (written, _) = Write(Yaml.Replace("  Table:", "  DistributeStateMachine:", StringComparison.Ordinal));

        Assert.Equal("DistributeStateMachine2", written.StateMachineId);
    }

    [Theory]
    [InlineData("\r\n")]
    [InlineData("\n")]
    public void Line_breaks_of_the_template_are_kept_readable(string lineBreak)
    {
        var (_, read) = Write(Yaml.Replace("\n", lineBreak, StringComparison.Ordinal));

        Assert.Equal(2, read.Functions.Length);
        Assert.Empty(read.FunctionsOf("A::B.C::D").Single().Events);
    }
}
