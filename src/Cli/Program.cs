using LambdaLift.Cli;

using var cancellation = new CancellationTokenSource();
Console.CancelKeyPress += (_, pressed) =>
{
    pressed.Cancel = true;
    cancellation.Cancel();
};

return (int)await LambdaLiftTool.RunAsync(args, AppHost.ForProcess(), cancellation.Token);
