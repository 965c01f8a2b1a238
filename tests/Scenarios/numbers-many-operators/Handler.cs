using Amazon.Lambda.Core;
using Amazon.Lambda.Serialization.SystemTextJson;
using Amazon.SimpleNotificationService;
using Amazon.SimpleNotificationService.Model;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

[assembly: LambdaSerializer(typeof(DefaultLambdaJsonSerializer))]

namespace Scenario;

public class Function
{
    private readonly IAmazonSimpleNotificationService _sns = new AmazonSimpleNotificationServiceClient();

    public async Task<Totals> FunctionHandler(Order order, ILambdaContext context)
    {
        int a = order.Amount, b = order.Parts;
        await Publish(order.Id);
        return new Totals(
            a + b, a - b, a * b, a + 1, a - 1, a * 2, a / 2, a % 2, -a, +a,
            a + b * 2, (a + b) * 2, a - b - 1, a - (b - 1), a * b + a, a * (b + a), a / 3 * 3, a % 5 + b % 5, a * a, b * b,
            a & 7, a | 8, a ^ 5, a << 2, a >> 1, ~a, Math.Abs(b), Math.Min(a, b), Math.Max(a, b), Math.Sign(a),
            a > b ? a : b, a == b ? 1 : 0, a >= 0 && b >= 0 ? a : -b, a < b || b < 0 ? 1 : 2, Math.Clamp(a, 0, 100), a / 7 + b / 7);
    }

    private Task Publish(string message) => _sns.PublishAsync(new PublishRequest { TopicArn = "results", Message = message });
}

public record Order(string Id, int Amount, int Parts, double Weight);

public record Totals(
    int A, int B, int C, int D, int E, int F, int G, int H, int I, int J, int K, int L, int M, int N, int O, int P, int Q, int R,
    int S, int T, int U, int V, int W, int X, int Y, int Z, int A1, int B1, int C1, int D1, int E1, int F1, int G1, int H1, int I1, int J1);
