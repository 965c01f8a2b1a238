using System.Runtime.CompilerServices;
using System.Text;
using LambdaLift.StatesLanguage.Json;

namespace LambdaLift.StatesLanguage.Jsonata;

/// <summary>Writes syntax trees as JSONata source on one line, with no more parentheses than the tree and precedence need.</summary>
public sealed class JsonataPrinter
{
    private readonly StringBuilder _text = new();

    // What the step being written selects, below its predicates and bindings.
    private JsonataNode? _stepName;

    private JsonataPrinter()
    {
    }

    /// <summary>The source of a tree. Parsing it gives the tree back if it was parsed or built by <see cref="Js"/>.</summary>
    public static string Print(JsonataNode node)
    {
        if (node is null)
        {
            throw new ArgumentNullException(nameof(node));
        }

        var printer = new JsonataPrinter();
        printer.Write(node);
        return printer._text.ToString();
    }

    private void Write(JsonataNode node)
    {
        RuntimeHelpers.EnsureSufficientExecutionStack();
        switch (node)
        {
            case StringLiteral text:
                JsonataNames.AppendQuoted(_text, text.Value);
                break;
            case NumberLiteral number:
                _text.Append(NumberText.Format(number.Value));
                break;
            case BooleanLiteral boolean:
                _text.Append(boolean.Value ? "true" : "false");
                break;
            case NullLiteral:
                _text.Append("null");
                break;
            case RegexLiteral regex:
                _text.Append('/').Append(regex.Pattern).Append('/').Append(regex.Flags);
                break;
            case FieldName field:
                WriteField(field);
                break;
            case VariableReference variable:
                _text.Append('$').Append(variable.Name);
                break;
            case Wildcard:
                _text.Append('*');
                break;
            case Descendants:
                _text.Append("**");
                break;
            case ParentReference:
                _text.Append('%');
                break;
            case ArgumentPlaceholder:
                _text.Append('?');
                break;
            default:
                WriteCompound(node);
                break;
        }
    }

    private void WriteCompound(JsonataNode node)
    {
        switch (node)
        {
            case PathExpression path:
                WritePath(path);
                break;
            case FilterExpression filter:
                Write(JsonataPrecedence.Left(filter.Operand, JsonataOperators.Postfix));
                _text.Append('[');
                Write(filter.Predicate);
                _text.Append(']');
                break;
            case KeepArrayExpression keep:
                Write(JsonataPrecedence.Left(keep.Operand, JsonataOperators.Postfix));
                _text.Append("[]");
                break;
            case ArrayConstructor array:
                _text.Append('[');
                WriteList(array.Items, Write, regexFirst: false);
                _text.Append(']');
                break;
            case RangeExpression range:
                Write(range.Start);
                _text.Append("..");
                Write(range.End);
                break;
            case ObjectConstructor constructor:
                WriteMembers(constructor.Members);
                break;
            case GroupByExpression group:
                Write(JsonataPrecedence.Left(group.Operand, JsonataOperators.Group));
                WriteMembers(group.Members);
                break;
            case OrderByExpression order:
                Write(JsonataPrecedence.Left(order.Operand, JsonataOperators.OrderBy));
                _text.Append("^(");
                WriteList(order.Terms, WriteTerm, regexFirst: true);
                _text.Append(')');
                break;
            case FocusBinding focus:
                Write(JsonataPrecedence.Left(focus.Operand, JsonataOperators.Postfix));
                _text.Append("@$").Append(focus.Name);
                break;
            case IndexBinding index:
                Write(JsonataPrecedence.Left(index.Operand, JsonataOperators.Postfix));
                _text.Append("#$").Append(index.Name);
                break;
            case Block block:
                _text.Append('(');
                WriteList(block.Expressions, Write, regexFirst: false, separator: "; ");
                _text.Append(')');
                break;
            case LambdaExpression lambda:
                WriteLambda(lambda);
                break;
            case CallExpression call:
                Write(JsonataPrecedence.Callee(call.Function));
                _text.Append('(');
                WriteList(call.Arguments, Write, regexFirst: true);
                _text.Append(')');
                break;
            case TransformExpression transform:
                WriteTransform(transform);
                break;
            default:
                WriteOperation(node);
                break;
        }
    }

    private void WriteOperation(JsonataNode node)
    {
        switch (node)
        {
            case Negation negation:
                _text.Append('-');
                WriteAfterPrefix(JsonataPrecedence.Right(negation.Operand, JsonataOperators.Prefix));
                break;
            case BinaryExpression binary:
                Write(JsonataPrecedence.LeftOf(binary.Operator, binary.Left));
                _text.Append(' ').Append(JsonataOperators.Symbol(binary.Operator)).Append(' ');
                Write(JsonataPrecedence.Right(binary.Right, JsonataOperators.RightPower(binary.Operator)));
                break;
            case ChainExpression chain:
                Write(JsonataPrecedence.Left(chain.Left, JsonataOperators.Chain));
                _text.Append(" ~> ");
                Write(JsonataPrecedence.Right(chain.Right, JsonataOperators.Chain));
                break;
            case ConditionalExpression conditional:
                WriteConditional(conditional);
                break;
            case Assignment assignment:
                _text.Append('$').Append(assignment.Name).Append(" := ");
                Write(assignment.Value);
                break;
            default:
                throw new InvalidOperationException($"The printer does not know {node.GetType().Name}.");
        }
    }

    private void WriteField(FieldName field)
    {
        if (JsonataNames.IsPlain(field.Name))
        {
            _text.Append(field.Name);
        }
        else if (JsonataNames.CanBackquote(field.Name))
        {
            _text.Append('`').Append(field.Name).Append('`');
        }
        else
        {
            // Backquotes have no escape; a string is a field name only as a step of a path.
            _text.Append(ReferenceEquals(field, _stepName) ? "" : "$.");
            JsonataNames.AppendQuoted(_text, field.Name);
        }
    }

    private void WritePath(PathExpression path)
    {
        var steps = JsonataPrecedence.Steps(path.Steps);
        WriteStep(steps[0]);
        foreach (var step in steps.Skip(1))
        {
            _text.Append('.');
            WriteStep(step);
        }
    }

    // Like Write, but a field name that backquotes cannot hold is written as a string.
    private void WriteStep(JsonataNode step)
    {
        _stepName = step;
        while (_stepName is FilterExpression or KeepArrayExpression or FocusBinding or IndexBinding)
        {
            _stepName = _stepName.Children.First();
        }

        Write(step);
    }

    private void WriteConditional(ConditionalExpression conditional)
    {
        Write(JsonataPrecedence.Left(conditional.Condition, JsonataOperators.Conditional));
        _text.Append(" ? ");
        if (conditional.Else is null)
        {
            Write(conditional.Then);
            return;
        }

        Write(JsonataPrecedence.BeforeColon(conditional.Then));
        _text.Append(" : ");
        Write(conditional.Else);
    }

    private void WriteLambda(LambdaExpression lambda)
    {
        _text.Append("function(");
        WriteList(lambda.Parameters, parameter => _text.Append('$').Append(parameter.Name), regexFirst: true);
        _text.Append(')').Append(lambda.Signature).Append('{');
        Write(lambda.Body);
        _text.Append('}');
    }

    private void WriteTransform(TransformExpression transform)
    {
        _text.Append('|');
        WriteAfterPrefix(transform.Pattern);
        _text.Append('|');
        Write(transform.Update);
        if (transform.Delete is not null)
        {
            _text.Append(", ");
            Write(transform.Delete);
        }

        _text.Append('|');
    }

    private void WriteTerm(OrderByTerm term)
    {
        _text.Append(term.Descending ? ">" : "");
        Write(term.Expression);
    }

    private void WriteMembers(NodeList<ObjectMember> members)
    {
        _text.Append('{');
        WriteList(members, WriteMember, regexFirst: true);
        _text.Append('}');
    }

    private void WriteMember(ObjectMember member)
    {
        Write(JsonataPrecedence.BeforeColon(member.Key));
        _text.Append(": ");
        Write(member.Value);
    }

    // A slash right after an opening bracket or a prefix operator is read as a division: there a leading regular expression
    // has to come from a function.
    private void WriteAfterPrefix(JsonataNode node)
    {
        var start = _text.Length;
        Write(node);
        if (_text.Length > start && _text[start] == '/')
        {
            var pattern = new JsonataLexer(_text.ToString(start, _text.Length - start), JsonataVersion.StepFunctions).Next(slashDivides: false);
            _text.Insert(start + pattern.Position, "}()").Insert(start, "function(){");
        }
    }

    private void WriteList<T>(NodeList<T> items, Action<T> write, bool regexFirst, string separator = ", ")
        where T : class
    {
        for (var i = 0; i < items.Count; i++)
        {
            if (i > 0)
            {
                _text.Append(separator);
            }

            if (i == 0 && !regexFirst && items[0] is JsonataNode first)
            {
                WriteAfterPrefix(first);
            }
            else
            {
                write(items[i]);
            }
        }
    }
}
