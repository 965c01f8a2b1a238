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
    private readonly ServiceContainer _container;
    private readonly MemberMutations _state;
    private readonly List<StartedTask> _tasks = new();
    private readonly Stack<IMethodSymbol> _activeMethods = new();
    private readonly HashSet<IrVariable> _neverNull = new();

    // Variables of the SDK's types that may be null: all others hold an answer, or a part of one that is always there.
    private readonly HashSet<IrVariable> _mayBeAbsent = new();

    private Frame _frame = null!;

    public Lowering(FrontendContext context, EnvironmentReader environment, ConversionOptions options, List<Diagnostic> diagnostics, bool allowResiduals, CancellationToken cancellationToken)
    {
        _models = context.SemanticModel;
        _services = context.Services;
        _container = context.Container;
        _state = context.Mutations;
        _clients = context.Clients;
        _environment = environment;
        _options = options;
        _diagnostics = diagnostics;
        _recovers = allowResiduals;
        _cancellationToken = cancellationToken;
    }

    /// <summary>Lowers a handler method.</summary>
    /// <param name="method">The method; of a constructed base class where it is inherited.</param>
    /// <param name="type">The class that the runtime makes.</param>
    /// <param name="name">The name of the workflow.</param>
    /// <param name="contract">How the function reads its event and writes its result.</param>
    public IrProgram LowerHandler(IMethodSymbol method, INamedTypeSymbol type, string name, JsonContract contract)
    {
        var constructed = method;
        method = method.OriginalDefinition;
        var body = BodyOf(method) ?? throw new InvalidOperationException($"{method} has no body.");
        var syntax = method.DeclaringSyntaxReferences[0].GetSyntax(_cancellationToken);
        _frame = new Frame(null, method, _models(syntax.SyntaxTree));
        if (method.MethodKind is MethodKind.AnonymousFunction or MethodKind.LocalFunction)
            _frame = new Frame(FrameOf(body), method, _models(syntax.SyntaxTree));
        else if (!method.IsStatic)
            _frame = MethodFrame(constructed, constructed, CreateHandler(type), body);
        var origin = new Origin(syntax, method);
        var root = new BlockBuilder();
        IrVariable? input = null;
        _contract = contract;
        _api = ApiOf(method);
        if (_api is not null)
            input = BindRoute(_api, method, contract, origin, root);
        foreach (var parameter in _api is null ? method.Parameters : [])
        {
            var parameterType = Resolve(parameter.Type)!;
            if (parameter.GetAttributes().Any(a => a.AttributeClass?.Name == "FromServicesAttribute") && Provide(parameterType) is { } provided)
            {
                _frame.Bind(parameter, provided);
                continue;
            }

            if (parameterType.IsOpaque())
            {
                _frame.Bind(parameter, new OpaqueBinding(null, null));
                continue;
            }

            input = new IrVariable(parameter.Name, parameterType);
            _frame.Bind(parameter, new VariableBinding(input, root));
            var parameterOrigin = new Origin(parameter.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax(_cancellationToken) ?? syntax, method);
            IrExpression read = parameterType.IsTextCarrier()
                ? new IrJsonText(new IrInput(parameterOrigin), parameterType, parameterOrigin)
                : new IrFromJson(new IrInput(parameterOrigin), contract, parameterType, parameterOrigin);
            _neverNull.Add(input);
            root.Add(new IrAssign(input, read, parameterOrigin));
        }

        var declared = Resolve(method.ReturnType);
        var returnType = declared.IsTask() ? declared.TaskResult() : method.ReturnsVoid ? null : declared;
        _activeMethods.Push(method);
        if (_api is null || input is null)
            LowerBody(body, root);
        else
            returnType = LowerRoute(body, returnType, origin, root);
        _activeMethods.Pop();
        RefuseWrittenDocuments(root.ToImmutable(), returnType, body);
        ExplainRefusals();
        CheckRaces(root.ToImmutable());
        CheckDeadlines();
        foreach (var entry in _taskLists.SelectMany(l => l.Entries).Where(e => e.Map is not null))
            Report(LiftDescriptors.TaskNotAwaited, entry.Map!.Origin, "of this loop", "never awaited");
        foreach (var task in _tasks.Where(t => !t.IsAwaited))
            Report(LiftDescriptors.TaskNotAwaited, task.Origin, task.Description, "never awaited");

        // A stream goes to the caller as it is: the document that its text is.
        var statements = returnType.DerivesFrom("System.IO.Stream") ? ReturnDocuments(root.ToImmutable()) : root.ToImmutable();
        return new IrProgram(name, input, contract, contract, statements, returnType, origin);
    }

    private static ImmutableArray<IrStatement> ReturnDocuments(ImmutableArray<IrStatement> block) => block
        .Select(statement => statement switch
        {
            IrReturn { Value: { } text } s => s with { Value = new IrParseJson(text, text.Origin) },
            IrParallel or IrMap => statement,
            _ => statement.MapBlocks(ReturnDocuments),
        })
        .ToImmutableArray();

    /// <summary>How the function reads its event and writes its result.</summary>
    private JsonContract _contract = JsonContract.LambdaDefault;

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
            case { Name: "IHttpResult" } when _api is not null && type.Is(AnnotationsNamespace + ".IHttpResult"):
                return ResponseType;
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
                case IAnonymousFunctionOperation { Body: { } block }:
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
        if (operation is IBlockOperation)
            LowerStatement(operation, block);
        else if (operation is not null)
            LowerStatements([operation], block);
        return block.ToImmutable();
    }
}
