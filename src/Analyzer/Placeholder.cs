namespace LambdaLift.Analyzer;
internal static class Placeholder;
