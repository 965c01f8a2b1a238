using System.CommandLine;
using LambdaLift.Cli.Explaining;
using LambdaLift.Cli.Output;
using LambdaLift.ServiceCatalogue;

namespace LambdaLift.Cli.Commands;

/// <summary><c>lambdalift explain</c>: what a diagnostic means and what to do; what an AWS call becomes.</summary>
internal static class ExplainCommand
{
    internal static Command Create(AppHost host)
    {
        var subject = new Argument<string>("ID|SERVICE:OPERATION") { Description = "A diagnostic such as LIFT1001, or an AWS call such as dynamodb:PutItem, AmazonSQSClient.SendMessageAsync or HttpClient.GetFromJsonAsync." };
        var format = CommonOptions.Format("text", "json");
        var command = new Command("explain", "Says what a diagnostic means and what to do, or what an AWS call becomes in a state machine.") { subject, format };
        command.SetAction(parsed =>
        {
            Explain(parsed.GetRequiredValue(subject), parsed.GetRequiredValue(format) == "json", host);
            return (int)ExitCode.Clean;
        });
        return command;
    }

    private static void Explain(string subject, bool json, AppHost host)
    {
        if (subject.StartsWith("LIFT", StringComparison.OrdinalIgnoreCase))
        {
            var entry = DiagnosticCatalogue.All.FirstOrDefault(candidate => candidate.Id.Equals(subject, StringComparison.OrdinalIgnoreCase))
                ?? throw new BadInputException($"there is no diagnostic '{subject}'; there are {string.Join(", ", DiagnosticCatalogue.All.Select(candidate => candidate.Id))}.");
            Explain(entry, json, host);
        }
        else if (!Explainer.TryExplain(AwsCatalogue.Default, subject, out var explanation, out var problem))
        {
            throw new BadInputException(problem);
        }
        else if (json)
        {
            host.Output.WriteLine(JsonOutput.Write(Document(explanation)));
        }
        else
        {
            OperationText.Write(explanation, host.Console);
        }
    }

    private static void Explain(DiagnosticEntry entry, bool json, AppHost host)
    {
        var page = DiagnosticCatalogue.Page(entry.Id);
        if (json)
        {
            host.Output.WriteLine(JsonOutput.Write(new { entry.Id, entry.Title, entry.Severity, entry.Message, entry.Description, page }));
        }
        else if (page is not null)
        {
            host.Output.WriteLine(page.TrimEnd());
        }
        else
        {
            host.Output.WriteLine($"{entry.Id}: {entry.Title} ({entry.Severity}; {entry.Band})");
            host.Output.WriteLine();
            host.Output.WriteLine(entry.Message);
            if (entry.Description.Length > 0)
            {
                host.Output.WriteLine();
                host.Output.WriteLine(entry.Description);
            }
        }
    }

    private static object Document(OperationExplanation explanation) => new
    {
        operation = explanation.Name,
        dotNet = explanation.DotNetMethods,
        views = explanation.Views.Select(view => new { method = view.Type + "." + view.Method, fidelity = view.Fidelity, note = view.Note }),
        refusal = explanation.Refusal,
        integrations = explanation.Integrations.Select(integration => new
        {
            kind = integration.Integration.Kind,
            resources = integration.Patterns,
            parameters = integration.Parameters,
            result = integration.Result,
            errors = integration.Errors.Select(error => new { name = error.ErrorName, dotNet = error.DotNetType, transient = error.IsTransient }),
            permissions = integration.Permissions,
            notes = integration.Notes,
        }),
    };
}
