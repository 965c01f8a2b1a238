using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace LambdaLift.Converter.Frontend;

/// <summary>A resilience pipeline of Polly 8 that does nothing but retry, read from where it is built.</summary>
/// <remarks>Defaults as <c>RetryStrategyOptions</c> has them: three retries, two seconds apart, after every exception.</remarks>
/// <param name="Types">The exceptions after which it calls again; empty for all.</param>
/// <param name="Delays">Seconds of each wait, in order.</param>
/// <param name="HasJitter">Whether the waits have a random part.</param>
internal sealed record RetryPipeline(ImmutableArray<INamedTypeSymbol> Types, IReadOnlyList<double> Delays, bool HasJitter)
{
    /// <summary>Whether the call runs code through a pipeline.</summary>
    public static bool IsExecution(IInvocationOperation call) =>
        call.TargetMethod is { Name: "ExecuteAsync", ContainingType: { Name: "ResiliencePipeline", ContainingNamespace.Name: "Polly" } } && call.Arguments.Length <= 2;

    /// <summary>Reads <c>new ResiliencePipelineBuilder().AddRetry(options).Build()</c>; null when there is more to it, or it is not all known.</summary>
    public static RetryPipeline? Read(IOperation made)
    {
        if (Lowering.Unwrap(made) is not IInvocationOperation { TargetMethod.Name: "Build", Instance: { } builder }
            || Lowering.Unwrap(builder) is not IInvocationOperation { TargetMethod.Name: "AddRetry", Arguments: [{ Value: var start }, { Value: var options }] }
            || Lowering.Unwrap(start) is not IObjectCreationOperation { Initializer: null }
            || Lowering.Unwrap(options) is not IObjectCreationOperation { Arguments.IsEmpty: true } creation)
            return null;

        var (retries, delay, limit, hasJitter, growth) = (3.0, 2.0, double.MaxValue, false, "Constant");
        ImmutableArray<INamedTypeSymbol> types = [];
        foreach (var set in creation.Initializer?.Initializers ?? [])
        {
            if (set is not ISimpleAssignmentOperation { Target: IPropertyReferenceOperation { Property.Name: var name }, Value: var value })
                return null;
            switch (name)
            {
                case "MaxRetryAttempts" when RetryLoop.ValueOf(value) is { } number:
                    retries = number;
                    break;
                case "Delay" when RetryLoop.ValueOf(value) is { } time:
                    delay = time;
                    break;
                case "MaxDelay" when RetryLoop.ValueOf(value) is { } time:
                    limit = time;
                    break;
                case "UseJitter" when value.ConstantValue is { HasValue: true, Value: bool isSet }:
                    hasJitter = isSet;
                    break;
                case "BackoffType" when Lowering.Unwrap(value) is IFieldReferenceOperation { Field.Name: var kind }:
                    growth = kind;
                    break;
                case "ShouldHandle" when Handled(value) is { } handled:
                    types = handled;
                    break;
                case "Name":
                    break;
                default:
                    return null;
            }
        }

        var delays = Enumerable.Range(0, (int)retries).Select(i => Math.Min(limit, growth switch
        {
            "Linear" => delay * (i + 1),
            "Exponential" => delay * Math.Pow(2, i),
            _ => delay,
        })).ToList();
        return new RetryPipeline(types, delays, hasJitter);
    }

    /// <summary>The types of <c>new PredicateBuilder().Handle&lt;A&gt;().Handle&lt;B&gt;()</c>, which is converted to a delegate by an operator of its own.</summary>
    private static ImmutableArray<INamedTypeSymbol>? Handled(IOperation predicate)
    {
        var types = ImmutableArray.CreateBuilder<INamedTypeSymbol>();
        predicate = predicate is IConversionOperation conversion ? conversion.Operand : predicate;
        while (Lowering.Unwrap(predicate) is IInvocationOperation { TargetMethod: { Name: "Handle", Parameters.IsEmpty: true, TypeArguments: [INamedTypeSymbol type] }, Instance: { } earlier })
        {
            types.Insert(0, type);
            predicate = earlier;
        }

        return types.Count > 0 && Lowering.Unwrap(predicate) is IObjectCreationOperation ? types.ToImmutable() : null;
    }
}
