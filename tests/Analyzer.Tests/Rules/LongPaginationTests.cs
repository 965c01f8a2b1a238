using LambdaLift.Analyzer.Rules;

namespace LambdaLift.Analyzer.Tests.Rules;

/// <summary>LIFT1011.</summary>
public class LongPaginationTests
{
    private static Task VerifyAsync(params string[] sources) =>
        RuleTest<LongPaginationAnalyzer>.VerifyAsync([.. sources.Select(s => HandlerSource.Usings + s)]);

    [Theory]
    [InlineData("""Dictionary<string, AttributeValue> start = null; [|do|] { var page = await _db.ScanAsync(new ScanRequest { ExclusiveStartKey = start }); start = page.LastEvaluatedKey; } while (start != null);""")]
    [InlineData("""var request = new ListObjectsV2Request(); ListObjectsV2Response page; [|do|] { page = await _s3.ListObjectsV2Async(request); request.ContinuationToken = page.NextContinuationToken; } while (page.NextContinuationToken != null);""")]
    [InlineData("""string marker = null; [|while|] (true) { var page = await _lambda.ListFunctionsAsync(new ListFunctionsRequest { Marker = marker }); foreach (var f in page.Functions) Console.WriteLine(f); marker = page.NextMarker; if (marker == null) break; }""")]
    [InlineData("""[|await|] foreach (var page in _db.Paginators.Scan(new ScanRequest()).Responses) Console.WriteLine(page.Items.Count);""")]
    public Task Reports_loops_over_pages(string body) => VerifyAsync(HandlerSource.Of(body));
    [Theory]
    [InlineData("""foreach (var i in input) { var page = await _db.QueryAsync(new QueryRequest()); Console.WriteLine(page.LastEvaluatedKey); }""")]
    [InlineData("""for (var i = 0; i < 3; i++) await _sqs.SendMessageAsync("q", "m");""")]
    [InlineData("""var page = await _db.ScanAsync(new ScanRequest()); while (page.LastEvaluatedKey == null) { break; }""")]
    public Task Stays_quiet_on_other_loops(string body) => VerifyAsync(HandlerSource.Of(body));

    [Fact]
    public Task Incomplete_code_does_not_break_it() => RuleTest<LongPaginationAnalyzer>.On(HandlerSource.Usings + HandlerSource.Incomplete).Incomplete().RunWithAnyDiagnosticsAsync();

    [Fact]
    public Task Without_AWS_packages_nothing_runs() => RuleTest<LongPaginationAnalyzer>.WithoutAws("public class C { public void M(string s, object context) { } }");
}
