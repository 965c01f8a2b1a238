namespace LambdaLift.ServiceCatalogue.ObjectPersistence;

/// <summary>A condition on a property: <c>ScanCondition</c>, or the operator of <c>QueryAsync(hash, op, values)</c>.</summary>
/// <param name="Property">The property.</param>
/// <param name="Operator">The member's name in <c>ScanOperator</c> or <c>QueryOperator</c>.</param>
/// <param name="Operands">The number of values.</param>
public sealed record PropertyCondition(PersistedProperty Property, string Operator, int Operands);

/// <summary>
/// The requests behind <c>QueryAsync</c> and <c>ScanAsync</c>. They return a search, which sends nothing yet: <c>GetRemainingAsync</c> sends page after page
/// (<c>ExclusiveStartKey</c> from <c>LastEvaluatedKey</c>) until there is none left, <c>GetNextSetAsync</c> the next one.
/// </summary>
/// <remarks>Measured on AWSSDK.DynamoDBv2 4.0.110.2; tests compare each template with what the library sends.</remarks>
public static class SearchRequests
{
    private static readonly Dictionary<string, string> Operators = new(StringComparer.Ordinal)
    {
        ["Equal"] = "EQ",
        ["NotEqual"] = "NE",
        ["LessThan"] = "LT",
        ["LessThanOrEqual"] = "LE",
        ["GreaterThan"] = "GT",
        ["GreaterThanOrEqual"] = "GE",
        ["BeginsWith"] = "BEGINS_WITH",
        ["Between"] = "BETWEEN",
        ["Contains"] = "CONTAINS",
        ["NotContains"] = "NOT_CONTAINS",
        ["In"] = "IN",
        ["IsNull"] = "NULL",
        ["IsNotNull"] = "NOT_NULL",
    };

    /// <summary><c>QueryAsync&lt;T&gt;(hash[, op, values])</c>; the key is the index's when <see cref="ContextSettings.IndexName"/> is set.</summary>
    /// <param name="type">The class.</param>
    /// <param name="settings">The settings.</param>
    /// <param name="rangeOperator">The member of <c>QueryOperator</c> for the sort key; null when only the partition key is given.</param>
    /// <param name="rangeOperands">The number of its values; they are <see cref="ConditionOperand"/>s of condition 0.</param>
    /// <param name="filter">The conditions of <c>QueryFilter</c>; their operands are of condition 1 and so on.</param>
    /// <exception cref="ArgumentException">The class does not declare the key.</exception>
    public static RequestTemplate Query(
        PersistedClass type, ContextSettings settings, string? rangeOperator = null, int rangeOperands = 0, IReadOnlyList<PropertyCondition>? filter = null)
    {
        var keys = new List<RequestMember>();
        var hash = KeyOf(type, settings, KeyRole.Hash);
        keys.Add(new RequestMember(hash.AttributeName, Condition("Equal", new[] { new AttributeValueOf(new KeyArgument(KeyRole.Hash), hash.Form) })));
        if (rangeOperator is not null)
        {
            var range = KeyOf(type, settings, KeyRole.Range);
            keys.Add(new RequestMember(range.AttributeName, Condition(new PropertyCondition(range, rangeOperator, rangeOperands), 0)));
        }

        var members = Common(type, settings);
        members.Add(new RequestMember("KeyConditions", new MembersValue(keys)));
        members.Add(new RequestMember("ScanIndexForward", new ConstantValue(!settings.BackwardQuery)));
        AddConditions(members, "QueryFilter", filter, first: 1);
        return new RequestTemplate("dynamodb:Query", members);
    }

    /// <summary><c>ScanAsync&lt;T&gt;(conditions)</c>; the operands are those of the conditions by place.</summary>
    public static RequestTemplate Scan(PersistedClass type, ContextSettings settings, IReadOnlyList<PropertyCondition>? conditions = null)
    {
        var members = Common(type, settings);
        AddConditions(members, "ScanFilter", conditions, first: 0);
        return new RequestTemplate("dynamodb:Scan", members);
    }

    private static List<RequestMember> Common(PersistedClass type, ContextSettings settings)
    {
        var members = new List<RequestMember>
        {
            new("TableName", new ConstantValue(settings.TableNameOf(type))),
            new("ConsistentRead", new ConstantValue(settings.ConsistentRead)),
            new("Limit", new ConstantValue(int.MaxValue)),
        };
        if (settings.IndexName is { } index)
        {
            members.Add(new RequestMember("IndexName", new ConstantValue(index)));
            members.Add(new RequestMember("Select", new ConstantValue("ALL_PROJECTED_ATTRIBUTES")));
        }
        else
        {
            members.Add(new RequestMember("Select", new ConstantValue("SPECIFIC_ATTRIBUTES")));
            members.Add(new RequestMember("AttributesToGet", new ElementsValue(type.Properties.Select(p => new ConstantValue(p.AttributeName)).ToArray<RequestValue>())));
        }

        return members;
    }

    private static void AddConditions(List<RequestMember> members, string member, IReadOnlyList<PropertyCondition>? conditions, int first)
    {
        if (conditions is null || conditions.Count == 0)
            return;
        members.Add(new RequestMember(member, new MembersValue(conditions.Select((c, i) => new RequestMember(c.Property.AttributeName, Condition(c, first + i))).ToArray())));
        if (conditions.Count > 1)
            members.Add(new RequestMember("ConditionalOperator", new ConstantValue("AND")));
    }

    private static MembersValue Condition(PropertyCondition condition, int place) => Condition(
        condition.Operator,
        Enumerable.Range(0, condition.Operands).Select(i => new AttributeValueOf(new ConditionOperand(place, i), condition.Property.Form)).ToArray());

    /// <summary>A condition by the .NET name of its operator. One without values has an empty list.</summary>
    internal static MembersValue Condition(string name, IReadOnlyList<AttributeValueOf> values) => new(new RequestMember[]
    {
        new("AttributeValueList", new ElementsValue(values)),
        new("ComparisonOperator", new ConstantValue(Operators.TryGetValue(name, out var comparison) ? comparison : throw new ArgumentException($"There is no operator {name}.", nameof(name)))),
    });

    private static PersistedProperty KeyOf(PersistedClass type, ContextSettings settings, KeyRole role)
    {
        var key = settings.IndexName is { } index ? type.FindIndexKey(index, role) : role == KeyRole.Hash ? type.HashKey : type.RangeKey;
        return key ?? throw new ArgumentException($"{type.Name} declares no {role} key{(settings.IndexName is { } name ? " of the index " + name : "")}.", nameof(type));
    }
}
