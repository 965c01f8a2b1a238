namespace LambdaLift.StatesLanguage.Model.Reading;

/// <summary>Reads Map states, inline and distributed.</summary>
internal static class MapStateReader
{
    private static readonly ItemProcessor NoProcessor = new() { StartAt = "", States = StateMap.Empty };

    public static MapState Read(ObjectReader r, string name)
    {
        // With both spellings present (which the validator refuses) ItemProcessor counts and the other stays among the unknown fields.
        var usesIterator = r.Has("Iterator") && !r.Has("ItemProcessor");
        var processor = r.Node(usesIterator ? "Iterator" : "ItemProcessor", "an item processor", GraphReader.ReadProcessor);
        if (!r.Has("Iterator") && !r.Has("ItemProcessor"))
        {
            r.Missing("ItemProcessor");
        }

        return new MapState
        {
            Name = name,
            Comment = r.String("Comment"),
            QueryLanguage = StateReader.ReadQueryLanguage(r),
            InputPath = r.PathField("InputPath"),
            Parameters = r.Any("Parameters"),
            ItemsPath = r.String("ItemsPath"),
            Items = r.Any("Items"),
            ItemSelector = r.Any("ItemSelector"),
            ItemReader = r.Node("ItemReader", "an ItemReader", ItemReader),
            ItemBatcher = r.Node("ItemBatcher", "an ItemBatcher", ItemBatcher),
            ItemProcessor = processor ?? NoProcessor,
            UsesIterator = usesIterator,
            ResultWriter = r.Node("ResultWriter", "a ResultWriter", ResultWriter),
            MaxConcurrency = r.NumberOrExpression("MaxConcurrency"),
            MaxConcurrencyPath = r.String("MaxConcurrencyPath"),
            ToleratedFailureCount = r.NumberOrExpression("ToleratedFailureCount"),
            ToleratedFailureCountPath = r.String("ToleratedFailureCountPath"),
            ToleratedFailurePercentage = r.NumberOrExpression("ToleratedFailurePercentage"),
            ToleratedFailurePercentagePath = r.String("ToleratedFailurePercentagePath"),
            Label = r.String("Label"),
            ResultSelector = r.Any("ResultSelector"),
            ResultPath = r.PathField("ResultPath"),
            OutputPath = r.PathField("OutputPath"),
            Assign = r.Object("Assign"),
            Output = r.Any("Output"),
            Retry = r.Nodes("Retry", "a retrier", StateReader.Retrier),
            Catch = r.Nodes("Catch", "a catcher", StateReader.Catcher),
            Next = r.String("Next"),
            End = r.Flag("End"),
            Extra = r.Rest(),
            Source = r.Source,
        };
    }

    private static ItemReader ItemReader(ObjectReader r) => new()
    {
        Resource = r.RequiredString("Resource"),
        Parameters = r.Any("Parameters"),
        Arguments = r.Any("Arguments"),
        ReaderConfig = r.Node("ReaderConfig", "a ReaderConfig", config => new ReaderConfig
        {
            InputType = config.String("InputType"),
            CsvHeaderLocation = config.String("CSVHeaderLocation"),
            CsvHeaders = config.Strings("CSVHeaders"),
            CsvDelimiter = config.String("CSVDelimiter"),
            ItemsPointer = config.String("ItemsPointer"),
            ManifestType = config.String("ManifestType"),
            Transformation = config.String("Transformation"),
            MaxItems = config.NumberOrExpression("MaxItems"),
            MaxItemsPath = config.String("MaxItemsPath"),
            Extra = config.Rest(),
            Source = config.Source,
        }),
        Extra = r.Rest(),
        Source = r.Source,
    };

    private static ItemBatcher ItemBatcher(ObjectReader r) => new()
    {
        MaxItemsPerBatch = r.NumberOrExpression("MaxItemsPerBatch"),
        MaxItemsPerBatchPath = r.String("MaxItemsPerBatchPath"),
        MaxInputBytesPerBatch = r.NumberOrExpression("MaxInputBytesPerBatch"),
        MaxInputBytesPerBatchPath = r.String("MaxInputBytesPerBatchPath"),
        BatchInput = r.Any("BatchInput"),
        Extra = r.Rest(),
        Source = r.Source,
    };

    private static ResultWriter ResultWriter(ObjectReader r) => new()
    {
        Resource = r.String("Resource"),
        Parameters = r.Any("Parameters"),
        Arguments = r.Any("Arguments"),
        WriterConfig = r.Node("WriterConfig", "a WriterConfig", config => new WriterConfig
        {
            Transformation = config.String("Transformation"),
            OutputType = config.String("OutputType"),
            Extra = config.Rest(),
            Source = config.Source,
        }),
        Extra = r.Rest(),
        Source = r.Source,
    };
}
