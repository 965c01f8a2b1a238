using LambdaLift.StatesLanguage.Model;

namespace LambdaLift.StatesLanguage.Validation;

/// <summary>What only Map states have.</summary>
internal static class MapChecks
{
    private const int MaxLabelLength = 40;
    private const string ForbiddenInLabels = "?*<>{}[]:;,\\|^~$#%&`\"/ \t\r\n";

    private static readonly string[] DistributedFields =
        ["ItemReader", "ItemBatcher", "ResultWriter", "Label", "ToleratedFailureCount", "ToleratedFailureCountPath", "ToleratedFailurePercentage", "ToleratedFailurePercentagePath"];

    public static void Check(Findings findings, StateSite site, MapState map, AslValidationOptions options)
    {
        var place = site.Place;
        StateChecks.Exclusive(findings, place, "ItemProcessor", "Iterator");
        StateChecks.Exclusive(findings, place, "Parameters", "ItemSelector");
        StateChecks.Exclusive(findings, place, "Items", "ItemsPath");
        StateChecks.Exclusive(findings, place, "MaxConcurrency", "MaxConcurrencyPath");
        StateChecks.Exclusive(findings, place, "ToleratedFailureCount", "ToleratedFailureCountPath");
        StateChecks.Exclusive(findings, place, "ToleratedFailurePercentage", "ToleratedFailurePercentagePath");
        NumberChecks.Check(findings, place, site.IsJsonata, "MaxConcurrency", map.MaxConcurrency, NumberRange.Count);
        NumberChecks.Check(findings, place, site.IsJsonata, "ToleratedFailureCount", map.ToleratedFailureCount, NumberRange.Count);
        NumberChecks.Check(findings, place, site.IsJsonata, "ToleratedFailurePercentage", map.ToleratedFailurePercentage, NumberRange.Percentage);
        Processor(findings, site, map, options);
        Label(findings, place, map.Label);
        Reader(findings, site, map.ItemReader, options);
        Batcher(findings, site, map.ItemBatcher);
        Writer(findings, site, map.ResultWriter, options);
    }

    private static void Processor(Findings findings, StateSite site, MapState map, AslValidationOptions options)
    {
        if (!map.IsDistributed)
        {
            foreach (var field in DistributedFields.Where(site.Place.Has))
            {
                findings.Add(AslRules.DistributedOnly, site.Place.Field(field), field);
            }
        }
        else if (options.Type == WorkflowType.Express)
        {
            findings.Add(AslRules.NotInExpress, site.Place, "distributed Map states");
        }

        if (map.ItemProcessor.ProcessorConfig is not { } config)
        {
            return;
        }

        var place = site.Place.Field(map.UsesIterator ? "Iterator" : "ItemProcessor").Field("ProcessorConfig");
        OneOf(findings, place, "Mode", config.Mode, ProcessorConfig.Inline, ProcessorConfig.Distributed);
        OneOf(findings, place, "ExecutionType", config.ExecutionType, "STANDARD", "EXPRESS");
        if (map.IsDistributed && config.ExecutionType is null && !config.Extra.ContainsKey("ExecutionType"))
        {
            findings.Add(AslRules.MissingField, place, "ExecutionType", "the ProcessorConfig of a distributed Map");
        }
        else if (!map.IsDistributed && config.ExecutionType is not null)
        {
            findings.Add(AslRules.DistributedOnly, place.Field("ExecutionType"), "ExecutionType");
        }
    }

    private static void Label(Findings findings, Place place, string? label)
    {
        if (label is null)
        {
            return;
        }

        if (label.Length > MaxLabelLength)
        {
            findings.Add(AslRules.NameTooLong, place.Field("Label"), "label", label, MaxLabelLength);
        }

        if (!Substitutions.Occur(label) && label.Any(c => char.IsControl(c) || ForbiddenInLabels.Contains(c)))
        {
            findings.Add(AslRules.InvalidLabel, place.Field("Label"), label);
        }
    }

    private static void Reader(Findings findings, StateSite site, ItemReader? reader, AslValidationOptions options)
    {
        if (reader is null)
        {
            return;
        }

        var place = site.Place.Field("ItemReader");
        StateChecks.Dialect(findings, place, site.IsJsonata);
        if (reader.Resource.Length > 0)
        {
            TaskChecks.Resource(findings, place.Field("Resource"), reader.Resource, options);
        }

        if (reader.ReaderConfig is not { } config)
        {
            return;
        }

        var at = place.Field("ReaderConfig");
        StateChecks.Dialect(findings, at, site.IsJsonata);
        StateChecks.Exclusive(findings, at, "MaxItems", "MaxItemsPath");
        NumberChecks.Check(findings, at, site.IsJsonata, "MaxItems", config.MaxItems, NumberRange.Count);
        OneOf(findings, at, "InputType", config.InputType, "CSV", "JSON", "JSONL", "MANIFEST", "PARQUET");
        OneOf(findings, at, "CSVHeaderLocation", config.CsvHeaderLocation, "FIRST_ROW", "GIVEN");
        OneOf(findings, at, "CSVDelimiter", config.CsvDelimiter, "COMMA", "PIPE", "SEMICOLON", "SPACE", "TAB");
        OneOf(findings, at, "ManifestType", config.ManifestType, "ATHENA_DATA", "S3_INVENTORY");
        OneOf(findings, at, "Transformation", config.Transformation, "NONE", "LOAD_AND_FLATTEN");
        if (config is { CsvHeaderLocation: "GIVEN", CsvHeaders: null })
        {
            findings.Add(AslRules.MissingField, at, "CSVHeaders", "a ReaderConfig whose CSVHeaderLocation is GIVEN");
        }
    }

    private static void Batcher(Findings findings, StateSite site, ItemBatcher? batcher)
    {
        if (batcher is null)
        {
            return;
        }

        var place = site.Place.Field("ItemBatcher");
        StateChecks.Dialect(findings, place, site.IsJsonata);
        StateChecks.Exclusive(findings, place, "MaxItemsPerBatch", "MaxItemsPerBatchPath");
        StateChecks.Exclusive(findings, place, "MaxInputBytesPerBatch", "MaxInputBytesPerBatchPath");
        NumberChecks.Check(findings, place, site.IsJsonata, "MaxItemsPerBatch", batcher.MaxItemsPerBatch, NumberRange.PositiveCount);
        NumberChecks.Check(findings, place, site.IsJsonata, "MaxInputBytesPerBatch", batcher.MaxInputBytesPerBatch, NumberRange.BatchBytes);
    }

    private static void Writer(Findings findings, StateSite site, ResultWriter? writer, AslValidationOptions options)
    {
        if (writer is null)
        {
            return;
        }

        var place = site.Place.Field("ResultWriter");
        StateChecks.Dialect(findings, place, site.IsJsonata);
        if (writer.Resource is { } resource)
        {
            TaskChecks.Resource(findings, place.Field("Resource"), resource, options);
        }
        else if (writer.WriterConfig is null && !writer.Extra.ContainsKey("Resource"))
        {
            findings.Add(AslRules.MissingField, place, "Resource", "a ResultWriter without WriterConfig");
        }

        if (writer.WriterConfig is { } config)
        {
            OneOf(findings, place.Field("WriterConfig"), "Transformation", config.Transformation, "NONE", "COMPACT", "FLATTEN");
            OneOf(findings, place.Field("WriterConfig"), "OutputType", config.OutputType, "JSON", "JSONL");
        }
    }

    private static void OneOf(Findings findings, Place place, string field, string? value, params string[] allowed)
    {
        if (value is not null && !allowed.Contains(value) && !Substitutions.Occur(value))
        {
            findings.Add(AslRules.UnknownValue, place.Field(field), field, "[" + string.Join(", ", allowed) + "]");
        }
    }
}
