using LambdaLift.Analysis;
using LambdaLift.Converter.Ir;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace LambdaLift.Converter.Frontend;

/// <summary>
/// Regular expressions that mean the same in .NET and in JSONata's engines: by static calls, and by objects whose pattern is known (a readonly field, an
/// expression in the call, a method or property that a source generator implements). A match is held as whether there was one, where, and the texts of its groups.
/// </summary>
internal sealed partial class Lowering
{
    private const string Regexes = "System.Text.RegularExpressions.";
    private const string MatchSuccess = "Success";
    private const string MatchIndex = "Index";
    private const string MatchGroups = "Groups";

    private static void AddRegexMethods(KnownMethodTable table)
    {
        table.Add(Regexes + "Regex", "IsMatch Replace Split", c => c.Lowering.LowerRegex(c), "a constant pattern that means the same in JavaScript");
        table.Add(Regexes + "Regex", "Match", c => c.Lowering.LowerRegex(c), "the same; Success, Value, Index, Length, and the values of groups");
        table.Add(Regexes + "Regex", "Matches Count", c => c.Lowering.LowerRegex(c), "the same");
    }

    private IrExpression? LowerRegex(KnownCall c)
    {
        // (text, …) of an object, (text, pattern, …) of the class, which may have options at the end.
        var known = c.Invocation.Instance is { } instance ? RegexOf(instance) : c.Constant(1) is string given ? (given, StaticOptions(c)) : null;
        if (known is not ({ } pattern, { } set) || (set & ~(1 | 8 | 512)) != 0)
            return null;

        // IgnoreCase 1, Compiled 8, CultureInvariant 512.
        var flags = (set & 1) != 0 ? "i" : "";
        var patterns = c.Invocation.Instance is null ? 1 : 0;
        var arity = c.Arity - patterns - (c.Invocation.Instance is null && HasOptions(c) ? 1 : 0);
        if (!c.ParameterType(0).IsString())
            return null;
        if (PortablePattern.Translate(pattern) is not { } portable)
            return c.Refuse($"The regular expression '{pattern}'", "use constructs that .NET and JavaScript share");
        switch (c.Method.Name)
        {
            case "IsMatch" when arity == 1:
                return c.Call(IrFunction.IsMatch, c.NotNull(0), c.Text(portable), c.Text(flags));
            case "Split" when arity == 1 && !PortablePattern.HasGroups(pattern):
                return c.Call(IrFunction.SplitMatches, c.NotNull(0), c.Text(portable), c.Text(flags));
            case "Replace" when arity == 2 && c.Constant(1 + patterns) is string replacement && PortablePattern.IsPortableReplacement(replacement):
                return c.Call(IrFunction.ReplaceMatches, c.NotNull(0), c.Text(portable), c.Text(flags), c.Text(replacement));
            case "Match" or "Matches" when arity == 1 && _options.QueryLanguage == TargetLanguage.Jsonata && PartsRead(c.Invocation) is { } parts:
                return c.Call(
                    c.Method.Name == "Match" ? IrFunction.Match : IrFunction.Matches,
                    c.NotNull(0), c.Text(portable), c.Text(flags), c.Number(PortablePattern.GroupCount(pattern)), Flag(parts.Contains(MatchIndex)), Flag(c.Method.Name == "Match" || parts.Contains(MatchSuccess)));
            case "Count" when arity == 1 && _options.QueryLanguage == TargetLanguage.Jsonata:
                return c.Call(IrFunction.Count, new IrCallFunction(IrFunction.Matches, [c.NotNull(0), c.Text(portable), c.Text(flags), c.Number(0), Flag(false), Flag(false)], SequenceOf(StringType), c.Origin));
            default:
                return null;
        }

        IrConstant Flag(bool isRead) => new(isRead, BooleanType, c.Origin);
    }

    private static bool HasOptions(KnownCall c) => c.Method.Parameters.Any(p => p.Type.Is(Regexes + "RegexOptions"));

    private static int? StaticOptions(KnownCall c) => HasOptions(c) ? c.Constant(c.Arity - 1) as int? : 0;

    /// <summary>The pattern and options of an object; null when they are not known here.</summary>
    private (string? Pattern, int? Options)? RegexOf(IOperation operation)
    {
        switch (Unwrap(operation))
        {
            case IInvocationOperation { TargetMethod: { } method } when Generated(method) is { } generated:
                return generated;
            case IPropertyReferenceOperation { Property: var property }:
                return Generated(property) ?? (property.IsStatic && AutoPropertyInitializer(property) is { } value ? RegexOf(value) : null);
            case IFieldReferenceOperation { Field: { IsReadOnly: true } field }:
                return FieldInitializer(field) is { } initializer ? RegexOf(initializer) : null;
            case IObjectCreationOperation { Constructor.ContainingType: var type } creation when type.Is(Regexes + "Regex"):
                var arguments = creation.Arguments.OrderBy(a => a.Parameter!.Ordinal).Select(a => Unwrap(a.Value).ConstantValue is { HasValue: true, Value: var constant } ? constant : null).ToList();
                return arguments.Count == 1 ? (arguments[0] as string, 0) : (arguments[0] as string, arguments[1] as int?);
            default:
                return null;
        }
    }

    // [GeneratedRegex(pattern, options, …)]; a culture of its own is the third or fourth argument.
    private static (string? Pattern, int? Options)? Generated(ISymbol member)
    {
        var attribute = member.GetAttributes().FirstOrDefault(a => a.AttributeClass.Is(Regexes + "GeneratedRegexAttribute"));
        if (attribute is null)
            return null;
        var arguments = attribute.ConstructorArguments;
        return arguments.Skip(1).Any(a => a.Value is string) ? null : (arguments[0].Value as string, arguments.Length > 1 ? arguments[1].Value as int? : 0);
    }

    /// <summary>The properties that are read of the matches in the code around a call; null if there is a match of which anything else may be read.</summary>
    private static HashSet<string>? PartsRead(IOperation call)
    {
        var read = new HashSet<string>(StringComparer.Ordinal);
        return call.MemberRoot().Descendants().Where(o => o.Type.Is(Regexes + "Match")).All(IsReadByParts) ? read : null;

        bool IsReadByParts(IOperation match)
        {
            switch (match.Parent)
            {
                case IVariableInitializerOperation or IForEachLoopOperation:
                    return true;
                case IConversionOperation conversion:
                    return IsReadByParts(conversion);
                case IPropertyReferenceOperation { Property.Name: MatchSuccess or MatchIndex or "Value" or "Length" } property:
                    read.Add(property.Property.Name);
                    return true;
                default:
                    return match.Parent is IPropertyReferenceOperation { Property.Name: MatchGroups, Parent: IPropertyReferenceOperation { Property.IsIndexer: true, Arguments: [{ Value.ConstantValue.HasValue: true }], Parent: IPropertyReferenceOperation { Property.Name: "Value" } } };
            }
        }
    }

    /// <summary>A property of a match or of one of its groups; null for other owners.</summary>
    private IrExpression? LowerMatchProperty(IPropertyReferenceOperation operation, ITypeSymbol? owner, BlockBuilder into)
    {
        var origin = At(operation);
        if (owner.Is(Regexes + "Match") && operation.Property.Name is MatchSuccess or MatchIndex or "Value" or "Length")
        {
            var match = LowerExpression(operation.Instance!, into);
            if (operation.Property.Name == "Value")
                return Group(match, 0, origin);
            if (operation.Property.Name == "Length")
                return new IrCallFunction(IrFunction.Length, [Group(match, 0, origin)], IntType, origin);
            if (operation.Property.Name == MatchIndex)
                return new IrJsonMember(match, MatchIndex, origin) { Type = IntType, IsPresent = true, IsKnownNotNull = true };
            return match is IrCallFunction { Function: IrFunction.Match } call
                ? new IrCallFunction(IrFunction.IsMatch, [call.Arguments[0], call.Arguments[1], call.Arguments[2]], BooleanType, origin)
                : new IrJsonMember(match, MatchSuccess, origin) { Type = BooleanType, IsPresent = true, IsKnownNotNull = true };
        }

        if (!owner.Is(Regexes + "Group") || operation is not { Property.Name: "Value", Instance: IPropertyReferenceOperation { Property.IsIndexer: true, Instance: IPropertyReferenceOperation { Property.Name: "Groups", Instance: { } whole }, Arguments: [{ Value.ConstantValue: { HasValue: true, Value: var key } }] } })
            return null;
        if (MatchCall(whole) is not { } source || PatternOf(source) is not { } pattern)
            return null;
        var number = key is int n ? n : key is string name ? PortablePattern.GroupNumber(pattern, name) : -1;
        return number >= 0 && number <= PortablePattern.GroupCount(pattern) ? Group(LowerExpression(whole, into), number, origin) : new IrConstant("", StringType, origin);
    }

    /// <summary>The text of the whole match (0) or of one of its groups.</summary>
    private IrElement Group(IrExpression match, int position, Origin origin) => new(
        new IrJsonMember(match, MatchGroups, origin) { Type = SequenceOf(StringType), IsPresent = true, IsKnownNotNull = true },
        new IrConstant(position, IntType, origin),
        StringType,
        origin)
    { IsInRange = true, IsKnownNotNull = true };

    /// <summary>The call that gives a match, or the matches that it is one of; null if that cannot be told.</summary>
    private static IInvocationOperation? MatchCall(IOperation operation) => Unwrap(operation) switch
    {
        IInvocationOperation { TargetMethod: { Name: "Match" or "Matches" } method } call when method.ContainingType.Is(Regexes + "Regex") => call,
        IInvocationOperation { Instance: null, Arguments: [{ Value: var sequence }, ..] } query => query.TargetMethod.ContainingType.Is("System.Linq.Enumerable") ? MatchCall(sequence) : null,
        IPropertyReferenceOperation { Property.IsIndexer: true, Instance: { } list } => MatchCall(list),
        ILocalReferenceOperation { Local: var local } reference => GivenTo(local, reference.MemberRoot()) is { } given ? MatchCall(given) : null,
        IParameterReferenceOperation { Parameter: { ContainingSymbol: IMethodSymbol { MethodKind: MethodKind.LambdaMethod } lambda } } reference =>
            reference.MemberRoot().Descendants().OfType<IAnonymousFunctionOperation>().FirstOrDefault(f => SymbolEqualityComparer.Default.Equals(f.Symbol, lambda))
                ?.Ancestors().OfType<IInvocationOperation>().FirstOrDefault() is { } query ? MatchCall(query) : null,
        _ => null,
    };

    // What a local is declared with, or the collection whose elements it holds.
    private static IOperation? GivenTo(ILocalSymbol local, IOperation code)
    {
        foreach (var declarator in code.Descendants().OfType<IVariableDeclaratorOperation>().Where(d => SymbolEqualityComparer.Default.Equals(d.Symbol, local)))
            return declarator.GetVariableInitializer()?.Value ?? (declarator.Parent as IForEachLoopOperation)?.Collection;
        return null;
    }

    private string? PatternOf(IInvocationOperation match) =>
        match.Instance is { } instance ? RegexOf(instance)?.Pattern : match.Arguments.FirstOrDefault(a => a.Parameter!.Name == "pattern")?.Value.ConstantValue is { HasValue: true, Value: string pattern } ? pattern : null;
}
