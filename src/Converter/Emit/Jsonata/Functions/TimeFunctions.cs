using LambdaLift.Converter.Frontend;
using LambdaLift.Converter.Ir;
using LambdaLift.StatesLanguage.Jsonata;

namespace LambdaLift.Converter.Emit.Jsonata.Functions;

/// <summary>Points in time, which are ISO 8601 text, and durations, which are milliseconds.</summary>
internal static class TimeFunctions
{
    private const double MillisPerDay = 86_400_000;
    private const string Clock = "[Y0001]-[M01]-[D01]T[H01]:[m01]:[s01].[f001]";

    public static void AddTo(IDictionary<IrFunction, JsonataFunction> all)
    {
        all.Add(IrFunction.UtcNow, (_, e) => e.Arguments.IsEmpty ? Js.Call("now") : Js.Call("replace", Js.Call("now"), Js.String("Z"), Js.String("+00:00")));
        all.Add(IrFunction.Instant, (w, e) => Instant(w, e.Arguments[0]));
        all.Add(IrFunction.FromMillis, (w, e) => Js.Call("fromMillis", w.Raw(e.Arguments[0])));
        all.Add(IrFunction.MoveTime, (w, e) => InZoneOf(w, e.Arguments[0], w.Raw(e.Arguments[1])));
        all.Add(IrFunction.DayStart, (w, e) => Js.Binary("*", Js.Call("floor", Js.Binary("/", Instant(w, e.Arguments[0]), Js.Number(MillisPerDay))), Js.Number(MillisPerDay)));
        all.Add(IrFunction.TimePart, (w, e) => Js.Call("number", Formatted(w, e.Arguments[0], Picture(e))));
        all.Add(IrFunction.FormatTime, (w, e) => Formatted(w, e.Arguments[0], Picture(e)));
        all.Add(IrFunction.ZoneText, (w, e) => ZoneText(w, e.Arguments[0]));
        all.Add(IrFunction.UnixSeconds, (w, e) => Js.Call("floor", Js.Binary("/", Instant(w, e.Arguments[0]), Js.Number(1000))));
        all.Add(IrFunction.UnixMillis, (w, e) => Instant(w, e.Arguments[0]));
        all.Add(IrFunction.InUnits, (w, e) => e.Arguments[1] is IrConstant { Value: 1.0 } ? w.Raw(e.Arguments[0]) : Js.Binary("/", w.Raw(e.Arguments[0]), w.Raw(e.Arguments[1])));
        all.Add(IrFunction.DurationText, (w, e) => DurationText(w, w.Raw(e.Arguments[0])));
        all.Add(IrFunction.ParseDuration, (w, e) => ParseDuration(w, w.Raw(e.Arguments[0])));
    }

    /// <summary>The text of a duration in milliseconds, as serializers write it.</summary>
    public static JsonataNode DurationText(JsonataExpressions w, JsonataNode millis) => w.Let("millis", millis, number => w.Let("size", Js.Call("abs", number), size =>
    {
        var days = Js.Call("floor", Js.Binary("/", size, Js.Number(MillisPerDay)));
        var fraction = Js.Binary("%", size, Js.Number(1000));
        return Js.Concat(
            Js.If(Js.Binary("<", number, Js.Number(0)), Js.String("-"), Js.String("")),
            Js.If(Js.Binary(">=", size, Js.Number(MillisPerDay)), Js.Concat(days, Js.String(".")), Js.String("")),
            Js.Call("fromMillis", Js.Call("floor", Js.Binary("%", size, Js.Number(MillisPerDay))), Js.String("[H01]:[m01]:[s01]")),
            Js.If(Js.Equal(fraction, Js.Number(0)), Js.String(""), Js.Concat(Js.String("."), Js.Call("formatNumber", Js.Call("round", Js.Binary("*", fraction, Js.Number(10000))), Js.String("0000000")))));
    }));

    /// <summary>The milliseconds of a duration as serializers write it.</summary>
    public static JsonataNode ParseDuration(JsonataExpressions w, JsonataNode text)
    {
        var isNegative = Js.Equal(Js.Call("substring", text, Js.Number(0), Js.Number(1)), Js.String("-"));
        return Js.If(isNegative, Js.Negate(Js.Parenthesized(Size(Js.Call("substring", text, Js.Number(1))))), Size(text));

        // The time of day is what a day's first milliseconds are.
        JsonataNode Size(JsonataNode size) => w.Let("size", size, s => Js.If(
            Js.Call("contains", s, Js.Regex("^\\d+\\.")),
            Js.Binary("+", Js.Binary("*", Js.Call("number", Js.Call("substringBefore", s, Js.String("."))), Js.Number(MillisPerDay)), TimeOfDay(Js.Call("substringAfter", s, Js.String(".")))),
            TimeOfDay(s)));

        static JsonataNode TimeOfDay(JsonataNode time) => Js.Call("toMillis", Js.Concat(Js.String("1970-01-01T"), time, Js.String("Z")));
    }

    private static string Picture(IrCallFunction e) => (string)((IrConstant)e.Arguments[1]).Value!;

    // $toMillis needs a zone; a DateTime without one is taken for UTC, as is the local time of a function.
    private static JsonataNode Instant(JsonataExpressions w, IrExpression time) => Js.Call(
        "toMillis",
        w.ZoneOf(time) is { Length: > 0 } ? w.Raw(time) : Js.Call("replace", w.Raw(time), Js.Regex("T[\\d:.]+$"), Js.String("$0Z")));

    private static bool HasOffset(IrExpression time) => time.Type.IsNullable(out var underlying) ? underlying.Is("System.DateTimeOffset") : time.Type.Is("System.DateTimeOffset");

    // A DateTime shows UTC, a DateTimeOffset its own zone: what it shows is read as if it were UTC.
    private static JsonataNode Formatted(JsonataExpressions w, IrExpression time, string picture)
    {
        var zone = w.ZoneOf(time);
        var shown = !HasOffset(time) || zone is "Z" or "+00:00"
            ? InstantOf(w, time)
            : Js.Call("toMillis", Js.Call("replace", w.Raw(time), Js.Regex("^(.+T[\\d:.]+).*$"), Js.String("$1Z")));
        return Js.Call("fromMillis", shown, Js.String(picture));
    }

    private static JsonataNode InstantOf(JsonataExpressions w, IrExpression time) => time switch
    {
        IrCallFunction { Function: IrFunction.FromMillis or IrFunction.MoveTime, Arguments: { } made } => w.Raw(made[made.Length - 1]),
        _ => Instant(w, time),
    };

    private static JsonataNode InZoneOf(JsonataExpressions w, IrExpression time, JsonataNode millis)
    {
        switch (w.ZoneOf(time))
        {
            case "Z" or "+00:00":
                return Js.Call("fromMillis", millis);
            case "":
                return WithoutZeros(Js.Call("fromMillis", millis, Js.String(Clock)));
        }

        if (!HasOffset(time))
            return Js.Concat(WithoutZeros(Js.Call("fromMillis", millis, Js.String(Clock))), ZoneText(w, time));
        return w.Let("zone", ZoneText(w, time), zone => Js.Concat(Js.Call("fromMillis", millis, Js.String(Clock), Js.Call("replace", zone, Js.String(":"), Js.String(""))), zone));
    }

    private static CallExpression WithoutZeros(JsonataNode clock) => Js.Call("replace", clock, Js.Regex("\\.?0+$"), Js.String(""));

    private static JsonataNode ZoneText(JsonataExpressions w, IrExpression time)
    {
        var hasOffset = HasOffset(time);
        if (w.ZoneOf(time) is { } zone)
            return Js.String(hasOffset ? "+00:00" : zone);
        return w.Let("time", w.Raw(time), text =>
        {
            var isOffset = Js.Call("contains", text, Js.Regex("[+-]\\d\\d:\\d\\d$"));

            // Another zone than UTC makes a DateTime local, which is UTC.
            return hasOffset
                ? Js.If(isOffset, Js.Call("substring", text, Js.Number(-6)), Js.String("+00:00"))
                : Js.If(isOffset, Js.String("+00:00"), Js.If(Js.Call("contains", text, Js.String("Z")), Js.String("Z"), Js.String("")));
        });
    }
}
