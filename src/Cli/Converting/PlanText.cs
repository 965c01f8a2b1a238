using LambdaLift.Converter;
using LambdaLift.StatesLanguage.Model;
using Spectre.Console;

namespace LambdaLift.Cli.Converting;

/// <summary>Tells what a verification would run, without running it.</summary>
internal static class PlanText
{
    internal static void Write(HandlerConversion conversion, StateMachine? definition, VerificationPlan plan, ConversionInput input, AppHost host)
    {
        ConversionSummary.Head(conversion.Name, conversion.Handler.HandlerString, host);
        if (definition is null)
        {
            host.Console.MarkupLine("  nothing would be run: the handler cannot be converted.");
            return;
        }

        var request = plan.Request(input, conversion, definition);
        Line("runs in this process", string.Join(", ", request.InlinedFunctions.Select(function => function.Handler).Prepend(request.Handler.Handler)));
        Line("with your rights", "files and raw sockets are not intercepted");
        Line("answered by a script", "every AWS SDK call; other HTTP requests are refused");
        Line("virtual", "clock, ids, random numbers, delays, environment variables");
        foreach (var (name, value) in request.Handler.EnvironmentVariables.OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            Line("environment", $"{name}={value}");
        }

        Line("events", request.Payloads.Count == 0 ? "one made from the handler's event type" : string.Join(", ", request.Payloads.Select(payload => payload.Name)));
        Line("given runs", request.Cases.Count == 0 ? "none" : string.Join(", ", request.Cases.Select(run => run.Name)));
        Line("budget", $"{request.Options.MaxRuns} runs, {request.Options.TimeLimit.TotalSeconds:0} s; {request.Options.InvocationTimeLimit.TotalSeconds:0} s for one invocation; seed {request.Options.Seed}");

        void Line(string what, string text) => host.Console.MarkupLine($"  {what,-21} {Markup.Escape(text)}");
    }
}
