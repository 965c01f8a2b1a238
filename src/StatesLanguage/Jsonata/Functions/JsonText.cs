using System.Globalization;
using System.Text;
using LambdaLift.StatesLanguage.Json;

namespace LambdaLift.StatesLanguage.Jsonata;

/// <summary>JSON as <c>$string</c> and <c>&amp;</c> write it: numbers to 15 significant digits, functions as empty strings.</summary>
internal sealed class JsonText(bool indented, EvaluationContext context)
{
    private readonly StringBuilder _text = new();
    private int _depth;
    private int _counted;

    /// <summary>A finite number as text.</summary>
    public static string Number(double number, JsonataVersion version)
    {
        var isWhole = number == Math.Floor(number);
        if (isWhole && (Math.Abs(number) < 1e15 || version == JsonataVersion.Latest))
        {
            return NumberText.Format(number);
        }

        return NumberText.Format(double.Parse(number.ToString("E14", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture));
    }

    public string Write(Value value)
    {
        Append(value);
        Count();
        return _text.ToString();
    }

    private void Append(Value value)
    {
        StackGuard.Ensure();
        switch (value.Reference)
        {
            case null or DataNull:
                _text.Append("null");
                break;
            case DataBoolean boolean:
                _text.Append(boolean.Value ? "true" : "false");
                break;
            case string text:
                _text.Append(JsonDataWriter.Quote(text));
                break;
            case Function:
                _text.Append("\"\"");
                break;
            case ValueArray array:
                AppendArray(array);
                break;
            case TupleRow row:
                Append(row.Item);
                break;
            default:
                if (ObjectView.TryGet(value, out var members))
                {
                    AppendObject(members);
                }
                else
                {
                    AppendNumber(value.AsDouble);
                }

                break;
        }
    }

    private void AppendNumber(double number)
    {
        if (double.IsInfinity(number))
        {
            throw new JsonataException("D1001", value: ValueOperations.NumberName(number));
        }

        _text.Append(double.IsNaN(number) ? "null" : Number(number, context.Version));
    }

    private void AppendArray(ValueArray array)
    {
        if (array.Count == 0)
        {
            _text.Append("[]");
            return;
        }

        _text.Append('[');
        _depth++;
        for (var i = 0; i < array.Count; i++)
        {
            Separate(i);
            Append(array[i]);
            Count();
        }

        _depth--;
        NewLine();
        _text.Append(']');
    }

    private void AppendObject(ObjectView members)
    {
        var written = 0;
        _text.Append('{');
        _depth++;
        for (var i = 0; i < members.Count; i++)
        {
            var value = members.ValueAt(i);
            if (value.IsUndefined)
            {
                continue;
            }

            Separate(written++);
            _text.Append(JsonDataWriter.Quote(members.NameAt(i))).Append(indented ? ": " : ":");
            Append(value);
            Count();
        }

        _depth--;
        if (written > 0)
        {
            NewLine();
        }

        _text.Append('}');
    }

    private void Separate(int index)
    {
        if (index > 0)
        {
            _text.Append(',');
        }

        NewLine();
    }

    private void NewLine()
    {
        if (indented)
        {
            _text.Append('\n').Append(' ', 2 * _depth);
        }
    }

    private void Count()
    {
        context.AllocateText(_text.Length - _counted);
        _counted = _text.Length;
    }
}
