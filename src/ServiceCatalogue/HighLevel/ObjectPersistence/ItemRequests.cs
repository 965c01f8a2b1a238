namespace LambdaLift.ServiceCatalogue.ObjectPersistence;

/// <summary>
/// The requests that <c>DynamoDBContext</c> sends for one item: <c>LoadAsync</c>, <c>SaveAsync</c>, <c>DeleteAsync</c>. The first use of a table is preceded by
/// <c>DescribeTable</c> unless <see cref="ContextSettings.DisableFetchingTableMetadata"/>; a class without <see cref="PersistedClass.HashKey"/> cannot be described.
/// </summary>
/// <remarks>Measured on AWSSDK.DynamoDBv2 4.0.110.2; tests compare each template with what the library sends.</remarks>
public static class ItemRequests
{
    private const string VersionName = "#awsavarversion";
    private const string VersionPlaceholder = ":awsavarversion";

    /// <summary><c>LoadAsync&lt;T&gt;(hash[, range])</c>, or <c>LoadAsync(T)</c> with the keys of an object. The answer's <c>Item</c> is read as the class's form; no item gives null.</summary>
    /// <param name="type">The class.</param>
    /// <param name="settings">The settings.</param>
    /// <param name="isKeyObject">Whether the keys are those of an object.</param>
    public static RequestTemplate Load(PersistedClass type, ContextSettings settings, bool isKeyObject = false)
    {
        var members = new List<RequestMember> { new("TableName", new ConstantValue(settings.TableNameOf(type))), new("Key", Key(type, isKeyObject)) };
        members.Add(new RequestMember("ConsistentRead", new ConstantValue(settings.ConsistentRead)));
        members.AddRange(Projection(type));
        return new RequestTemplate("dynamodb:GetItem", members);
    }

    /// <summary>
    /// <c>SaveAsync(T)</c>. A null object sends nothing. Afterwards a version property holds the next version, also in the caller's object.
    /// The answer is not used.
    /// </summary>
    public static RequestTemplate Save(PersistedClass type, ContextSettings settings)
    {
        var members = new List<RequestMember> { new("TableName", new ConstantValue(settings.TableNameOf(type))), new("Key", Key(type, isKeyObject: true)) };
        members.AddRange(Update(type, settings));
        members.Add(new RequestMember("ReturnValues", new ConstantValue("NONE")));
        return new RequestTemplate("dynamodb:UpdateItem", members);
    }

    /// <summary><c>DeleteAsync&lt;T&gt;(hash[, range])</c>, or <c>DeleteAsync(T)</c>, which checks the version.</summary>
    /// <param name="type">The class.</param>
    /// <param name="settings">The settings.</param>
    /// <param name="isKeyObject">Whether an object is given.</param>
    public static RequestTemplate Delete(PersistedClass type, ContextSettings settings, bool isKeyObject = false)
    {
        var members = new List<RequestMember> { new("TableName", new ConstantValue(settings.TableNameOf(type))), new("Key", Key(type, isKeyObject)) };
        if (isKeyObject && CheckedVersion(type, settings) is { } version)
        {
            members.Add(VersionCondition(version));
            members.Add(new RequestMember("ExpressionAttributeNames", new MembersValue(new[] { VersionNameMember(version) })));
            members.Add(new RequestMember("ExpressionAttributeValues", new MembersValue(new[] { VersionValueMember(version) }), Stored(new PropertyOf(version))));
        }

        return new RequestTemplate("dynamodb:DeleteItem", members);
    }

    /// <summary>The key of an item: of arguments, or of an object.</summary>
    internal static MembersValue Key(PersistedClass type, bool isKeyObject) => new(type.Keys
        .Select(k => new RequestMember(k.AttributeName, new AttributeValueOf(isKeyObject ? new PropertyOf(k) : new KeyArgument(k.Role), k.Form)))
        .ToArray());

    /// <summary>Reads ask for the attributes that the class has, under the names <c>#P0</c>, <c>#P1</c>, ….</summary>
    internal static IEnumerable<RequestMember> Projection(PersistedClass type)
    {
        var names = type.Properties.Select((p, i) => new RequestMember("#P" + i, new ConstantValue(p.AttributeName))).ToArray();
        yield return new RequestMember("ProjectionExpression", new ConstantValue(string.Join(", ", names.Select(n => n.Name))));
        yield return new RequestMember("ExpressionAttributeNames", new MembersValue(names));
    }

    /// <summary>The members of an update that saves an object: expression, names, values, condition.</summary>
    internal static IEnumerable<RequestMember> Update(PersistedClass type, ContextSettings settings)
    {
        var version = CheckedVersion(type, settings);
        var attributes = type.Properties
            .Where(p => p.Role == KeyRole.None)
            .Select((p, i) => new UpdatedAttribute($"#awsavar{i + 1}", $":awsavar{i + 1}", p == version ? new NextVersionOf(p) : new PropertyOf(p), p.Form))
            .ToArray();
        if (attributes.Length == 0)
            yield break;
        yield return new RequestMember("UpdateExpression", new UpdateExpressionText(attributes));
        var names = attributes.Zip(type.Properties.Where(p => p.Role == KeyRole.None), (a, p) => new RequestMember(
            a.Name, new ConstantValue(p.AttributeName), new StorageCondition(a.Value, StorageOutcomes.Stored | StorageOutcomes.Removed))).ToList();
        var values = attributes.Select(a => new RequestMember(a.Placeholder, new AttributeValueOf(a.Value, a.Form), Stored(a.Value))).ToList();
        if (version is not null)
        {
            yield return VersionCondition(version);
            names.Add(VersionNameMember(version));
            values.Add(VersionValueMember(version));
        }

        yield return new RequestMember("ExpressionAttributeNames", new MembersValue(names));
        yield return new RequestMember("ExpressionAttributeValues", new MembersValue(values));
    }

    /// <summary>The version that is checked and counted; null when there is none.</summary>
    internal static PersistedProperty? CheckedVersion(PersistedClass type, ContextSettings settings) => settings.SkipVersionCheck ? null : type.Version;

    private static StorageCondition Stored(CallValue value) => new(value, StorageOutcomes.Stored);

    private static RequestMember VersionCondition(PersistedProperty version) => new(
        "ConditionExpression", new ChosenText(new PropertyOf(version), $"{VersionName} = {VersionPlaceholder}", $"attribute_not_exists({VersionName})"));

    private static RequestMember VersionNameMember(PersistedProperty version) => new(VersionName, new ConstantValue(version.AttributeName));

    private static RequestMember VersionValueMember(PersistedProperty version) =>
        new(VersionPlaceholder, new AttributeValueOf(new PropertyOf(version), version.Form), Stored(new PropertyOf(version)));
}
