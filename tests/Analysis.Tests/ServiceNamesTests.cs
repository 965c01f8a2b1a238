using LambdaLift.Analysis.Services;
using Xunit;

namespace LambdaLift.Analysis.Tests;

public sealed class ServiceNamesTests
{
    [Theory]
    [InlineData("Amazon.DynamoDBv2", "dynamodb")]
    [InlineData("Amazon.SimpleNotificationService", "sns")]
    [InlineData("Amazon.CloudWatchEvents", "events")]
    [InlineData("Amazon.Runtime", null)]
    public void Namespaces_have_catalogue_ids(string sdkNamespace, string? id) => Assert.Equal(id, ServiceNames.CatalogueId(sdkNamespace));

    [Fact]
    public void All_services_are_listed() => Assert.True(ServiceNames.Count > 400);
}
