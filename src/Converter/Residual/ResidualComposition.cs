using System.Collections.Immutable;
using LambdaLift.Converter.Ir;

namespace LambdaLift.Converter.Residual;

/// <summary>Makes one generated function of two that run one after the other.</summary>
internal static class ResidualComposition
{
    /// <summary>The statement that does what both do; null when their code does not go together.</summary>
    /// <param name="first">What runs first.</param>
    /// <param name="second">What runs then.</param>
    /// <param name="wiring">Inputs of the second that are outputs of the first: by input, the output.</param>
    public static IrResidual? Compose(IrResidual first, IrResidual second, IReadOnlyDictionary<string, string> wiring)
    {
        var (f, s) = (first.Function, second.Function);
        if (!ReferenceEquals(f.Project, s.Project) || f.Namespace != s.Namespace || f.Calls.Length + s.Calls.Length > 1)
            return null;
        if (f.Declarations.Any(d => s.Declarations.TryGetValue(d.Key, out var other) && other.Text != d.Value.Text))
            return null;

        var taken = new HashSet<string>(f.Inputs.Select(i => i.Local).Concat(f.Parts.SelectMany(p => p.Results).Select(r => r.Local)), StringComparer.Ordinal);
        var locals = new Dictionary<string, string>(StringComparer.Ordinal);
        var inputs = f.Inputs.ToList();
        var values = first.Inputs.ToList();
        foreach (var input in s.Inputs)
        {
            var value = second.Inputs.First(i => i.Name == input.Name).Value;
            if (wiring.TryGetValue(input.Name, out var output))
            {
                locals[input.Local] = f.Outputs.First(o => o.Name == output).Local;
                continue;
            }

            var known = first.Inputs.FirstOrDefault(i => IsSame(i.Value, value));
            if (known is not null)
            {
                locals[input.Local] = f.Inputs.First(i => i.Name == known.Name).Local;
                continue;
            }

            locals[input.Local] = Free(input.Local, taken);
            inputs.Add(input with { Local = locals[input.Local] });
            values.Add(new IrNewMember("", value));
        }

        foreach (var result in s.Parts.SelectMany(p => p.Results).Select(r => r.Local).Distinct())
            locals[result] = Free(result, taken);
        var methods = new HashSet<string>(f.Parts.Select(p => p.Method), StringComparer.Ordinal);
        var parts = f.Parts.Concat(s.Parts.Select(p => p with
        {
            Method = Free(p.Method, methods),
            Arguments = p.Arguments.Select(a => locals.TryGetValue(a, out var local) ? local : a).ToImmutableArray(),
            Results = p.Results.Select(r => r with { Local = locals[r.Local] }).ToImmutableArray(),
        })).ToImmutableArray();

        // A variable that both set has its last value.
        var kept = first.Outputs.Where(o => !second.Outputs.Any(x => ReferenceEquals(x.Variable, o.Variable))).ToList();
        var outputs = kept.Select(o => (Value: f.Outputs.First(x => x.Name == o.Name), Output: o))
            .Concat(second.Outputs.Select(o => (Value: s.Outputs.First(x => x.Name == o.Name) is var x ? x with { Local = locals[x.Local] } : x, Output: o)))
            .ToList();
        var newInputs = ResidualBuilder.Unique(inputs);
        var newOutputs = ResidualBuilder.Unique(outputs.Select(o => o.Value));
        var function = f with
        {
            Inputs = newInputs,
            Outputs = newOutputs,
            Parts = parts,
            Declarations = f.Declarations.SetItems(s.Declarations),
            Usings = f.Usings.Union(s.Usings),
            Volatile = f.Volatile.Union(s.Volatile).ToImmutableArray(),
            Assumed = f.Assumed.Union(s.Assumed).ToImmutableArray(),
            EnvironmentVariables = f.EnvironmentVariables.Union(s.EnvironmentVariables).ToImmutableArray(),
            Calls = f.Calls.AddRange(s.Calls),
            ErrorNames = type => f.ErrorNames(type).Concat(s.ErrorNames(type)).Distinct(),
        };
        if (ResidualSource.Check(function, default) is not null)
            return null;
        return new IrResidual(
            function,
            [.. values.Select((v, i) => new IrNewMember(newInputs[i].Name, v.Value))],
            [.. outputs.Select((o, i) => o.Output with { Name = newOutputs[i].Name })],
            first.Origin);
    }

    private static bool IsSame(IrExpression left, IrExpression right) => (left, right) switch
    {
        (IrRead l, IrRead r) => ReferenceEquals(l.Variable, r.Variable),
        (IrMember l, IrMember r) => l.Name == r.Name && IsSame(l.Target, r.Target),
        (IrToJson l, IrToJson r) => l.Contract == r.Contract && IsSame(l.Value, r.Value),
        _ => false,
    };

    private static string Free(string name, HashSet<string> taken)
    {
        var free = name;
        for (var n = 2; !taken.Add(free); n++)
            free = name + n.ToString(System.Globalization.CultureInfo.InvariantCulture);
        return free;
    }
}
