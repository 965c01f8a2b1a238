using LambdaLift.Converter.Diagnostics;
using LambdaLift.Converter.Flow;
using LambdaLift.Converter.Frontend;
using LambdaLift.Converter.Ir;
using LambdaLift.ServiceCatalogue;
using Microsoft.CodeAnalysis;

namespace LambdaLift.Converter.Emit;

/// <summary>
/// The one place that says what is fine in C# and impossible, or different, in the target. It runs before anything is written, and
/// reports everything that it finds.
/// </summary>
internal sealed class LimitationCheck
{
    private readonly SdkShapes _sdk;
    private readonly RequestWriter _requests;
    private readonly NullFacts _nulls;
    private readonly Action<Diagnostic> _report;

    private readonly TargetLanguage _language;
    private readonly FlowGraph _root;

    private LimitationCheck(FlowGraph root, AwsCatalogue catalogue, NullFacts nulls, TargetLanguage language, Action<Diagnostic> report)
    {
        _root = root;
        _language = language;
        _sdk = new SdkShapes(catalogue, root);
        _requests = new RequestWriter(_sdk);
        _report = report;
        _nulls = nulls;
    }

    /// <summary>Checks a graph.</summary>
    public static void Run(FlowGraph root, AwsCatalogue catalogue, TargetLanguage language, Action<Diagnostic> report)
    {
        var check = new LimitationCheck(root, catalogue, NullFacts.Of(root), language, report);
        foreach (var node in root.AllNodes())
            check.Visit(node);
        JsonTextChecks.Run(root, report);
        foreach (var graph in FlowOptimizer.Graphs(root))
        {
            CheckInput(graph);
            PathChecks.Run(graph, report);
        }
    }

    private void Visit(FlowNode node)
    {
        if (node is FlowUnreachable { Statement: var never })
            Report(LiftDescriptors.UnsupportedConstruct, never.Origin, never.Construct, never.Instead);
        if (node is FlowTask task)
        {
            _requests.Write(task.Request, task.Integration, (origin, problem) => Report(LiftDescriptors.NoIntegration, origin, task.CallName, problem));
            CheckRequired(task);
        }

        foreach (var made in node.Expressions.Where(e => node is not FlowTask { Request: var request } || !ReferenceEquals(e, request)).SelectMany(e => e.DescendantsAndSelf()).OfType<IrNew>().Where(e => e.Type.IsSdkModel()))
            CheckBytes(made);

        foreach (var expression in node.Expressions)
        {
            foreach (var e in expression.DescendantsAndSelf())
                Visit(e, expression);
        }
    }

    private void Visit(IrExpression expression, IrExpression whole)
    {
        // AWS's own answers have times in UTC.
        if (expression.Type.IsTime() && (expression is IrFromJson || (expression is IrMember { Target.Type: var owner } && !owner.IsSdkModel())))
            Report(LiftDescriptors.TimePrecision, expression.Origin, $"'{expression.Origin.Text}'");
        switch (expression)
        {
            case IrMember { Name: ExceptionMembers.Status, Target: var thrown } member when Errors.IsError(thrown):
                Report(LiftDescriptors.UnsupportedConstruct, member.Origin, "The status of a caught HTTP failure as a value", "compare it with constants");
                break;
            case IrMember { Name: ExceptionMembers.ServiceStatus, Target: var answered } member when Errors.IsError(answered):
                Report(LiftDescriptors.UnsupportedCatch, member.Origin, "A state machine cannot compute with the status of an error", "compare it with a constant by == or !=, or whole hundreds by < or >=");
                break;
            case IrMember { Name: ExceptionMembers.Code, Target: var failed } member when Errors.IsError(failed):
                Report(LiftDescriptors.UnsupportedCatch, member.Origin, "A state machine sees the code of an error only as the name of an error that the called operation models", CodesInstead());
                break;
            case IrMember { Target.Type: { } type } member when type.IsSdkModel() && !Errors.IsError(member.Target) && _sdk.Path(member) is null:
                Report(LiftDescriptors.UnsupportedConstruct, member.Origin, $"'{type.Name}.{member.Name}', which the service does not report,", "use a member of the service's answer");
                break;
            case IrMember { Target.Type: { } holder } member when holder.IsLambdaEvent() && (holder.Name == "AttributeValue" && member.Type.IsTextCarrier() || member.Type.IsTime() && member.Name.StartsWith("Approximate", StringComparison.Ordinal)):
                Report(LiftDescriptors.UnsupportedConstruct, member.Origin, $"'{holder.Name}.{member.Name}' of an event, which is written in a form of its own,", "use another member of the event");
                break;
            case IrMember or IrCallFunction when expression.ReadThrough() is var (value, origin, text) && !_nulls.IsNeverNull(value):
                Report(LiftDescriptors.RuntimeFailureNames, origin, text);
                break;
            case IrBinary { Operator: IrOperator.Add or IrOperator.Subtract or IrOperator.Multiply or IrOperator.Divide or IrOperator.Remainder } arithmetic:
                CheckRange(arithmetic, arithmetic.Type);
                break;
            case IrCallFunction { Function: IrFunction.Sum or IrFunction.Average or IrFunction.Aggregate } total when total.Type.IsNumeric():
                CheckRange(total, total.Type);
                break;
            case IrCallFunction { Function: IrFunction.InUnits, Arguments: [_, not IrConstant { Value: 1.0 }] } ratio when ratio.Type.IsFloating() && ratio.Origin.Syntax is Microsoft.CodeAnalysis.CSharp.Syntax.ExpressionSyntax:
                Report(LiftDescriptors.DoublePrecision, ratio.Origin, $"'{ratio.Origin.Text}'");
                break;
            case IrCallFunction { Function: IrFunction.Power or IrFunction.SquareRoot } call:
                Report(LiftDescriptors.IntegerOverflow, call.Origin, $"'{call.Origin.Text}'");
                break;
            case IrCallFunction { Function: IrFunction.Length or IrFunction.Substring or IrFunction.IndexOf or IrFunction.LastIndexOf or IrFunction.PadLeft or IrFunction.PadRight or IrFunction.Characters or IrFunction.ToUpper or IrFunction.ToLower or IrFunction.IsMatch or IrFunction.Match or IrFunction.Matches or IrFunction.ReplaceMatches or IrFunction.SplitMatches } text
                when text.Arguments[0] is not (IrConstant or IrCallFunction { Function: IrFunction.Hash or IrFunction.Hexadecimal or IrFunction.Base64Encode }) && text.Arguments[0].Type.IsString():
                Report(LiftDescriptors.CodePoints, text.Origin, $"'{text.Origin.Text}'");
                break;
            case IrJsonText { Json: not IrToJson { Value: IrNew } } text:
                Report(LiftDescriptors.PayloadTextRewritten, text.Origin, $"'{text.Origin.Text}'");
                break;
            case IrParseJson { IsLenient: false, Text: not IrJsonText, Origin.Syntax: Microsoft.CodeAnalysis.CSharp.Syntax.InvocationExpressionSyntax } parse when !Errors.IsError(parse.Text is IrMember { Target: var target } ? target : parse.Text):
                Report(LiftDescriptors.UnreadableJson, parse.Origin, parse.Text.Origin.Text);
                break;
            case IrToJson { Value.Type: { } type } write when SerializedShape.Obstacle(type, write.Contract, isWritten: true, canName: _language == TargetLanguage.Jsonata) is { } obstacle:
                Report(LiftDescriptors.UnsupportedConstruct, write.Origin, $"Writing {obstacle},", "use a type that the serializer writes property by property");
                break;
            case IrFromJson { Type: { } type } read when SerializedShape.Obstacle(type, read.Contract, isWritten: false, canName: _language == TargetLanguage.Jsonata) is { } obstacle:
                Report(LiftDescriptors.UnsupportedConstruct, read.Origin, $"Reading {obstacle},", "use a type that the serializer reads property by property");
                break;
            case IrFromJson { Type: { } type } read when IsNestedList(type):
                Report(LiftDescriptors.UnsupportedConstruct, read.Origin, "A list of lists of objects", "use a list of objects that hold lists");
                break;
            case IrFromJson { Type: { } type } read when ObjectShape.IsObject(type):
                if (FindCycle(type, []) is { } cycle)
                    Report(LiftDescriptors.UnsupportedConstruct, read.Origin, $"The type '{cycle.Name}', which contains itself,", "read the parts that are needed");
                else
                    Report(LiftDescriptors.MalformedInputAccepted, read.Origin, $"'{type.Name}'");
                break;
        }
    }

    /// <summary>What to ask instead of a code that no called operation models.</summary>
    private string CodesInstead()
    {
        var codes = _root.AllNodes().OfType<FlowTask>().SelectMany(t => t.Integration.Errors.Modelled).Select(e => e.DotNetCode).OfType<string>();
        var known = codes.Distinct(StringComparer.Ordinal).OrderBy(c => c, StringComparer.Ordinal).Select(c => $"\"{c}\"").ToList();
        if (known.Count > 8)
            known = [.. known.Take(8), "…"];
        return known.Count == 0 ? "catch the exception's type, and tell cases apart by its Message" : "catch the exception's type, or compare with " + string.Join(", ", known);
    }

    /// <summary>What leaves the range of its type wraps around in C#, or becomes infinite; what is no double is rounded in state.</summary>
    private void CheckRange(IrExpression arithmetic, ITypeSymbol? type)
    {
        if (type.IsNullable(out var underlying))
            type = underlying;
        if (arithmetic.Origin.Syntax is not Microsoft.CodeAnalysis.CSharp.Syntax.ExpressionSyntax)
            return;
        if (type?.SpecialType is SpecialType.System_Decimal or SpecialType.System_Single)
            Report(LiftDescriptors.DoublePrecision, arithmetic.Origin, $"'{arithmetic.Origin.Text}'");
        else if (type.IsInteger() && !NumericRange.Of(arithmetic).IsExact)
            Report(LiftDescriptors.DoublePrecision, arithmetic.Origin, $"'{arithmetic.Origin.Text}'");
        if ((type.IsInteger() && !NumericRange.Of(arithmetic).IsWithin(NumericRange.OfType(type))) || type.IsFloating())
            Report(LiftDescriptors.IntegerOverflow, arithmetic.Origin, $"'{arithmetic.Origin.Text}'");
    }

    /// <summary>State holds bytes as text, which an optimized integration would take for base64.</summary>
    private void CheckBytes(IrNew made)
    {
        foreach (var member in made.Members.Where(m => m.Value is not IrConstant { Value: null } && _sdk.Property(made.Type!, m.Name)?.Shape?.Kind == ShapeKind.Blob && _sdk.KindOf(made) == IntegrationKind.Optimized))
            Report(LiftDescriptors.UnsupportedConstruct, member.Value.Origin, $"Keeping the bytes of '{made.Type!.Name}.{member.Name}'", "set them in the request itself");
    }

    private void CheckRequired(FlowTask task)
    {
        if (task.Request is not IrNew { Type: { } requestType } request)
            return;
        foreach (var member in task.Operation?.Input?.Members.Where(m => m.IsRequired) ?? [])
        {
            var isSet = request.Members.Any(m => m.Value is not IrConstant { Value: null } && _sdk.Property(requestType, m.Name)?.Path is [var first, ..] && first == member);
            if (!isSet)
                Report(LiftDescriptors.MissingRequiredMember, task.Origin, task.CallName, member.Name);
        }
    }

    /// <summary>A graph's input is at hand until its first task has answered.</summary>
    private static void CheckInput(FlowGraph graph)
    {
        var late = new HashSet<FlowNode>();
        foreach (var node in graph.Nodes())
        {
            // An end that a state has absorbed is written in that state, whose input is still at hand.
            if (node is (FlowTask or FlowParallel or FlowMap) and FlowStep { Next: not FlowEnd { IsAbsorbed: true } } step)
                late.UnionWith(new FlowGraph(step.Next).Nodes());
        }

        var offender = late.FirstOrDefault(n => n.Expressions.SelectMany(e => e.DescendantsAndSelf()).Any(e => e is IrInput));
        if (offender is not null)
            throw new InvalidOperationException($"The input is read after a task, at {offender.Origin.Location.GetLineSpan()}.");
    }

    private static bool IsNestedList(ITypeSymbol type) => type.ElementType() is { } element && element.ElementType() is { } inner && ObjectShape.IsObject(inner);

    private static ITypeSymbol? FindCycle(ITypeSymbol type, List<ITypeSymbol> path)
    {
        if (type.IsNullable(out var underlying))
            type = underlying!;
        if (type.ElementType() is { } element)
            return FindCycle(element, path);
        if (!ObjectShape.IsObject(type))
            return null;
        if (path.Contains(type, SymbolEqualityComparer.Default))
            return type;
        path.Add(type);
        var found = ObjectShape.Properties(type).Select(p => FindCycle(p.Type, path)).FirstOrDefault(t => t is not null);
        path.RemoveAt(path.Count - 1);
        return found;
    }

    private void Report(DiagnosticDescriptor descriptor, Origin origin, params object?[] arguments) => _report(Diagnostic.Create(descriptor, origin.Location, arguments));
}
