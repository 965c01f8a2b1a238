using LambdaLift.Converter.Flow;
using LambdaLift.Converter.Frontend;
using LambdaLift.Converter.Ir;

namespace LambdaLift.Converter.Emit;

/// <summary>In which zone the points in time are written that a variable holds, as far as everything that is assigned to it has the same.</summary>
internal sealed class ZoneFacts
{
    private readonly Dictionary<IrVariable, string?> _zones = new();

    public ZoneFacts(FlowGraph root)
    {
        var values = root.AllNodes().SelectMany(VariableNames.AssignmentsOf).Where(a => a.Variable.Type.IsTime()).ToLookup(a => a.Variable, a => a.Value);
        var open = values.Select(v => v.Key).ToList();

        // A variable's zone is known once those of all its values are.
        for (var changed = true; changed;)
        {
            changed = false;
            foreach (var variable in open.ToList())
            {
                var zones = values[variable].Select(Of).Distinct().ToList();
                if (zones is not [{ } zone])
                    continue;
                _zones[variable] = zone;
                open.Remove(variable);
                changed = true;
            }
        }
    }

    /// <summary><c>Z</c>, <c>+00:00</c>, empty for none; null when it is not known.</summary>
    public string? Of(IrExpression time) => time switch
    {
        IrConstant { Value: string text } => text.EndsWith("Z", StringComparison.Ordinal) ? "Z" : text.EndsWith("+00:00", StringComparison.Ordinal) ? "+00:00" : "",
        IrRead read => _zones.TryGetValue(read.Variable, out var zone) ? zone : null,
        IrCallFunction { Function: IrFunction.UtcNow, Arguments.IsEmpty: false } => "+00:00",
        IrCallFunction { Function: IrFunction.UtcNow or IrFunction.FromMillis } => "Z",
        IrCallFunction { Function: IrFunction.MoveTime, Arguments: [var original, _] } => Of(original),
        IrConditional e => Of(e.WhenTrue) is { } one && Of(e.WhenFalse) == one ? one : null,

        // AWS answers in UTC.
        IrMember e when e.Target.Type.IsSdkModel() => "Z",
        _ => null,
    };
}
