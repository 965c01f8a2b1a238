namespace Warehouse;

public record Request(string Item, int Count);

public record Reservation(string Id, int Count);

public class StockException(string message) : Exception(message);
