namespace LambdaLift.ServiceCatalogue.Storage;

/// <summary>The names of the entries in the catalogue's container.</summary>
internal static class CatalogueEntries
{
    public const string Index = "index";
    public const string Integrations = "integrations";
    public const string Iam = "iam";

    public static string Service(string id) => "service/" + id;
}
