using LambdaLift.StatesLanguage.Model;

namespace LambdaLift.StatesLanguage.Validation;

/// <summary>The expressions of a JSONata state, field by field.</summary>
internal static class JsonataStateChecks
{
    private static readonly string[] BeforeFields =
    [
        "Arguments", "Credentials", "TimeoutSeconds", "HeartbeatSeconds", "Items", "ItemSelector", "ItemReader", "ItemBatcher", "ResultWriter", "MaxConcurrency",
        "ToleratedFailureCount", "ToleratedFailurePercentage", "Seconds", "Timestamp", "Error", "Cause",
    ];

    public static void Check(Findings findings, StateSite site)
    {
        var place = site.Place;
        foreach (var field in BeforeFields.Where(place.Has))
        {
            JsonataChecks.Check(findings, site, place.Field(field), StatesParts.None, field);
        }

        var after = site.State is FallibleState ? StatesParts.Result : StatesParts.None;
        JsonataChecks.Check(findings, site, place, "Assign", after);
        JsonataChecks.Check(findings, site, place, "Output", after);
        if (site.State is FallibleState fallible)
        {
            for (var i = 0; i < fallible.Catch.Length; i++)
            {
                var catcher = place.Field("Catch").Item(i);
                JsonataChecks.Check(findings, site, catcher, "Assign", StatesParts.ErrorOutput);
                JsonataChecks.Check(findings, site, catcher, "Output", StatesParts.ErrorOutput);
            }
        }

        if (site.State is ChoiceState choice)
        {
            for (var i = 0; i < choice.Choices.Length; i++)
            {
                var rule = place.Field("Choices").Item(i);
                JsonataChecks.Condition(findings, site, rule, choice.Choices[i].Condition);
                JsonataChecks.Check(findings, site, rule, "Assign", StatesParts.None);
                JsonataChecks.Check(findings, site, rule, "Output", StatesParts.None);
            }
        }
    }
}
