using System.Globalization;
using System.Text;
using LambdaLift.StatesLanguage.Json;

namespace LambdaLift.StatesLanguage.Paths;

/// <summary>Writes the trees of paths and intrinsic calls as text.</summary>
internal static class PathPrinter
{
    public static string Print(JsonPath path)
    {
        var text = new StringBuilder();
        Path(text, path);
        return text.ToString();
    }

    public static string Print(IntrinsicExpression expression)
    {
        var text = new StringBuilder();
        Expression(text, expression);
        return text.ToString();
    }

    private static void Expression(StringBuilder text, IntrinsicExpression expression)
    {
        System.Runtime.CompilerServices.RuntimeHelpers.EnsureSufficientExecutionStack();
        switch (expression)
        {
            case PathExpression path:
                Path(text, path.Path);
                break;
            case ConstantExpression { Value: DataString literal }:
                text.Append('\'').Append(Escape(literal.Value, braces: false)).Append('\'');
                break;
            case ConstantExpression constant:
                text.Append(constant.Value);
                break;
            case FormatTemplate template:
                text.Append('\'').Append(string.Join("{}", template.Texts.Select(part => Escape(part, braces: true)))).Append('\'');
                break;
            default:
                var call = (IntrinsicCall)expression;
                text.Append(call.Function).Append('(');
                for (var i = 0; i < call.Arguments.Length; i++)
                {
                    text.Append(i == 0 ? "" : ", ");
                    Expression(text, call.Arguments[i]);
                }

                text.Append(')');
                break;
        }
    }

    private static string Escape(string value, bool braces)
    {
        var text = new StringBuilder(value.Length);
        foreach (var c in value)
        {
            if (c is '\'' or '\\' || (braces && c is '{' or '}'))
            {
                text.Append('\\');
            }

            text.Append(c);
        }

        return text.ToString();
    }

    private static void Path(StringBuilder text, JsonPath path)
    {
        text.Append(path.Root switch
        {
            PathRoot.Input => "$",
            PathRoot.Context => "$$",
            PathRoot.Item => "@",
            _ => "$" + path.VariableName,
        });
        var afterDescent = false;
        foreach (var segment in path.Segments)
        {
            switch (segment)
            {
                case MemberSegment { Names.Length: 1 } member when PathNames.IsPlain(member.Names[0]):
                    text.Append(afterDescent ? "" : ".").Append(member.Names[0]);
                    break;
                case MemberSegment member:
                    text.Append('[').Append(string.Join(",", member.Names.Select(PathNames.Quote))).Append(']');
                    break;
                case IndexSegment index:
                    text.Append('[').Append(string.Join(",", index.Indexes.Select(i => i.ToString(CultureInfo.InvariantCulture)))).Append(']');
                    break;
                case SliceSegment slice:
                    text.Append('[').Append(slice.Start?.ToString(CultureInfo.InvariantCulture)).Append(':')
                        .Append(slice.End?.ToString(CultureInfo.InvariantCulture)).Append(']');
                    break;
                case WildcardSegment:
                    text.Append("[*]");
                    break;
                case DescendantSegment:
                    text.Append("..");
                    break;
                case FilterSegment filter:
                    text.Append("[?(");
                    Filter(text, filter.Filter);
                    text.Append(")]");
                    break;
                case FunctionSegment function:
                    text.Append(afterDescent ? "" : ".").Append(function.Name).Append("()");
                    break;
            }

            afterDescent = segment is DescendantSegment;
        }
    }

    private static void Filter(StringBuilder text, PathFilter filter)
    {
        System.Runtime.CompilerServices.RuntimeHelpers.EnsureSufficientExecutionStack();
        switch (filter)
        {
            case AndFilter and:
                Inner(text, and.Left, filter);
                text.Append(" && ");
                Inner(text, and.Right, filter);
                break;
            case OrFilter or:
                Inner(text, or.Left, filter);
                text.Append(" || ");
                Inner(text, or.Right, filter);
                break;
            case NotFilter not:
                text.Append("!(");
                Filter(text, not.Filter);
                text.Append(')');
                break;
            case ExistsFilter exists:
                Path(text, exists.Path);
                break;
            default:
                var compare = (CompareFilter)filter;
                Operand(text, compare.Left);
                text.Append(' ').Append(PathNames.Text(compare.Operator)).Append(' ');
                Operand(text, compare.Right);
                break;
        }
    }

    private static void Inner(StringBuilder text, PathFilter filter, PathFilter outer)
    {
        var needsParentheses = filter is AndFilter or OrFilter && (filter.GetType() != outer.GetType() || !ReferenceEquals(filter, (outer as AndFilter)?.Left ?? (outer as OrFilter)?.Left));
        text.Append(needsParentheses ? "(" : "");
        Filter(text, filter);
        text.Append(needsParentheses ? ")" : "");
    }

    private static void Operand(StringBuilder text, FilterOperand operand)
    {
        switch (operand)
        {
            case PathFilterOperand path:
                Path(text, path.Path);
                break;
            case PatternFilterOperand pattern:
                text.Append('/').Append(pattern.Pattern).Append('/').Append(pattern.IgnoreCase ? "i" : "");
                break;
            default:
                Constant(text, ((ConstantFilterOperand)operand).Value);
                break;
        }
    }

    private static void Constant(StringBuilder text, JsonData value)
    {
        switch (value)
        {
            case DataString literal:
                text.Append('\'').Append(Escape(literal.Value, braces: false)).Append('\'');
                break;
            case DataArray array:
                text.Append('[');
                for (var i = 0; i < array.Count; i++)
                {
                    text.Append(i == 0 ? "" : ", ");
                    Constant(text, array[i]);
                }

                text.Append(']');
                break;
            default:
                text.Append(value);
                break;
        }
    }
}
