using Amazon.Lambda.Core;
using Amazon.SimpleNotificationService;
using Amazon.SimpleNotificationService.Model;
using MessageDistribution.Models;

namespace MessageDistribution.Functions;

/// <summary>Sends one text message.</summary>
public class SendSms
{
    private readonly IAmazonSimpleNotificationService _sns;

    public SendSms()
        : this(new AmazonSimpleNotificationServiceClient())
    {
    }

    public SendSms(IAmazonSimpleNotificationService sns)
    {
        _sns = sns;
    }

    public async Task<SendResult> FunctionHandler(SmsRequest request, ILambdaContext context)
    {
        var response = await _sns.PublishAsync(new PublishRequest
        {
            PhoneNumber = request.PhoneNumber,
            Message = request.Text,
        });

        context.Logger.LogInformation($"SNS accepted {response.MessageId}");
        return new SendResult(response.MessageId);
    }
}
