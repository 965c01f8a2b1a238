namespace MessageDistribution.Models;

/// <summary>A message to hand out, as other systems put it on the event bus.</summary>
/// <param name="Id">Chosen by the sender; the key of the delivery record.</param>
/// <param name="Channel">"SMS", "EMAIL" or "BOTH".</param>
public record DistributionMessage(string Id, string Channel, Recipient? Recipient, string Subject, string Body);

/// <summary>Who gets the message. Which of the two is needed depends on the channel.</summary>
public record Recipient(string? PhoneNumber, string? EmailAddress);
