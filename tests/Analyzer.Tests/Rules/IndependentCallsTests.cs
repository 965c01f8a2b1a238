using LambdaLift.Analyzer.Rules;

namespace LambdaLift.Analyzer.Tests.Rules;

/// <summary>LIFT1013.</summary>
public class IndependentCallsTests
{
    private const string Members = "private string _bucket; private Dictionary<string, AttributeValue> Key(string id) => new(); private string Touch() => \"\";";

    private static Task VerifyAsync(string body, string signature = "public async Task<string> Handle(Order input, ILambdaContext context)") =>
        RuleTest<IndependentCallsAnalyzer>.VerifyAsync(HandlerSource.Usings + HandlerSource.Of(body, Members, signature) + "\npublic record Order(string Id, Customer Customer); public class Customer { public string Id { get; set; } }");

    [Theory]
    [InlineData("""var a = await [|_db.GetItemAsync("t", null)|]; var b = await _s3.GetObjectAsync("b", "k");""")]
    [InlineData("""var a = await [|_db.GetItemAsync(new GetItemRequest { TableName = input.Id })|].ConfigureAwait(false); var b = await _db.QueryAsync(new QueryRequest { TableName = $"x-{input.Id}" });""")]
    [InlineData("""await [|_sqs.SendMessageAsync("q", "m")|]; var b = await _s3.GetObjectAsync(_bucket, Environment.GetEnvironmentVariable("K"));""")]
    [InlineData("""Console.WriteLine(); var a = await [|_s3.GetObjectAsync(input.Id, "k")|]; var b = await _s3.GetObjectAsync(input.Id, "l"); var c = await _db.ScanAsync(new ScanRequest()); Console.WriteLine();""")]
    public Task Reports_calls_that_do_not_need_each_other(string body) => VerifyAsync(body);

    [Theory]
    [InlineData("data from the first", """var a = await _s3.GetObjectAsync("b", "k"); var b = await _s3.GetObjectAsync("b", a.ToString());""")]
    [InlineData("an effect that must not happen after a failure", """var a = await _s3.GetObjectAsync("b", "k"); await _sqs.SendMessageAsync("q", "m");""")]
    [InlineData("two effects", """await _sns.PublishAsync("t", "m"); await _sqs.SendMessageAsync("q", "m");""")]
    [InlineData("a read of what was written", """await _db.PutItemAsync("t", null); var a = await _db.GetItemAsync("t", null);""")]
    [InlineData("an own method in between", """var a = await _db.GetItemAsync("t", null); var b = await _db.GetItemAsync("t", Key("b"));""")]
    [InlineData("an argument with an effect", """var a = await _s3.GetObjectAsync("b", "k"); var b = await _s3.GetObjectAsync("b", Touch());""")]
    [InlineData("the clock", """var a = await _s3.GetObjectAsync("b", "k"); var b = await _s3.GetObjectAsync("b", DateTime.UtcNow.ToString());""")]
    [InlineData("an argument that may fail", """var a = await _s3.GetObjectAsync("b", "k"); var b = await _s3.GetObjectAsync("b", input.Customer.Id);""")]
    [InlineData("a statement between", """var a = await _s3.GetObjectAsync("b", "k"); if (a == null) return ""; var b = await _s3.GetObjectAsync("b", "l");""")]
    [InlineData("a using declaration", """using var a = await _s3.GetObjectAsync("b", "k"); using var b = await _s3.GetObjectAsync("b", "l");""")]
    [InlineData("one call", """var a = await _s3.GetObjectAsync("b", "k");""")]
    public Task Stays_quiet_on(string what, string body)
    {
        Assert.NotEmpty(what);
        return VerifyAsync(body);
    }

    [Fact]
    public Task Incomplete_code_does_not_break_it() => RuleTest<IndependentCallsAnalyzer>.On(HandlerSource.Usings + HandlerSource.Incomplete).Incomplete().RunWithAnyDiagnosticsAsync();

    [Fact]
    public Task Without_AWS_packages_nothing_runs() => RuleTest<IndependentCallsAnalyzer>.WithoutAws("public class C { public void M(string s, object context) { } }");
}
