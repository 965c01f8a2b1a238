using System.Globalization;
using Amazon.CloudWatch;
using Amazon.CloudWatch.Model;
using Amazon.Lambda.Core;
using Amazon.Lambda.Serialization.SystemTextJson;
using Amazon.SimpleEmail;
using Amazon.SimpleEmail.Model;

[assembly: LambdaSerializer(typeof(DefaultLambdaJsonSerializer))]

namespace Scenario;

public class Function
{
    private readonly IAmazonSimpleEmailService _ses = new AmazonSimpleEmailServiceClient();
    private readonly IAmazonCloudWatch _metrics = new AmazonCloudWatchClient();

    // A statement of account: totals, balance, a reminder when it is overdue.
    public async Task<Statement> FunctionHandler(Account account, ILambdaContext context)
    {
        var entries = account.Entries ?? Array.Empty<Entry>();
        var balance = 0L;
        var lines = new List<string>(entries.Length);
        Entry? oldest = null;
        for (int i = 0, open = 0; i < entries.Length; i++)
        {
            var entry = entries[i];
            if (entry.Cents == 0)
                continue;
            balance += entry.Cents;
            if (entry is { Paid: null, Cents: > 0 } && (oldest is null || entry.Due < oldest.Due))
            {
                oldest = entry;
                open++;
            }

            lines.Add($"{i + 1,3}. {entry.Text?.Trim() ?? "-",-12} {entry.Cents / 100,6}.{Math.Abs(entry.Cents % 100):00}{(open > 0 ? "*" : "")}");
        }

        var overdue = oldest != null && oldest.Due < account.AsOf ? (account.AsOf - oldest.Due).Days : 0;
        var level = overdue switch { > 60 => Level.Collection, > 30 => Level.Second, > 0 => Level.First, _ => Level.None };
        if (level != Level.None && !string.IsNullOrWhiteSpace(account.Email))
        {
            try
            {
                await _ses.SendEmailAsync(new SendEmailRequest
                {
                    Source = "billing@example.com",
                    Destination = new Destination { ToAddresses = [account.Email.ToLowerInvariant()] },
                    Message = new Message(new Content($"Reminder {level:D}: {overdue} day{(overdue == 1 ? "" : "s")}"), new Body(new Content(string.Join("\n", lines)))),
                });
            }
            catch (MessageRejectedException)
            {
                level = Level.Collection;
            }
        }

        await _metrics.PutMetricDataAsync(new PutMetricDataRequest { Namespace = "Accounts", MetricData = [new MetricDatum { MetricName = "Overdue", Value = overdue, Unit = StandardUnit.Count, Dimensions = [new Dimension { Name = "Level", Value = level.ToString() }] }] });
        return new Statement(balance, overdue, level, lines.Count == 0 ? null : lines[^1], oldest?.Due.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
    }
}

public enum Level
{
    None,
    First,
    Second,
    Collection,
}

public record Account(string? Email, DateTime AsOf, Entry[]? Entries);

public record Entry(string? Text, int Cents, DateTime Due, DateTime? Paid);

public record Statement(long Balance, int Overdue, Level Level, string? LastLine, string? Oldest);
