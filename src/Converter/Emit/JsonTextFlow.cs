using LambdaLift.Converter.Flow;
using LambdaLift.Converter.Frontend;
using LambdaLift.Converter.Ir;
using Microsoft.CodeAnalysis;

namespace LambdaLift.Converter.Emit;

/// <summary>
/// Which values may hold JSON text that System.Text.Json wrote: where it goes through variables, properties, lists, messages of exceptions and results of
/// branches. Which object of a type, which exception and which branch it was is not asked.
/// </summary>
internal sealed class JsonTextFlow
{
    private readonly HashSet<IrVariable> _variables = [];
    private readonly HashSet<(string Type, string Name)> _members = [];
    private bool _areMessages;
    private readonly bool _areResults;
    private readonly bool _areItems;

    /// <summary>Follows the texts through all graphs of a root until nothing new is found.</summary>
    public JsonTextFlow(FlowGraph root)
    {
        var nodes = root.AllNodes().ToList();
        var expressions = nodes.SelectMany(n => n.Expressions).SelectMany(e => e.DescendantsAndSelf()).ToList();
        IsAny = expressions.Any(IsWritten);
        if (!IsAny)
            return;
        var results = nodes.SelectMany(n => n.Subgraphs).SelectMany(g => g.Nodes()).OfType<FlowEnd>().Select(end => end.Output).OfType<IrExpression>().ToList();
        for (var known = -1; known != Known;)
        {
            known = Known;
            foreach (var assignment in nodes.SelectMany(VariableNames.AssignmentsOf).Where(a => Holds(a.Value)))
                _variables.Add(assignment.Variable);
            foreach (var expression in expressions)
                Follow(expression);
            foreach (var map in nodes.OfType<FlowMap>())
            {
                _areItems |= Holds(map.Items);
                Add(null, map.Selector);
            }

            _areMessages |= nodes.OfType<FlowFail>().Any(fail => Holds(fail.Cause));
            _areResults |= results.Any(Holds);
        }
    }

    /// <summary>Whether any such text is written.</summary>
    public bool IsAny { get; }

    private int Known => _variables.Count + _members.Count + (_areMessages ? 1 : 0) + (_areResults ? 1 : 0) + (_areItems ? 1 : 0);

    /// <summary>Whether the value is such a text, or a collection with one in it.</summary>
    public bool Holds(IrExpression expression) => IsWritten(expression) || expression switch
    {
        IrRead e => _variables.Contains(e.Variable),
        IrMember { Name: ExceptionMembers.Message, Target: var caught } when Errors.IsError(caught) => _areMessages,
        IrMember { Target: IrMember { Name: ExceptionMembers.Own } } e => _members.Contains(Key(null, e.Name)),
        IrMember e => _members.Contains(Key(e.Target.Type, e.Name)),
        IrJsonMember e => _members.Contains(Key(null, e.Name)),
        IrElement e => Holds(e.Target),
        IrList e => e.Elements.Any(Holds),
        IrDictionary e => e.Entries.Any(entry => Holds(entry.Key) || Holds(entry.Value)),
        IrConditional e => Holds(e.WhenTrue) || Holds(e.WhenFalse),
        IrCoalesce e => Holds(e.Value) || Holds(e.WhenNull),
        IrConcat e => e.Parts.Any(Holds),
        IrSort e => Holds(e.List),
        IrLet e => Holds(e.Body),
        IrLambda e => Holds(e.Body),
        IrCallFunction e => !(e.Type.IsNumeric() || e.Type.IsBoolean()) && e.Arguments.Any(Holds),
        IrTaskResult => _areResults,
        IrMapItem => _areItems,
        _ => false,
    };

    private void Follow(IrExpression expression)
    {
        switch (expression)
        {
            case IrNew e:
                Add(e.Type, e.Members.Select(m => (m.Name, m.Value)));
                _areMessages |= e.Type is null && e.Members.Any(m => m.Name == "Cause" && Holds(m.Value));
                break;
            case IrWith e:
                Add(e.Type, e.Members.Select(m => (m.Name, m.Value)));
                break;
            case IrException e:
                _areMessages |= Holds(e.Message);
                if (e.Own is IrNew own)
                    Add(null, own.Members.Select(m => (m.Name, m.Value)));
                break;
            case IrLet e when Holds(e.Value):
                _variables.Add(e.Variable);
                break;
            case IrCallFunction e when e.Arguments.Any(a => a is not IrLambda && Holds(a)):
                _variables.UnionWith(e.Arguments.OfType<IrLambda>().SelectMany(lambda => lambda.Parameters));
                break;
            case IrSort e when Holds(e.List):
                _variables.UnionWith(e.Keys.SelectMany(key => key.Key.Parameters));
                break;
        }
    }

    private void Add(ITypeSymbol? type, IEnumerable<(string Name, IrExpression Value)> members) =>
        _members.UnionWith(members.Where(m => Holds(m.Value)).Select(m => Key(type, m.Name)));

    private static (string Type, string Name) Key(ITypeSymbol? type, string name) => (type?.OriginalDefinition.ToDisplayString() ?? "", name);

    private static bool IsWritten(IrExpression expression) => expression switch
    {
        IrJsonText { IsEscapedDocument: true } => true,
        IrJsonText { Json: IrToJson { Contract.Library: JsonLibrary.SystemTextJson, Value: var value } } => MayBeEscaped(value.Type, []),
        _ => false,
    };

    // Numbers, truth values and points in time have nothing to escape.
    private static bool MayBeEscaped(ITypeSymbol? type, HashSet<ITypeSymbol> seen)
    {
        if (type.IsNullable(out var underlying))
            type = underlying;
        if (type is null)
            return true;
        if (type.IsNumeric() || type.IsBoolean() || type.TypeKind == TypeKind.Enum || type.IsTime() || !seen.Add(type))
            return false;
        if (type.ElementType() is { } element && !type.IsString())
            return MayBeEscaped(element, seen);
        return !ObjectShape.IsObject(type) || ObjectShape.Properties(type).Any(p => MayBeEscaped(p.Type, seen));
    }
}
