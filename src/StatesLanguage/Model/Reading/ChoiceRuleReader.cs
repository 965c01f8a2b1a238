using System.Collections.Immutable;
using LambdaLift.StatesLanguage.Validation;

namespace LambdaLift.StatesLanguage.Model.Reading;

/// <summary>Reads Choice rules and their data tests.</summary>
internal static class ChoiceRuleReader
{
    public static ChoiceRule Read(ObjectReader r)
    {
        var condition = r.Any("Condition");
        return new ChoiceRule
        {
            Condition = condition,
            Test = condition is null ? ReadTest(r) : null,
            Next = r.RequiredString("Next"),
            Assign = r.Object("Assign"),
            Output = r.Any("Output"),
            Comment = r.String("Comment"),
            Extra = r.Rest(),
            Source = r.Source,
        };
    }

    /// <summary>The test of which the object has the fields; reported and null if it has none.</summary>
    private static ChoiceTest? ReadTest(ObjectReader r)
    {
        if (r.Has("And"))
        {
            return new AndTest(r.Nodes("And", "a Choice test", ReadNested).WithoutNulls()) { Source = r.Source };
        }

        if (r.Has("Or"))
        {
            return new OrTest(r.Nodes("Or", "a Choice test", ReadNested).WithoutNulls()) { Source = r.Source };
        }

        if (r.Has("Not"))
        {
            return r.Node<ChoiceTest>("Not", "a Choice test", nested => ReadNested(nested)!) is { } negated ? new NotTest(negated) { Source = r.Source } : null;
        }

        foreach (var member in r.Json.Members)
        {
            if (ComparisonOperators.TryParse(member.Name, out var comparison))
            {
                var variable = r.RequiredString("Variable");
                return new ComparisonTest(variable, comparison, r.Any(member.Name)!) { Source = r.Source };
            }
        }

        r.Report(AslRules.NoComparison.At(r.Json.Position, r.Path));
        return null;
    }

    private static ChoiceTest? ReadNested(ObjectReader r)
    {
        var test = ReadTest(r);
        var comment = r.String("Comment");
        var extra = r.Rest();
        return test is null ? null : test with { Comment = comment, Extra = extra };
    }

    private static ImmutableArray<ChoiceTest> WithoutNulls(this ImmutableArray<ChoiceTest?> tests) => [.. tests.OfType<ChoiceTest>()];
}
