using System.Collections.Immutable;
using LambdaLift.Converter.Frontend;
using LambdaLift.Converter.Ir;
using LambdaLift.ServiceCatalogue;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using static LambdaLift.Analysis.OperationExtensions;

namespace LambdaLift.Converter.Residual;

/// <summary>What the code around a region knows of it.</summary>
internal interface IResidualSurroundings
{
    /// <summary>What a local or parameter stands for.</summary>
    Binding? Find(ISymbol symbol);

    /// <summary>A part of a value that the state machine holds, by the path that the code has for it; null when it has no conversion.</summary>
    IrExpression? ReadPath(IOperation path);

    /// <summary>Whether code at this place may set a local or parameter.</summary>
    bool CanAssign(ISymbol symbol);

    /// <summary>Whether another variable may hold the same object as this one.</summary>
    bool MayBeShared(IOperation reference);

    /// <summary>Whether an expression carries a secret.</summary>
    bool IsSecret(IrExpression value);

    /// <summary>The body of a method of the solution.</summary>
    IOperation? BodyOf(IMethodSymbol method);

    /// <summary>The one value of a readonly field or property.</summary>
    IOperation? InitializerOf(ISymbol member);

    /// <summary>Semantic models.</summary>
    SemanticModel ModelOf(SyntaxTree tree);

    /// <summary>The operation of a service call; null when it is none.</summary>
    AwsOperation? OperationOf(IInvocationOperation invocation);
}

/// <summary>A generated function and what goes in and out of it at the place of its code.</summary>
/// <param name="Function">The function.</param>
/// <param name="Inputs">The values that go in.</param>
/// <param name="Outputs">The locals that come out; null for the value of the expression.</param>
internal sealed record BuiltResidual(ResidualFunction Function, ImmutableArray<(ResidualValue Value, ISymbol? Symbol, IrExpression? Path)> Inputs, ImmutableArray<(ResidualValue Value, ISymbol? Symbol, bool IsNeverNull)> Outputs);

/// <summary>Makes a generated function of a region, or says why there can be none.</summary>
internal sealed partial class ResidualBuilder
{
    private readonly IResidualSurroundings _around;
    private readonly ResidualRegion _region;
    private readonly CodePurity _purity;
    private readonly ResidualDeclarations _declarations;
    private readonly CancellationToken _cancellationToken;
    private readonly HashSet<string> _taken;

    private ResidualBuilder(ResidualRegion region, IResidualSurroundings around, CancellationToken cancellationToken)
    {
        _region = region;
        _around = around;
        _cancellationToken = cancellationToken;
        _purity = new CodePurity(around.BodyOf);
        _declarations = new ResidualDeclarations(around.ModelOf, around.InitializerOf, cancellationToken);
        _taken = new HashSet<string>(region.Nodes.SelectMany(n => n.DescendantTokens()).Where(t => t.IsKind(SyntaxKind.IdentifierToken)).Select(t => t.ValueText), StringComparer.Ordinal);
    }

    /// <summary>Tries to make a function of a region.</summary>
    /// <param name="region">The code.</param>
    /// <param name="around">What is around it.</param>
    /// <param name="obstacle">Why there can be none.</param>
    /// <param name="cancellationToken">Cancellation.</param>
    public static BuiltResidual? TryBuild(ResidualRegion region, IResidualSurroundings around, out string? obstacle, CancellationToken cancellationToken)
    {
        var builder = new ResidualBuilder(region, around, cancellationToken);
        var built = builder.Build(out obstacle);
        if (built is not null && ResidualSource.Check(built.Function, cancellationToken) is { } error)
        {
            obstacle = $"on its own it does not compile ({error.Id}: {error.GetMessage(System.Globalization.CultureInfo.InvariantCulture)})";
            return null;
        }

        if (built is not null && builder.HiddenState(built) is { } hidden)
        {
            obstacle = hidden;
            return null;
        }

        return built;
    }

    private BuiltResidual? Build(out string? obstacle)
    {
        obstacle = _region.Jumps();
        if (obstacle is null && _region.Expression is not null && PassableTypes.Obstacle(_region.Type) is { } noResult)
            obstacle = noResult;
        if (obstacle is not null)
            return null;
        foreach (var operation in _region.Operations)
            _purity.Visit(operation);
        obstacle = _purity.Obstacle ?? Calls();
        if (obstacle is not null)
            return null;

        var flow = _region.DataFlow();
        if (!flow.Succeeded)
        {
            obstacle = "its data flow cannot be analysed";
            return null;
        }

        var preamble = new List<string>();
        string? context = null;
        var references = References();
        var captured = references.Select(r => r.Symbol).Distinct<ISymbol>(SymbolEqualityComparer.Default).Where(s => !_region.Declares(s)).ToList();
        var inputs = new List<(ResidualValue Value, ISymbol? Symbol, IrExpression? Path)>();
        var replacements = new Dictionary<SyntaxNode, SyntaxNode>();
        var outputs = flow.DataFlowsOut.Where(s => s is not IParameterSymbol { IsThis: true }).ToList();
        if (Changed(captured, outputs, references) is { } change)
        {
            obstacle = change;
            return null;
        }

        foreach (var symbol in captured)
        {
            switch (_around.Find(symbol))
            {
                case OpaqueBinding when Type(symbol).Is("Amazon.Lambda.Core.ILambdaContext"):
                    if (references.Any(r => SymbolEqualityComparer.Default.Equals(r.Symbol, symbol) && !IsDropped(r.Operation)))
                        context = symbol.Name;
                    break;
                case OpaqueBinding when Type(symbol).Is("System.Threading.CancellationToken"):
                    preamble.Add($"var {ResidualSource.Identifier(symbol.Name)} = System.Threading.CancellationToken.None;");
                    break;
                case OpaqueBinding when Type(symbol).Is("System.Threading.CancellationTokenSource"):
                    obstacle = $"what '{symbol.Name}' cancels is outside of the function";
                    break;
                case OpaqueBinding when Type(symbol).Is("System.Diagnostics.Stopwatch"):
                    obstacle = $"'{symbol.Name}' was started outside of it";
                    break;
                case OpaqueBinding { Value: { } made } when !Type(symbol).IsLogging() && !made.Descendants().Prepend(made).Any(o => o is ILocalReferenceOperation or IParameterReferenceOperation):
                    _purity.Visit(made);
                    preamble.Add($"{_declarations.TypeText(Type(symbol)!, made.Syntax)} {ResidualSource.Identifier(symbol.Name)} = {_declarations.Text(made.Syntax, _region.Method.ContainingType, ImmutableDictionary<SyntaxNode, SyntaxNode>.Empty).Trim()};");
                    break;
                case OpaqueBinding when Type(symbol).IsLogging() && references.Where(r => SymbolEqualityComparer.Default.Equals(r.Symbol, symbol)).All(r => IsDropped(r.Operation)):
                    break;
                case VariableBinding when PassableTypes.ObstacleToGive(Type(symbol)) is null:
                    var isSet = flow.WrittenInside.Contains(symbol, SymbolEqualityComparer.Default);
                    if (!isSet || flow.DataFlowsIn.Contains(symbol, SymbolEqualityComparer.Default) || !flow.AlwaysAssigned.Contains(symbol, SymbolEqualityComparer.Default))
                        inputs.Add((Value(symbol.Name, Type(symbol)!), symbol, null));
                    else
                        preamble.Add($"{_declarations.TypeText(Type(symbol)!, _region.First)} {ResidualSource.Identifier(symbol.Name)};");
                    break;
                case VariableBinding { Variable.IsError: false } when !outputs.Contains(symbol, SymbolEqualityComparer.Default) && Paths(symbol, references, inputs, replacements) is var problem:
                    obstacle = problem;
                    break;
                case TaskBinding:
                    obstacle = $"the task '{symbol.Name}' is awaited elsewhere";
                    break;
                default:
                    obstacle = $"'{symbol.Name}' cannot be passed: {PassableTypes.ObstacleToGive(Type(symbol)) ?? "it is code, or a value without data"}";
                    break;
            }

            obstacle ??= _purity.Obstacle;
            if (obstacle is not null)
                return null;
        }

        obstacle = Secrets(inputs);
        return obstacle is null ? Assemble(flow, preamble, context, inputs, outputs, replacements, out obstacle) : null;
    }

    private BuiltResidual? Assemble(
        DataFlowAnalysis flow, List<string> preamble, string? context, List<(ResidualValue Value, ISymbol? Symbol, IrExpression? Path)> inputs, List<ISymbol> outputs, Dictionary<SyntaxNode, SyntaxNode> replacements, out string? obstacle)
    {
        var results = new List<(ResidualValue Value, ISymbol? Symbol)>();
        foreach (var symbol in outputs)
        {
            obstacle = PassableTypes.Obstacle(Type(symbol)) is { } type ? $"'{symbol.Name}' cannot come back: {type}"
                : !_region.Declares(symbol) && !_around.CanAssign(symbol) ? $"'{symbol.Name}' must not be set here"
                : !flow.AlwaysAssigned.Contains(symbol, SymbolEqualityComparer.Default) && _region.Declares(symbol) && _region.Expression is not null ? $"'{symbol.Name}' is not set on every path"
                : null;
            if (obstacle is not null)
                return null;
            results.Add((Value(symbol.Name, Type(symbol)!), symbol));
        }

        if (Observed(outputs) is { } observed)
        {
            obstacle = $"a catch clause sees '{observed}' as it was set before a failure";
            return null;
        }

        var home = _region.Method.ContainingType;
        var text = new List<string>(preamble);
        var isAsync = _region.Operations.SelectMany(o => o.Descendants().Prepend(o)).Any(o => o is IAwaitOperation or IForEachLoopOperation { IsAsynchronous: true } or IUsingOperation { IsAsynchronous: true } or IUsingDeclarationOperation { IsAsynchronous: true });
        if (_region.Expression is { } expression)
        {
            var code = _declarations.Text(expression, home, replacements).Trim();
            var name = Free(results.Count == 0 ? "value" : "result");
            results.Insert(0, (Value(name, _region.Type!), null));
            if (results.Count == 1)
                text.Add($"return {code};");
            else
                text.Add($"{_declarations.TypeText(_region.Type!, expression)} {name} = {code};");
        }
        else
        {
            foreach (var drop in Dropped())
                replacements[drop] = SyntaxFactory.Block().WithTriviaFrom(drop);
            text.Add(string.Concat(_region.Statements.Where(s => !replacements.ContainsKey(s)).Select(s => _declarations.Text(s, home, replacements))).Trim('\r', '\n').TrimEnd());
        }

        if (results.Count > 1)
            text.Add($"return ({string.Join(", ", results.Select(r => ResidualSource.Identifier(r.Value.Name)))});");
        else if (results.Count == 1 && _region.Expression is null)
            text.Add($"return {ResidualSource.Identifier(results[0].Value.Name)};");

        foreach (var copied in _declarations.Copied)
            _purity.Visit(copied);
        obstacle = _declarations.Obstacle ?? _purity.Obstacle;
        if (obstacle is not null)
            return null;

        var purpose = Purpose(results);
        var parameters = inputs.Select(i => i.Value).ToImmutableArray();
        var part = new ResidualPart(purpose.Method, parameters, parameters.Select(p => p.Local).ToImmutableArray(), results.Select(r => r.Value).ToImmutableArray(), Join(text), isAsync, context, _region.Location);
        var function = new ResidualFunction
        {
            Name = home.Name + (purpose.Method.StartsWith("Compute", StringComparison.Ordinal) && purpose.Method.Length > 7 ? purpose.Method.Substring(7) : purpose.Method),
            Purpose = purpose.Words,
            Project = _region.Model.Compilation,
            Namespace = home.ContainingNamespace is { IsGlobalNamespace: false } space ? space.ToDisplayString() : "",
            Inputs = Unique(parameters),
            Outputs = Unique(part.Results),
            Parts = [part],
            Declarations = _declarations.Declarations,
            Usings = _declarations.Usings,
            Volatile = [.. _purity.Volatile],
            Assumed = [.. _purity.Assumed],
            EnvironmentVariables = [.. _purity.EnvironmentVariables],
            Calls = [.. _purity.ServiceCalls.Select(_around.OperationOf).OfType<AwsOperation>()],
            ErrorNames = new ThrownNames(_region).DerivedFrom,
        };
        return new BuiltResidual(
            function,
            [.. inputs.Select((x, i) => (function.Inputs[i], x.Symbol, x.Path))],
            [.. results.Select((x, i) => (function.Outputs[i], x.Symbol, IsNeverNull(x.Value.Type, x.Symbol)))]);
    }

    /// <summary>Whether a result is known not to be null: by its type, or because the base library made it.</summary>
    private bool IsNeverNull(ITypeSymbol type, ISymbol? symbol)
    {
        if (!type.CanBeNull())
            return true;
        if (symbol is null)
            return IsMade(_region.Operations[0]);
        var writes = _region.Operations.SelectMany(o => o.Descendants().Prepend(o)).Where(o => o switch
        {
            IVariableDeclaratorOperation d => SymbolEqualityComparer.Default.Equals(d.Symbol, symbol),
            IAssignmentOperation { Target: ILocalReferenceOperation target } => SymbolEqualityComparer.Default.Equals(target.Local, symbol),
            IArgumentOperation { Parameter.RefKind: RefKind.Out or RefKind.Ref, Value: ILocalReferenceOperation passed } => SymbolEqualityComparer.Default.Equals(passed.Local, symbol),
            _ => false,
        }).ToList();
        return writes is [IVariableDeclaratorOperation declarator] && declarator.GetVariableInitializer()?.Value is { } value && IsMade(value);

        static bool IsMade(IOperation operation) => operation switch
        {
            IConversionOperation { OperatorMethod: null } conversion => IsMade(conversion.Operand),
            IParenthesizedOperation parenthesized => IsMade(parenthesized.Operand),
            IInterpolatedStringOperation or IObjectCreationOperation or IArrayCreationOperation => true,
            IBinaryOperation { OperatorKind: BinaryOperatorKind.Add } sum => sum.Type.IsString(),
            IConditionalOperation { WhenFalse: { } otherwise } choice => IsMade(choice.WhenTrue) && IsMade(otherwise),
            IInvocationOperation { TargetMethod: { ReturnNullableAnnotation: NullableAnnotation.NotAnnotated, ContainingAssembly: { } assembly } method } =>
                !method.Locations.Any(l => l.IsInSource) && method.OriginalDefinition.ReturnType is not ITypeParameterSymbol && (assembly.Name.StartsWith("System", StringComparison.Ordinal) || assembly.Name is "netstandard" or "mscorlib"),
            _ => false,
        };
    }

    // Statements keep their own line breaks; lines that are added start at the statements' indentation.
    private static string Join(List<string> lines)
    {
        var code = lines.FirstOrDefault(l => l.StartsWith(" ", StringComparison.Ordinal) && l.Trim().Length > 0);
        var indent = code is null ? "" : code.Substring(0, code.Length - code.TrimStart().Length);
        return string.Join("\n", lines.Select(l => l.Length == 0 || char.IsWhiteSpace(l[0]) ? l : indent + l));
    }

    private List<(ISymbol Symbol, IOperation Operation)> References() => _region.Operations
        .SelectMany(o => o.Descendants().Prepend(o))
        .Select(o => o switch
        {
            ILocalReferenceOperation local => (Symbol: (ISymbol)local.Local, Operation: o),
            IParameterReferenceOperation parameter => (parameter.Parameter, o),
            _ => (null!, o),
        })
        .Where(r => r.Symbol is not null)
        .ToList();

    /// <summary>Log lines write nothing that can be observed, and their loggers stay behind.</summary>
    private IEnumerable<ExpressionStatementSyntax> Dropped() => _region.Operations
        .SelectMany(o => o.Descendants().Prepend(o)).OfType<IExpressionStatementOperation>().Where(IsLogLine).Select(o => o.Syntax).OfType<ExpressionStatementSyntax>();

    private static bool IsLogLine(IExpressionStatementOperation statement) =>
        statement.Operation is IInvocationOperation { Instance: var instance, TargetMethod: var method } && (instance?.Type.IsLogging() == true || method.ContainingType.IsLogging())
        || statement.Operation is IConditionalAccessOperation { WhenNotNull: IInvocationOperation { Instance: var receiver } } && receiver?.Type.IsLogging() == true;

    private bool IsDropped(IOperation reference) =>
        _region.Expression is null && reference.Ancestors().TakeWhile(a => _region.Span.Contains(a.Syntax.Span)).OfType<IExpressionStatementOperation>().Any(IsLogLine);

    private ResidualValue Value(string name, ITypeSymbol type) => new(name, name, type, _declarations.TypeText(type, _region.First));

    private static ITypeSymbol? Type(ISymbol symbol) => symbol switch
    {
        ILocalSymbol local => local.Type,
        IParameterSymbol parameter => parameter.Type,
        _ => null,
    };
}
