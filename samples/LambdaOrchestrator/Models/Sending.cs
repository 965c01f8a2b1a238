namespace MessageDistribution.Models;

/// <summary>Input of <see cref="Functions.SendSms"/>.</summary>
public record SmsRequest(string PhoneNumber, string Text);

/// <summary>Input of <see cref="Functions.SendEmail"/>.</summary>
public record EmailRequest(string Address, string Subject, string Text);

/// <summary>Result of both: the id that the sending service gave.</summary>
public record SendResult(string ProviderId);
