using System.Collections.Immutable;
using LambdaLift.Converter.Diagnostics;
using LambdaLift.Converter.Ir;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace LambdaLift.Converter.Frontend;

/// <summary>
/// Lowers one handler from <see cref="IOperation"/> trees to workflow IR. Calls of methods with source are followed and their bodies
/// placed inline; everything that has an effect becomes a statement, in the order in which C# evaluates it. What cannot be lowered
/// is reported with its place, and lowering goes on, so that all of it is reported at once.
/// </summary>
internal sealed partial class Lowering
{
    private readonly Func<SyntaxTree, SemanticModel> _models;
    private readonly List<Diagnostic> _diagnostics;
    private readonly CancellationToken _cancellationToken;
    private readonly ServiceCallReader _services;
    private readonly EnvironmentReader _environment;
    private readonly ConversionOptions _options;
    private readonly List<StartedTask> _tasks = new();
    private readonly Stack<IMethodSymbol> _activeMethods = new();
    private readonly HashSet<IrVariable> _neverNull = new();

    private Frame _frame = null!;

    public Lowering(FrontendContext context, EnvironmentReader environment, ConversionOptions options, List<Diagnostic> diagnostics, bool allowResiduals, CancellationToken cancellationToken)
    {
        _models = context.SemanticModel;
        _services = context.Services;
        _environment = environment;
        _options = options;
        _diagnostics = diagnostics;
        _recovers = allowResiduals;
        _cancellationToken = cancellationToken;
    }

    /// <summary>Lowers a handler method.</summary>
    public IrProgram LowerHandler(IMethodSymbol method, string name, JsonContract contract)
    {
        var body = BodyOf(method) ?? throw new InvalidOperationException($"{method} has no body.");
        var syntax = method.DeclaringSyntaxReferences[0].GetSyntax(_cancellationToken);
        _frame = new Frame(null, method, _models(syntax.SyntaxTree));
        var origin = new Origin(syntax, method);
        var root = new BlockBuilder();
        IrVariable? input = null;
        foreach (var parameter in method.Parameters)
        {
            if (parameter.Type.IsOpaque())
            {
                _frame.Bind(parameter, new OpaqueBinding(null, null));
                continue;
            }

            input = new IrVariable(parameter.Name, parameter.Type);
            _frame.Bind(parameter, new VariableBinding(input, root));
            var parameterOrigin = new Origin(parameter.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax(_cancellationToken) ?? syntax, method);
            IrExpression read = parameter.Type.IsTextCarrier()
                ? new IrJsonText(new IrInput(parameterOrigin), parameter.Type, parameterOrigin)
                : new IrFromJson(new IrInput(parameterOrigin), contract, parameter.Type, parameterOrigin);
            _neverNull.Add(input);
            root.Add(new IrAssign(input, read, parameterOrigin));
        }

        _activeMethods.Push(method);
        LowerBody(body, root);
        _activeMethods.Pop();
        ExplainRefusals();
        foreach (var entry in _taskLists.SelectMany(l => l.Entries).Where(e => e.Map is not null))
            Report(LiftDescriptors.TaskNotAwaited, entry.Map!.Origin, "of this loop", "never awaited");
        foreach (var task in _tasks.Where(t => !t.IsAwaited))
            Report(LiftDescriptors.TaskNotAwaited, task.Origin, task.Description, "never awaited");

        var returnType = method.ReturnType.IsTask() ? method.ReturnType.TaskResult() : method.ReturnsVoid ? null : method.ReturnType;
        return new IrProgram(name, input, contract, contract, root.ToImmutable(), returnType, origin);
    }

    internal Origin At(IOperation operation) => new(operation.Syntax, _frame.Method);

    private void Report(DiagnosticDescriptor descriptor, Origin origin, params object?[] arguments)
    {
        var diagnostic = Diagnostic.Create(descriptor, origin.Location, arguments);
        if (!_diagnostics.Contains(diagnostic))
            _diagnostics.Add(diagnostic);
    }

    /// <summary>Reports that an operation cannot be converted, and stands in for its value so that lowering can go on.</summary>
    internal IrExpression Refuse(IOperation operation, string what, string instead)
    {
        Report(LiftDescriptors.UnsupportedConstruct, At(operation), what, instead);
        return new IrConstant(null, operation.Type, At(operation));
    }

    /// <summary>A type with the type parameters of the active generic methods replaced.</summary>
    internal ITypeSymbol? Resolve(ITypeSymbol? type)
    {
        switch (type)
        {
            case null:
                return null;
            case ITypeParameterSymbol parameter:
                return _frame.TypeArgument(parameter) ?? type;
            case INamedTypeSymbol { IsGenericType: true, IsUnboundGenericType: false } named when named.TypeArguments.Any(ContainsTypeParameter):
                return named.ConstructedFrom.Construct(named.TypeArguments.Select(a => Resolve(a)!).ToArray());
            case IArrayTypeSymbol array when ContainsTypeParameter(array.ElementType):
                return _frame.Model.Compilation.CreateArrayTypeSymbol(Resolve(array.ElementType)!, array.Rank);
            default:
                return type;
        }

        static bool ContainsTypeParameter(ITypeSymbol t) => t switch
        {
            ITypeParameterSymbol => true,
            INamedTypeSymbol n => n.TypeArguments.Any(ContainsTypeParameter),
            IArrayTypeSymbol a => ContainsTypeParameter(a.ElementType),
            _ => false,
        };
    }

    /// <summary>The operation of a method's body: a block, or the expression of an expression body.</summary>
    private IOperation? BodyOf(IMethodSymbol method)
    {
        foreach (var reference in method.DeclaringSyntaxReferences.Concat(method.PartialImplementationPart?.DeclaringSyntaxReferences ?? []))
        {
            var syntax = reference.GetSyntax(_cancellationToken);
            switch (_models(syntax.SyntaxTree).GetOperation(syntax, _cancellationToken))
            {
                case IMethodBodyOperation { BlockBody: { } block }:
                    return block;
                case IMethodBodyOperation { ExpressionBody: { } expression }:
                    return expression;
                case ILocalFunctionOperation { Body: { } block }:
                    return block;
                case IBlockOperation block:
                    return block;
            }

            // A property's expression body: `public int P => …;`
            if (syntax is Microsoft.CodeAnalysis.CSharp.Syntax.ArrowExpressionClauseSyntax arrow
                && _models(syntax.SyntaxTree).GetOperation(arrow, _cancellationToken) is { } arrowBody)
                return arrowBody;
        }

        return null;
    }

    private ImmutableArray<IrStatement> LowerBlock(IOperation? operation, BlockBuilder parent, bool conditional, bool concurrent = false)
    {
        var block = new BlockBuilder(parent, conditional, concurrent);
        if (operation is not null)
            LowerStatement(operation, block);
        return block.ToImmutable();
    }
}
