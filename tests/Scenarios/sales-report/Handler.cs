using System.Globalization;
using System.Text;
using Amazon.Lambda.Core;
using Amazon.Lambda.Serialization.SystemTextJson;
using Amazon.SimpleEmail;
using Amazon.SimpleEmail.Model;
using Amazon.CloudWatch;
using Amazon.CloudWatch.Model;
using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;

[assembly: LambdaSerializer(typeof(DefaultLambdaJsonSerializer))]

namespace Scenario;

public class Function
{
    private static readonly IReadOnlyDictionary<string, string> Managers = new Dictionary<string, string>
    {
        ["north"] = "n@example.com",
        ["south"] = "s@example.com",
    };

    private readonly IAmazonDynamoDB _db = new AmazonDynamoDBClient();
    private readonly IAmazonSimpleEmailService _ses = new AmazonSimpleEmailServiceClient();
    private readonly IAmazonCloudWatch _metrics = new AmazonCloudWatchClient();

    public async Task<int> FunctionHandler(Report report, ILambdaContext context)
    {
        var sales = new List<Sale>();
        await foreach (var page in _db.Paginators.Query(new QueryRequest
        {
            TableName = "sales",
            KeyConditionExpression = "#d = :d",
            ExpressionAttributeNames = new() { ["#d"] = "day" },
            ExpressionAttributeValues = new() { [":d"] = new AttributeValue(report.Day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)) },
        }).Responses)
        {
            foreach (var item in page.Items)
                sales.Add(new Sale(item["region"].S, double.Parse(item["amount"].N, CultureInfo.InvariantCulture), item.TryGetValue("rep", out var rep) ? rep.S : "unknown"));
        }

        var sent = 0;
        foreach (var group in sales.GroupBy(s => s.Region).OrderByDescending(g => g.Sum(s => s.Amount)))
        {
            if (!Managers.TryGetValue(group.Key, out var manager))
            {
                Console.WriteLine($"no manager for {group.Key}");
                continue;
            }

            var body = new StringBuilder();
            body.AppendLine($"Sales of {report.Day:yyyy-MM-dd} in {group.Key}:");
            foreach (var line in group.GroupBy(s => s.Rep).Select(g => new { Rep = g.Key, Total = g.Sum(s => s.Amount), Count = g.Count() }).OrderBy(l => l.Rep, StringComparer.Ordinal))
            {
                body.AppendLine($"- {line.Rep}: {line.Total} ({line.Count})");
            }

            await _ses.SendEmailAsync(new SendEmailRequest
            {
                Source = "reports@example.com",
                Destination = new Destination { ToAddresses = new List<string> { manager }, CcAddresses = report.Copy?.Where(c => c.EndsWith("@example.com")).ToList() ?? new List<string>() },
                Message = new Message(new Content($"Sales: {group.Key}"), new Body(new Content(body.ToString()))),
            });
            sent++;
        }

        await _metrics.PutMetricDataAsync(new PutMetricDataRequest
        {
            Namespace = "Reports",
            MetricData = new List<MetricDatum> { new() { MetricName = "Sent", Value = sent, Unit = StandardUnit.Count, Dimensions = new List<Dimension> { new() { Name = "Day", Value = report.Day.DayOfWeek.ToString() } } } },
        });
        return sent;
    }
}

public record Report(DateTime Day, List<string>? Copy);

public record Sale(string Region, double Amount, string Rep);
