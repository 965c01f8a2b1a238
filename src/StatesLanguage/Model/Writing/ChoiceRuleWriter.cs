using LambdaLift.StatesLanguage.Json;

namespace LambdaLift.StatesLanguage.Model.Writing;

/// <summary>Writes Choice rules and their data tests.</summary>
internal static class ChoiceRuleWriter
{
    public static DataObject Write(ChoiceRule rule)
    {
        var writer = new ObjectWriter().Text("Comment", rule.Comment).Field("Condition", rule.Condition);
        if (rule.Test is not null)
        {
            Test(writer, rule.Test);
        }

        return writer
            .Field("Assign", rule.Assign)
            .Field("Output", rule.Output)
            .Required("Next", rule.Next)
            .End(rule.Extra);
    }

    private static DataObject Nested(ChoiceTest test) => Test(new ObjectWriter().Text("Comment", test.Comment), test).End(test.Extra);

    private static ObjectWriter Test(ObjectWriter writer, ChoiceTest test) => test switch
    {
        AndTest and => writer.Nodes("And", and.Tests, Nested, evenIfEmpty: true),
        OrTest or => writer.Nodes("Or", or.Tests, Nested, evenIfEmpty: true),
        NotTest not => writer.Field("Not", Nested(not.Test)),
        _ => Comparison(writer, (ComparisonTest)test),
    };

    private static ObjectWriter Comparison(ObjectWriter writer, ComparisonTest test) => writer
        .Required("Variable", test.Variable)
        .Field(test.Operator.ToString(), test.Operand);
}
