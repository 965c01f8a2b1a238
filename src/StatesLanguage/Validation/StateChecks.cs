using LambdaLift.StatesLanguage.Model;

namespace LambdaLift.StatesLanguage.Validation;

/// <summary>Checks one state: what all states share, then what its type adds.</summary>
internal static class StateChecks
{
    private const string JsonPath = "JSONPath";
    private const string Jsonata = "JSONata";

    // The longest that an Express execution may take.
    private const int ExpressSeconds = 300;

    // Fields that only one query language has. Those that end in Path are JSONPath's without exception.
    private static readonly string[] JsonPathFields = ["Parameters", "ResultSelector", "Result"];
    private static readonly string[] JsonataFields = ["Arguments", "Output", "Items"];

    public static void Check(Findings findings, StateSite site, AslValidationOptions options)
    {
        Dialect(findings, site.Place, site.IsJsonata);
        if (site.State is TransitionState transition)
        {
            Transition(findings, site, transition);
        }

        if (site.IsJsonata)
        {
            JsonataStateChecks.Check(findings, site);
        }
        else
        {
            JsonPathStateChecks.Check(findings, site);
        }

        switch (site.State)
        {
            case TaskState task:
                TaskChecks.Check(findings, site, task, options);
                break;
            case WaitState wait:
                Wait(findings, site, wait, options);
                break;
            case FailState:
                Exclusive(findings, site.Place, "Error", "ErrorPath");
                Exclusive(findings, site.Place, "Cause", "CausePath");
                break;
            case ChoiceState choice:
                ChoiceChecks.Check(findings, site, choice);
                break;
            case ParallelState { Branches.Length: 0 } parallel when site.Place.Has("Branches") && !parallel.Extra.ContainsKey("Branches"):
                findings.Add(AslRules.Empty, site.Place.Field("Branches"), "Branches");
                break;
            case MapState map:
                MapChecks.Check(findings, site, map, options);
                break;
        }

        if (site.State is FallibleState fallible)
        {
            ErrorHandlingChecks.Check(findings, site, fallible);
        }
    }

    /// <summary>Reports fields of the other query language in one object.</summary>
    public static void Dialect(Findings findings, Place place, bool isJsonata, bool isChoiceRule = false)
    {
        foreach (var member in place.Json.Members)
        {
            var isPath = member.Name.EndsWith("Path", StringComparison.Ordinal);
            var isJsonPathOnly = isPath || JsonPathFields.Contains(member.Name) || (isChoiceRule && (member.Name is "Variable" or "And" or "Or" or "Not" || ComparisonOperators.TryParse(member.Name, out _)));
            var isJsonataOnly = JsonataFields.Contains(member.Name) || (isChoiceRule && member.Name == "Condition");
            if (isJsonata ? isJsonPathOnly : isJsonataOnly)
            {
                findings.Add(AslRules.WrongDialect, place.Field(member.Name), member.Name, isJsonata ? JsonPath : Jsonata);
            }
        }
    }

    public static void Exclusive(Findings findings, Place place, params string[] fields)
    {
        var given = fields.Where(place.Has).ToList();
        if (given.Count > 1)
        {
            findings.Add(AslRules.ExclusiveFields, place.Field(given[1]), string.Join(", ", given));
        }
    }

    private static void Transition(Findings findings, StateSite site, TransitionState state)
    {
        if (state.Next is not null && state.End)
        {
            Exclusive(findings, site.Place, "Next", "End");
        }
        else if (state.Next is null && !state.End && !state.Extra.ContainsKey("Next") && !state.Extra.ContainsKey("End"))
        {
            findings.Add(AslRules.NoTransition, site.Place, state.Name);
        }
    }

    private static void Wait(Findings findings, StateSite site, WaitState wait, AslValidationOptions options)
    {
        string[] fields = ["Seconds", "SecondsPath", "Timestamp", "TimestampPath"];
        Exclusive(findings, site.Place, fields);
        if (!fields.Any(site.Place.Has))
        {
            findings.Add(AslRules.MissingField, site.Place, site.IsJsonata ? "Seconds' or 'Timestamp" : string.Join("' or '", fields), "a Wait state");
        }

        NumberChecks.Check(findings, site.Place, site.IsJsonata, "Seconds", wait.Seconds, NumberRange.WaitSeconds);
        if (options.Type == WorkflowType.Express && wait.Seconds?.Number > ExpressSeconds)
        {
            findings.Add(AslRules.NotInExpress, site.Place.Field("Seconds"), $"executions of more than {ExpressSeconds} seconds");
        }

        if (wait.Timestamp is { } timestamp
            && !Timestamps.TryParse(timestamp, out _)
            && !Substitutions.Occur(timestamp)
            && !(site.IsJsonata && JsonataText.IsExpression(timestamp)))
        {
            findings.Add(AslRules.InvalidTimestamp, site.Place.Field("Timestamp"), "Timestamp");
        }
    }
}
