using System.Collections.Immutable;
using LambdaLift.Converter.Ir;

namespace LambdaLift.Converter.Frontend;

/// <summary>
/// Collects the statements of one block while it is lowered, and knows the block around it, so that a task started here and awaited
/// there can be told to run unconditionally.
/// </summary>
internal sealed class BlockBuilder
{
    private readonly ImmutableArray<IrStatement>.Builder _statements = ImmutableArray.CreateBuilder<IrStatement>();
    private readonly List<(IrExpression Value, int Position)> _found = new();

    public BlockBuilder(BlockBuilder? parent = null, bool conditional = false, bool concurrent = false)
    {
        Parent = parent;
        IsConditional = conditional;
        IsConcurrent = concurrent;
    }

    public BlockBuilder? Parent { get; }

    /// <summary>Whether the block runs only on some paths through its parent.</summary>
    public bool IsConditional { get; }

    /// <summary>Whether the block is a branch or an iteration: it may read the variables around it, but never assign them.</summary>
    public bool IsConcurrent { get; }

    public int Count => _statements.Count;

    public bool IsEmpty => _statements.Count == 0;

    public void Add(IrStatement statement) => _statements.Add(statement);

    public void AddRange(ImmutableArray<IrStatement> statements) => _statements.AddRange(statements);

    /// <summary>Puts a statement before those from <paramref name="position"/> on.</summary>
    public void Insert(int position, IrStatement statement) => _statements.Insert(position, statement);

    /// <summary>Replaces the value of an assignment.</summary>
    public void Replace(IrAssign assignment, IrExpression value) => _statements[_statements.IndexOf(assignment)] = new IrAssign(assignment.Variable, value, assignment.Origin);

    /// <summary>Rebuilds every expression of the statements from <paramref name="start"/> on.</summary>
    public void Rewrite(int start, Func<IrExpression, IrExpression> map)
    {
        for (var i = start; i < _statements.Count; i++)
            _statements[i] = ImmutableArray.Create(_statements[i]).RewriteExpressions(map)[0];
    }

    /// <summary>Whether this block is <paramref name="outer"/> or stands in it.</summary>
    public bool IsInside(BlockBuilder outer)
    {
        for (var block = this; block is not null; block = block.Parent!)
        {
            if (ReferenceEquals(block, outer))
                return true;
        }

        return false;
    }

    /// <summary>Takes back the statements from <paramref name="count"/> on.</summary>
    public void Truncate(int count)
    {
        while (_statements.Count > count)
            _statements.RemoveAt(_statements.Count - 1);
        _found.RemoveAll(f => f.Position >= count);
    }

    /// <summary>Notes that the code reads through a value here: where it goes on, the value is not null.</summary>
    public void NoteFound(IrExpression value) => _found.Add((value, Count));

    /// <summary>Whether a value has been read through by the expression that is being lowered, of which no statement exists yet.</summary>
    public bool IsFindingNow(IrExpression value) => _found.Any(f => f.Position == Count && f.Value.IsSameAs(value));

    /// <summary>Whether code that ran before, in this block or one around it, has read through a value.</summary>
    public bool HasFound(IrExpression value)
    {
        for (var block = this; block is not null; block = block.Parent!)
        {
            if (block._found.Any(f => f.Value.IsSameAs(value)))
                return true;
        }

        return false;
    }

    public IEnumerable<IrStatement> Since(int start) => _statements.Skip(start);

    /// <summary>The statements so far, and those of the blocks around.</summary>
    public IEnumerable<IrStatement> Around()
    {
        for (var block = this; block is not null; block = block.Parent!)
        {
            foreach (var statement in block._statements)
                yield return statement;
        }
    }

    public ImmutableArray<IrStatement> ToImmutable() => _statements.ToImmutable();

    /// <summary>Whether this block always runs when <paramref name="outer"/> does: it is that block, or a try body or labelled block directly in it.</summary>
    public bool RunsWith(BlockBuilder outer)
    {
        for (var block = this; block is not null; block = block.Parent!)
        {
            if (ReferenceEquals(block, outer))
                return true;
            if (block.IsConditional || block.IsConcurrent)
                return false;
        }

        return false;
    }
}
