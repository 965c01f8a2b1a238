using System.Collections.Immutable;
using LambdaLift.Converter.Diagnostics;
using LambdaLift.Converter.Ir;
using LambdaLift.Converter.Passes;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace LambdaLift.Converter.Frontend;

internal sealed partial class Lowering
{
    private void LowerBody(IOperation body, BlockBuilder into)
    {
        foreach (var local in body.Descendants().OfType<ILocalFunctionOperation>())
            _frame.Bind(local.Symbol, new CodeBinding(local, _frame));
        LowerStatement(body, into);
    }

    private void LowerStatement(IOperation operation, BlockBuilder into)
    {
        _cancellationToken.ThrowIfCancellationRequested();
        switch (operation)
        {
            case IBlockOperation block:
                LowerStatements(block.Operations, into);
                break;
            case IVariableDeclarationGroupOperation group:
                foreach (var declarator in group.Declarations.SelectMany(d => d.Declarators))
                    LowerDeclarator(declarator, into);
                break;
            case IUsingDeclarationOperation declaration:
                LowerStatement(declaration.DeclarationGroup, into);
                foreach (var resource in declaration.DeclarationGroup.Declarations.SelectMany(d => d.Declarators).Select(d => d.GetVariableInitializer()?.Value).OfType<IOperation>())
                    CheckDisposal(resource);
                break;
            case IUsingOperation usingStatement:
                if (usingStatement.Resources is IVariableDeclarationGroupOperation resources)
                    LowerStatement(resources, into);
                else if (!Resolve(usingStatement.Resources.Type).IsOpaque() && !(usingStatement.Resources is IInvocationOperation scope && IsUnobservable(scope)))
                    LowerForEffect(usingStatement.Resources, into);
                foreach (var resource in usingStatement.Resources is IVariableDeclarationGroupOperation declared
                    ? declared.Declarations.SelectMany(d => d.Declarators).Select(d => d.GetVariableInitializer()?.Value).OfType<IOperation>()
                    : [usingStatement.Resources])
                    CheckDisposal(resource);
                LowerStatement(usingStatement.Body, into);
                break;

            // One invocation runs at a time in a sandbox, and what runs concurrently inside it may not assign what it shares.
            case ILockOperation locked:
                LowerStatement(locked.Body, into);
                break;
            case IExpressionStatementOperation statement:
                LowerForEffect(statement.Operation, into);
                break;
            case IConditionalOperation conditional:
                LowerIf(conditional, into);
                break;
            case ISwitchOperation switchStatement:
                LowerSwitch(switchStatement, into);
                break;
            case IReturnOperation { Kind: OperationKind.YieldReturn, ReturnedValue: { } yielded } when _frame.OnYield is { } consume:
                consume(yielded, into);
                break;
            case IReturnOperation { Kind: OperationKind.YieldBreak } when _frame.OnYield is not null:
                into.Add(new IrLeave(_frame.ReturnLabel!, At(operation)));
                break;
            case IReturnOperation { Kind: OperationKind.YieldReturn or OperationKind.YieldBreak }:
                Refuse(operation, "'yield'", "go through the iterator by foreach where it is called, or return a list");
                break;
            case IReturnOperation returnOperation:
                LowerReturn(returnOperation, into);
                break;
            case IThrowOperation throwOperation:
                LowerThrow(throwOperation, into);
                break;
            case ITryOperation tryOperation:
                LowerTry(tryOperation, into);
                break;
            case ILocalFunctionOperation or IEmptyOperation:
                break;
            case ILabeledOperation:
                Refuse(operation, "A label for 'goto'", "use a loop or a method");
                break;
            case IBranchOperation { BranchKind: BranchKind.GoTo } branch when _sections.TryGetValue(branch.Target, out var section) && !_openSections.Contains(section):
                LowerSection(section, into);
                break;
            case IBranchOperation { BranchKind: BranchKind.GoTo }:
                Refuse(operation, "'goto'", "use a loop or a method");
                break;
            case IBranchOperation branch when _exits.TryGetValue(branch.Target, out var exit):
                into.Add(new IrLeave(exit, At(branch)));
                break;
            case ILoopOperation loop:
                LowerLoop(loop, into);
                break;
            default:
                Refuse(operation, $"A statement of kind '{operation.Kind}'", "move it into a function that the state machine calls");
                break;
        }
    }

    private bool DisposesByCode(IVariableDeclaratorOperation resource) => resource.Symbol.Type.GetMembers().OfType<IMethodSymbol>().Any(m =>
        m.Name is "Dispose" or "DisposeAsync" && m.Locations.Any(l => l.IsInSource) && BodyOf(m) is { } body && body.Descendants().Any(o => o is IInvocationOperation or IAwaitOperation));

    private void LowerDeclarator(IVariableDeclaratorOperation declarator, BlockBuilder into)
    {
        var initializer = declarator.GetVariableInitializer()?.Value;
        var symbol = declarator.Symbol;
        var type = Resolve(symbol.Type);
        if (initializer is not null && (BindSearch(symbol, type, initializer, into) || BindFilter(symbol, type, initializer, into)))
            return;
        if (type.IsOpaque())
        {
            _frame.Bind(symbol, new OpaqueBinding(initializer, _frame));
            NoteSource(initializer, into);
            return;
        }

        if (initializer is not null && IsDocument(type) && Unwrap(initializer) is IObjectCreationOperation && ReadDocument(initializer, into) is { } document)
        {
            _frame.Bind(symbol, document);
            return;
        }

        if (BindRequest(symbol, initializer, into))
            return;

        if (initializer is not null && type.Is("System.TimeSpan") && IsRetryDelay(declarator))
            return;

        if (BindChosen(symbol, initializer, declarator, into) || BindStrategyList(symbol, initializer, declarator, into) || BindStrategySelection(symbol, initializer, declarator, into))
            return;

        if (symbol.Type.TypeKind == TypeKind.Delegate && initializer is not null)
        {
            _frame.Bind(symbol, DenoteHere(initializer, into) ?? new CodeBinding(Unwrap(initializer), _frame));
            return;
        }

        if (initializer is not null && IsService(type) && DenoteHere(initializer, into) is { } service)
        {
            _frame.Bind(symbol, service);
            return;
        }

        if (type.IsTask() && initializer is not null && LowerRace(initializer, into) is { } race)
        {
            _frame.Bind(symbol, new RaceBinding(race));
            return;
        }

        if (type.IsTask() && initializer is not null)
        {
            _frame.Bind(symbol, new TaskBinding(StartTask(initializer, into, symbol.Name)));
            return;
        }

        if (initializer is not null && IsTaskSequence(type) && MakesEmptyList(Unwrap(initializer)))
        {
            var list = new TaskListBinding(symbol, into);
            _taskLists.Add(list);
            _frame.Bind(symbol, list);
            return;
        }

        if (initializer is not null && IsTaskSequence(type) && Unwrap(initializer) is IInvocationOperation)
        {
            _frame.Bind(symbol, new CodeBinding(Unwrap(initializer), _frame));
            return;
        }

        if (initializer is null)
        {
            _frame.Bind(symbol, new VariableBinding(new IrVariable(symbol.Name, type) { IsError = type.IsException() }, into));
            return;
        }

        var before = into.Count;
        var value = LowerExpression(initializer, into);
        CheckDeferred(initializer, type, into, before);
        var variable = new IrVariable(symbol.Name, value.Type is not null && type?.SpecialType == SpecialType.System_Object ? value.Type : type) { IsError = type.IsException() };
        if (IsProvenNotNull(initializer, value))
            _neverNull.Add(variable);
        else
            NoteAbsence(variable, value);
        _frame.Bind(symbol, new VariableBinding(variable, into));
        into.Add(new IrAssign(variable, value, At(declarator)));
    }

    private void LowerForEffect(IOperation operation, BlockBuilder into)
    {
        switch (operation)
        {
            case IAwaitOperation when LowerRace(operation, into) is not null:
                break;
            case IAwaitOperation awaitOperation:
                if (Await(awaitOperation.Operation, into) is { } given)
                    AlwaysEvaluated(given, into, "value");
                break;
            case IInvocationOperation { TargetMethod: { Name: "Wait", Parameters.IsEmpty: true }, Instance: { } semaphore } invocation when semaphore.Type.Is("System.Threading.SemaphoreSlim"):
                WaitForSemaphore(invocation);
                break;
            case IInvocationOperation { TargetMethod: { Name: "Sleep", ContainingType: var thread } } invocation when thread.Is("System.Threading.Thread"):
                Wait(invocation, into);
                break;
            case IInvocationOperation invocation when IsUnobservable(invocation):
                LowerDroppedArguments(invocation, into);
                break;
            case IInvocationOperation or ISimpleAssignmentOperation when HttpClients.IsSetup(operation) || LowerRequestChange(operation, into):
                break;
            case IInvocationOperation invocation when LowerTaskAdded(invocation, into):
                break;
            case IInvocationOperation invocation when LowerCondition(invocation, into):
                break;
            case IInvocationOperation invocation when LowerCollectionChange(invocation, into):
                break;
            case IInvocationOperation invocation when invocation.TargetMethod.ReturnType.IsTask() && !IsDeferrable(invocation):
                AlwaysEvaluated(LowerExpression(invocation, into), into, "value");
                break;
            case IInvocationOperation invocation when invocation.TargetMethod.ReturnType.IsTask():
                Report(LiftDescriptors.TaskNotAwaited, At(invocation), Describe(invocation), "never awaited");
                break;
            case ISimpleAssignmentOperation assignment:
                LowerAssignment(assignment, into);
                break;
            case ICompoundAssignmentOperation compound:
                LowerCompoundAssignment(compound, into);
                break;
            case IIncrementOrDecrementOperation increment:
                LowerIncrement(increment, into);
                break;
            case IDeconstructionAssignmentOperation deconstruction:
                LowerDeconstruction(deconstruction, into);
                break;
            case ICoalesceAssignmentOperation coalesce:
                LowerCoalesceAssignment(coalesce, into);
                break;
            case IConditionalAccessOperation { WhenNotNull: IInvocationOperation invocation } when IsUnobservable(invocation):
                break;
            default:
                AlwaysEvaluated(LowerExpression(operation, into), into, "value");
                break;
        }
    }

    private void LowerAssignment(ISimpleAssignmentOperation assignment, BlockBuilder into)
    {
        if (assignment.Target is IDiscardOperation)
        {
            LowerForEffect(assignment.Value, into);
            return;
        }

        if (assignment.Target is IPropertyReferenceOperation { Property.IsIndexer: true, Instance: { } holder, Arguments: [{ Value: var key }] } && IsDocument(Resolve(holder.Type)))
        {
            if (Unwrap(holder) is not (ILocalReferenceOperation or IParameterReferenceOperation) || !SetEntry(holder, key, assignment.Value, into))
                Refuse(assignment, "This entry of a document", DocumentAdvice);
            return;
        }

        if (assignment.Target is ILocalReferenceOperation { Local: var local } && Resolve(local.Type).IsTask())
        {
            _frame.Bind(local, new TaskBinding(StartTask(assignment.Value, into, local.Name)));
            return;
        }

        if (AssignChosen(assignment, into))
            return;
        var value = LowerExpression(assignment.Value, into);
        Store(assignment.Target, value, into);
    }

    private void LowerCompoundAssignment(ICompoundAssignmentOperation compound, BlockBuilder into)
    {
        CheckTarget(compound.Target);
        var current = LowerExpression(compound.Target, into);
        var operand = LowerExpression(compound.Value, into);
        Store(compound.Target, Binary(compound, compound.OperatorKind, current, operand, Resolve(compound.Type), into), into);
    }

    /// <summary><c>x ??= y</c>: the value is only evaluated, and the target only set, when it is null.</summary>
    private void LowerCoalesceAssignment(ICoalesceAssignmentOperation assignment, BlockBuilder into)
    {
        var origin = At(assignment);
        CheckTarget(assignment.Target);
        var current = LowerExpression(assignment.Target, into);
        var then = new BlockBuilder(into, conditional: true);
        Store(assignment.Target, LowerExpression(assignment.Value, then), then);
        into.Add(new IrIf(IsNull(current, origin), then.ToImmutable(), [], origin));
    }

    private void LowerIncrement(IIncrementOrDecrementOperation increment, BlockBuilder into)
    {
        CheckTarget(increment.Target);
        var current = LowerExpression(increment.Target, into);
        var one = new IrConstant(1, increment.Type, At(increment));
        var op = increment.Kind == OperationKind.Increment ? BinaryOperatorKind.Add : BinaryOperatorKind.Subtract;
        Store(increment.Target, Binary(increment, op, current, one, Resolve(increment.Type), into), into);
    }

    /// <summary>A target that is read and assigned is lowered twice, which C# evaluates once: nothing in it may have an effect.</summary>
    private void CheckTarget(IOperation target)
    {
        if (target.Descendants().FirstOrDefault(o => o is IAwaitOperation or IAssignmentOperation or IIncrementOrDecrementOperation || (o is IInvocationOperation call && KnownMethods.Find(call.TargetMethod) is null)) is { } effect)
            Refuse(effect, "An effect in the place of an assigned element", "assign the index or key to a local variable first");
    }

    /// <summary>Assigns to a local, a parameter, or a property or entry of what one holds.</summary>
    /// <param name="target">What is assigned.</param>
    /// <param name="value">The new value.</param>
    /// <param name="into">The block.</param>
    /// <param name="isChange">Whether the value is the same object, changed.</param>
    private void Store(IOperation target, IrExpression value, BlockBuilder into, bool isChange = false)
    {
        if (StoreMember(target, value, into, isChange))
            return;
        switch (target)
        {
            case ILocalReferenceOperation or IParameterReferenceOperation:
                ISymbol symbol = target is ILocalReferenceOperation l ? l.Local : ((IParameterReferenceOperation)target).Parameter;
                if (_frame.Find(symbol) is not VariableBinding binding)
                {
                    Refuse(target, $"Assigning '{symbol.Name}'", "assign it where it is declared");
                    return;
                }

                if (!CanAssign(binding, into, out var kind))
                {
                    if (Collect(binding, symbol, value, target, into))
                        return;
                    Report(LiftDescriptors.OuterAssignment, At(target), symbol.Name, kind);
                    return;
                }

                _escaping.Add(binding.Variable);
                if (isChange)
                {
                    if (_iterated.Contains(symbol, SymbolEqualityComparer.Default))
                        Refuse(target, $"Changing '{symbol.Name}' while a loop goes through it", "go through a copy");
                    if (MayBeShared(binding.Variable, into))
                        Refuse(target, $"Changing '{symbol.Name}', whose object another variable refers to,", "change it before it is shared");
                    _mutations.Add(new Mutation(binding.Variable, binding.Owner, target));
                    if (into.RunsWith(binding.Owner))
                        _neverNull.Add(binding.Variable);
                }
                else if (!ExpressionSimplifier.IsNeverNull(value))
                {
                    _neverNull.Remove(binding.Variable);
                    NoteAbsence(binding.Variable, value);
                }

                into.Add(new IrAssign(binding.Variable, value, At(target)));
                break;
            case IPropertyReferenceOperation { Instance: { } instance, Property: { IsIndexer: false } property } when instance is ILocalReferenceOperation or IParameterReferenceOperation or IPropertyReferenceOperation { Property.IsStatic: false }:
                var current = LowerExpression(instance, into);
                Store(instance, new IrWith(current, [new IrNewMember(property.Name, value)], current.Type, At(target)), into, isChange: true);
                break;
            case IPropertyReferenceOperation { Instance: not null, Property.IsIndexer: true, Arguments.Length: 1 } entry:
                StoreEntry(entry, value, into);
                break;
            case IArrayElementReferenceOperation { ArrayReference: var array, Indices: [var index] }:
                StoreElement(target, array, index, value, into);
                break;
            case IImplicitIndexerReferenceOperation { Instance: var indexed, Argument: var position } when !indexed.Type.IsString():
                StoreElement(target, indexed, position, value, into);
                break;
            default:
                Refuse(target, "This assignment", "assign a local variable or a property of one");
                break;
        }
    }

    private static bool CanAssign(VariableBinding binding, BlockBuilder into, out string kind)
    {
        kind = "code";
        for (var block = into; block is not null; block = block.Parent!)
        {
            if (ReferenceEquals(block, binding.Owner))
                return true;
            if (block.IsConcurrent)
                return false;
            if (block.Parent is null)
                break;
        }

        return true;
    }

    private void LowerIf(IConditionalOperation conditional, BlockBuilder into)
    {
        var condition = LowerCondition(conditional.Condition, into);
        var then = Given(condition, () => LowerBlock(conditional.WhenTrue, into, conditional: true));
        var otherwise = Given(Not(condition), () => LowerBlock(conditional.WhenFalse, into, conditional: true));

        // A condition that decides nothing can still fail.
        if (!then.IsEmpty || !otherwise.IsEmpty || CopyPropagation.CanFail(condition))
            into.Add(new IrIf(condition, then, otherwise, At(conditional)));
    }

    /// <summary>The statements of a section of a <c>switch</c>: where it is chosen, and at each <c>goto case</c> that goes there.</summary>
    private void LowerSection(ISwitchCaseOperation section, BlockBuilder into)
    {
        _openSections.Add(section);
        LowerStatements(section.Body, into);
        _openSections.Remove(section);
    }

    private void LowerSwitch(ISwitchOperation switchStatement, BlockBuilder into)
    {
        var value = Spill(LowerExpression(switchStatement.Value, into), "value", into);
        var exit = new IrLabel("switch");
        _exits[switchStatement.ExitLabel] = exit;
        foreach (var section in switchStatement.Cases)
        {
            foreach (var clause in section.Clauses.Where(c => c.Label is not null))
                _sections[clause.Label!] = section;
        }

        var body = new BlockBuilder(into);
        LowerSections(switchStatement.Cases, 0, body);
        into.Add(new IrLabeled(exit, body.ToImmutable(), At(switchStatement)));

        void LowerSections(ImmutableArray<ISwitchCaseOperation> cases, int index, BlockBuilder block)
        {
            // The default section is taken when no other is, wherever it stands.
            var ordered = cases.OrderBy(c => c.Clauses.Any(x => x is IDefaultCaseClauseOperation) ? 1 : 0).ToImmutableArray();
            if (index == ordered.Length)
                return;
            var section = ordered[index];
            if (section.Clauses.Any(x => x is IDefaultCaseClauseOperation))
            {
                LowerSection(section, block);
                return;
            }

            // The patterns come first: the statements use their variables.
            IrExpression? condition = null;
            foreach (var clause in section.Clauses)
            {
                var test = clause switch
                {
                    ISingleValueCaseClauseOperation single => new IrBinary(IrOperator.Equal, value, LowerExpression(single.Value, block), BooleanType, At(single)),
                    IPatternCaseClauseOperation { Guard: null } pattern => LowerPattern(pattern.Pattern, value, block),
                    IPatternCaseClauseOperation pattern => Lazily(Unless(condition, LowerPattern(pattern.Pattern, value, block)), isAnd: true, inner => LowerExpression(pattern.Guard!, inner), At(pattern), block),
                    _ => Refuse(clause, "This case clause", "use if and else"),
                };
                condition = condition is null ? test : new IrBinary(IrOperator.Or, condition, test, BooleanType, At(section));
            }

            var then = new BlockBuilder(block, conditional: true);
            LowerSection(section, then);
            var rest = new BlockBuilder(block, conditional: true);
            LowerSections(cases, index + 1, rest);
            block.Add(new IrIf(condition!, then.ToImmutable(), rest.ToImmutable(), At(section)));
        }

        // A guard is not asked once a clause before it has matched.
        IrExpression Unless(IrExpression? decided, IrExpression test) => decided is null ? test : And(Not(decided), test, test.Origin);
    }

    private void LowerReturn(IReturnOperation operation, BlockBuilder into)
    {
        IrExpression? value = null;
        var returned = operation.ReturnedValue;
        if (returned is not null)
        {
            // `return F();` of a task in a method that is not async passes the task on: the caller awaits it.
            if (Resolve(returned.Type).IsTask())
                value = Await(returned, into);
            else
                value = LowerExpression(returned, into);
        }

        if (_frame.ReturnLabel is { } label)
        {
            if (value is not null && _frame.ReturnVariable is { } variable)
            {
                NoteAbsence(variable, value);
                into.Add(new IrAssign(variable, value, At(operation)));
            }

            into.Add(new IrLeave(label, At(operation)));
        }
        else
        {
            into.Add(new IrReturn(value, At(operation)));
        }
    }
}
