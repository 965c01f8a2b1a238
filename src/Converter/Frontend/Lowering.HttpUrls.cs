using System.Collections.Immutable;
using LambdaLift.Converter.Diagnostics;
using LambdaLift.Converter.Ir;
using LambdaLift.Converter.Passes;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace LambdaLift.Converter.Frontend;

/// <summary>The address of an HTTP request: server, path and query of relative and absolute URLs.</summary>
internal sealed partial class Lowering
{
    /// <summary>The text of a URL; null, and a report, when it is none that is known.</summary>
    private IrExpression? Url(IOperation url, BlockBuilder into)
    {
        url = Unwrap(url);
        while (url is IObjectCreationOperation { Arguments: [{ Value: var text }, ..] } made && made.Type.Is("System.Uri") && made.Arguments.All(a => a.Parameter!.Type.IsString() || a.Parameter.Type.Name == "UriKind"))
            url = Unwrap(text);
        if (url.Type.IsString())
            return ExpressionSimplifier.Simplify(LowerExpression(url, into));
        Refuse(url, "This URL", "pass a text, or a Uri that is made of one in the call");
        return null;
    }

    /// <summary>The absolute URL without its query, and the query's parameters with their values as they are before they are escaped; null when refused.</summary>
    private (IrExpression Endpoint, List<(string Name, IrExpression Value)> Query)? Endpoint(SentRequest sent, HttpClientSetup setup, IInvocationOperation invocation, BlockBuilder into)
    {
        var origin = At(invocation);
        var url = sent.Url ?? Text("", origin);
        var start = url is IrConcat { Parts: [var first, ..] } ? first : url;
        var isAbsolute = start is IrConstant { Value: string known } ? known.IndexOf("://", StringComparison.Ordinal) > 0 : setup.BaseAddress is null;
        if (!isAbsolute)
        {
            if (setup.BaseAddress is null || Setting(setup.BaseAddress, into, isUrl: true) is not { } root || Resolved(root, url, invocation) is not { } resolved)
            {
                if (setup.BaseAddress is null)
                    Refuse(invocation, "A relative URL of a client without a base address", "write the whole URL, or set BaseAddress where the client is made");
                return null;
            }

            url = resolved;
        }

        if ((url is IrConcat { Parts: [var server, ..] } ? server : url) is IrSubstitution { Name: var address })
            _environment.IsUrl(address);
        var parts = (url is IrConcat whole ? whole.Parts : [url]).ToList();
        var mark = parts.FindIndex(p => p is IrConstant { Value: string text } && text.Contains('?'));
        var path = mark < 0 ? parts : parts.Take(mark).ToList();
        var query = new List<(string Name, IrExpression Value)>();
        if (mark >= 0)
        {
            var constant = (IrConstant)parts[mark];
            var text = (string)constant.Value!;
            var at = text.IndexOf('?');
            if (at > 0)
                path.Add(constant with { Value = text.Substring(0, at) });
            if (!ReadQuery(parts.Skip(mark + 1).Prepend(constant with { Value = text.Substring(at + 1) }), query))
            {
                Refuse(invocation, "A query whose parameters' names are not constant", "write the names into the URL: '?name='");
                return null;
            }
        }

        if (path.Skip(1).Any(p => p.Type.IsString() && p is not (IrConstant or IrSubstitution or IrCallFunction { Function: IrFunction.EscapeDataString })))
            Report(LiftDescriptors.UrlNotEscaped, origin);
        return (path is [IrConstant or IrSubstitution] ? path[0] : ExpressionSimplifier.Simplify(new IrConcat(path.ToImmutableArray(), StringType, origin)), query);
    }

    private bool ReadQuery(IEnumerable<IrExpression> parts, List<(string Name, IrExpression Value)> query)
    {
        string? name = null;
        var value = new List<IrExpression>();
        var origin = default(Origin);
        foreach (var part in parts)
        {
            origin = part.Origin;
            if (part is not IrConstant { Value: string text })
            {
                if (name is null)
                    return false;

                // The task escapes the values of parameters by itself.
                value.Add(part is IrCallFunction { Function: IrFunction.EscapeDataString, Arguments: [var raw] } ? raw : part);
                if (part.Type.IsString() && part is not (IrSubstitution or IrCallFunction { Function: IrFunction.EscapeDataString }))
                    Report(LiftDescriptors.UrlNotEscaped, part.Origin);
                continue;
            }

            var pieces = text.Split('&');
            for (var i = 0; i < pieces.Length; i++)
            {
                if (i > 0)
                    End();
                var piece = pieces[i];
                if (piece.Contains('#'))
                    return false;
                if (name is null && piece.Length > 0)
                {
                    var equals = piece.IndexOf('=');
                    if (equals < 0 && i == pieces.Length - 1)
                        return false;
                    name = Uri.UnescapeDataString(equals < 0 ? piece : piece.Substring(0, equals));
                    piece = equals < 0 ? "" : piece.Substring(equals + 1);
                }

                if (piece.Length > 0)
                    value.Add(Text(Uri.UnescapeDataString(piece), origin!));
            }
        }

        End();
        return query.Select(q => q.Name).Distinct(StringComparer.Ordinal).Count() == query.Count;

        void End()
        {
            if (name is not null)
                query.Add((name, value.Count == 0 ? Text("", origin!) : value is [IrConstant only] ? only : ExpressionSimplifier.Simplify(new IrConcat(value.ToImmutableArray(), StringType, origin!))));
            name = null;
            value.Clear();
        }
    }

    /// <summary>A relative URL on its base address, as <c>Uri</c> joins them.</summary>
    private IrExpression? Resolved(IrExpression root, IrExpression relative, IInvocationOperation invocation)
    {
        var origin = At(invocation);
        var beginning = (relative is IrConcat { Parts: [var first, ..] } ? first : relative) is IrConstant { Value: string text } ? text : null;
        if (beginning is null || beginning.StartsWith("//", StringComparison.Ordinal) || beginning.StartsWith(".", StringComparison.Ordinal))
        {
            Refuse(invocation, "A relative URL whose beginning is not constant", "begin it with a constant path");
            return null;
        }

        string? address = root switch
        {
            IrConstant { Value: string constant } => constant,
            IrSubstitution { Name: var name } => _environment.LiteralOf(name),
            _ => null,
        };
        if (root is not (IrConstant or IrSubstitution))
        {
            Refuse(invocation, "A base address that is put together", "set a constant, or the value of an environment variable");
            return null;
        }

        var rest = beginning.StartsWith("/", StringComparison.Ordinal) ? relative : null;
        if (address is null)
        {
            // Only the deployment knows the address; what follows the server's name in it would count for some URLs and not for others.
            Report(LiftDescriptors.BaseAddressAssumed, origin, ((IrSubstitution)root).Name);
            return Join(root, rest ?? Prefixed("/", relative));
        }

        if (!Uri.TryCreate(address, UriKind.Absolute, out var url))
        {
            Refuse(invocation, $"The base address '{address}', which is no absolute URL,", "set an https URL");
            return null;
        }

        if (root is IrConstant)
            return rest is null ? Prefixed(url.GetLeftPart(UriPartial.Path).Substring(0, url.GetLeftPart(UriPartial.Path).LastIndexOf('/') + 1), relative) : Prefixed(url.GetLeftPart(UriPartial.Authority), relative);
        if (url.AbsolutePath != "/" && (rest is not null || !address.EndsWith("/", StringComparison.Ordinal)))
        {
            Refuse(invocation, $"This URL on the base address '{address}', of which it would replace a part,", "let the address end with '/', and the URL begin without it");
            return null;
        }

        return address.EndsWith("/", StringComparison.Ordinal) ? Join(root, rest is null ? relative : Without(relative)) : Join(root, rest ?? Prefixed("/", relative));

        IrExpression Join(IrExpression left, IrExpression right) => ExpressionSimplifier.Simplify(new IrConcat([left, .. right is IrConcat more ? more.Parts : [right]], StringType, origin));

        IrExpression Prefixed(string prefix, IrExpression tail) => Join(Text(prefix, origin), tail);

        IrExpression Without(IrExpression tail) => tail switch
        {
            IrConstant { Value: string whole } constant => constant with { Value = whole.Substring(1) },
            IrConcat { Parts: [IrConstant { Value: string start } head, .. var others] } concat => concat with { Parts = [head with { Value = start.Substring(1) }, .. others] },
            _ => tail,
        };
    }

    /// <summary>The value of a setting of a client, which every call gets: it depends on nothing that an invocation has; null when refused.</summary>
    private IrExpression? Setting(IOperation value, BlockBuilder into, bool isUrl)
    {
        var model = _models(value.Syntax.SyntaxTree);
        var method = model.GetEnclosingSymbol(value.Syntax.SpanStart, _cancellationToken)!;
        var frame = ActiveFrame(method) ?? new Frame(null, method, model) { Component = _frame.This().Component };
        var block = new BlockBuilder(into);
        var lowered = AtComposition(frame, () => isUrl ? Url(value, block) : LowerExpression(value, block));
        if (lowered is null)
            return null;
        var statements = block.ToImmutable();
        lowered = statements.OfType<IrAssign>().Reverse().Aggregate(lowered, (whole, set) => whole.Substitute(v => ReferenceEquals(v, set.Variable) ? set.Value : null));
        lowered = ExpressionSimplifier.Simplify(lowered);
        if (statements.All(s => s is IrAssign) && lowered.Reads().Count == 0 && !lowered.IsVolatile())
            return lowered;
        Refuse(value, "A setting of an HTTP client that depends on the invocation", "set it on the request");
        return null;
    }

    private Frame? ActiveFrame(ISymbol method)
    {
        for (var frame = _frame; frame is not null; frame = frame.Outer!)
        {
            if (SymbolEqualityComparer.Default.Equals(frame.Method.OriginalDefinition, method.OriginalDefinition))
                return frame;
            if (frame.Outer is null)
                break;
        }

        return null;
    }
}
