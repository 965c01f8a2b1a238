using LambdaLift.StatesLanguage.Json;

namespace LambdaLift.StatesLanguage.Jsonata;

/// <summary>Turns the lowered tree into evaluators.</summary>
internal sealed partial class Compiler
{
    // A chain of evaluators this long is followed by a check of the stack.
    private const int GuardInterval = 24;

    private readonly List<Action> _fixups = [];
    private readonly HashSet<string> _tupleNames = new(StringComparer.Ordinal);
    private int _depth;

    private Compiler()
    {
    }

    public static CompiledExpression Compile(Lowered root)
    {
        var compiler = new Compiler();
        compiler.CollectTupleNames(root);
        var scope = new Scope(null, ScopeKind.Root);
        var code = compiler.Visit(root, scope);
        foreach (var fixup in compiler._fixups)
        {
            fixup();
        }

        return new CompiledExpression(code, scope.SlotCount);
    }

    private void CollectTupleNames(Lowered node)
    {
        StackGuard.Ensure();
        if (node.Focus is not null)
        {
            _tupleNames.Add(node.Focus);
        }

        if (node.Index is not null)
        {
            _tupleNames.Add(node.Index);
        }

        foreach (var stage in (node.Stages ?? []).Concat(node.Predicates ?? []))
        {
            if (stage.IndexName is not null)
            {
                _tupleNames.Add(stage.IndexName);
            }

            if (stage.Predicate is not null)
            {
                CollectTupleNames(stage.Predicate);
            }
        }

        foreach (var (key, value) in node.Members.Concat(node.Group?.Members ?? []))
        {
            CollectTupleNames(key);
            CollectTupleNames(value);
        }

        foreach (var part in node.Parts)
        {
            CollectTupleNames(part);
        }
    }

    private Evaluator Visit(Lowered node, Scope scope)
    {
        StackGuard.Ensure();
        _depth++;
        try
        {
            var code = VisitCore(node, scope);
            if (node.Predicates is not null)
            {
                code = new FilteredEvaluator(code, CompileStages(node.Predicates, scope, node.HasTuples));
            }

            if (node.Group is not null && node.Kind != LoweredKind.Path)
            {
                code = new GroupingEvaluator(code, CompileMembers(node.Group.Members, scope, node.HasTuples, node.Group.Position));
            }

            if (node.KeepArray && code is SequenceEvaluator sequence)
            {
                sequence.KeepArray = true;
            }

            return _depth % GuardInterval == 0 ? new GuardedEvaluator(code) : code;
        }
        finally
        {
            _depth--;
        }
    }

    private Evaluator VisitCore(Lowered node, Scope scope)
    {
        switch (node.Kind)
        {
            case LoweredKind.Path:
                return VisitPath(node, scope);
            case LoweredKind.Name:
                return new FieldEvaluator(node.Text);
            case LoweredKind.Text:
                return new ConstantEvaluator(Value.String(node.Text));
            case LoweredKind.Number:
                return new ConstantEvaluator(Value.Number(node.Number));
            case LoweredKind.Constant:
                return new ConstantEvaluator(node.Syntax is BooleanLiteral { Value: var truth } ? Value.Boolean(truth) : Value.Null);
            case LoweredKind.Regex:
                return new ConstantEvaluator(Value.Function(RegexFunction.Create((RegexLiteral)node.Syntax)));
            case LoweredKind.Variable:
                return node.Text.Length == 0 ? new ContextEvaluator() : VisitVariable(node.Text, scope);
            case LoweredKind.Wildcard:
                return new WildcardEvaluator();
            case LoweredKind.Descendants:
                return new DescendantsEvaluator();
            case LoweredKind.Parent:
                return VisitTupleBinding(node.Slot!, scope);
            case LoweredKind.Block:
                return VisitBlock(node, scope);
            case LoweredKind.Array:
                return VisitArray(node, scope);
            case LoweredKind.Object:
                return VisitObject(node, scope);
            case LoweredKind.Range:
                return new RangeEvaluator(Visit(node.Parts[0], scope), Visit(node.Parts[1], scope), node.Position);
            case LoweredKind.Negate:
                return new NegationEvaluator(Visit(node.Parts[0], scope), node.Position);
            case LoweredKind.Binary:
                return VisitBinary(node, scope);
            case LoweredKind.Conditional:
                return new ConditionalEvaluator(
                    Visit(node.Parts[0], scope),
                    Visit(node.Parts[1], scope),
                    node.Parts.Count > 2 ? Visit(node.Parts[2], scope) : null);
            case LoweredKind.Assignment:
                return VisitAssignment(node, scope);
            case LoweredKind.Lambda:
                return VisitLambda(node, scope);
            case LoweredKind.Call:
                return VisitCall(node, scope);
            case LoweredKind.Chain:
                return VisitChain(node, scope);
            case LoweredKind.Transform:
                return new TransformEvaluator(
                    Visit(node.Parts[0], scope),
                    Visit(node.Parts[1], scope),
                    node.Parts.Count > 2 ? Visit(node.Parts[2], scope) : null,
                    VisitVariable("clone", scope),
                    node.Position);
            default:
                throw new JsonataException("S0206", node.Position, node.Syntax.ToString());
        }
    }

    private VariableEvaluator VisitVariable(string name, Scope scope)
    {
        var variable = new VariableEvaluator(name);
        _fixups.Add(() => variable.Resolve(Candidates(name, scope, _tupleNames.Contains(name))));
        return variable;
    }

    private VariableEvaluator VisitTupleBinding(AncestorSlot slot, Scope scope)
    {
        var variable = new VariableEvaluator(slot.Label);
        _fixups.Add(() => variable.Resolve(Candidates(slot.Label, scope, isTupleName: true)));
        return variable;
    }

    // Where a variable may be found at run time, from the innermost scope outwards.
    private static VariableCandidate[] Candidates(string name, Scope scope, bool isTupleName)
    {
        var candidates = new List<VariableCandidate>();
        var hops = 0;
        for (var current = scope; current is not null; current = current.Parent)
        {
            if (!current.HasFrame)
            {
                continue;
            }

            if (current.TryGet(name, out var slot))
            {
                candidates.Add(new VariableCandidate(hops, slot));
            }

            if (isTupleName && current.Kind == ScopeKind.Tuple)
            {
                candidates.Add(new VariableCandidate(hops, -1));
            }

            hops++;
        }

        return [.. candidates];
    }

    private AssignmentEvaluator VisitAssignment(Lowered node, Scope scope)
    {
        var name = ((Assignment)node.Syntax).Name;
        return new AssignmentEvaluator(scope.Declare(name), Visit(node.Parts[0], scope));
    }

    private BlockEvaluator VisitBlock(Lowered node, Scope scope)
    {
        var inner = new Scope(scope, ScopeKind.Block);
        var block = new BlockEvaluator([.. node.Parts.Select(part => Visit(part, inner))]);
        _fixups.Add(() => block.SlotCount = inner.SlotCount);
        return block;
    }

    private ArrayEvaluator VisitArray(Lowered node, Scope scope)
    {
        var items = node.Parts.Select(part => Visit(part, scope)).ToArray();

        // Array constructors inside stay arrays; whatever else gives an array is joined.
        var nested = node.Parts.Select(part => part.Kind == LoweredKind.Array).ToArray();
        return new ArrayEvaluator(items, nested, node.IsConstructedArray);
    }

    private ObjectEvaluator VisitObject(Lowered node, Scope scope) =>
        new(CompileMembers(node.Members, scope, tuples: false, node.Position));

    private GroupingCode CompileMembers(List<(Lowered Key, Lowered Value)> members, Scope scope, bool tuples, int position)
    {
        var inner = tuples ? new Scope(scope, ScopeKind.Tuple) : scope;
        var code = new GroupingCode(
            [.. members.Select(member => Visit(member.Key, inner))],
            [.. members.Select(member => Visit(member.Value, inner))],
            tuples,
            position);
        _fixups.Add(() => code.SlotCount = tuples ? inner.SlotCount : 0);
        return code;
    }

    private StageCode[] CompileStages(List<Lowered.Stage> stages, Scope scope, bool tuples) =>
        [.. stages.Select(stage => CompileStage(stage, scope, tuples))];

    private StageCode CompileStage(Lowered.Stage stage, Scope scope, bool tuples)
    {
        if (stage.Predicate is null)
        {
            return StageCode.Index(stage.IndexName!);
        }

        if (stage.Predicate.Kind == LoweredKind.Number)
        {
            return StageCode.Number(stage.Predicate.Number);
        }

        var inner = tuples ? new Scope(scope, ScopeKind.Tuple) : scope;
        var code = StageCode.Condition(Visit(stage.Predicate, inner), tuples);
        _fixups.Add(() => code.SlotCount = tuples ? inner.SlotCount : 0);
        return code;
    }

    private Evaluator VisitBinary(Lowered node, Scope scope)
    {
        var @operator = ((BinaryExpression)node.Syntax).Operator;
        var left = Visit(node.Parts[0], scope);
        var right = Visit(node.Parts[1], scope);
        return @operator switch
        {
            JsonataOperator.And => new AndEvaluator(left, right, node.Position),
            JsonataOperator.Or => new OrEvaluator(left, right, node.Position),
            JsonataOperator.Default => new DefaultEvaluator(left, right),
            JsonataOperator.Coalesce => new CoalesceEvaluator(left, right),
            JsonataOperator.Equal => new EqualityEvaluator(left, right, negated: false),
            JsonataOperator.NotEqual => new EqualityEvaluator(left, right, negated: true),
            JsonataOperator.Concatenate => new ConcatenationEvaluator(left, right, node.Position),
            JsonataOperator.In => new MembershipEvaluator(left, right),
            JsonataOperator.Less or JsonataOperator.LessOrEqual or JsonataOperator.Greater or JsonataOperator.GreaterOrEqual =>
                new ComparisonEvaluator(@operator, left, right, node.Position),
            _ => new ArithmeticEvaluator(@operator, left, right, node.Position),
        };
    }

    private LambdaEvaluator VisitLambda(Lowered node, Scope scope)
    {
        var syntax = (LambdaExpression)node.Syntax;
        var inner = new Scope(scope, ScopeKind.Lambda);
        foreach (var parameter in syntax.Parameters)
        {
            inner.DeclareParameter(parameter.Name);
        }

        var signature = syntax.Signature is null ? null : FunctionSignature.Parse(syntax.Signature, syntax.Position);
        var definition = new LambdaDefinition(syntax.Parameters.Count, signature);
        var depth = _depth;
        _depth = 0;
        definition.Body = Visit(node.Parts[0], inner);
        LeaveTailCalls(definition.Body);
        _depth = depth;
        _fixups.Add(() => definition.SlotCount = inner.SlotCount);
        return new LambdaEvaluator(definition);
    }

    // The call that a lambda ends with is made by its caller, so that it does not nest.
    private static void LeaveTailCalls(Evaluator body)
    {
        switch (body)
        {
            case CallEvaluator call:
                call.IsTail = true;
                break;
            case ConditionalEvaluator conditional:
                conditional.LeaveTailCalls(LeaveTailCalls);
                break;
            case BlockEvaluator block:
                block.LeaveTailCalls(LeaveTailCalls);
                break;
            case GuardedEvaluator guarded:
                LeaveTailCalls(guarded.Inner);
                break;
        }
    }

    private SequenceEvaluator VisitCall(Lowered node, Scope scope)
    {
        var function = Visit(node.Parts[0], scope);
        var arguments = node.Parts.Skip(1).Select(part => part.Kind == LoweredKind.Placeholder ? null : Visit(part, scope)).ToArray();
        var target = node.Parts[0];

        // A field that is called is mostly a function that lacks its dollar sign.
        var field = target.Kind == LoweredKind.Path && target.Parts[0].Kind == LoweredKind.Name ? target.Parts[0].Text : null;
        var forgotten = field is null ? null : VisitVariable(field, scope);
        var site = new CallSite(node.Position, field ?? (target.Kind is LoweredKind.Variable or LoweredKind.Text ? target.Text : null));
        return Array.IndexOf(arguments, null) >= 0
            ? new PartialEvaluator(function, arguments, forgotten, site)
            : new CallEvaluator(function, arguments!, forgotten, site);
    }

    private SequenceEvaluator VisitChain(Lowered node, Scope scope)
    {
        var left = Visit(node.Parts[0], scope);
        var right = node.Parts[1];

        // A call on the right gets the left side as its first argument. What follows the call, such as a predicate, has no effect.
        return right.Kind == LoweredKind.Call && VisitCall(right, scope) is CallEvaluator call
            ? new ChainedCallEvaluator(left, call)
            : new ChainEvaluator(left, Visit(right, scope), node.Position);
    }
}

/// <summary>An expression ready to run.</summary>
/// <param name="Code">What runs.</param>
/// <param name="SlotCount">How many variables it assigns at the top level.</param>
internal sealed record CompiledExpression(Evaluator Code, int SlotCount)
{
    public JsonData? Run(EvaluationContext context)
    {
        var slots = new Value[SlotCount];
        for (var i = 0; i < slots.Length; i++)
        {
            slots[i] = Value.Unset;
        }

        // An input that is an array is one value, not many.
        var input = context.Input;
        if (input.Reference is ValueArray)
        {
            var wrapper = ValueArray.SequenceOf(input);
            wrapper.IsOuterWrapper = true;
            input = Value.Array(wrapper);
        }

        return ValueConversion.ToResult(Code.Evaluate(input, new Frame(null, context, slots, null)), context);
    }
}
