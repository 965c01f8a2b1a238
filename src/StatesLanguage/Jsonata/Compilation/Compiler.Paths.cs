namespace LambdaLift.StatesLanguage.Jsonata;

/// <summary>Paths.</summary>
internal sealed partial class Compiler
{
    private Evaluator VisitPath(Lowered node, Scope scope)
    {
        var usesTuples = node.Parts.Exists(step => step.HasTuples);
        var steps = new StepCode[node.Parts.Count];
        var tuples = false;
        for (var i = 0; i < steps.Length; i++)
        {
            tuples |= node.Parts[i].HasTuples;
            steps[i] = CompileStep(node.Parts[i], scope, tuples, isFirst: i == 0);
        }

        var group = node.Group is null ? null : CompileMembers(node.Group.Members, scope, usesTuples, node.Group.Position);
        if (!usesTuples && group is null && !node.KeepSingletonArray && steps.All(step => step.IsPlainField || step.IsPlainVariable))
        {
            return new FieldPathEvaluator(steps);
        }

        return new PathEvaluator(steps)
        {
            StartsFromVariable = node.Parts[0].Kind == LoweredKind.Variable,
            KeepSingletonArray = node.KeepSingletonArray,
            KeepsTuples = node.HasTuples,
            Group = group,
        };
    }

    private StepCode CompileStep(Lowered step, Scope scope, bool tuples, bool isFirst)
    {
        var stages = step.Stages;
        var inner = tuples ? new Scope(scope, ScopeKind.Tuple) : scope;
        var code = new StepCode(step.Kind == LoweredKind.Sort ? null : Visit(step, inner))
        {
            Tuples = tuples,
            Focus = step.Focus,
            Index = step.Index,
            AncestorLabel = null,
            Sort = step.Kind == LoweredKind.Sort ? CompileSort(step, scope, tuples) : null,
            Stages = stages is null ? [] : CompileStages(stages, scope, tuples),
            IsConstructedFirst = isFirst && step.IsConstructedArray,
            FieldName = step.Kind == LoweredKind.Name && !step.KeepArray && step.Predicates is null && step.Group is null ? step.Text : null,
            IsVariable = isFirst && step.Kind == LoweredKind.Variable && !step.KeepArray && step.Predicates is null && step.Group is null,
        };
        _fixups.Add(() =>
        {
            code.SlotCount = tuples ? inner.SlotCount : 0;
            code.AncestorLabel = step.Ancestor?.Label;
        });
        return code;
    }

    private SortCode CompileSort(Lowered step, Scope scope, bool tuples)
    {
        var inner = tuples ? new Scope(scope, ScopeKind.Tuple) : scope;
        var terms = ((OrderByExpression)step.Syntax).Terms;
        var code = new SortCode(
            [.. step.Parts.Select(term => Visit(term, inner))],
            [.. terms.Select(term => term.Descending)],
            tuples,
            step.Position);
        _fixups.Add(() => code.SlotCount = tuples ? inner.SlotCount : 0);
        return code;
    }
}
