using LambdaLift.StatesLanguage.Paths;

namespace LambdaLift.StatesLanguage.Validation;

/// <summary>Fields that hold a path.</summary>
internal static class PathChecks
{
    /// <summary>A path; null if the text is none (reported) or holds a placeholder.</summary>
    public static JsonPath? Path(Findings findings, StateSite site, Place place, string field, string text)
    {
        if (Substitutions.Occur(text))
        {
            return null;
        }

        try
        {
            var path = JsonPath.Parse(text);
            Variables(findings, site, place.Field(field), path);
            return path;
        }
        catch (PathSyntaxException e)
        {
            findings.AddInside(AslRules.InvalidPath, place.Field(field), e.Offset, field, e.Message);
            return null;
        }
    }

    /// <summary>A path that names one place.</summary>
    public static void Reference(Findings findings, StateSite site, Place place, string field, string? text)
    {
        if (text is not null && Path(findings, site, place, field, text) is { IsReference: false })
        {
            findings.Add(AslRules.NotReferencePath, place.Field(field), field, "");
        }
    }

    /// <summary>A path into the state's input, into which a result can go.</summary>
    public static void Target(Findings findings, StateSite site, Place place, string field, string? text)
    {
        if (text is not null && Path(findings, site, place, field, text) is { } path && !(path.IsReference && path.Root == PathRoot.Input))
        {
            findings.Add(AslRules.NotReferencePath, place.Field(field), field, " that starts with $");
        }
    }

    /// <summary>A reference path or an intrinsic call.</summary>
    public static void ReferenceOrIntrinsic(Findings findings, StateSite site, Place place, string field, string? text)
    {
        if (text is null)
        {
            return;
        }

        if (text.StartsWith("$", StringComparison.Ordinal))
        {
            Reference(findings, site, place, field, text);
        }
        else
        {
            TemplateChecks.Expression(findings, site, place.Field(field), field, text);
        }
    }

    public static void Variables(Findings findings, StateSite site, Place place, JsonPath path)
    {
        if (path.VariableName is { } name)
        {
            VariableChecks.Read(findings, site, place, name);
        }
    }
}
