using System.Runtime.CompilerServices;
using LambdaLift.StatesLanguage.Json;
using LambdaLift.StatesLanguage.Paths;

namespace LambdaLift.StatesLanguage.Validation;

/// <summary>Payload templates of JSONPath states.</summary>
internal static class TemplateChecks
{
    public static void Check(Findings findings, StateSite site, Place place, string field)
    {
        if (place.Has(field))
        {
            Check(findings, site, place.Field(field));
        }
    }

    private static void Check(Findings findings, StateSite site, Place place)
    {
        RuntimeHelpers.EnsureSufficientExecutionStack();
        for (var i = 0; i < place.Json.Items.Count; i++)
        {
            Check(findings, site, place.Item(i));
        }

        foreach (var member in place.Json.Members)
        {
            var value = place.Field(member.Name);
            if (!member.Name.EndsWith(PayloadTemplate.Suffix, StringComparison.Ordinal))
            {
                Check(findings, site, value);
                continue;
            }

            var name = member.Name.Substring(0, member.Name.Length - PayloadTemplate.Suffix.Length);
            if (place.Has(name))
            {
                findings.Add(AslRules.TemplateConflict, value, name);
            }

            if (value.Json.Value is DataString text)
            {
                Expression(findings, site, value, member.Name, text.Value);
            }
            else
            {
                findings.Add(AslRules.InvalidTemplate, value, member.Name, "it is no string");
            }
        }
    }

    /// <summary>A path or an intrinsic call.</summary>
    public static void Expression(Findings findings, StateSite site, Place place, string field, string text)
    {
        if (Substitutions.Occur(text) && !text.StartsWith("States.", StringComparison.Ordinal))
        {
            return;
        }

        try
        {
            Expression(findings, site, place, IntrinsicExpression.Parse(text), nesting: 1);
        }
        catch (PathSyntaxException e)
        {
            findings.AddInside(AslRules.InvalidTemplate, place, e.Offset, field, e.Message);
        }
    }

    private static void Expression(Findings findings, StateSite site, Place place, IntrinsicExpression expression, int nesting)
    {
        switch (expression)
        {
            case PathExpression path:
                PathChecks.Variables(findings, site, place, path.Path);
                break;
            case IntrinsicCall call:
                foreach (var problem in IntrinsicFunctions.FindProblems(call))
                {
                    findings.Add(AslRules.InvalidIntrinsic, place, problem);
                }

                if (nesting == IntrinsicFunctions.MaxNesting + 1)
                {
                    findings.Add(AslRules.InvalidIntrinsic, place, $"Intrinsic functions may nest {IntrinsicFunctions.MaxNesting} deep in one field");
                }

                foreach (var argument in call.Arguments)
                {
                    Expression(findings, site, place, argument, nesting + 1);
                }

                break;
        }
    }
}
