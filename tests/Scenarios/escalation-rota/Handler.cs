using Amazon.Lambda.Core;
using Amazon.Lambda.Serialization.SystemTextJson;
using Amazon.SimpleNotificationService;
using Amazon.SimpleNotificationService.Model;
using Amazon.StepFunctions;

[assembly: LambdaSerializer(typeof(DefaultLambdaJsonSerializer))]

namespace Scenario;

public class Function
{
    private readonly IAmazonSimpleNotificationService _sns = new AmazonSimpleNotificationServiceClient();

    // Escalation of an incident along an on-call rota.
    public async Task<string> FunctionHandler(Incident incident, ILambdaContext context)
    {
        var sent = new List<string>();
        var level = incident.Severity;
        Person? last = null;
        foreach (var person in incident.Rota.Where(p => p.IsActive).OrderBy(p => p.Order).ThenByDescending(p => p.Name))
        {
            if (sent.Contains(person.Name))
                continue;
            last = person;
            try
            {
                await _sns.PublishAsync(new PublishRequest { PhoneNumber = person.Phone, Message = Text(person) });
                sent.Add(person.Name);
            }
            catch (NotFoundException) when (level < 3)
            {
                level++;
                continue;
            }
            catch (AmazonSimpleNotificationServiceException e) when (e.Message.Contains("opted out"))
            {
                break;
            }
            finally
            {
                incident = incident with { Severity = level };
            }

            if (sent.Count >= Limit(level))
                return string.Join(",", sent);
        }

        return last is null ? "nobody" : $"{last.Name}:{incident.Severity}:{sent.Count}";

        string Text(Person person) => level switch
        {
            1 => $"{person.Name}, please look at {incident.Title}",
            2 => $"{person.Name.ToUpperInvariant()}: {incident.Title}",
            _ => "!!! " + incident.Title.PadRight(10, '!'),
        };

        static int Limit(int severity) => severity > 2 ? int.MaxValue : severity;
    }
}

public record Incident(string Title, int Severity, List<Person> Rota);

public record Person(string Name, string? Phone, int Order, bool IsActive);
