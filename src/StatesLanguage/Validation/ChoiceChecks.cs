using LambdaLift.StatesLanguage.Json;
using LambdaLift.StatesLanguage.Model;

namespace LambdaLift.StatesLanguage.Validation;

/// <summary>Choice rules.</summary>
internal static class ChoiceChecks
{
    public static void Check(Findings findings, StateSite site, ChoiceState choice)
    {
        var rules = site.Place.Field("Choices");
        if (choice.Choices.IsEmpty && rules.Json.Value is DataArray { Count: 0 })
        {
            findings.Add(AslRules.Empty, rules, "Choices");
        }

        for (var i = 0; i < choice.Choices.Length; i++)
        {
            var place = rules.Item(i);
            StateChecks.Dialect(findings, place, site.IsJsonata, isChoiceRule: true);
            if (choice.Choices[i].Test is { } test && !site.IsJsonata)
            {
                Test(findings, site, place, test);
            }
        }
    }

    private static void Test(Findings findings, StateSite site, Place place, ChoiceTest test)
    {
        System.Runtime.CompilerServices.RuntimeHelpers.EnsureSufficientExecutionStack();
        if (place.Json.Members.Count(member => member.Name is "And" or "Or" or "Not" || ComparisonOperators.TryParse(member.Name, out _)) > 1)
        {
            findings.Add(AslRules.NoComparison, place);
        }

        switch (test)
        {
            case AndTest and:
                Tests(findings, site, place.Field("And"), and.Tests);
                break;
            case OrTest or:
                Tests(findings, site, place.Field("Or"), or.Tests);
                break;
            case NotTest not:
                Test(findings, site, place.Field("Not"), not.Test);
                break;
            case ComparisonTest comparison:
                Comparison(findings, site, place, comparison);
                break;
        }
    }

    private static void Tests(Findings findings, StateSite site, Place list, System.Collections.Immutable.ImmutableArray<ChoiceTest> tests)
    {
        if (tests.IsEmpty && list.Json.Items.Count == 0)
        {
            findings.Add(AslRules.Empty, list, list.Path.Substring(list.Path.LastIndexOf('/') + 1));
        }

        // A test that could not be read is reported already, and its place is not that of the one after it.
        if (tests.Length == list.Json.Items.Count)
        {
            for (var i = 0; i < tests.Length; i++)
            {
                Test(findings, site, list.Item(i), tests[i]);
            }
        }
    }

    private static void Comparison(Findings findings, StateSite site, Place place, ComparisonTest test)
    {
        if (test.Variable.Length > 0)
        {
            PathChecks.Path(findings, site, place, "Variable", test.Variable);
        }

        var name = test.Operator.ToString();
        if (test.Operator.TakesPath())
        {
            if (test.Operand is DataString path)
            {
                PathChecks.Path(findings, site, place, name, path.Value);
            }
            else
            {
                findings.Add(AslRules.ComparisonType, place.Field(name), name, "a path");
            }

            return;
        }

        var expected = (test.Operator.Kind(), test.Operand) switch
        {
            (ComparisonKind.Boolean or ComparisonKind.TypeTest, not DataBoolean) => "true or false",
            (ComparisonKind.Numeric, not DataNumber) => "a number",
            (ComparisonKind.String or ComparisonKind.Timestamp, not DataString) => "a string",
            _ => null,
        };
        if (expected is not null && !(test.Operand is DataString text && Substitutions.Occur(text.Value)))
        {
            findings.Add(AslRules.ComparisonType, place.Field(name), name, expected);
        }
        else if (test.Operator.Kind() == ComparisonKind.Timestamp && test.Operand is DataString time && !Timestamps.TryParse(time.Value, out _) && !Substitutions.Occur(time.Value))
        {
            findings.Add(AslRules.InvalidTimestamp, place.Field(name), name);
        }
    }
}
