using System.Collections.Immutable;
using System.Globalization;
using System.Text;

namespace LambdaLift.Converter.Ir;

/// <summary>Writes IR as text, for <c>--dump-after</c> and for the scenario baselines.</summary>
public sealed class IrPrinter
{
    private readonly StringBuilder _text = new();
    private readonly Dictionary<object, string> _names = new();
    private readonly Dictionary<string, int> _used = new(StringComparer.Ordinal);
    private int _indent;

    /// <summary>The program as text, one statement a line.</summary>
    public static string Print(IrProgram program)
    {
        var printer = new IrPrinter();
        printer.Line($"workflow {program.Name}({(program.Input is null ? "" : printer.Name(program.Input))}) reads {program.InputContract} writes {program.OutputContract}");
        printer.Block(program.Body);
        return printer._text.ToString();
    }

    /// <summary>One expression as text.</summary>
    public static string Print(IrExpression expression) => new IrPrinter().Text(expression);

    /// <summary>One expression as text, variables named as in the rest of this printer's text.</summary>
    public string Text(IrExpression expression) => expression switch
    {
        IrConstant e => Literal(e.Value),
        IrRead e => Name(e.Variable),
        IrMember e => $"{Text(e.Target)}.{e.Name}",
        IrElement e => $"{Text(e.Target)}[{Text(e.Index)}]",
        IrJsonMember e => $"{Text(e.Target)}[\"{e.Name}\"]",
        IrNew e => $"new {TypeName(e)} {{ {string.Join(", ", e.Members.Select(m => $"{m.Name} = {Text(m.Value)}"))} }}",
        IrWith e => $"{Text(e.Target)} with {{ {string.Join(", ", e.Members.Select(m => $"{m.Name} = {Text(m.Value)}"))} }}",
        IrList e => $"[{string.Join(", ", e.Elements.Select(Text))}]",
        IrDictionary e => $"{{ {string.Join(", ", e.Entries.Select(x => $"[{Text(x.Key)}] = {Text(x.Value)}"))} }}",
        IrBinary e => $"({Text(e.Left)} {Symbol(e.Operator)} {Text(e.Right)})",
        IrNot e => $"!{Text(e.Operand)}",
        IrConditional e => $"({Text(e.Condition)} ? {Text(e.WhenTrue)} : {Text(e.WhenFalse)})",
        IrCoalesce e => $"({Text(e.Value)} ?? {Text(e.WhenNull)})",
        IrConcat e => $"text({string.Join(", ", e.Parts.Select(Text))})",
        IrCallFunction e => $"{e.Function}({string.Join(", ", e.Arguments.Select(Text))})",
        IrLambda e => $"({string.Join(", ", e.Parameters.Select(Name))}) => {Text(e.Body)}",
        IrSort e => $"sort({Text(e.List)}, {string.Join(", ", e.Keys.Select(k => (k.Descending ? "descending " : "") + Text(k.Key)))})",
        IrLet e => $"(let {Name(e.Variable)} = {Text(e.Value)} in {Text(e.Body)})",
        IrToJson e => $"to-json<{e.Contract}>({Text(e.Value)})",
        IrFromJson e => $"from-json<{TypeName(e)}, {e.Contract}>({Text(e.Json)})",
        IrJsonText e => $"json-text({Text(e.Json)})",
        IrParseJson e => $"parse-json({Text(e.Text)})",
        IrSubstitution e => $"${{{e.Name}}}",
        IrInput => "input",
        IrMapIndex => "index",
        IrMapItem => "item",
        IrContextValue { Member: IrContextMember.ExecutionName } => "execution-name",
        IrContextValue { Member: IrContextMember.StateMachineName } => "state-machine-name",
        IrContextValue => "state-machine-arn",
        IrTaskResult => "result",
        IrCaughtError => "error",
        IrAsError e => $"error({Text(e.Value)})",
        IrIsException e => $"{Text(e.Value)} is {e.ExceptionType.Name}",
        IrException e => $"{e.TypeName}({string.Join(", ", e.Further.Select(f => Text(f.Value)).Prepend(Text(e.Message)))})",
        _ => throw new InvalidOperationException($"Unknown expression {expression.GetType().Name}."),
    };

    /// <summary>The name of a variable in this text; a number tells namesakes apart.</summary>
    public string Name(IrVariable variable) => Unique(variable, variable.Name);

    private string Unique(object key, string name)
    {
        if (_names.TryGetValue(key, out var known))
            return known;
        _used.TryGetValue(name, out var count);
        _used[name] = count + 1;
        return _names[key] = count == 0 ? name : name + "'" + (count + 1).ToString(CultureInfo.InvariantCulture);
    }

    private static string TypeName(IrExpression e) => e.Type?.ToDisplayString(Microsoft.CodeAnalysis.SymbolDisplayFormat.MinimallyQualifiedFormat) ?? "json";

    private static string Literal(object? value) => value switch
    {
        null => "null",
        string s => "\"" + s.Replace("\\", "\\\\").Replace("\"", "\\\"").Replace("\n", "\\n").Replace("\r", "\\r") + "\"",
        bool b => b ? "true" : "false",
        IFormattable f => f.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString() ?? "",
    };

    private static string Symbol(IrOperator op) => op switch
    {
        IrOperator.Equal => "==",
        IrOperator.NotEqual => "!=",
        IrOperator.Less => "<",
        IrOperator.LessOrEqual => "<=",
        IrOperator.Greater => ">",
        IrOperator.GreaterOrEqual => ">=",
        IrOperator.And => "&&",
        IrOperator.Or => "||",
        IrOperator.Add => "+",
        IrOperator.Subtract => "-",
        IrOperator.Multiply => "*",
        IrOperator.Divide => "/",
        IrOperator.Remainder => "%",
        _ => throw new InvalidOperationException($"Unknown operator {op}."),
    };

    private void Block(ImmutableArray<IrStatement> block)
    {
        _indent++;
        foreach (var statement in block)
            Statement(statement);
        _indent--;
    }

    private void Statement(IrStatement statement)
    {
        switch (statement)
        {
            case IrAssign s:
                Line($"{Name(s.Variable)} = {Text(s.Value)}");
                break;
            case IrServiceCall s:
                Line($"{(s.Result is null ? "" : Name(s.Result) + " = ")}{(s.Job is null ? "call" : "run")} {s.Operation}({Text(s.Request)}){(s.Retry is null ? "" : " " + s.Retry)}{Within(s.Limit)}");
                break;
            case IrHttpCall s:
                var parts = string.Join(", ", s.Answer.Variables.Select(Name));
                Line($"{(parts.Length == 0 ? "_" : parts)} = {(s.ThrowsOnFailureStatus ? "http" : "http-checked")} {Text(s.Request)}{(s.TimeoutSeconds is { } seconds ? $" within {seconds} s" : "")}{(s.Retry is null ? "" : " " + s.Retry)}{Within(s.Limit)}");
                break;
            case IrInvoke s:
                var kind = s.Asynchronous ? "invoke-async" : s.FunctionError is not null ? "invoke-checked" : "invoke";
                Line($"{(s.FunctionError is null ? "" : Name(s.FunctionError) + ", ")}{(s.Payload is null ? "_" : Name(s.Payload))} = {kind} {Text(s.FunctionName)}({(s.Argument is null ? "" : Text(s.Argument))}){(s.Retry is null ? "" : " " + s.Retry)}{Within(s.Limit)}");
                break;
            case IrResidual s:
                var outputs = string.Join(", ", s.Outputs.Select(o => Name(o.Variable)));
                Line($"{(outputs.Length == 0 ? "_" : outputs)} = residual {s.Function.Name}({string.Join(", ", s.Inputs.Select(i => $"{i.Name} = {Text(i.Value)}"))})");
                break;
            case IrIf s:
                Line($"if {Text(s.Condition)}");
                Block(s.Then);
                if (!s.Else.IsEmpty)
                {
                    Line("else");
                    Block(s.Else);
                }

                break;
            case IrLabeled s:
                Line($"block {Unique(s.Label, s.Label.Name)}");
                Block(s.Body);
                break;
            case IrLoop s:
                Line("loop");
                Block(s.Body);
                break;
            case IrLeave s:
                Line($"leave {Unique(s.Label, s.Label.Name)}");
                break;
            case IrReturn s:
                Line(s.Value is null ? "return" : $"return {Text(s.Value)}");
                break;
            case IrThrow s:
                Line($"throw {Text(s.Exception)}");
                break;
            case IrRethrow s:
                Line($"rethrow {Name(s.Caught)}");
                break;
            case IrUnreachable:
                Line("unreachable");
                break;
            case IrTry s:
                Line("try");
                Block(s.Body);
                foreach (var c in s.Catches)
                {
                    Line(c.Kind == IrCatchKind.FunctionError ? $"catch function-error {Name(c.Variable)}" : $"catch {c.ExceptionType!.Name} {Name(c.Variable)}{(c.Filter is null ? "" : $" when {Text(c.Filter)}")}");
                    Block(c.Body);
                }

                if (!s.Finally.IsEmpty)
                {
                    Line("finally");
                    Block(s.Finally);
                }

                break;
            case IrParallel s:
                Line("parallel");
                _indent++;
                foreach (var branch in s.Branches)
                {
                    Line($"branch{(branch.Result is null ? "" : " " + Name(branch.Result))}");
                    Block(branch.Body);
                }

                _indent--;
                break;
            case IrMap s:
                Line($"{(s.Result is null ? "" : Name(s.Result) + " = ")}map {Name(s.Item)}{(s.Index is null ? "" : ", " + Name(s.Index))} in {Text(s.Items)}{(s.MaxConcurrency is > 0 and var limit ? $" at most {limit}" : "")}{(s.IsDistributed ? " distributed" : "")}{(s.Passed.IsEmpty ? "" : " with " + string.Join(", ", s.Passed.Select(p => $"{Name(p.Variable)} = {Text(p.Value)}")))}");
                Block(s.Body);
                break;
            case IrAttempt s:
                Line($"{Name(s.Variable)} = {Text(s.Value)} or throw {s.ErrorName}");
                break;
            case IrWait s:
                Line($"wait {Text(s.Seconds)}");
                break;
            default:
                throw new InvalidOperationException($"Unknown statement {statement.GetType().Name}.");
        }
    }

    private string Within(TimeLimit? limit) => limit is null ? "" : FormattableString.Invariant($" within {limit.Seconds}s, else {Name(limit.TimedOut)}");

    private void Line(string text) => _text.Append(' ', _indent * 2).Append(text).Append('\n');
}
