namespace LambdaLift.Converter;
internal static class Placeholder;
