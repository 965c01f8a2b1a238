namespace LambdaLift.Interpreter;

/// <summary>A definition cannot be run; AWS would refuse to create it. The validator finds all such problems, with their places.</summary>
/// <param name="message">What is wrong, and in which state.</param>
/// <param name="inner">The parser's error, if there is one.</param>
public sealed class InvalidDefinitionException(string message, Exception? inner = null) : Exception(message, inner);
