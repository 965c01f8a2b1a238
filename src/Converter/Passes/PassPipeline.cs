using LambdaLift.Converter.Ir;

namespace LambdaLift.Converter.Passes;

/// <summary>The passes in their order, and the reason for each one's place.</summary>
internal static class PassPipeline
{
    public static IReadOnlyList<WorkflowPass> Passes { get; } = new WorkflowPass[]
    {
        // Requests and results travel through parameters and locals: first bring every value to its use.
        new CopyPropagation(),

        // What is still changed between calls is taken apart: every call shows its request.
        new RequestParts(),

        // Needs requests in their place; everything after it sees invocations as invocations.
        new InvokeRecognition(),

        // Replaces invocations by the callee's body, which brings new parameters and results of its own.
        new WrapperInlining(),

        // Every fan-out is there now, those of callees included.
        new ExactFanOut(),

        // Reads through null that a try statement around would catch become decisions, before values are moved about.
        new NullGuards(),

        // Parameters and results of callees are brought to their uses in turn: a payload that is written and read again disappears here.
        new CopyPropagation(),

        // What a loop asks for is in its call now, and what it decides by stands beside it.
        new JobWaits(),

        // Which values of a service several calls share is known by now.
        new SharedSpelling(),

        // Requests are in the calls, so what one call needs of another shows.
        new Parallelization(),

        // Values are in the returns now, so it shows which of them a finally block could change.
        new ReturnsIntoTry(),

        // What stood between two residuals has gone where it is used: now it shows which of them can be one.
        new ResidualMerging(),

        // Names are given when it is known which functions there are.
        new ResidualNaming(),

        // What iterations read from outside stands in them now.
        new DistributedMaps(),
    };

    /// <summary>Runs all passes, checking the IR after each.</summary>
    /// <param name="program">The lowered handler.</param>
    /// <param name="context">Shared state.</param>
    /// <param name="afterPass">Sees the program after the frontend (named <c>Frontend</c>) and after each pass.</param>
    public static IrProgram Run(IrProgram program, PassContext context, Action<string, IrProgram> afterPass)
    {
        IrInvariants.Check(program, "Frontend");
        afterPass("Frontend", program);
        foreach (var pass in Passes)
        {
            program = pass.Run(program, context);
            IrInvariants.Check(program, pass.Name);
            afterPass(pass.Name, program);
        }

        return program;
    }
}
