using LambdaLift.ServiceCatalogue.Storage;

namespace LambdaLift.ServiceCatalogue;

/// <summary>The optimized integrations of the catalogue, by resource and by operation.</summary>
internal sealed class IntegrationTable
{
    private const IntegrationPatterns SdkPatterns = IntegrationPatterns.RequestResponse | IntegrationPatterns.WaitForTaskToken;
    private static readonly IReadOnlyDictionary<string, ValueForm> NoForms = new Dictionary<string, ValueForm>();

    private readonly AwsCatalogue _catalogue;
    private readonly Dictionary<string, Record> _byAction = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<Record>> _byOperation = new(StringComparer.Ordinal);
    private readonly Dictionary<string, SdkForms> _sdkForms = new(StringComparer.Ordinal);

    public IntegrationTable(AwsCatalogue catalogue, byte[] data)
    {
        _catalogue = catalogue;
        var reader = new BlobReader(data);
        reader.ReadStringTable();
        var records = new Record[reader.ReadInt()];
        for (var i = 0; i < records.Length; i++)
        {
            var record = records[i] = Record.Read(reader);
            _byAction.Add(record.Service + ":" + record.Action, record);
            foreach (var operation in record.Operations)
            {
                if (!_byOperation.TryGetValue(operation, out var list))
                    _byOperation.Add(operation, list = new List<Record>());
                list.Add(record);
            }
        }
        for (var count = reader.ReadInt(); count > 0; count--)
        {
            var operation = reader.ReadString();
            _sdkForms.Add(operation, new SdkForms(ReadForms(reader), ReadForms(reader), reader.ReadStrings(), reader.ReadStrings()));
        }
        All = records.Select(r => new Lazy<StepFunctionsIntegration>(() => Create(r))).ToArray();
    }

    public IReadOnlyList<Lazy<StepFunctionsIntegration>> All { get; }

    public StepFunctionsIntegration? FindOptimized(string service, string action) =>
        _byAction.TryGetValue(service + ":" + action, out var record) ? Create(record) : null;

    public OperationIntegrations Of(AwsOperation operation)
    {
        var optimized = _byOperation.TryGetValue(operation.Id, out var records) ? records.Select(Create).ToArray() : Array.Empty<StepFunctionsIntegration>();
        var refusal = Refusal(operation);
        return new OperationIntegrations(operation, optimized, refusal is null ? CreateSdk(operation) : null, refusal);
    }

    private static string? Refusal(AwsOperation operation)
    {
        var sdk = operation.Service.SdkIntegration;
        if (sdk.Name.Length == 0)
            return $"Step Functions has no aws-sdk integration for the service {operation.Service.ServiceId}.";
        if (sdk.IsUnsupported(operation.Name))
            return $"Step Functions does not support {operation.Id} in aws-sdk integrations.";
        if (HasEventStream(operation.Input) || HasEventStream(operation.Output))
            return $"{operation.Id} exchanges a stream of events, which aws-sdk integrations cannot.";
        return null;
    }

    private static bool HasEventStream(Shape? shape) => shape is not null && (shape.IsEventStream || shape.Members.Any(m => m.Shape.IsEventStream));

    private StepFunctionsIntegration CreateSdk(AwsOperation operation)
    {
        var sdk = operation.Service.SdkIntegration;
        var forms = _sdkForms.TryGetValue(operation.Id, out var found) ? found : SdkForms.None;
        return new StepFunctionsIntegration(
            IntegrationKind.AwsSdk,
            sdk.Name,
            JavaNaming.LowerFirst(operation.Name),
            new[] { operation },
            hasApiParameters: true,
            SdkPatterns,
            IntegrationPatterns.RequestResponse,
            parameters: null,
            forms.Parameters,
            forms.Results,
            forms.ParameterNotes,
            forms.ResultNotes,
            sdk.ErrorPrefix,
            $"{sdk.ErrorPrefix}.{sdk.ErrorPrefix}Exception",
            FactConfidence.High,
            sdk.IsDocumented ? FactConfidence.High : FactConfidence.Low);
    }

    private StepFunctionsIntegration Create(Record record)
    {
        var operations = record.Operations.Select(id => _catalogue.FindOperation(id)
            ?? throw new InvalidDataException($"The integration {record.Service}:{record.Action} names the unknown operation {id}.")).ToArray();
        return new StepFunctionsIntegration(
            IntegrationKind.Optimized,
            record.Service,
            record.Action,
            operations,
            record.HasApiParameters,
            record.Patterns,
            record.ExpressPatterns,
            record.Parameters.Length == 0 ? null : record.Parameters,
            record.ParameterForms,
            record.ResultForms,
            record.ParameterNotes,
            record.ResultNotes,
            record.ErrorPrefix,
            record.FallbackError.Length == 0 ? "" : record.ErrorPrefix + "." + record.FallbackError,
            record.ErrorConfidence,
            record.Confidence);
    }

    private static Dictionary<string, ValueForm> ReadForms(BlobReader reader)
    {
        var count = reader.ReadInt();
        var forms = new Dictionary<string, ValueForm>(count, StringComparer.Ordinal);
        for (var i = 0; i < count; i++)
        {
            var path = reader.ReadString();
            forms.Add(path, (ValueForm)reader.ReadInt());
        }
        return forms;
    }

    private sealed record SdkForms(
        IReadOnlyDictionary<string, ValueForm> Parameters, IReadOnlyDictionary<string, ValueForm> Results, string[] ParameterNotes, string[] ResultNotes)
    {
        public static readonly SdkForms None = new(NoForms, NoForms, Array.Empty<string>(), Array.Empty<string>());
    }

    private sealed record Record(
        string Service,
        string Action,
        string[] Operations,
        bool HasApiParameters,
        IntegrationPatterns Patterns,
        IntegrationPatterns ExpressPatterns,
        string[] Parameters,
        IReadOnlyDictionary<string, ValueForm> ParameterForms,
        IReadOnlyDictionary<string, ValueForm> ResultForms,
        string[] ParameterNotes,
        string[] ResultNotes,
        string ErrorPrefix,
        string FallbackError,
        FactConfidence ErrorConfidence,
        FactConfidence Confidence)
    {
        // Arguments are evaluated from left to right, which is the order of the fields.
        public static Record Read(BlobReader reader) => new(
            reader.ReadString(),
            reader.ReadString(),
            reader.ReadStrings(),
            reader.ReadBool(),
            (IntegrationPatterns)reader.ReadInt(),
            (IntegrationPatterns)reader.ReadInt(),
            reader.ReadStrings(),
            ReadForms(reader),
            ReadForms(reader),
            reader.ReadStrings(),
            reader.ReadStrings(),
            reader.ReadString(),
            reader.ReadString(),
            (FactConfidence)reader.ReadInt(),
            (FactConfidence)reader.ReadInt());
    }
}
