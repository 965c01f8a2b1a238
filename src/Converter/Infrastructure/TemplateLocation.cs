namespace LambdaLift.Converter.Infrastructure;

/// <summary>A place in a deployment template.</summary>
/// <param name="Path">The file's path as it was given to <see cref="DeploymentTemplate.Read"/>.</param>
/// <param name="Line">One-based line.</param>
/// <param name="Column">One-based column.</param>
public readonly record struct TemplateLocation(string Path, int Line, int Column)
{
    /// <summary><c>path:line</c>, as messages cite it.</summary>
    public override string ToString() =>
        Path + ":" + Line.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
