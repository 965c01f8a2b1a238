using LambdaLift.Interpreter.DistributedMap;
using LambdaLift.Interpreter.Runtime;
using LambdaLift.StatesLanguage.Json;
using LambdaLift.StatesLanguage.Model;

namespace LambdaLift.Interpreter.DataFlow;

/// <summary>A field that holds text, or says where text is found: <c>Error</c> and <c>Cause</c>.</summary>
internal delegate string? TextEvaluator(StateFrame frame);

/// <summary>A field that holds a whole number, or says where one is found.</summary>
internal delegate int? IntegerEvaluator(StateFrame frame);

/// <summary>A field that holds a number of seconds, or says where one is found.</summary>
internal delegate TimeSpan? SecondsEvaluator(StateFrame frame);

/// <summary>A field that holds or finds the items of a Map.</summary>
internal delegate DataArray ItemsEvaluator(StateFrame frame);

/// <summary>When a Wait state ends.</summary>
internal delegate DateTimeOffset WaitEvaluator(StateFrame frame, DateTimeOffset now);

/// <summary>What a Task state has beside its arguments.</summary>
internal sealed record TaskFields(SecondsEvaluator? Timeout, SecondsEvaluator? Heartbeat, Evaluator? Credentials);

/// <summary>What both kinds of Map states have.</summary>
internal sealed record MapFields(ItemsEvaluator Items, Evaluator? ItemSelector, IntegerEvaluator? MaxConcurrency)
{
    /// <summary>The input of one iteration; <c>$$.Map</c> stands for the item while the selector runs.</summary>
    public JsonData ItemInput(StateFrame frame, JsonData item, DataObject mapItem)
    {
        if (ItemSelector is null) return item;
        frame.MapItem = mapItem;
        try
        {
            return ItemSelector(frame, frame.Input);
        }
        finally
        {
            frame.MapItem = null;
        }
    }
}

/// <summary>What a distributed Map has beside <see cref="MapFields"/>.</summary>
internal sealed record DistributedMapFields
{
    public required StateMachineType ChildType { get; init; }

    public string? Label { get; init; }

    public ItemReaderFields? Reader { get; init; }

    public ItemBatcherFields? Batcher { get; init; }

    public ResultWriterFields? Writer { get; init; }

    public required Func<StateFrame, FailureTolerance> Tolerance { get; init; }
}

/// <summary>An <c>ItemReader</c>.</summary>
internal sealed record ItemReaderFields(string Resource, Func<StateFrame, JsonData> Parameters, ReaderConfig? Config, IntegerEvaluator? MaxItems);

/// <summary>A <c>ResultWriter</c>; without a resource it only says how the results look.</summary>
internal sealed record ResultWriterFields(string? Resource, Func<StateFrame, JsonData> Parameters, WriterConfig? Config);

/// <summary>An <c>ItemBatcher</c>.</summary>
internal sealed record ItemBatcherFields(IntegerEvaluator? MaxItems, IntegerEvaluator? MaxBytes, Func<StateFrame, JsonData>? BatchInput)
{
    // https://docs.aws.amazon.com/step-functions/latest/dg/input-output-itembatcher.html: a child's input is at most 256 KiB.
    private const int MostBytes = 262_144;

    /// <summary>The inputs of the child executions: <c>{"BatchInput": …, "Items": […]}</c>.</summary>
    public DataArray Batch(StateFrame frame, DataArray items)
    {
        int most = MaxItems?.Invoke(frame) ?? int.MaxValue;
        int bytes = MaxBytes?.Invoke(frame) ?? MostBytes;
        if (most <= 0) most = int.MaxValue;
        if (bytes <= 0 || bytes > MostBytes) bytes = MostBytes;
        JsonData? shared = BatchInput?.Invoke(frame);
        // The frame around the items: {"BatchInput":…,"Items":[…]}.
        int frameBytes = (shared is null ? 0 : DataSize.Count(shared, MostBytes) + "\"BatchInput\":,".Length) + "{\"Items\":[]}".Length;
        var batches = new DataArrayBuilder();
        var batch = new DataArrayBuilder();
        int size = frameBytes;
        foreach (JsonData item in items)
        {
            int itemBytes = DataSize.Count(item, MostBytes) + 1;
            if (batch.Count > 0 && (batch.Count == most || size + itemBytes > bytes))
            {
                batches.Add(Wrap(batch.Build(), shared));
                batch = new DataArrayBuilder();
                size = frameBytes;
            }

            batch.Add(item);
            size += itemBytes;
        }

        if (batch.Count > 0) batches.Add(Wrap(batch.Build(), shared));
        return batches.Build();
    }

    private static DataObject Wrap(DataArray items, JsonData? shared) =>
        shared is null ? JsonData.Object(("Items", items)) : JsonData.Object(("BatchInput", shared), ("Items", items));
}
