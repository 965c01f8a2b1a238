using System.Text.Json;

namespace LambdaLift.StandInGenerator.Forms;

/// <summary>
/// What the SDK offers beside the service model and the catalogue does not hold: constructors with arguments, and which operations have a paginator;
/// and what a stand-in leaves out on purpose.
/// </summary>
/// <remarks><c>forms.json</c>, by the catalogue's service id. Constructors were read by reflection (DynamoDB, SQS, Systems Manager) and from the SDK's
/// public sources (SNS, SES); paginators from the models' public pagination files.</remarks>
public sealed class ServiceForms
{
    private static readonly Lazy<Dictionary<string, Entry>> All = new(Read);

    private ServiceForms(Entry entry)
    {
        Constructors = entry.Constructors.ToDictionary(c => c.Key, c => (IReadOnlyList<IReadOnlyList<string>>)[.. c.Value.Select(form => form.Split(' '))]);
        Omitted = entry.Omitted;
        Paginators = entry.Paginators.ToDictionary(p => p.Key, p => PaginatorForm.Parse(p.Value));
    }

    /// <summary>The services that the file names.</summary>
    public static IEnumerable<string> ServiceIds => All.Value.Keys;

    /// <summary>The properties that each constructor of a class sets, by class name.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<IReadOnlyList<string>>> Constructors { get; }

    /// <summary>Paginators by the API's operation name.</summary>
    public IReadOnlyDictionary<string, PaginatorForm> Paginators { get; }

    /// <summary>Structures that the stand-in leaves out with every member of their type, with the reason.</summary>
    public IReadOnlyDictionary<string, string> Omitted { get; }

    /// <summary>The forms of a service; empty for one that the file does not name.</summary>
    public static ServiceForms Of(string serviceId) => new(All.Value.GetValueOrDefault(serviceId) ?? new Entry([], [], []));

    private static Dictionary<string, Entry> Read()
    {
        using var stream = typeof(ServiceForms).Assembly.GetManifestResourceStream("forms.json")!;
        using var document = JsonDocument.Parse(stream);
        return document.RootElement.EnumerateObject().ToDictionary(
            service => service.Name,
            service => new Entry(
                Section(service.Value, "constructors", value => value.EnumerateArray().Select(form => form.GetString()!).ToArray()),
                Section(service.Value, "paginators", value => value.GetString()!),
                Section(service.Value, "omitted", value => value.GetString()!)));
    }

    private static Dictionary<string, T> Section<T>(JsonElement service, string name, Func<JsonElement, T> read) =>
        service.TryGetProperty(name, out var section) ? section.EnumerateObject().ToDictionary(p => p.Name, p => read(p.Value)) : [];

    private sealed record Entry(Dictionary<string, string[]> Constructors, Dictionary<string, string> Paginators, Dictionary<string, string> Omitted);
}

/// <summary>How the pages of an operation hang together; paths are API names, joined by dots.</summary>
/// <param name="InputToken">The request member that asks for a page.</param>
/// <param name="OutputToken">The response member that names the next page.</param>
/// <param name="ResultKeys">The response members that hold the pages' items.</param>
public sealed record PaginatorForm(string InputToken, string OutputToken, IReadOnlyList<string> ResultKeys)
{
    internal static PaginatorForm Parse(string text)
    {
        var parts = text.Split(' ');
        return new PaginatorForm(parts[0], parts[1], parts[2..]);
    }
}
