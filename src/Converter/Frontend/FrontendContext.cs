using System.Collections.Concurrent;
using LambdaLift.Analysis;
using LambdaLift.ServiceCatalogue;
using Microsoft.CodeAnalysis;

namespace LambdaLift.Converter.Frontend;

/// <summary>What lowering shares between the handlers of one conversion.</summary>
internal sealed class FrontendContext
{
    private readonly ConcurrentDictionary<SyntaxTree, SemanticModel> _models = new();
    private readonly IReadOnlyList<Compilation> _compilations;
    private readonly IReadOnlyList<LambdaProgram> _programs;

    public FrontendContext(IReadOnlyList<Compilation> compilations, IReadOnlyList<LambdaProgram> programs, AwsCatalogue catalogue)
    {
        _compilations = compilations;
        _programs = programs;
        Services = new ServiceCallReader(catalogue);
        Container = new ServiceContainer(compilations, SemanticModel);
        Mutations = new MemberMutations(compilations, SemanticModel);
        Clients = new HttpClients(compilations, SemanticModel);
    }

    public ServiceContainer Container { get; }

    public MemberMutations Mutations { get; }

    public HttpClients Clients { get; }

    public ServiceCallReader Services { get; }

    public SemanticModel SemanticModel(SyntaxTree tree) => _models.GetOrAdd(tree, t =>
    {
        var compilation = _compilations.FirstOrDefault(c => c.ContainsSyntaxTree(t)) ?? throw new InvalidOperationException($"{t.FilePath} belongs to no project of the conversion.");
        // Method bodies that finding handlers and their calls has bound are not bound again.
        if (_programs.FirstOrDefault(p => p.Symbols.Compilation == compilation)?.GetSemanticModel(t) is { } analysed)
            return analysed;
#pragma warning disable RS1030 // The frontend follows calls across files; it is no analyzer that is handed a model.
        return compilation.GetSemanticModel(t);
#pragma warning restore RS1030
    });
}
