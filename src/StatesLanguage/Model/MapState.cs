using System.Collections.Immutable;
using LambdaLift.StatesLanguage.Json;

namespace LambdaLift.StatesLanguage.Model;

/// <summary>Runs the same states for every item of an array, or, distributed, of a data set.</summary>
public sealed record MapState : FallibleState
{
    /// <inheritdoc/>
    public override StateType Type => StateType.Map;

    /// <summary>What runs for every item.</summary>
    public required ItemProcessor ItemProcessor { get; init; }

    /// <summary>Whether the processor is written as <c>Iterator</c>, as definitions from before 2022 do.</summary>
    public bool UsesIterator { get; init; }

    /// <summary>JSONata: the items, an array or an expression; the state's input if null.</summary>
    public JsonData? Items { get; init; }

    /// <summary>JSONPath: where in the effective input the items are; the input itself if null.</summary>
    public string? ItemsPath { get; init; }

    /// <summary>The input of one iteration, a template; the item itself if null. (In old definitions <see cref="FallibleState.Parameters"/> says the same.)</summary>
    public JsonData? ItemSelector { get; init; }

    /// <summary>How many iterations may run at once; 0 or null for no limit of one's own.</summary>
    public NumberOrExpression? MaxConcurrency { get; init; }

    /// <summary>JSONPath: where <see cref="MaxConcurrency"/> is found.</summary>
    public string? MaxConcurrencyPath { get; init; }

    /// <summary>Distributed: where the items come from.</summary>
    public ItemReader? ItemReader { get; init; }

    /// <summary>Distributed: how items are grouped.</summary>
    public ItemBatcher? ItemBatcher { get; init; }

    /// <summary>Distributed: where the results go.</summary>
    public ResultWriter? ResultWriter { get; init; }

    /// <summary>Distributed: how many items may fail before the state does.</summary>
    public NumberOrExpression? ToleratedFailureCount { get; init; }

    /// <summary>JSONPath: where <see cref="ToleratedFailureCount"/> is found.</summary>
    public string? ToleratedFailureCountPath { get; init; }

    /// <summary>Distributed: what share of the items, 0 to 100, may fail before the state does.</summary>
    public NumberOrExpression? ToleratedFailurePercentage { get; init; }

    /// <summary>JSONPath: where <see cref="ToleratedFailurePercentage"/> is found.</summary>
    public string? ToleratedFailurePercentagePath { get; init; }

    /// <summary>Distributed: a prefix of the child executions' names, at most 40 characters.</summary>
    public string? Label { get; init; }

    /// <inheritdoc/>
    public override IEnumerable<StateGraph> Subgraphs => [ItemProcessor];

    /// <summary>Whether items run as child executions.</summary>
    public bool IsDistributed => ItemProcessor.ProcessorConfig?.Mode == ProcessorConfig.Distributed;
}

/// <summary>Reads the items of a distributed Map from a service.</summary>
public sealed record ItemReader
{
    /// <summary>The ARN of the reading integration, for instance <c>arn:aws:states:::s3:getObject</c>.</summary>
    public required string Resource { get; init; }

    /// <summary>JSONPath: the call's parameters.</summary>
    public JsonData? Parameters { get; init; }

    /// <summary>JSONata: the call's parameters.</summary>
    public JsonData? Arguments { get; init; }

    /// <summary>What is read, and how much.</summary>
    public ReaderConfig? ReaderConfig { get; init; }

    /// <inheritdoc cref="StateGraph.Extra"/>
    public DataObject Extra { get; init; } = DataObject.Empty;

    /// <inheritdoc cref="StateGraph.Source"/>
    public SourceNode Source { get; init; }
}

/// <summary>The format of a data set.</summary>
public sealed record ReaderConfig
{
    /// <summary><c>CSV</c>, <c>JSON</c>, <c>JSONL</c>, <c>MANIFEST</c> or <c>PARQUET</c>.</summary>
    public string? InputType { get; init; }

    /// <summary><c>FIRST_ROW</c> or <c>GIVEN</c>.</summary>
    public string? CsvHeaderLocation { get; init; }

    /// <summary>Column names, if given.</summary>
    public ImmutableArray<string>? CsvHeaders { get; init; }

    /// <summary><c>COMMA</c>, <c>PIPE</c>, <c>SEMICOLON</c>, <c>SPACE</c> or <c>TAB</c>.</summary>
    public string? CsvDelimiter { get; init; }

    /// <summary>A JSON pointer to the items inside a JSON file.</summary>
    public string? ItemsPointer { get; init; }

    /// <summary><c>ATHENA_DATA</c> or <c>S3_INVENTORY</c>.</summary>
    public string? ManifestType { get; init; }

    /// <summary>How listed objects are read: <c>NONE</c> or <c>LOAD_AND_FLATTEN</c>.</summary>
    public string? Transformation { get; init; }

    /// <summary>The most items to read.</summary>
    public NumberOrExpression? MaxItems { get; init; }

    /// <summary>JSONPath: where <see cref="MaxItems"/> is found.</summary>
    public string? MaxItemsPath { get; init; }

    /// <inheritdoc cref="StateGraph.Extra"/>
    public DataObject Extra { get; init; } = DataObject.Empty;

    /// <inheritdoc cref="StateGraph.Source"/>
    public SourceNode Source { get; init; }
}

/// <summary>Groups the items of a distributed Map into batches.</summary>
public sealed record ItemBatcher
{
    /// <summary>The most items in one batch.</summary>
    public NumberOrExpression? MaxItemsPerBatch { get; init; }

    /// <summary>JSONPath: where <see cref="MaxItemsPerBatch"/> is found.</summary>
    public string? MaxItemsPerBatchPath { get; init; }

    /// <summary>The most bytes in one batch, up to 262,144.</summary>
    public NumberOrExpression? MaxInputBytesPerBatch { get; init; }

    /// <summary>JSONPath: where <see cref="MaxInputBytesPerBatch"/> is found.</summary>
    public string? MaxInputBytesPerBatchPath { get; init; }

    /// <summary>Data that every batch carries beside its items, a template.</summary>
    public JsonData? BatchInput { get; init; }

    /// <inheritdoc cref="StateGraph.Extra"/>
    public DataObject Extra { get; init; } = DataObject.Empty;

    /// <inheritdoc cref="StateGraph.Source"/>
    public SourceNode Source { get; init; }
}

/// <summary>Writes the results of a distributed Map to a service.</summary>
public sealed record ResultWriter
{
    /// <summary>The ARN of the writing integration, <c>arn:aws:states:::s3:putObject</c>; null if only <see cref="WriterConfig"/> is given.</summary>
    public string? Resource { get; init; }

    /// <summary>JSONPath: the call's parameters.</summary>
    public JsonData? Parameters { get; init; }

    /// <summary>JSONata: the call's parameters.</summary>
    public JsonData? Arguments { get; init; }

    /// <summary>The format of the results.</summary>
    public WriterConfig? WriterConfig { get; init; }

    /// <inheritdoc cref="StateGraph.Extra"/>
    public DataObject Extra { get; init; } = DataObject.Empty;

    /// <inheritdoc cref="StateGraph.Source"/>
    public SourceNode Source { get; init; }
}

/// <summary>The format of a distributed Map's results.</summary>
public sealed record WriterConfig
{
    /// <summary><c>NONE</c>, <c>COMPACT</c> or <c>FLATTEN</c>.</summary>
    public string? Transformation { get; init; }

    /// <summary><c>JSON</c> or <c>JSONL</c>.</summary>
    public string? OutputType { get; init; }

    /// <inheritdoc cref="StateGraph.Extra"/>
    public DataObject Extra { get; init; } = DataObject.Empty;

    /// <inheritdoc cref="StateGraph.Source"/>
    public SourceNode Source { get; init; }
}
