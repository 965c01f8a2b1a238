using System.Text.Json.Nodes;
using LambdaLift.ServiceCatalogue;
using LambdaLift.StatesLanguage.Json;
using LambdaLift.Verifier.Calls;
using LambdaLift.Verifier.Hosting;
using LambdaLift.Verifier.Scripts;

namespace LambdaLift.Verifier.Exploration;

/// <summary>Makes a case with a difference smaller for as long as a difference of the same kind remains.</summary>
/// <param name="runner">Runs the candidates.</param>
/// <param name="isDifferent">Whether a run shows the difference in question.</param>
internal sealed class Shrinker(DifferentialRunner runner, Func<CaseRun, bool> isDifferent)
{
    /// <summary>Enough for inputs of hundreds of members; a counterexample that is not the smallest is still one.</summary>
    private const int MaxAttempts = 600;

    private int _attempts;

    public CaseRun Shrink(CaseRun found)
    {
        var smallest = found;
        while (_attempts < MaxAttempts && Candidates(smallest.Case).Select(Attempt).FirstOrDefault(run => run is not null) is { } smaller) smallest = smaller;
        return smallest;
    }

    private CaseRun? Attempt(VerificationCase candidate)
    {
        if (_attempts++ >= MaxAttempts) return null;
        try
        {
            var run = runner.Run(candidate);
            return isDifferent(run) ? run : null;
        }
        catch (Exception error) when (error is HandlerCannotRunException or HostingException)
        {
            return null;
        }
    }

    private static IEnumerable<VerificationCase> Candidates(VerificationCase value)
    {
        for (var i = 0; i < value.Script.Count; i++)
        {
            var without = i;
            yield return value with { Script = [.. value.Script.Where((_, j) => j != without)] };
        }

        // An entry that applies to any request of its operation says less, and survives changes of the input.
        for (var i = 0; i < value.Script.Count; i++)
        {
            if (value.Script[i].Request is null) continue;
            var general = value.Script[i] with { Request = null, Occurrence = null };
            var at = i;
            yield return value with { Script = [.. value.Script.Select((entry, j) => j == at ? general : entry)] };
        }

        foreach (var input in Smaller(value.Input)) yield return value with { Input = input };
        for (var i = 0; i < value.Script.Count; i++)
        {
            if (value.Script[i].Behaviour is not ServiceBehaviour.Responds { Body: var body }) continue;
            var at = i;
            foreach (var smaller in Smaller(value.Script[i].Operation, body))
                yield return value with { Script = [.. value.Script.Select((entry, j) => j == at ? entry with { Behaviour = new ServiceBehaviour.Responds(smaller) } : entry)] };
        }
    }

    /// <summary>Smaller answers that the service could still give.</summary>
    private static IEnumerable<JsonData> Smaller(string operation, JsonData body)
    {
        if (operation == Normalization.LambdaInvoke)
        {
            return body is DataObject response && response.Get("Payload") is { } payload && Normalization.FunctionError(body) is null
                ? Smaller(payload).Select(smaller => (JsonData)response.With("Payload", smaller)) : [];
        }

        return AwsCatalogue.Default.FindOperation(operation) is { } known
            ? Smaller(body).Where(smaller => JsonNode.Parse(smaller.ToString()) is JsonObject json && ApiValidation.ValidateResponse(known, json).Count == 0) : [];
    }

    private static IEnumerable<JsonData> Smaller(JsonData value)
    {
        switch (value)
        {
            case DataObject members:
                foreach (var member in members) yield return members.Without(member.Key);
                foreach (var member in members)
                {
                    foreach (var smaller in Smaller(member.Value)) yield return members.With(member.Key, smaller);
                }

                break;
            case DataArray items:
                if (items.Count > 1) yield return items.Slice(0, items.Count / 2);
                for (var i = 0; i < items.Count; i++)
                {
                    var without = i;
                    yield return JsonData.Array([.. items.Where((_, j) => j != without)]);
                }

                for (var i = 0; i < items.Count; i++)
                {
                    foreach (var smaller in Smaller(items[i])) yield return items.With(i, smaller);
                }

                break;
            case DataString { Value.Length: > 1 } text:
                yield return "";
                yield return text.Value[..1];
                break;
            case DataString { Value.Length: 1 }:
                yield return "";
                break;
            case DataNumber when value.ToString() is not ("0" or "1"):
                yield return 0;
                yield return 1;
                break;
        }
    }
}
