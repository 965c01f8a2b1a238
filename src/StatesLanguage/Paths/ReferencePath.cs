using LambdaLift.StatesLanguage.Json;

namespace LambdaLift.StatesLanguage.Paths;

/// <summary>Puts a result into an input, as <c>ResultPath</c> says.</summary>
public static class ReferencePath
{
    /// <summary>A copy of the input with the result at the path's place; members on the way that are missing are made.</summary>
    /// <param name="input">The input; what is no object on the way is an error.</param>
    /// <param name="path">A reference path from <c>$</c>; <c>$</c> itself replaces the input.</param>
    /// <param name="result">The result.</param>
    /// <exception cref="StatesException"><c>States.ResultPathMatchFailure</c>: the path does not fit the input.</exception>
    public static JsonData Place(JsonData input, JsonPath path, JsonData result)
    {
        if (path.Root != PathRoot.Input || !path.IsReference)
        {
            throw new StatesException(StatesException.ResultPathMatchFailure, $"'{path}' is not a reference path that starts with $");
        }

        return Put(input, 0);

        JsonData Put(JsonData? node, int depth)
        {
            System.Runtime.CompilerServices.RuntimeHelpers.EnsureSufficientExecutionStack();
            if (depth == path.Segments.Length)
            {
                return result;
            }

            if (path.Segments[depth] is MemberSegment member)
            {
                var name = member.Names[0];
                return node switch
                {
                    null => JsonData.Object((name, Put(null, depth + 1))),
                    DataObject target => target.With(name, Put(target.Get(name), depth + 1)),
                    _ => throw Mismatch(),
                };
            }

            var index = ((IndexSegment)path.Segments[depth]).Indexes[0];
            return node is DataArray array && index < array.Count ? array.With(index, Put(array[index], depth + 1)) : throw Mismatch();
        }

        StatesException Mismatch() => new(StatesException.ResultPathMatchFailure, $"Unable to apply ReferencePath {path} to input {input}");
    }
}
