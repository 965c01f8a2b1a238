using System.CommandLine;
using LambdaLift.CatalogueGenerator.Facts;
using LambdaLift.CatalogueGenerator.Models;
using LambdaLift.CatalogueGenerator.Writing;

namespace LambdaLift.CatalogueGenerator;

/// <summary>Writes the embedded resources of the service catalogue.</summary>
internal static class Program
{
    private static int Main(string[] args)
    {
        var models = new Option<string>("--models") { Description = "Compact models (service-models.json.br) or a botocore data directory.", Required = true };
        var facts = new Option<string>("--facts") { Description = "The directory with dotnet-sdk.json, sfn-sdk-services.json and the other gathered facts.", Required = true };
        var overlays = new Option<string>("--overlays") { Description = "The overlays kept in eng/catalogue/overlays.", Required = true };
        var output = new Option<string>("--output") { Description = "The file to write, src/ServiceCatalogue/Resources/catalogue.bin.", Required = true };
        var names = new Option<string>("--names") { Description = "The list of service names to write, src/Analysis/Services/service-names.txt.", Required = true };
        var command = new RootCommand("Generates the service catalogue.") { models, facts, overlays, output, names };
        command.SetAction(result =>
        {
            var source = result.GetRequiredValue(models);
            var services = Directory.Exists(source) ? BotocoreModels.Read(source) : CompactModels.Read(source);
            var entries = new CatalogueGenerator(result.GetRequiredValue(facts), result.GetRequiredValue(overlays)).Generate(services);
            var container = ContainerWriter.Write(entries);
            File.WriteAllBytes(result.GetRequiredValue(output), container);
            File.WriteAllText(result.GetRequiredValue(names), ServiceNamesWriter.Write(services, ServiceFacts.Read(result.GetRequiredValue(facts))));
            Console.WriteLine(
                $"{services.Count} services, {services.Sum(s => s.Operations.Count)} operations: {entries.Sum(e => e.Data.Length)} bytes, {container.Length} compressed");
        });
        return command.Parse(args).Invoke();
    }
}
