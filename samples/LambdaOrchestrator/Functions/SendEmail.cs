using Amazon.Lambda.Core;
using Amazon.SimpleEmail;
using Amazon.SimpleEmail.Model;
using MessageDistribution.Models;

namespace MessageDistribution.Functions;

/// <summary>Sends one e-mail as plain text.</summary>
public class SendEmail
{
    private readonly IAmazonSimpleEmailService _ses;
    private readonly string? _sender = Environment.GetEnvironmentVariable("SENDER_ADDRESS");

    public SendEmail()
        : this(new AmazonSimpleEmailServiceClient())
    {
    }

    public SendEmail(IAmazonSimpleEmailService ses)
    {
        _ses = ses;
    }

    public async Task<SendResult> FunctionHandler(EmailRequest request, ILambdaContext context)
    {
        var response = await _ses.SendEmailAsync(new SendEmailRequest
        {
            Source = _sender,
            Destination = new Destination { ToAddresses = new List<string> { request.Address } },
            Message = new Message
            {
                Subject = new Content { Data = request.Subject },
                Body = new Body { Text = new Content { Data = request.Text } },
            },
        });

        context.Logger.LogInformation($"SES accepted {response.MessageId}");
        return new SendResult(response.MessageId);
    }
}
