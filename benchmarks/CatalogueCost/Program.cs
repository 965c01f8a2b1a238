using System.Diagnostics;
using System.Globalization;
using LambdaLift.ServiceCatalogue;

// What the service catalogue costs, in this process from cold to warm:
//   dotnet run -c Release --project benchmarks/CatalogueCost
// Exit code 1 when a warm lookup takes longer than promised.
const double PromisedMicroseconds = 10;
const int Iterations = 200_000;

Console.WriteLine("| what | time | allocated |");
Console.WriteLine("|---|---|---|");
Once("open the catalogue, find a service by its .NET type (cold)", () => AwsCatalogue.Default.FindServiceOfDotNetType("Amazon.SQS.IAmazonSQS"));
Once("read SQS (23 operations), first service read (cold)", () => AwsCatalogue.Default.FindOperation("Amazon.SQS.IAmazonSQS", "SendMessageAsync"));
Once("read DynamoDB (58 operations)", () => AwsCatalogue.Default.FindOperation("Amazon.DynamoDBv2.IAmazonDynamoDB", "PutItemAsync"));
Once("read the integrations, choose one (cold)", () => AwsCatalogue.Default.FindOperation("dynamodb:PutItem")!.StepFunctions.Preferred);
Once("read EC2 (800 operations), the largest", () => AwsCatalogue.Default.FindOperation("Amazon.EC2.IAmazonEC2", "RunInstancesAsync"));

var slowest = new[]
{
    Many("operation of a .NET method", () => AwsCatalogue.Default.FindOperation("Amazon.DynamoDBv2.IAmazonDynamoDB", "PutItemAsync")),
    Many("API member of a .NET property", () => AwsCatalogue.Default.FindClass("Amazon.DynamoDBv2.Model.PutItemRequest")!.FindProperty("TableName")),
    Many("integration of an operation", () => AwsCatalogue.Default.FindOperation("dynamodb:PutItem")!.StepFunctions.Preferred),
    Many("error name of an exception", () => AwsCatalogue.Default.FindOperation("dynamodb:PutItem")!.StepFunctions.Optimized[0].Errors.ForDotNetType("Amazon.DynamoDBv2.Model.ConditionalCheckFailedException")),
    Many("meaning of a resource", () => AwsCatalogue.Default.TryParseResource("arn:aws:states:::aws-sdk:dynamodb:query", out var resource, out _) ? resource : null),
}.Max();
return slowest <= PromisedMicroseconds ? 0 : 1;

static void Once(string what, Func<object?> action)
{
    var allocated = GC.GetAllocatedBytesForCurrentThread();
    var watch = Stopwatch.StartNew();
    var result = action();
    watch.Stop();
    allocated = GC.GetAllocatedBytesForCurrentThread() - allocated;
    if (result is null)
        throw new InvalidOperationException($"{what}: nothing was found.");
    Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {what} | {watch.Elapsed.TotalMilliseconds:0.0} ms | {allocated / 1024} KB |"));
}

static double Many(string what, Func<object?> action)
{
    for (var i = 0; i < Iterations / 10; i++)
        action();
    var allocated = GC.GetAllocatedBytesForCurrentThread();
    var watch = Stopwatch.StartNew();
    for (var i = 0; i < Iterations; i++)
    {
        if (action() is null)
            throw new InvalidOperationException($"{what}: nothing was found.");
    }
    var microseconds = watch.Elapsed.TotalMicroseconds / Iterations;
    allocated = (GC.GetAllocatedBytesForCurrentThread() - allocated) / Iterations;
    Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {what} (warm) | {microseconds:0.00} µs | {allocated} B |"));
    return microseconds;
}
