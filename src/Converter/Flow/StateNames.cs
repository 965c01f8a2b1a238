using System.Text;
using LambdaLift.Converter.Ir;
using LambdaLift.ServiceCatalogue;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LambdaLift.Converter.Flow;

/// <summary>Makes the names of states from the names in the code.</summary>
internal static class StateNames
{
    /// <summary>A call: the method that holds it if that method is there for this call, else the operation.</summary>
    public static string ForCall(AwsOperation operation, Origin origin) => ForOrigin(origin) ?? Words(operation.Name);

    private static string? ForOrigin(Origin origin)
    {
        if (origin.Method is IMethodSymbol { MethodKind: MethodKind.Ordinary } method && !IsHandlerName(method.Name) && CallsIn(origin) <= 1)
            return Words(method.Name);
        if (origin.Method is IMethodSymbol handler && IsHandlerName(handler.Name) && !IsHandlerTypeName(handler.ContainingType.Name) && CallsIn(origin) <= 1)
            return Words(handler.ContainingType.Name);
        return null;
    }

    /// <summary>An HTTP call: the method that holds it if that method is there for this call, else the verb and what the URL ends with.</summary>
    public static string ForHttp(IrHttpCall call) => ForOrigin(call.Origin) ?? $"Call {HostOf(call) ?? "HTTP API"}";

    private static string? HostOf(IrHttpCall call)
    {
        var endpoint = call.Request is IrNew request ? request.Members.FirstOrDefault(m => m.Name == "ApiEndpoint")?.Value : null;
        var text = (endpoint is IrConcat { Parts: [var first, ..] } ? first : endpoint) is IrConstant { Value: string known } ? known : null;
        return text is not null && Uri.TryCreate(text, UriKind.Absolute, out var url) && url.Host.Length > 0 ? url.Host : null;
    }

    public static string ForInvoke(IrInvoke invoke) => invoke.FunctionName switch
    {
        IrConstant { Value: string name } => "Invoke " + name,
        IrSubstitution { Name: var name } => Words(name.EndsWith("Function", StringComparison.Ordinal) ? name.Substring(0, name.Length - 8) : name),
        _ => "Invoke function",
    };

    public static string ForParallel(IEnumerable<FlowGraph> branches)
    {
        var names = branches.Select(b => b.Nodes().OfType<FlowTask>().FirstOrDefault()?.NameHint).OfType<string>().Distinct().ToList();
        return names.Count is > 0 and <= 3 ? string.Join(" and ", names.Select((n, i) => i == 0 ? n : n.LowerFirst())) : "Run in parallel";
    }

    public static string ForAttempt(IrAttempt attempt) => attempt.Value is IrParseJson { Text: var text } && Last(text) is { } name ? $"Parse {name.ToLowerInvariant()}" : "Parse JSON";

    public static string ForMap(IrVariable item, FlowGraph iteration) =>
        iteration.Nodes().OfType<FlowTask>().FirstOrDefault()?.NameHint is { } name ? $"For each {Words(item.Name).ToLowerInvariant()}: {name}" : $"For each {Words(item.Name).ToLowerInvariant()}";

    public static string ForChoice(FlowChoice choice)
    {
        // A decision that goes on with the next item, if there is one.
        if (choice.Origin.Syntax is CommonForEachStatementSyntax { Expression: var collection } && choice.Rules is [{ Condition: IrBinary { Operator: IrOperator.Less } }])
            return $"More {LastName(collection) ?? "items"}?";
        if (choice.Rules.Count == 1 && Question(choice.Rules[0].Condition) is { } question)
            return question + "?";
        if (choice.Rules.All(r => IsErrorName(r.Condition)))
            return "Which error?";
        var subject = choice.Rules.Select(r => Subject(r.Condition)).FirstOrDefault(s => s is not null);
        return subject is null ? "Decide" : $"Check {subject.ToLowerInvariant()}";
    }

    /// <summary>A condition as a person would ask it; null when it is no simple one.</summary>
    private static string? Question(IrExpression condition)
    {
        switch (condition)
        {
            case IrNot e:
                return Question(e.Operand);
            case IrBinary { Operator: IrOperator.Equal, Left: IrMember { Name: ExceptionMembers.ErrorName } error, Right: IrConstant { Value: string code } } when Emit.Errors.IsError(error.Target):
                return Words(TrimSuffix(code.Substring(code.LastIndexOf('.') + 1), "Exception"));
            case IrBinary { Operator: IrOperator.Equal or IrOperator.NotEqual, Left: var tested, Right: IrConstant { Value: null } } when Last(tested) is { } name:
                return $"Has {name.ToLowerInvariant()}";
            case IrBinary { Operator: IrOperator.Equal or IrOperator.NotEqual, Left: var tested, Right: IrConstant { Value: string value } } when Last(tested) is { } name:
                return value.Trim().Length == 0 ? $"Has {name.ToLowerInvariant()}" : $"{name} is {value}";

            // Whether there are as many as are taken.
            case IrBinary { Left: IrCallFunction { Function: IrFunction.Count, Arguments: [var list] }, Right: IrConstant { Value: 0 } } when Last(list) is { } name:
                return $"Any {name.ToLowerInvariant()}";
            case IrBinary { Left: IrConstant { Value: int }, Right: IrCallFunction { Function: IrFunction.Count or IrFunction.Length, Arguments: [var list] } } when Last(list) is { } name:
                return $"Enough {name.ToLowerInvariant()}";
            case IrBinary { Left: var left, Right: var right } e when Last(left) is { } name && Compared(e.Operator) is { } relation && Operand(right) is { } operand:
                return $"{name} {relation} {operand}";
            case IrCallFunction { Function: IrFunction.IsNullOrEmpty, Arguments: [var text] } when Last(text) is { } name:
                return $"Has {name.ToLowerInvariant()}";
            case IrRead or IrMember when Frontend.KnownTypes.IsBoolean(condition.Type) && Last(condition) is { } name:
                return name;
            default:
                return null;
        }
    }

    private static string? Operand(IrExpression expression) => expression switch
    {
        IrConstant { Value: int or double or long } number => System.Convert.ToString(number.Value, System.Globalization.CultureInfo.InvariantCulture),
        IrConstant => null,
        _ => Last(expression)?.ToLowerInvariant(),
    };

    private static string? Compared(IrOperator op) => op switch
    {
        IrOperator.Equal or IrOperator.NotEqual => "is",
        IrOperator.Less => "below",
        IrOperator.LessOrEqual => "at most",
        IrOperator.Greater => "over",
        IrOperator.GreaterOrEqual => "at least",
        _ => null,
    };

    private static bool IsErrorName(IrExpression condition) => condition switch
    {
        IrBinary { Operator: IrOperator.Or or IrOperator.And } b => IsErrorName(b.Left) && IsErrorName(b.Right),
        IrBinary { Operator: IrOperator.Equal, Left: IrMember { Name: ExceptionMembers.ErrorName } error } => Emit.Errors.IsError(error.Target),
        _ => false,
    };

    public static string ForFail(FlowFail fail) => fail.Error is IrConstant { Value: string name } ? Words(TrimSuffix(name, "Exception")) : "Fail";

    /// <summary>Words of a PascalCase name: <c>SendSmsAsync</c> becomes <c>Send sms</c>.</summary>
    public static string Words(string name)
    {
        name = TrimSuffix(name, "Async").TrimStart('_');
        var text = new StringBuilder();
        for (var i = 0; i < name.Length; i++)
        {
            var starts = i > 0 && char.IsUpper(name[i]) && (char.IsLower(name[i - 1]) || char.IsDigit(name[i - 1]) || (i + 1 < name.Length && char.IsLower(name[i + 1]) && char.IsUpper(name[i - 1])));
            if (starts || (name[i] is '_' or '-' && i > 0))
                text.Append(' ');
            if (name[i] is '_' or '-')
                continue;
            var acronym = char.IsUpper(name[i]) && i + 1 < name.Length && char.IsUpper(name[i + 1]);
            text.Append(i == 0 ? char.ToUpperInvariant(name[i]) : starts && !acronym ? char.ToLowerInvariant(name[i]) : name[i]);
        }

        return text.Length == 0 ? "Step" : text.ToString();
    }

    private static bool IsHandlerName(string name) => name is "FunctionHandler" or "FunctionHandlerAsync" or "Handle" or "HandleAsync" or "Handler" or "Run" or "RunAsync" or "Invoke" or "Execute" or "ExecuteAsync";

    private static bool IsHandlerTypeName(string name) => name is "Function" or "Functions" or "Handler" or "Handlers" or "LambdaFunction" or "LambdaHandler" or "LambdaEntryPoint" or "EntryPoint" or "Program" or "Startup";

    private static string? Subject(IrExpression condition) => condition switch
    {
        IrBinary { Operator: IrOperator.And or IrOperator.Or } b => Subject(b.Left) ?? Subject(b.Right),
        IrBinary b => Last(b.Left) ?? Last(b.Right),
        IrNot n => Subject(n.Operand),
        IrCallFunction { Arguments: [var first, ..] } => Last(first) ?? Subject(first),
        _ => Last(condition),
    };

    private static string? LastName(ExpressionSyntax expression) => expression switch
    {
        IdentifierNameSyntax name => Words(name.Identifier.Text).ToLowerInvariant(),
        MemberAccessExpressionSyntax member => Words(member.Name.Identifier.Text).ToLowerInvariant(),
        _ => null,
    };

    private static string? Last(IrExpression expression) => expression switch
    {
        IrMember { Name: var name } => Words(name),
        IrJsonMember { Name: var name } => Words(name),
        IrRead { Variable.Name: var name } => Words(name),
        IrCallFunction { Function: IrFunction.Count or IrFunction.NotNull or IrFunction.ToLower or IrFunction.ToUpper or IrFunction.Trim, Arguments: [var first, ..] } => Last(first),
        _ => null,
    };

    private static int CallsIn(Origin origin)
    {
        var body = origin.Syntax.Ancestors().FirstOrDefault(n => n is BaseMethodDeclarationSyntax or LocalFunctionStatementSyntax);
        return body?.DescendantNodes().Count(n => n is AwaitExpressionSyntax or MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Result" or "Wait" or "GetAwaiter" }) ?? 0;
    }

    private static string TrimSuffix(string name, string suffix) =>
        name.Length > suffix.Length && name.EndsWith(suffix, StringComparison.Ordinal) ? name.Substring(0, name.Length - suffix.Length) : name;
}
