using LambdaLift.Tests;

namespace LambdaLift.ServiceCatalogue.Tests;

/// <summary>The naming rules against the tables that were gathered from the documentation and from both SDKs.</summary>
public sealed class NamingRuleTests
{
    private static readonly AwsCatalogue Catalogue = AwsCatalogue.Default;

    [Theory]
    [InlineData("DBInstanceIdentifier", "DbInstanceIdentifier")]
    [InlineData("SSEKMSKeyId", "SsekmsKeyId")]
    [InlineData("ETag", "ETag")]
    [InlineData("MD5OfMessageBody", "Md5OfMessageBody")]
    [InlineData("stateMachineArn", "StateMachineArn")]
    [InlineData("ICD10CMConcepts", "Icd10CMConcepts")]
    [InlineData("Equals", "EqualsValue")]
    [InlineData("", "")]
    public void Java_members(string api, string expected) => Assert.Equal(expected, JavaNaming.MemberName(api));

    [Theory]
    [InlineData("DBClusterNotFoundFault", "DBClusterNotFoundException", "DbClusterNotFoundException")]
    [InlineData("NoSuchKey", "NoSuchKeyException", "NoSuchKeyException")]
    [InlineData("InvalidTTLOrder", "InvalidTTLOrderException", "InvalidTtlOrderException")]
    public void Exceptions(string shape, string dotNet, string java)
    {
        Assert.Equal(dotNet, DotNetNaming.ExceptionName(shape));
        Assert.Equal(java, JavaNaming.ExceptionName(shape));
    }

    [Theory]
    [InlineData("t2.micro", "T2Micro")]
    [InlineData("PAY_PER_REQUEST", "PAY_PER_REQUEST")]
    [InlineData("gzip (best)", "GzipBest")]
    public void Enum_constants(string value, string expected) => Assert.Equal(expected, DotNetNaming.EnumConstant(value));

    [Fact]
    public void All_members_whose_names_differ_are_those_of_the_table()
    {
        using var table = SharedData.ReadJson("aws/sfn-member-name-differences.json");
        var expected = table.RootElement.EnumerateObject()
            .SelectMany(s => s.Value.EnumerateArray().Select(p => $"{s.Name}: {p[0].GetString()} {p[1].GetString()}"))
            .Order(StringComparer.Ordinal)
            .ToList();
        var members = Catalogue.Services.SelectMany(s => s.Shapes.SelectMany(x => x.Members.Select(m => (s, m)))).ToList();
        var actual = members
            .Where(x => x.m.SdkName != DotNetNaming.PascalFirst(x.m.Name))
            .Select(x => $"{x.s.Id}: {DotNetNaming.PascalFirst(x.m.Name)} {x.m.SdkName}")
            .Distinct()
            .Order(StringComparer.Ordinal)
            .ToList();
        TestContext.Current.TestOutputHelper?.WriteLine($"{members.Count} members, {actual.Count} names that differ");

        Assert.Equal(expected, actual);
    }

    [Fact]
    public void The_rule_gives_the_prefix_of_every_documented_service()
    {
        using var table = SharedData.ReadJson("aws/sfn-sdk-services.json");
        var withModel = table.RootElement.GetProperty("services").EnumerateArray().Where(s => s.TryGetProperty("serviceId", out _)).ToList();

        Assert.Equal(369, withModel.Count);
        Assert.All(withModel, s => Assert.Equal(s.GetProperty("exceptionPrefix").GetString(), JavaNaming.ServicePrefix(s.GetProperty("serviceId").GetString()!)));
    }

    [Fact]
    public void The_recorded_and_documented_error_names_are_known()
    {
        using var table = SharedData.ReadJson("aws/error-names.json");
        var optimized = table.RootElement.GetProperty("serviceErrors").GetProperty("optimized").EnumerateArray()
            .Select(e => (Integration: e.GetProperty("integration").GetString()!, Name: e.GetProperty("error").GetString()!.Split(' ')[0].TrimEnd(',')))
            .Where(e => !e.Name.Contains('<'))
            .ToList();
        var known = Catalogue.OptimizedIntegrations.ToLookup(i => i.Service, i => i.Errors.All.Select(e => e.ErrorName));

        Assert.Equal(23, optimized.Count);
        Assert.Equal([], optimized.Where(e => !known[e.Integration].Any(names => names.Contains(e.Name))).Select(e => e.Name));
    }
}
