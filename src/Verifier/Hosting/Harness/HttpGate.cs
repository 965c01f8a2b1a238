// Compiled at run time against the user's own references; only types of the base class library cross to the verifier.
#nullable disable
using System;
using System.Collections.Generic;
using System.Net;
using System.Net.Http;
using System.Text;
using System.Threading;
using System.Threading.Tasks;

namespace LambdaLift.Harness
{
    /// <summary>What instrumented user code sends HTTP requests with: the client's settings, and answers from the script.</summary>
    public static class HttpGate
    {
        /// <summary>(method, URL, headers, body, seconds that the client waits, cancellation) → status and body; a failure is an exception of HttpClient.</summary>
        public static Func<string, string, IDictionary<string, string>, string, double, CancellationToken, Task<KeyValuePair<int, string>>> Call;
        public static Action<Type, object> Reading;

        /// <summary>A client as the given one is set up now, whose requests do not leave the process.</summary>
        public static HttpClient Client(HttpClient client) { return Client(client, null); }

        /// <summary>As above, for a method that reads the answer as a type.</summary>
        public static HttpClient Client(HttpClient client, Type read)
        {
            var gated = new HttpClient(new Gate(read, client.Timeout)) { BaseAddress = client.BaseAddress, Timeout = client.Timeout };
            foreach (var header in client.DefaultRequestHeaders) gated.DefaultRequestHeaders.TryAddWithoutValidation(header.Key, header.Value);
            return gated;
        }

        /// <summary>Told before user code reads content as a type.</summary>
        public static HttpContent Content(HttpContent content, Type read)
        {
            // What the script answers is in memory already.
            Reading(read, content.ReadAsStringAsync().GetAwaiter().GetResult());
            return content;
        }

        private sealed class Gate : HttpMessageHandler
        {
            private readonly Type _read;
            private readonly TimeSpan _limit;

            public Gate(Type read, TimeSpan limit) { _read = read; _limit = limit; }

            protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
            {
                var headers = new Dictionary<string, string>();
                foreach (var header in request.Headers) headers[header.Key] = string.Join(", ", header.Value);
                string body = null;
                if (request.Content != null)
                {
                    foreach (var header in request.Content.Headers) headers[header.Key] = string.Join(", ", header.Value);
                    body = await request.Content.ReadAsStringAsync().ConfigureAwait(false);
                }

                var seconds = _limit == Timeout.InfiniteTimeSpan ? double.PositiveInfinity : _limit.TotalSeconds;
                var answer = await Call(request.Method.Method, request.RequestUri.AbsoluteUri, headers, body, seconds, cancellationToken).ConfigureAwait(false);
                if (_read != null && answer.Key >= 200 && answer.Key <= 299) Reading(_read, answer.Value);
                var mediaType = answer.Value.Length > 0 && (answer.Value[0] == '{' || answer.Value[0] == '[') ? "application/json" : "text/plain";
                return new HttpResponseMessage((HttpStatusCode)answer.Key) { RequestMessage = request, Content = new StringContent(answer.Value, Encoding.UTF8, mediaType) };
            }
        }
    }
}
