using System.Collections.Immutable;
using LambdaLift.Converter.Ir;
using LambdaLift.ServiceCatalogue;
using LambdaLift.ServiceCatalogue.ObjectPersistence;
using Microsoft.CodeAnalysis;

namespace LambdaLift.Converter.Frontend;

/// <summary>What <c>DynamoDBContext</c> sends for an object of a class: the templates of the catalogue, filled in.</summary>
internal sealed partial class Lowering
{
    private static ImmutableArray<IrNewMember> MembersOf(RequestTemplate template, IrExpression? table, ItemRequestWriter writer) =>
        template.Members.Select(m => m.Name == "TableName" && table is not null ? new IrNewMember(m.Name, table) : writer.Member(m)).OfType<IrNewMember>().ToImmutableArray();

    /// <summary>A value as an attribute value.</summary>
    private IrExpression AttributeOf(AttributeForm form, IrExpression value, Origin origin) =>
        new ItemRequestWriter(_services.Find("dynamodb:GetItem"), _ => value, ContextSettings.Default, origin, this, new BlockBuilder()).Attribute(form, value);

    /// <summary>Writes the parts of a request as plain JSON in the spelling of the operation's integration.</summary>
    private sealed class ItemRequestWriter(AwsOperation operation, Func<CallValue, IrExpression> read, ContextSettings settings, Origin origin, Lowering lowering, BlockBuilder into)
    {
        private readonly Shape _attributeValue = operation.Service.FindShape("AttributeValue")!;

        /// <summary>What converters make of properties; null where none was asked.</summary>
        public IReadOnlyDictionary<PersistedProperty, ConvertedValue>? Converted { get; init; }

        public IrNewMember? Member(RequestMember member)
        {
            if (Value(member.Value) is not { } value)
                return null;

            // The service refuses names and values of expressions that hold nothing.
            var isThere = member is { Name: "ExpressionAttributeNames" or "ExpressionAttributeValues", Value: MembersValue { Members: { Count: > 0 } parts } }
                ? parts.Select(p => IsThere(p.Condition)).Aggregate((a, b) => b is IrConstant { Value: true } ? b : a is IrConstant { Value: true } ? a : Or(a, b))
                : IsThere(member.Condition);
            return new IrNewMember(member.Name, isThere is IrConstant { Value: true } ? value : new IrConditional(isThere, value, new IrConstant(null, null, origin), null, origin));
        }

        private IrExpression IsThere(StorageCondition? condition) => condition is { } c ? Passes.ExpressionSimplifier.Simplify(Is(c.Value, c.Outcomes)) : True;

        private IrExpression Or(IrExpression left, IrExpression right) => Passes.ExpressionSimplifier.Simplify(new IrBinary(IrOperator.Or, left, right, lowering.BooleanType, origin));

        private IrExpression? Value(RequestValue value)
        {
            switch (value)
            {
                case ConstantValue constant:
                    return new IrConstant(constant.Value, null, origin);
                case MembersValue members:
                    return Members(members.Members);
                case ElementsValue elements:
                    return new IrList(elements.Elements.Select(e => Value(e)!).ToImmutableArray(), null, origin);
                case AttributeValueOf attribute:
                    return Attribute(attribute);
                case UpdateExpressionText update:
                    return UpdateExpression(update);
                case ChosenText chosen:
                    return new IrConditional(Is(chosen.Value, StorageOutcomes.Stored), Text(chosen.WhenStored), Text(chosen.Otherwise), lowering.StringType, origin);
                default:
                    throw new InvalidOperationException($"Unknown part {value.GetType().Name}.");
            }
        }

        private IrExpression Members(IReadOnlyList<RequestMember> members)
        {
            var always = new List<IrNewMember>();
            var parts = new List<IrExpression>();
            foreach (var member in members)
            {
                var condition = IsThere(member.Condition);
                if (condition is IrConstant { Value: false } || Value(member.Value) is not { } value)
                    continue;
                if (condition is IrConstant { Value: true })
                    always.Add(new IrNewMember(member.Name, value));
                else
                    parts.Add(new IrConditional(condition, new IrNew([new IrNewMember(member.Name, value)], null, origin), new IrNew([], null, origin), null, origin));
            }

            IrExpression fixedPart = new IrNew(always.ToImmutableArray(), null, origin);
            return parts.Count == 0 ? fixedPart : new IrCallFunction(IrFunction.Merge, [fixedPart, .. parts], null, origin);
        }

        private IrExpression Attribute(AttributeValueOf attribute)
        {
            var value = read(attribute.Value);
            if (attribute.Form is StoredForm)
                return value;
            var written = Attribute(attribute.Form, value);
            if (!attribute.IsEmptyWithoutValue)
                return written;
            var isAbsent = Passes.ExpressionSimplifier.Simplify(Is(attribute.Value, StorageOutcomes.Removed));
            return isAbsent is IrConstant { Value: false } || lowering.IsExcluded(isAbsent, into) ? written : new IrConditional(isAbsent, new IrNew([], null, origin), written, null, origin);
        }

        public IrExpression Attribute(AttributeForm form, IrExpression value)
        {
            form = form is ConvertedForm { Entry: var entry } ? entry : form;
            switch (form)
            {
                case ScalarForm { Kind: ScalarKind.Instant }:
                    return Of("S", UtcText(value));
                case ScalarForm { Kind: ScalarKind.EpochSeconds }:
                    return Of("N", ToText(Seconds(value)));
                case ScalarForm { Kind: ScalarKind.EpochSecondsOf32Bits }:
                    IrBinary Within(IrOperator comparison, double limit) => new(comparison, Seconds(value), new IrConstant(limit, lowering.DoubleType, origin), lowering.BooleanType, origin);
                    var fits = new IrBinary(IrOperator.And, Within(IrOperator.GreaterOrEqual, int.MinValue), Within(IrOperator.LessOrEqual, int.MaxValue), lowering.BooleanType, origin);
                    return new IrConditional(fits, Of("N", ToText(Seconds(value))), Of("S", UtcText(value)), null, origin);
                case ScalarForm { Kind: ScalarKind.Integer }:
                    return Of(form.Descriptor, ToText(value));
                case ScalarForm { Kind: ScalarKind.Boolean, Descriptor: "N" }:
                    return Of(form.Descriptor, new IrConditional(value, Text("1"), Text("0"), lowering.StringType, origin));
                default:
                    return Of(form.Descriptor, value);
            }
        }

        private IrNew Of(string descriptor, IrExpression content) => new([new IrNewMember(NameOf(descriptor), content)], null, origin);

        private IrCallFunction ToText(IrExpression number) => new(IrFunction.ToText, [number], lowering.StringType, origin);

        private IrCallFunction UtcText(IrExpression time) => new(IrFunction.FromMillis, [lowering.Instant(time)], lowering.StringType, origin);

        // Of two equally near seconds the even one.
        private IrCallFunction Seconds(IrExpression time) =>
            new(IrFunction.Round, [new IrBinary(IrOperator.Divide, lowering.Instant(time), new IrConstant(1000.0, lowering.DoubleType, origin), lowering.DoubleType, origin)], lowering.DoubleType, origin);

        private string NameOf(string descriptor) => _attributeValue.Members.First(m => m.Name == descriptor).NameFor(operation.StepFunctions.Preferred!.Kind);

        // SET what is stored, REMOVE what is not: the clauses grow with the values, so their text is put together.
        private IrExpression UpdateExpression(UpdateExpressionText update)
        {
            var set = Clause("SET ", update.Attributes.Select(a => (Is(a.Value, StorageOutcomes.Stored), $"{a.Name} = {a.Placeholder}")));
            var removed = Clause(" REMOVE ", update.Attributes.Select(a => (Is(a.Value, StorageOutcomes.Removed), a.Name)));
            return Passes.ExpressionSimplifier.Simplify(lowering.Concat([set, removed], origin));
        }

        private IrExpression Clause(string keyword, IEnumerable<(IrExpression Condition, string Text)> terms)
        {
            IrExpression clause = Text("");
            IrExpression any = new IrConstant(false, lowering.BooleanType, origin);
            foreach (var (condition, text) in terms.Select(t => (Passes.ExpressionSimplifier.Simplify(t.Condition), t.Text)).OrderBy(t => t.Item1 is IrConstant { Value: true } ? 0 : 1).ToList())
            {
                var lead = new IrConditional(any, Text(", "), Text(keyword), lowering.StringType, origin);
                var term = new IrConditional(condition, lowering.Concat([lead, Text(text)], origin), Text(""), lowering.StringType, origin);
                clause = lowering.Concat([clause, Passes.ExpressionSimplifier.Simplify(term)], origin);
                any = Or(any, condition);
            }

            return clause;
        }

        private IrExpression Is(CallValue value, StorageOutcomes outcomes)
        {
            var content = read(value);
            var made = value is PropertyOf { Property: var property } && Converted is not null && Converted.TryGetValue(property, out var found) ? found : null;
            IrExpression Equal(IrExpression subject, IrConstant to) => new IrBinary(IrOperator.Equal, subject, to, lowering.BooleanType, origin);
            IrExpression And(IrExpression left, IrExpression right) => new IrBinary(IrOperator.And, left, right, lowering.BooleanType, origin);
            IrExpression Not(IrExpression e) => new IrNot(e, lowering.BooleanType, origin);
            if (!content.Type.CanBeNull() && made?.IsNone is null)
                return new IrConstant((outcomes & StorageOutcomes.Stored) != 0, lowering.BooleanType, origin);
            IrExpression IsEmptyList() => Equal(new IrCallFunction(IrFunction.Count, [content], lowering.IntType, origin), new IrConstant(0, lowering.IntType, origin));
            var isNull = Equal(content, new IrConstant(null, null, origin));
            var isEmptySet = value is PropertyOf { Property.Form: SetForm } ? IsEmptyList() : null;

            // An empty list in a document counts as no value.
            if (value is EntryOf { Entry.Form: SetForm })
                isNull = new IrBinary(IrOperator.Or, isNull, IsEmptyList(), lowering.BooleanType, origin);
            var isTextThatMayBeEmpty = content.Type.IsString() && !settings.IsEmptyStringValueEnabled && content is not IrCallFunction { Function: IrFunction.ToText };
            IrExpression isNothing = isTextThatMayBeEmpty ? new IrCallFunction(IrFunction.IsNullOrEmpty, [content], lowering.BooleanType, origin) : isNull;
            IrExpression stored = isEmptySet is null ? Not(isNothing) : And(Not(isNothing), Not(isEmptySet));

            // Null may leave the attribute as it is, and an entry without value does: an empty text removes it all the same.
            var isSkipped = settings.IgnoreNullValues ? isNull : made?.IsUnset;
            var isRemoved = settings.IgnoreNullValues || made?.IsUnset is not null
                ? isTextThatMayBeEmpty ? Equal(content, Text("")) : null
                : isNothing;
            if (!settings.IgnoreNullValues && made is { IsUnset: not null, IsNone: { } isNone })
                isRemoved = isRemoved is null ? isNone : new IrBinary(IrOperator.Or, isNone, isRemoved, lowering.BooleanType, origin);

            // A value is written or it is nothing.
            if ((outcomes & (StorageOutcomes.Stored | StorageOutcomes.Removed)) == (StorageOutcomes.Stored | StorageOutcomes.Removed) && isEmptySet is null && ReferenceEquals(isRemoved, isNothing))
                return True;

            IrExpression result = new IrConstant(false, lowering.BooleanType, origin);
            void Add(StorageOutcomes outcome, IrExpression? condition)
            {
                if (condition is not null && (outcomes & outcome) != 0)
                    result = result is IrConstant { Value: false } ? condition : new IrBinary(IrOperator.Or, result, condition, lowering.BooleanType, origin);
            }

            Add(StorageOutcomes.Stored, stored);
            Add(StorageOutcomes.Removed, isRemoved);
            Add(StorageOutcomes.Skipped, isSkipped);
            Add(StorageOutcomes.Skipped, isEmptySet is null ? null : And(Not(isNull), isEmptySet));
            return result;
        }

        private IrConstant True => new(true, lowering.BooleanType, origin);

        private IrConstant Text(string text) => new(text, lowering.StringType, origin);
    }
}
