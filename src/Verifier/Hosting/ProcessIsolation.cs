using System.Net;

namespace LambdaLift.Verifier.Hosting;

/// <summary>
/// While it lasts, AWS clients find a region and dummy credentials and nothing of the machine's own configuration, and HTTP requests
/// that do not go through an AWS client are refused; what the handler prints is dropped, as a log is. Process-wide, because SDKs and libraries read the process's environment.
/// </summary>
internal sealed class ProcessIsolation : IDisposable
{
    private static readonly Dictionary<string, string?> Settings = new(StringComparer.Ordinal)
    {
        ["AWS_REGION"] = "us-east-1",
        ["AWS_DEFAULT_REGION"] = "us-east-1",
        ["AWS_ACCESS_KEY_ID"] = "AKIAIOSFODNN7EXAMPLE",
        ["AWS_SECRET_ACCESS_KEY"] = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY",
        ["AWS_SESSION_TOKEN"] = null,
        ["AWS_PROFILE"] = null,
        ["AWS_EC2_METADATA_DISABLED"] = "true",
        ["AWS_CONTAINER_CREDENTIALS_RELATIVE_URI"] = null,
        ["AWS_CONTAINER_CREDENTIALS_FULL_URI"] = null,
        ["AWS_WEB_IDENTITY_TOKEN_FILE"] = null,
        ["AWS_CONFIG_FILE"] = Path.Combine(Path.GetTempPath(), "lambdalift-no-such-file"),
        ["AWS_SHARED_CREDENTIALS_FILE"] = Path.Combine(Path.GetTempPath(), "lambdalift-no-such-file"),
    };

    private static readonly Lock Gate = new();
    private static readonly Dictionary<string, string?> Before = new(StringComparer.Ordinal);
    private static IWebProxy? s_proxy;
    private static TextWriter? s_output;
    private static int s_users;
    private bool _disposed;

    public ProcessIsolation(IEnumerable<KeyValuePair<string, string>> variables)
    {
        lock (Gate)
        {
            if (s_users++ == 0)
            {
                s_proxy = HttpClient.DefaultProxy;
                HttpClient.DefaultProxy = new Refusal();
                s_output = Console.Out;
                Console.SetOut(TextWriter.Null);
            }

            foreach (var (name, value) in variables) Set(name, value);
            foreach (var (name, value) in Settings) Set(name, value);
        }
    }

    /// <summary>The variables that every function sees, whatever its template says.</summary>
    public static IReadOnlyDictionary<string, string?> Variables => Settings;

    /// <summary>The last one to leave restores what was before.</summary>
    public void Dispose()
    {
        lock (Gate)
        {
            if (_disposed) return;
            _disposed = true;
            if (--s_users > 0) return;
            HttpClient.DefaultProxy = s_proxy!;
            Console.SetOut(s_output!);
            foreach (var (name, value) in Before) Environment.SetEnvironmentVariable(name, value);
            Before.Clear();
        }
    }

    private static void Set(string name, string? value)
    {
        Before.TryAdd(name, Environment.GetEnvironmentVariable(name));
        Environment.SetEnvironmentVariable(name, value);
    }

    /// <summary>A proxy where nobody listens: port 9 of the local host is "discard", and is closed.</summary>
    private sealed class Refusal : IWebProxy
    {
        public ICredentials? Credentials { get; set; }

        public Uri GetProxy(Uri destination) => new("http://127.0.0.1:9");

        public bool IsBypassed(Uri host) => false;
    }
}
