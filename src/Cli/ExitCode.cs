namespace LambdaLift.Cli;

/// <summary>The tool's exit codes, part of its contract.</summary>
internal enum ExitCode
{
    /// <summary>Done and clean.</summary>
    Clean = 0,

    /// <summary>There are findings, or a verification failed.</summary>
    Findings = 1,

    /// <summary>Wrong usage or unreadable input.</summary>
    BadInput = 2,

    /// <summary>An error of the tool itself.</summary>
    InternalError = 3,
}
