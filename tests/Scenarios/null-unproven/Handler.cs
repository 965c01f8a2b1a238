using System.Text.RegularExpressions;
using Amazon.Lambda.Core;
using Amazon.Lambda.Serialization.SystemTextJson;
using Amazon.SQS;

[assembly: LambdaSerializer(typeof(DefaultLambdaJsonSerializer))]

namespace Scenario;

public class Function
{
    private const string Queue = "https://sqs.eu-west-1.amazonaws.com/123456789012/lines";

    private readonly IAmazonSQS _queue = new AmazonSQSClient();

    public async Task<string> FunctionHandler(Order order, ILambdaContext context)
    {
        var result = "found:";
        try
        {
            var (number, kind) = (0, order.Kind);
            if (kind.EndsWith("b", StringComparison.Ordinal))
                result += "kind";
            result += number;
        }
        catch (NullReferenceException)
        {
            await _queue.SendMessageAsync(Queue, "no kind");
        }

        try
        {
            string? part = null;
            if (order.Total > 3)
                part = order.Part;
            else
                part = "abc";
            if (part.EndsWith("b", StringComparison.Ordinal))
                result += "part";
        }
        catch (NullReferenceException)
        {
            await _queue.SendMessageAsync(Queue, "no part");
        }

        try
        {
            Split(order, out var head);
            if (head.EndsWith("b", StringComparison.Ordinal))
                result += "head";
        }
        catch (NullReferenceException)
        {
            await _queue.SendMessageAsync(Queue, "no head");
        }

        try
        {
            foreach (var (name, count) in order.Names)
            {
                if (name.EndsWith("b", StringComparison.Ordinal))
                    result += count;
            }
        }
        catch (NullReferenceException)
        {
            await _queue.SendMessageAsync(Queue, "no name");
        }

        try
        {
            if (order.Last.EndsWith("b", StringComparison.Ordinal))
            {
            }
        }
        catch (NullReferenceException)
        {
            await _queue.SendMessageAsync(Queue, "no last");
        }

        try
        {
            if (Regex.IsMatch(order.Last, "^a+$"))
                result += "a";
        }
        catch (ArgumentNullException e)
        {
            await _queue.SendMessageAsync(Queue, e.Message);
        }

        return result;
    }

    private static void Split(Order order, out string head) => head = order.Head;
}

public record Order(string Kind, string Part, string Head, string Last, int Total, List<Name> Names);

public record Name(string Text, int Count);
