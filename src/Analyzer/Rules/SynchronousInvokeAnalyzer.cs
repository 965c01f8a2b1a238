using LambdaLift.Analysis;
using LambdaLift.Analysis.CallGraph;
using LambdaLift.Analysis.Calls;
using LambdaLift.Analyzer.Options;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace LambdaLift.Analyzer.Rules;

/// <summary>LIFT1001: a handler invokes another Lambda function and waits for it.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class SynchronousInvokeAnalyzer() : LambdaDiagnosticAnalyzer(Descriptors.SynchronousInvoke)
{
    /// <inheritdoc/>
    protected override void Register(RuleContext context) =>
        context.OnServiceCall((operation, call, reach) =>
        {
            if (context.Program.GetInvokeSite(call, operation.CancellationToken) is { IsSynchronous: true } site
                && !context.InvokesItself(reach.Handler, site)
                && !IsAllowed(operation, site, context.CalleeName(reach.Handler, site))
                && !IsByDesign(operation, reach))
            {
                Report(operation, site, reach, context.CalleeName(reach.Handler, site));
            }
        });

    private static void Report(ReachedOperation context, InvokeSite site, HandlerReach reach, string callee)
    {
        var handler = reach.Handler.DisplayName;
        var wayOut = site.UsesResult == ResultUse.No
            ? $"its response is not used: set InvocationType.Event, or let a state machine call it ('lambdalift convert --handler {handler}')"
            : $"let a state machine call both and pass the result on ('lambdalift convert --handler {handler}')";
        var properties = StateMachineFacts.Properties(reach.Handler)
            .Add(DiagnosticProperties.Callee, site.FunctionNameText)
            .Add(DiagnosticProperties.ResultUsed, site.UsesResult.ToString());
        context.ReportDiagnostic(Diagnostic.Create(
            Descriptors.SynchronousInvoke,
            context.Operation.Syntax.GetLocation(),
            properties,
            handler,
            callee,
            RuleContext.PathText(reach, context.Summary.Method),
            site.IsUnset ? " (InvocationType is not set, which means RequestResponse)" : "",
            wayOut));
    }

    private static bool IsAllowed(ReachedOperation context, InvokeSite site, string callee)
    {
        var ignored = RuleOptions.IgnoredFunctions.Read(context.Options, context.Operation.Syntax.SyntaxTree);
        return ignored.Contains(callee, StringComparer.OrdinalIgnoreCase) || (site.FunctionNameText is { } name && ignored.Contains(name, StringComparer.OrdinalIgnoreCase));
    }

    private static bool IsByDesign(ReachedOperation context, HandlerReach reach)
    {
        var names = RuleOptions.SynchronousByDesignAttributes.Read(context.Options, context.Operation.Syntax.SyntaxTree);
        if (names.IsEmpty)
        {
            return false;
        }

        var marked = reach.PathTo(context.Summary.Method)
            .SelectMany(m => new ISymbol?[] { m, m.ContainingType })
            .Append(context.Compilation.Assembly);
        return marked.Any(s => s is not null && s.GetAttributes().Any(a => a.AttributeClass is { } type && names.Any(type.HasMetadataName)));
    }
}
