namespace LambdaLift.CodeFixes;
internal static class Placeholder;
