using LambdaLift.Interpreter.Tasks;
using LambdaLift.StatesLanguage.Json;
using LambdaLift.StatesLanguage.Model;

namespace LambdaLift.Interpreter.DistributedMap;

/// <summary>
/// Where distributed Map states read their items and leave their results; a stand-in for Amazon S3.
/// A thrown <see cref="TaskFailedException"/> fails the state with <c>States.ItemReaderFailed</c> or
/// <c>States.ResultWriterFailed</c> unless it names another error.
/// </summary>
public interface IDistributedMapStore
{
    /// <summary>The items that an <c>ItemReader</c> yields, in order; the interpreter applies <c>MaxItems</c>.</summary>
    IEnumerable<JsonData> ReadItems(ItemReaderRequest request);

    /// <summary>Stores what a <c>ResultWriter</c> is given and answers with the state's result (for example <c>MapRunArn</c> and <c>ResultWriterDetails</c>).</summary>
    JsonData WriteResults(ResultWriterRequest request);
}

/// <summary>What an <c>ItemReader</c> asks for.</summary>
/// <param name="StateName">The Map state.</param>
/// <param name="Resource">For example <c>arn:aws:states:::s3:getObject</c>.</param>
/// <param name="Parameters">The evaluated <c>Parameters</c> or <c>Arguments</c>.</param>
/// <param name="ReaderConfig">The <c>ReaderConfig</c>; null when there is none.</param>
public sealed record ItemReaderRequest(string StateName, string Resource, JsonData Parameters, ReaderConfig? ReaderConfig);

/// <summary>What a <c>ResultWriter</c> stores.</summary>
/// <param name="StateName">The Map state.</param>
/// <param name="Resource">For example <c>arn:aws:states:::s3:putObject</c>; null when the writer only has a <c>WriterConfig</c>.</param>
/// <param name="Parameters">The evaluated <c>Parameters</c> or <c>Arguments</c>.</param>
/// <param name="WriterConfig">The <c>WriterConfig</c>; null when there is none.</param>
/// <param name="Children">The child executions, in the order of their items.</param>
public sealed record ResultWriterRequest(
    string StateName, string? Resource, JsonData Parameters, WriterConfig? WriterConfig, IReadOnlyList<ChildExecution> Children);

/// <summary>One child execution of a distributed Map.</summary>
/// <param name="Index">Number of the item or batch.</param>
/// <param name="Input">Its input.</param>
/// <param name="Status">How it ended.</param>
/// <param name="Output">The output of a success.</param>
/// <param name="Error">The error name of a failure.</param>
/// <param name="Cause">The description of a failure.</param>
public sealed record ChildExecution(int Index, JsonData Input, ExecutionStatus Status, JsonData? Output, string? Error, string? Cause);
