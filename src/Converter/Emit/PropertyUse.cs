using LambdaLift.Converter.Flow;
using LambdaLift.Converter.Frontend;
using LambdaLift.Converter.Ir;
using Microsoft.CodeAnalysis;

namespace LambdaLift.Converter.Emit;

/// <summary>Which properties of an object the state machine ever reads: the others need not be carried along.</summary>
internal sealed class PropertyUse
{
    // What is read of the elements of a list, as if it were a property of the list.
    private const string Elements = "[]";

    private static readonly PropertyUse Everything = new() { IsWhole = true };

    private readonly Dictionary<string, PropertyUse> _properties = new(StringComparer.Ordinal);

    private PropertyUse()
    {
    }

    /// <summary>Whether the object is used as a whole.</summary>
    public bool IsWhole { get; private set; }

    /// <summary>The use of one property; null when it is never read.</summary>
    public PropertyUse? Of(string property) => IsWhole ? Everything : _properties.TryGetValue(property, out var use) ? use : null;

    /// <summary>The properties of the type that a document can set and that are read.</summary>
    public IEnumerable<IPropertySymbol> ReadOf(ITypeSymbol type, JsonContract contract) =>
        ObjectShape.Properties(type).Where(p => !ObjectShape.IsIgnored(p, contract) && SerializedShape.IsStored(p) && Of(p.Name) is not null);

    /// <summary>The use of a list's elements; null when they are only counted.</summary>
    public PropertyUse? OfElements => Of(Elements);

    /// <summary>A use of the whole object.</summary>
    public static PropertyUse Whole => Everything;

    /// <summary>The uses of every variable of a graph.</summary>
    public static Dictionary<IrVariable, PropertyUse> Collect(FlowGraph root)
    {
        var uses = new Dictionary<IrVariable, PropertyUse>();
        var parts = new List<(IrVariable Part, IrVariable Whole, List<string> Names)>();
        foreach (var node in root.AllNodes())
        {
            // A variable that takes a part of another one uses of it what is used of the variable itself.
            var taken = new HashSet<IrExpression>(ReferenceComparer.Instance);
            foreach (var assignment in VariableNames.AssignmentsOf(node))
            {
                if (Chain(assignment.Value) is not var (whole, names))
                    continue;
                taken.Add(assignment.Value);
                parts.Add((assignment.Variable, whole, names));
                At(whole, names);
                foreach (var index in Indices(assignment.Value))
                    Visit(index, isTested: false);
            }

            foreach (var expression in node.Expressions.Where(e => !taken.Contains(e)))
                Visit(expression, isTested: false);
        }

        // An object inside of itself has no end.
        foreach (var (part, whole, _) in parts.Where(p => IsPartOf(p.Whole, p.Part, [])))
        {
            Root(part).IsWhole = true;
            Root(whole).IsWhole = true;
        }

        for (var changed = true; changed;)
        {
            changed = false;
            foreach (var (part, whole, names) in parts)
                changed |= At(whole, names).Include(Root(part));
        }

        return uses;

        PropertyUse Root(IrVariable variable) => uses.TryGetValue(variable, out var use) ? use : uses[variable] = new PropertyUse();

        bool IsPartOf(IrVariable variable, IrVariable sought, HashSet<IrVariable> seen) =>
            ReferenceEquals(variable, sought) || (seen.Add(variable) && parts.Where(p => ReferenceEquals(p.Part, variable)).Any(p => IsPartOf(p.Whole, sought, seen)));

        PropertyUse At(IrVariable variable, List<string> names)
        {
            var use = Root(variable);
            foreach (var name in names)
                use = use._properties.TryGetValue(name, out var next) ? next : use._properties[name] = new PropertyUse();
            return use;
        }

        void Visit(IrExpression expression, bool isTested)
        {
            if (Chain(expression) is var (variable, names))
            {
                // A comparison with null, and a count, need to know that the object is there, not what is in it.
                var use = At(variable, names);
                if (!isTested)
                    use.IsWhole = true;
                foreach (var index in Indices(expression))
                    Visit(index, isTested: false);
                return;
            }

            var testsNull = expression is IrBinary { Operator: IrOperator.Equal or IrOperator.NotEqual, Right: IrConstant { Value: null } } or IrCallFunction { Function: IrFunction.Count };
            expression.MapChildren(child =>
            {
                Visit(child, testsNull);
                return child;
            });
        }

        static (IrVariable Variable, List<string> Names)? Chain(IrExpression expression)
        {
            var names = new List<string>();
            while (true)
            {
                switch (expression)
                {
                    case IrMember member:
                        names.Insert(0, member.Name);
                        expression = member.Target;
                        break;
                    case IrElement element:
                        names.Insert(0, Elements);
                        expression = element.Target;
                        break;
                    case IrCallFunction { Function: IrFunction.NotNull, Arguments: [var present] }:
                        expression = present;
                        break;
                    case IrRead read:
                        return (read.Variable, names);
                    default:
                        return null;
                }
            }
        }

        static IEnumerable<IrExpression> Indices(IrExpression expression) => expression.DescendantsAndSelf().OfType<IrElement>().Select(e => e.Index);
    }

    /// <summary>Takes over another use. True when that added something.</summary>
    private bool Include(PropertyUse other)
    {
        if (IsWhole)
            return false;
        var changed = other.IsWhole;
        IsWhole |= other.IsWhole;
        foreach (var property in other._properties.ToList())
        {
            if (!_properties.TryGetValue(property.Key, out var own))
            {
                own = _properties[property.Key] = new PropertyUse();
                changed = true;
            }

            changed |= own.Include(property.Value);
        }

        return changed;
    }
}
