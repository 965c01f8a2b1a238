using LambdaLift.StatesLanguage.Json;
using LambdaLift.Verifier.Calls;

namespace LambdaLift.Verifier.Scripts;

/// <summary>How services behave in one case, as far as it is not what they do by default.</summary>
/// <param name="Operation">Catalogue id of the operation.</param>
/// <param name="Request">Canonical request; null: any.</param>
/// <param name="Occurrence">Zero-based number among the calls with this operation and request; null: every one.</param>
/// <param name="Behaviour">What the service does.</param>
public sealed record ScriptEntry(string Operation, JsonData? Request, int? Occurrence, ServiceBehaviour Behaviour)
{
    /// <inheritdoc/>
    public override string ToString() =>
        $"{Operation}{(Request is null ? "" : " " + Request)}{(Occurrence is > 0 ? $" (call {Occurrence + 1})" : "")} → {Behaviour}";
}

/// <summary>One input and one behaviour of the services: what both sides are run on.</summary>
/// <param name="Name">Where it comes from, for people.</param>
/// <param name="Input">The event.</param>
/// <param name="Script">The services' behaviour; later entries win.</param>
public sealed record VerificationCase(string Name, JsonData Input, IReadOnlyList<ScriptEntry> Script)
{
    /// <summary>The same input with one more entry, which replaces an entry for the same call.</summary>
    public VerificationCase With(ScriptEntry entry) => this with
    {
        Script = [.. Script.Where(other => other.Operation != entry.Operation || other.Occurrence != entry.Occurrence || !JsonData.DeepEquals(other.Request, entry.Request)), entry],
    };

    /// <summary>Whether both are the same input and script.</summary>
    public string Identity => Input + "\n" + string.Join('\n', Script.Select(entry => entry.ToString()).Order(StringComparer.Ordinal));
}

/// <summary>Two occurrences of a call that change their answers.</summary>
/// <param name="Call">The call.</param>
/// <param name="First">The number of one of them.</param>
/// <param name="Second">The number of the other one.</param>
internal sealed record AnswerSwap(ServiceCall Call, int First, int Second)
{
    public int Of(ServiceCall call, int occurrence) => call != Call ? occurrence : occurrence == First ? Second : occurrence == Second ? First : occurrence;
}

/// <summary>Answers the calls of one run of one side; the two sides get one each, with the same script.</summary>
/// <param name="script">The services' behaviour.</param>
/// <param name="defaults">What they do where the script says nothing.</param>
/// <param name="swap">Two answers that change their places.</param>
internal sealed class ScriptPlayer(IReadOnlyList<ScriptEntry> script, Func<ServiceCall, int, ServiceBehaviour> defaults, AnswerSwap? swap = null)
{
    private readonly Dictionary<ServiceCall, int> _occurrences = [];

    /// <summary>The behaviour for the next occurrence of a call.</summary>
    public (int Occurrence, ServiceBehaviour Behaviour) Next(ServiceCall call)
    {
        lock (_occurrences)
        {
            var occurrence = _occurrences.GetValueOrDefault(call);
            _occurrences[call] = occurrence + 1;
            return (occurrence, JobAnswers.AboutTheJob(call, At(call, swap?.Of(call, occurrence) ?? occurrence)));
        }
    }

    /// <summary>The behaviour for one occurrence of a call.</summary>
    public ServiceBehaviour At(ServiceCall call, int occurrence) =>
        Find(call, occurrence) ?? defaults(call, occurrence);

    private ServiceBehaviour? Find(ServiceCall call, int occurrence) =>
        script.LastOrDefault(entry => entry.Operation == call.Operation
            && (entry.Occurrence is null || entry.Occurrence == occurrence)
            && (entry.Request is null || JsonData.DeepEquals(entry.Request, call.Request)))?.Behaviour;
}
