using LambdaLift.StatesLanguage.Json;

namespace LambdaLift.StatesLanguage.Paths;

/// <summary>
/// A payload template of a JSONPath state (<c>Parameters</c>, <c>ResultSelector</c>, <c>ItemSelector</c>, <c>Assign</c> …): JSON in which a
/// field <c>name.$</c> holds a path or an intrinsic call. Parsed once, evaluated any number of times.
/// </summary>
/// <remarks>Source: https://states-language.net/spec.html#payload-template.</remarks>
public abstract class PayloadTemplate
{
    /// <summary>How a field's name ends when its value is an expression.</summary>
    public const string Suffix = ".$";

    private PayloadTemplate()
    {
    }

    /// <summary>Whether the template is constant.</summary>
    public abstract bool IsConstant { get; }

    /// <summary>Parses a template.</summary>
    /// <exception cref="PathSyntaxException">The value of a field <c>name.$</c> is neither a path nor an intrinsic call.</exception>
    public static PayloadTemplate Parse(JsonData template) => Compile(template);

    /// <summary>Fills the template.</summary>
    /// <param name="input">What <c>$</c> stands for.</param>
    /// <param name="scope">What <c>$$</c> and variables stand for.</param>
    /// <exception cref="StatesException"><c>States.Runtime</c>: a path finds nothing; <c>States.IntrinsicFailure</c>: a function fails.</exception>
    public abstract JsonData Evaluate(JsonData input, IPathScope scope);

    private static PayloadTemplate Compile(JsonData template)
    {
        System.Runtime.CompilerServices.RuntimeHelpers.EnsureSufficientExecutionStack();
        switch (template)
        {
            case DataArray array:
                var items = ((IEnumerable<JsonData>)array).Select(Compile).ToArray();
                return items.All(item => item.IsConstant) ? new Constant(array) : new ArrayTemplate(items);
            case DataObject target:
                var names = new string[target.Count];
                var fields = new PayloadTemplate[target.Count];
                for (var i = 0; i < names.Length; i++)
                {
                    var name = target.Names[i];
                    var isExpression = name.EndsWith(Suffix, StringComparison.Ordinal);
                    names[i] = isExpression ? name.Substring(0, name.Length - Suffix.Length) : name;
                    fields[i] = isExpression ? ParseExpression(name, target.Values[i]) : Compile(target.Values[i]);
                }

                return fields.All(field => field.IsConstant) ? new Constant(target) : new ObjectTemplate(names, fields);
            default:
                return new Constant(template);
        }
    }

    private static Expression ParseExpression(string name, JsonData value) => value is DataString text
        ? new Expression(name, text.Value, IntrinsicExpression.Parse(text.Value))
        : throw new PathSyntaxException($"The value of '{name}' must be a string that is a path or an intrinsic function", value.ToString(), 0);

    private sealed class Constant(JsonData value) : PayloadTemplate
    {
        public override bool IsConstant => true;

        public override JsonData Evaluate(JsonData input, IPathScope scope) => value;
    }

    private sealed class Expression(string field, string text, IntrinsicExpression expression) : PayloadTemplate
    {
        public override bool IsConstant => false;

        public override JsonData Evaluate(JsonData input, IPathScope scope)
        {
            if (expression is not PathExpression { Path: var path })
            {
                return expression.Evaluate(input, scope);
            }

            return path.TrySelect(input, scope, out var value)
                ? value
                : throw new StatesException(StatesException.Runtime, $"The JSONPath '{text}' specified for the field '{field}' could not be found in the input '{input}'");
        }
    }

    private sealed class ArrayTemplate(PayloadTemplate[] items) : PayloadTemplate
    {
        public override bool IsConstant => false;

        public override JsonData Evaluate(JsonData input, IPathScope scope)
        {
            var values = new JsonData[items.Length];
            for (var i = 0; i < values.Length; i++)
            {
                values[i] = items[i].Evaluate(input, scope);
            }

            return DataArray.Adopt(values);
        }
    }

    private sealed class ObjectTemplate : PayloadTemplate
    {
        private readonly PayloadTemplate[] _fields;

        // Every object made from the template shares the names of this one, and its index.
        private readonly DataObject _shape;
        private readonly int[] _positions;

        public ObjectTemplate(string[] names, PayloadTemplate[] fields)
        {
            _fields = fields;
            var shape = new DataObjectBuilder(names.Length);
            foreach (var name in names)
            {
                shape.Set(name, JsonData.Null);
            }

            _shape = shape.Build();
            _positions = [.. names.Select(_shape.IndexOf)];
        }

        public override bool IsConstant => false;

        public override JsonData Evaluate(JsonData input, IPathScope scope)
        {
            var values = new JsonData[_shape.Count];
            for (var i = 0; i < _fields.Length; i++)
            {
                values[_positions[i]] = _fields[i].Evaluate(input, scope);
            }

            return _shape.WithValues(values);
        }
    }
}
