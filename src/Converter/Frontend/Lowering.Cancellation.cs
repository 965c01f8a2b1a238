using LambdaLift.Converter.Diagnostics;
using LambdaLift.Converter.Ir;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace LambdaLift.Converter.Frontend;

/// <summary>
/// Cancellation by time: the token of <c>new CancellationTokenSource(time)</c>, or of a source with <c>CancelAfter(time)</c>, that is given to one call of a
/// service becomes the time limit of its task. What covers several calls, or other things than calls, has no counterpart, and is reported.
/// </summary>
internal sealed partial class Lowering
{
    private const string TokenSource = "System.Threading.CancellationTokenSource";

    private readonly Dictionary<(SyntaxNode Creation, Frame Frame), Deadline> _deadlines = new();

    /// <summary>Notes a source that is made with a time.</summary>
    private void NoteSource(IOperation? initializer, BlockBuilder into)
    {
        if (initializer is not null && Unwrap(initializer) is IObjectCreationOperation { Arguments: [{ Value: var time }, ..] } creation && creation.Type.Is(TokenSource))
            Start(creation, time, into);
    }

    /// <summary><c>source.CancelAfter(time)</c> and <c>source.Cancel()</c>; false for anything else.</summary>
    private bool LowerCancellation(IInvocationOperation invocation, BlockBuilder into)
    {
        if (!invocation.TargetMethod.ContainingType.Is(TokenSource) || invocation.TargetMethod.Name is not ("Cancel" or "CancelAsync" or "CancelAfter"))
            return false;
        if (invocation.TargetMethod.Name != "CancelAfter")
            Refuse(invocation, "Cancelling by code", "decide by a condition before the call");
        else if (SourceOf(invocation.Instance!) is { } creation)
            Start(creation.Creation, invocation.Arguments[0].Value, into, creation.Frame);
        else
            Report(LiftDescriptors.DeadlineLeftOut, At(invocation), $"'{Origin.TextOf(invocation.Syntax)}' is about a source that cannot be followed");
        return true;
    }

    private void Start(IOperation creation, IOperation time, BlockBuilder into, Frame? frame = null)
    {
        var origin = At(time);
        var isOfContext = time.DescendantsAndSelf().OfType<IPropertyReferenceOperation>().Any(p => p.Property.Name == "RemainingTime");
        var seconds = isOfContext ? null : Seconds(time, into) is IrConstant { Value: double value } ? value : (double?)null;
        var deadline = new Deadline(seconds is { } limit and > 0 ? Math.Max((int)Math.Ceiling(limit), 1) : null, into, into.Count, origin, new IrVariable("timedOut", BooleanType));
        _deadlines[(creation.Syntax, frame ?? _frame)] = deadline;
        into.Add(new IrAssign(deadline.TimedOut, new IrConstant(false, BooleanType, origin), origin));
    }

    /// <summary>Takes the time limit of a call's token over to the call, which is the last statement.</summary>
    private void ApplyDeadline(IInvocationOperation invocation, BlockBuilder into)
    {
        var token = invocation.Arguments.FirstOrDefault(a => a.ArgumentKind != ArgumentKind.DefaultValue && a.Value.Type.Is("System.Threading.CancellationToken"));
        if (token is null || DeadlineOf(token.Value) is not { } deadline)
            return;
        var origin = At(invocation);
        if (deadline.IsTaken || deadline.Seconds is null || !into.RunsWith(deadline.Owner) || HasEffectsSince(deadline, into))
        {
            deadline.CoversMore = true;
            return;
        }

        deadline.IsTaken = true;
        var limit = new TimeLimit(deadline.Seconds.Value, deadline.TimedOut);
        if (into.Since(into.Count - 1).Single() is not IrServiceCall call)
            return;
        into.Truncate(into.Count - 1);
        into.Add(call with { Limit = limit });
        var type = _frame.Model.Compilation.GetTypeByMetadataName("System.Threading.Tasks.TaskCanceledException")!;
        var thrown = new IrException(type.Name, new IrConstant("A task was canceled.", StringType, origin), type, origin);
        into.Add(new IrIf(new IrRead(deadline.TimedOut, origin), [new IrThrow(thrown, type, origin)], [], origin));
    }

    /// <summary>Whether anything but assignments stands between the start of the time and the call that is the last statement.</summary>
    private static bool HasEffectsSince(Deadline deadline, BlockBuilder into)
    {
        for (var block = into; block is not null; block = block.Parent!)
        {
            var isOwner = ReferenceEquals(block, deadline.Owner);
            var end = ReferenceEquals(block, into) ? block.Count - 1 : block.Count;
            var start = isOwner ? deadline.Position : 0;
            if (block.Since(start).Take(end - start).Any(s => System.Collections.Immutable.ImmutableArray.Create(s).Descendants().Any(d => IsEffect(d) || d is IrResidual)))
                return true;
            if (isOwner)
                return false;
        }

        return true;
    }

    /// <summary>Whether a token, or its source, has been cancelled: the call that it was given to has come to its time limit.</summary>
    private IrExpression IsCancelled(IOperation tokenOrSource, ITypeSymbol? type, Origin origin)
    {
        if (DeadlineOf(tokenOrSource) is not { } deadline)
            return new IrConstant(false, type, origin);
        return new IrRead(deadline.TimedOut, origin);
    }

    private Deadline? DeadlineOf(IOperation tokenOrSource) => SourceOf(tokenOrSource) is { } source && _deadlines.TryGetValue((source.Creation.Syntax, source.Frame), out var deadline) ? deadline : null;

    /// <summary>Where the source of a token was made.</summary>
    private (IOperation Creation, Frame Frame)? SourceOf(IOperation tokenOrSource)
    {
        switch (Unwrap(tokenOrSource))
        {
            case IPropertyReferenceOperation { Property.Name: "Token", Instance: { } source }:
                return SourceOf(source);
            case IObjectCreationOperation creation:
                return (creation, _frame);
            case IInvocationOperation { TargetMethod.Name: "CreateLinkedTokenSource" } linked:
                return (linked, _frame);
            case ILocalReferenceOperation { Local: var local }:
                return Follow(_frame.Find(local));
            case IParameterReferenceOperation { Parameter: var parameter }:
                return Follow(FindParameter(parameter));
            default:
                return null;
        }

        (IOperation, Frame)? Follow(Binding? binding) => binding is OpaqueBinding { Value: { } value, Frame: { } frame } ? InFrame(frame, () => SourceOf(value)) : null;
    }

    /// <summary>Reports the time limits that no task has.</summary>
    private void CheckDeadlines()
    {
        foreach (var deadline in _deadlines.Values)
        {
            if (deadline.CoversMore && deadline.IsTaken)
                Report(LiftDescriptors.DeadlineLeftOut, deadline.Origin, $"The time '{deadline.Origin.Text}' covers several calls, of which only the first one has a time limit; after that");
            else if (!deadline.IsTaken)
                Report(LiftDescriptors.DeadlineLeftOut, deadline.Origin, $"The time '{deadline.Origin.Text}' {(deadline.CoversMore ? "covers more than one call" : "covers no call of a service")}");
        }
    }

    /// <summary>A clause that catches cancellation where nothing is cancelled is left out.</summary>
    private void CheckCancellationClause(ICatchClauseOperation clause, INamedTypeSymbol type, System.Collections.Immutable.ImmutableArray<IrStatement> body)
    {
        if (type.DerivesFrom("System.OperationCanceledException") && !body.Descendants().Any(s => s is IrThrow t && t.ExceptionType.DerivesFrom(type.FullName()) || s is IrResidual or IrHttpCall))
            Report(LiftDescriptors.DeadlineLeftOut, At(clause), $"Nothing in this try statement throws '{type.Name}', so the clause is not entered");
    }
}

/// <summary>A time after which a token is cancelled.</summary>
/// <param name="seconds">The time in whole seconds, at least 1; null when it is not constant.</param>
/// <param name="owner">The block in which it begins.</param>
/// <param name="position">The number of statements before it.</param>
/// <param name="origin">The time, as the code says it.</param>
/// <param name="timedOut">Says whether it was over before the call had its answer.</param>
internal sealed class Deadline(int? seconds, BlockBuilder owner, int position, Origin origin, IrVariable timedOut)
{
    public int? Seconds { get; } = seconds;

    public BlockBuilder Owner { get; } = owner;

    public int Position { get; } = position;

    public Origin Origin { get; } = origin;

    public IrVariable TimedOut { get; } = timedOut;

    /// <summary>Whether a call has it as its time limit.</summary>
    public bool IsTaken { get; set; }

    /// <summary>Whether it covers something that a time limit of one task does not.</summary>
    public bool CoversMore { get; set; }
}
