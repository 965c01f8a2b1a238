using System.Text.RegularExpressions;
using LambdaLift.ServiceCatalogue;
using LambdaLift.StandInGenerator.Forms;

namespace LambdaLift.StandIns.Tests.Surface;

/// <summary>The generated stand-ins have the surface of the real packages, apart from a listed table of exceptions.</summary>
public class SurfaceTests(ITestOutputHelper output)
{
    /// <summary>Differences by package, pattern (of lines of <see cref="PublicSurface"/>, with "-" for what the stand-in lacks) and reason.</summary>
    private static readonly (string Package, string Pattern, string Reason)[] Exceptions =
    [
        ("*", @"^- \w+ \S+DefaultConfiguration\b", "the table of timeouts behind AWSSDK.Core's defaults modes"),
        ("AWSSDK.SQS", @"^[-+] type Amazon\.SQS\.IAmazonSQS ", "the interface for S3's use of queues, ICoreAmazonSQS"),
        ("AWSSDK.SQS", @"\.AuthorizeS3ToSendMessageAsync\(", "a helper that edits a queue's policy"),
        ("AWSSDK.SQS", @"^- property \S+\.GetQueueAttributesResponse\.\w+ .*\(read only\)", "views that parse the attributes of a queue"),
        ("AWSSDK.DynamoDBv2", @"^- (type|constructor|property|field|method) Amazon\.DynamoDBv2\.(BoolAsNConverter|ConversionSchema|DynamoDBEntryConversion|ListToSetPropertyConverter|MetadataCachingMode|SetPropertyConverter)\b", "the document and object models over the client"),
        ("AWSSDK.DynamoDBv2", @"^- \w+ \S+\.InvalidEndpointException\b", "endpoint discovery"),
        ("AWSSDK.DynamoDBv2", @"^- property \S+\.Is\w+Set :", "whether a member was set; the catalogue does not hold these"),
        ("AWSSDK.DynamoDBv2", @"^- property \S+Exception\.Retryable :", "retries of the SDK itself"),
        ("AWSSDK.DynamoDBv2", "BulkOperation|BulkPutItems|(In|Out)putS3Configuration|OutputTypeEnum", "bulk operations: newer than the catalogue's model"),
        ("AWSSDK.DynamoDBv2", "Disassociat", "replica disassociation: newer than the catalogue's model"),
        ("AWSSDK.DynamoDBv2", "FilterSpecification", "filtered exports: newer than the catalogue's model"),
        ("AWSSDK.SimpleSystemsManagement", "DefaultHostManagementConfiguration|DHMCPermissionModel", "default host management: newer than the catalogue's model"),
        ("AWSSDK.SimpleSystemsManagement", "DeletionMode", "deletion modes of resource policies: newer than the catalogue's model"),
    ];

    public static TheoryData<string> GeneratedPackages() =>
        [.. Directory.GetDirectories(RepositoryFiles.Path("eng/stand-ins"), "AWSSDK.*")
            .Where(folder => !File.ReadAllText(Directory.GetFiles(folder, "*.csproj").Single()).Contains("<IsGeneratedFromModel>false", StringComparison.Ordinal))
            .Select(folder => Path.GetFileName(folder)!).Order()];

    [Theory]
    [MemberData(nameof(GeneratedPackages))]
    public void Every_generated_package_compiles(string package)
    {
        using var image = GeneratedAssembly.Compile(package, Directory.GetFiles(RepositoryFiles.Path($"eng/stand-ins/{package}"), "*.cs"));

        output.WriteLine($"{image.Length / 1024} KiB");
    }

    [Fact]
    public void Every_service_with_forms_is_one_of_the_catalogue() =>
        Assert.All(ServiceForms.ServiceIds, id => Assert.NotNull(AwsCatalogue.Default.FindService(id)));

    [Theory]
    [InlineData("AWSSDK.SQS", typeof(Amazon.SQS.AmazonSQSClient))]
    [InlineData("AWSSDK.DynamoDBv2", typeof(Amazon.DynamoDBv2.AmazonDynamoDBClient))]
    [InlineData("AWSSDK.SimpleSystemsManagement", typeof(Amazon.SimpleSystemsManagement.AmazonSimpleSystemsManagementClient))]
    public void A_generated_package_has_the_real_ones_surface(string package, Type client)
    {
        string[] namespaces = [client.Namespace!, client.Namespace + ".Model"];
        var real = PublicSurface.Of(client.Assembly, namespaces);
        var generated = PublicSurface.Of(GeneratedAssembly.Load(package), namespaces);

        var differences = real.Except(generated).Select(line => "- " + line).Concat(generated.Except(real).Select(line => "+ " + line)).Order(StringComparer.Ordinal).ToList();

        foreach (var kind in real.GroupBy(line => line[..line.IndexOf(' ', StringComparison.Ordinal)]).OrderBy(g => g.Key))
        {
            output.WriteLine($"{kind.Count(generated.Contains),5} of {kind.Count(),5} equal: {kind.Key}");
        }

        foreach (var (_, pattern, reason) in Exceptions.Where(e => e.Package == package || e.Package == "*"))
        {
            var count = differences.RemoveAll(line => Regex.IsMatch(line, pattern));
            output.WriteLine($"{count,5} listed: {reason}");
            Assert.True(count > 0, $"An exception that nothing needs: {pattern}");
        }

        Assert.True(differences.Count == 0, $"{differences.Count} differences that are not listed:\n{string.Join('\n', differences)}");
    }
}
