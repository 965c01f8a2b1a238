using LambdaLift.Analysis.Handlers;
using LambdaLift.Analysis.Patterns;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace LambdaLift.Analyzer.Rules;

/// <summary>LIFT1009: a handler only wraps one service call, and something is seen to invoke it.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class ThinWrapperAnalyzer() : LambdaDiagnosticAnalyzer(Descriptors.ThinWrapper)
{
    // What people add to a class's name to name the function or the variable that holds it.
    private static readonly string[] Suffixes = ["functionname", "functionarn", "function", "lambda", "handler", "arn", "name"];

    /// <inheritdoc/>
    protected override void Register(RuleContext context) =>
        context.OnHandler((operation, handler, location) =>
        {
            if (ThinWrappers.Find(context.Program.GetReach(handler, operation.CancellationToken)) is { } call
                && !RuleContext.IsIgnored(operation.Options, call)
                && Invoker(context, handler, operation.CancellationToken) is { } invoker)
            {
                operation.ReportDiagnostic(Diagnostic.Create(Descriptors.ThinWrapper, location, handler.DisplayName, call.DisplayName, invoker));
            }
        });

    /// <summary>Who invokes the handler's function, as far as the templates and the compilation show; null when nobody is seen to.</summary>
    private static string? Invoker(RuleContext context, LambdaHandler handler, CancellationToken cancellationToken)
    {
        var declared = context.Templates.FunctionsOf(handler.HandlerString).ToList();
        if (declared.Exists(f => f.HasEvents))
        {
            // An entry of its own, whoever else invokes it.
            return null;
        }

        foreach (var (caller, site) in context.Program.GetInvokes(cancellationToken))
        {
            var callee = context.CalleeName(caller, site);
            if (declared.Exists(f => f.Name == callee) || (declared.Count == 0 && IsNamedAfter(callee, handler)))
            {
                return caller.DisplayName;
            }
        }

        return declared.SelectMany(context.Templates.ReferrersOf).FirstOrDefault();
    }

    // Without a template only the name ties a function to its class: send-sms, ${SEND_SMS_FUNCTION} and SendSmsFunction are the same words.
    private static bool IsNamedAfter(string callee, LambdaHandler handler) => Bare(callee) is { Length: > 3 } name && name == Bare(handler.Type.Name);

    private static string Bare(string name)
    {
        var letters = new string([.. name.Where(char.IsLetterOrDigit).Select(char.ToLowerInvariant)]);
        return Suffixes.FirstOrDefault(s => letters.Length > s.Length && letters.EndsWith(s, StringComparison.Ordinal)) is { } suffix
            ? letters.Substring(0, letters.Length - suffix.Length)
            : letters;
    }
}
