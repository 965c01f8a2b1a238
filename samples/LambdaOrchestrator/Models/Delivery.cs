namespace MessageDistribution.Models;

/// <summary>What the distribution function reports: status "SENT", "FAILED" or "DUPLICATE".</summary>
public record DeliveryReceipt(string MessageId, string Status, string Detail);

/// <summary>Question to <see cref="Functions.GetDelivery"/>.</summary>
public record DeliveryQuery(string MessageId);
