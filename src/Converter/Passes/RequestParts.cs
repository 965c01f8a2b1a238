using System.Collections.Immutable;
using LambdaLift.Converter.Frontend;
using LambdaLift.Converter.Ir;

namespace LambdaLift.Converter.Passes;

/// <summary>
/// A request that is changed between calls (the token of the next page) becomes one variable per property, and a part that several requests
/// have in common stands in each of them: every call shows what it sends.
/// </summary>
internal sealed class RequestParts : WorkflowPass
{
    public override string Name => "RequestParts";

    public override IrProgram Run(IrProgram program, PassContext context)
    {
        var changed = false;
        var body = program.Body;
        foreach (var variable in body.Descendants().OfType<IrAssign>().Where(IsPart).Select(a => a.Variable).Distinct().ToList())
        {
            // Sharing one part writes the statements anew that read it.
            if (body.Descendants().OfType<IrAssign>().FirstOrDefault(a => ReferenceEquals(a.Variable, variable) && IsPart(a)) is not { } part || Share(body, part) is not { } shared)
                continue;
            body = shared;
            changed = true;
        }

        foreach (var request in body.Descendants().OfType<IrAssign>().Select(a => a.Variable).Where(v => v.Type.IsSdkModel()).Distinct().ToList())
        {
            if (Split(body, request) is not { } split)
                continue;
            body = split;
            changed = true;
        }

        return changed ? new CopyPropagation().Run(program with { Body = body }, context) : program;
    }

    private static bool IsPart(IrAssign assign) => assign.Variable.Type.IsSdkModel() && assign.Value is IrNew;

    /// <summary>An object of the SDK that is made once, never changed, and only sent: its parts are computed where it is made.</summary>
    private static ImmutableArray<IrStatement>? Share(ImmutableArray<IrStatement> body, IrAssign part)
    {
        var definitions = body.Descendants().SelectMany(s => s.Defines()).GroupBy(v => v).ToDictionary(g => g.Key, g => g.Count());
        bool IsSettled(IrVariable v) => !definitions.TryGetValue(v, out var n) || n == 1;
        if (!IsSettled(part.Variable) || !body.Descendants().All(s => s.Expressions().All(e => IsOnlySent(e, s is IrServiceCall || s is IrAssign { Value: IrNew, Variable.Type: var type } && type.IsSdkModel()))))
            return null;
        var parts = new List<IrStatement>();
        var made = Settle(part.Value, "value");
        return body.RewriteStatements(s => ReferenceEquals(s, part) ? parts : [s])
            .RewriteExpressions(e => e.Substitute(v => ReferenceEquals(v, part.Variable) ? made : null));

        // Values of members, lists and dictionaries of requests.
        bool IsOnlySent(IrExpression e, bool isRequest) => e switch
        {
            IrRead read => isRequest || !ReferenceEquals(read.Variable, part.Variable),
            IrNew { Type: var type } when type.IsSdkModel() => ChildrenOf(e).All(c => IsOnlySent(c, isRequest)),
            IrList or IrDictionary => ChildrenOf(e).All(c => IsOnlySent(c, isRequest)),
            _ => ChildrenOf(e).All(c => IsOnlySent(c, false)),
        };

        IrExpression Settle(IrExpression value, string name)
        {
            switch (value)
            {
                case IrNew e when e.Type.IsSdkModel():
                    return e with { Members = e.Members.Select(m => new IrNewMember(m.Name, Settle(m.Value, m.Name))).ToImmutableArray() };
                case IrList e:
                    return e with { Elements = e.Elements.Select(x => Settle(x, name)).ToImmutableArray() };
                case IrDictionary e when e.Entries.All(x => x.Key is IrConstant):
                    return e with { Entries = e.Entries.Select(x => new IrDictionaryEntry(x.Key, Settle(x.Value, ((IrConstant)x.Key).Value as string ?? name))).ToImmutableArray() };
                case IrConstant or IrSubstitution:
                case var plain when plain.DescendantsAndSelf().All(x => x is IrMember or IrRead) && plain.Reads().All(IsSettled) && !CopyPropagation.CanFail(plain):
                    return value;
                default:
                    var variable = new IrVariable(name.LowerFirst(), value.Type);
                    parts.Add(new IrAssign(variable, value, value.Origin));
                    return new IrRead(variable, value.Origin);
            }
        }
    }

    private static ImmutableArray<IrStatement>? Split(ImmutableArray<IrStatement> body, IrVariable request)
    {
        // Several properties that are set one after the other are copies of copies.
        body = body.RewriteStatements(s => s is IrAssign { Value: IrWith with } assign && ReferenceEquals(assign.Variable, request) ? [assign with { Value = Flat(with) }] : [s]);
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
                parts[member.Name] = new IrVariable(member.Name.LowerFirst(), TypeOf(request, member.Name) ?? member.Value.Type);
        }

        return body.RewriteStatements(s => s is IrAssign assign && ReferenceEquals(assign.Variable, request) ? Set(assign) : [s]).RewriteExpressions(Rewrite);

        bool IsRequest(IrExpression e) => e is IrRead read && ReferenceEquals(read.Variable, request);

        bool IsOwn(IrAssign assign) => assign.Value is not IrWith with || (IsRequest(with.Target) && !ReadsWhatItSets(with));

        // The parts are set one after the other, the properties of a copy all at once.
        bool ReadsWhatItSets(IrWith with) => with.Members.Skip(1).SelectMany(m => m.Value.DescendantsAndSelf()).Any(e =>
            e is IrMember { Target: var target, Name: var name } && IsRequest(target) && with.Members.Any(m => m.Name == name));

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

    // A value that is set over can be left out only if it may remain uncomputed.
    private static IrWith Flat(IrWith with)
    {
        if (with.Target is not IrWith inner || !inner.Members.All(m => with.Members.All(o => o.Name != m.Name) || !CopyPropagation.CanFail(m.Value)))
            return with;
        inner = Flat(inner);
        return with with { Target = inner.Target, Members = inner.Members.Where(m => with.Members.All(o => o.Name != m.Name)).Concat(with.Members).ToImmutableArray() };
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
