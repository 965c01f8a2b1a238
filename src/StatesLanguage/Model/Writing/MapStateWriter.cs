using LambdaLift.StatesLanguage.Json;

namespace LambdaLift.StatesLanguage.Model.Writing;

/// <summary>Writes Map states.</summary>
internal static class MapStateWriter
{
    public static DataObject Write(MapState map) => StateWriter.FinishFallible(
        StateWriter.Start(map)
            .Path("InputPath", map.InputPath)
            .Text("ItemsPath", map.ItemsPath)
            .Field("Items", map.Items)
            .Field("ItemReader", map.ItemReader is { } reader ? Reader(reader) : null)
            .Field("Parameters", map.Parameters)
            .Field("ItemSelector", map.ItemSelector)
            .Field("ItemBatcher", map.ItemBatcher is { } batcher ? Batcher(batcher) : null)
            .Number("MaxConcurrency", map.MaxConcurrency)
            .Text("MaxConcurrencyPath", map.MaxConcurrencyPath)
            .Number("ToleratedFailureCount", map.ToleratedFailureCount)
            .Text("ToleratedFailureCountPath", map.ToleratedFailureCountPath)
            .Number("ToleratedFailurePercentage", map.ToleratedFailurePercentage)
            .Text("ToleratedFailurePercentagePath", map.ToleratedFailurePercentagePath)
            .Text("Label", map.Label)
            .Field(map.UsesIterator ? "Iterator" : "ItemProcessor", IsMissing(map.ItemProcessor) ? null : GraphWriter.Processor(map.ItemProcessor))
            .Field("ResultWriter", map.ResultWriter is { } writer ? Writer(writer) : null),
        map);

    // The reader's stand-in for a processor that a definition lacks.
    private static bool IsMissing(ItemProcessor processor) =>
        processor.StartAt.Length == 0 && processor.States.Count == 0 && processor.Source.Json is null;

    private static DataObject Reader(ItemReader reader) => new ObjectWriter()
        .Required("Resource", reader.Resource)
        .Field("ReaderConfig", reader.ReaderConfig is { } config ? ReaderConfig(config) : null)
        .Field("Parameters", reader.Parameters)
        .Field("Arguments", reader.Arguments)
        .End(reader.Extra);

    private static DataObject ReaderConfig(ReaderConfig config)
    {
        var writer = new ObjectWriter()
            .Text("InputType", config.InputType)
            .Text("Transformation", config.Transformation)
            .Text("CSVDelimiter", config.CsvDelimiter)
            .Text("CSVHeaderLocation", config.CsvHeaderLocation);
        if (config.CsvHeaders is { } headers)
        {
            writer.Texts("CSVHeaders", headers);
        }

        return writer
            .Text("ItemsPointer", config.ItemsPointer)
            .Text("ManifestType", config.ManifestType)
            .Number("MaxItems", config.MaxItems)
            .Text("MaxItemsPath", config.MaxItemsPath)
            .End(config.Extra);
    }

    private static DataObject Batcher(ItemBatcher batcher) => new ObjectWriter()
        .Number("MaxItemsPerBatch", batcher.MaxItemsPerBatch)
        .Text("MaxItemsPerBatchPath", batcher.MaxItemsPerBatchPath)
        .Number("MaxInputBytesPerBatch", batcher.MaxInputBytesPerBatch)
        .Text("MaxInputBytesPerBatchPath", batcher.MaxInputBytesPerBatchPath)
        .Field("BatchInput", batcher.BatchInput)
        .End(batcher.Extra);

    private static DataObject Writer(ResultWriter writer) => new ObjectWriter()
        .Text("Resource", writer.Resource)
        .Field("Parameters", writer.Parameters)
        .Field("Arguments", writer.Arguments)
        .Field("WriterConfig", writer.WriterConfig is not { } config ? null : new ObjectWriter()
            .Text("Transformation", config.Transformation)
            .Text("OutputType", config.OutputType)
            .End(config.Extra))
        .End(writer.Extra);
}
