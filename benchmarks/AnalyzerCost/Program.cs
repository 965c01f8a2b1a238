// What all rules cost beside the compiler's own work. Usage: dotnet run -c Release --project benchmarks/AnalyzerCost [handlers [rounds [alone|clock]]]
using System.Collections.Immutable;
using System.Globalization;
using LambdaLift.AnalyzerCost;
using LambdaLift.Analyzer;
using Microsoft.CodeAnalysis;

var handlers = args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : 1000;
var rounds = args.Length > 1 ? int.Parse(args[1], CultureInfo.InvariantCulture) : 5;
var framework = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
    .Where(p => Path.GetDirectoryName(p) == Path.GetDirectoryName(typeof(object).Assembly.Location))
    .Select(p => (MetadataReference)MetadataReference.CreateFromFile(p)).ToImmutableArray();
var rules = Analyzers.In(typeof(Descriptors).Assembly);

Console.WriteLine($"{rules.Length} rules, {Environment.ProcessorCount} processors, .NET {Environment.Version}, Roslyn {typeof(Compilation).Assembly.GetName().Version}");
foreach (var (name, sources, references) in new[]
{
    ("Lambda code", GeneratedCode.Handlers(handlers), framework.Add(GeneratedCode.Stubs(framework))),
    ("code without AWS", GeneratedCode.Plain(handlers), framework),
})
{
    var measurement = new Measurement(sources, references, rules, args.Contains("alone") || args.Contains("clock") ? [] : Analyzers.OfTheSdk());
    Console.WriteLine(await measurement.RunAsync(name, rounds, onlyClock: args.Contains("clock")));
}
