using LambdaLift.Converter.Flow;
using LambdaLift.Converter.Ir;

namespace LambdaLift.Converter.Emit;

/// <summary>Which properties of an object the state machine ever reads: the others need not be carried along.</summary>
internal sealed class PropertyUse
{
    private static readonly PropertyUse Everything = new() { IsWhole = true };

    private readonly Dictionary<string, PropertyUse> _properties = new(StringComparer.Ordinal);

    private PropertyUse()
    {
    }

    /// <summary>Whether the object is used as a whole.</summary>
    public bool IsWhole { get; private set; }

    /// <summary>The use of one property; null when it is never read.</summary>
    public PropertyUse? Of(string property) => IsWhole ? Everything : _properties.TryGetValue(property, out var use) ? use : null;

    /// <summary>A use of the whole object.</summary>
    public static PropertyUse Whole => Everything;

    /// <summary>The uses of every variable of a graph.</summary>
    public static Dictionary<IrVariable, PropertyUse> Collect(FlowGraph root)
    {
        var uses = new Dictionary<IrVariable, PropertyUse>();
        foreach (var expression in root.AllNodes().SelectMany(n => n.Expressions))
            Visit(expression, isTested: false);
        return uses;

        PropertyUse Root(IrVariable variable) => uses.TryGetValue(variable, out var use) ? use : uses[variable] = new PropertyUse();

        void Visit(IrExpression expression, bool isTested)
        {
            if (Chain(expression) is var (variable, names))
            {
                var use = Root(variable);
                foreach (var name in names)
                    use = use._properties.TryGetValue(name, out var next) ? next : use._properties[name] = new PropertyUse();

                // A comparison with null needs to know that the object is there, not what is in it.
                if (!isTested)
                    use.IsWhole = true;
                return;
            }

            var testsNull = expression is IrBinary { Operator: IrOperator.Equal or IrOperator.NotEqual, Right: IrConstant { Value: null } };
            expression.MapChildren(child =>
            {
                Visit(child, testsNull);
                return child;
            });
        }

        static (IrVariable Variable, List<string> Names)? Chain(IrExpression expression)
        {
            var names = new List<string>();
            while (expression is IrMember member)
            {
                names.Insert(0, member.Name);
                expression = member.Target;
            }

            return expression is IrRead read ? (read.Variable, names) : null;
        }
    }
}
