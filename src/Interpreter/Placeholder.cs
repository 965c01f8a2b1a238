namespace LambdaLift.Interpreter;
internal static class Placeholder;
