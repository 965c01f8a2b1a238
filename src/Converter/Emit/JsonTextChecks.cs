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
        var nodes = root.AllNodes().ToList();
        var kept = new HashSet<IrVariable>(nodes.SelectMany(VariableNames.AssignmentsOf).Where(a => IsWritten(a.Value)).Select(a => a.Variable));
        var seen = nodes.SelectMany(n => n.Expressions).SelectMany(e => e.DescendantsAndSelf()).SelectMany(LooksAt).Where(e => IsWritten(e) || e is IrRead { Variable: var variable } && kept.Contains(variable));
        foreach (var location in seen.Select(e => e.Origin.Location).Distinct())
            report(Diagnostic.Create(LiftDescriptors.JsonTextEscapes, location));
    }

    private static bool IsWritten(IrExpression e) => e switch
    {
        IrJsonText { Json: IrToJson { Contract.Library: JsonLibrary.SystemTextJson, Value: var value } } => HoldsText(value.Type, []),
        IrJsonText { IsEscapedDocument: true } => true,
        IrConditional choice => IsWritten(choice.WhenTrue) || IsWritten(choice.WhenFalse),
        IrCoalesce choice => IsWritten(choice.Value) || IsWritten(choice.WhenNull),
        _ => false,
    };

    // What makes another text of a text, or looks at its characters.
    private static IEnumerable<IrExpression> LooksAt(IrExpression e) => e switch
    {
        IrConcat { Parts: { Length: > 1 } parts } => parts,
        IrCallFunction { Function: not IrFunction.NotNull } call when call.Arguments.Any(a => a.Type.IsString()) => call.Arguments,
        IrBinary { Operator: IrOperator.Equal or IrOperator.NotEqual, Right: not IrConstant { Value: null } } comparison => [comparison.Left, comparison.Right],
        _ => [],
    };

    private static bool HoldsText(ITypeSymbol? type, HashSet<ITypeSymbol> seen)
    {
        if (type.IsNullable(out var underlying))
            type = underlying;
        if (type is null)
            return true;
        if (type.IsNumeric() || type.IsBoolean() || type.TypeKind == TypeKind.Enum || type.IsTime() || !seen.Add(type))
            return false;
        if (type.ElementType() is { } element && !type.IsString())
            return HoldsText(element, seen);
        return !ObjectShape.IsObject(type) || ObjectShape.Properties(type).Any(p => HoldsText(p.Type, seen));
    }
}
