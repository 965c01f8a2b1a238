using System.Globalization;
using System.Text.Json;
using LambdaLift.CatalogueGenerator.Models;

namespace LambdaLift.CatalogueGenerator.Facts;

/// <summary>The HTTP statuses of modelled errors other than 400: <c>overlays/error-statuses.json</c>, <c>{ service: { status: [error, …] } }</c>.</summary>
internal sealed class ErrorStatuses
{
    private readonly Dictionary<(string Service, string Error), int> _statuses = [];

    public static ErrorStatuses Read(string path)
    {
        using var document = JsonDocument.Parse(File.ReadAllBytes(path), new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip });
        var statuses = new ErrorStatuses();
        foreach (var service in document.RootElement.EnumerateObject())
        {
            foreach (var status in service.Value.EnumerateObject())
            {
                foreach (var error in status.Value.EnumerateArray())
                    statuses._statuses.Add((service.Name, error.GetString()!), int.Parse(status.Name, CultureInfo.InvariantCulture));
            }
        }

        return statuses;
    }

    /// <summary>The model with the statuses of its errors.</summary>
    public ServiceData Complete(ServiceData service) => service with
    {
        Shapes = service.Shapes.Select(shape => shape is StructureData { IsError: true } error && _statuses.TryGetValue((service.Id, error.Name), out var status) ? error with { HttpStatus = status } : shape).ToList(),
    };
}
