using Fix = LambdaLift.CodeFixes.Tests.FixTest<LambdaLift.Analyzer.Rules.IndependentCallsAnalyzer, LambdaLift.CodeFixes.WhenAllFixer>;

namespace LambdaLift.CodeFixes.Tests;

public class WhenAllFixerTests
{
    private static string Handler(string body) => $$"""
        public class Function(Amazon.DynamoDBv2.IAmazonDynamoDB db, Amazon.S3.IAmazonS3 s3, IAmazonSQS sqs)
        {
            public async Task<string> Handle(string input, ILambdaContext context)
            {
        {{string.Join('\n', body.Split('\n').Select(l => l.Length == 0 ? l : "        " + l))}}
                return "";
            }
        }
        """;

    [Fact]
    public Task Starts_the_calls_together() => Fix.VerifyAsync(
        Handler(
            """
            // the customer
            var customer = await [|db.GetItemAsync("customers", null)|]; // by id
            // the template
            var template = await s3.GetObjectAsync("templates", input);
            Console.WriteLine(customer.Item.Count + template.ToString());
            """),
        Handler(
            """
            // the customer
            var customerTask = db.GetItemAsync("customers", null); // by id
            // the template
            var templateTask = s3.GetObjectAsync("templates", input);
            await Task.WhenAll(customerTask, templateTask);
            var customer = await customerTask;
            var template = await templateTask;
            Console.WriteLine(customer.Item.Count + template.ToString());
            """),
        WhenAllFixer.UseWhenAll);

    [Fact]
    public Task Keeps_ConfigureAwait_and_names_apart() => Fix.VerifyAsync(
        Handler(
            """
            var aTask = 0;
            await [|sqs.SendMessageAsync("q", input)|].ConfigureAwait(false);
            var a = await db.GetItemAsync("customers", null).ConfigureAwait(false);
            if (aTask == 0)
            {
                await [|sqs.SendMessageAsync("q", input)|];
                var b = await db.GetItemAsync("customers", null);
                var c = await db.GetItemAsync("orders", null);
            }
            """),
        Handler(
            """
            var aTask = 0;
            var sendMessageTask = sqs.SendMessageAsync("q", input);
            var aTask2 = db.GetItemAsync("customers", null);
            await Task.WhenAll(sendMessageTask, aTask2).ConfigureAwait(false);
            var a = await aTask2.ConfigureAwait(false);
            if (aTask == 0)
            {
                var sendMessageTask2 = sqs.SendMessageAsync("q", input);
                var bTask = db.GetItemAsync("customers", null);
                var cTask = db.GetItemAsync("orders", null);
                await Task.WhenAll(sendMessageTask2, bTask, cTask);
                var b = await bTask;
                var c = await cTask;
            }
            """),
        WhenAllFixer.UseWhenAll,
        test => test.NumberOfIncrementalIterations = 2);
}
