using LambdaLift.Interpreter.DistributedMap;
using LambdaLift.Interpreter.Tasks;
using LambdaLift.StatesLanguage.Json;
using Xunit;
using static LambdaLift.Interpreter.Tests.Machines;

namespace LambdaLift.Interpreter.Tests.Flow;

public sealed class DistributedMapTests
{
    private static string Machine(string fields, string states = """{"T":{"Type":"Task","Resource":"r","End":true}}""") => $$$$"""
        {"StartAt":"M","States":{
          "M":{"Type":"Map",{{{{fields}}}}"Catch":[{"ErrorEquals":["States.ExceedToleratedFailureThreshold","States.ItemReaderFailed"],"Next":"H"}],"End":true,
            "ItemProcessor":{"ProcessorConfig":{"Mode":"DISTRIBUTED","ExecutionType":"EXPRESS"},"StartAt":"T","States":{{{{states}}}}}},
          "H":{"Type":"Pass","End":true}}}
        """;

    private static ITaskHandler FailingOn(params int[] items) =>
        Answer(r => r.Parameters is DataNumber n && items.Contains((int)n.Value) ? Error("Bad") : TaskResponse.Success(r.Parameters));

    [Theory]
    [InlineData("", false)]
    [InlineData(""" "ToleratedFailureCount":1,""", false)]
    [InlineData(""" "ToleratedFailureCount":2,""", true)]
    [InlineData(""" "ToleratedFailurePercentage":49,""", false)]
    [InlineData(""" "ToleratedFailurePercentage":50,""", true)]
    [InlineData(""" "ToleratedFailurePercentage":100,"ToleratedFailureCount":1,""", false)]
    public void FailuresAreToleratedUpToTheThreshold(string fields, bool tolerated)
    {
        ExecutionResult result = Run(Machine(fields), "[1,2,3,4]", FailingOn(2, 3));
        Assert.Equal(tolerated ? ["M"] : ["M", "H"], result.Path.Where(p => p != "T"));
        if (tolerated) Assert.Equal(Json("[1,4]"), result.Output);
    }

    [Fact]
    public void ItemsAreBatchedByNumber()
    {
        ExecutionResult result = Run(
            Machine(""" "ItemBatcher":{"MaxItemsPerBatch":2,"BatchInput":{"b.$":"$[0]"}},""", """{"T":{"Type":"Pass","End":true}}"""), "[1,2,3]");
        Assert.Equal(Json("""[{"BatchInput":{"b":1},"Items":[1,2]},{"BatchInput":{"b":1},"Items":[3]}]"""), result.Output);
    }

    [Fact]
    public void ItemsAreBatchedByBytes()
    {
        string item = "\"" + new string('x', 98) + "\"";
        ExecutionResult result = Run(
            Machine(""" "ItemBatcher":{"MaxInputBytesPerBatch":330},""", """{"T":{"Type":"Pass","End":true}}"""), $"[{string.Join(',', Enumerable.Repeat(item, 7))}]");
        Assert.Equal([3, 3, 1], ((DataArray)result.Output!).AsSpan().ToArray().Select(b => ((DataArray)((DataObject)b)["Items"]).Count));
    }

    [Fact]
    public void ReaderAndWriterAreAskedOfTheStore()
    {
        var store = new Store();
        ExecutionResult result = Run(
            Machine("""
                "ItemReader":{"Resource":"arn:aws:states:::s3:getObject","ReaderConfig":{"InputType":"JSON","MaxItems":3},"Parameters":{"Bucket":"in","Key.$":"$.key"}},
                "ResultWriter":{"Resource":"arn:aws:states:::s3:putObject","Parameters":{"Bucket":"out","Prefix":"p"}},"ToleratedFailureCount":5,
                """),
            """{"key":"k"}""", FailingOn(2), o => o with { DistributedMapStore = store });
        Assert.Equal(Json("""{"stored":3}"""), result.Output);
        Assert.Equal(Json("""{"Bucket":"in","Key":"k"}"""), store.Read!.Parameters);
        Assert.Equal("JSON", store.Read.ReaderConfig!.InputType);
        Assert.Equal([ExecutionStatus.Succeeded, ExecutionStatus.Failed, ExecutionStatus.Succeeded], store.Written!.Children.Select(c => c.Status));
    }

    [Fact]
    public void AFailingReaderCanBeCaught()
    {
        ExecutionResult result = Run(
            Machine(""" "ItemReader":{"Resource":"arn:aws:states:::s3:getObject","Parameters":{"Bucket":"none"}},"""),
            configure: o => o with { DistributedMapStore = new Store { Failure = new TaskFailedException(null, "no bucket") } });
        Assert.Equal(["M", "H"], result.Path);
        Assert.Equal(Json("""{"Error":"States.ItemReaderFailed","Cause":"no bucket"}"""), result.Output);
    }

    [Theory]
    [InlineData("COMPACT", "[[1,2],[3]]")]
    [InlineData("FLATTEN", "[1,2,3]")]
    public void ResultsCanBeFormattedWithoutBeingStored(string transformation, string expected)
    {
        ExecutionResult result = Run(
            Machine($$$""" "ResultWriter":{"WriterConfig":{"Transformation":"{{{transformation}}}","OutputType":"JSON"}},""", """{"T":{"Type":"Pass","End":true}}"""), "[[1,2],[3]]");
        Assert.Equal(Json(expected), result.Output);
    }

    [Fact]
    public void ChildrenHaveTheirOwnHistoryAndContext()
    {
        string items = string.Join(',', Enumerable.Range(0, 9000));
        ExecutionResult result = Run(Machine("", """{"T":{"Type":"Pass","Parameters":{"in.$":"$$.Execution.Input"},"End":true}}"""), $"[{items}]");
        Assert.Equal(ExecutionStatus.Succeeded, result.Status);
        Assert.Equal(Json("""{"in":8999}"""), ((DataArray)result.Output!)[8999]);
        Assert.True(result.EventCount < 20);
    }

    [Fact]
    public void JsonataFieldsAreEvaluated()
    {
        var store = new Store();
        ExecutionResult result = Run(
            """
            {"QueryLanguage":"JSONata","StartAt":"M","States":{"M":{"Type":"Map",
              "ItemReader":{"Resource":"arn:aws:states:::s3:getObject","ReaderConfig":{"InputType":"JSON","MaxItems":"{% $states.input.most %}"},"Arguments":{"Bucket":"in","Key":"{% $states.input.key %}"}},
              "ItemSelector":"{% $states.context.Map.Item.Value * 10 %}",
              "ItemBatcher":{"MaxItemsPerBatch":"{% $states.input.most - 2 %}","BatchInput":{"key":"{% $states.input.key %}"}},
              "ToleratedFailurePercentage":"{% $states.input.tolerated %}",
              "ResultWriter":{"Resource":"arn:aws:states:::s3:putObject","Arguments":{"Bucket":"out","Prefix":"{% $states.input.key %}"},"WriterConfig":{"Transformation":"COMPACT","OutputType":"JSONL"}},
              "ItemProcessor":{"ProcessorConfig":{"Mode":"DISTRIBUTED","ExecutionType":"STANDARD"},"StartAt":"T","States":{"T":{"Type":"Task","Resource":"r","End":true}}},
              "Output":"{% $states.result.stored %}","End":true}}}
            """,
            """{"key":"k","most":4,"tolerated":50}""", Answer(r => r.Parameters.ToJson().Contains("[10,20]", StringComparison.Ordinal) ? Error("Bad") : TaskResponse.Success(r.Parameters)),
            o => o with { DistributedMapStore = store });
        Assert.Equal(Json("2"), result.Output);
        Assert.Equal(Json("""{"Bucket":"in","Key":"k"}"""), store.Read!.Parameters);
        Assert.Equal(Json("""{"Bucket":"out","Prefix":"k"}"""), store.Written!.Parameters);
        Assert.Equal("JSONL", store.Written.WriterConfig!.OutputType);
        Assert.Equal(
            [Json("""{"BatchInput":{"key":"k"},"Items":[10,20]}"""), Json("""{"BatchInput":{"key":"k"},"Items":[30,40]}""")], store.Written.Children.Select(c => c.Input));
        Assert.Equal([ExecutionStatus.Failed, ExecutionStatus.Succeeded], store.Written.Children.Select(c => c.Status));
    }

    private sealed class Store : IDistributedMapStore
    {
        public TaskFailedException? Failure { get; init; }

        public ItemReaderRequest? Read { get; private set; }

        public ResultWriterRequest? Written { get; private set; }

        public IEnumerable<JsonData> ReadItems(ItemReaderRequest request)
        {
            Read = request;
            if (Failure is not null) throw Failure;
            return [1, 2, 3, 4, 5];
        }

        public JsonData WriteResults(ResultWriterRequest request)
        {
            Written = request;
            return JsonData.Object(("stored", request.Children.Count));
        }
    }
}
