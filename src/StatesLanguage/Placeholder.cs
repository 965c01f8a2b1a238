namespace LambdaLift.StatesLanguage;
internal static class Placeholder;
