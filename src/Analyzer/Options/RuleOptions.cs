using System.Collections.Immutable;
using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace LambdaLift.Analyzer.Options;

/// <summary>The typed <c>.editorconfig</c> keys of the rules. docs/rules/configuration.md documents each one; a test compares.</summary>
public static class RuleOptions
{
    /// <summary>From how many service calls on LIFT1002 is a warning; below it is a suggestion.</summary>
    public static readonly Option<int> OrchestrationThreshold = new("lambdalift.orchestration_threshold", 3, ParseCount);

    /// <summary>Services that the rules leave out, by SDK namespace or short name.</summary>
    public static readonly Option<ImmutableArray<string>> IgnoredServices = List("lambdalift.ignored_services");

    /// <summary>Functions that may be invoked synchronously, by name as the rule's message shows it.</summary>
    public static readonly Option<ImmutableArray<string>> IgnoredFunctions = List("lambdalift.ignored_functions");

    /// <summary>Full names of attributes that mark handlers.</summary>
    public static readonly Option<ImmutableArray<string>> HandlerAttributes = List("lambdalift.handler_attributes");

    /// <summary>Full names of base classes or interfaces whose implementations are handlers.</summary>
    public static readonly Option<ImmutableArray<string>> HandlerBaseTypes = List("lambdalift.handler_base_types");

    /// <summary>Full names of attributes that mark a method, class or assembly whose synchronous invokes are intended.</summary>
    public static readonly Option<ImmutableArray<string>> SynchronousByDesignAttributes = List("lambdalift.synchronous_by_design_attributes");

    /// <summary>All keys.</summary>
    public static ImmutableArray<string> Keys { get; } = ImmutableArray.Create(
        OrchestrationThreshold.Key,
        IgnoredServices.Key,
        IgnoredFunctions.Key,
        HandlerAttributes.Key,
        HandlerBaseTypes.Key,
        SynchronousByDesignAttributes.Key);

    private static Option<ImmutableArray<string>> List(string key) => new(key, ImmutableArray<string>.Empty, ParseList);

    private static bool ParseCount(string text, out int value) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out value) && value >= 1;

    private static bool ParseList(string text, out ImmutableArray<string> value)
    {
        value = text.Split(new[] { ',', ';' }, StringSplitOptions.RemoveEmptyEntries).Select(t => t.Trim()).Where(t => t.Length > 0).ToImmutableArray();
        return true;
    }
}

/// <summary>Parses an option's text; false leaves the default in force.</summary>
public delegate bool OptionParser<T>(string text, out T value);

/// <summary>One typed key of <c>.editorconfig</c> or a global analyzer configuration.</summary>
public sealed class Option<T>(string key, T defaultValue, OptionParser<T> parse)
{
    /// <summary>The key.</summary>
    public string Key { get; } = key;

    /// <summary>The value that holds when the key is missing or its text is not valid.</summary>
    public T Default { get; } = defaultValue;

    /// <summary>The value for a source file.</summary>
    public T Read(AnalyzerOptions options, SyntaxTree tree) => Parse(options.AnalyzerConfigOptionsProvider.GetOptions(tree));

    /// <summary>The value for a compilation: of the global configuration, else of the first file that has one.</summary>
    public T Read(AnalyzerOptions options, Compilation compilation)
    {
        var provider = options.AnalyzerConfigOptionsProvider;
        if (provider.GlobalOptions.TryGetValue(Key, out _))
        {
            return Parse(provider.GlobalOptions);
        }

        var tree = compilation.SyntaxTrees.FirstOrDefault(t => provider.GetOptions(t).TryGetValue(Key, out _));
        return tree is null ? Default : Parse(provider.GetOptions(tree));
    }

    private T Parse(AnalyzerConfigOptions options) =>
        options.TryGetValue(Key, out var text) && parse(text, out var value) ? value : Default;
}
