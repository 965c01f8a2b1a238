using System.Collections.Immutable;
using LambdaLift.Converter.Frontend;
using LambdaLift.Converter.Ir;

namespace LambdaLift.Converter.Passes;

/// <summary>
/// A request that is changed between calls (the token of the next page) becomes one variable per property, so that every call shows what
/// it sends.
/// </summary>
internal sealed class RequestParts : WorkflowPass
{
    public override string Name => "RequestParts";

    public override IrProgram Run(IrProgram program, PassContext context)
    {
        var changed = false;
        var body = program.Body;
        foreach (var request in body.Descendants().OfType<IrAssign>().Select(a => a.Variable).Where(v => v.Type.IsSdkModel()).Distinct().ToList())
        {
            if (Split(body, request) is not { } split)
                continue;
            body = split;
            changed = true;
        }

        return changed ? new CopyPropagation().Run(program with { Body = body }, context) : program;
    }

    private static ImmutableArray<IrStatement>? Split(ImmutableArray<IrStatement> body, IrVariable request)
    {
        var definitions = body.Descendants().Where(s => s.Defines().Contains(request)).ToList();
        if (definitions.Count < 2 || !definitions.All(d => d is IrAssign { Value: IrNew } or IrAssign { Value: IrWith { Target: IrRead } } && IsOwn((IrAssign)d)))
            return null;
        var isOnlySent = body.Descendants().All(s => s switch
        {
            IrServiceCall call => IsRequest(call.Request) || IsUsedInParts(call.Request),
            IrAssign assign when ReferenceEquals(assign.Variable, request) => assign.Value switch
            {
                IrWith with => with.Members.All(m => IsUsedInParts(m.Value)),
                var made => IsUsedInParts(made),
            },
            _ => s.Expressions().All(IsUsedInParts),
        });
        if (!isOnlySent)
            return null;

        var parts = new Dictionary<string, IrVariable>(StringComparer.Ordinal);
        foreach (var member in definitions.Cast<IrAssign>().SelectMany(d => d.Value is IrNew made ? made.Members : ((IrWith)d.Value).Members))
        {
            if (!parts.ContainsKey(member.Name))
                parts[member.Name] = new IrVariable(char.ToLowerInvariant(member.Name[0]) + member.Name.Substring(1), TypeOf(request, member.Name) ?? member.Value.Type);
        }

        return body.RewriteStatements(s => s is IrAssign assign && ReferenceEquals(assign.Variable, request) ? Set(assign) : [s]).RewriteExpressions(Rewrite);

        bool IsRequest(IrExpression e) => e is IrRead read && ReferenceEquals(read.Variable, request);

        bool IsOwn(IrAssign assign) => assign.Value is not IrWith with || IsRequest(with.Target);

        // Every read is that of a property.
        bool IsUsedInParts(IrExpression e) => e is IrMember { Target: var target } && IsRequest(target) || (!IsRequest(e) && ChildrenOf(e).All(IsUsedInParts));

        IEnumerable<IrStatement> Set(IrAssign assign)
        {
            var members = assign.Value is IrNew made ? made.Members : ((IrWith)assign.Value).Members;
            foreach (var part in parts)
            {
                if (members.FirstOrDefault(m => m.Name == part.Key) is { } member)
                    yield return new IrAssign(part.Value, member.Value, assign.Origin);
                else if (assign.Value is IrNew)
                    yield return new IrAssign(part.Value, new IrConstant(null, part.Value.Type, assign.Origin), assign.Origin);
            }
        }

        IrExpression Rewrite(IrExpression expression)
        {
            switch (expression)
            {
                case IrMember { Target: IrRead { Variable: var v } } member when ReferenceEquals(v, request):
                    return parts.TryGetValue(member.Name, out var part) ? new IrRead(part, member.Origin) : new IrConstant(null, member.Type, member.Origin);
                case IrRead { Variable: var v } read when ReferenceEquals(v, request):
                    return new IrNew(parts.Select(p => new IrNewMember(p.Key, new IrRead(p.Value, read.Origin))).ToImmutableArray(), request.Type, read.Origin);
                default:
                    return expression.MapChildren(Rewrite);
            }
        }
    }

    private static Microsoft.CodeAnalysis.ITypeSymbol? TypeOf(IrVariable request, string property) =>
        ObjectShape.Properties(request.Type!).FirstOrDefault(p => p.Name == property)?.Type;

    private static IEnumerable<IrExpression> ChildrenOf(IrExpression expression)
    {
        var children = new List<IrExpression>();
        expression.MapChildren(child =>
        {
            children.Add(child);
            return child;
        });
        return children;
    }
}
