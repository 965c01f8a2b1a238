using LambdaLift.Converter.Infrastructure;

namespace LambdaLift.Converter.Tests.Infrastructure;

public sealed class DeploymentTemplateTests
{
    private const string Sam = """
        AWSTemplateFormatVersion: '2010-09-09'
        Transform: AWS::Serverless-2016-10-31
        Parameters:
          Stage:
            Type: String
            Default: dev
          Unset:
            Type: String
        Globals:
          Function:
            Runtime: dotnet8
            Timeout: 30
            Environment:
              Variables:
                LOG_LEVEL: Information
                SHARED: global
        Resources:
          Orchestrator:
            Type: AWS::Serverless::Function
            Properties:
              Handler: Shop::Shop.Functions.Orchestrator::HandleAsync
              CodeUri: ./src/Shop/
              Timeout: 60
              Environment:
                Variables:
                  SHARED: own
                  SEND_SMS: !Ref SendSms
                  SEND_EMAIL: !GetAtt SendEmail.Arn
                  NOTIFY: !Sub "arn:${AWS::Partition}:lambda:${AWS::Region}:${AWS::AccountId}:function:${AWS::StackName}-notify"
                  TABLE: !Ref Deliveries
                  CHOSEN: !If [IsProd, a, b]
              Policies:
                - LambdaInvokePolicy:
                    FunctionName: !Ref SendSms
              Events:
                Submit:
                  Type: Api
                  Properties:
                    Path: /messages
                    Method: post
          SendSms:
            Type: AWS::Serverless::Function
            Properties:
              Handler: Shop::Shop.Functions.SendSms::Handle
              FunctionName: !Sub "${Stage}-send-sms"
          SendEmail:
            Type: AWS::Serverless::Function
            Properties:
              Handler: Shop::Shop.Functions.SendEmail::Handle
          Notify:
            Type: AWS::Lambda::Function
            Properties:
              FunctionName: !Join ['-', [!Ref 'AWS::StackName', notify]]
              Handler: Shop::Shop.Functions.Notify::Handle
              Code: ./notify.zip
          LiveSms:
            Type: AWS::Lambda::Alias
            Properties:
              FunctionName: !Ref SendSms
              Name: live
          Deliveries:
            Type: AWS::DynamoDB::Table
            Properties:
              TableName: deliveries
          Topic:
            Type: AWS::SNS::Topic
          Queue:
            Type: AWS::SQS::Queue
        """;

    private static readonly DeploymentTemplate Template = DeploymentTemplate.Read("template.yaml", Sam);

    private static TemplateFunction Function(string id) => Template.Functions.Single(function => function.LogicalId == id);

    [Fact]
    public void Functions_have_their_own_settings_over_the_global_ones()
    {
        var orchestrator = Function("Orchestrator");

        Assert.True(Template.IsSam);
        Assert.Equal(60, orchestrator.Timeout);
        Assert.Equal("dotnet8", orchestrator.Runtime);
        Assert.Equal("./src/Shop/", orchestrator.CodeUri!.LiteralText);
        Assert.Equal("own", orchestrator.Environment["SHARED"].LiteralText);
        Assert.Equal("Information", orchestrator.Environment["LOG_LEVEL"].LiteralText);
        Assert.Equal(30, Function("SendSms").Timeout);
        Assert.Null(Function("Notify").Timeout); // SAM's globals do not reach AWS::Lambda::Function
    }

    [Fact]
    public void Events_policies_and_resources_are_kept()
    {
        var orchestrator = Function("Orchestrator");

        var submit = Assert.Single(orchestrator.Events);
        Assert.Equal(("Submit", "Api", "/messages"), (submit.Name, submit.Type, submit.Properties!["Path"]!.LiteralText));
        Assert.NotNull(((TemplateList)orchestrator.Policies!).Items[0]["LambdaInvokePolicy"]);
        Assert.Equal("Deliveries", Assert.Single(Template.Tables).LogicalId);
        Assert.Equal("Topic", Assert.Single(Template.Topics).LogicalId);
        Assert.Equal("Queue", Assert.Single(Template.Queues).LogicalId);
    }

    [Fact]
    public void Intrinsic_functions_become_values()
    {
        var environment = Template.EnvironmentOf("Shop::Shop.Functions.Orchestrator::HandleAsync");

        Assert.Equal("SendSms", Assert.IsType<TemplateRef>(environment["SEND_SMS"]).Name);
        Assert.Equal("Arn", Assert.IsType<TemplateGetAtt>(environment["SEND_EMAIL"]).Attribute);
        Assert.Equal(9, Assert.IsType<TemplateSub>(environment["NOTIFY"]).Parts.Length);
        Assert.Equal("If", Assert.IsType<TemplateOther>(environment["CHOSEN"]).Function);
        Assert.Equal(27, environment["SEND_SMS"].Location.Line);
    }

    [Theory]
    [InlineData("SEND_SMS", "SendSms")]
    [InlineData("SEND_EMAIL", "SendEmail")]
    [InlineData("NOTIFY", "Notify")]
    [InlineData("TABLE", null)]
    [InlineData("CHOSEN", null)]
    [InlineData("LOG_LEVEL", null)]
    public void Functions_resolve_from_values(string variable, string? expected)
    {
        var value = Template.EnvironmentOf("Shop::Shop.Functions.Orchestrator::HandleAsync")[variable];

        Assert.Equal(expected, Template.ResolveFunction(value)?.LogicalId);
    }

    [Theory]
    [InlineData("dev-send-sms", "SendSms")]
    [InlineData("dev-send-sms:live", "SendSms")]
    [InlineData("arn:aws:lambda:eu-west-1:123456789012:function:dev-send-sms:3", "SendSms")]
    [InlineData("123456789012:function:dev-send-sms", "SendSms")]
    [InlineData("my-stack-notify", "Notify")]
    [InlineData("SendEmail", "SendEmail")] // no FunctionName: the local tools use the logical id
    [InlineData("SendSms", null)] // has another name
    [InlineData("-notify", null)]
    [InlineData("unknown", null)]
    [InlineData("", null)]
    public void Functions_resolve_from_names(string name, string? expected) =>
        Assert.Equal(expected, Template.ResolveFunction(name)?.LogicalId);

    [Fact]
    public void An_alias_resolves_to_its_function() =>
        Assert.Equal("SendSms", Template.ResolveFunction(new TemplateRef("LiveSms", default))?.LogicalId);

    [Fact]
    public void A_name_that_two_functions_could_have_resolves_to_none()
    {
        var template = DeploymentTemplate.Read("t.yaml", """
            Resources:
              A:
                Type: AWS::Lambda::Function
                Properties: { FunctionName: !Sub "${AWS::StackName}-send", Handler: a }
              B:
                Type: AWS::Lambda::Function
                Properties: { FunctionName: !Sub "${AWS::Region}-send", Handler: b }
            """);

        Assert.Null(template.ResolveFunction("x-send"));
    }

    [Fact]
    public void A_generated_annotations_handler_is_the_users_handler()
    {
        var template = DeploymentTemplate.Read("serverless.template", """
            {
              "AWSTemplateFormatVersion": "2010-09-09",
              "Transform": "AWS::Serverless-2016-10-31",
              "Resources": {
            	"Send": {
                  "Type": "AWS::Serverless::Function",
                  "Metadata": { "Tool": "Amazon.Lambda.Annotations" },
                  "Properties": {
                    "Handler": "Shop::Shop.Functions_Send_Generated::Send",
                    "Environment": { "Variables": { "NEXT": { "Fn::GetAtt": ["Next", "Arn"] }, "WEB": "https:\/\/x" } }
                  }
                },
                "Next": { "Type": "AWS::Serverless::Function", "Properties": { "Handler": "Shop::Shop.Next::Run" } }
              }
            }
            """);

        var environment = template.EnvironmentOf("Shop::Shop.Functions::Send");
        Assert.Equal("Next", template.ResolveFunction(environment["NEXT"])?.LogicalId);
        Assert.Equal("https://x", environment["WEB"].LiteralText);
    }

    [Fact]
    public void Functions_that_share_a_handler_share_only_equal_variables()
    {
        var template = DeploymentTemplate.Read("t.yaml", """
            Resources:
              A:
                Type: AWS::Lambda::Function
                Properties: { Handler: "X::Y::Z", Environment: { Variables: { SAME: !Ref T, OTHER: a } } }
              B:
                Type: AWS::Lambda::Function
                Properties: { Handler: "X::Y::Z", Environment: { Variables: { SAME: !Ref T, OTHER: b } } }
            """);

        Assert.Equal(["SAME"], template.EnvironmentOf("X::Y::Z").Keys);
    }

    [Fact]
    public void A_serverless_framework_service_is_read()
    {
        var template = DeploymentTemplate.Read("serverless.yml", """
            service: shop
            provider:
              name: aws
              runtime: dotnet8
              stage: ${opt:stage, 'test'}
              environment:
                TABLE: ${self:custom.table}
            custom:
              table: deliveries-${sls:stage}
            functions:
              orchestrate:
                handler: Shop::Shop.Orchestrator::Run
                timeout: 20
                environment:
                  SMS: ${self:service}-${sls:stage}-send-sms
                  MAIL: !Ref SendDashemailLambdaFunction
                  SECRET: ${ssm:/shop/secret}
                events:
                  - httpApi: 'POST /messages'
                  - sqs:
                      arn: !GetAtt Queue.Arn
              send-sms:
                handler: Shop::Shop.SendSms::Run
              send-email:
                handler: Shop::Shop.SendEmail::Run
                name: mailer
            resources:
              Resources:
                Queue:
                  Type: AWS::SQS::Queue
            """);

        var environment = template.EnvironmentOf("Shop::Shop.Orchestrator::Run");
        Assert.Equal("deliveries-test", environment["TABLE"].LiteralText);
        Assert.Equal("send-sms", template.ResolveFunction(environment["SMS"])?.LogicalId);
        Assert.Equal("send-email", template.ResolveFunction(environment["MAIL"])?.LogicalId);
        Assert.Equal("send-email", template.ResolveFunction("mailer")?.LogicalId);
        Assert.IsType<TemplateOther>(environment["SECRET"]);
        Assert.Equal(["httpApi", "sqs"], template.Functions[0].Events.Select(source => source.Type));
        Assert.Equal(20, template.Functions[0].Timeout);
        Assert.Equal("Queue", Assert.Single(template.Queues).LogicalId);
    }

    [Fact]
    public void Lambda_tools_defaults_describe_one_function()
    {
        var template = DeploymentTemplate.Read("src/aws-lambda-tools-defaults.json", """
            {
              "Information": ["All the command line options for the Lambda command"],
              "profile": "default",
              "function-runtime": "dotnet8",
              "function-timeout": 15,
              "function-handler": "Shop::Shop.SendSms::Run",
              "function-name": "send-sms",
              "environment-variables": "\"A\"=\"1\";\"B\"=\"x=y\""
            }
            """);

        Assert.Equal(DeploymentTemplateKind.LambdaToolsDefaults, template.Kind);
        Assert.Equal("Shop::Shop.SendSms::Run", template.ResolveFunction("send-sms")?.Handler);
        Assert.Equal("x=y", template.EnvironmentOf("Shop::Shop.SendSms::Run")["B"].LiteralText);
        Assert.Equal(15, template.Functions[0].Timeout);
    }

    [Theory]
    [InlineData("a: 1\nb: [1, 2\nc: 3", "t.yaml:2: the template is not well-formed")]
    [InlineData("a: 1\nb: \"x", "t.yaml:2: the template is not well-formed")]
    [InlineData("", "t.yaml:1: the template is empty")]
    [InlineData("- a\n- b", "t.yaml:1: the template is empty or not a map")]
    [InlineData("name: x", "t.yaml:1: the file is neither a CloudFormation or SAM template")]
    [InlineData("Resources:\n  A:\n    Properties: {}", "t.yaml:3: resource 'A' has no Type.")]
    [InlineData("Resources: {}\nResources: {}", "t.yaml:2: the template is not well-formed")]
    [InlineData("Resources: &r\n  A: *r", "t.yaml:")]
    public void Errors_say_where_they_are(string text, string expected)
    {
        var exception = Assert.Throws<TemplateFormatException>(() => DeploymentTemplate.Read("t.yaml", text));

        Assert.StartsWith(expected, exception.Message);
    }
}
