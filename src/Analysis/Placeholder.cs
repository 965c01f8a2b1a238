namespace LambdaLift.Analysis;
internal static class Placeholder;
