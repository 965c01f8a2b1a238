using System.Collections.Immutable;

namespace LambdaLift.Analysis.Templates;

/// <summary>
/// What deployment templates say of functions, as far as rules need it: which function an environment variable names, and what refers to a function. Read
/// from lines and their indentation, which SAM and CloudFormation templates (YAML, or JSON as tools write it) and <c>serverless.yml</c> have in common: the
/// compiler must not load a YAML or JSON library for a rule. What is written otherwise (JSON on one line, YAML flow style, anchors) is not understood
/// and then says nothing.
/// </summary>
public sealed class TemplateFunctions
{
    private readonly ImmutableArray<TemplateFunction> _functions;
    private readonly ILookup<string, string> _referrers;

    private TemplateFunctions(ImmutableArray<TemplateFunction> functions, ILookup<string, string> referrers)
    {
        _functions = functions;
        _referrers = referrers;
    }

    /// <summary>Reads all templates; functions of one refer to those of another by their names.</summary>
    public static TemplateFunctions Read(IEnumerable<string> templates)
    {
        var resources = templates.SelectMany(TemplateBlocks.Read).ToList();
        var functions = resources.Where(r => r.Handler is not null).ToList();
        var names = functions.Select(f => f.Name).ToImmutableHashSet(StringComparer.Ordinal);
        var byFunctionName = functions.Where(f => f.FunctionName is not null).GroupBy(f => f.FunctionName!, StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.First().Name, StringComparer.Ordinal);
        string? Referred(string value) => TemplateBlocks.Words(value).FirstOrDefault(names.Contains) ?? (byFunctionName.TryGetValue(value, out var name) ? name : null);

        var read = functions.Select(f => new TemplateFunction(
            f.Name,
            f.Handler,
            f.FunctionName,
            f.HasEvents,
            f.Variables.GroupBy(v => v.Key, StringComparer.Ordinal).ToImmutableDictionary(g => g.Key, g => Referred(g.Last().Value) ?? g.Last().Value, StringComparer.Ordinal)));
        var referrers = resources
            .SelectMany(r => TemplateBlocks.Words(r.Text).Distinct(StringComparer.Ordinal)
                .Select(w => names.Contains(w) ? w : byFunctionName.TryGetValue(w, out var name) ? name : null)
                .Where(w => w is not null && w != r.Name).Distinct(StringComparer.Ordinal)
                .Select(w => (Function: w!, By: r.Name)))
            .ToLookup(p => p.Function, p => p.By, StringComparer.Ordinal);
        return new TemplateFunctions(read.ToImmutableArray(), referrers);
    }

    /// <summary>The functions with that handler string.</summary>
    public IEnumerable<TemplateFunction> FunctionsOf(string handlerString) => _functions.Where(f => f.Handler == handlerString);

    /// <summary>
    /// The function that a name in the code means: for <c>${VARIABLE}</c> the one that the caller's own environment names, or every other
    /// function's that has the variable, if they agree; for a literal the one deployed under it. Null when the templates do not say.
    /// </summary>
    /// <param name="callerHandler">The handler string of the code that uses the name.</param>
    /// <param name="name">A function's name, or <c>${VARIABLE}</c> for an environment variable.</param>
    public string? Resolve(string callerHandler, string name)
    {
        if (!name.StartsWith("${", StringComparison.Ordinal) || !name.EndsWith("}", StringComparison.Ordinal))
        {
            return _functions.FirstOrDefault(f => f.FunctionName == name || f.Name == name)?.Name;
        }

        var variable = name.Substring(2, name.Length - 3);
        var own = Values(FunctionsOf(callerHandler), variable);
        var values = own.Count > 0 ? own : Values(_functions, variable);
        return values.Count == 1 ? values[0] : null;
    }

    /// <summary>The resources that refer to the function: functions that may call it, state machines that run it.</summary>
    public IEnumerable<string> ReferrersOf(TemplateFunction function) => _referrers[function.Name];

    private static List<string> Values(IEnumerable<TemplateFunction> functions, string variable) =>
        functions.Select(f => f.Variables.TryGetValue(variable, out var value) ? value : null).OfType<string>().Distinct(StringComparer.Ordinal).ToList();
}
