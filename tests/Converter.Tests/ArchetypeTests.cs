using LambdaLift.Converter.Tests.Support;
using LambdaLift.StatesLanguage.Model;
using LambdaLift.Tests;
using Microsoft.CodeAnalysis;

namespace LambdaLift.Converter.Tests;

/// <summary>What becomes of the archetypes, as far as their first lines say: the states in the order of the definition, and what is reported beside information that every handler gets.</summary>
public class ArchetypeTests
{
    // Reading and writing JSON, and arithmetic, is reported wherever it happens; the archetypes are about something else.
    private static readonly HashSet<string> Ordinary = ["LIFT3003", "LIFT3004", "LIFT3006", "LIFT3020"];

    public static TheoryData<string, TargetLanguage, string, string> Conversions => new()
    {
        { "A01_SyncInvokeChain", TargetLanguage.Jsonata,
            "Pass, lambda:invoke, Choice, Succeed, lambda:invoke, Fail, Fail",
            "LIFT3005 line 24, LIFT3001 line 28" },
        { "A01_SyncInvokeChain", TargetLanguage.JsonPath,
            "Pass, lambda:invoke, Choice, Pass, lambda:invoke, Pass, Fail, Pass, Fail, Fail",
            "LIFT3007 line 24, LIFT3001 line 28" },
        { "A02_FanOutInvoke", TargetLanguage.Jsonata,
            "Pass, lambda:invoke, Choice, Map, lambda:invoke, Fail",
            "LIFT3002 line 14, LIFT3005 line 20, LIFT3001 line 25, LIFT3001 line 25" },
        { "A02_FanOutInvoke", TargetLanguage.JsonPath,
            "refused",
            "LIFT2009 line 18, LIFT2009 line 20" },
        { "A03_OrderMonolith", TargetLanguage.Jsonata,
            "Pass, Choice, Succeed, Pass, Choice, dynamodb:getItem, Choice, Succeed, Succeed, lambda:invoke, Fail, Fail, Fail, Fail, Fail, Fail, Pass, lambda:invoke, dynamodb:putItem, sns:publish, Succeed",
            "LIFT3036 line 13, LIFT3005 line 15, LIFT3005 line 15, LIFT3022 line 19, LIFT3010 line 20, LIFT3010 line 22, LIFT3010 line 24" },
        { "A03_OrderMonolith", TargetLanguage.JsonPath,
            "refused",
            "LIFT2009 line 18, LIFT2009 line 19, LIFT2009 line 19, LIFT2009 line 22, LIFT2009 line 24, LIFT2009 line 25, LIFT2009 line 29" },
        { "A04_LayeredServices", TargetLanguage.Jsonata,
            "Pass, Pass, Choice, Succeed, Pass, Pass, Choice, dynamodb:getItem, Choice, Succeed, Pass, dynamodb:updateItem, sqs:sendMessage, Fail",
            "LIFT3033 line 7, LIFT3005 line 9, LIFT3005 line 19, LIFT3005 line 20" },
        { "A04_LayeredServices", TargetLanguage.JsonPath,
            "refused",
            "LIFT2009 line 7, LIFT2009 line 9, LIFT2009 line 10, LIFT2009 line 10, LIFT2009 line 19, LIFT2009 line 20, LIFT2009 line 26, LIFT2009 line 26, LIFT2009 line 27" },
        { "A05_PollUntilDone", TargetLanguage.Jsonata,
            "Pass, athena:startQueryExecution, athena:getQueryExecution, Choice, Wait, Choice, athena:getQueryResults, Fail",
            "LIFT3101 line 17, LIFT3005 line 20, LIFT3005 line 20, LIFT3005 line 20, LIFT3005 line 29, LIFT3005 line 29" },
        { "A05_PollUntilDone", TargetLanguage.JsonPath,
            "Pass, athena:startQueryExecution, Pass, athena:getQueryExecution, Choice, Choice, Pass, Fail, Pass, Wait, Pass, Choice, athena:getQueryResults, Fail",
            "LIFT3007 line 12, LIFT3101 line 17, LIFT3007 line 19, LIFT3007 line 23, LIFT3005 line 29, LIFT3005 line 29" },
        { "A06_HandRetry", TargetLanguage.Jsonata,
            "Pass, lambda:invoke, Choice, sns:publish, Fail, Succeed",
            "LIFT3008 line 12" },
        { "A06_HandRetry", TargetLanguage.JsonPath,
            "Pass, lambda:invoke, Pass, Choice, Pass, sns:publish, Fail, Succeed, Pass",
            "LIFT3008 line 12, LIFT3007 line 18, LIFT3007 line 28" },
    };

    [Theory]
    [MemberData(nameof(Conversions))]
    public void Converts_as_its_first_line_says(string archetype, TargetLanguage language, string states, string reported)
    {
        var conversion = Convert(archetype, language);

        Assert.Equal(states, States(conversion));
        Assert.Equal(reported, Reported(conversion));
    }

    private static HandlerConversion Convert(string archetype, TargetLanguage language)
    {
        var source = SharedData.ReadText($"archetypes/{archetype}.cs");
        var input = new ConversionInput
        {
            Compilations = [TestPrograms.Compile(archetype, (archetype + ".cs", source))],
            Options = new ConversionOptions { QueryLanguage = language },
        };
        return Assert.Single(WorkflowConverter.Convert(input).Handlers);
    }

    private static string States(HandlerConversion conversion) => conversion.Definition is null
        ? "refused"
        : string.Join(", ", conversion.Definition.AllStates().Select(found => found.State is TaskState task ? task.Resource.Substring(task.Resource.IndexOf(":::", StringComparison.Ordinal) + 3) : found.State.Type.ToString()));

    private static string Reported(HandlerConversion conversion) => string.Join(", ", conversion.Diagnostics
        .Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error || !Ordinary.Contains(diagnostic.Id))
        .Where(diagnostic => !conversion.IsRefused || diagnostic.Severity == DiagnosticSeverity.Error)
        .Select(diagnostic => $"{diagnostic.Id} line {diagnostic.Location.GetLineSpan().StartLinePosition.Line + 1}"));
}
