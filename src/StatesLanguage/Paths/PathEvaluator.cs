using System.Runtime.CompilerServices;
using System.Text;
using LambdaLift.StatesLanguage.Json;

namespace LambdaLift.StatesLanguage.Paths;

/// <summary>Evaluates paths as AWS does, that is, as the Jayway library with its defaults.</summary>
internal static class PathEvaluator
{
    public static bool TrySelect(JsonPath path, JsonData input, IPathScope scope, JsonData? item, out JsonData value)
    {
        if (!TryRoot(path, input, scope, item, out var root))
        {
            value = JsonData.Null;
            return false;
        }

        var segments = path.Segments;
        if (path.IsDefinite && (segments.IsEmpty || segments[segments.Length - 1] is not FunctionSegment))
        {
            value = root;
            foreach (var segment in segments)
            {
                if (!TryStep(segment, ref value))
                {
                    return false;
                }
            }

            return true;
        }

        return TrySelectList(path, root, input, scope, out value);
    }

    /// <summary>Why a definite path finds nothing, in AWS's words.</summary>
    public static string ExplainMiss(JsonPath path, JsonData input, IPathScope scope)
    {
        if (!TryRoot(path, input, scope, null, out var value))
        {
            return $"The variable '{path.VariableName}' is not defined";
        }

        var walked = new StringBuilder("$");
        for (var i = 0; i < path.Segments.Length; i++)
        {
            var segment = path.Segments[i];
            walked.Append(segment is MemberSegment member ? "['" + string.Join("','", member.Names) + "']" : segment is IndexSegment index ? "[" + index.Indexes[0] + "]" : "[*]");
            if (segment is FunctionSegment || TryStep(segment, ref value))
            {
                continue;
            }

            return segment is MemberSegment && i < path.Segments.Length - 1 && value is DataObject
                ? $"Missing property in path {walked}"
                : $"No results for path: {walked}";
        }

        return $"No results for path: {walked}";
    }

    private static bool TryRoot(JsonPath path, JsonData input, IPathScope scope, JsonData? item, out JsonData root)
    {
        switch (path.Root)
        {
            case PathRoot.Input:
                root = input;
                return true;
            case PathRoot.Context:
                root = scope.Context;
                return true;
            case PathRoot.Item:
                root = item ?? input;
                return true;
            default:
                var found = scope.TryGetVariable(path.VariableName!, out var variable);
                root = variable ?? JsonData.Null;
                return found;
        }
    }

    /// <summary>One step that leads to at most one value.</summary>
    private static bool TryStep(PathSegment segment, ref JsonData value)
    {
        if (segment is MemberSegment member)
        {
            if (value is not DataObject target)
            {
                return false;
            }

            if (member.Names.Length > 1)
            {
                value = Pick(target, member);
                return true;
            }

            var found = target.Get(member.Names[0]);
            value = found ?? value;
            return found is not null;
        }

        if (segment is IndexSegment index && value is DataArray array && TryIndex(array, index.Indexes[0], out var item))
        {
            value = item;
            return true;
        }

        return false;
    }

    private static bool TrySelectList(JsonPath path, JsonData root, JsonData input, IPathScope scope, out JsonData value)
    {
        var nodes = new List<JsonData> { root };
        var segments = path.Segments;
        for (var i = 0; i < segments.Length; i++)
        {
            if (segments[i] is FunctionSegment function)
            {
                var before = path.WithSegments(segments.RemoveAt(segments.Length - 1));
                var argument = before.IsDefinite ? nodes.FirstOrDefault() : DataArray.Adopt([.. nodes]);
                value = (argument is null ? null : PathFunctions.Apply(function.Name, argument)) ?? JsonData.Null;
                return argument is not null;
            }

            var next = new List<JsonData>();
            foreach (var node in nodes)
            {
                Steps(segments[i], node, isLast: i == segments.Length - 1, input, scope, next);
            }

            nodes = next;
        }

        value = DataArray.Adopt([.. nodes]);
        return true;
    }

    private static void Steps(PathSegment segment, JsonData node, bool isLast, JsonData input, IPathScope scope, List<JsonData> found)
    {
        switch (segment)
        {
            case MemberSegment member when node is DataObject target:
                if (member.Names.Length > 1 && isLast)
                {
                    found.Add(Pick(target, member));
                    break;
                }

                foreach (var name in member.Names)
                {
                    if (target.Get(name) is { } value)
                    {
                        found.Add(value);
                    }
                }

                break;
            case IndexSegment index when node is DataArray array:
                foreach (var position in index.Indexes)
                {
                    if (TryIndex(array, position, out var item))
                    {
                        found.Add(item);
                    }
                }

                break;
            case SliceSegment slice when node is DataArray array:
                var (from, to) = (Position(slice.Start ?? 0, array.Count), Position(slice.End ?? array.Count, array.Count));
                for (var i = from; i < to; i++)
                {
                    found.Add(array[i]);
                }

                break;
            case WildcardSegment:
                Children(node, found);
                break;
            case DescendantSegment:
                Descend(node, found);
                break;
            case FilterSegment filter when node is DataArray array:
                foreach (var item in array)
                {
                    if (PathFilters.Holds(filter.Filter, item, input, scope))
                    {
                        found.Add(item);
                    }
                }

                break;
            case FilterSegment filter when node is DataObject:
                if (PathFilters.Holds(filter.Filter, node, input, scope))
                {
                    found.Add(node);
                }

                break;
        }
    }

    private static DataObject Pick(DataObject target, MemberSegment member)
    {
        var picked = new DataObjectBuilder(member.Names.Length);
        foreach (var name in member.Names)
        {
            if (target.Get(name) is { } value)
            {
                picked.Set(name, value);
            }
        }

        return picked.Build();
    }

    private static void Children(JsonData node, List<JsonData> found)
    {
        if (node is DataArray array)
        {
            found.AddRange(array);
        }
        else if (node is DataObject target)
        {
            foreach (var value in target.Values)
            {
                found.Add(value);
            }
        }
    }

    private static void Descend(JsonData node, List<JsonData> found)
    {
        RuntimeHelpers.EnsureSufficientExecutionStack();
        found.Add(node);
        if (node is DataArray array)
        {
            foreach (var item in array)
            {
                Descend(item, found);
            }
        }
        else if (node is DataObject target)
        {
            foreach (var value in target.Values)
            {
                Descend(value, found);
            }
        }
    }

    private static bool TryIndex(DataArray array, int index, out JsonData item)
    {
        var position = index < 0 ? index + array.Count : index;
        var exists = position >= 0 && position < array.Count;
        item = exists ? array[position] : JsonData.Null;
        return exists;
    }

    private static int Position(int index, int count) => Math.Max(0, Math.Min(count, index < 0 ? index + count : index));
}
