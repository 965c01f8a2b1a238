using System.Globalization;
using LambdaLift.StatesLanguage.Json;
using LambdaLift.StatesLanguage.Model;

namespace LambdaLift.Interpreter.DistributedMap;

/// <summary>
/// The results of a distributed Map in the three forms of a <c>WriterConfig</c>.
/// Source: https://docs.aws.amazon.com/step-functions/latest/dg/input-output-resultwriter.html.
/// </summary>
public static class ResultFormat
{
    /// <summary>The results as the state's own output, for a <c>ResultWriter</c> without a resource.</summary>
    /// <param name="config">The configuration; null: <c>COMPACT</c>.</param>
    /// <param name="children">The child executions, in order.</param>
    public static JsonData Inline(WriterConfig? config, IReadOnlyList<ChildExecution> children)
    {
        ArgumentNullException.ThrowIfNull(children);
        var results = new DataArrayBuilder(children.Count);
        foreach (ChildExecution child in children)
        {
            switch (config?.Transformation)
            {
                case "NONE":
                    results.Add(Describe(child));
                    break;
                case "FLATTEN" when child.Output is DataArray array:
                    foreach (JsonData item in array) results.Add(item);
                    break;
                default:
                    if (child.Output is not null) results.Add(child.Output);
                    break;
            }
        }

        return results.Build();
    }

    /// <summary>A child execution with its metadata; input and output are JSON text, as in the files that AWS writes.</summary>
    public static DataObject Describe(ChildExecution child)
    {
        ArgumentNullException.ThrowIfNull(child);
        var description = new DataObjectBuilder(8);
        description.Set("Name", child.Index.ToString(CultureInfo.InvariantCulture));
        description.Set("Input", child.Input.ToJson());
        description.Set("InputDetails", JsonData.Object(("Included", JsonData.True)));
        if (child.Output is not null)
        {
            description.Set("Output", child.Output.ToJson());
            description.Set("OutputDetails", JsonData.Object(("Included", JsonData.True)));
        }

        if (child.Error is not null) description.Set("Error", child.Error);
        if (child.Cause is not null) description.Set("Cause", child.Cause);
        description.Set("Status", child.Status == ExecutionStatus.Succeeded ? "SUCCEEDED" : "FAILED");
        return description.Build();
    }
}
