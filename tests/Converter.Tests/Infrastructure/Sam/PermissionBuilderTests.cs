using LambdaLift.Converter.Infrastructure;
using LambdaLift.Converter.Infrastructure.Sam;
using LambdaLift.ServiceCatalogue;
using LambdaLift.StatesLanguage.Json;

namespace LambdaLift.Converter.Tests.Infrastructure.Sam;

public sealed class PermissionBuilderTests
{
    private const string Account = "${AWS::Region}:${AWS::AccountId}";

    [Fact]
    public void Every_element_of_a_list_names_its_resource()
    {
        var statement = Assert.Single(For("events:PutEvents", """{"Entries":[{"EventBusName":"orders","Source":"a"},{"Source":"b"},{"EventBusName":"${Bus}"}]}"""));

        Assert.Equal(["events:PutEvents"], statement.Actions);
        Assert.Equal(
            [$"arn:${{AWS::Partition}}:events:{Account}:event-bus/${{Bus}}", $"arn:${{AWS::Partition}}:events:{Account}:event-bus/default", $"arn:${{AWS::Partition}}:events:{Account}:event-bus/orders"],
            Resources(statement));
    }

    [Fact]
    public void A_list_that_is_known_at_run_time_only_may_name_any_resource()
    {
        var statement = Assert.Single(For("events:PutEvents", """{"Entries":"{% $events %}"}"""));

        Assert.Equal([$"arn:${{AWS::Partition}}:events:{Account}:event-bus/*"], Resources(statement));
    }

    [Fact]
    public void The_tables_of_a_batch_are_the_keys_of_its_map()
    {
        var statement = Assert.Single(For("dynamodb:BatchWriteItem", """{"RequestItems":{"orders":[],"${Lines}":"{% $writes %}"}}"""));

        Assert.Equal([$"arn:${{AWS::Partition}}:dynamodb:{Account}:table/${{Lines}}", $"arn:${{AWS::Partition}}:dynamodb:{Account}:table/orders"], Resources(statement));
    }

    [Fact]
    public void The_tables_of_a_transaction_are_those_of_its_parts()
    {
        var statement = Assert.Single(For(
            "dynamodb:TransactWriteItems", """{"TransactItems":[{"Put":{"TableName":"a","Item":{}}},{"ConditionCheck":{"TableName":"b"}},{"Update":{"TableName":"{% $t %}"}}]}"""));

        Assert.Equal(["*", "a", "b"], Resources(statement).Select(r => r[(r.LastIndexOf('/') + 1)..]));
    }

    [Fact]
    public void Waiting_for_an_execution_needs_the_permissions_of_its_rule()
    {
        const string Parameters = """{"StateMachineArn":"${Child}"}""";

        Assert.DoesNotContain(For("stepfunctions:StartExecution", Parameters), s => s.Actions.Contains("events:PutRule"));
        Assert.Contains(For("stepfunctions:StartExecution", Parameters, IntegrationPatterns.Sync2), s => s.Actions.Contains("events:PutRule"));
    }

    private static IEnumerable<PermissionStatement> For(string operation, string parameters, IntegrationPatterns pattern = IntegrationPatterns.RequestResponse)
    {
        var found = AwsCatalogue.Default.FindOperation(operation)!;
        return PermissionBuilder.For([new ConvertedCall("Call", found, found.StepFunctions.Preferred!, JsonData.Parse(parameters), pattern)], []);
    }

    private static IEnumerable<string> Resources(PermissionStatement statement) =>
        statement.Resources.Select(Text).Order(StringComparer.Ordinal);

    private static string Text(TemplateValue value) => value switch
    {
        TemplateLiteral literal => literal.Text,
        TemplateRef reference => $"${{{reference.Name}}}",
        TemplateSub sub => string.Concat(sub.Parts.Select(Text)),
        _ => throw new InvalidOperationException($"Unexpected {value}."),
    };
}
