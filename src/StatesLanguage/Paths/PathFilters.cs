using System.Globalization;
using LambdaLift.StatesLanguage.Json;

namespace LambdaLift.StatesLanguage.Paths;

/// <summary>Decides the tests inside <c>[?( )]</c>.</summary>
internal static class PathFilters
{
    public static bool Holds(PathFilter filter, JsonData item, JsonData input, IPathScope scope) => filter switch
    {
        AndFilter and => Holds(and.Left, item, input, scope) && Holds(and.Right, item, input, scope),
        OrFilter or => Holds(or.Left, item, input, scope) || Holds(or.Right, item, input, scope),
        NotFilter not => !Holds(not.Filter, item, input, scope),
        ExistsFilter exists => PathEvaluator.TrySelect(exists.Path, input, scope, item, out _),
        _ => Compare((CompareFilter)filter, item, input, scope),
    };

    private static bool Compare(CompareFilter filter, JsonData item, JsonData input, IPathScope scope)
    {
        var left = Value(filter.Left, item, input, scope);
        if (filter.Right is PatternFilterOperand pattern)
        {
            return filter.Operator == FilterOperator.Matches && left is DataString text && PathPatterns.MatchesWhole(text.Value, pattern);
        }

        var right = Value(filter.Right, item, input, scope);
        if (left is null || right is null)
        {
            // What is missing equals only what is missing too.
            return filter.Operator switch
            {
                FilterOperator.Equal => left is null && right is null,
                FilterOperator.NotEqual or FilterOperator.NotIn => left is not null || right is not null,
                _ => false,
            };
        }

        return filter.Operator switch
        {
            FilterOperator.Equal => AreEqual(left, right),
            FilterOperator.NotEqual => !AreEqual(left, right),
            FilterOperator.Less => Order(left, right) < 0,
            FilterOperator.LessOrEqual => Order(left, right) <= 0,
            FilterOperator.Greater => Order(left, right) > 0,
            FilterOperator.GreaterOrEqual => Order(left, right) >= 0,
            FilterOperator.In => Has(right, left),
            FilterOperator.NotIn => !Has(right, left),
            FilterOperator.Contains => left is DataString text ? right is DataString part && text.Value.Contains(part.Value) : Has(left, right),
            FilterOperator.Size => right is DataNumber size && Length(left) == size.Value,
            FilterOperator.Empty => right is DataBoolean empty && Length(left) is { } length && length == 0 == empty.Value,
            FilterOperator.SubsetOf => left is DataArray subset && subset.All<JsonData>(value => Has(right, value)),
            FilterOperator.AnyOf => left is DataArray any && any.Any<JsonData>(value => Has(right, value)),
            FilterOperator.NoneOf => left is DataArray none && !none.Any<JsonData>(value => Has(right, value)),
            _ => false,
        };
    }

    private static JsonData? Value(FilterOperand operand, JsonData item, JsonData input, IPathScope scope) => operand switch
    {
        PathFilterOperand path => PathEvaluator.TrySelect(path.Path, input, scope, item, out var value) ? value : null,
        ConstantFilterOperand constant => constant.Value,
        _ => null,
    };

    // A number equals a string that spells it, as in the library that AWS uses.
    private static bool AreEqual(JsonData left, JsonData right) => (left, right) switch
    {
        (DataNumber number, DataString text) => SpelledBy(number, text),
        (DataString text, DataNumber number) => text.Value == number.Text,
        _ => JsonData.DeepEquals(left, right),
    };

    private static bool SpelledBy(DataNumber number, DataString text) =>
        double.TryParse(text.Value, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && value == number.Value;

    private static int? Order(JsonData left, JsonData right) => (left, right) switch
    {
        (DataNumber a, DataNumber b) => a.Value.CompareTo(b.Value),
        (DataString a, DataString b) => string.CompareOrdinal(a.Value, b.Value),
        _ => null,
    };

    private static bool Has(JsonData array, JsonData item) => array is DataArray items && items.Any<JsonData>(candidate => AreEqual(candidate, item));

    private static int? Length(JsonData value) => value switch
    {
        DataArray array => array.Count,
        DataObject target => target.Count,
        DataString text => text.Value.Length,
        _ => null,
    };
}
