using LambdaLift.StateMachineSpeed;

// Compares engines in one run, on one machine, under the same load: `dotnet run -c Release --project benchmarks/StateMachineSpeed`.
// Needs node and npm; the npm packages go into a temporary folder.
return StateMachineBenchmark.Run(Console.Out);
