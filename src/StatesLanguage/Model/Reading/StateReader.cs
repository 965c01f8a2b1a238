using LambdaLift.StatesLanguage.Json;
using LambdaLift.StatesLanguage.Validation;

namespace LambdaLift.StatesLanguage.Model.Reading;

/// <summary>Reads states by type.</summary>
internal static class StateReader
{
    private static readonly Dictionary<string, StateType> Types =
        ((StateType[])Enum.GetValues(typeof(StateType))).ToDictionary(type => type.ToString(), StringComparer.Ordinal);

    /// <summary>The state, or null if the value is no object or has no known type.</summary>
    public static State? Read(LocatedJson json, string name, string path, List<AslDiagnostic> problems)
    {
        if (json.Value is not DataObject)
        {
            problems.Add(AslRules.WrongType.At(json.Position, path, name, "an object"));
            return null;
        }

        var type = json.Member("Type");
        if (type is null)
        {
            problems.Add(AslRules.MissingField.At(json.Position, path, "Type", "a state"));
            return null;
        }

        if (type.Value.Value is not DataString text || !Types.TryGetValue(text.Value, out var stateType))
        {
            problems.Add(AslRules.UnknownValue.At(type.Value.Position, path + "/Type", "Type", "[" + string.Join(", ", Types.Keys) + "]"));
            return null;
        }

        var r = new ObjectReader(json, path, $"a {text.Value} state", problems);
        r.MarkRead("Type");
        return stateType switch
        {
            StateType.Task => Task(r, name),
            StateType.Pass => Pass(r, name),
            StateType.Choice => Choice(r, name),
            StateType.Wait => Wait(r, name),
            StateType.Succeed => Succeed(r, name),
            StateType.Fail => Fail(r, name),
            StateType.Parallel => Parallel(r, name),
            _ => MapStateReader.Read(r, name),
        };
    }

    public static QueryLanguage? ReadQueryLanguage(ObjectReader r)
    {
        switch (r.Json.Member("QueryLanguage"))
        {
            case null:
                return null;
            case { Value.Value: DataString { Value: "JSONPath" } }:
                r.MarkRead("QueryLanguage");
                return QueryLanguage.JsonPath;
            case { Value.Value: DataString { Value: "JSONata" } }:
                r.MarkRead("QueryLanguage");
                return QueryLanguage.Jsonata;
            case { } member:
                r.Refuse(member.Name);
                r.Report(AslRules.UnknownValue.At(member.Value.Position, r.Path + "/QueryLanguage", "QueryLanguage", "[JSONPath, JSONata]"));
                return null;
        }
    }

    public static Retrier Retrier(ObjectReader r) => new()
    {
        ErrorEquals = ErrorEquals(r),
        IntervalSeconds = r.Number("IntervalSeconds"),
        MaxAttempts = r.Number("MaxAttempts"),
        BackoffRate = r.Number("BackoffRate"),
        MaxDelaySeconds = r.Number("MaxDelaySeconds"),
        JitterStrategy = r.String("JitterStrategy"),
        Comment = r.String("Comment"),
        Extra = r.Rest(),
        Source = r.Source,
    };

    public static Catcher Catcher(ObjectReader r) => new()
    {
        ErrorEquals = ErrorEquals(r),
        Next = r.RequiredString("Next"),
        ResultPath = r.PathField("ResultPath"),
        Assign = r.Object("Assign"),
        Output = r.Any("Output"),
        Comment = r.String("Comment"),
        Extra = r.Rest(),
        Source = r.Source,
    };

    private static System.Collections.Immutable.ImmutableArray<string> ErrorEquals(ObjectReader r)
    {
        if (!r.Has("ErrorEquals"))
        {
            r.Missing("ErrorEquals");
        }

        return r.Strings("ErrorEquals") ?? [];
    }

    private static TaskState Task(ObjectReader r, string name) => new()
    {
        Name = name,
        Comment = r.String("Comment"),
        QueryLanguage = ReadQueryLanguage(r),
        Resource = r.RequiredString("Resource"),
        InputPath = r.PathField("InputPath"),
        Parameters = r.Any("Parameters"),
        Arguments = r.Any("Arguments"),
        Credentials = r.Any("Credentials"),
        ResultSelector = r.Any("ResultSelector"),
        ResultPath = r.PathField("ResultPath"),
        OutputPath = r.PathField("OutputPath"),
        Assign = r.Object("Assign"),
        Output = r.Any("Output"),
        TimeoutSeconds = r.NumberOrExpression("TimeoutSeconds"),
        TimeoutSecondsPath = r.String("TimeoutSecondsPath"),
        HeartbeatSeconds = r.NumberOrExpression("HeartbeatSeconds"),
        HeartbeatSecondsPath = r.String("HeartbeatSecondsPath"),
        Retry = r.Nodes("Retry", "a retrier", Retrier),
        Catch = r.Nodes("Catch", "a catcher", Catcher),
        Next = r.String("Next"),
        End = r.Flag("End"),
        Extra = r.Rest(),
        Source = r.Source,
    };

    private static PassState Pass(ObjectReader r, string name) => new()
    {
        Name = name,
        Comment = r.String("Comment"),
        QueryLanguage = ReadQueryLanguage(r),
        InputPath = r.PathField("InputPath"),
        Parameters = r.Any("Parameters"),
        Result = r.Any("Result"),
        ResultPath = r.PathField("ResultPath"),
        OutputPath = r.PathField("OutputPath"),
        Assign = r.Object("Assign"),
        Output = r.Any("Output"),
        Next = r.String("Next"),
        End = r.Flag("End"),
        Extra = r.Rest(),
        Source = r.Source,
    };

    private static ChoiceState Choice(ObjectReader r, string name) => new()
    {
        Name = name,
        Comment = r.String("Comment"),
        QueryLanguage = ReadQueryLanguage(r),
        InputPath = r.PathField("InputPath"),
        OutputPath = r.PathField("OutputPath"),
        Assign = r.Object("Assign"),
        Output = r.Any("Output"),
        Choices = r.Nodes("Choices", "a Choice rule", ChoiceRuleReader.Read, required: true),
        Default = r.String("Default"),
        Extra = r.Rest(),
        Source = r.Source,
    };

    private static WaitState Wait(ObjectReader r, string name) => new()
    {
        Name = name,
        Comment = r.String("Comment"),
        QueryLanguage = ReadQueryLanguage(r),
        InputPath = r.PathField("InputPath"),
        OutputPath = r.PathField("OutputPath"),
        Assign = r.Object("Assign"),
        Output = r.Any("Output"),
        Seconds = r.NumberOrExpression("Seconds"),
        SecondsPath = r.String("SecondsPath"),
        Timestamp = r.String("Timestamp"),
        TimestampPath = r.String("TimestampPath"),
        Next = r.String("Next"),
        End = r.Flag("End"),
        Extra = r.Rest(),
        Source = r.Source,
    };

    private static SucceedState Succeed(ObjectReader r, string name) => new()
    {
        Name = name,
        Comment = r.String("Comment"),
        QueryLanguage = ReadQueryLanguage(r),
        InputPath = r.PathField("InputPath"),
        OutputPath = r.PathField("OutputPath"),
        Output = r.Any("Output"),
        Extra = r.Rest(),
        Source = r.Source,
    };

    private static FailState Fail(ObjectReader r, string name) => new()
    {
        Name = name,
        Comment = r.String("Comment"),
        QueryLanguage = ReadQueryLanguage(r),
        Error = r.String("Error"),
        ErrorPath = r.String("ErrorPath"),
        Cause = r.String("Cause"),
        CausePath = r.String("CausePath"),
        Extra = r.Rest(),
        Source = r.Source,
    };

    private static ParallelState Parallel(ObjectReader r, string name) => new()
    {
        Name = name,
        Comment = r.String("Comment"),
        QueryLanguage = ReadQueryLanguage(r),
        InputPath = r.PathField("InputPath"),
        Parameters = r.Any("Parameters"),
        Arguments = r.Any("Arguments"),
        Branches = r.Nodes("Branches", "a branch", GraphReader.ReadBranch, required: true),
        ResultSelector = r.Any("ResultSelector"),
        ResultPath = r.PathField("ResultPath"),
        OutputPath = r.PathField("OutputPath"),
        Assign = r.Object("Assign"),
        Output = r.Any("Output"),
        Retry = r.Nodes("Retry", "a retrier", Retrier),
        Catch = r.Nodes("Catch", "a catcher", Catcher),
        Next = r.String("Next"),
        End = r.Flag("End"),
        Extra = r.Rest(),
        Source = r.Source,
    };
}
