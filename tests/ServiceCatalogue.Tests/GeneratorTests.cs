using System.IO.Compression;
using System.Text;
using LambdaLift.CatalogueGenerator.Facts;
using LambdaLift.CatalogueGenerator.Models;
using LambdaLift.ServiceCatalogue.Storage;
using LambdaLift.Tests;

namespace LambdaLift.ServiceCatalogue.Tests;

public sealed class GeneratorTests
{
    /// <summary>The compressed file may differ between versions of the compression library, so the entries are compared.</summary>
    [Fact]
    public void The_embedded_catalogue_is_what_the_generator_makes_of_the_facts()
    {
        var models = CompactModels.Read(SharedData.File("aws/service-models.json.br"));
        var entries = new CatalogueGenerator.CatalogueGenerator(Path.GetDirectoryName(SharedData.File("aws/dotnet-sdk.json"))!, Overlays()).Generate(models);
        var embedded = CatalogueContainer.Embedded("catalogue.bin");

        Assert.Equal(entries.Select(e => e.Name), embedded.Names);
        Assert.Equal([], entries.Where(e => !e.Data.AsSpan().SequenceEqual(embedded.Read(e.Name))).Select(e => e.Name + " is not up to date: run eng/catalogue"));
        Assert.Equal((429, 18_993), (models.Count, models.Sum(m => m.Operations.Count)));
    }

    [Fact]
    public void The_list_of_service_names_is_what_the_generator_makes_of_the_facts()
    {
        var models = CompactModels.Read(SharedData.File("aws/service-models.json.br"));
        var facts = ServiceFacts.Read(Path.GetDirectoryName(SharedData.File("aws/dotnet-sdk.json"))!);
        var list = File.ReadAllText(Path.Combine(Overlays(), "..", "..", "..", "src", "Analysis", "Services", "service-names.txt"));

        Assert.Equal(CatalogueGenerator.Writing.ServiceNamesWriter.Write(models, facts), list);
        Assert.All(
            list.Split('\n', StringSplitOptions.RemoveEmptyEntries).Where(l => l[0] != '#').Select(l => l.Split(' ')),
            e => Assert.Equal(e[1], AwsCatalogue.Default.FindServiceOfDotNetType(e[0])?.Id));
    }

    [Fact]
    public void A_botocore_directory_gives_the_same_as_the_compact_form()
    {
        var directory = Directory.CreateTempSubdirectory("botocore").FullName;
        try
        {
            var version = Directory.CreateDirectory(Path.Combine(directory, "widgets", "2020-01-01")).FullName;
            Directory.CreateDirectory(Path.Combine(directory, "widgets", "2019-01-01"));
            using (var file = File.Create(Path.Combine(version, "service-2.json.gz")))
            using (var gzip = new GZipStream(file, CompressionLevel.Fastest))
                gzip.Write(Encoding.UTF8.GetBytes(Model));

            var service = Assert.Single(BotocoreModels.Read(directory));

            Assert.Equal(("widgets", "Widget Service", "widgets", "rest-json", "2020-01-01"), (service.Id, service.ServiceId, service.EndpointPrefix, service.Protocol, service.ApiVersion));
            Assert.Equal(["Gone", "PutInput", "Size", "Tree", ""], service.Shapes.Select(s => s.Name));
            var input = Assert.IsType<StructureData>(service.Shapes[1]);
            Assert.Equal([("Name", true), ("Size", false), ("Tree", false), ("Body", false)], input.Members.Select(m => (m.Name, m.IsRequired)));
            Assert.True(input.Members[3].Type.IsStreaming);
            Assert.Equal("Body", input.Payload);
            Assert.Equal("gone", Assert.IsType<StructureData>(service.Shapes[0]).ErrorCode);
            Assert.Equal(["S", "L"], Assert.IsType<EnumData>(service.Shapes[2]).Values);
            Assert.Equal([0], service.Operations[0].Errors);
        }
        finally
        {
            Directory.Delete(directory, recursive: true);
        }
    }

    [Fact]
    public void Unknown_services_are_named_by_the_rules()
    {
        var facts = ServiceFacts.Read(Path.GetDirectoryName(SharedData.File("aws/dotnet-sdk.json"))!);

        Assert.Equal("Amazon.WidgetService.AmazonWidgetServiceClient", facts.DotNet("widgets", "AWS Widget Service") is var names ? names.Namespace + "." + names.Client : "");
        Assert.Equal("widget", facts.Sdk("widgets", "AWS Widget Service").Service);
    }

    private const string Model = """
        {
          "metadata": { "serviceId": "Widget Service", "endpointPrefix": "widgets", "protocol": "rest-json" },
          "operations": { "Put": { "name": "Put", "input": { "shape": "PutInput" }, "errors": [ { "shape": "Gone" } ], "deprecated": true } },
          "shapes": {
            "PutInput": {
              "type": "structure", "required": [ "Name" ], "payload": "Body",
              "members": { "Name": { "shape": "Text" }, "Size": { "shape": "Size" }, "Tree": { "shape": "Tree" }, "Body": { "shape": "Bytes", "streaming": true } }
            },
            "Text": { "type": "string" }, "Bytes": { "type": "blob" }, "Size": { "type": "string", "enum": [ "S", "L" ] },
            "Tree": { "type": "structure", "members": { "Children": { "shape": "Trees" } } },
            "Trees": { "type": "list", "member": { "shape": "Tree" } },
            "Gone": { "type": "structure", "members": {}, "exception": true, "error": { "code": "gone" } },
            "Unreached": { "type": "structure", "members": {} }
          }
        }
        """;

    private static string Overlays()
    {
        for (var directory = new DirectoryInfo(AppContext.BaseDirectory); directory is not null; directory = directory.Parent)
        {
            var overlays = Path.Combine(directory.FullName, "eng", "catalogue", "overlays");
            if (Directory.Exists(overlays))
                return overlays;
        }
        throw new DirectoryNotFoundException("eng/catalogue/overlays is not above the tests.");
    }
}
