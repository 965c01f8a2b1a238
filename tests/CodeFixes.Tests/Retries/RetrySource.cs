namespace LambdaLift.CodeFixes.Tests.Retries;

/// <summary>Handlers around retry loops.</summary>
internal static class RetrySource
{
    public const string Client = "private readonly IAmazonLambda _lambda = new AmazonLambdaClient();";

    public static string Handler(string body, string fields = Client) => $$"""
        public class Function
        {
            {{fields}}

            public async Task<string> Handle(string input, ILambdaContext context)
            {
        {{string.Join('\n', body.Split('\n').Select(l => l.Length == 0 ? l : "        " + l))}}
            }
        }
        """;
}
