using System.Collections.Immutable;
using LambdaLift.Fuzzing.Tests.Programs;

namespace LambdaLift.Fuzzing.Tests.Shrinking;

/// <summary>Makes a program that shows a fault smaller, one step at a time, as long as it still shows it.</summary>
internal static class ProgramShrinker
{
    /// <summary>The smallest program found.</summary>
    /// <param name="program">A program that shows the fault.</param>
    /// <param name="stillShows">Whether a smaller one shows it too.</param>
    /// <param name="limit">Longest time; what is smallest then is the result.</param>
    public static async Task<CodeProgram> ShrinkAsync(CodeProgram program, Func<CodeProgram, Task<bool>> stillShows, TimeSpan limit)
    {
        var watch = System.Diagnostics.Stopwatch.StartNew();
        for (var changed = true; changed;)
        {
            changed = false;
            foreach (var smaller in Smaller(program))
            {
                if (watch.Elapsed > limit) return program;
                if (smaller.Size >= program.Size || !await stillShows(smaller)) continue;
                program = smaller;
                changed = true;
                break;
            }
        }

        return program;
    }

    /// <summary>Programs with one thing less, large steps first.</summary>
    public static IEnumerable<CodeProgram> Smaller(CodeProgram program)
    {
        foreach (var body in Blocks(program.Body)) yield return program with { Body = body };
        for (var i = 0; i < program.Methods.Length; i++)
        {
            var method = program.Methods[i];
            // A method that nothing calls any more.
            yield return program with { Methods = program.Methods.RemoveAt(i) };
            foreach (var body in Blocks(method.Body)) yield return program with { Methods = program.Methods.SetItem(i, method with { Body = body }) };
        }
    }

    private static IEnumerable<ImmutableArray<CodeStatement>> Blocks(ImmutableArray<CodeStatement> block)
    {
        // Halves, then single statements.
        for (var size = block.Length / 2; size > 1; size /= 2)
        {
            for (var start = 0; start + size <= block.Length; start += size) yield return block.RemoveRange(start, size);
        }

        for (var i = block.Length - 1; i >= 0; i--) yield return block.RemoveAt(i);
        for (var i = 0; i < block.Length; i++)
        {
            // A block in the place of the statement that holds it.
            foreach (var inner in block[i].Blocks) yield return block.RemoveAt(i).InsertRange(i, inner);
            foreach (var smaller in Statements(block[i])) yield return block.SetItem(i, smaller);
        }
    }

    private static IEnumerable<CodeStatement> Statements(CodeStatement statement)
    {
        for (var i = 0; i < statement.Blocks.Length; i++)
        {
            foreach (var block in Blocks(statement.Blocks[i])) yield return statement with { Blocks = statement.Blocks.SetItem(i, block) };
        }

        for (var i = 0; i < statement.Expressions.Length; i++)
        {
            foreach (var expression in Expressions(statement.Expressions[i])) yield return statement with { Expressions = statement.Expressions.SetItem(i, expression) };
        }
    }

    private static IEnumerable<CodeExpression> Expressions(CodeExpression expression)
    {
        if (expression.Operands.IsEmpty)
        {
            yield break;
        }

        yield return ExpressionGenerator.Simplest(expression.Type);
        foreach (var operand in expression.Operands.Where(operand => operand.Type == expression.Type)) yield return operand;
        for (var i = 0; i < expression.Operands.Length; i++)
        {
            foreach (var smaller in Expressions(expression.Operands[i])) yield return expression with { Operands = expression.Operands.SetItem(i, smaller) };
        }
    }
}
