using LambdaLift.StatesLanguage.Model;

namespace LambdaLift.StatesLanguage.Validation;

/// <summary>Paths and payload templates of a JSONPath state, field by field.</summary>
internal static class JsonPathStateChecks
{
    public static void Check(Findings findings, StateSite site)
    {
        var place = site.Place;
        if (site.State is InputOutputState state)
        {
            Query(state.InputPath, "InputPath");
            Query(state.OutputPath, "OutputPath");
        }

        if (site.State is not ChoiceState and not FailState and not SucceedState)
        {
            TemplateChecks.Check(findings, site, place, "Assign");
        }

        switch (site.State)
        {
            case PassState pass:
                Template("Parameters");
                PathChecks.Target(findings, site, place, "ResultPath", pass.ResultPath.Path);
                break;
            case WaitState wait:
                PathChecks.Reference(findings, site, place, "SecondsPath", wait.SecondsPath);
                PathChecks.Reference(findings, site, place, "TimestampPath", wait.TimestampPath);
                break;
            case FailState fail:
                PathChecks.ReferenceOrIntrinsic(findings, site, place, "ErrorPath", fail.ErrorPath);
                PathChecks.ReferenceOrIntrinsic(findings, site, place, "CausePath", fail.CausePath);
                break;
            case ChoiceState choice:
                Choice(findings, site, choice);
                break;
            case TaskState task:
                Template("Credentials");
                PathChecks.Reference(findings, site, place, "TimeoutSecondsPath", task.TimeoutSecondsPath);
                PathChecks.Reference(findings, site, place, "HeartbeatSecondsPath", task.HeartbeatSecondsPath);
                break;
            case MapState map:
                Map(findings, site, map);
                break;
        }

        if (site.State is FallibleState fallible)
        {
            Template("Parameters");
            Template("ResultSelector");
            PathChecks.Target(findings, site, place, "ResultPath", fallible.ResultPath.Path);
            for (var i = 0; i < fallible.Catch.Length; i++)
            {
                var catcher = place.Field("Catch").Item(i);
                PathChecks.Target(findings, site, catcher, "ResultPath", fallible.Catch[i].ResultPath.Path);
                TemplateChecks.Check(findings, site, catcher, "Assign");
            }
        }

        void Template(string field) => TemplateChecks.Check(findings, site, place, field);

        void Query(PathField path, string field)
        {
            if (path.Path is { } text)
            {
                PathChecks.Path(findings, site, place, field, text);
            }
        }
    }

    private static void Choice(Findings findings, StateSite site, ChoiceState choice)
    {
        TemplateChecks.Check(findings, site, site.Place, "Assign");
        for (var i = 0; i < choice.Choices.Length; i++)
        {
            TemplateChecks.Check(findings, site, site.Place.Field("Choices").Item(i), "Assign");
        }
    }

    private static void Map(Findings findings, StateSite site, MapState map)
    {
        var place = site.Place;
        TemplateChecks.Check(findings, site, place, "ItemSelector");
        PathChecks.Reference(findings, site, place, "ItemsPath", map.ItemsPath);
        PathChecks.Reference(findings, site, place, "MaxConcurrencyPath", map.MaxConcurrencyPath);
        PathChecks.Reference(findings, site, place, "ToleratedFailureCountPath", map.ToleratedFailureCountPath);
        PathChecks.Reference(findings, site, place, "ToleratedFailurePercentagePath", map.ToleratedFailurePercentagePath);
        if (map.ItemReader is { } reader)
        {
            TemplateChecks.Check(findings, site, place.Field("ItemReader"), "Parameters");
            PathChecks.Reference(findings, site, place.Field("ItemReader").Field("ReaderConfig"), "MaxItemsPath", reader.ReaderConfig?.MaxItemsPath);
        }

        if (map.ItemBatcher is { } batcher)
        {
            var at = place.Field("ItemBatcher");
            TemplateChecks.Check(findings, site, at, "BatchInput");
            PathChecks.Reference(findings, site, at, "MaxItemsPerBatchPath", batcher.MaxItemsPerBatchPath);
            PathChecks.Reference(findings, site, at, "MaxInputBytesPerBatchPath", batcher.MaxInputBytesPerBatchPath);
        }

        if (map.ResultWriter is not null)
        {
            TemplateChecks.Check(findings, site, place.Field("ResultWriter"), "Parameters");
        }
    }
}
