using LambdaLift.StatesLanguage.Json;
using LambdaLift.StatesLanguage.Model;
using LambdaLift.StatesLanguage.Paths;

namespace LambdaLift.StatesLanguage.Validation;

/// <summary>Variables: their names, and who may assign and read them.</summary>
/// <remarks>Source: https://docs.aws.amazon.com/step-functions/latest/dg/workflow-variables.html.</remarks>
internal static class VariableChecks
{
    /// <summary>Notes what a state assigns in its scope. All states of a graph are collected before any is checked.</summary>
    public static void Collect(Findings findings, StateSite site)
    {
        foreach (var place in Assigns(site))
        {
            foreach (var member in place.Json.Members)
            {
                var name = !site.IsJsonata && member.Name.EndsWith(PayloadTemplate.Suffix, StringComparison.Ordinal)
                    ? member.Name.Substring(0, member.Name.Length - PayloadTemplate.Suffix.Length)
                    : member.Name;
                if (!PathNames.IsIdentifier(name) || name == "states")
                {
                    findings.Add(AslRules.InvalidVariableName, place.Field(member.Name), name);
                }
                else if (site.Scope.IsAssignedOutside(name))
                {
                    findings.Add(AslRules.OuterVariable, place.Field(member.Name), name);
                }

                site.Scope.Assigned.Add(name);
            }
        }
    }

    /// <summary>A state reads a variable.</summary>
    public static void Read(Findings findings, StateSite site, Place place, string name)
    {
        switch (site.Scope.Find(name))
        {
            case VariableAccess.Unknown:
                findings.Add(AslRules.UnknownVariable, place, name);
                break;
            case VariableAccess.BehindDistributedMap:
                findings.Add(AslRules.DistributedVariable, place, name);
                break;
        }
    }

    private static IEnumerable<Place> Assigns(StateSite site)
    {
        var holders = new List<Place> { site.Place };
        if (site.State is FallibleState fallible)
        {
            holders.AddRange(fallible.Catch.Select((_, i) => site.Place.Field("Catch").Item(i)));
        }

        if (site.State is ChoiceState choice)
        {
            holders.AddRange(choice.Choices.Select((_, i) => site.Place.Field("Choices").Item(i)));
        }

        return holders.Where(holder => holder.Has("Assign") && holder.Field("Assign").Json.Value is DataObject).Select(holder => holder.Field("Assign"));
    }
}
