namespace MessageDistribution.Models;

public class MissingRecipientException(string message) : Exception(message);

public class UnknownChannelException(string message) : Exception(message);

public class DeliveryFailedException(string message) : Exception(message);
