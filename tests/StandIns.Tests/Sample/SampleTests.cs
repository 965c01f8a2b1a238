using System.Text.Encodings.Web;
using System.Text.Json;
using Amazon.CloudWatch;
using Amazon.CloudWatch.Model;
using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using Amazon.Lambda.Model;
using Amazon.Runtime;
using Amazon.SimpleEmail.Model;
using Amazon.SimpleNotificationService.Model;
using MessageDistribution.Functions;
using MessageDistribution.Models;

namespace LambdaLift.StandIns.Tests.Sample;

/// <summary>The sample's handlers run on its payloads: what they call, return and throw.</summary>
public class SampleTests
{
    private static readonly string SampleRoot = RepositoryFiles.Path("samples/LambdaOrchestrator");

    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    static SampleTests()
    {
        Environment.SetEnvironmentVariable("SEND_SMS_FUNCTION", "send-sms");
        Environment.SetEnvironmentVariable("SEND_EMAIL_FUNCTION", "send-email");
        Environment.SetEnvironmentVariable("SENDER_ADDRESS", "no-reply@example.com");
        Environment.SetEnvironmentVariable("TABLE_NAME", "deliveries");
    }

    public static TheoryData<string> PayloadFiles() => [.. Directory.GetFiles(Path.Combine(SampleRoot, "payloads")).Select(f => Path.GetFileNameWithoutExtension(f)).Order()];

    [Theory]
    [MemberData(nameof(PayloadFiles))]
    public async Task Every_payload_has_a_known_outcome(string payload)
    {
        using var aws = ScriptedAws.Start(Healthy);

        var outcome = await OutcomeAsync(payload);

        var expected = payload switch
        {
            "sms" => ("""{"messageId":"m-1001","status":"SENT","detail":"sms sns-1"}""", "Invoke Publish PutItem PutMetricData"),
            "email" => ("""{"messageId":"m-1002","status":"SENT","detail":"email ses-1"}""", "Invoke SendEmail PutItem PutMetricData"),
            "both" => ("""{"messageId":"m-1003","status":"SENT","detail":"sms sns-1, email ses-1"}""", "Invoke Invoke Publish PutItem PutMetricData SendEmail"),
            "invalid-channel" => ("UnknownChannelException: Message m-1004 asks for unknown channel PIGEON", ""),
            "invalid-no-recipient" => ("MissingRecipientException: Message m-1005 has no recipient", ""),
            "invalid-no-phone-number" => ("MissingRecipientException: Message m-1006 needs a phone number and an e-mail address", ""),
            _ => throw new InvalidOperationException($"A payload without an expectation: {payload}"),
        };
        Assert.Equal(expected.Item1, outcome);
        var names = aws.Calls.Select(Operation);
        Assert.Equal(expected.Item2, string.Join(' ', payload == "both" ? names.Order() : names));
    }

    [Fact]
    public async Task Requests_hold_what_the_message_says()
    {
        using var aws = ScriptedAws.Start(Healthy);

        await OutcomeAsync("both");

        var sms = aws.Calls.OfType<PublishRequest>().Single();
        Assert.Equal(("+491700000003", "Change of address: We have moved to Bridge Street 7."), (sms.PhoneNumber, sms.Message));
        var email = aws.Calls.OfType<SendEmailRequest>().Single();
        Assert.Equal("no-reply@example.com", email.Source);
        Assert.Equal(["alan@example.com"], email.Destination.ToAddresses);
        Assert.Equal("We have moved to Bridge Street 7.", email.Message.Body.Text.Data);
        var item = aws.Calls.OfType<PutItemRequest>().Single();
        Assert.Equal(("deliveries", "SENT"), (item.TableName, item.Item["Status"].S));
        var metric = aws.Calls.OfType<PutMetricDataRequest>().Single().MetricData.Single();
        Assert.Equal(("Delivered", 1d, StandardUnit.Count, "BOTH"), (metric.MetricName, metric.Value, metric.Unit, metric.Dimensions.Single().Value));
    }

    [Theory]
    [InlineData("sms", "Publish", """{"messageId":"m-1001","status":"FAILED","detail":"SMS to +491700000001 failed: Unhandled"}""")]
    [InlineData("email", "SendEmail", """{"messageId":"m-1002","status":"FAILED","detail":"E-mail to grace@example.com failed: Unhandled"}""")]
    [InlineData("both", "SendEmail", """{"messageId":"m-1003","status":"FAILED","detail":"E-mail to alan@example.com failed: Unhandled"}""")]
    public async Task A_failing_sender_is_recorded(string payload, string failing, string expected)
    {
        using var aws = ScriptedAws.Start(request => Operation(request) == failing ? throw new AmazonServiceException("down") : Healthy(request));

        Assert.Equal(expected, await OutcomeAsync(payload));

        Assert.Equal("FAILED", aws.Calls.OfType<PutItemRequest>().Single().Item["Status"].S);
        Assert.Equal("Failed", aws.Calls.OfType<PutMetricDataRequest>().Single().MetricData.Single().MetricName);
        Assert.Equal(payload == "both" ? 2 : 1, aws.Calls.OfType<InvokeRequest>().Count());
    }

    [Fact]
    public async Task An_existing_record_makes_a_duplicate()
    {
        using var aws = ScriptedAws.Start(request => request is PutItemRequest ? throw new ConditionalCheckFailedException("exists") : Healthy(request));

        Assert.Equal("""{"messageId":"m-1001","status":"DUPLICATE","detail":"sms sns-1"}""", await OutcomeAsync("sms"));

        Assert.Empty(aws.Calls.OfType<PutMetricDataRequest>());
    }

    [Fact]
    public async Task A_lost_record_raises_the_alarm_and_fails()
    {
        using var aws = ScriptedAws.Start(request => request is PutItemRequest ? throw new ProvisionedThroughputExceededException("too fast") : Healthy(request));

        Assert.Equal("ProvisionedThroughputExceededException: too fast", await OutcomeAsync("sms"));

        Assert.Equal("RecordLost", aws.Calls.OfType<PutMetricDataRequest>().Single().MetricData.Single().MetricName);
    }

    [Fact]
    public async Task A_missing_metric_does_not_fail_a_delivery()
    {
        using var aws = ScriptedAws.Start(request => request is PutMetricDataRequest ? throw new AmazonCloudWatchException("no metrics today") : Healthy(request));

        Assert.Equal("""{"messageId":"m-1001","status":"SENT","detail":"sms sns-1"}""", await OutcomeAsync("sms"));
    }

    [Fact]
    public async Task A_delivery_is_found_by_its_id()
    {
        using var aws = ScriptedAws.Start(request => ((GetItemRequest)request).Key["MessageId"].S == "m-1"
            ? new GetItemResponse { Item = new() { ["Status"] = new() { S = "SENT" }, ["Detail"] = new() { S = "sms sns-1" } } }
            : new GetItemResponse());

        Assert.Equal("""{"messageId":"m-1","status":"SENT","detail":"sms sns-1"}""", (await SampleHost.RunAsync(new GetDelivery(), """{"messageId":"m-1"}"""))!.ToJsonString(Plain));
        Assert.Null(await SampleHost.RunAsync(new GetDelivery(), """{"messageId":"m-2"}"""));
    }

    private static async Task<string> OutcomeAsync(string payload)
    {
        try
        {
            var json = await File.ReadAllTextAsync(Path.Combine(SampleRoot, "payloads", payload + ".json"), TestContext.Current.CancellationToken);
            return (await SampleHost.RunAsync(new DistributeMessage(), json))!.ToJsonString(Plain);
        }
        catch (Exception e) when (e is MissingRecipientException or UnknownChannelException or AmazonServiceException)
        {
            return $"{e.GetType().Name}: {e.Message}";
        }
    }

    private static AmazonWebServiceResponse Healthy(AmazonWebServiceRequest request) => request switch
    {
        InvokeRequest { FunctionName: "send-sms" } invoke => SampleHost.Invoke(new SendSms(), invoke),
        InvokeRequest { FunctionName: "send-email" } invoke => SampleHost.Invoke(new SendEmail(), invoke),
        PublishRequest => new PublishResponse { MessageId = "sns-1" },
        SendEmailRequest => new SendEmailResponse { MessageId = "ses-1" },
        PutItemRequest => new PutItemResponse(),
        PutMetricDataRequest => new PutMetricDataResponse(),
        _ => throw new InvalidOperationException($"An unexpected call: {request.GetType().Name}"),
    };

    private static string Operation(AmazonWebServiceRequest request) => request.GetType().Name[..^"Request".Length];
}
