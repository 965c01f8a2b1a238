using System.Globalization;

namespace LambdaLift.ServiceCatalogue;

/// <summary>What the HTTP task (<c>arn:aws:states:::http:invoke</c>) can do, how it fails and what it needs.</summary>
/// <remarks>Source: https://docs.aws.amazon.com/step-functions/latest/dg/call-https-apis.html</remarks>
public static class HttpTask
{
    /// <summary>The error when the call takes longer than <see cref="TimeLimitSeconds"/>, or the endpoint cannot be reached; .NET: <c>TaskCanceledException</c> or
    /// <c>HttpRequestException</c> without a status.</summary>
    public const string SocketError = "States.Http.Socket";

    /// <summary>What the errors for answers of a status other than 2xx begin with.</summary>
    public const string StatusErrorPrefix = "States.Http.StatusCode.";

    /// <summary>The wildcard for all failures of a task but a timeout.</summary>
    public const string AnyError = "States.TaskFailed";

    /// <summary>The error when the task's <c>TimeoutSeconds</c> are over: .NET's <c>HttpClient.Timeout</c>.</summary>
    public const string TimeoutError = "States.Timeout";

    /// <summary>The error when an answer that the state reads as JSON is none; .NET: <see cref="UnreadableType"/>.</summary>
    public const string UnreadableError = "States.QueryEvaluationError";

    /// <summary>What .NET throws when an answer is no JSON.</summary>
    public const string UnreadableType = "System.Text.Json.JsonException";

    /// <summary>What .NET throws where the task fails: for a failure status, or because there is no answer.</summary>
    public const string ExceptionType = "System.Net.Http.HttpRequestException";

    /// <summary>What .NET throws when <c>HttpClient.Timeout</c> is over, most derived first.</summary>
    internal static readonly string[] TimeoutTypes =
        { "System.Threading.Tasks.TaskCanceledException", "System.OperationCanceledException", "System.SystemException" };

    // The statuses that are registered (RFC 9110 and the IANA registry), 3xx to 5xx: what a catcher must list where no wildcard is exact.
    private static readonly int[] FailureStatuses =
    {
        300, 301, 302, 303, 304, 305, 307, 308, 400, 401, 402, 403, 404, 405, 406, 407, 408, 409, 410, 411, 412, 413, 414, 415, 416, 417, 421, 422, 423, 424, 425, 426, 428, 429, 431, 451,
        500, 501, 502, 503, 504, 505, 506, 507, 508, 510, 511,
    };

    /// <summary>The longest that a call may take.</summary>
    public const int TimeLimitSeconds = 60;

    /// <summary>The largest answer: 256 KiB.</summary>
    public const int MaximumResponseBytes = 256 * 1024;

    private static readonly HashSet<string> ReservedHeaders = new(StringComparer.OrdinalIgnoreCase)
    {
        "A-IM", "Accept-Charset", "Accept-Datetime", "Accept-Encoding", "Authorization", "Cache-Control", "Connection", "Content-Encoding", "Content-MD5", "Date", "Expect",
        "Forwarded", "From", "Host", "HTTP2-Settings", "If-Match", "If-Modified-Since", "If-None-Match", "If-Range", "If-Unmodified-Since", "Max-Forwards", "Origin", "Pragma",
        "Proxy-Authorization", "Range", "Referer", "Server", "TE", "Trailer", "Transfer-Encoding", "Upgrade", "User-Agent", "Via", "Warning",
    };

    private static readonly string[] ReservedPrefixes = { "x-forwarded-", "x-amz-", "x-amzn-" };

    /// <summary>The methods that a call can have.</summary>
    internal static readonly string[] Methods = { "GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS" };

    /// <summary>Whether an integration is the HTTP task.</summary>
    internal static bool Is(StepFunctionsIntegration integration) => integration is { Kind: IntegrationKind.Optimized, Service: "http", Action: "invoke" };

    /// <summary>The integration.</summary>
    public static StepFunctionsIntegration Integration(AwsCatalogue catalogue) =>
        catalogue.TryParseResource(StepFunctionsIntegration.ResourcePrefix + "http:invoke", out var resource, out var problem) ? resource.Integration! : throw new InvalidOperationException(problem);

    /// <summary>Whether a status is a success, for .NET and for Step Functions alike.</summary>
    public static bool IsSuccess(int statusCode) => statusCode is >= 200 and <= 299;

    /// <summary>The names that a catcher of the task has for exceptions of a .NET type; empty when the call throws none.</summary>
    /// <param name="exceptionType">Full metadata name. <c>Exception</c> is for the caller: that is <c>States.ALL</c>.</param>
    /// <param name="answersFailureStatus">Whether a failure status is an answer, not an exception.</param>
    public static IEnumerable<string> ErrorNames(string exceptionType, bool answersFailureStatus) =>
        exceptionType == ExceptionType ? new[] { answersFailureStatus ? SocketError : AnyError } : TimeoutNames(exceptionType);

    /// <summary>The same as patterns for a question about an error's name; a star stands for any end.</summary>
    public static IEnumerable<string> ErrorPatterns(string exceptionType, bool answersFailureStatus) =>
        exceptionType != ExceptionType ? TimeoutNames(exceptionType)
        : answersFailureStatus ? new[] { SocketError } : new[] { SocketError, StatusErrorPrefix + "*" };

    /// <summary>The same for a state around the task, whose other tasks have errors too: each name.</summary>
    public static IEnumerable<string> KnownErrorNames(string exceptionType, bool answersFailureStatus) =>
        exceptionType != ExceptionType ? TimeoutNames(exceptionType)
        : answersFailureStatus ? new[] { SocketError } : FailureStatuses.Select(StatusError).Prepend(SocketError);

    /// <summary>The name for the exception that <c>HttpClient.Timeout</c> throws; empty for other types.</summary>
    public static IEnumerable<string> TimeoutNames(string exceptionType) => Array.IndexOf(TimeoutTypes, exceptionType) >= 0 ? new[] { TimeoutError } : Array.Empty<string>();

    /// <summary>The error for an answer of a status other than 2xx.</summary>
    public static string StatusError(int statusCode) => StatusErrorPrefix + statusCode.ToString(CultureInfo.InvariantCulture);

    /// <summary>Whether a task may set the header. Credentials (<c>Authorization</c>, API keys) belong to the connection; some headers are Step Functions' own.</summary>
    public static bool AcceptsHeader(string name) =>
        !ReservedHeaders.Contains(name) && !ReservedPrefixes.Any(prefix => name.StartsWith(prefix, StringComparison.OrdinalIgnoreCase));

    /// <summary>Whether a header carries credentials, so that it moves to the connection (<c>AuthParameters</c>).</summary>
    public static bool IsCredential(string name) =>
        name.Equals("Authorization", StringComparison.OrdinalIgnoreCase)
        || name.Equals("Proxy-Authorization", StringComparison.OrdinalIgnoreCase)
        || name.IndexOf("api-key", StringComparison.OrdinalIgnoreCase) >= 0
        || name.IndexOf("apikey", StringComparison.OrdinalIgnoreCase) >= 0;

    /// <summary>Why a call cannot be made by the task; null when nothing that is known is in the way.</summary>
    /// <param name="method">The HTTP method.</param>
    /// <param name="endpoint">The absolute URL, or what is known of its beginning; null when nothing is.</param>
    public static string? Obstacle(string method, string? endpoint)
    {
        if (Array.IndexOf(Methods, method) < 0)
            return $"the HTTP task has no method {method}";
        if (endpoint is null)
            return null;
        if (!endpoint.StartsWith("https://", StringComparison.OrdinalIgnoreCase))
            return "the HTTP task calls absolute https URLs only";
        return endpoint.IndexOf('@') is var at && at > 0 && endpoint.IndexOf('/', "https://".Length) is var slash && (slash < 0 || at < slash)
            ? "the URL holds credentials, which belong to the connection"
            : null;
    }

    /// <summary>The permissions of a call: to make it, to use the connection, and to read the secret that the connection keeps.</summary>
    /// <param name="method">The HTTP method.</param>
    /// <param name="endpoint">The URL, <c>*</c> for the parts that are known at run time only; null when nothing is known.</param>
    /// <param name="connectionArn">The connection's ARN in the syntax of <c>Fn::Sub</c>, <c>${Connection.Arn}</c>; null when it is known at run time only.</param>
    public static IReadOnlyList<IamStatement> Permissions(string method, string? endpoint, string? connectionArn)
    {
        var conditions = new Dictionary<string, string>(StringComparer.Ordinal) { ["states:HTTPMethod"] = method };
        if (endpoint is not null)
            conditions["states:HTTPEndpoint"] = endpoint;
        // A connection's secret is owned by EventBridge, under a name that nobody chooses.
        return new[]
        {
            new IamStatement(new[] { "states:InvokeHTTPEndpoint" }, new[] { "*" }) { StringLike = conditions },
            new IamStatement(new[] { "events:RetrieveConnectionCredentials" }, new[] { connectionArn ?? "*" }, connectionArn is null ? "The resource is known at run time only." : null),
            new IamStatement(
                new[] { "secretsmanager:GetSecretValue", "secretsmanager:DescribeSecret" },
                new[] { "arn:${AWS::Partition}:secretsmanager:${AWS::Region}:${AWS::AccountId}:secret:events!connection/*" }),
        };
    }
}
