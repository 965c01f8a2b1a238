using System.Globalization;

namespace LambdaLift.Interpreter.Coverage;

/// <summary>
/// Paths of states in a definition: <c>Outer</c>, <c>Fan[1]/Send</c> (branch 1 of the Parallel state Fan),
/// <c>EachOrder[]/Charge</c> (the processor of the Map state EachOrder).
/// </summary>
internal static class StatePaths
{
    public static string State(string graphPath, string name) => graphPath.Length == 0 ? name : graphPath + "/" + name;

    public static string Branch(string statePath, int index) => statePath + "[" + index.ToString(CultureInfo.InvariantCulture) + "]";

    public static string Processor(string statePath) => statePath + "[]";
}
