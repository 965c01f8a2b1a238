using System.Collections.Immutable;
using LambdaLift.Analysis;
using LambdaLift.Converter.Diagnostics;
using LambdaLift.Converter.Ir;
using LambdaLift.Converter.Residual;
using LambdaLift.ServiceCatalogue;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace LambdaLift.Converter.Frontend;

/// <summary>
/// What has no conversion becomes a generated function, if it is pure: the innermost expression or statement around the refusal that can
/// stand alone. Its refusals are taken back, with everything that was lowered for it.
/// </summary>
internal sealed partial class Lowering : IResidualSurroundings
{
    private readonly Dictionary<Diagnostic, string> _obstacles = new();

    private bool _recovers;

    private BlockBuilder _recovering = new();

    // What is decided before a function is called: a key of one of its inputs may be missing.
    private readonly List<IrIf> _pathGuards = new();
    private readonly Dictionary<BuiltResidual, ImmutableArray<IrIf>> _inputGuards = new();

    /// <summary>How far lowering has come: what comes after it can be taken back.</summary>
    private readonly record struct Mark(int Diagnostics, int Statements, int Tasks);

    private Mark MarkAt(BlockBuilder into) => new(_diagnostics.Count, into.Count, _tasks.Count);

    private bool HasRefused(Mark mark) => _diagnostics.Skip(mark.Diagnostics).Any(d => d.Severity == DiagnosticSeverity.Error);

    private void TakeBack(Mark mark, BlockBuilder into)
    {
        _diagnostics.RemoveRange(mark.Diagnostics, _diagnostics.Count - mark.Diagnostics);
        into.Truncate(mark.Statements);
        _tasks.RemoveRange(mark.Tasks, _tasks.Count - mark.Tasks);
    }

    /// <summary>Lowers an expression; one that is refused becomes a residual if it can.</summary>
    private IrExpression LowerExpression(IOperation operation, BlockBuilder into)
    {
        var mark = MarkAt(into);
        var value = LowerNatively(operation, into);
        if (!_recovers || !HasRefused(mark) && !IsScattered(operation, mark, into))
            return value;
        var type = Resolve(operation.Type);
        if (ResidualRegion.Of(_frame.Model, _frame.Method, operation, type) is not { } region || TryBuild(region, mark, into) is not { } built)
            return value;
        TakeBack(mark, into);
        return Place(built, region, into) ?? value;
    }

    /// <summary>Whether a call came apart into several residuals, and nothing between them has an effect: then it is better one as a whole.</summary>
    private static bool IsScattered(IOperation operation, Mark mark, BlockBuilder into)
    {
        if (operation is not IInvocationOperation || into.Count == mark.Statements)
            return false;
        var lowered = into.Since(mark.Statements).ToImmutableArray().Descendants().ToList();
        return lowered.Count(s => s is IrResidual) > 1 && !lowered.Any(IsCall);
    }

    private static bool IsCall(IrStatement statement) => statement is IrCall or IrWait or IrParallel or IrMap;

    /// <summary>
    /// Lowers statements that follow one another. One that is refused becomes a residual, together with as many of its neighbours as it
    /// takes for it to stand alone; and statements between two residuals join them, if nothing there has an effect: one call instead
    /// of two.
    /// </summary>
    private void LowerStatements(ImmutableArray<IOperation> statements, BlockBuilder into)
    {
        var marks = new Mark[statements.Length];
        var first = -1;
        for (var i = 0; i < statements.Length; i++)
        {
            marks[i] = MarkAt(into);
            LowerStatement(statements[i], into);
            if (!_recovers)
                continue;
            if (HasRefused(marks[i]))
            {
                if (Grow(statements, i, marks, into) is not var (start, end, built))
                    continue;
                TakeBack(marks[start], into);
                Place(built.Built, built.Region, into);
                first = start;
                i = end;
                continue;
            }

            var lowered = into.Since(marks[i].Statements).ToImmutableArray();
            if (lowered.Descendants().Any(IsCall))
            {
                first = -1;
                continue;
            }

            var residuals = lowered.Descendants().OfType<IrResidual>().Count();
            if (residuals == 0)
                continue;

            // A loop would call its function once a turn; a statement with two of them calls both.
            var start2 = first >= 0 ? first : i;
            if (start2 == i && residuals == 1 && statements[i] is not ILoopOperation)
            {
                first = i;
                continue;
            }

            if (Region(statements, start2, i) is { } joined && TryBuild(joined, marks[start2], into) is { } whole)
            {
                TakeBack(marks[start2], into);
                Place(whole, joined, into);
                first = start2;
            }
            else
            {
                first = i;
            }
        }
    }

    /// <summary>The smallest run of statements around a refused one that can stand alone.</summary>
    private (int Start, int End, (BuiltResidual Built, ResidualRegion Region) Value)? Grow(ImmutableArray<IOperation> statements, int refused, Mark[] marks, BlockBuilder into)
    {
        // A run grows by the statements that declare what it takes, and by those that use what it gives.
        for (var length = 1; length <= statements.Length; length++)
        {
            for (var start = Math.Min(refused, statements.Length - length); start >= Math.Max(0, refused - length + 1); start--)
            {
                var end = start + length - 1;
                if (end < refused)
                    continue;
                if (Region(statements, start, end) is { } region && TryBuild(region, marks[start], into) is { } built)
                    return (start, end, (built, region));
            }
        }

        return null;
    }

    private ResidualRegion? Region(ImmutableArray<IOperation> statements, int start, int end) =>
        ResidualRegion.Of(_frame.Model, _frame.Method, statements.Skip(start).Take(end - start + 1).ToList());

    private BuiltResidual? TryBuild(ResidualRegion region, Mark mark, BlockBuilder into)
    {
        // What the state machine itself refuses to read has no place in an input either: paths are read without recovery.
        _recovers = false;
        _recovering = into;
        _pathGuards.Clear();
        var count = _diagnostics.Count;
        try
        {
            var disposed = region.Operations.SelectMany(o => o.Descendants().Prepend(o)).OfType<IVariableDeclaratorOperation>().FirstOrDefault(d => DisposesByCode(d) && d.Ancestors().Any(a => a is IUsingOperation or IUsingDeclarationOperation));
            var obstacle = disposed is null ? null : $"it disposes '{disposed.Symbol.Name}', which runs code of its own";
            var built = disposed is null ? ResidualBuilder.TryBuild(region, this, out obstacle, _cancellationToken) : null;
            _diagnostics.RemoveRange(count, _diagnostics.Count - count);
            if (built is null)
                Explain(mark, obstacle!);
            else
                _inputGuards[built] = _pathGuards.ToImmutableArray();
            return built;
        }
        finally
        {
            _recovers = true;
        }
    }

    /// <summary>Remembers why code that was refused could not become a function, for the message of the refusal.</summary>
    private void Explain(Mark mark, string obstacle)
    {
        foreach (var diagnostic in _diagnostics.Skip(mark.Diagnostics).Where(d => d.Severity == DiagnosticSeverity.Error))
        {
            if (!_obstacles.ContainsKey(diagnostic))
                _obstacles[diagnostic] = obstacle;
        }
    }

    /// <summary>Refusals say why the code could not become a function either.</summary>
    private void ExplainRefusals()
    {
        for (var i = 0; i < _diagnostics.Count; i++)
        {
            if (_diagnostics[i].Severity == DiagnosticSeverity.Error && _obstacles.TryGetValue(_diagnostics[i], out var obstacle))
                _diagnostics[i] = _diagnostics[i].WithReason(obstacle);
        }
    }

    /// <summary>Whether a value is, or holds, what a secret store answered.</summary>
    private bool IsSecret(IrExpression value, HashSet<IrVariable> seen)
    {
        foreach (var e in value.DescendantsAndSelf())
        {
            if (e is IrMember { Name: "SecretString" or "SecretBinary" or "SecretValues", Target.Type: { } owner } && owner.FullName().StartsWith("Amazon.SecretsManager.", StringComparison.Ordinal))
                return true;
            if (e is IrMember { Name: "Value", Target.Type: { } parameter } && parameter.Is("Amazon.SimpleSystemsManagement.Model.Parameter") && IsDecrypted(e))
                return true;
            if (e is IrMember { Name: "Parameters", Target.Type: { } answer } && answer.FullName().StartsWith("Amazon.SimpleSystemsManagement.Model.GetParameters", StringComparison.Ordinal) && IsDecrypted(e))
                return true;
            if (e is IrRead { Variable: var variable } && seen.Add(variable) && Assignments(variable).Any(a => IsSecret(a, seen)))
                return true;
        }

        return false;
    }

    /// <summary>Whether a parameter was asked for with decryption: then it may be a SecureString.</summary>
    private bool IsDecrypted(IrExpression parameter) => parameter.Reads().SelectMany(v => _recovering.Around().SelectMany(s => ImmutableArray.Create(s).Descendants()).OfType<IrServiceCall>().Where(c => ReferenceEquals(c.Result, v)))
        .Any(c => AsksForDecryption(c.Request));

    private IEnumerable<IrExpression> Assignments(IrVariable variable) =>
        _recovering.Around().SelectMany(s => ImmutableArray.Create(s).Descendants()).OfType<IrAssign>().Where(a => ReferenceEquals(a.Variable, variable)).Select(a => a.Value);

    /// <summary>Whether code in a generated function may have made one object of the variable's and another's, as far as types tell.</summary>
    private static bool MayTie(IrResidual residual, IrVariable variable)
    {
        var taken = residual.Inputs.SelectMany(i => i.Value.Reads()).Where(IsChangeable).ToList();
        var given = residual.Outputs.Select(o => o.Variable).Where(IsChangeable).ToList();
        bool MayMeet(IrVariable other) => !ReferenceEquals(other, variable) && TypeReach.MayShare(other.Type, variable.Type);
        return given.Contains(variable) && taken.Any(MayMeet) || taken.Contains(variable) && given.Any(MayMeet);

        static bool IsChangeable(IrVariable v) => v.Type.CanBeNull() && !v.Type.IsString() && !v.Type.IsNullable(out _);
    }

    private static bool Sets(IOperation operation, ISymbol symbol) => operation switch
    {
        IAssignmentOperation { Target: ILocalReferenceOperation { Local: var local } } => SymbolEqualityComparer.Default.Equals(local, symbol),
        IArgumentOperation { Parameter.RefKind: RefKind.Out or RefKind.Ref, Value: ILocalReferenceOperation { Local: var local } } => SymbolEqualityComparer.Default.Equals(local, symbol),
        ITupleOperation tuple => tuple.Elements.Any(e => e is ILocalReferenceOperation { Local: var local } && SymbolEqualityComparer.Default.Equals(local, symbol)),
        _ => false,
    };

    /// <summary>An expression without the checks that code before it has made.</summary>
    private IrExpression Settled(IrExpression expression, BlockBuilder into) => expression.Rewrite(e => e switch
    {
        IrCallFunction { Function: IrFunction.NotNull, Arguments: [var list] } when IsFound(list, into) => list,
        IrMember { TargetMayBeNull: true } member when IsFound(member.Target, into) => member with { TargetMayBeNull = false },
        _ => e,
    });

    private IrExpression? Place(BuiltResidual built, ResidualRegion region, BlockBuilder into)
    {
        var origin = new Origin(region.First, region.Method);
        foreach (var guard in _inputGuards[built])
        {
            var condition = Settled(guard.Condition, into);
            if (!IsExcluded(condition, into))
                into.Add(guard with { Condition = condition });
        }

        var inputs = ImmutableArray.CreateBuilder<IrNewMember>();
        foreach (var (value, symbol, path) in built.Inputs)
        {
            var read = path is not null ? Settled(path, into) : new IrRead(((VariableBinding)_frame.Find(symbol!)!).Variable, origin);
            inputs.Add(new IrNewMember(value.Name, PassableTypes.HasOwnNames(value.Type) ? read : new IrToJson(read, JsonContract.SystemTextJsonDefault, origin)));
        }

        var outputs = ImmutableArray.CreateBuilder<IrResidualOutput>();
        var assigned = new List<IrAssign>();
        IrExpression? result = null;
        foreach (var (value, symbol, isNeverNull) in built.Outputs)
        {
            var variable = symbol is not null && _frame.Find(symbol) is VariableBinding binding && !region.Declares(symbol) ? binding.Variable : new IrVariable(symbol?.Name ?? value.Name.LowerFirst(), value.Type) { IsTemporary = symbol is null };
            if (symbol is not null && region.Declares(symbol))
                _frame.Bind(symbol, new VariableBinding(variable, into));
            var wasNeverNull = _neverNull.Remove(variable) && symbol is not null && !region.Operations.SelectMany(o => o.DescendantsAndSelf()).Any(o => Sets(o, symbol));
            if (symbol is not null && !region.Declares(symbol) && _frame.Find(symbol) is VariableBinding { Owner: var owner })
            {
                if (wasNeverNull || (isNeverNull && into.RunsWith(owner)))
                    _neverNull.Add(variable);
                if (value.Type.CanBeNull() && !value.Type.IsString() && built.Inputs.Any(i => SymbolEqualityComparer.Default.Equals(i.Symbol, symbol)))
                    _mutations.Add(new Mutation(variable, owner, region.Operations[0]));
            }
            else if (isNeverNull)
            {
                _neverNull.Add(variable);
            }

            if (PassableTypes.HasOwnNames(value.Type))
            {
                outputs.Add(new IrResidualOutput(value.Name, variable) { IsNeverNull = isNeverNull });
            }
            else
            {
                var document = new IrVariable(variable.Name, null) { IsTemporary = true };
                outputs.Add(new IrResidualOutput(value.Name, document));
                assigned.Add(new IrAssign(variable, new IrFromJson(new IrRead(document, origin), JsonContract.SystemTextJsonDefault, value.Type, origin), origin));
            }

            if (symbol is null)
                result = new IrRead(variable, origin);
        }

        into.Add(new IrResidual(built.Function, inputs.ToImmutable(), outputs.ToImmutable(), origin));
        foreach (var assign in assigned)
            into.Add(assign);
        return result;
    }

    Binding? IResidualSurroundings.Find(ISymbol symbol) => _frame.Find(symbol);

    IrExpression? IResidualSurroundings.ReadPath(IOperation path)
    {
        var count = _diagnostics.Count;
        var block = new BlockBuilder();
        var value = LowerNatively(path, block);
        var isRefused = _diagnostics.Skip(count).Any(d => d.Severity == DiagnosticSeverity.Error);
        _diagnostics.RemoveRange(count, _diagnostics.Count - count);
        if (isRefused || block.Since(0).Any(s => s is not IrIf { Then: [IrThrow], Else.IsEmpty: true }))
            return null;

        // A key that is missing is found before the function is called.
        _pathGuards.AddRange(block.Since(0).Cast<IrIf>());
        return value;
    }

    bool IResidualSurroundings.CanAssign(ISymbol symbol) => _frame.Find(symbol) is VariableBinding binding && CanAssign(binding, _recovering, out _) && !_iterated.Contains(symbol, SymbolEqualityComparer.Default);

    bool IResidualSurroundings.MayBeShared(IOperation reference) => reference switch
    {
        ILocalReferenceOperation local => _frame.Find(local.Local) is not VariableBinding binding || MayBeShared(binding.Variable, _recovering),
        IParameterReferenceOperation parameter => _frame.Find(parameter.Parameter) is not VariableBinding binding || MayBeShared(binding.Variable, _recovering),
        _ => true,
    };

    bool IResidualSurroundings.IsSecret(IrExpression value) => IsSecret(value, []);

    IOperation? IResidualSurroundings.BodyOf(IMethodSymbol method) => BodyOf(method);

    IOperation? IResidualSurroundings.InitializerOf(ISymbol member) => member switch
    {
        IFieldSymbol field => FieldInitializer(field),
        IPropertySymbol property => AutoPropertyInitializer(property),
        _ => null,
    };

    SemanticModel IResidualSurroundings.ModelOf(SyntaxTree tree) => _models(tree);

    AwsOperation? IResidualSurroundings.OperationOf(IInvocationOperation invocation) => _services.FindOperation(invocation);
}
