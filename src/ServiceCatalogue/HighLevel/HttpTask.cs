using System.Globalization;

namespace LambdaLift.ServiceCatalogue;

/// <summary>What the HTTP task (<c>arn:aws:states:::http:invoke</c>) can do, how it fails and what it needs.</summary>
/// <remarks>Source: https://docs.aws.amazon.com/step-functions/latest/dg/call-https-apis.html</remarks>
public static class HttpTask
{
    /// <summary>The error when the call takes longer than <see cref="TimeLimitSeconds"/>, or the endpoint cannot be reached; .NET: <c>TaskCanceledException</c> or
    /// <c>HttpRequestException</c> without a status.</summary>
    public const string SocketError = "States.Http.Socket";

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
    private static readonly string[] Methods = { "GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS" };

    /// <summary>The error for an answer of a status other than 2xx.</summary>
    public static string StatusError(int statusCode) => "States.Http.StatusCode." + statusCode.ToString(CultureInfo.InvariantCulture);

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
