using System.Collections.Immutable;
using LambdaLift.StatesLanguage.Model;

namespace LambdaLift.StatesLanguage.Validation;

/// <summary>Finds the problems of a definition: all of them, with their places.</summary>
public static class AslValidator
{
    /// <summary>The most bytes a definition may have.</summary>
    /// <remarks>Source: https://docs.aws.amazon.com/step-functions/latest/dg/service-quotas.html.</remarks>
    public const int MaxDefinitionBytes = 1024 * 1024;

    /// <summary>Validates a definition. Never throws for what the text holds.</summary>
    public static ImmutableArray<AslDiagnostic> Validate(string text, AslValidationOptions? options = null) => Validate(AslReader.Read(text), options);

    /// <summary>Validates a definition that a program built; its problems have no place but the JSON pointer.</summary>
    public static ImmutableArray<AslDiagnostic> Validate(StateMachine machine, AslValidationOptions? options = null) =>
        Validate(AslReader.Read(AslWriter.ToJson(machine)), options);

    /// <summary>Validates a definition that is read already.</summary>
    public static ImmutableArray<AslDiagnostic> Validate(AslDocument document, AslValidationOptions? options = null)
    {
        if (document.Machine is not { } machine || document.Root is not { } root)
        {
            return document.Problems;
        }

        options ??= AslValidationOptions.Default;
        var findings = new Findings();
        var place = new Place(root, "");
        var size = root.Value.Utf8Length(MaxDefinitionBytes);
        if (size > MaxDefinitionBytes)
        {
            findings.Add(AslRules.TooLarge, place, root.Value.Utf8Length(), MaxDefinitionBytes);
        }

        NumberChecks.Check(findings, place, isJsonata: false, "TimeoutSeconds", machine.TimeoutSeconds, NumberRange.Seconds);
        var machineIsJsonata = machine.QueryLanguage == QueryLanguage.Jsonata;
        var names = new HashSet<string>(StringComparer.Ordinal);
        Graph(machine, place, "the state machine", new VariableScope(null, isDistributed: false));
        return [.. document.Problems.Concat(findings.All).OrderBy(problem => problem.Line).ThenBy(problem => problem.Column)];

        void Graph(StateGraph graph, Place at, string what, VariableScope scope)
        {
            System.Runtime.CompilerServices.RuntimeHelpers.EnsureSufficientExecutionStack();
            GraphChecks.Check(findings, graph, at, what);
            var states = at.Field("States");
            var sites = new List<StateSite>(graph.States.Count);
            foreach (var state in graph.States)
            {
                var site = new StateSite(state, states.Field(state.Name), (state.QueryLanguage ?? machine.QueryLanguage) == QueryLanguage.Jsonata, scope);
                sites.Add(site);
                VariableChecks.Collect(findings, site);
                if (!names.Add(state.Name))
                {
                    findings.Add(AslRules.DuplicateState, site.Place, state.Name);
                }

                if (machineIsJsonata && state.QueryLanguage == QueryLanguage.JsonPath)
                {
                    findings.Add(AslRules.LanguageDowngrade, site.Place.Field("QueryLanguage"));
                }
            }

            foreach (var site in sites)
            {
                StateChecks.Check(findings, site, options);
                Subgraphs(site, scope);
            }
        }

        void Subgraphs(StateSite site, VariableScope scope)
        {
            switch (site.State)
            {
                case ParallelState parallel:
                    for (var i = 0; i < parallel.Branches.Length; i++)
                    {
                        Graph(parallel.Branches[i], site.Place.Field("Branches").Item(i), $"branch {i + 1} of '{site.Name}'", new VariableScope(scope, isDistributed: false));
                    }

                    break;
                case MapState { ItemProcessor.Source.Json: not null } map:
                    var field = site.Place.Field(map.UsesIterator ? "Iterator" : "ItemProcessor");
                    Graph(map.ItemProcessor, field, $"the processor of '{site.Name}'", new VariableScope(scope, map.IsDistributed));
                    break;
            }
        }
    }
}
