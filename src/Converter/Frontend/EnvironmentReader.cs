using LambdaLift.Converter.Infrastructure;
using LambdaLift.Converter.Ir;
using LambdaLift.ServiceCatalogue.ObjectPersistence;
using Microsoft.CodeAnalysis;

namespace LambdaLift.Converter.Frontend;

/// <summary>
/// Gives environment variables as definition substitutions. A variable that the template does not set for the function is null, as at
/// run time; without any template every variable becomes a substitution, to be filled at deployment.
/// </summary>
public sealed class EnvironmentReader
{
    private readonly IReadOnlyDictionary<string, TemplateValue>? _variables;
    private readonly IDictionary<string, Substitution> _substitutions;

    private readonly IReadOnlyList<DeploymentTemplate> _templates;

    internal EnvironmentReader(IReadOnlyDictionary<string, TemplateValue>? variables, IDictionary<string, Substitution> substitutions, IReadOnlyList<DeploymentTemplate> templates)
    {
        _templates = templates;
        _variables = variables;
        _substitutions = substitutions;
    }

    internal IrExpression Read(string name, ITypeSymbol? type, Origin origin)
    {
        TemplateValue? value = null;
        if (_variables is not null && !_variables.TryGetValue(name, out value))
            return new IrConstant(null, type, origin);

        // Two functions may give one name two values: the second gets a name of its own.
        var key = Identifier(name);
        for (var n = 2; _substitutions.TryGetValue(key, out var known) && known.Value?.ToString() != value?.ToString(); n++)
            key = Identifier(name) + n.ToString(System.Globalization.CultureInfo.InvariantCulture);
        _substitutions[key] = new Substitution(key, name, value);
        return new IrSubstitution(key, type, origin);
    }

    /// <summary>The ARN of an EventBridge connection, which the deployment gives: no template of a function names one.</summary>
    /// <param name="server">The server's name; or the substitution that gives its address.</param>
    /// <param name="origin">The call that needs it.</param>
    internal IrExpression Connection(string server, Origin origin)
    {
        var key = (_substitutions.ContainsKey(server) ? server : Identifier(server)) + "ConnectionArn";
        _substitutions[key] = new Substitution(key, "", null) { Kind = SubstitutionKind.Connection };
        return new IrSubstitution(key, null, origin);
    }

    /// <summary>Notes that a value is the address of a server.</summary>
    internal void IsUrl(string substitution)
    {
        if (_substitutions.TryGetValue(substitution, out var known))
            _substitutions[substitution] = known with { Kind = SubstitutionKind.Url };
    }

    /// <summary>The text that the template sets a value to; null when that is known at deployment only.</summary>
    internal string? LiteralOf(string substitution) => _substitutions.TryGetValue(substitution, out var known) && known.Value is TemplateLiteral literal ? literal.Text : null;

    /// <summary>The keys of a table by the value of its name; null when no template says.</summary>
    internal DocumentKeys? KeysOfTable(IrExpression name) => name switch
    {
        IrConstant { Value: string text } => TableDefinitions.KeysOf(_templates, text),
        IrSubstitution { Name: var key } when _substitutions.TryGetValue(key, out var known) && known.Value is { } value => TableDefinitions.KeysOf(_templates, value),
        IrCoalesce { Value: var first } => KeysOfTable(first),
        _ => null,
    };

    /// <summary>The name of a table, or what the template calls it; empty when that is not known.</summary>
    internal string NameOfTable(IrExpression name) => name switch
    {
        IrConstant { Value: string text } => text,
        IrSubstitution { Name: var key } when _substitutions.TryGetValue(key, out var known) => known.Value switch { TemplateLiteral literal => literal.Text, TemplateRef reference => reference.Name, _ => "" },
        _ => "",
    };

    /// <summary>A setting of the configuration that environment variables give: sections are joined by two underscores, case does not count.</summary>
    /// <param name="key">The key, its sections joined by colons.</param>
    /// <param name="prefix">What the variables' names begin with; the key lacks it.</param>
    /// <param name="type">The type of the value.</param>
    /// <param name="origin">Where it is read.</param>
    internal IrExpression ReadSetting(string key, string prefix, ITypeSymbol? type, Origin origin)
    {
        var name = prefix + key.Replace(":", "__");
        return Read(_variables?.Keys.FirstOrDefault(k => string.Equals(k, name, StringComparison.OrdinalIgnoreCase)) ?? name, type, origin);
    }

    /// <summary>A substitution's name holds letters and digits only: TABLE_NAME becomes TableName.</summary>
    private static string Identifier(string name)
    {
        var words = name.Split(['_', '-', '.', ':'], StringSplitOptions.RemoveEmptyEntries);
        var mixed = words.Length == 1 && words[0].Any(char.IsLower);
        return string.Concat(words.Select(w => char.ToUpperInvariant(w[0]) + (mixed ? w.Substring(1) : w.Substring(1).ToLowerInvariant())));
    }
}

/// <summary>A value that the definition gets at deployment.</summary>
/// <param name="Name">The name in <c>${Name}</c>.</param>
/// <param name="EnvironmentVariable">The environment variable that the code reads; empty for a connection.</param>
/// <param name="Value">What the template sets it to; null when there is no template.</param>
public sealed record Substitution(string Name, string EnvironmentVariable, TemplateValue? Value)
{
    /// <summary>What the value is.</summary>
    public SubstitutionKind Kind { get; init; }
}

/// <summary>What a value is that the definition gets at deployment.</summary>
public enum SubstitutionKind
{
    /// <summary>Any text.</summary>
    Text,

    /// <summary>The address of a server.</summary>
    Url,

    /// <summary>The ARN of an EventBridge connection, which no environment variable gives.</summary>
    Connection,
}
