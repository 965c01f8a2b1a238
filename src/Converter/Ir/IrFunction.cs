namespace LambdaLift.Converter.Ir;

/// <summary>
/// A function of the base library that the back ends know a meaning for. Arguments are as its comment says; what C# would throw for
/// (an empty list, a position outside) has been decided before, so that a function itself never fails unless the comment says so.
/// </summary>
public enum IrFunction
{
    // Values

    /// <summary>The value itself, which must not be null: null fails here.</summary>
    NotNull,

    /// <summary>One object with the members of all given ones.</summary>
    Merge,

    /// <summary>The number that a text of digits stands for.</summary>
    ToNumber,

    /// <summary><c>ToString()</c> of a value of static type, as in interpolation.</summary>
    ToText,

    /// <summary><c>Guid.NewGuid()</c> as text.</summary>
    NewGuid,

    // HTTP answers, whose body a task gives parsed where it is JSON

    /// <summary>The JSON value of an answer's body; a text that is no JSON fails here.</summary>
    AnswerJson,

    /// <summary>Whether an answer's body is a text, which it is where it is no JSON.</summary>
    IsText,

    /// <summary>The text of an answer's body; JSON is written anew.</summary>
    AnswerText,

    /// <summary>The status in the name of an error that an answer with a failure status is.</summary>
    HttpStatus,

    // Points in time, held as ISO 8601 text, and durations, held as milliseconds

    /// <summary>The current time, in UTC; with an argument as local time, which is UTC as well but says so otherwise.</summary>
    UtcNow,

    /// <summary>The milliseconds since 1970 of a point in time; without a zone it is taken for UTC.</summary>
    Instant,

    /// <summary>The point in time, in UTC, of a number of milliseconds since 1970.</summary>
    FromMillis,

    /// <summary>A point in time in the zone of another one: that one, milliseconds since 1970.</summary>
    MoveTime,

    /// <summary>The milliseconds since 1970 at which the day of a <c>DateTime</c> begins.</summary>
    DayStart,

    /// <summary>A number that a point in time has on clock and calendar: time, constant component of a picture.</summary>
    TimePart,

    /// <summary>What clock and calendar say: time, constant picture of XPath's <c>format-dateTime</c>.</summary>
    FormatTime,

    /// <summary>The zone of a point in time: <c>Z</c>, hours and minutes, or nothing.</summary>
    ZoneText,

    /// <summary><c>ToUnixTimeSeconds()</c>.</summary>
    UnixSeconds,

    /// <summary><c>ToUnixTimeMilliseconds()</c>.</summary>
    UnixMillis,

    /// <summary>How often a duration holds another one, both in milliseconds.</summary>
    InUnits,

    /// <summary>The text of a duration, <c>[-][d.]hh:mm:ss[.fffffff]</c>.</summary>
    DurationText,

    /// <summary>The duration that such a text holds.</summary>
    ParseDuration,

    // Text

    /// <summary><c>string.IsNullOrEmpty(s)</c>.</summary>
    IsNullOrEmpty,

    /// <summary><c>string.IsNullOrWhiteSpace(s)</c>.</summary>
    IsNullOrWhiteSpace,

    /// <summary><c>ToLowerInvariant()</c>.</summary>
    ToLower,

    /// <summary><c>ToUpperInvariant()</c>.</summary>
    ToUpper,

    /// <summary><c>Trim()</c>; with a second argument (a constant), of those characters.</summary>
    Trim,

    /// <summary><c>TrimStart()</c>; with a second argument (a constant), of those characters.</summary>
    TrimStart,

    /// <summary><c>TrimEnd()</c>; with a second argument (a constant), of those characters.</summary>
    TrimEnd,

    /// <summary>Ordinal equality without regard to case: <c>string.Equals(a, b, StringComparison.OrdinalIgnoreCase)</c>.</summary>
    EqualsIgnoreCase,

    /// <summary><c>a.Contains(b)</c> on strings, ordinal.</summary>
    StringContains,

    /// <summary><c>a.StartsWith(b)</c>, ordinal.</summary>
    StartsWith,

    /// <summary><c>a.EndsWith(b)</c>, ordinal.</summary>
    EndsWith,

    /// <summary>The number of characters.</summary>
    Length,

    /// <summary><c>text.Substring(start[, length])</c>, within the text.</summary>
    Substring,

    /// <summary>The position of the first occurrence, ordinal; -1 if there is none.</summary>
    IndexOf,

    /// <summary>The position of the last occurrence, ordinal, of a text that does not overlap itself; -1 if there is none.</summary>
    LastIndexOf,

    /// <summary><c>text.Replace(old, new)</c>; the old text is not empty.</summary>
    Replace,

    /// <summary>The parts between separators: text, and a list of constant texts that are not empty, or an empty list for white space.</summary>
    Split,

    /// <summary><c>string.Join(separator, texts)</c>: separator, list of texts that are not null.</summary>
    Join,

    /// <summary><c>text.PadLeft(width, character)</c>.</summary>
    PadLeft,

    /// <summary><c>text.PadRight(width, character)</c>.</summary>
    PadRight,

    /// <summary>The characters of a text, as texts.</summary>
    Characters,

    /// <summary>The sign of an ordinal comparison of two texts.</summary>
    CompareOrdinal,

    /// <summary>Whether a constant regular expression matches: text, pattern, flags (<c>i</c> or empty).</summary>
    IsMatch,

    /// <summary>
    /// The first match of a constant regular expression, as an object of whether there is one (<c>Success</c>), where it begins (<c>Index</c>), and the texts of the
    /// whole and of its groups (<c>Groups</c>; empty for one that took no part): text, pattern, flags, and constants: the number of groups, whether the place is
    /// read, whether the success is.
    /// </summary>
    Match,

    /// <summary>All matches of a constant regular expression, each as an object like that of <see cref="Match"/>: the same arguments.</summary>
    Matches,

    /// <summary>Every match of a constant regular expression replaced: text, pattern, flags, constant replacement in JSONata's notation.</summary>
    ReplaceMatches,

    /// <summary>The parts between matches of a constant regular expression: text, pattern, flags.</summary>
    SplitMatches,

    /// <summary>Base64 of a text's UTF-8 bytes.</summary>
    Base64Encode,

    /// <summary>The text whose UTF-8 bytes a base64 text holds.</summary>
    Base64Decode,

    /// <summary>A hash of a text's UTF-8 bytes in lower-case hexadecimal digits: text, constant name (<c>SHA-256</c>).</summary>
    Hash,

    /// <summary><c>Uri.EscapeDataString(text)</c>.</summary>
    EscapeDataString,

    /// <summary><c>Uri.UnescapeDataString(text)</c>.</summary>
    UnescapeDataString,

    // Conversions

    /// <summary>The number that a text of digits holds; the text has been found to be one.</summary>
    ParseNumber,

    /// <summary>The boolean that a text holds; the text has been found to be one.</summary>
    ParseBoolean,

    /// <summary>The 36 characters of a GUID that a text holds in one of its usual forms; the text has been found to be one.</summary>
    ParseGuid,

    /// <summary>The name of an enumeration's value; its number as text when it has none.</summary>
    EnumName,

    /// <summary>The value of an enumeration's member: text, constant (whether case counts); the text has been found to be a name of one.</summary>
    ParseEnum,

    // Numbers

    /// <summary><c>Math.Abs</c>.</summary>
    Abs,

    /// <summary><c>Math.Min</c>.</summary>
    Min,

    /// <summary><c>Math.Max</c>.</summary>
    Max,

    /// <summary><c>Math.Floor</c>.</summary>
    Floor,

    /// <summary><c>Math.Ceiling</c>.</summary>
    Ceiling,

    /// <summary><c>Math.Truncate</c>, and the conversion of a floating-point number to an integer.</summary>
    Truncate,

    /// <summary><c>Math.Round</c> to the nearest integer, ties to even.</summary>
    Round,

    /// <summary><c>Math.Round</c> to the nearest integer, ties away from zero.</summary>
    RoundAwayFromZero,

    /// <summary><c>Math.Pow</c>.</summary>
    Power,

    /// <summary><c>Math.Sqrt</c>.</summary>
    SquareRoot,

    /// <summary><c>Math.Sign</c>.</summary>
    Sign,

    /// <summary><c>value &amp; mask</c> on integers: value, constant mask that is not negative.</summary>
    BitAnd,

    /// <summary>A number as text after a constant picture of XPath's <c>format-number</c>.</summary>
    FormatNumber,

    /// <summary>A non-negative integer in hexadecimal digits.</summary>
    Hexadecimal,

    // Sequences

    /// <summary>Number of elements of a list, array or dictionary.</summary>
    Count,

    /// <summary><c>Where(list, predicate)</c>.</summary>
    Where,

    /// <summary><c>Select(list, selector)</c>.</summary>
    Select,

    /// <summary><c>SelectMany(list, selector)</c>.</summary>
    SelectMany,

    /// <summary><c>Sum(list[, selector])</c>.</summary>
    Sum,

    /// <summary><c>Any(list[, predicate])</c>.</summary>
    Any,

    /// <summary><c>All(list, predicate)</c>.</summary>
    All,

    /// <summary>The last element of a list that is not empty.</summary>
    Last,

    /// <summary>The element at a position, or the default: list, position (-1: the last), default.</summary>
    ElementOrDefault,

    /// <summary>The smallest number of a list that is not empty.</summary>
    MinOf,

    /// <summary>The greatest number of a list that is not empty.</summary>
    MaxOf,

    /// <summary>The average of a list of numbers that is not empty.</summary>
    Average,

    /// <summary>A list with one more element at its end.</summary>
    Append,

    /// <summary>Two lists, one after the other.</summary>
    AppendAll,

    /// <summary>A list with another element at a position that it has: list, position, element.</summary>
    SetElement,

    /// <summary>The elements of the lists in a list.</summary>
    Flatten,

    /// <summary>The list without its first elements: list, number.</summary>
    Skip,

    /// <summary>The first elements of a list: list, number.</summary>
    Take,

    /// <summary><c>SkipWhile(list, predicate)</c>.</summary>
    SkipWhile,

    /// <summary><c>TakeWhile(list, predicate)</c>.</summary>
    TakeWhile,

    /// <summary>The list in reverse order.</summary>
    Reverse,

    /// <summary>Every value once, at its first place.</summary>
    Distinct,

    /// <summary>The first element for every key: list, key selector.</summary>
    DistinctBy,

    /// <summary>Whether a list holds a value.</summary>
    Contains,

    /// <summary><c>Aggregate(list, seed, function)</c>.</summary>
    Aggregate,

    /// <summary>Successive integers: first, number.</summary>
    Range,

    /// <summary>A value, several times: value, number.</summary>
    Repeat,

    /// <summary>Lists of the given size, the last one perhaps shorter.</summary>
    Chunk,

    /// <summary>The elements grouped by key, as objects of <c>Key</c> and <c>Items</c>: list, key selector.</summary>
    GroupBy,

    /// <summary>A dictionary of a list's elements: list, key selector, value selector. The keys differ.</summary>
    ToDictionary,

    // Dictionaries

    /// <summary>Whether a dictionary has a key.</summary>
    ContainsKey,

    /// <summary>The value under a key that the dictionary has.</summary>
    Item,

    /// <summary>The value under a key, or the default: dictionary, key, default.</summary>
    ItemOrDefault,

    /// <summary>The keys.</summary>
    Keys,

    /// <summary>The values.</summary>
    Values,

    /// <summary>The entries, as objects of <c>Key</c> and <c>Value</c>.</summary>
    Entries,

    /// <summary>The dictionary with one entry set: dictionary, key, value.</summary>
    SetEntry,

    /// <summary>The dictionary without a key.</summary>
    RemoveKey,
}

/// <summary>What the compiler needs to know of functions apart from their meaning.</summary>
internal static class IrFunctions
{
    /// <summary>Whether two evaluations can differ.</summary>
    public static bool IsVolatile(IrFunction function) => function is IrFunction.UtcNow or IrFunction.NewGuid;

    /// <summary>Whether the result can be null.</summary>
    public static bool MayBeNull(IrFunction function) => function is IrFunction.Last or IrFunction.ElementOrDefault or IrFunction.Item or IrFunction.ItemOrDefault or IrFunction.Aggregate or IrFunction.AnswerJson;

    /// <summary>Whether evaluating the function itself can fail: then its place among the calls matters.</summary>
    public static bool CanFail(IrFunction function) => function is IrFunction.NotNull or IrFunction.AnswerJson;
}
