using System.Text.Json.Nodes;

namespace LambdaLift.ServiceCatalogue;

/// <summary>JSON in another spelling, and what could not be carried over.</summary>
/// <param name="Json">The translated object.</param>
/// <param name="Problems">One sentence for each part that has no counterpart; such parts are left out of <paramref name="Json"/>.</param>
public sealed record ApiTranslation(JsonObject Json, IReadOnlyList<string> Problems);
