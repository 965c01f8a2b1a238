using System.Text.Json;
using Amazon.Lambda;
using Amazon.Lambda.Core;
using Amazon.Lambda.Model;
using Amazon.Lambda.Serialization.SystemTextJson;
using Amazon.SimpleNotificationService;
using Amazon.SimpleNotificationService.Model;
using Microsoft.Extensions.Logging;

[assembly: LambdaSerializer(typeof(DefaultLambdaJsonSerializer))]

namespace Scenario;

public enum Severity { Low, Medium, High, Critical }

public class Incident
{
    public string Id { get; init; } = "";
    public Severity Severity { get; init; } = Severity.Medium;
    public string? AssignedTeam { get; init; }
    public Dictionary<string, string> Labels { get; init; } = new();
    public DateTime CreatedAt { get; init; }
    public List<string> Affected { get; init; } = new();
    public Place Source { get; init; } = new();
}

public class Place
{
    public string Region { get; set; } = "eu-west-1";
    public int Floor { get; set; } = -1;
    public string Country { get; set; } = Unknown;
    private const string Unknown = "nowhere";
    public Dictionary<string, int> Zones { get; set; } = [];
}

public record Outcome(string Id, bool Escalated, IReadOnlyList<string> Notified, TimeSpan Age);

public class Function
{
    private readonly IAmazonLambda _lambda = new AmazonLambdaClient();
    private readonly IAmazonSimpleNotificationService _sns = new AmazonSimpleNotificationServiceClient();

    public async Task<Outcome> FunctionHandler(Incident incident, ILambdaContext context)
    {
        var notified = new List<string>();
        var age = DateTime.UtcNow - incident.CreatedAt;
        var team = incident.AssignedTeam ?? (incident.Labels.TryGetValue("team", out var labelled) ? labelled : "on-call");
        var escalate = incident.Severity >= Severity.High || (incident.Severity == Severity.Medium && age > TimeSpan.FromHours(4));

        if (escalate)
        {
            var (ok, ticket) = await OpenTicketAsync(incident, team);
            if (!ok)
            {
                await NotifyAsync("ticketing-broken", incident, notified);
            }
            else if (ticket is { Length: > 0 } number && number.StartsWith("INC"))
            {
                await NotifyAsync($"ticket-{number[3..]}", incident, notified);
            }

            switch (incident.Severity)
            {
                case Severity.Critical when incident.Affected.Count > 3:
                    await NotifyAsync("executives", incident, notified);
                    goto case Severity.High;
                case Severity.Critical:
                case Severity.High:
                    await NotifyAsync("managers", incident, notified);
                    break;
                default:
                    await NotifyAsync(team, incident, notified);
                    break;
            }
        }

        foreach (var (service, index) in incident.Affected.Select((s, i) => (s, i)))
        {
            if (index >= 10) break;
            await NotifyAsync($"service/{service.ToLower()}", incident, notified);
        }

        return new Outcome(incident.Id, escalate, notified, age);
    }

    private async Task<(bool Ok, string? Ticket)> OpenTicketAsync(Incident incident, string team)
    {
        for (int attempt = 1; attempt <= 3; attempt++)
        {
            var response = await _lambda.InvokeAsync(new InvokeRequest
            {
                FunctionName = "open-ticket",
                Payload = JsonSerializer.Serialize(new { incident.Id, team, severity = incident.Severity.ToString(), attempt }),
            });
            if (response.StatusCode == 200 && response.FunctionError == null)
            {
                var document = JsonDocument.Parse(response.Payload);
                return (true, document.RootElement.GetProperty("ticket").GetString());
            }

            await Task.Delay(attempt * 1000);
        }

        return (false, null);
    }

    private async Task NotifyAsync(string topic, Incident incident, ICollection<string> notified)
    {
        await _sns.PublishAsync($"arn:aws:sns:eu-west-1:123456789012:{topic}", $"{incident.Severity}: {incident.Id} in {incident.Source.Region}, {incident.Source.Zones.Count} zones, {incident.Source.Floor} {incident.Source.Country}", "Incident");
        notified.Add(topic);
    }
}
