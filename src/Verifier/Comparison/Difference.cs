namespace LambdaLift.Verifier.Comparison;

/// <summary>Sorts of observable difference.</summary>
public enum DifferenceKind
{
    /// <summary>The state machine does not make a call that the handler makes.</summary>
    MissingCall,

    /// <summary>The state machine makes a call that the handler does not make.</summary>
    ExtraCall,

    /// <summary>Both call the same operation, with different requests.</summary>
    RequestDiffers,

    /// <summary>Calls that the handler makes one after the other are not in that order.</summary>
    OrderDiffers,

    /// <summary>Both return, but not the same.</summary>
    ResultDiffers,

    /// <summary>Both fail, with different errors.</summary>
    ErrorDiffers,

    /// <summary>Both fail with the same error, and the cause does not hold the exception's message.</summary>
    CauseDiffers,

    /// <summary>One returns and the other fails.</summary>
    OutcomeDiffers,
}

/// <summary>An observable difference between handler and state machine.</summary>
/// <param name="Kind">Which sort.</param>
/// <param name="Message">One sentence.</param>
/// <param name="Handler">What the handler did.</param>
/// <param name="StateMachine">What the state machine did.</param>
/// <param name="HandlerCall">Index of the handler's call in question, if it is one.</param>
/// <param name="StateMachineCall">Index of the state machine's call in question, if it is one.</param>
public sealed record Difference(
    DifferenceKind Kind, string Message, string? Handler, string? StateMachine, int? HandlerCall = null, int? StateMachineCall = null);
