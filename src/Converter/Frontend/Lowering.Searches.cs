using System.Collections.Immutable;
using LambdaLift.Analysis;
using LambdaLift.Converter.Ir;
using LambdaLift.ServiceCatalogue.ObjectPersistence;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace LambdaLift.Converter.Frontend;

/// <summary>
/// Searches of DynamoDB's libraries: <c>context.QueryAsync</c>, <c>table.Query</c> and <c>table.Scan</c> send nothing; <c>GetNextSetAsync</c> asks for the next
/// page, <c>GetRemainingAsync</c> for all that are left.
/// </summary>
internal sealed partial class Lowering
{
    private const string SearchAdvice = "search by one key, with an expression or a filter that is made in the call, or use the requests of the client";

    private static bool IsSearch(ITypeSymbol? type) =>
        type is { Name: "Search" or "ISearch" or "IAsyncSearch" or "AsyncSearch" } && type.ContainingNamespace.FullName() is DocumentModel or DataModel;

    private static bool IsSearchCall(IInvocationOperation invocation) => IsSearch(invocation.TargetMethod.ContainingType);

    private SearchBinding? FindSearch(IOperation search) => Unwrap(search) is ILocalReferenceOperation { Local: var local } ? _frame.Find(local) as SearchBinding : null;

    /// <summary>A search in a local variable: what it is given is computed now, and it remembers where it is.</summary>
    private bool BindSearch(ILocalSymbol symbol, ITypeSymbol? type, IOperation initializer, BlockBuilder into)
    {
        if (!IsSearch(type) || Unwrap(initializer) is not IInvocationOperation call)
            return false;
        if (ReadSearch(call, into) is not { } search)
            return true;
        var origin = At(initializer);

        // What the search is given later assignments do not change.
        var members = search.Members.Select(m => new IrNewMember(m.Name, m.Value.Reads().All(IsStable) ? m.Value : Kept(m.Value))).ToImmutableArray();
        var next = new IrVariable("nextKey", KeyType(search));
        var isDone = new IrVariable("isDone", BooleanType);
        into.Add(new IrAssign(next, new IrConstant(null, null, origin), origin));
        into.Add(new IrAssign(isDone, new IrConstant(false, BooleanType, origin), origin));
        _escaping.Add(next);
        _escaping.Add(isDone);
        _frame.Bind(symbol, new SearchBinding(search with { Members = members }, next, isDone));
        return true;

        IrRead Kept(IrExpression value)
        {
            var variable = new IrVariable("searched", value.Type);
            into.Add(new IrAssign(variable, value, value.Origin));
            return new IrRead(variable, value.Origin);
        }
    }

    /// <summary><c>GetNextSetAsync</c>, <c>GetRemainingAsync</c>.</summary>
    private IrExpression LowerSearchCall(IInvocationOperation call, BlockBuilder into)
    {
        var origin = At(call);
        if (call.TargetMethod.Name is not ("GetNextSetAsync" or "GetRemainingAsync"))
            return Refuse(call, $"'{call.TargetMethod.ContainingType.Name}.{call.TargetMethod.Name}'", "use GetNextSetAsync or GetRemainingAsync");
        var isAll = call.TargetMethod.Name == "GetRemainingAsync";
        if (FindSearch(call.Instance!) is { } binding)
            return isAll ? ReadRemaining(binding.Search, binding, call, into) : ReadNext(binding, call, into);
        if (Unwrap(call.Instance!) is not IInvocationOperation made || !IsSearch(Resolve(made.Type)))
            return Refuse(call, "A search that is made elsewhere", "make it in the call or in a local variable");
        if (ReadSearch(made, into) is not { } search)
            return new IrConstant(null, null, origin);
        return isAll ? ReadRemaining(search, null, call, into) : ReadPage(search, null, null, call, into);
    }

    /// <summary>The next page; an empty list where there is none.</summary>
    private IrExpression ReadNext(SearchBinding binding, IInvocationOperation call, BlockBuilder into)
    {
        var origin = At(call);
        if (IsSurelyOpen(call))
            return ReadPage(binding.Search, binding.Next, binding.IsDone, call, into);
        var page = new IrVariable("page", binding.Search.ListType);
        var then = new BlockBuilder(into, conditional: true);
        then.Add(new IrAssign(page, ReadPage(binding.Search, binding.Next, binding.IsDone, call, then), origin));
        into.Add(new IrIf(new IrRead(binding.IsDone, origin), [new IrAssign(page, new IrList([], binding.Search.ListType, origin), origin)], then.ToImmutable(), origin));
        return new IrRead(page, origin);
    }

    /// <summary>Whether a search has a page at a call: its only one, and in no loop, or in one that runs for as long as the search is not done.</summary>
    private static bool IsSurelyOpen(IInvocationOperation call)
    {
        if (Unwrap(call.Instance!) is not ILocalReferenceOperation { Local: var local } || local.DeclaringSyntaxReferences.IsEmpty)
            return false;
        var calls = call.MemberRoot().Descendants().OfType<IInvocationOperation>().Count(i => i.Instance is { } instance && IsLocal(instance));
        var loops = Repeating(call, local);
        return calls == 1 && (loops.Count == 0 || (loops is [IWhileLoopOperation { Condition: IUnaryOperation { OperatorKind: UnaryOperatorKind.Not, Operand: IPropertyReferenceOperation { Property.Name: "IsDone", Instance: { } tested } } }] && IsLocal(tested)));

        bool IsLocal(IOperation operation) => Unwrap(operation) is ILocalReferenceOperation { Local: var other } && SymbolEqualityComparer.Default.Equals(other, local);
    }

    /// <summary>Sends the request for a page, and gives its items.</summary>
    /// <param name="search">The search.</param>
    /// <param name="next">Where it goes on, and afterwards where the next page begins; null for the first page of a search that nobody goes on with.</param>
    /// <param name="isDone">Is set to whether there is no further page.</param>
    /// <param name="call">The call.</param>
    /// <param name="into">The block.</param>
    private IrExpression ReadPage(Search search, IrVariable? next, IrVariable? isDone, IInvocationOperation call, BlockBuilder into)
    {
        var origin = At(call);
        var members = next is null ? search.Members : search.Members.Add(new IrNewMember("ExclusiveStartKey", new IrRead(next, origin)));
        var answer = new IrVariable(NameOfResult(call), null);
        into.Add(new IrServiceCall(search.Operation, new IrNew(members, null, search.Origin), answer, search.Origin));
        if (next is not null)
            into.Add(new IrAssign(next, new IrJsonMember(new IrRead(answer, origin), "LastEvaluatedKey", origin), origin));
        if (isDone is not null)
            into.Add(new IrAssign(isDone, IsLast(next!, origin), origin));
        return search.Read(new IrJsonMember(new IrRead(answer, origin), "Items", origin), into);
    }

    private ITypeSymbol? KeyType(Search search) =>
        _frame.Model.Compilation.GetTypeByMetadataName(search.Operation.DotNet.Response.FullName) is { } response ? ObjectShape.Properties(response).First(p => p.Name == "LastEvaluatedKey").Type : null;

    private IrBinary IsLast(IrVariable next, Origin origin) => new(
        IrOperator.Or,
        IsNull(new IrRead(next, origin), origin),
        new IrBinary(IrOperator.Equal, new IrCallFunction(IrFunction.Count, [new IrRead(next, origin)], IntType, origin), new IrConstant(0, IntType, origin), BooleanType, origin),
        BooleanType,
        origin);

    /// <summary>Page after page, until there is none left.</summary>
    private IrRead ReadRemaining(Search search, SearchBinding? binding, IInvocationOperation call, BlockBuilder into)
    {
        var origin = At(call);
        var all = new IrVariable("items", search.ListType);
        _neverNull.Add(all);
        var next = binding?.Next ?? new IrVariable("nextKey", KeyType(search));
        _escaping.Add(next);
        _escaping.Add(all);
        into.Add(new IrAssign(all, new IrList([], search.ListType, origin), origin));
        if (binding is null)
            into.Add(new IrAssign(next, new IrConstant(null, null, origin), origin));
        var exit = new IrLabel("break");
        var body = new BlockBuilder(into, conditional: true);
        var isOpen = binding is null || IsSurelyOpen(call);
        if (!isOpen)
            body.Add(new IrIf(new IrRead(binding!.IsDone, origin), [new IrLeave(exit, origin)], [], origin));
        var page = ReadPage(search, next, binding?.IsDone, call, body);
        body.Add(new IrAssign(all, new IrCallFunction(IrFunction.AppendAll, [new IrRead(all, origin), page], search.ListType, origin), origin));
        if (isOpen)
            body.Add(new IrIf(binding is null ? IsLast(next, origin) : new IrRead(binding.IsDone, origin), [new IrLeave(exit, origin)], [], origin));
        into.Add(new IrLabeled(exit, [new IrLoop(body.ToImmutable(), origin)], origin));
        return new IrRead(all, origin);
    }

    // ---- Requests ----

    /// <summary>The search that a call makes; null when it is refused.</summary>
    private Search? ReadSearch(IInvocationOperation call, BlockBuilder into)
    {
        if (call.TargetMethod.Name == "QueryAsync" && call.TargetMethod.ContainingNamespace.FullName() == DataModel)
            return ReadPersistedQuery(call, into);
        if (call.TargetMethod.Name is not ("Query" or "Scan") || !IsDocumentCall(call))
        {
            Refuse(call, $"'{call.TargetMethod.ContainingType.Name}.{call.TargetMethod.Name}'", SearchAdvice);
            return null;
        }

        if (TableOf(call, into) is not { } table)
            return null;

        var values = new DocumentValues();
        var isScan = call.TargetMethod.Name == "Scan";
        var search = ReadDocumentSearch(call, table, values, isScan, into);
        if (search is null)
            return null;
        NoteTable(table, new DocumentValues());
        var template = DocumentRequests.Search(table.KnownName, search, isScan);
        var operation = _services.Find(template.Operation);
        var origin = At(call);
        var members = MembersOf(template, table.Name, new ItemRequestWriter(operation, values.Read, ContextSettings.Default, origin, this, into));
        var compilation = _frame.Model.Compilation;
        var document = compilation.GetTypeByMetadataName(DocumentModel + ".Document")!;
        var listType = compilation.GetTypeByMetadataName("System.Collections.Generic.List`1")!.Construct(document);
        return new Search(operation, members, listType, (items, _) => new IrCoalesce(new IrFromJson(items, JsonContract.SystemTextJsonDefault, null, origin), new IrList([], listType, origin), listType, origin), origin);
    }

    private DocumentSearch? ReadDocumentSearch(IInvocationOperation call, DocumentTable table, DocumentValues values, bool isScan, BlockBuilder into)
    {
        var arguments = call.Arguments.OrderBy(a => a.Parameter!.Ordinal).ToList();
        var search = new DocumentSearch();
        var conditions = new List<DocumentCondition>();
        if (arguments is [{ Parameter.Name: "hashKey", Value: var hash }, _])
        {
            if (KeysFor(call, table) is not { } keys)
                return null;

            var key = ReadKey(keys.Hash, hash, into);
            if (key.Entry is null)
                return null;
            conditions.Add(new DocumentCondition(keys.Hash.AttributeName, "Equal", values.Add([key])));
            arguments.RemoveAt(0);
        }

        switch (arguments)
        {
            case [{ Parameter.Type: { } type, Value: var given }] when type.Is(DocumentModel + ".Expression") && ReadDocumentExpression(given, values, into) is { } expression:
                search = search with { FilterExpression = expression };
                break;
            case [{ Value: var given }] when ReadFilter(given, into) is { } filter:
                conditions.AddRange(filter.Select(c => new DocumentCondition(c.Attribute, c.Operator, values.Add(c.Values))));
                break;
            case [{ Value: var given }] when ReadSearchConfig(given, conditions, values, into) is { } configured:
                search = configured;
                break;
            default:
                Refuse(call, isScan ? "This scan" : "This query", SearchAdvice);
                return null;
        }

        if (isScan)
            return search with { Filter = conditions };
        if (conditions.Count > 0 && (table.Keys is null || search.IndexName is not null))
        {
            Refuse(call, "A filter on a table or index whose keys the code does not tell", "use a key expression, or " + TableAdvice);
            return null;
        }

        bool IsKey(DocumentCondition c) => table.Keys!.All.Any(k => k.AttributeName == c.AttributeName);
        if (conditions.Count > 0 && !conditions.Any(c => c.AttributeName == table.Keys!.Hash.AttributeName && c.Operator == "Equal"))
        {
            Refuse(call, "A query without its partition key, which the service refuses,", SearchAdvice);
            return null;
        }

        return search with { KeyConditions = conditions.Where(IsKey).ToList(), Filter = conditions.Where(c => !IsKey(c)).ToList() };
    }

    /// <summary>A configuration that is made in the call, or in a local variable that nothing changes.</summary>
    private DocumentSearch? ReadSearchConfig(IOperation operation, List<DocumentCondition> conditions, DocumentValues values, BlockBuilder into)
    {
        operation = Unwrap(operation);
        if (operation is ILocalReferenceOperation { Local: var local })
        {
            var made = (_frame.Find(local) as OpaqueBinding)?.Value is { } value ? Unwrap(value) : null;
            var read = made?.Descendants().Select(o => o switch { ILocalReferenceOperation l => l.Local, IParameterReferenceOperation p => (ISymbol)p.Parameter, _ => null }).OfType<ISymbol>().ToList();
            if (made is null || read!.Append(local).Any(s => Assigns(operation.MemberRoot(), s)))
                return null;
            operation = made;
        }

        if (operation is not IObjectCreationOperation { Arguments.IsEmpty: true } creation || creation.Type is not { Name: "QueryOperationConfig" or "ScanOperationConfig" })
            return null;
        var search = new DocumentSearch();
        foreach (var item in creation.Initializer?.Initializers ?? [])
        {
            if (item is not ISimpleAssignmentOperation { Target: IPropertyReferenceOperation { Property.Name: var name }, Value: var value })
                return null;
            var constant = Unwrap(value).ConstantValue is { HasValue: true, Value: var known } ? known : null;
            DocumentSearch? changed = (name, constant) switch
            {
                ("IndexName", string index) => search with { IndexName = index },
                ("Limit", int limit) => search with { Limit = limit },
                ("ConsistentRead", bool flag) => search with { IsConsistent = flag },
                ("BackwardSearch", bool flag) => search with { IsBackward = flag },
                ("Select", _) when Unwrap(value) is IFieldReferenceOperation { Field.Name: "AllAttributes" } => search,
                ("Select", _) when Unwrap(value) is IFieldReferenceOperation { Field.Name: "AllProjectedAttributes" } => search with { Select = "ALL_PROJECTED_ATTRIBUTES" },
                ("KeyExpression", _) when ReadDocumentExpression(value, values, into) is { } expression => search with { KeyExpression = expression },
                ("FilterExpression", _) when ReadDocumentExpression(value, values, into) is { } expression => search with { FilterExpression = expression },
                ("Filter", _) when ReadFilter(value, into) is { } filter => Add(filter),
                _ => null,
            };
            if (changed is null)
                return null;
            search = changed;
        }

        return search;

        DocumentSearch Add(IReadOnlyList<(string Attribute, string Operator, List<(DocumentEntry Entry, IrExpression Value)> Values)> filter)
        {
            conditions.AddRange(filter.Select(c => new DocumentCondition(c.Attribute, c.Operator, values.Add(c.Values))));
            return search;
        }
    }

    // ---- Filters ----

    private static bool IsFilter(ITypeSymbol? type) => type is { Name: "QueryFilter" or "ScanFilter" } && type.ContainingNamespace.FullName() == DocumentModel;

    /// <summary>A filter in a local variable: its conditions are those that are added in its block.</summary>
    private bool BindFilter(ILocalSymbol symbol, ITypeSymbol? type, IOperation initializer, BlockBuilder into)
    {
        if (!IsFilter(type) || ReadFilter(initializer, into) is not { } conditions)
            return false;
        var binding = new FilterBinding(into);
        binding.Conditions.AddRange(conditions);
        _frame.Bind(symbol, binding);
        return true;
    }

    /// <summary><c>filter.AddCondition(attribute, operator, values)</c>.</summary>
    private bool LowerCondition(IInvocationOperation call, BlockBuilder into)
    {
        if (call.TargetMethod.Name != "AddCondition" || !IsFilter(Resolve(call.Instance?.Type)))
            return false;
        if (Unwrap(call.Instance!) is ILocalReferenceOperation { Local: var local } && _frame.Find(local) is FilterBinding filter && ReferenceEquals(filter.Owner, into) && ReadCondition(call.Arguments, into) is { } condition)
            filter.Conditions.Add(condition);
        else
            Refuse(call, "This condition", SearchAdvice);
        return true;
    }

    private IReadOnlyList<(string Attribute, string Operator, List<(DocumentEntry Entry, IrExpression Value)> Values)>? ReadFilter(IOperation operation, BlockBuilder into)
    {
        operation = Unwrap(operation);
        if (operation is ILocalReferenceOperation { Local: var local })
            return (_frame.Find(local) as FilterBinding)?.Conditions;
        if (operation is not IObjectCreationOperation { Initializer: null } creation || !IsFilter(creation.Type))
            return null;
        if (creation.Arguments.IsEmpty)
            return [];
        return ReadCondition(creation.Arguments, into) is { } condition ? [condition] : null;
    }

    private (string Attribute, string Operator, List<(DocumentEntry Entry, IrExpression Value)> Values)? ReadCondition(ImmutableArray<IArgumentOperation> arguments, BlockBuilder into)
    {
        if (arguments.OrderBy(a => a.Parameter!.Ordinal).ToList() is not [{ Value.ConstantValue: { HasValue: true, Value: string attribute } }, { Value: var comparison }, { ArgumentKind: ArgumentKind.ParamArray, Value: IArrayCreationOperation { Initializer: { } given } }]
            || Unwrap(comparison) is not IFieldReferenceOperation { Field.Name: var name })
            return null;
        var values = given.ElementValues.Select(v => ReadEntry(attribute, v, into, isKept: true)).ToList();
        return values.Contains(null) ? null : (attribute, name, values.Select(v => v!.Value).ToList());
    }
}
