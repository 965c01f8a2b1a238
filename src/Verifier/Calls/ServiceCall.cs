using LambdaLift.StatesLanguage.Json;

namespace LambdaLift.Verifier.Calls;

/// <summary>A service call as both sides of a comparison make it, in the terms of the service's API.</summary>
/// <param name="Operation">Catalogue id, such as <c>dynamodb:PutItem</c>; for calls the catalogue does not know, the caller's own name.</param>
/// <param name="Request">Canonical request: API member names, absent instead of null, JSON inside text and bytes parsed, numbers by value.</param>
public sealed record ServiceCall(string Operation, JsonData Request)
{
    /// <inheritdoc/>
    public override string ToString() => $"{Operation} {Request}";
}

/// <summary>How a service behaves in one call.</summary>
public abstract record ServiceBehaviour
{
    private ServiceBehaviour() { }

    /// <summary>It answers.</summary>
    /// <param name="Body">Response by API member names; bytes as base64, Lambda payloads as the JSON that they hold.</param>
    public sealed record Responds(JsonData Body) : ServiceBehaviour
    {
        /// <inheritdoc/>
        public override string ToString() => Body.ToString();
    }

    /// <summary>It reports an error.</summary>
    /// <param name="Failure">Which sort.</param>
    /// <param name="Name">The modelled error's name in the service model; the wire's code for an unmodelled one; empty for client-side failures.</param>
    /// <param name="Message">The message.</param>
    public sealed record Fails(FailureKind Failure, string Name, string Message) : ServiceBehaviour
    {
        /// <inheritdoc/>
        public override string ToString() => Failure switch
        {
            FailureKind.Modelled => $"fails with {Name}: {Message}",
            FailureKind.TimesOut => "does not answer in time",
            FailureKind.Unmodelled => $"fails with the unmodelled error {Name}: {Message}",
            _ => $"fails before the service answers: {Message}",
        };
    }
}

/// <summary>Sorts of failure of a service call.</summary>
public enum FailureKind
{
    /// <summary>An error of the operation's model.</summary>
    Modelled,

    /// <summary>An error without a class of its own: the service's base exception.</summary>
    Unmodelled,

    /// <summary>A failure before the service answers: connection, credentials.</summary>
    ClientSide,

    /// <summary>No answer until the caller has stopped waiting for it.</summary>
    TimesOut,
}
