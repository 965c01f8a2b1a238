using System.Text.Json;
using Amazon.CloudWatch;
using Amazon.CloudWatch.Model;
using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using Amazon.Lambda;
using Amazon.Lambda.Core;
using Amazon.Lambda.Model;
using MessageDistribution.Models;

namespace MessageDistribution.Functions;

/// <summary>Sends a message over the recipient's channels and keeps a record of it.</summary>
public class DistributeMessage
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    private readonly IAmazonLambda _lambda;
    private readonly IAmazonDynamoDB _dynamoDb;
    private readonly IAmazonCloudWatch _cloudWatch;

    private readonly string? _sendSmsFunction = System.Environment.GetEnvironmentVariable("SEND_SMS_FUNCTION");
    private readonly string? _sendEmailFunction = System.Environment.GetEnvironmentVariable("SEND_EMAIL_FUNCTION");
    private readonly string? _tableName = System.Environment.GetEnvironmentVariable("TABLE_NAME");

    public DistributeMessage()
        : this(new AmazonLambdaClient(), new AmazonDynamoDBClient(), new AmazonCloudWatchClient())
    {
    }

    public DistributeMessage(IAmazonLambda lambda, IAmazonDynamoDB dynamoDb, IAmazonCloudWatch cloudWatch)
    {
        _lambda = lambda;
        _dynamoDb = dynamoDb;
        _cloudWatch = cloudWatch;
    }

    public async Task<DeliveryReceipt> FunctionHandler(DistributionMessage message, ILambdaContext context)
    {
        context.Logger.LogInformation($"Distributing message {message.Id} over {message.Channel}");

        if (message.Recipient is null)
        {
            throw new MissingRecipientException($"Message {message.Id} has no recipient");
        }

        var recipient = message.Recipient;
        var status = "SENT";
        string detail;
        try
        {
            if (message.Channel == "BOTH")
            {
                if (string.IsNullOrEmpty(recipient.PhoneNumber) || string.IsNullOrEmpty(recipient.EmailAddress))
                {
                    throw new MissingRecipientException($"Message {message.Id} needs a phone number and an e-mail address");
                }

                // Neither channel waits for the other.
                var results = await Task.WhenAll(
                    SendSmsAsync(message, recipient.PhoneNumber),
                    SendEmailAsync(message, recipient.EmailAddress));
                detail = $"sms {results[0].ProviderId}, email {results[1].ProviderId}";
            }
            else
            {
                if (message.Channel == "SMS")
                {
                    if (string.IsNullOrEmpty(recipient.PhoneNumber))
                    {
                        throw new MissingRecipientException($"Message {message.Id} has no phone number");
                    }

                    var sms = await SendSmsAsync(message, recipient.PhoneNumber);
                    detail = $"sms {sms.ProviderId}";
                }
                else if (message.Channel == "EMAIL")
                {
                    if (string.IsNullOrEmpty(recipient.EmailAddress))
                    {
                        throw new MissingRecipientException($"Message {message.Id} has no e-mail address");
                    }

                    var email = await SendEmailAsync(message, recipient.EmailAddress);
                    detail = $"email {email.ProviderId}";
                }
                else
                {
                    throw new UnknownChannelException($"Message {message.Id} asks for unknown channel {message.Channel}");
                }
            }
        }
        catch (DeliveryFailedException failure)
        {
            // The record must show the attempt, so a failed delivery goes on with what is known about it.
            context.Logger.LogError($"Message {message.Id}: {failure.Message}");
            status = "FAILED";
            detail = failure.Message;
        }

        try
        {
            await SaveAsync(message, status, detail);
        }
        catch (ConditionalCheckFailedException)
        {
            context.Logger.LogWarning($"Message {message.Id} already has a record");
            return new DeliveryReceipt(message.Id, "DUPLICATE", detail);
        }
        catch (AmazonDynamoDBException)
        {
            // The message is out but nobody will find it: raise the alarm, then fail.
            await CountAsync("RecordLost", message.Channel, context);
            throw;
        }

        await CountAsync(status == "SENT" ? "Delivered" : "Failed", message.Channel, context);
        return new DeliveryReceipt(message.Id, status, detail);
    }

    private async Task<SendResult> SendSmsAsync(DistributionMessage message, string phoneNumber)
    {
        var request = new SmsRequest(phoneNumber, $"{message.Subject}: {message.Body}");
        var response = await _lambda.InvokeAsync(new InvokeRequest
        {
            FunctionName = _sendSmsFunction,
            InvocationType = InvocationType.RequestResponse,
            Payload = JsonSerializer.Serialize(request),
        });
        if (response.FunctionError != null)
        {
            throw new DeliveryFailedException($"SMS to {phoneNumber} failed: {response.FunctionError}");
        }

        return JsonSerializer.Deserialize<SendResult>(response.Payload, Json)!;
    }

    private async Task<SendResult> SendEmailAsync(DistributionMessage message, string address)
    {
        var request = new EmailRequest(address, message.Subject, message.Body);
        var response = await _lambda.InvokeAsync(new InvokeRequest
        {
            FunctionName = _sendEmailFunction,
            InvocationType = InvocationType.RequestResponse,
            Payload = JsonSerializer.Serialize(request),
        });
        if (response.FunctionError != null)
        {
            throw new DeliveryFailedException($"E-mail to {address} failed: {response.FunctionError}");
        }

        return JsonSerializer.Deserialize<SendResult>(response.Payload, Json)!;
    }

    private async Task SaveAsync(DistributionMessage message, string status, string detail)
    {
        await _dynamoDb.PutItemAsync(new PutItemRequest
        {
            TableName = _tableName,
            Item = new Dictionary<string, AttributeValue>
            {
                ["MessageId"] = new AttributeValue { S = message.Id },
                ["Channel"] = new AttributeValue { S = message.Channel },
                ["Status"] = new AttributeValue { S = status },
                ["Detail"] = new AttributeValue { S = detail },
            },
            ConditionExpression = "attribute_not_exists(MessageId)",
        });
    }

    private async Task CountAsync(string metric, string channel, ILambdaContext context)
    {
        try
        {
            await _cloudWatch.PutMetricDataAsync(new PutMetricDataRequest
            {
                Namespace = "MessageDistribution",
                MetricData = new List<MetricDatum>
                {
                    new MetricDatum
                    {
                        MetricName = metric,
                        Value = 1,
                        Unit = StandardUnit.Count,
                        Dimensions = new List<Dimension> { new Dimension { Name = "Channel", Value = channel } },
                    },
                },
            });
        }
        catch (AmazonCloudWatchException e)
        {
            // A missing data point is no reason to fail a delivery.
            context.Logger.LogWarning($"Metric {metric} not written: {e.Message}");
        }
    }
}
