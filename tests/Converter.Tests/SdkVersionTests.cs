using LambdaLift.Converter.Tests.Support;
using LambdaLift.StatesLanguage.Model;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace LambdaLift.Converter.Tests;

/// <summary>What version 3 of the AWS SDK, and version 4, do differently: lists that a service leaves out of its answer, and exceptions.</summary>
public class SdkVersionTests
{
    private const string Sdk = """
        [assembly: System.Reflection.AssemblyVersion("{0}.3.0.0")]
        namespace Amazon.DynamoDBv2
        {
            public interface IAmazonDynamoDB : Amazon.Runtime.IAmazonService, System.IDisposable
            {
                System.Threading.Tasks.Task<Model.ListTablesResponse> ListTablesAsync(Model.ListTablesRequest request, System.Threading.CancellationToken cancellationToken = default);

                System.Threading.Tasks.Task<Model.DescribeTableResponse> DescribeTableAsync(Model.DescribeTableRequest request, System.Threading.CancellationToken cancellationToken = default);
            }
        }

        namespace Amazon.DynamoDBv2.Model
        {
            public class ListTablesRequest : Amazon.Runtime.AmazonWebServiceRequest { public string ExclusiveStartTableName { get; set; } }

            public class ListTablesResponse : Amazon.Runtime.AmazonWebServiceResponse { public System.Collections.Generic.List<string> TableNames { get; set; } }

            public class DescribeTableRequest : Amazon.Runtime.AmazonWebServiceRequest { public string TableName { get; set; } }

            public class DescribeTableResponse : Amazon.Runtime.AmazonWebServiceResponse { }
        }
        """;

    private const string Storage = """
        [assembly: System.Reflection.AssemblyVersion("{0}.3.0.0")]
        namespace Amazon.S3
        {
            public interface IAmazonS3 : Amazon.Runtime.IAmazonService, System.IDisposable
            {
                System.Threading.Tasks.Task<Model.DeleteObjectResponse> DeleteObjectAsync(Model.DeleteObjectRequest request, System.Threading.CancellationToken cancellationToken = default);
            }

            public class AmazonS3Exception : Amazon.Runtime.AmazonServiceException { }
        }

        namespace Amazon.S3.Model
        {
            public class DeleteObjectRequest : Amazon.Runtime.AmazonWebServiceRequest { public string BucketName { get; set; } public string Key { get; set; } }

            public class DeleteObjectResponse : Amazon.Runtime.AmazonWebServiceResponse { }

            public class NoSuchKeyException : AmazonS3Exception { }
        }
        """;

    private const string Deletion = """
        using Amazon.S3;
        using Amazon.S3.Model;

        [assembly: Amazon.Lambda.Core.LambdaSerializer(typeof(Amazon.Lambda.Serialization.SystemTextJson.DefaultLambdaJsonSerializer))]

        namespace App;

        public class Function(IAmazonS3 s3)
        {
            public async Task<string> Handle(string input, Amazon.Lambda.Core.ILambdaContext context)
            {
                try
                {
                    await s3.DeleteObjectAsync(new DeleteObjectRequest { BucketName = "lines", Key = "a" });
                    return "gone";
                }
                catch (NoSuchKeyException)
                {
                    return "none";
                }
            }
        }
        """;

    private const string Handler = """
        using Amazon.DynamoDBv2;
        using Amazon.DynamoDBv2.Model;

        [assembly: Amazon.Lambda.Core.LambdaSerializer(typeof(Amazon.Lambda.Serialization.SystemTextJson.DefaultLambdaJsonSerializer))]

        namespace App;

        public class Function(IAmazonDynamoDB db)
        {
            public async Task<int> Handle(string input, Amazon.Lambda.Core.ILambdaContext context)
            {
                var listed = await db.ListTablesAsync(new ListTablesRequest());
                foreach (var name in listed.TableNames)
                    await db.DescribeTableAsync(new DescribeTableRequest { TableName = name });
                return 1;
            }
        }
        """;

    [Theory]
    [InlineData(3, "TableNames : []", 0)]
    [InlineData(4, "TableNames : $error(", 1)]
    public void Lists_that_are_left_out_are_empty_in_version_3_and_null_in_version_4(int version, string list, int deviations)
    {
        var conversion = Convert("AWSSDK.DynamoDBv2", Sdk, Handler, version);

        Assert.Contains(list, AslWriter.Write(conversion.Definition!), StringComparison.Ordinal);
        Assert.Equal(deviations, conversion.Diagnostics.Count(d => d.Id == "LIFT3005"));
    }

    [Theory]
    [InlineData(3, true)]
    [InlineData(4, false)]
    public void A_clause_for_a_missing_object_takes_nothing_in_version_3(int version, bool isRefused)
    {
        var conversion = Convert("AWSSDK.S3", Storage, Deletion, version);

        Assert.Equal(isRefused, conversion.IsRefused);
        Assert.Equal(isRefused, conversion.Diagnostics.Any(d => d.Id == "LIFT2010"));
    }

    private static HandlerConversion Convert(string package, string library, string code, int version)
    {
        var others = TestPrograms.References.Where(r => Path.GetFileName(r.Display) != package + ".dll").ToList();
        var sdk = CSharpCompilation.Create(
            package, [CSharpSyntaxTree.ParseText(library.Replace("{0}", version.ToString(System.Globalization.CultureInfo.InvariantCulture), StringComparison.Ordinal))], others, new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary));
        using var image = new MemoryStream();
        var emitted = sdk.Emit(image);
        Assert.True(emitted.Success, string.Join("\n", emitted.Diagnostics));
        var handler = TestPrograms.Compile("App", ("Function.cs", "public class Nothing { }"));
        handler = handler.WithReferences([.. others, MetadataReference.CreateFromImage(image.ToArray())])
            .ReplaceSyntaxTree(handler.SyntaxTrees[0], CSharpSyntaxTree.ParseText(code, (CSharpParseOptions)handler.SyntaxTrees[0].Options, "Function.cs"));
        Assert.Empty(handler.GetDiagnostics().Where(d => d.Severity == DiagnosticSeverity.Error));
        return Assert.Single(WorkflowConverter.Convert(new ConversionInput { Compilations = [handler], Options = new ConversionOptions { Handler = "Function.Handle" } }).Handlers);
    }
}
