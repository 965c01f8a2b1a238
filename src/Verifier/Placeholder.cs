namespace LambdaLift.Verifier;
internal static class Placeholder;
