namespace LambdaLift.ServiceCatalogue;
internal static class Placeholder;
