using LambdaLift.Converter.Diagnostics;
using LambdaLift.Converter.Flow;
using LambdaLift.Converter.Frontend;
using LambdaLift.Converter.Ir;
using Microsoft.CodeAnalysis;

namespace LambdaLift.Converter.Emit;

/// <summary>
/// Where the characters of JSON text that System.Text.Json writes can be seen. It escapes more of them than JSONata and Step Functions do: quotation marks
/// in texts, <c>&lt;</c>, <c>&gt;</c>, <c>&amp;</c>, <c>'</c>, <c>+</c>, <c>`</c> and all beyond ASCII become <c>\uXXXX</c>. Readers of the whole text see the same values.
/// </summary>
internal static class JsonTextChecks
{
    /// <summary>Checks all graphs of a root.</summary>
    public static void Run(FlowGraph root, Action<Diagnostic> report)
    {
        var texts = new JsonTextFlow(root);
        if (!texts.IsAny)
            return;
        var seen = root.AllNodes().SelectMany(n => n.Expressions.SelectMany(e => e.DescendantsAndSelf()).SelectMany(LooksAt).Concat(GivenToCode(n))).Where(texts.Holds);
        foreach (var location in seen.Select(e => e.Origin.Location).Distinct())
            report(Diagnostic.Create(LiftDescriptors.JsonTextEscapes, location));
    }

    // What makes another text of a text, or looks at its characters.
    private static IEnumerable<IrExpression> LooksAt(IrExpression e) => e switch
    {
        IrConcat { Parts: { Length: > 1 } parts } => parts,
        IrCallFunction { Function: not (IrFunction.NotNull or IrFunction.IsNullOrEmpty or IrFunction.IsNullOrWhiteSpace) } call when call.Arguments.Any(a => a.Type.IsString()) => call.Arguments,
        IrBinary { Operator: IrOperator.Equal or IrOperator.NotEqual, Right: not IrConstant { Value: null } } comparison => [comparison.Left, comparison.Right],
        IrSort sort => sort.Keys.Select(key => key.Key.Body),
        _ => [],
    };

    // C# that is generated may do anything.
    private static IEnumerable<IrExpression> GivenToCode(FlowNode node) =>
        node is FlowTask { Residual: not null, Request: var request } ? request.DescendantsAndSelf().OfType<IrNew>().SelectMany(made => made.Members).Select(m => m.Value) : [];
}
