namespace LambdaLift.Analysis;

/// <summary>
/// Metadata names of the types that the analysis knows. Types are found by these names and never by assembly identity, so that SDK v3,
/// SDK v4 and source stubs are alike.
/// </summary>
internal static class MetadataNames
{
    public const string LambdaContext = "Amazon.Lambda.Core.ILambdaContext";
    public const string LambdaSerializerAttribute = "Amazon.Lambda.Core.LambdaSerializerAttribute";
    public const string LambdaFunctionAttribute = "Amazon.Lambda.Annotations.LambdaFunctionAttribute";
    public const string LambdaBootstrapBuilder = "Amazon.Lambda.RuntimeSupport.LambdaBootstrapBuilder";
    public const string HandlerWrapper = "Amazon.Lambda.RuntimeSupport.HandlerWrapper";
    public const string DurableContext = "Amazon.Lambda.DurableExecution.IDurableContext";
    public const string AspNetCoreServerNamespace = "Amazon.Lambda.AspNetCoreServer";

    /// <summary>The top-level namespace of the SDK and the Lambda libraries.</summary>
    public const string SdkNamespace = "Amazon";

    /// <summary>The top-level namespace of Powertools for AWS Lambda.</summary>
    public const string PowertoolsNamespace = "AWS";

    public const string PowertoolsParameters = "AWS.Lambda.Powertools.Parameters";

    public const string ServiceInterface = "Amazon.Runtime.IAmazonService";
    public const string ServiceClientBase = "Amazon.Runtime.AmazonServiceClient";
    public const string ServiceRequestBase = "Amazon.Runtime.AmazonWebServiceRequest";
    public const string ServiceResponseBase = "Amazon.Runtime.AmazonWebServiceResponse";

    public const string LambdaNamespace = "Amazon.Lambda";
    public const string StepFunctionsNamespace = "Amazon.StepFunctions";

    public const string Task = "System.Threading.Tasks.Task";
    public const string GenericTask = "System.Threading.Tasks.Task`1";
    public const string ValueTask = "System.Threading.Tasks.ValueTask";
    public const string GenericValueTask = "System.Threading.Tasks.ValueTask`1";
    public const string CancellationToken = "System.Threading.CancellationToken";

    /// <summary>Any of these marks a project of tests, whose handlers and invokes are test equipment.</summary>
    public static readonly string[] TestFrameworkMarkers =
    [
        "Xunit.FactAttribute",
        "NUnit.Framework.TestAttribute",
        "Microsoft.VisualStudio.TestTools.UnitTesting.TestMethodAttribute",
    ];
}
