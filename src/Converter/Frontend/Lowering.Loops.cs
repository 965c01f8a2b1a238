using System.Collections.Immutable;
using LambdaLift.Converter.Ir;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace LambdaLift.Converter.Frontend;

internal sealed partial class Lowering
{
    /// <summary>Where <c>break</c> and <c>continue</c> lead: the labels of the loops and switch statements around.</summary>
    private readonly Dictionary<ILabelSymbol, IrLabel> _exits = new(SymbolEqualityComparer.Default);

    /// <summary>The sections of <c>switch</c> statements by the labels of their clauses, and those that are being lowered.</summary>
    private readonly Dictionary<ILabelSymbol, ISwitchCaseOperation> _sections = new(SymbolEqualityComparer.Default);
    private readonly HashSet<ISwitchCaseOperation> _openSections = new();

    /// <summary>The lists that a <c>foreach</c> around goes through: changing one there throws in C#.</summary>
    private readonly Stack<ISymbol> _iterated = new();

    private void LowerLoop(ILoopOperation loop, BlockBuilder into)
    {
        ForgetAssigned(loop);
        switch (loop)
        {
            case IForEachLoopOperation forEach when LowerIterator(forEach, into) || LowerStrategyLoop(forEach, into):
                break;
            case IForEachLoopOperation { IsAsynchronous: true } forEach:
                LowerPages(forEach, into);
                break;
            case IForEachLoopOperation forEach:
                if (!LowerTaskLoop(forEach, into))
                    LowerForEach(forEach, into);
                break;
            case IForLoopOperation or IWhileLoopOperation when LowerRetry(loop, into):
                break;
            case IForLoopOperation forLoop:
                foreach (var start in forLoop.Before)
                    LowerStatement(start, into);
                AddLoop(
                    forLoop,
                    into,
                    (body, exit) => AddTest(forLoop.Condition, exit, body),
                    (body, _) =>
                    {
                        foreach (var step in forLoop.AtLoopBottom)
                            LowerStatement(step, body);
                    });
                break;
            case IWhileLoopOperation { ConditionIsTop: true } whileLoop:
                AddLoop(whileLoop, into, (body, exit) => AddTest(whileLoop.Condition, exit, body), (_, _) => { });
                break;
            case IWhileLoopOperation doLoop:
                AddLoop(doLoop, into, (_, _) => { }, (body, exit) => AddTest(doLoop.Condition, exit, body));
                break;
            default:
                Refuse(loop, "This loop", "use for, foreach, while or do");
                break;
        }
    }

    private void AddLoop(ILoopOperation loop, BlockBuilder into, Action<BlockBuilder, IrLabel> start, Action<BlockBuilder, IrLabel> end)
    {
        var (exit, next) = (new IrLabel("break"), new IrLabel("continue"));
        _exits[loop.ExitLabel] = exit;
        _exits[loop.ContinueLabel] = next;
        var mutations = _mutations.Count;
        var body = new BlockBuilder(into, conditional: true);
        start(body, exit);
        var inner = new BlockBuilder(body);
        LowerStatement(loop.Body, inner);
        var statements = inner.ToImmutable();
        if (statements.Descendants().Any(s => s is IrLeave { Label: var label } && ReferenceEquals(label, next)))
            body.Add(new IrLabeled(next, statements, At(loop.Body)));
        else
            body.AddRange(statements);
        end(body, exit);
        RefuseSharedAcrossIterations(body, mutations);
        into.Add(new IrLabeled(exit, [new IrLoop(body.ToImmutable(), At(loop))], At(loop)));
    }

    private void AddTest(IOperation? condition, IrLabel exit, BlockBuilder body)
    {
        if (condition is null or { ConstantValue: { HasValue: true, Value: true } })
            return;
        var test = LowerCondition(condition, body);
        body.Add(new IrIf(test, [], [new IrLeave(exit, At(condition))], At(condition)));
    }

    /// <summary>A counter that goes through the list; both are variables, so that the body may do whatever it likes.</summary>
    private void LowerForEach(IForEachLoopOperation loop, BlockBuilder into)
    {
        var origin = At(loop);
        var collection = Unwrap(loop.Collection);
        var source = LowerExpression(collection, into);
        var checkedSource = NotNull(collection, source, into);
        var elementType = source.Type.ElementType();
        if (source.Type.IsDictionary())
        {
            source = checkedSource = new IrCallFunction(IrFunction.Entries, [checkedSource], EntryList(source.Type!), origin);
            elementType = source.Type.ElementType();
        }
        else if (source.Type.Is("System.Linq.IGrouping") || source.Type.IsString())
        {
            source = checkedSource = AsSequence(collection, source);
            elementType = source.Type.ElementType();
        }
        else if (Resolve(collection.Type).Is("System.Text.Json.JsonElement.ArrayEnumerator"))
        {
            elementType = (loop.LoopControlVariable as IVariableDeclaratorOperation)?.Symbol.Type;
        }
        else if (elementType is null)
        {
            Refuse(loop.Collection, "Going through this value", "go through a list, an array or a dictionary");
        }

        var isIterated = collection is ILocalReferenceOperation or IParameterReferenceOperation;
        if (isIterated)
            _iterated.Push(collection is ILocalReferenceOperation l ? l.Local : ((IParameterReferenceOperation)collection).Parameter);
        LowerItems(loop, source, checkedSource, elementType, null, into);
        if (isIterated)
            _iterated.Pop();
    }

    /// <param name="loop">The loop.</param>
    /// <param name="source">The list.</param>
    /// <param name="checkedSource">The list, where null fails.</param>
    /// <param name="elementType">The type of its elements.</param>
    /// <param name="outerExit">Where <c>break</c> leads if not to the end of this loop.</param>
    /// <param name="into">The block.</param>
    private void LowerItems(IForEachLoopOperation loop, IrExpression source, IrExpression checkedSource, ITypeSymbol? elementType, IrLabel? outerExit, BlockBuilder into)
    {
        var origin = At(loop);
        var mayBeNull = !ReferenceEquals(source, checkedSource);
        var name = (loop.LoopControlVariable as IVariableDeclaratorOperation)?.Symbol.Name ?? "item";
        var item = new IrVariable(name, elementType);
        var index = new IrVariable(name + "Index", IntType) { IsTemporary = true };
        var items = new IrVariable("items", source.Type);
        into.Add(new IrAssign(index, new IrConstant(0, IntType, origin), origin));

        // The list itself is read where it stands, unless the loop sets what it is read from.
        var place = into.Count;
        AddLoop(
            loop,
            into,
            (body, exit) =>
            {
                IrExpression Read() => new IrRead(items, origin);
                var position = new IrRead(index, origin);
                var counted = mayBeNull ? new IrCallFunction(IrFunction.NotNull, [Read()], source.Type, origin) : Read();
                var more = new IrBinary(IrOperator.Less, position, new IrCallFunction(IrFunction.Count, [counted], IntType, origin), BooleanType, origin);
                body.Add(new IrIf(more, [], [new IrLeave(exit, origin)], origin));
                body.Add(new IrAssign(item, new IrElement(Read(), position, elementType, origin) { IsInRange = true }, origin));
                body.Add(new IrAssign(index, new IrBinary(IrOperator.Add, position, new IrConstant(1, IntType, origin), IntType, origin), origin));
                BindLoopVariable(loop.LoopControlVariable, item, body);
                if (outerExit is not null)
                    _exits[loop.ExitLabel] = outerExit;
            },
            (_, _) => { });

        var assigned = new HashSet<IrVariable>(into.Since(place).ToImmutableArray().Descendants().SelectMany(s => s.Defines()));
        if (IsPlace(source) && !source.Reads().Overlaps(assigned))
        {
            into.Rewrite(place, e => e.Substitute(v => ReferenceEquals(v, items) ? source : null));
            return;
        }

        // Null fails where the list is taken.
        into.Rewrite(place, e => e.Rewrite(x => x is IrCallFunction { Function: IrFunction.NotNull, Arguments: [IrRead { Variable: var v } read] } && ReferenceEquals(v, items) ? read : x));
        into.Insert(place, new IrAssign(items, checkedSource, origin));
    }

    private void BindLoopVariable(IOperation variable, IrVariable item, BlockBuilder body)
    {
        switch (variable)
        {
            case IVariableDeclaratorOperation declarator:
                _frame.Bind(declarator.Symbol, new VariableBinding(item, body));
                break;
            case IDeclarationExpressionOperation { Expression: ITupleOperation targets }:
                Deconstruct(targets, new IrRead(item, At(variable)), body);
                break;
            case ITupleOperation targets:
                Deconstruct(targets, new IrRead(item, At(variable)), body);
                break;
            default:
                Refuse(variable, "This loop variable", "declare it in the foreach");
                break;
        }
    }

    /// <summary>A variable, or a property of one: cheap to read again.</summary>
    private static bool IsPlace(IrExpression expression) => expression switch
    {
        IrRead => true,
        IrMember { Target: var target } => IsPlace(target),
        _ => false,
    };

    private ITypeSymbol EntryList(ITypeSymbol dictionary)
    {
        var type = (INamedTypeSymbol)dictionary;
        var map = type.Is("System.Collections.Generic.IDictionary") || type.Is("System.Collections.Generic.IReadOnlyDictionary")
            ? type
            : type.AllInterfaces.First(i => i.Is("System.Collections.Generic.IDictionary") || i.Is("System.Collections.Generic.IReadOnlyDictionary"));
        var entry = _frame.Model.Compilation.GetTypeByMetadataName("System.Collections.Generic.KeyValuePair`2")!.Construct(map.TypeArguments.ToArray());
        return _frame.Model.Compilation.CreateArrayTypeSymbol(entry);
    }

    /// <summary>What a loop assigns may be null when its next iteration begins, whatever is known before the loop.</summary>
    private void ForgetAssigned(ILoopOperation loop)
    {
        IOperation root = loop;
        while (root.Parent is not null)
            root = root.Parent;
        var code = root.Descendants().Where(o => o is IAnonymousFunctionOperation or ILocalFunctionOperation).Append(loop);
        foreach (var target in code.SelectMany(o => o.Descendants()).SelectMany(Targets))
        {
            ISymbol? symbol = target switch
            {
                ILocalReferenceOperation l => l.Local,
                IParameterReferenceOperation p => p.Parameter,
                _ => null,
            };
            if (symbol is not null && _frame.Find(symbol) is VariableBinding { Variable: var variable })
                _neverNull.Remove(variable);
        }

        static IEnumerable<IOperation> Targets(IOperation operation) => operation switch
        {
            IAssignmentOperation { Target: ITupleOperation tuple } => tuple.Elements,
            IAssignmentOperation assignment => [assignment.Target],
            IIncrementOrDecrementOperation increment => [increment.Target],
            IArgumentOperation { Parameter.RefKind: RefKind.Ref or RefKind.Out } argument => [argument.Value],
            _ => [],
        };
    }
}
