namespace LambdaLift.Converter.Infrastructure.Sam;

/// <summary>Logical ids for what is added to a template; none that is taken.</summary>
internal sealed class ResourceNames
{
    internal ResourceNames(DeploymentTemplate? template, StateMachineDeployment machine)
    {
        var id = machine.Orchestrator?.ResourceId ?? machine.Name;
        var stem = Alphanumeric(id.EndsWith("Function", StringComparison.Ordinal) && id.Length > "Function".Length
            ? id.Substring(0, id.Length - "Function".Length)
            : id);
        var taken = (template?.Root["Resources"] as TemplateMap)?.Entries.Select(entry => entry.Key) ?? [];
        var unique = new HashSet<string>(taken, StringComparer.Ordinal);

        string Free(string name)
        {
            var candidate = name;
            for (var number = 2; !unique.Add(candidate); number++)
            {
                candidate = name + number.ToString(System.Globalization.CultureInfo.InvariantCulture);
            }

            return candidate;
        }

        StateMachine = Free(stem + "StateMachine");
        Role = Free(stem + "StateMachineRole");
        LogGroup = Free(stem + "StateMachineLogGroup");
    }

    internal string StateMachine { get; }

    internal string Role { get; }

    internal string LogGroup { get; }

    /// <summary>Logical ids consist of letters and digits.</summary>
    internal static string Alphanumeric(string name)
    {
        var kept = new string([.. name.Where(character => character < 128 && char.IsLetterOrDigit(character))]);
        return kept.Length > 0 ? kept : "Workflow";
    }
}
