using System.Globalization;

namespace LambdaLift.StatesLanguage.Jsonata;

/// <summary>Turns the syntax tree into steps, stages and groupings, and checks what the grammar alone allows.</summary>
internal sealed class Lowering
{
    private int _slots;

    private Lowering()
    {
    }

    /// <exception cref="JsonataException">S0209, S0210, S0213, S0215, S0216, S0217.</exception>
    public static Lowered Lower(JsonataNode syntax)
    {
        var lowered = new Lowering().Visit(syntax);
        return lowered.Kind == LoweredKind.Parent || lowered.Seeking is not null
            ? throw new JsonataException("S0217", lowered.Position, "%")
            : lowered;
    }

    private Lowered Visit(JsonataNode node)
    {
        StackGuard.Ensure();
        return node switch
        {
            StringLiteral text => new Lowered(LoweredKind.Text, node) { Text = text.Value },
            NumberLiteral number => new Lowered(LoweredKind.Number, node) { Number = number.Value },
            BooleanLiteral or NullLiteral => new Lowered(LoweredKind.Constant, node),
            RegexLiteral => new Lowered(LoweredKind.Regex, node),
            VariableReference variable => new Lowered(LoweredKind.Variable, node) { Text = variable.Name },
            Wildcard => new Lowered(LoweredKind.Wildcard, node),
            Descendants => new Lowered(LoweredKind.Descendants, node),
            ArgumentPlaceholder => new Lowered(LoweredKind.Placeholder, node),
            ParentReference => new Lowered(LoweredKind.Parent, node) { Slot = new AncestorSlot("!" + (_slots++).ToString(CultureInfo.InvariantCulture)) },
            FieldName field => new Lowered(LoweredKind.Path, node) { Parts = [new Lowered(LoweredKind.Name, node) { Text = field.Name }] },
            PathExpression path => VisitPath(path),
            FilterExpression filter => VisitFilter(filter),
            KeepArrayExpression keep => VisitKeepArray(keep),
            GroupByExpression group => VisitGroupBy(group),
            OrderByExpression order => VisitOrderBy(order),
            FocusBinding focus => VisitFocus(focus),
            IndexBinding index => VisitIndex(index),
            _ => VisitOperation(node),
        };
    }

    private Lowered VisitOperation(JsonataNode node)
    {
        switch (node)
        {
            case ArrayConstructor array:
                return WithParts(LoweredKind.Array, node, array.Items);
            case RangeExpression range:
                return WithParts(LoweredKind.Range, node, [range.Start, range.End]);
            case BinaryExpression binary:
                return WithParts(LoweredKind.Binary, node, [binary.Left, binary.Right]);
            case ConditionalExpression conditional:
                return WithParts(LoweredKind.Conditional, node, conditional.Children);
            case Assignment assignment:
                return WithParts(LoweredKind.Assignment, node, [assignment.Value]);
            case ObjectConstructor constructor:
                return VisitObject(constructor);
            case Negation negation:
                return VisitNegation(negation);
            case Block block:
                return VisitBlock(block);
            case CallExpression call:
                return VisitCall(call);
            case LambdaExpression lambda:
                return new Lowered(LoweredKind.Lambda, node) { Parts = [Visit(lambda.Body)] };
            case TransformExpression transform:
                return new Lowered(LoweredKind.Transform, node) { Parts = [.. transform.Children.Select(Visit)] };
            case ChainExpression chain:
                var parts = chain.Children.Select(Visit).ToList();
                return new Lowered(LoweredKind.Chain, node) { Parts = parts, KeepArray = parts[0].KeepArray || parts[1].KeepArray };
            default:
                throw new JsonataException("S0206", node.Position, node.GetType().Name);
        }
    }

    private Lowered WithParts(LoweredKind kind, JsonataNode node, IEnumerable<JsonataNode> children)
    {
        var lowered = new Lowered(kind, node);
        foreach (var child in children)
        {
            var part = Visit(child);
            PassOn(lowered, part);
            lowered.Parts.Add(part);
        }

        return lowered;
    }

    private Lowered VisitObject(ObjectConstructor constructor)
    {
        var lowered = new Lowered(LoweredKind.Object, constructor);
        foreach (var member in constructor.Members)
        {
            var key = Visit(member.Key);
            var value = Visit(member.Value);
            PassOn(lowered, key);
            PassOn(lowered, value);
            lowered.Members.Add((key, value));
        }

        return lowered;
    }

    private Lowered VisitNegation(Negation negation)
    {
        var operand = Visit(negation.Operand);
        if (operand.Kind == LoweredKind.Number)
        {
            operand.Number = -operand.Number;
            return operand;
        }

        var lowered = new Lowered(LoweredKind.Negate, negation) { Parts = [operand] };
        PassOn(lowered, operand);
        return lowered;
    }

    private Lowered VisitBlock(Block block)
    {
        var lowered = WithParts(LoweredKind.Block, block, block.Expressions);
        lowered.IsConstructedArray = lowered.Parts.Any(part =>
            part.IsConstructedArray || (part.Kind == LoweredKind.Path && part.Parts[0].IsConstructedArray));
        return lowered;
    }

    // The function comes first among the parts; what it seeks is not passed on.
    private Lowered VisitCall(CallExpression call)
    {
        var lowered = WithParts(LoweredKind.Call, call, call.Arguments);
        lowered.Parts.Insert(0, Visit(call.Function));
        return lowered;
    }

    private Lowered VisitPath(PathExpression path)
    {
        var result = Visit(path.Steps[0]);
        foreach (var next in path.Steps.Skip(1))
        {
            result = AddStep(result, Visit(next), path);
        }

        return result;
    }

    private static Lowered AddStep(Lowered first, Lowered next, PathExpression syntax)
    {
        var result = first.Kind == LoweredKind.Path ? first : new Lowered(LoweredKind.Path, syntax) { Parts = [first] };
        if (first.Kind == LoweredKind.Parent)
        {
            result.Seeking = [first.Slot!];
        }

        if (next.Kind == LoweredKind.Path)
        {
            result.Parts.AddRange(next.Parts);
        }
        else
        {
            if (next.Predicates is not null)
            {
                next.Stages = next.Predicates;
                next.Predicates = null;
            }

            result.Parts.Add(next);
        }

        var literal = result.Parts.Find(step => step.Kind is LoweredKind.Number or LoweredKind.Constant);
        if (literal is not null)
        {
            throw new JsonataException("S0213", literal.Position, null, literal.Syntax.ToString());
        }

        foreach (var text in result.Parts.Where(step => step.Kind == LoweredKind.Text))
        {
            text.Kind = LoweredKind.Name;
        }

        result.KeepSingletonArray |= result.Parts.Exists(step => step.KeepArray);
        MarkConstructed(result.Parts[0]);
        MarkConstructed(result.Parts[result.Parts.Count - 1]);
        ResolveAncestors(result);
        return result;
    }

    private static void MarkConstructed(Lowered step)
    {
        if (step.Kind == LoweredKind.Array)
        {
            step.IsConstructedArray = true;
        }
    }

    private Lowered VisitFilter(FilterExpression filter)
    {
        var result = Visit(filter.Operand);
        var isPath = result.Kind == LoweredKind.Path;
        var step = isPath ? result.Parts[result.Parts.Count - 1] : result;
        if (step.Group is not null)
        {
            throw new JsonataException("S0209", filter.Position);
        }

        var predicate = Visit(filter.Predicate);
        if (predicate.Seeking is not null)
        {
            foreach (var slot in predicate.Seeking)
            {
                if (slot.Level == 1)
                {
                    Seek(step, slot);
                }
                else
                {
                    slot.Level--;
                }
            }

            PassOn(step, predicate);
        }

        var stage = new Lowered.Stage(predicate, null);
        if (isPath)
        {
            (step.Stages ??= []).Add(stage);
        }
        else
        {
            (step.Predicates ??= []).Add(stage);
        }

        return result;
    }

    private Lowered VisitKeepArray(KeepArrayExpression keep)
    {
        // The brackets belong to what is selected, below its predicates.
        var target = keep.Operand;
        while (target is FilterExpression or KeepArrayExpression)
        {
            target = target is FilterExpression filter ? filter.Operand : ((KeepArrayExpression)target).Operand;
        }

        var result = Visit(keep.Operand);
        switch (target)
        {
            case FieldName:
                result.KeepSingletonArray = true;
                result.Parts[0].KeepArray = true;
                result.KeepArray = true;
                break;
            case FocusBinding:
                LastStep(result).KeepArray = true;
                result.KeepArray = true;
                break;
            default:
                result.KeepArray = true;
                break;
        }

        return result;
    }

    private Lowered VisitGroupBy(GroupByExpression group)
    {
        var result = Visit(group.Operand);
        if (result.Group is not null)
        {
            throw new JsonataException("S0210", group.Position);
        }

        result.Group = new Lowered.Grouping([.. group.Members.Select(member => (Visit(member.Key), Visit(member.Value)))], group.Position);
        return result;
    }

    private Lowered VisitOrderBy(OrderByExpression order)
    {
        var result = Visit(order.Operand);
        if (result.Kind != LoweredKind.Path)
        {
            result = new Lowered(LoweredKind.Path, order) { Parts = [result] };
        }

        result.Parts.Add(WithParts(LoweredKind.Sort, order, order.Terms.Select(term => term.Expression)));
        ResolveAncestors(result);
        return result;
    }

    private Lowered VisitFocus(FocusBinding focus)
    {
        var result = Visit(focus.Operand);
        var step = LastStep(result);
        if (step.Stages is not null || step.Predicates is not null)
        {
            throw new JsonataException("S0215", focus.Position);
        }

        if (step.Kind == LoweredKind.Sort)
        {
            throw new JsonataException("S0216", focus.Position);
        }

        step.Focus = focus.Name;
        step.HasTuples = true;
        return result;
    }

    private Lowered VisitIndex(IndexBinding index)
    {
        var result = Visit(index.Operand);
        var step = LastStep(result);
        if (result.Kind != LoweredKind.Path)
        {
            result = new Lowered(LoweredKind.Path, index) { Parts = [step] };
            if (step.Predicates is not null)
            {
                step.Stages = step.Predicates;
                step.Predicates = null;
            }
        }

        if (step.Stages is null)
        {
            step.Index = index.Name;
        }
        else
        {
            step.Stages.Add(new Lowered.Stage(null, index.Name));
        }

        step.HasTuples = true;
        return result;
    }

    private static Lowered LastStep(Lowered node) => node.Kind == LoweredKind.Path ? node.Parts[node.Parts.Count - 1] : node;

    // What a part seeks further left, its owner seeks too.
    private static void PassOn(Lowered owner, Lowered part)
    {
        if (part.Seeking is null && part.Kind != LoweredKind.Parent)
        {
            return;
        }

        var slots = owner.Seeking ??= [];
        slots.AddRange(part.Seeking ?? []);
        if (part.Kind == LoweredKind.Parent)
        {
            slots.Add(part.Slot!);
        }
    }

    private static void ResolveAncestors(Lowered path)
    {
        var last = path.Parts[path.Parts.Count - 1];
        var slots = last.Seeking is null ? [] : last.Seeking.ToList();
        if (last.Kind == LoweredKind.Parent)
        {
            slots.Add(last.Slot!);
        }

        foreach (var slot in slots)
        {
            var index = path.Parts.Count - 2;
            while (slot.Level > 0)
            {
                if (index < 0)
                {
                    (path.Seeking ??= []).Add(slot);
                    break;
                }

                // Steps in a row that bind the focus all select from the same context.
                var step = path.Parts[index--];
                while (index >= 0 && step.Focus is not null && path.Parts[index].Focus is not null)
                {
                    step = path.Parts[index--];
                }

                Seek(step, slot);
            }
        }
    }

    private static void Seek(Lowered node, AncestorSlot slot)
    {
        StackGuard.Ensure();
        switch (node.Kind)
        {
            case LoweredKind.Name or LoweredKind.Wildcard:
                if (--slot.Level == 0)
                {
                    if (node.Ancestor is not null)
                    {
                        slot.Label = node.Ancestor.Label;
                    }

                    node.Ancestor = slot;
                    node.HasTuples = true;
                }

                break;
            case LoweredKind.Parent:
                slot.Level++;
                break;
            case LoweredKind.Block:
                if (node.Parts.Count > 0)
                {
                    node.HasTuples = true;
                    Seek(node.Parts[node.Parts.Count - 1], slot);
                }

                break;
            case LoweredKind.Path:
                node.HasTuples = true;
                var index = node.Parts.Count - 1;
                Seek(node.Parts[index--], slot);
                while (slot.Level > 0 && index >= 0)
                {
                    Seek(node.Parts[index--], slot);
                }

                break;
            default:
                throw new JsonataException("S0217", node.Position, "%");
        }
    }
}
