using System.Reflection;

namespace LambdaLift.ServiceCatalogue.Tests.Sdk;

/// <summary>
/// The catalogue against the released packages. Where the SDK names, groups or types members in its own way, an overlay of eng/catalogue says so, and
/// the comparison goes through it. What is left must be exactly what the tables in <c>Differences</c> list with a reason.
/// </summary>
public sealed class SdkReflectionTests
{
    [Theory]
    [InlineData("dynamodb", "AWSSDK.DynamoDBv2", 58)]
    [InlineData("sqs", "AWSSDK.SQS", 23)]
    [InlineData("ssm", "AWSSDK.SimpleSystemsManagement", 152)]
    [InlineData("sts", "AWSSDK.SecurityToken", 11)]
    [InlineData("s3", "AWSSDK.S3", 112)]
    [InlineData("ec2", "AWSSDK.EC2", 800)]
    public void Operations_requests_responses_and_exceptions_map_to_the_catalogue_and_back(string service, string package, int operations)
    {
        var comparison = new SdkComparison(AwsCatalogue.Default.FindService(service)!, Assembly.Load(package));
        comparison.Run();
        var listed = File.ReadAllLines(Path.Combine(AppContext.BaseDirectory, "Sdk", "Differences", package + ".txt"))
            .Where(l => l.Length > 0 && !l.StartsWith('#'))
            .ToList();
        TestContext.Current.TestOutputHelper?.WriteLine($"{package}: {comparison.Counts}; listed differences {listed.Count}");

        Assert.Equal([], comparison.Deviations.Except(listed));
        Assert.Equal([], listed.Except(comparison.Deviations));
        Assert.Equal(operations, comparison["operations"]);
    }

    // Other SDKs of AWS have waiters (Java: client.waiter(), Python: client.get_waiter); .NET code polls in a loop of its own, which is converted as a loop.
    [Theory]
    [InlineData("AWSSDK.Core")]
    [InlineData("AWSSDK.DynamoDBv2")]
    [InlineData("AWSSDK.SQS")]
    [InlineData("AWSSDK.SimpleSystemsManagement")]
    [InlineData("AWSSDK.SecurityToken")]
    [InlineData("AWSSDK.S3")]
    [InlineData("AWSSDK.EC2")]
    public void The_sdk_offers_no_waiters(string package)
    {
        var types = Assembly.Load(package).GetExportedTypes();
        var names = types.Select(t => t.Name).Concat(types.Where(IsOfClient).SelectMany(t => t.GetMembers()).Select(m => m.Name)).ToList();

        Assert.Contains(names, n => n.Contains("Client", StringComparison.Ordinal));
        Assert.Equal([], names.Where(n => n.StartsWith("Wait", StringComparison.Ordinal) || n.Contains("Waiter", StringComparison.Ordinal)));

        // Paginators hang on the client in the same way, so that a member of that kind would be seen; STS has nothing to page through.
        if (package is not ("AWSSDK.Core" or "AWSSDK.SecurityToken"))
            Assert.Contains("get_Paginators", names);

        static bool IsOfClient(Type type) => type.IsInterface || typeof(Amazon.Runtime.AmazonServiceClient).IsAssignableFrom(type);
    }

    [Fact]
    public void The_base_exceptions_of_the_sdk_are_what_the_catalogue_takes_them_for()
    {
        Assert.True(typeof(Amazon.DynamoDBv2.AmazonDynamoDBException).IsSubclassOf(typeof(Amazon.Runtime.AmazonServiceException)));
        foreach (var service in new[] { "dynamodb", "s3", "sqs", "ssm", "ec2", "sts" }.Select(s => AwsCatalogue.Default.FindService(s)!))
        {
            var type = Assembly.Load(service.DotNet.Package).GetType(service.DotNet.BaseExceptionType, throwOnError: true)!;
            Assert.True(type.IsSubclassOf(typeof(Amazon.Runtime.AmazonServiceException)));
            Assert.All(
                service.DotNet.Classes.Where(c => c.Kind == DotNetClassKind.Exception),
                c => Assert.True(type.Assembly.GetType(c.FullName, throwOnError: true)!.IsSubclassOf(type), c.FullName));
        }
    }
}
