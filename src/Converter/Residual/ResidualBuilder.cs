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
internal sealed class ResidualBuilder
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

    /// <summary>A set or dictionary that comes out as JSON has neither the comparer that it was made with nor the places that removals left free.</summary>
    private string? HiddenState(BuiltResidual built)
    {
        var collection = built.Outputs.FirstOrDefault(o => TypeOf(o.Symbol) is var type && (type.IsSet() || type.IsDictionary()));
        if (collection.Value is null)
            return null;
        foreach (var operation in _region.Operations.SelectMany(o => o.Descendants().Prepend(o)))
        {
            if (operation is IObjectCreationOperation creation && Lowering.ComparerOf(creation) is not null)
                return $"the comparer of '{collection.Value.Local}' does not pass through state";
            if (operation is IInvocationOperation { Instance.Type: { } type, TargetMethod.Name: "Remove" or "RemoveWhere" or "ExceptWith" or "IntersectWith" or "SymmetricExceptWith" } && (type.IsSet() || type.IsDictionary()))
                return $"the order of '{collection.Value.Local}' after a removal does not pass through state";
        }

        return null;

        ITypeSymbol? TypeOf(ISymbol? symbol) => symbol is null ? _region.Type : Type(symbol);
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
                case VariableBinding when PassableTypes.Obstacle(Type(symbol)) is null:
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
                    obstacle = $"'{symbol.Name}' cannot be passed: {PassableTypes.Obstacle(Type(symbol)) ?? "it is code, or a value without data"}";
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

    /// <summary>An output that a clause around the region reads: of a region that fails half-way, nothing comes back.</summary>
    private string? Observed(List<ISymbol> outputs)
    {
        foreach (var statement in _region.First.Ancestors().OfType<TryStatementSyntax>().Where(t => t.Block.Span.Contains(_region.Span)))
        {
            var clauses = statement.Catches.Cast<SyntaxNode>().Concat(statement.Finally is null ? [] : [statement.Finally]);
            foreach (var name in clauses.SelectMany(c => c.DescendantNodes()).OfType<IdentifierNameSyntax>())
            {
                if (outputs.FirstOrDefault(o => o.Name == name.Identifier.ValueText && SymbolEqualityComparer.Default.Equals(o, _region.Model.GetSymbolInfo(name).Symbol)) is { } symbol)
                    return symbol.Name;
            }
        }

        return null;
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

    /// <summary>
    /// One call of a service may be inside, if a state machine cannot make it and making it twice does no harm: one that reads a stream, and one that stores plain text.
    /// Others stay outside.
    /// </summary>
    private string? Calls()
    {
        if (_purity.ServiceCalls.Count == 0)
            return null;
        if (_purity.ServiceCalls.Count > 1)
            return "it calls services";
        var call = _purity.ServiceCalls[0];
        if (_region.Expression is not null || _around.OperationOf(call) is not { } operation || !(IsRead(operation.Name) && ReadsStream(call)) && !IsPlainTextStored(operation))
            return $"it calls '{call.TargetMethod.Name}'";
        if (call.Ancestors().TakeWhile(a => _region.Span.Contains(a.Syntax.Span)).Any(a => a is ILoopOperation or IAnonymousFunctionOperation))
            return $"it calls '{call.TargetMethod.Name}' more than once";
        return null;

        static bool IsRead(string name) => name.StartsWith("Get", StringComparison.Ordinal) || name.StartsWith("Select", StringComparison.Ordinal) || name.StartsWith("Download", StringComparison.Ordinal);
    }

    // The call by itself: the text is a value of the state machine's, or computed in the call.
    private bool IsPlainTextStored(AwsOperation operation) => operation.Id == "s3:PutObject" && _region.Statements is [ExpressionStatementSyntax];

    /// <summary>Whether the code goes through a stream of a call's answer, which cannot leave the function that reads it. A secret is no such stream.</summary>
    private bool ReadsStream(IInvocationOperation call)
    {
        var response = call.Type.IsTask() ? call.Type.TaskResult() : call.Type;
        return response?.ContainingNamespace.FullName().StartsWith("Amazon.SecretsManager", StringComparison.Ordinal) == false
            && _region.Operations.SelectMany(o => o.Descendants().Prepend(o)).OfType<IPropertyReferenceOperation>()
                .Any(p => p.Type.DerivesFrom("System.IO.Stream") && response.DerivesFrom(p.Property.ContainingType.FullName()));
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

    /// <summary>Objects that the code changes in place come back; what cannot be told apart is an obstacle.</summary>
    private string? Changed(List<ISymbol> captured, List<ISymbol> outputs, List<(ISymbol Symbol, IOperation Operation)> references)
    {
        var mutations = new Mutations(_around.BodyOf);
        var roots = _region.Operations.SelectMany(mutations.In).ToList();
        if (mutations.ChangesStatics)
            return "it changes what a static member holds";
        if (roots.Any(r => r is IFieldSymbol or IPropertySymbol or INamedTypeSymbol))
            return "it changes what the handler's object holds";
        var changed = roots.Contains(null)
            ? captured.Where(s => _around.Find(s) is VariableBinding && CanBeChanged(Type(s))).ToList()
            : captured.Where(s => roots.Any(r => SymbolEqualityComparer.Default.Equals(r, s))).ToList();
        foreach (var symbol in changed)
        {
            var reference = references.First(r => SymbolEqualityComparer.Default.Equals(r.Symbol, symbol)).Operation;
            if (_around.Find(symbol) is VariableBinding { Variable.Type: { } type } && PassableTypes.Obstacle(type) is not null && !roots.Any(r => SymbolEqualityComparer.Default.Equals(r, symbol)))
                continue;
            if (_around.MayBeShared(reference))
                return $"it changes '{symbol.Name}', to which another variable may refer";
            if (!outputs.Contains(symbol, SymbolEqualityComparer.Default))
                outputs.Add(symbol);
        }

        return null;
    }

    private static bool CanBeChanged(ITypeSymbol? type) => type is { IsReferenceType: true } && !type.IsString()
        && (type.ElementType() is not null || type.IsDictionary() || ObjectShape.Properties(type).Any(p => p.SetMethod is { IsInitOnly: false } || p.Type is { IsReferenceType: true } && !p.Type.IsString()));

    /// <summary>Parts of a value that cannot be passed as a whole: every use must read a part that can.</summary>
    private string? Paths(ISymbol symbol, List<(ISymbol Symbol, IOperation Operation)> references, List<(ResidualValue Value, ISymbol? Symbol, IrExpression? Path)> inputs, Dictionary<SyntaxNode, SyntaxNode> replacements)
    {
        foreach (var (_, reference) in references.Where(r => SymbolEqualityComparer.Default.Equals(r.Symbol, symbol)))
        {
            if (IsDropped(reference))
                continue;
            var path = reference;
            while (path.Parent is { } parent && IsStep(parent, path))
            {
                path = parent;
                if (PassableTypes.Obstacle(path.Type) is null)
                    break;
            }

            if (ReferenceEquals(path, reference) || PassableTypes.Obstacle(path.Type) is not null || path.Syntax is not ExpressionSyntax syntax)
                return $"'{symbol.Name}' cannot be passed: {PassableTypes.Obstacle(Type(symbol))}";
            if (IsConditional(path))
                return $"'{path.Syntax}' is read on some paths only, and '{symbol.Name}' cannot be passed as a whole";
            if (path.Parent is IAssignmentOperation assignment && ReferenceEquals(assignment.Target, path) || path.Parent is IIncrementOrDecrementOperation)
                return $"it sets '{path.Syntax}'";
            if (_around.ReadPath(path) is not { } value)
                return $"'{path.Syntax}' cannot be read by the state machine";
            var known = inputs.FirstOrDefault(i => i.Path is not null && IrPrinter.Print(i.Path) == IrPrinter.Print(value) && SymbolEqualityComparer.Default.Equals(i.Value.Type, path.Type));
            var name = known.Value?.Name ?? Free(NameOf(path.Syntax));
            if (known.Value is null)
                inputs.Add((Value(name, path.Type!), null, value));
            replacements[syntax] = SyntaxFactory.IdentifierName(ResidualSource.Identifier(name)).WithTriviaFrom(syntax);
        }

        return null;
    }

    private static bool IsStep(IOperation parent, IOperation path) => parent switch
    {
        IPropertyReferenceOperation property => ReferenceEquals(property.Instance, path) && property.Arguments.All(a => a.Value.ConstantValue.HasValue),
        IArrayElementReferenceOperation element => ReferenceEquals(element.ArrayReference, path) && element.Indices.All(i => i.ConstantValue.HasValue),
        _ => false,
    };

    /// <summary>Whether a value is read on some paths through the region only.</summary>
    private bool IsConditional(IOperation path)
    {
        for (var (child, node) = (path, path.Parent); node is not null && !_region.Operations.Contains(child); (child, node) = (node, node.Parent))
        {
            var maybe = node switch
            {
                IConditionalOperation c => !ReferenceEquals(c.Condition, child),
                ICoalesceOperation c => ReferenceEquals(c.WhenNull, child),
                IBinaryOperation { OperatorKind: BinaryOperatorKind.ConditionalAnd or BinaryOperatorKind.ConditionalOr } b => ReferenceEquals(b.RightOperand, child),
                IConditionalAccessOperation c => ReferenceEquals(c.WhenNotNull, child),
                ISwitchExpressionArmOperation or ISwitchCaseOperation or IAnonymousFunctionOperation or ILocalFunctionOperation or ICatchClauseOperation => true,
                IForEachLoopOperation loop => !ReferenceEquals(loop.Collection, child),
                ILoopOperation => true,
                _ => false,
            };
            if (maybe)
                return true;
        }

        // After a throw or a guard that throws, later statements may not run.
        return _region.Statements.Length > 1
            && _region.Operations.SelectMany(o => o.Descendants().Prepend(o)).Any(o => o is IThrowOperation && o.Syntax.SpanStart < path.Syntax.SpanStart);
    }

    private string? Secrets(List<(ResidualValue Value, ISymbol? Symbol, IrExpression? Path)> inputs)
    {
        foreach (var (value, symbol, path) in inputs)
        {
            var read = path ?? (symbol is not null && _around.Find(symbol) is VariableBinding { Variable: var variable } ? new IrRead(variable, new Origin(_region.First, _region.Method)) : null);
            if (read is not null && _around.IsSecret(read))
                return $"'{value.Name}' holds a secret, which must not pass through the state of an execution";
        }

        return null;
    }

    /// <summary>Log lines write nothing that can be observed, and their loggers stay behind.</summary>
    private IEnumerable<ExpressionStatementSyntax> Dropped() => _region.Operations
        .SelectMany(o => o.Descendants().Prepend(o)).OfType<IExpressionStatementOperation>().Where(IsLogLine).Select(o => o.Syntax).OfType<ExpressionStatementSyntax>();

    private static bool IsLogLine(IExpressionStatementOperation statement) =>
        statement.Operation is IInvocationOperation { Instance: var instance, TargetMethod: var method } && (instance?.Type.IsLogging() == true || method.ContainingType.IsLogging())
        || statement.Operation is IConditionalAccessOperation { WhenNotNull: IInvocationOperation { Instance: var receiver } } && receiver?.Type.IsLogging() == true;

    private bool IsDropped(IOperation reference) =>
        _region.Expression is null && reference.Ancestors().TakeWhile(a => _region.Span.Contains(a.Syntax.Span)).OfType<IExpressionStatementOperation>().Any(IsLogLine);

    private ResidualValue Value(string name, ITypeSymbol type) => new(name, name, type, _declarations.TypeText(type, _region.First));

    private string Free(string name)
    {
        var free = name;
        for (var n = 2; !_taken.Add(free); n++)
            free = name + n.ToString(System.Globalization.CultureInfo.InvariantCulture);
        return free;
    }

    /// <summary>Properties in Pascal case, each name once.</summary>
    internal static ImmutableArray<ResidualValue> Unique(IEnumerable<ResidualValue> values)
    {
        var used = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        return values.Select(v =>
        {
            var stem = v.Name.TrimStart('_', '@') is { Length: > 0 } trimmed ? trimmed : "Value";
            var name = stem = char.ToUpperInvariant(stem[0]) + stem.Substring(1);
            for (var n = 2; !used.Add(name); n++)
                name = stem + n.ToString(System.Globalization.CultureInfo.InvariantCulture);
            return v with { Name = name };
        }).ToImmutableArray();
    }

    /// <summary><c>row.Item["Price"].N</c> is the price.</summary>
    private static string NameOf(SyntaxNode path)
    {
        var words = path.DescendantTokens().Where(t => t.IsKind(SyntaxKind.IdentifierToken) || t.IsKind(SyntaxKind.StringLiteralToken)).Select(t => new string(t.ValueText.Where(c => char.IsLetterOrDigit(c) || c == '_').ToArray()))
            .Where(w => w.Length > 0 && !char.IsDigit(w[0])).ToList();
        var last = words.LastOrDefault(w => w is not ("N" or "S" or "BOOL" or "SS" or "NS" or "Value")) ?? words.Last();
        return last.LowerFirst();
    }

    /// <summary>What the code does, in words: what it computes, or the method that it calls.</summary>
    private (string Method, string Words) Purpose(List<(ResidualValue Value, ISymbol? Symbol)> results)
    {
        var target = results.Select(r => r.Symbol?.Name).FirstOrDefault(n => n is not null && _region.Expression is null) ?? Target();
        if (target is not null)
        {
            var subject = Flow.StateNames.Words(target);
            return ("Compute" + Pascal(target), "Compute " + subject.LowerFirst());
        }

        var call = _region.Operations.SelectMany(o => o.Descendants().Prepend(o)).OfType<IInvocationOperation>().FirstOrDefault()?.TargetMethod;
        if (call is not null)
            return (Pascal(call.Name.EndsWith("Async", StringComparison.Ordinal) && call.Name.Length > 5 ? call.Name.Substring(0, call.Name.Length - 5) : call.Name), Flow.StateNames.Words(call.Name));
        return ("Compute", "Compute");

        static string Pascal(string name)
        {
            var clean = new string(name.Where(c => char.IsLetterOrDigit(c)).ToArray());
            return clean.Length == 0 ? "Value" : char.ToUpperInvariant(clean[0]) + clean.Substring(1);
        }
    }

    /// <summary>The name that the code gives to the value of the expression.</summary>
    private string? Target()
    {
        for (SyntaxNode? node = _region.Expression; node is not null; node = node.Parent)
        {
            switch (node.Parent)
            {
                case EqualsValueClauseSyntax { Parent: VariableDeclaratorSyntax declarator }:
                    return declarator.Identifier.ValueText;
                case AssignmentExpressionSyntax assignment when assignment.Right == node:
                    return assignment.Left switch
                    {
                        IdentifierNameSyntax name => name.Identifier.ValueText,
                        MemberAccessExpressionSyntax access => access.Name.Identifier.ValueText,
                        _ => null,
                    };
                case AnonymousObjectMemberDeclaratorSyntax { NameEquals.Name.Identifier.ValueText: var member }:
                    return member;
                case IfStatementSyntax or WhileStatementSyntax:
                    return "condition";
                case ParenthesizedExpressionSyntax or AwaitExpressionSyntax or CastExpressionSyntax or PostfixUnaryExpressionSyntax or BinaryExpressionSyntax or PrefixUnaryExpressionSyntax or InterpolationSyntax or InterpolatedStringExpressionSyntax:
                    continue;
                default:
                    return null;
            }
        }

        return null;
    }

    private static ITypeSymbol? Type(ISymbol symbol) => symbol switch
    {
        ILocalSymbol local => local.Type,
        IParameterSymbol parameter => parameter.Type,
        _ => null,
    };
}
