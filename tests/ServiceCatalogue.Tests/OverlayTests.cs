namespace LambdaLift.ServiceCatalogue.Tests;

/// <summary>Every overlay names things that the service model has.</summary>
public sealed class OverlayTests
{
    private static readonly AwsCatalogue Catalogue = AwsCatalogue.Default;

    [Fact]
    public void Every_class_of_every_service_has_its_properties()
    {
        var classes = 0;
        var properties = 0;
        foreach (var service in Catalogue.Services)
        {
            var names = service.DotNet.Classes.ToDictionary(c => c.Name);
            foreach (var type in names.Values)
            {
                classes++;
                properties += type.Properties.Count;
                var covered = type.Properties.SelectMany(p => p.Conversion == DotNetConversion.Whole ? type.Shape!.Members : p.Path.Take(1)).Select(m => m.Name).Concat(type.AbsentMembers.Keys).ToHashSet();
                Assert.All(type.Shape?.Members ?? [], m => Assert.Contains(m.Name, covered));
            }
            Assert.All(service.Model.DotNet.Properties.Keys, k => Assert.Contains(k.Split('@')[0], names.Keys));
            Assert.All(service.Model.DotNet.Operations.Keys.Concat(service.Model.DotNet.AbsentOperations.Keys).Concat(service.Model.DotNet.Overloads.Keys), o => Assert.NotNull(service.FindOperation(o)));
            Assert.All(service.Model.DotNet.Classes.Keys, s => Assert.NotNull(service.FindShape(s)));
            foreach (var (operation, overloads) in service.Model.DotNet.Overloads)
            {
                var request = service.FindOperation(operation)!.DotNet.Request;
                Assert.All(overloads.SelectMany(o => o.Parameters), p => Assert.True(request.FindProperty(p.Property) is not null, $"{request.FullName}.{p.Property}"));
            }
        }
        TestContext.Current.TestOutputHelper?.WriteLine($"{classes} classes, {properties} properties");
        Assert.True(classes > 79_000);
    }

    [Fact]
    public void Value_forms_name_members_that_exist()
    {
        foreach (var integration in Catalogue.OptimizedIntegrations.Where(i => i.HasApiParameters))
        {
            Assert.NotNull(integration.Operation);
            Assert.All(integration.JsonPaths(isResult: false), p => Assert.NotNull(integration.Operation.Input!.FindMember(p)));
            Assert.All(integration.JsonPaths(isResult: true), p => Assert.NotNull(integration.Operation.Output!.FindMember(p)));
        }
    }

    [Fact]
    public void Older_sdk_versions_have_a_second_property_for_points_in_time()
    {
        var request = Catalogue.FindClass("Amazon.CloudWatch.Model.GetMetricDataRequest")!;

        Assert.Equal("StartTime", request.FindProperty("StartTimeUtc")!.Path[0].Name);
        Assert.Equal("StartTime", request.FindProperty("StartTime")!.Path[0].Name);
    }

    [Fact]
    public void The_accepted_parameters_of_optimized_integrations_are_members_of_the_operation()
    {
        foreach (var integration in Catalogue.OptimizedIntegrations.Where(i => i is { HasApiParameters: true, Parameters: not null }))
        {
            var members = integration.Operation!.Input!.Members.Select(m => m.OptimizedName).ToHashSet();
            // Bedrock reads and writes S3 objects for the caller.
            var own = integration.Service == "bedrock" ? new[] { "Input", "Output", "GuardrailIdentifier", "GuardrailVersion", "Trace" } : [];
            Assert.All(integration.Parameters!, p => Assert.True(members.Contains(p) || own.Contains(p), $"{integration}: {p}"));
        }
    }
}
