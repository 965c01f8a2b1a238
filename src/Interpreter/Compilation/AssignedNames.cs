using LambdaLift.StatesLanguage.Json;
using LambdaLift.StatesLanguage.Model;
using LambdaLift.StatesLanguage.Paths;

namespace LambdaLift.Interpreter.Compilation;

/// <summary>The variables that the states of one graph assign, without those of inner graphs.</summary>
internal static class AssignedNames
{
    public static IEnumerable<string> Of(State state)
    {
        IEnumerable<DataObject?> assigns = state switch
        {
            ChoiceState choice => choice.Choices.Select(rule => rule.Assign).Append(choice.Assign),
            FallibleState fallible => fallible.Catch.Select(catcher => catcher.Assign).Append(fallible.Assign),
            TransitionState transition => [transition.Assign],
            _ => [],
        };
        return assigns.OfType<DataObject>().SelectMany(assign => assign.Select(member => WithoutSuffix(member.Key)));
    }

    private static string WithoutSuffix(string name) =>
        name.EndsWith(PayloadTemplate.Suffix, StringComparison.Ordinal) ? name[..^PayloadTemplate.Suffix.Length] : name;
}
