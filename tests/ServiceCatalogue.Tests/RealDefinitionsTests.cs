using System.Text.Json;
using LambdaLift.Tests;

namespace LambdaLift.ServiceCatalogue.Tests;

/// <summary>The catalogue against the definitions of real applications.</summary>
public sealed class RealDefinitionsTests
{
    private static readonly AwsCatalogue Catalogue = AwsCatalogue.Default;

    // See docs/service-catalogue.md, "Disagreements".
    private static readonly string[] Explained =
    [
        "lookout-for-vision-inference-sam/statemachine/statemachine.asl.json: The service 'lookoutvision' has been retired by AWS; its operations are not known any more.",
    ];

    [Fact]
    public void Every_resource_is_recognised_and_every_parameter_is_known()
    {
        var resources = new SortedDictionary<string, int>(StringComparer.Ordinal);
        var disagreements = new SortedSet<string>(StringComparer.Ordinal);
        var parameters = 0;
        foreach (var line in SharedData.ReadLines("conformance/real-definitions.jsonl"))
        {
            using var document = JsonDocument.Parse(line);
            var name = document.RootElement.GetProperty("name").GetString()!;
            foreach (var task in Tasks(document.RootElement.GetProperty("definition")))
            {
                var resource = task.GetProperty("Resource").GetString()!;
                if (!resource.StartsWith("arn:aws:states:::", StringComparison.Ordinal))
                    continue;
                resources[resource] = resources.GetValueOrDefault(resource) + 1;
                if (!Catalogue.TryParseResource(resource, out var parsed, out var problem))
                    disagreements.Add($"{name}: {problem}");
                else if (parsed.Integration is { } integration)
                    parameters += CheckParameters(task, integration, name, disagreements);
            }
        }
        TestContext.Current.TestOutputHelper?.WriteLine($"{resources.Values.Sum()} tasks, {resources.Count} resources, {parameters} parameters, {disagreements.Count} disagreements");

        Assert.Equal(Explained, disagreements);
        Assert.True(parameters > 1_500);
    }

    private static IEnumerable<JsonElement> Tasks(JsonElement element)
    {
        if (element.ValueKind == JsonValueKind.Object)
        {
            if (element.TryGetProperty("Resource", out var resource) && resource.ValueKind == JsonValueKind.String)
                yield return element;
            foreach (var task in element.EnumerateObject().SelectMany(p => Tasks(p.Value)))
                yield return task;
        }
        else if (element.ValueKind == JsonValueKind.Array)
        {
            foreach (var task in element.EnumerateArray().SelectMany(Tasks))
                yield return task;
        }
    }

    private static int CheckParameters(JsonElement task, StepFunctionsIntegration integration, string name, SortedSet<string> disagreements)
    {
        var count = 0;
        foreach (var field in new[] { "Parameters", "Arguments" })
        {
            if (!task.TryGetProperty(field, out var value) || value.ValueKind != JsonValueKind.Object)
                continue;
            foreach (var parameter in value.EnumerateObject())
            {
                count++;
                var bare = parameter.Name.EndsWith(".$", StringComparison.Ordinal) ? parameter.Name[..^2] : parameter.Name;
                if (integration.Parameters is null && integration.Operation?.Input is null ? false : !integration.AcceptsParameter(bare))
                    disagreements.Add($"{name}: {integration.Resource} {bare}");
                else if (integration.HasApiParameters && integration.Operation?.Input is { } input)
                    count += CheckNested(parameter.Value, input.Members.First(m => m.NameFor(integration.Kind) == bare).Shape, integration, name, bare, disagreements);
            }
        }
        return count;
    }

    private static int CheckNested(JsonElement value, Shape shape, StepFunctionsIntegration integration, string name, string path, SortedSet<string> disagreements)
    {
        var count = 0;
        if (value.ValueKind == JsonValueKind.Object && shape.Kind == ShapeKind.Structure)
        {
            foreach (var property in value.EnumerateObject())
            {
                count++;
                var bare = property.Name.EndsWith(".$", StringComparison.Ordinal) ? property.Name[..^2] : property.Name;
                if (shape.Members.FirstOrDefault(m => m.NameFor(integration.Kind) == bare) is { } member)
                    count += CheckNested(property.Value, member.Shape, integration, name, path + "." + bare, disagreements);
                else
                    disagreements.Add($"{name}: {integration.Resource} {path}.{bare}");
            }
        }
        else if (value.ValueKind == JsonValueKind.Object && shape.Kind == ShapeKind.Map)
        {
            count += value.EnumerateObject().Sum(p => CheckNested(p.Value, shape.Value!, integration, name, path, disagreements));
        }
        else if (value.ValueKind == JsonValueKind.Array && shape.Kind == ShapeKind.List)
        {
            count += value.EnumerateArray().Sum(i => CheckNested(i, shape.Element!, integration, name, path, disagreements));
        }
        return count;
    }
}
