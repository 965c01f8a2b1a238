using BenchmarkDotNet.Running;
using LambdaLift.Benchmarks.Jsonata;

// `compare-jsonata FOLDER [SUITE]`: ours and jsonata.js side by side; FOLDER holds node_modules/jsonata, SUITE is its test suite as one file.
// Anything else goes to BenchmarkDotNet: `--filter *Jsonata*`.
if (args is ["compare-jsonata", var folder, .. var rest])
{
    return JsonataComparison.Run(folder, rest.Length > 0 ? rest[0] : null);
}

BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args);
return 0;
