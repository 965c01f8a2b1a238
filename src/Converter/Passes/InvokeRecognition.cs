using System.Collections.Immutable;
using LambdaLift.Converter.Diagnostics;
using LambdaLift.Converter.Ir;
using Microsoft.CodeAnalysis;

namespace LambdaLift.Converter.Passes;

/// <summary>
/// Tells invocations of functions from other service calls. The response is taken apart: the payload as the JSON value that it holds,
/// and <c>FunctionError</c>, if the code looks at it at all.
/// </summary>
internal sealed class InvokeRecognition : WorkflowPass
{
    public override string Name => "InvokeRecognition";

    public override IrProgram Run(IrProgram program, PassContext context)
    {
        var responses = new Dictionary<IrVariable, Response>();
        var body = program.Body.RewriteStatements(statement =>
            statement is IrServiceCall { Operation.Id: "lambda:Invoke" } call ? [Recognize(call, program.Body, responses, context)] : [statement]);
        if (responses.Count == 0 && body.Equals(program.Body))
            return program;
        body = body.RewriteExpressions(expression => expression.Rewrite(e => e is IrMember { Target: IrRead { Variable: var variable } } member && responses.TryGetValue(variable, out var response)
            ? Part(member, response, context)
            : e));
        foreach (var statement in body.Descendants())
        {
            foreach (var read in statement.Expressions().SelectMany(e => e.DescendantsAndSelf()).OfType<IrRead>().Where(r => responses.ContainsKey(r.Variable)))
                context.ReportAt(LiftDescriptors.UnsupportedConstruct, read.Origin, "The response of an invocation as a value", "use its Payload and FunctionError where it is received");
        }

        return program with { Body = body.RewriteExpressions(ExpressionSimplifier.Simplify) };
    }

    private static IrStatement Recognize(IrServiceCall call, ImmutableArray<IrStatement> body, Dictionary<IrVariable, Response> responses, PassContext context)
    {
        if (call.Request is not IrNew request)
        {
            context.ReportAt(LiftDescriptors.UnknownRequest, call.Origin, "the invocation");
            return call;
        }

        IrExpression? name = null, argument = null;
        var asynchronous = false;
        foreach (var member in request.Members)
        {
            switch (member.Name)
            {
                case "FunctionName":
                    name = member.Value;
                    break;
                case "InvocationType" when member.Value is IrConstant { Value: "RequestResponse" or "Event" } type:
                    asynchronous = type.Value is "Event";
                    break;
                case "Payload" or "PayloadStream":
                    argument = ExpressionSimplifier.Simplify(new IrParseJson(member.Value, member.Value.Origin));
                    break;
                case "LogType":
                    break;
                default:
                    context.ReportAt(LiftDescriptors.UnsupportedConstruct, member.Value.Origin, $"'{member.Name}' of an invocation", "leave it out");
                    break;
            }
        }

        if (name is null)
        {
            context.ReportAt(LiftDescriptors.MissingRequiredMember, call.Origin, "lambda:Invoke", "FunctionName");
            return call;
        }

        if (call.Result is null)
        {
            if (!asynchronous)
                context.ReportAt(LiftDescriptors.FunctionErrorNotChecked, call.Origin, Describe(name));
            return new IrInvoke(name, argument, null, null, asynchronous, call.Origin) { Retry = call.Retry, Limit = call.Limit };
        }

        var reads = body.Descendants().SelectMany(s => s.Expressions()).SelectMany(e => e.DescendantsAndSelf())
            .OfType<IrMember>().Where(m => m.Target is IrRead { Variable: var v } && ReferenceEquals(v, call.Result)).ToList();
        var checks = reads.Any(m => m.Name == "FunctionError") || context.Options.LiteralFunctionError;
        var payload = new IrVariable(call.Result.Name, null);
        var error = checks && !asynchronous ? new IrVariable(call.Result.Name + "Error", StringType(call)) : null;
        responses[call.Result] = new Response(payload, error, asynchronous);
        if (!checks && !asynchronous)
            context.ReportAt(LiftDescriptors.FunctionErrorNotChecked, call.Origin, Describe(name));
        return new IrInvoke(name, argument, payload, error, asynchronous, call.Origin) { Retry = call.Retry, Limit = call.Limit };
    }

    private static ITypeSymbol? StringType(IrServiceCall call) => call.Result!.Type?.GetMembers("FunctionError").OfType<IPropertySymbol>().FirstOrDefault()?.Type;

    private static IrExpression Part(IrMember member, Response response, PassContext context)
    {
        switch (member.Name)
        {
            case "Payload":
                return new IrJsonText(new IrRead(response.Payload, member.Origin), member.Type, member.Origin);
            case "FunctionError" when response.Error is not null:
                return new IrRead(response.Error, member.Origin);
            case "FunctionError":
                return new IrConstant(null, member.Type, member.Origin);
            case "StatusCode" or "HttpStatusCode":
                return new IrConstant(response.IsAsynchronous ? 202 : 200, member.Type, member.Origin);
            default:
                context.ReportAt(LiftDescriptors.UnsupportedConstruct, member.Origin, $"'{member.Name}' of an invocation's response", "use Payload and FunctionError");
                return member;
        }
    }

    private static string Describe(IrExpression name) => name switch
    {
        IrConstant { Value: string text } => $"'{text}'",
        IrSubstitution substitution => $"'${{{substitution.Name}}}'",
        _ => "a function",
    };

    private sealed record Response(IrVariable Payload, IrVariable? Error, bool IsAsynchronous);
}
