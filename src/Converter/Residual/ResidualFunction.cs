using System.Collections.Immutable;
using LambdaLift.ServiceCatalogue;
using Microsoft.CodeAnalysis;

namespace LambdaLift.Converter.Residual;

/// <summary>
/// A generated function that holds code which a state machine cannot express. It takes one JSON object and returns one; inside is the
/// user's own code, with the values around it as parameters.
/// </summary>
public sealed record ResidualFunction
{
    /// <summary>The name of its class, assembly and folder, and its logical id in the template.</summary>
    public required string Name { get; init; }

    /// <summary>The project that the code is from; the generated project references it.</summary>
    public required Compilation Project { get; init; }

    /// <summary>The namespace of the generated class: that of the code, so that names mean the same.</summary>
    public required string Namespace { get; init; }

    /// <summary>The properties of the input.</summary>
    public required ImmutableArray<ResidualValue> Inputs { get; init; }

    /// <summary>The properties of the output.</summary>
    public required ImmutableArray<ResidualValue> Outputs { get; init; }

    /// <summary>The pieces of code, in the order in which they run.</summary>
    internal ImmutableArray<ResidualPart> Parts { get; init; } = [];

    /// <summary>Declarations of the user's that the code needs and a reference cannot reach, by what they declare.</summary>
    internal ImmutableDictionary<string, ResidualDeclaration> Declarations { get; init; } = ImmutableDictionary<string, ResidualDeclaration>.Empty;

    /// <summary>Using directives of the code's files.</summary>
    internal ImmutableSortedSet<string> Usings { get; init; } = ImmutableSortedSet<string>.Empty;

    /// <summary>What the code reads of time, ids and random numbers, as it is written.</summary>
    public ImmutableArray<string> Volatile { get; init; } = [];

    /// <summary>Methods of third parties that the code calls, taken to have no effect that others see.</summary>
    public ImmutableArray<string> Assumed { get; init; } = [];

    /// <summary>Environment variables that the code reads.</summary>
    public ImmutableArray<string> EnvironmentVariables { get; init; } = [];

    /// <summary>The service calls inside: at most one, which only reads.</summary>
    public ImmutableArray<AwsOperation> Calls { get; init; } = [];

    /// <summary>The code that is in the function, one place per piece.</summary>
    public ImmutableArray<Location> Sources => Parts.Select(p => p.Location).ToImmutableArray();

    /// <summary>What it does in two or three words, for the state's name.</summary>
    public required string Purpose { get; init; }

    /// <summary>Exceptions that code like this can throw, for the clauses that catch a base type.</summary>
    internal Func<INamedTypeSymbol, IEnumerable<string>> ErrorNames { get; init; } = _ => [];

    /// <summary>Lambda's <c>Handler</c> setting.</summary>
    public string Handler => $"{Name}::{(Namespace.Length == 0 ? "" : Namespace + ".")}{Name}::Handle";

    /// <summary>The definition's placeholder for the function's ARN.</summary>
    public string SubstitutionName => Name + "Function";

    /// <summary>Whether values of <c>decimal</c> leave the function, which travel as text.</summary>
    internal bool ReturnsDecimals => Outputs.Any(o => PassableTypes.HoldsDecimals(o.Type));
}

/// <summary>A property of a generated function's input or output.</summary>
/// <param name="Name">The property.</param>
/// <param name="Local">The local variable that holds it inside.</param>
/// <param name="Type">Its type.</param>
/// <param name="TypeText">Its type as the generated file writes it.</param>
public sealed record ResidualValue(string Name, string Local, ITypeSymbol Type, string TypeText);

/// <summary>One piece of the user's code, as a method of the generated class.</summary>
/// <param name="Method">The method's name.</param>
/// <param name="Parameters">The values that it takes, by the names that the code has for them.</param>
/// <param name="Arguments">The locals that are passed, one per parameter.</param>
/// <param name="Results">The values that it returns; <see cref="ResidualValue.Local"/> is the name outside of it.</param>
/// <param name="Body">The statements, ending in a return.</param>
/// <param name="IsAsync">Whether it awaits.</param>
/// <param name="Context">The name by which the code knows the Lambda context; null when it does not use it.</param>
/// <param name="Location">Where the code is from.</param>
internal sealed record ResidualPart(
    string Method, ImmutableArray<ResidualValue> Parameters, ImmutableArray<string> Arguments, ImmutableArray<ResidualValue> Results, string Body, bool IsAsync, string? Context, Location Location);

/// <summary>A declaration that goes into the generated file.</summary>
/// <param name="Text">The text.</param>
/// <param name="IsTopLevel">Whether it stands beside the class, not in it.</param>
internal sealed record ResidualDeclaration(string Text, bool IsTopLevel);
