using System.Collections.Immutable;

namespace LambdaLift.Analysis.Templates;

/// <summary>A function as a deployment template declares it.</summary>
/// <param name="Name">Its logical id, or its key under <c>functions</c> in <c>serverless.yml</c>.</param>
/// <param name="Handler">Its handler string; null when the template gives none.</param>
/// <param name="FunctionName">The name that it is deployed under; null when the template leaves that to the service or computes it.</param>
/// <param name="HasEvents">Whether an event source of its own runs it.</param>
/// <param name="Variables">Its environment variables: a function's name where the value refers to one, else the text as written.</param>
public sealed record TemplateFunction(string Name, string? Handler, string? FunctionName, bool HasEvents, ImmutableDictionary<string, string> Variables);
