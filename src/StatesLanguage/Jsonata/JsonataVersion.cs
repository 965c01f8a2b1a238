namespace LambdaLift.StatesLanguage.Jsonata;

/// <summary>The versions of the JSONata language that differ in syntax or results.</summary>
public enum JsonataVersion
{
    /// <summary>2.0.6, which AWS Step Functions runs. The default.</summary>
    StepFunctions,

    /// <summary>2.2: adds <c>?:</c> and <c>??</c>, and corrects a few functions.</summary>
    Latest,
}
