using System.Collections.Concurrent;
using System.Collections.Immutable;
using LambdaLift.Analysis.Calls;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace LambdaLift.Analysis.CallGraph;

/// <summary>Computes and caches one <see cref="MethodSummary"/> per method.</summary>
internal sealed class MethodSummaries(SourceModels models, ServiceCallRecognizer recognizer)
{
    private readonly ConcurrentDictionary<IMethodSymbol, MethodSummary> _summaries = new(SymbolEqualityComparer.Default);

    public MethodSummary Get(IMethodSymbol method, CancellationToken cancellationToken)
    {
        var definition = method.BodyDefinition();
        if (_summaries.TryGetValue(definition, out var known))
        {
            return known;
        }

        // Not GetOrAdd with a factory: a cancelled computation must leave nothing behind.
        var summary = Compute(definition, cancellationToken);
        return _summaries.GetOrAdd(definition, summary);
    }

    private MethodSummary Compute(IMethodSymbol method, CancellationToken cancellationToken)
    {
        var body = FindBody(method, cancellationToken);
        if (body is null)
        {
            return new MethodSummary(method, null, ImmutableArray<IOperation>.Empty, ImmutableArray<ServiceCallSite>.Empty, ImmutableArray<CallEdge>.Empty);
        }

        var services = ImmutableArray.CreateBuilder<ServiceCallSite>();
        var calls = ImmutableArray.CreateBuilder<CallEdge>();
        var operations = ImmutableArray.CreateBuilder<IOperation>(64);
        operations.Add(body);
        foreach (var operation in body.DescendantsInMethod())
        {
            cancellationToken.ThrowIfCancellationRequested();
            operations.Add(operation);

            // By kind first: most operations are none of these, and to ask an object for four interfaces takes longer.
            switch (operation.Kind)
            {
                case OperationKind.Invocation when recognizer.TryRecognize((IInvocationOperation)operation) is { } site:
                    services.Add(site);
                    break;
                case OperationKind.Invocation when operation is IInvocationOperation { TargetMethod.MethodKind: not MethodKind.DelegateInvoke } invocation:
                    Add(calls, operation, invocation.TargetMethod, invocation.Instance);
                    break;
                case OperationKind.ObjectCreation when operation is IObjectCreationOperation { Constructor: { } constructor }:
                    Add(calls, operation, constructor, null);
                    break;
                case OperationKind.MethodReference when operation is IMethodReferenceOperation reference:
                    Add(calls, operation, reference.Method, reference.Instance);
                    break;
                case OperationKind.PropertyReference when operation is IPropertyReferenceOperation { Property.GetMethod: { } getter } reference:
                    Add(calls, operation, getter, reference.Instance);
                    break;
            }
        }

        return new MethodSummary(method, body, operations.ToImmutable(), services.ToImmutable(), calls.ToImmutable());
    }

    private static void Add(ImmutableArray<CallEdge>.Builder calls, IOperation site, IMethodSymbol target, IOperation? instance)
    {
        if (target.IsInSource())
        {
            calls.Add(new CallEdge(site, target, instance?.Type, instance is IInstanceReferenceOperation));
        }
    }

    private IOperation? FindBody(IMethodSymbol method, CancellationToken cancellationToken)
    {
        foreach (var reference in method.DeclaringSyntaxReferences)
        {
            var syntax = reference.GetSyntax(cancellationToken);

            // A record's or primary constructor's declaration is the type itself, which has no operation.
            if (syntax is TypeDeclarationSyntax || models.For(syntax.SyntaxTree) is not { } model)
            {
                continue;
            }

            if (model.GetOperation(syntax, cancellationToken) is { } operation)
            {
                return operation;
            }
        }

        return null;
    }
}
