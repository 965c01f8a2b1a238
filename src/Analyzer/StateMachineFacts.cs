using System.Collections.Immutable;
using LambdaLift.Analysis.Handlers;

namespace LambdaLift.Analyzer;

/// <summary>What starting a handler's state machine in its place takes: facts for the fix.</summary>
internal static class StateMachineFacts
{
    /// <summary>The properties of a diagnostic about the handler.</summary>
    public static ImmutableDictionary<string, string?> Properties(LambdaHandler handler)
    {
        var properties = ImmutableDictionary.CreateBuilder<string, string?>();
        properties.Add(DiagnosticProperties.Handler, handler.HandlerString);
        properties.Add(DiagnosticProperties.StateMachine, handler.Type.Name);
        if (Names(handler) is { } names)
        {
            properties.Add(DiagnosticProperties.PayloadNames, names);
        }

        return properties.ToImmutable();
    }

    // Without an attribute the runtime passes streams and strings only, whose members have no names.
    private static string? Names(LambdaHandler handler) => handler.Serializer?.Name switch
    {
        null or "DefaultLambdaJsonSerializer" => PayloadNames.AsDeclared,
        "CamelCaseLambdaJsonSerializer" => PayloadNames.CamelCase,
        _ => null,
    };
}
