using LambdaLift.Converter.Frontend;
using LambdaLift.Converter.Ir;
using LambdaLift.ServiceCatalogue;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using static LambdaLift.Analysis.OperationExtensions;

namespace LambdaLift.Converter.Residual;

/// <summary>What keeps code from running in a function of its own although it is pure.</summary>
internal sealed partial class ResidualBuilder
{
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

    /// <summary>Objects that the code changes in place come back; what cannot be told apart is an obstacle.</summary>
    private string? Changed(List<ISymbol> captured, List<ISymbol> outputs, List<(ISymbol Symbol, IOperation Operation)> references)
    {
        var mutations = new Mutations(_around.BodyOf);
        var changes = mutations.In(_region.Operations).ToList();
        var roots = changes.ConvertAll(c => c.Root);
        if (mutations.ChangesStatics)
            return "it changes what a static member holds";
        if (roots.Any(r => r is IFieldSymbol or IPropertySymbol or INamedTypeSymbol))
            return "it changes what the handler's object holds";
        var unknown = changes.Where(c => c.Root is null).ToList();
        var members = _region.Operations.SelectMany(o => o.Descendants().Prepend(o)).OfType<IMemberReferenceOperation>()
            .Where(m => m is IFieldReferenceOperation or IPropertyReferenceOperation && m.Instance is null or IInstanceReferenceOperation { ReferenceKind: InstanceReferenceKind.ContainingTypeInstance });
        if (members.FirstOrDefault(m => CanBeChanged(m.Type) && unknown.Any(c => TypeReach.MayHold(m.Type, c.Type))) is { } held)
            return $"it may change what '{held.Member.Name}' holds";
        var changed = captured.Where(s => roots.Contains(s, SymbolEqualityComparer.Default)
            || _around.Find(s) is VariableBinding && CanBeChanged(Type(s)) && unknown.Any(c => TypeReach.MayHold(Type(s), c.Type))).ToList();
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
}
