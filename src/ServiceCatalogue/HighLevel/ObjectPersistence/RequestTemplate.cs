namespace LambdaLift.ServiceCatalogue.ObjectPersistence;

/// <summary>The request that a call of the library sends, as a tree over the call's arguments.</summary>
/// <param name="Operation">The operation's id, <c>dynamodb:GetItem</c>.</param>
/// <param name="Members">The request's members, by API name.</param>
public sealed record RequestTemplate(string Operation, IReadOnlyList<RequestMember> Members);

/// <summary>A part of a request.</summary>
public abstract record RequestValue;

/// <summary>A member of a request, of a structure or of a map.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Value">Its value.</param>
/// <param name="Condition">When it is there; null for always.</param>
public sealed record RequestMember(string Name, RequestValue Value, StorageCondition? Condition = null);

/// <summary>When a part of a request is there: what becomes of a value when it is stored.</summary>
/// <param name="Value">The value.</param>
/// <param name="Outcomes">The outcomes for which the part is there.</param>
public sealed record StorageCondition(CallValue Value, StorageOutcomes Outcomes);

/// <summary>What saving does with the value of a property.</summary>
[Flags]
public enum StorageOutcomes
{
    /// <summary>It is written.</summary>
    Stored = 1,

    /// <summary>The attribute is removed: the value is null, or an empty text where these count as none.</summary>
    Removed = 2,

    /// <summary>The attribute stays as it is: the value is an empty set, or null where nulls are ignored.</summary>
    Skipped = 4,
}

/// <summary>A constant.</summary>
/// <param name="Value">Text, <c>bool</c> or <c>int</c>.</param>
public sealed record ConstantValue(object Value) : RequestValue;

/// <summary>A structure or a map.</summary>
/// <param name="Members">Its members.</param>
public sealed record MembersValue(IReadOnlyList<RequestMember> Members) : RequestValue;

/// <summary>A list.</summary>
/// <param name="Elements">Its elements.</param>
public sealed record ElementsValue(IReadOnlyList<RequestValue> Elements) : RequestValue;

/// <summary>A list with one element for each object or key that was added to a batch or transaction.</summary>
/// <param name="Element">The element; its <see cref="CallValue"/>s are of that object.</param>
/// <param name="Of">What was added.</param>
public sealed record RepeatedValue(RequestValue Element, BatchPart Of) : RequestValue;

/// <summary>An attribute value.</summary>
/// <param name="Value">What is written.</param>
/// <param name="Form">How.</param>
public sealed record AttributeValueOf(CallValue Value, AttributeForm Form) : RequestValue
{
    /// <summary>Whether a value that is null or an empty text is sent as an attribute value without a member, which the service refuses; otherwise there is always a value.</summary>
    public bool IsEmptyWithoutValue { get; init; }
}

/// <summary>
/// The text <c>SET #a = :a, #b = :b REMOVE #c, #d</c> over what is stored and what is removed; without the clause that has nothing, and without the member
/// if neither has.
/// </summary>
/// <param name="Attributes">The attributes, in order.</param>
public sealed record UpdateExpressionText(IReadOnlyList<UpdatedAttribute> Attributes) : RequestValue;

/// <summary>An attribute that an update expression sets or removes.</summary>
/// <param name="Name">The placeholder of its name, <c>#awsavar1</c>. The library numbers what it sends; the numbers have no meaning.</param>
/// <param name="Placeholder">The placeholder of its value, <c>:awsavar1</c>.</param>
/// <param name="Value">The value.</param>
/// <param name="Form">How it is written.</param>
public sealed record UpdatedAttribute(string Name, string Placeholder, CallValue Value, AttributeForm Form);

/// <summary>One text if a value is stored, else another.</summary>
/// <param name="Value">The value.</param>
/// <param name="WhenStored">The text if it is stored.</param>
/// <param name="Otherwise">The text otherwise.</param>
public sealed record ChosenText(CallValue Value, string WhenStored, string Otherwise) : RequestValue;

/// <summary>A value that the call's arguments hold.</summary>
public abstract record CallValue;

/// <summary>The partition key or the sort key, given as an argument.</summary>
/// <param name="Role">Which.</param>
public sealed record KeyArgument(KeyRole Role) : CallValue;

/// <summary>A property of the object that was given (of each one that was added, in a batch).</summary>
/// <param name="Property">The property.</param>
public sealed record PropertyOf(PersistedProperty Property) : CallValue;

/// <summary>The version that an object has after it is saved: one more than before, 0 for an object without one.</summary>
/// <param name="Property">The version property.</param>
public sealed record NextVersionOf(PersistedProperty Property) : CallValue;

/// <summary>An entry of a <c>Document</c>.</summary>
/// <param name="Entry">The entry.</param>
public sealed record EntryOf(DocumentEntry Entry) : CallValue;

/// <summary>A value of a condition on a key or an attribute (<c>ScanCondition</c>, <c>QueryAsync(hash, op, values)</c>).</summary>
/// <param name="Condition">The condition, by place.</param>
/// <param name="Index">The place of the value in it.</param>
public sealed record ConditionOperand(int Condition, int Index) : CallValue;

/// <summary>What is added to a batch or a transaction.</summary>
public enum BatchPart
{
    /// <summary>Keys (<c>AddKey</c>, <c>AddDeleteKey</c>).</summary>
    Keys,

    /// <summary>Objects that are put or saved (<c>AddPutItem</c>, <c>AddSaveItem</c>).</summary>
    Objects,

    /// <summary>Objects that are deleted (<c>AddDeleteItem</c>).</summary>
    DeletedObjects,
}
