namespace LambdaLift.Cli;

/// <summary>Input that cannot be worked with. The message is one clear sentence for the person who gave it, with file and line where there are any.</summary>
internal sealed class BadInputException(string message, Exception? innerException = null) : Exception(message, innerException);
