using LambdaLift.StatesLanguage.Json;
using LambdaLift.StatesLanguage.Model;
using LambdaLift.Verifier.Hosting;

namespace LambdaLift.Verifier.Tests.Support;

/// <summary>A handler with a state machine that does the same, written by hand so that these tests depend on no converter.</summary>
internal static class OrderFlow
{
    public const string Source =
        """
        using Amazon.DynamoDBv2; using Amazon.DynamoDBv2.Model; using Amazon.Lambda; using Amazon.Lambda.Model; using Amazon.SimpleNotificationService;
        namespace App;
        public record Order(string? Id, decimal? Total, string? Phone);
        public record Charge(bool Approved, string? Reference);
        public record Receipt(string? Id, string Status);
        public class Function
        {
            private readonly AmazonLambdaClient _lambda = new();
            private readonly AmazonDynamoDBClient _db = new();
            private readonly AmazonSimpleNotificationServiceClient _sns = new();
            public async Task<Receipt> Handle(Order order, ILambdaContext context)
            {
                if (string.IsNullOrEmpty(order.Id)) throw new ArgumentException("no id");
                var reply = await _lambda.InvokeAsync(new InvokeRequest { FunctionName = "charge", Payload = JsonSerializer.Serialize(new { order.Id, order.Total }) });
                if (reply.FunctionError != null) throw new InvalidOperationException("charge failed");
                var charge = JsonSerializer.Deserialize<Charge>(reply.Payload);
                if (charge is not { Approved: true }) return new Receipt(order.Id, "DECLINED");
                try
                {
                    await _db.PutItemAsync("orders", new() { ["id"] = new AttributeValue(order.Id), ["at"] = new AttributeValue(DateTime.UtcNow.ToString("yyyy-MM-dd")) });
                }
                catch (ConditionalCheckFailedException)
                {
                    return new Receipt(order.Id, "DUPLICATE");
                }
                if (order.Phone != null) await _sns.PublishAsync(new() { PhoneNumber = order.Phone, Message = $"Order {order.Id}" });
                return new Receipt(order.Id, "DONE");
            }
        }
        """;

    public const string Definition =
        """
        {
          "QueryLanguage": "JSONata",
          "StartAt": "Read order",
          "States": {
            "Read order": {
              "Type": "Pass",
              "Assign": { "order": "{% {'Id': $exists($states.input.Id) ? $states.input.Id : null, 'Total': $exists($states.input.Total) ? $states.input.Total : null, 'Phone': $exists($states.input.Phone) ? $states.input.Phone : null} %}" },
              "Next": "Has id"
            },
            "Has id": {
              "Type": "Choice",
              "Choices": [ { "Condition": "{% $order.Id = null or $order.Id = '' %}", "Next": "No id" } ],
              "Default": "Charge"
            },
            "No id": { "Type": "Fail", "Error": "ArgumentException", "Cause": "no id" },
            "Charge": {
              "Type": "Task",
              "Resource": "arn:aws:states:::aws-sdk:lambda:invoke",
              "Arguments": { "FunctionName": "charge", "Payload": "{% $string({'Id': $order.Id, 'Total': $order.Total}) %}" },
              "Assign": { "reply": "{% $states.result %}" },
              "Retry": [ { "ErrorEquals": [ "Lambda.TooManyRequestsException" ], "IntervalSeconds": 2, "MaxAttempts": 3, "BackoffRate": 2 } ],
              "Next": "Charged"
            },
            "Charged": {
              "Type": "Choice",
              "Choices": [
                { "Condition": "{% $exists($reply.FunctionError) %}", "Next": "Charge failed" },
                { "Condition": "{% ($charge := $parse($reply.Payload); $exists($charge.Approved) and $charge.Approved = true) %}", "Next": "Save" }
              ],
              "Default": "Declined"
            },
            "Charge failed": { "Type": "Fail", "Error": "InvalidOperationException", "Cause": "charge failed" },
            "Declined": { "Type": "Pass", "Output": { "Id": "{% $order.Id %}", "Status": "DECLINED" }, "End": true },
            "Save": {
              "Type": "Task",
              "Resource": "arn:aws:states:::dynamodb:putItem",
              "Arguments": { "TableName": "orders", "Item": { "id": { "S": "{% $order.Id %}" }, "at": { "S": "{% $substring($now(), 0, 10) %}" } } },
              "Catch": [ { "ErrorEquals": [ "DynamoDB.ConditionalCheckFailedException" ], "Next": "Duplicate" } ],
              "Next": "Has phone"
            },
            "Duplicate": { "Type": "Pass", "Output": { "Id": "{% $order.Id %}", "Status": "DUPLICATE" }, "End": true },
            "Has phone": {
              "Type": "Choice",
              "Choices": [ { "Condition": "{% $order.Phone != null %}", "Next": "Notify" } ],
              "Default": "Done"
            },
            "Notify": {
              "Type": "Task",
              "Resource": "arn:aws:states:::sns:publish",
              "Arguments": { "PhoneNumber": "{% $order.Phone %}", "Message": "{% 'Order ' & $order.Id %}" },
              "Next": "Done"
            },
            "Done": { "Type": "Pass", "Output": { "Id": "{% $order.Id %}", "Status": "DONE" }, "End": true }
          }
        }
        """;

    /// <summary>The same in the JSONPath dialect.</summary>
    public const string JsonPathDefinition =
        """
        {
          "StartAt": "Read order",
          "States": {
            "Read order": {
              "Type": "Pass",
              "Parameters": { "order.$": "States.JsonMerge(States.StringToJson('{\"Id\":null,\"Total\":null,\"Phone\":null}'), $, false)" },
              "Next": "Has id"
            },
            "Has id": {
              "Type": "Choice",
              "Choices": [ { "Or": [ { "Variable": "$.order.Id", "IsNull": true }, { "Variable": "$.order.Id", "StringEquals": "" } ], "Next": "No id" } ],
              "Default": "Charge request"
            },
            "No id": { "Type": "Fail", "Error": "ArgumentException", "Cause": "no id" },
            "Charge request": {
              "Type": "Pass",
              "Parameters": { "Id.$": "$.order.Id", "Total.$": "$.order.Total" },
              "ResultPath": "$.request",
              "Next": "Charge"
            },
            "Charge": {
              "Type": "Task",
              "Resource": "arn:aws:states:::aws-sdk:lambda:invoke",
              "Parameters": { "FunctionName": "charge", "Payload.$": "States.JsonToString($.request)" },
              "ResultPath": "$.reply",
              "Next": "Charged"
            },
            "Charged": {
              "Type": "Choice",
              "Choices": [ { "Variable": "$.reply.FunctionError", "IsPresent": true, "Next": "Charge failed" } ],
              "Default": "Read reply"
            },
            "Charge failed": { "Type": "Fail", "Error": "InvalidOperationException", "Cause": "charge failed" },
            "Read reply": {
              "Type": "Pass",
              "Parameters": { "charge.$": "States.StringToJson($.reply.Payload)" },
              "ResultPath": "$.parsed",
              "Next": "Approved"
            },
            "Approved": {
              "Type": "Choice",
              "Choices": [ { "And": [ { "Variable": "$.parsed.charge.Approved", "IsPresent": true }, { "Variable": "$.parsed.charge.Approved", "BooleanEquals": true } ], "Next": "Save" } ],
              "Default": "Declined"
            },
            "Declined": { "Type": "Pass", "Parameters": { "Id.$": "$.order.Id", "Status": "DECLINED" }, "End": true },
            "Save": {
              "Type": "Task",
              "Resource": "arn:aws:states:::dynamodb:putItem",
              "Parameters": { "TableName": "orders", "Item": { "id": { "S.$": "$.order.Id" }, "at": { "S.$": "States.ArrayGetItem(States.StringSplit($$.Execution.StartTime, 'T'), 0)" } } },
              "Catch": [ { "ErrorEquals": [ "DynamoDB.ConditionalCheckFailedException" ], "ResultPath": "$.error", "Next": "Duplicate" } ],
              "ResultPath": null,
              "Next": "Has phone"
            },
            "Duplicate": { "Type": "Pass", "Parameters": { "Id.$": "$.order.Id", "Status": "DUPLICATE" }, "End": true },
            "Has phone": {
              "Type": "Choice",
              "Choices": [ { "Variable": "$.order.Phone", "IsNull": false, "Next": "Notify" } ],
              "Default": "Done"
            },
            "Notify": {
              "Type": "Task",
              "Resource": "arn:aws:states:::sns:publish",
              "Parameters": { "PhoneNumber.$": "$.order.Phone", "Message.$": "States.Format('Order {}', $.order.Id)" },
              "ResultPath": null,
              "Next": "Done"
            },
            "Done": { "Type": "Pass", "Parameters": { "Id.$": "$.order.Id", "Status": "DONE" }, "End": true }
          }
        }
        """;

    public const string Payload = """{"Id":"A-17","Total":12.5,"Phone":"+15550100"}""";

    /// <summary>The request that verifies the handler against a definition.</summary>
    public static VerificationRequest Request(string definition = Definition, string source = Source) => new()
    {
        Compilations = [UserProject.Compile(source)],
        Handler = new HostedFunction("test", "App::App.Function::Handle"),
        StateMachine = AslReader.Read(definition).GetMachine(),
        Payloads = [new Payload("order.json", JsonData.Parse(Payload))],
        SourceMap = new Dictionary<string, SourceLine> { ["Has id"] = new("/src/App/Function.cs", 13), ["Save"] = new("/src/App/Function.cs", 20) },
    };
}
