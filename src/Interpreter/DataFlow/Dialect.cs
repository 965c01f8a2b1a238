using LambdaLift.Interpreter.DistributedMap;
using LambdaLift.Interpreter.Runtime;
using LambdaLift.StatesLanguage.Json;
using LambdaLift.StatesLanguage.Model;

namespace LambdaLift.Interpreter.DataFlow;

/// <summary>Prepares the fields of states that are written in one query language.</summary>
internal abstract class Dialect
{
    /// <summary>The dialect of a query language.</summary>
    public static Dialect For(QueryLanguage language) => language == QueryLanguage.Jsonata ? JsonataDialect.Instance : JsonPathDialect.Instance;

    /// <summary>How data flows through a state.</summary>
    public abstract StateDataFlow Flow(State state);

    /// <summary>What a catcher does with an error.</summary>
    public abstract CatchDataFlow Catcher(Catcher catcher, int index);

    /// <summary>The test of a Choice rule.</summary>
    public abstract Func<StateFrame, bool> Condition(ChoiceRule rule, int index);

    /// <summary>What a Choice state outputs and assigns when a rule, or (null) its default, applies.</summary>
    public abstract ChoiceDataFlow Choice(ChoiceState state, ChoiceRule? rule, int index);

    /// <summary>A text field of a Fail state; null when it is not given.</summary>
    public abstract TextEvaluator? Text(string? value, string? path, string field);

    /// <summary>A field with a whole number that is not negative; null when it is not given.</summary>
    public abstract IntegerEvaluator? Integer(NumberOrExpression? value, string? path, string field);

    /// <summary>A field with a positive number of seconds; null when it is not given.</summary>
    public abstract SecondsEvaluator? Seconds(NumberOrExpression? value, string? path, string field);

    /// <summary>When a Wait state ends.</summary>
    public abstract WaitEvaluator Wait(WaitState state);

    /// <summary>The items of a Map state.</summary>
    public abstract ItemsEvaluator Items(MapState state);

    /// <summary>A template over the state's effective input; null when it is not given.</summary>
    public abstract Evaluator? Template(JsonData? template, string field);

    /// <summary>The tolerated failures of a distributed Map.</summary>
    public abstract Func<StateFrame, FailureTolerance> Tolerance(MapState state);

    /// <summary>The parameters of a reader or writer, in the field that this language has for them.</summary>
    public abstract Func<StateFrame, JsonData> ReaderArguments(JsonData? parameters, JsonData? arguments, string field);
}
