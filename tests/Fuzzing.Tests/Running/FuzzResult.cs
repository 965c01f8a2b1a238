using LambdaLift.Converter;
using LambdaLift.Fuzzing.Tests.Programs;
using LambdaLift.Tests.Engines;

namespace LambdaLift.Fuzzing.Tests.Running;

/// <summary>What came of one program in one dialect.</summary>
internal enum FuzzOutcome
{
    /// <summary>The generator's fault.</summary>
    DoesNotCompile,

    /// <summary>The converter refused it, with a reason.</summary>
    Refused,

    /// <summary>Handler and state machine agree.</summary>
    Agrees,

    /// <summary>They differ, or the converter failed.</summary>
    Differs,

    /// <summary>The handler had to be stopped, so nothing is known.</summary>
    NotRun,
}

/// <summary>A program's result.</summary>
/// <param name="Program">The program.</param>
/// <param name="Language">The dialect.</param>
/// <param name="Outcome">What came of it.</param>
/// <param name="Detail">The difference, the reasons of a refusal, or what went wrong.</param>
internal sealed record FuzzResult(CodeProgram Program, TargetLanguage Language, FuzzOutcome Outcome, string Detail = "")
{
    /// <summary>What an equal fault would share: used to keep to it while a program is made smaller.</summary>
    public string Signature { get; init; } = "";

    /// <summary>Runs of both sides.</summary>
    public int Runs { get; init; }

    /// <summary>Executions of the state machine that took different ways; none unless asked for.</summary>
    public IReadOnlyList<EngineCase> Executed { get; init; } = [];
}
