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

    [Fact]
    public void An_HTTP_task_may_call_its_endpoint_by_its_method_with_its_connection()
    {
        var statements = Http("""{"ApiEndpoint":"https://${Host}/orders","Method":"POST","InvocationConfig":{"ConnectionArn":"${Connection}"},"RequestBody":"{% $order %}"}""");

        Assert.Equal(["StatesInvokeHTTPEndpoint", "EventsRetrieveConnectionCredentials", "SecretsmanagerGetSecretValue"], statements.Select(s => s.Sid));
        Assert.Equal(["states:HTTPEndpoint = https://${Host}/orders", "states:HTTPMethod = POST"], statements[0].StringLike.Select(c => $"{c.Key} = {Text(c.Value)}"));
        Assert.Equal(["${Connection}"], Resources(statements[1]));
        Assert.Equal(["secretsmanager:GetSecretValue", "secretsmanager:DescribeSecret"], statements[2].Actions);
        Assert.Equal(["arn:${AWS::Partition}:secretsmanager:${AWS::Region}:${AWS::AccountId}:secret:events!connection/*"], Resources(statements[2]));
    }

    [Theory]
    [InlineData("""{"ApiEndpoint":"{% 'https://api.example.com/orders/' & $id & '/lines' %}","Method":"GET","Authentication":{"ConnectionArn":"${Connection}"}}""", "https://api.example.com/orders/*", "${Connection}")]
    [InlineData("""{"ApiEndpoint":"{% $url %}","Method":"GET","InvocationConfig":{"ConnectionArn":"{% $connection %}"}}""", null, "*")]
    [InlineData("""{"ApiEndpoint.$":"$.url","Method":"GET"}""", null, "*")]
    [InlineData("""{"ApiEndpoint.$":"States.Format('https://api.example.com/orders/{}/lines', $.id)","Method":"GET"}""", "https://api.example.com/orders/*", "*")]
    [InlineData("""{"ApiEndpoint.$":"States.Format('{}/prices/{}', '${PricesUrl}', $.number)","Method":"GET"}""", "${PricesUrl}/prices/*", "*")]
    [InlineData("""{"ApiEndpoint.$":"States.Format('{}/prices', '${PricesUrl}')","Method":"GET"}""", "${PricesUrl}/prices", "*")]
    [InlineData("""{"ApiEndpoint.$":"States.Format('{}/prices', $.server)","Method":"GET"}""", null, "*")]
    public void What_an_HTTP_task_knows_at_run_time_only_is_a_star(string parameters, string? endpoint, string connection)
    {
        var statements = Http(parameters);

        Assert.Equal(endpoint, statements[0].StringLike.Where(c => c.Key == "states:HTTPEndpoint").Select(c => Text(c.Value)).SingleOrDefault());
        Assert.Equal([connection], Resources(statements[1]));
    }

    [Fact]
    public void HTTP_tasks_with_other_endpoints_are_allowed_one_by_one()
    {
        var statements = Http("""{"ApiEndpoint":"https://a.example.com/","Method":"GET"}""", """{"ApiEndpoint":"https://b.example.com/","Method":"GET"}""", """{"ApiEndpoint":"https://a.example.com/","Method":"GET"}""");

        Assert.Equal(["StatesInvokeHTTPEndpoint", "EventsRetrieveConnectionCredentials", "SecretsmanagerGetSecretValue", "StatesInvokeHTTPEndpoint2"], statements.Select(s => s.Sid));
    }

    private static IReadOnlyList<PermissionStatement> Http(params string[] tasks)
    {
        Assert.True(AwsCatalogue.Default.TryParseResource("arn:aws:states:::http:invoke", out var resource, out _));
        return PermissionBuilder.For(tasks.Select((parameters, i) => new ConvertedCall($"Call{i}", null, resource.Integration!, JsonData.Parse(parameters))), []);
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
