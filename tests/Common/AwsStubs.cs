using System.Text;

namespace LambdaLift.Tests;

/// <summary>Which generation of the SDK a stub imitates.</summary>
public enum SdkShape
{
    /// <summary>AWSSDK 3.7: value types and collections are not nullable, client interfaces are disposable.</summary>
    V3,

    /// <summary>AWSSDK 4: value types are nullable, interfaces declare static factory members.</summary>
    V4,
}

/// <summary>
/// Source of libraries in the shape of Amazon.Lambda.* and AWSSDK.*, to be compiled to a metadata reference: enough for handlers as people write
/// them to bind. Types match the real ones by namespace and name, never by assembly.
/// </summary>
public static class AwsStubs
{
    // Service: namespace | client | constant classes ; operation(request members) -> response members ; ...
    private static readonly string[] Services =
    [
        "Amazon.Lambda|Lambda|InvocationType:Event,RequestResponse,DryRun|Invoke(string FunctionName, InvocationType InvocationType, string Payload, string Qualifier)->MemoryStream Payload, string FunctionError, int? StatusCode|InvokeAsync(string FunctionName)->int? Status|ListFunctions(string Marker)->List<string> Functions, string NextMarker",
        "Amazon.DynamoDBv2|DynamoDB||PutItem(string TableName, Dictionary<string, AttributeValue> Item)->Dictionary<string, AttributeValue> Attributes|GetItem(string TableName, Dictionary<string, AttributeValue> Key)->Dictionary<string, AttributeValue> Item|UpdateItem(string TableName, Dictionary<string, AttributeValue> Key)->Dictionary<string, AttributeValue> Attributes|DeleteItem(string TableName, Dictionary<string, AttributeValue> Key)->Dictionary<string, AttributeValue> Attributes|Query(string TableName, Dictionary<string, AttributeValue> ExclusiveStartKey)->List<Dictionary<string, AttributeValue>> Items, Dictionary<string, AttributeValue> LastEvaluatedKey|Scan(string TableName, string FilterExpression, Dictionary<string, AttributeValue> ExclusiveStartKey, Dictionary<string, AttributeValue> ExpressionAttributeValues)->List<Dictionary<string, AttributeValue>> Items, Dictionary<string, AttributeValue> LastEvaluatedKey",
        "Amazon.SimpleNotificationService|SimpleNotificationService||Publish(string TopicArn, string Message, string PhoneNumber)->string MessageId",
        "Amazon.SimpleEmail|SimpleEmailService||SendEmail(string Source)->string MessageId",
        "Amazon.CloudWatch|CloudWatch||PutMetricData(string Namespace)->string None",
        "Amazon.SQS|SQS||SendMessage(string QueueUrl, string MessageBody)->string MessageId|ReceiveMessage(string QueueUrl)->List<string> Messages|DeleteMessage(string QueueUrl, string ReceiptHandle)->string None",
        "Amazon.S3|S3||GetObject(string BucketName, string Key)->Stream ResponseStream|PutObject(string BucketName, string Key, string ContentBody)->string ETag|CopyObject(string SourceBucket)->string ETag|ListObjectsV2(string BucketName, string ContinuationToken)->List<string> S3Objects, string NextContinuationToken, bool? IsTruncated",
        "Amazon.StepFunctions|StepFunctions|ExecutionStatus:RUNNING,SUCCEEDED;SyncExecutionStatus:SUCCEEDED,FAILED,TIMED_OUT|StartSyncExecution(string StateMachineArn, string Name, string Input)->SyncExecutionStatus Status, string Output, string Error, string Cause|StartExecution(string StateMachineArn, string Name, string Input)->string ExecutionArn|DescribeExecution(string ExecutionArn)->ExecutionStatus Status|ListExecutions(string StateMachineArn, ExecutionStatus StatusFilter)->List<string> Executions|SendTaskSuccess(string TaskToken, string Output)->string None|SendTaskFailure(string TaskToken, string Error)->string None",
        "Amazon.EventBridge|EventBridge||PutEvents(List<PutEventsRequestEntry> Entries)->int? FailedEntryCount",
        "Amazon.Athena|Athena|QueryExecutionState:FAILED,CANCELLED,SUCCEEDED|StartQueryExecution(string QueryString, ResultConfiguration ResultConfiguration)->string QueryExecutionId|GetQueryExecution(string QueryExecutionId)->QueryExecution QueryExecution|GetQueryResults(string QueryExecutionId)->ResultSet ResultSet",
        "Amazon.SecretsManager|SecretsManager||GetSecretValue(string SecretId)->string SecretString",
        "Amazon.Glue|Glue||GetTable(string DatabaseName, string Name)->string Table|UpdateTable(string DatabaseName, TableInput TableInput)->string None|CreateTable(string DatabaseName, TableInput TableInput)->string None|StartJobRun(string JobName, Dictionary<string, string> Arguments)->string JobRunId",
    ];

    private const string Overloads = """
        namespace Amazon.DynamoDBv2
        {
            public partial interface IAmazonDynamoDB
            {
                Task<Model.GetItemResponse> GetItemAsync(string tableName, Dictionary<string, Model.AttributeValue> key, CancellationToken cancellationToken = default);
                Task<Model.PutItemResponse> PutItemAsync(string tableName, Dictionary<string, Model.AttributeValue> item, CancellationToken cancellationToken = default);
            }
            public partial class AmazonDynamoDBClient
            {
                public virtual Task<Model.GetItemResponse> GetItemAsync(string tableName, Dictionary<string, Model.AttributeValue> key, CancellationToken cancellationToken = default) => throw null!;
                public virtual Task<Model.PutItemResponse> PutItemAsync(string tableName, Dictionary<string, Model.AttributeValue> item, CancellationToken cancellationToken = default) => throw null!;
            }
        }
        namespace Amazon.DynamoDBv2.Model { public class AttributeValue { public string S { get; set; } public string N { get; set; } } }
        namespace Amazon.DynamoDBv2.DataModel
        {
            public interface IAsyncSearch<T> { Task<List<T>> GetNextSetAsync(CancellationToken token = default); Task<List<T>> GetRemainingAsync(CancellationToken token = default); bool IsDone { get; } }
            public interface IDynamoDBContext : IDisposable
            {
                Task<T> LoadAsync<T>(object hashKey, CancellationToken token = default);
                Task SaveAsync<T>(T value, CancellationToken token = default);
                Task DeleteAsync<T>(T value, CancellationToken token = default);
                IAsyncSearch<T> QueryAsync<T>(object hashKey, DynamoDBOperationConfig config = null);
            }
            public class DynamoDBOperationConfig { public string IndexName { get; set; } }
            public class DynamoDBContext : IDynamoDBContext
            {
                public DynamoDBContext(IAmazonDynamoDB client) { }
                public Task<T> LoadAsync<T>(object hashKey, CancellationToken token = default) => throw null!;
                public Task SaveAsync<T>(T value, CancellationToken token = default) => throw null!;
                public Task DeleteAsync<T>(T value, CancellationToken token = default) => throw null!;
                public IAsyncSearch<T> QueryAsync<T>(object hashKey, DynamoDBOperationConfig config = null) => throw null!;
                public void Dispose() { }
            }
            public class DynamoDBTableAttribute : Attribute { public DynamoDBTableAttribute(string name) { } }
            public class DynamoDBHashKeyAttribute : Attribute { }
        }
        namespace Amazon.DynamoDBv2.DocumentModel
        {
            public class DynamoDBEntry { public static implicit operator DynamoDBEntry(string value) => throw null!; public static implicit operator DynamoDBEntry(int value) => throw null!; }
            public class Document : Dictionary<string, DynamoDBEntry> { }
            public class Table { public static Table LoadTable(IAmazonDynamoDB client, string name) => throw null!; public Task<Document> PutItemAsync(Document doc, CancellationToken token = default) => throw null!; }
        }
        namespace Amazon.SimpleNotificationService
        {
            public partial interface IAmazonSimpleNotificationService
            {
                Task<Model.PublishResponse> PublishAsync(string topicArn, string message, CancellationToken cancellationToken = default);
                Task<Model.PublishResponse> PublishAsync(string topicArn, string message, string subject, CancellationToken cancellationToken = default);
            }
            public partial class AmazonSimpleNotificationServiceClient
            {
                public virtual Task<Model.PublishResponse> PublishAsync(string topicArn, string message, CancellationToken cancellationToken = default) => throw null!;
                public virtual Task<Model.PublishResponse> PublishAsync(string topicArn, string message, string subject, CancellationToken cancellationToken = default) => throw null!;
            }
        }
        namespace Amazon.SQS
        {
            public partial interface IAmazonSQS { Task<Model.SendMessageResponse> SendMessageAsync(string queueUrl, string messageBody, CancellationToken cancellationToken = default); }
            public partial class AmazonSQSClient { public virtual Task<Model.SendMessageResponse> SendMessageAsync(string queueUrl, string messageBody, CancellationToken cancellationToken = default) => throw null!; }
        }
        namespace Amazon.S3
        {
            public partial interface IAmazonS3
            {
                Task<Model.GetObjectResponse> GetObjectAsync(string bucketName, string key, CancellationToken cancellationToken = default);
                string GetPreSignedURL(string request);
            }
            public partial class AmazonS3Client
            {
                public virtual Task<Model.GetObjectResponse> GetObjectAsync(string bucketName, string key, CancellationToken cancellationToken = default) => throw null!;
                public virtual string GetPreSignedURL(string request) => throw null!;
            }
            public partial class AmazonS3Exception : Amazon.Runtime.AmazonServiceException { public string ErrorCode { get; set; } }
        }
        namespace Amazon.S3.Model { public partial class GetObjectResponse : IDisposable { public void Dispose() { } } }
        namespace Amazon.EventBridge.Model { public class PutEventsRequestEntry { public string Source { get; set; } public string DetailType { get; set; } public string Detail { get; set; } } }
        namespace Amazon.Athena.Model
        {
            public class ResultConfiguration { public string OutputLocation { get; set; } }
            public class QueryExecution { public QueryExecutionStatus Status { get; set; } }
            public class QueryExecutionStatus { public QueryExecutionState State { get; set; } public string StateChangeReason { get; set; } }
            public class ResultSet { public List<string> Rows { get; set; } }
        }
        namespace Amazon.Glue.Model { public class TableInput { public string Name { get; set; } public Dictionary<string, string> Parameters { get; set; } } public class EntityNotFoundException : Amazon.Runtime.AmazonServiceException { } }
        namespace Amazon.Lambda.Model { public class TooManyRequestsException : Amazon.Runtime.AmazonServiceException { } public class ServiceException : Amazon.Runtime.AmazonServiceException { } }
        namespace Amazon.Lambda.Core
        {
            public interface ILambdaLogger { void Log(string message); void LogLine(string message); void LogInformation(string message); void LogWarning(string message); void LogError(string message); }
            public interface ILambdaContext { string AwsRequestId { get; } string FunctionName { get; } string InvokedFunctionArn { get; } TimeSpan RemainingTime { get; } ILambdaLogger Logger { get; } }
            [AttributeUsage(AttributeTargets.Assembly | AttributeTargets.Method)]
            public class LambdaSerializerAttribute : Attribute { public LambdaSerializerAttribute(Type serializerType) { } }
        }
        namespace Amazon.Lambda.Serialization.SystemTextJson { public class DefaultLambdaJsonSerializer { } public class CamelCaseLambdaJsonSerializer { } }
        namespace Amazon.Lambda.Annotations { public class LambdaFunctionAttribute : Attribute { } }
        namespace Amazon.Lambda.Annotations.APIGateway
        {
            public enum LambdaHttpMethod { Get, Post }
            public class HttpApiAttribute : Attribute { public HttpApiAttribute(LambdaHttpMethod method, string route) { } }
            public class FromBodyAttribute : Attribute { }
            public interface IHttpResult { }
            public static class HttpResults { public static IHttpResult Ok(object body = null) => throw null!; public static IHttpResult BadRequest(object body = null) => throw null!; }
        }
        namespace Amazon.Lambda.RuntimeSupport
        {
            public class LambdaBootstrapBuilder
            {
                public static LambdaBootstrapBuilder Create<TInput, TOutput>(Func<TInput, Amazon.Lambda.Core.ILambdaContext, Task<TOutput>> handler, object serializer) => throw null!;
                public static LambdaBootstrapBuilder Create<TInput>(Func<TInput, Amazon.Lambda.Core.ILambdaContext, Task> handler, object serializer) => throw null!;
                public static LambdaBootstrapBuilder Create<TInput, TOutput>(Func<TInput, Task<TOutput>> handler, object serializer) => throw null!;
                public LambdaBootstrap Build() => throw null!;
            }
            public class LambdaBootstrap { public Task RunAsync(CancellationToken token = default) => throw null!; }
        }
        namespace Amazon.Lambda.DurableExecution { public interface IDurableContext { Task<T> StepAsync<T>(Func<Task<T>> step); } }
        namespace Amazon.Lambda.AspNetCoreServer { public abstract class APIGatewayProxyFunction { public virtual Task<string> FunctionHandlerAsync(string request, Amazon.Lambda.Core.ILambdaContext context) => throw null!; } }
        namespace Amazon.Lambda.Framework { public abstract class EventFunction<T> { public Task Handle(T input, Amazon.Lambda.Core.ILambdaContext context) => HandleAsync(input, context); protected abstract Task HandleAsync(T input, Amazon.Lambda.Core.ILambdaContext context); } }
        namespace Amazon.Lambda.APIGatewayEvents
        {
            public class APIGatewayProxyRequest { public string Body { get; set; } public string HttpMethod { get; set; } public string Path { get; set; } }
            public class APIGatewayProxyResponse { public int StatusCode { get; set; } public string Body { get; set; } }
            public class APIGatewayCustomAuthorizerRequest { public string AuthorizationToken { get; set; } }
            public class APIGatewayCustomAuthorizerResponse { public string PrincipalID { get; set; } }
        }
        namespace Amazon.Lambda.SQSEvents
        {
            public class SQSEvent { public List<SQSMessage> Records { get; set; } public class SQSMessage { public string MessageId { get; set; } public string Body { get; set; } } }
            public class SQSBatchResponse { public SQSBatchResponse(List<BatchItemFailure> failures) { } public class BatchItemFailure { public string ItemIdentifier { get; set; } } }
        }
        namespace Amazon.Lambda.SNSEvents { public class SNSEvent { public List<SNSRecord> Records { get; set; } public class SNSRecord { public SNSMessage Sns { get; set; } } public class SNSMessage { public string Message { get; set; } } } }
        namespace Amazon.Lambda.S3Events
        {
            public class S3Event { public List<S3EventNotificationRecord> Records { get; set; } public class S3EventNotificationRecord { public S3Entity S3 { get; set; } } }
            public class S3Entity { public S3BucketEntity Bucket { get; set; } public S3ObjectEntity Object { get; set; } }
            public class S3BucketEntity { public string Name { get; set; } }
            public class S3ObjectEntity { public string Key { get; set; } }
        }
        namespace Amazon.Lambda.CloudWatchEvents.ScheduledEvents { public class ScheduledEvent { } }
        namespace Newtonsoft.Json { public static class JsonConvert { public static string SerializeObject(object value) => throw null!; public static T DeserializeObject<T>(string text) => throw null!; } }
        namespace Microsoft.Extensions.Logging { public interface ILogger<T> { } public static class LoggerExtensions { public static void LogWarning<T>(this ILogger<T> logger, string message, params object[] args) { } } }
        namespace Microsoft.Extensions.DependencyInjection { public interface IServiceCollection { } public static class Registrations { public static IServiceCollection AddSingleton<TService, TImplementation>(this IServiceCollection services) => services; } }
        """;

    private const string Runtime = """
        namespace Amazon { public class RegionEndpoint { public static readonly RegionEndpoint EUWest1 = new RegionEndpoint(); } }
        namespace Amazon.Runtime
        {
            public class AmazonWebServiceRequest { }
            public class AmazonWebServiceResponse { public System.Net.HttpStatusCode HttpStatusCode { get; set; } public long ContentLength { get; set; } }
            public class ConstantClass { public string Value { get; } protected ConstantClass(string value) { Value = value; } public static implicit operator string(ConstantClass value) => value?.Value; }
            public class AmazonServiceException : Exception { }
            public interface IAmazonService { }
            public enum RequestRetryMode { Legacy, Standard, Adaptive }
            public abstract class ClientConfig { public RequestRetryMode RetryMode { get; set; } public int MaxErrorRetry { get; set; } public Amazon.RegionEndpoint RegionEndpoint { get; set; } }
            public abstract class AmazonServiceClient : IDisposable { public void Dispose() { } }
            public interface IPaginator<T> { IAsyncEnumerable<T> Responses { get; } }
        }
        """;

    /// <summary>The stubs as one compilation unit.</summary>
    public static string Source(SdkShape shape)
    {
        var text = new StringBuilder();
        text.AppendLine("using System; using System.Collections.Generic; using System.IO; using System.Threading; using System.Threading.Tasks;");
        text.AppendLine(Runtime);
        foreach (var service in Services)
        {
            AppendService(text, service.Split('|'), shape);
        }

        text.AppendLine(Overloads);
        return text.ToString();
    }

    private static void AppendService(StringBuilder text, string[] parts, SdkShape shape)
    {
        var (ns, client) = (parts[0], parts[1]);
        var operations = parts.Skip(3).Select(ParseOperation).ToList();
        text.AppendLine($"namespace {ns} {{");
        text.AppendLine($"public partial interface IAmazon{client} : Amazon.Runtime.IAmazonService, IDisposable {{ Model.I{client}PaginatorFactory Paginators {{ get; }}");
        operations.ForEach(o => text.AppendLine($"Task<Model.{o.Name}Response> {o.Name}Async(Model.{o.Name}Request request, CancellationToken cancellationToken = default);"));
        text.AppendLine("}");
        text.AppendLine($"public partial class Amazon{client}Client : Amazon.Runtime.AmazonServiceClient, IAmazon{client} {{ public Amazon{client}Client() {{ }} public Amazon{client}Client(Amazon{client}Config config) {{ }} public Amazon{client}Client(Amazon.RegionEndpoint region) {{ }} public Model.I{client}PaginatorFactory Paginators => throw null!;");
        operations.ForEach(o => text.AppendLine($"public virtual Task<Model.{o.Name}Response> {o.Name}Async(Model.{o.Name}Request request, CancellationToken cancellationToken = default) => throw null!;"));
        text.AppendLine("}");
        text.AppendLine($"public class Amazon{client}Config : Amazon.Runtime.ClientConfig {{ }}");
        text.AppendLine($"public partial class Amazon{client}Exception : Amazon.Runtime.AmazonServiceException {{ }}");
        foreach (var constant in parts[2].Split(';', StringSplitOptions.RemoveEmptyEntries))
        {
            var name = constant[..constant.IndexOf(':', StringComparison.Ordinal)];
            text.AppendLine($"public class {name} : Amazon.Runtime.ConstantClass {{ public {name}(string value) : base(value) {{ }} public static {name} FindValue(string value) => new(value); public static implicit operator {name}(string value) => new(value);");
            foreach (var value in constant[(name.Length + 1)..].Split(','))
            {
                text.AppendLine($"public static readonly {name} {value} = new(\"{value}\");");
            }

            text.AppendLine("}");
        }

        text.AppendLine("}");
        text.AppendLine($"namespace {ns}.Model {{ public interface I{client}PaginatorFactory {{");
        operations.ForEach(o => text.AppendLine($"I{o.Name}Paginator {o.Name}({o.Name}Request request);"));
        text.AppendLine("}");
        foreach (var o in operations)
        {
            text.AppendLine($"public interface I{o.Name}Paginator : Amazon.Runtime.IPaginator<{o.Name}Response> {{ }}");
            text.AppendLine($"public class {o.Name}Request : Amazon.Runtime.AmazonWebServiceRequest {{ {Members(o.Request, shape)} }}");
            text.AppendLine($"public partial class {o.Name}Response : Amazon.Runtime.AmazonWebServiceResponse {{ {Members(o.Response, shape)} }}");
        }

        text.AppendLine("}");
    }

    private static string Members(string list, SdkShape shape) => string.Concat(
        SplitMembers(list).Select(m => $"public {(shape == SdkShape.V3 ? m.Replace("? ", " ", StringComparison.Ordinal) : m)} {{ get; set; }} "));

    private static IEnumerable<string> SplitMembers(string list)
    {
        var depth = 0;
        var start = 0;
        for (var i = 0; i <= list.Length; i++)
        {
            var c = i < list.Length ? list[i] : ',';
            depth += c == '<' ? 1 : c == '>' ? -1 : 0;
            if (c == ',' && depth == 0)
            {
                yield return list[start..i].Trim();
                start = i + 1;
            }
        }
    }

    private static (string Name, string Request, string Response) ParseOperation(string text)
    {
        var open = text.IndexOf('(', StringComparison.Ordinal);
        var arrow = text.IndexOf(")->", StringComparison.Ordinal);
        return (text[..open], text[(open + 1)..arrow], text[(arrow + 3)..]);
    }
}
