using LambdaLift.Converter.Diagnostics;
using LambdaLift.Converter.Ir;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace LambdaLift.Converter.Frontend;

/// <summary>
/// Points in time and durations. A <c>DateTime</c> or <c>DateTimeOffset</c> is held as the ISO 8601 text that serializers write, a
/// <c>TimeSpan</c> as a number of milliseconds; what is computed of them is computed in milliseconds since 1970.
/// </summary>
internal sealed partial class Lowering
{
    private const string DateTimeName = "System.DateTime";
    private const string OffsetName = "System.DateTimeOffset";
    private const string SpanName = "System.TimeSpan";
    private const double MillisPerDay = 86_400_000;

    private static readonly Dictionary<string, double> MillisPerUnit = new(StringComparer.Ordinal)
    {
        ["Days"] = MillisPerDay,
        ["Hours"] = 3_600_000,
        ["Minutes"] = 60_000,
        ["Seconds"] = 1_000,
        ["Milliseconds"] = 1,
    };

    // Components of a picture of XPath's format-dateTime.
    private static readonly Dictionary<string, string> TimeParts = new(StringComparer.Ordinal)
    {
        ["Year"] = "[Y1]",
        ["Month"] = "[M1]",
        ["Day"] = "[D1]",
        ["Hour"] = "[H1]",
        ["Minute"] = "[m1]",
        ["Second"] = "[s1]",
        ["DayOfYear"] = "[d1]",
    };

    private ITypeSymbol DoubleType => _frame.Model.Compilation.GetSpecialType(SpecialType.System_Double);

    private static bool IsTimeOrDuration(ITypeSymbol? type) => type.IsTime() || type.IsDuration();

    private static void AddDateMethods(KnownMethodTable table)
    {
        foreach (var type in new[] { DateTimeName, OffsetName })
        {
            table.Add(type, "ToString", Formatted, "formats that consist of digits, literals and English names; o, s, u, R; others as in the invariant culture (reported)");
            table.Add(type, "AddDays AddHours AddMinutes AddSeconds AddMilliseconds", c => c.Arity == 1
                ? c.Lowering.Moved(c.Instance, c.Lowering.InMillis(c[0], MillisPerUnit[c.Method.Name.Substring(3)]), c.Origin)
                : null, "to the millisecond (reported)");
            table.Add(type, "Add", c => c.Lowering.TimeBinary(c.Invocation, BinaryOperatorKind.Add, c.Instance, c[0], c.Type));
            table.Add(type, "Subtract", c => c.Lowering.TimeBinary(c.Invocation, BinaryOperatorKind.Subtract, c.Instance, c[0], c.Type));
            table.Add(type, "CompareTo", c => SymbolEqualityComparer.Default.Equals(c.ParameterType(0), c.Method.ContainingType) ? c.Lowering.CompareTimes(c, c.Instance, c[0]) : null, "to the millisecond (reported)");
            table.Add(type, "Compare", c => c.Lowering.CompareTimes(c, c[0], c[1]), "to the millisecond (reported)");
            table.Add(type, "Equals", c => c.Invocation.Instance is null
                ? c.Lowering.TimeBinary(c.Invocation, BinaryOperatorKind.Equals, c[0], c[1], c.Type)
                : SymbolEqualityComparer.Default.Equals(c.ParameterType(0), c.Method.ContainingType) ? c.Lowering.TimeBinary(c.Invocation, BinaryOperatorKind.Equals, c.Instance, c[0], c.Type) : null, "to the millisecond (reported)");
            table.Add(type, "ToUniversalTime", c => new IrCallFunction(IrFunction.FromMillis, [c.Lowering.Instant(c.Instance)], c.Type, c.Origin), "local time is UTC");
        }

        table.Add(DateTimeName, "SpecifyKind", c => c.EnumArgument(1) == "Utc" ? new IrCallFunction(IrFunction.FromMillis, [c.Lowering.Instant(c[0])], c.Type, c.Origin) : null, "DateTimeKind.Utc");
        table.Add(OffsetName, "ToUnixTimeSeconds", c => c.Call(IrFunction.UnixSeconds, c.Instance));
        table.Add(OffsetName, "ToUnixTimeMilliseconds", c => c.Call(IrFunction.UnixMillis, c.Instance));
        table.Add(OffsetName, "FromUnixTimeSeconds", c => FromUnixTime(c, 1000, -62135596800, 253402300799, "seconds"));
        table.Add(OffsetName, "FromUnixTimeMilliseconds", c => FromUnixTime(c, 1, -62135596800000, 253402300799999, "milliseconds"));
        table.Add(SpanName, "FromDays FromHours FromMinutes FromSeconds FromMilliseconds", c =>
            c.Invocation.Arguments.All(a => a.Parameter!.Ordinal == 0 || a.ArgumentKind == ArgumentKind.DefaultValue) && c.ParameterType(0).IsNumeric()
                ? c.Lowering.InMillis(c[0], MillisPerUnit[c.Method.Name.Substring(4)], c.Type)
                : null, "of one number");
        table.Add(SpanName, "Add", c => c.Lowering.TimeBinary(c.Invocation, BinaryOperatorKind.Add, c.Instance, c[0], c.Type));
        table.Add(SpanName, "Subtract", c => c.Lowering.TimeBinary(c.Invocation, BinaryOperatorKind.Subtract, c.Instance, c[0], c.Type));
        table.Add(SpanName, "Multiply", c => c.Lowering.TimeBinary(c.Invocation, BinaryOperatorKind.Multiply, c.Instance, c[0], c.Type));
        table.Add(SpanName, "Divide", c => c.Lowering.TimeBinary(c.Invocation, BinaryOperatorKind.Divide, c.Instance, c[0], c.Type));
        table.Add(SpanName, "Negate", c => c.Lowering.TimeBinary(c.Invocation, BinaryOperatorKind.Subtract, new IrConstant(0, c.Type, c.Origin), c.Instance, c.Type));
        table.Add(SpanName, "Duration", c => c.Call(IrFunction.Abs, c.Instance));
        table.Add(SpanName, "CompareTo", c => c.ParameterType(0).Is(SpanName) ? c.Lowering.CompareTimes(c, c.Instance, c[0]) : null);
        table.Add(SpanName, "Compare", c => c.Lowering.CompareTimes(c, c[0], c[1]));
        table.Add(SpanName, "Equals", c => c.Invocation.Instance is not null && c.ParameterType(0).Is(SpanName) ? c.Lowering.TimeBinary(c.Invocation, BinaryOperatorKind.Equals, c.Instance, c[0], c.Type) : null);
        table.Add(SpanName, "ToString", Formatted, "the constant format c");
    }

    /// <summary>Fields of the time types: <c>DateTime.MinValue</c>, <c>TimeSpan.Zero</c>; null for others.</summary>
    private static IrConstant? TimeConstant(IFieldSymbol field, Origin origin)
    {
        object? value = (field.ContainingType.FullName(), field.Name) switch
        {
            (DateTimeName, "MinValue") => "0001-01-01T00:00:00",
            (DateTimeName, "MaxValue") => "9999-12-31T23:59:59.9999999",
            (DateTimeName, "UnixEpoch") => "1970-01-01T00:00:00Z",
            (OffsetName, "MinValue") => "0001-01-01T00:00:00+00:00",
            (OffsetName, "MaxValue") => "9999-12-31T23:59:59.9999999+00:00",
            (OffsetName, "UnixEpoch") => "1970-01-01T00:00:00+00:00",
            (SpanName, "Zero") => 0,
            _ => null,
        };
        return value is null ? null : new IrConstant(value, field.Type, origin);
    }

    /// <summary><c>UtcNow</c>, <c>Now</c> and <c>Today</c>: read once, where the code reads it. A function's local time is UTC unless it sets TZ.</summary>
    private IrExpression? LowerClock(IPropertySymbol property, Origin origin, BlockBuilder into)
    {
        if (!property.ContainingType.IsTime())
            return null;
        switch (property.Name)
        {
            case "UtcNow":
                return Spill(new IrCallFunction(IrFunction.UtcNow, [], property.Type, origin), "now", into);
            case "Now" or "Today":
                Report(LiftDescriptors.TimePrecision, origin, $"'{property.ContainingType.Name}.{property.Name}'");
                var now = Spill(new IrCallFunction(IrFunction.UtcNow, property.Type.Is(DateTimeName) ? [new IrConstant(true, BooleanType, origin)] : [], property.Type, origin), "now", into);
                return property.Name == "Now" ? now : Spill(StartOfDay(now, origin), "today", into);
            default:
                return null;
        }
    }

    /// <summary>Properties of points in time and durations; null for those that have no conversion.</summary>
    private IrExpression? LowerTimeProperty(IPropertyReferenceOperation operation, IrExpression target)
    {
        var origin = At(operation);
        var type = Resolve(operation.Type);
        var name = operation.Property.Name;
        if (target.Type.IsDuration())
        {
            if (name.StartsWith("Total", StringComparison.Ordinal) && MillisPerUnit.TryGetValue(name.Substring(5), out var unit))
                return new IrCallFunction(IrFunction.InUnits, [target, Millis(unit, origin)], type, origin);
            if (!MillisPerUnit.TryGetValue(name, out var part))
                return null;
            IrExpression whole = new IrCallFunction(IrFunction.Truncate, [new IrCallFunction(IrFunction.InUnits, [target, Millis(part, origin)], DoubleType, origin)], type, origin);
            var next = name switch { "Days" => 0, "Hours" => 24, "Milliseconds" => 1000, _ => 60 };
            return next == 0 ? whole : new IrBinary(IrOperator.Remainder, whole, new IrConstant(next, type, origin), type, origin);
        }

        if (TimeParts.TryGetValue(name, out var picture))
            return Part(picture);
        switch (name)
        {
            case "DayOfWeek":
                // Sunday is 0 in .NET and 7 in ISO 8601.
                return Retyped(new IrBinary(IrOperator.Remainder, Part("[F1]"), new IrConstant(7, IntType, origin), IntType, origin), type);
            case "Date" when target.Type.Is(DateTimeName):
                return StartOfDay(target, origin);
            case "TimeOfDay" when target.Type.Is(DateTimeName):
                return new IrBinary(IrOperator.Subtract, Instant(target), new IrCallFunction(IrFunction.DayStart, [target], DoubleType, origin), type, origin);
            case "UtcDateTime":
                return new IrCallFunction(IrFunction.FromMillis, [Instant(target)], type, origin);
            default:
                return null;
        }

        IrCallFunction Part(string component) => new(IrFunction.TimePart, [target, new IrConstant(component, StringType, origin)], IntType, origin);
    }

    private IrCallFunction StartOfDay(IrExpression time, Origin origin) =>
        new(IrFunction.MoveTime, [time, new IrCallFunction(IrFunction.DayStart, [time], DoubleType, origin)], time.Type, origin);

    /// <summary><c>new DateTime(…)</c> of constants, <c>new DateTimeOffset(dateTime)</c>, <c>new TimeSpan(…)</c>.</summary>
    private IrExpression? LowerTimeCreation(IObjectCreationOperation creation, ITypeSymbol type, BlockBuilder into)
    {
        var origin = At(creation);
        var arguments = creation.Arguments.OrderBy(a => a.Parameter!.Ordinal).Select(a => a.Value).ToList();
        if (arguments.Count == 0)
            return Default(type, origin);
        if (type.Is(OffsetName) && arguments is [{ Type: { } only } dateTime] && only.Is(DateTimeName))
            return new IrCallFunction(IrFunction.FromMillis, [Instant(LowerExpression(dateTime, into))], type, origin);
        if (type.IsDuration())
        {
            if (arguments.Any(a => a.Type?.SpecialType != SpecialType.System_Int32) || arguments.Count is < 3 or > 5)
                return null;
            var values = LowerOperands([.. arguments], into);
            string[] units = arguments.Count == 3 ? ["Hours", "Minutes", "Seconds"] : ["Days", "Hours", "Minutes", "Seconds", "Milliseconds"];
            return values.Select((v, i) => InMillis(v, MillisPerUnit[units[i]], type)).Aggregate((a, b) => Folded(new IrBinary(IrOperator.Add, a, b, type, origin)));
        }

        var kind = arguments.Last() is IFieldReferenceOperation { Field: { ContainingType.Name: "DateTimeKind", Name: var named } } ? named : null;
        if (kind is not null)
            arguments.RemoveAt(arguments.Count - 1);
        var zero = arguments.Last() is IFieldReferenceOperation { Field: { Name: "Zero" } field } && field.ContainingType.Is(SpanName);
        if (zero)
            arguments.RemoveAt(arguments.Count - 1);
        if (arguments.Count is not (3 or 6 or 7) || type.Is(OffsetName) != zero || kind is "Local" || arguments.Any(a => a.ConstantValue is not { HasValue: true, Value: int }))
            return null;
        var numbers = arguments.Select(a => (int)a.ConstantValue.Value!).Concat([0, 0, 0, 0]).ToList();
        try
        {
            var moment = new DateTime(numbers[0], numbers[1], numbers[2], numbers[3], numbers[4], numbers[5], numbers[6]);
            return new IrConstant(moment.ToString("yyyy-MM-dd'T'HH:mm:ss.FFF", System.Globalization.CultureInfo.InvariantCulture) + (zero ? "+00:00" : kind == "Utc" ? "Z" : ""), type, origin);
        }
        catch (ArgumentOutOfRangeException)
        {
            return null;
        }
    }

    /// <summary>A point in time as milliseconds since 1970; a local or unspecified one as if it were UTC, as comparisons and differences take it.</summary>
    private IrExpression Instant(IrExpression time)
    {
        switch (time)
        {
            case IrConstant { Value: string text }:
                var parsed = DateTimeOffset.Parse(text, System.Globalization.CultureInfo.InvariantCulture, System.Globalization.DateTimeStyles.AssumeUniversal);
                return new IrConstant((double)((parsed.UtcTicks - new DateTime(1970, 1, 1).Ticks) / TimeSpan.TicksPerMillisecond), DoubleType, time.Origin);
            case IrCallFunction { Function: IrFunction.FromMillis or IrFunction.MoveTime, Arguments: { } made }:
                return made[made.Length - 1];
            default:
                return new IrCallFunction(IrFunction.Instant, [time], DoubleType, time.Origin);
        }
    }

    private IrExpression Moved(IrExpression time, IrExpression millis, Origin origin) =>
        new IrCallFunction(IrFunction.MoveTime, [time, Folded(new IrBinary(IrOperator.Add, Instant(time), millis, time.Type, origin))], time.Type, origin);

    private static IrConstant Millis(double value, Origin origin) => new(value, null, origin);

    /// <summary>A number of units, in milliseconds.</summary>
    private IrExpression InMillis(IrExpression amount, double unit, ITypeSymbol? type = null)
    {
        type ??= _frame.Model.Compilation.GetTypeByMetadataName(SpanName)!;
        if (unit == 1 && amount is not IrConstant)
            return new IrCallFunction(IrFunction.InUnits, [amount, Millis(1, amount.Origin)], type, amount.Origin);
        return Folded(new IrBinary(IrOperator.Multiply, amount, Millis(unit, amount.Origin), type, amount.Origin));
    }

    // Durations are mostly constants: what is written is their value.
    private static IrExpression Folded(IrBinary e)
    {
        if (e is not { Left: IrConstant { Value: { } left and not string }, Right: IrConstant { Value: { } right and not string } })
            return e;
        var (a, b) = (Convert.ToDouble(left, System.Globalization.CultureInfo.InvariantCulture), Convert.ToDouble(right, System.Globalization.CultureInfo.InvariantCulture));
        return new IrConstant(e.Operator switch { IrOperator.Add => a + b, IrOperator.Subtract => a - b, _ => a * b }, e.Type, e.Origin);
    }

    /// <summary>The operators of points in time and durations, also lifted to nullable ones.</summary>
    private IrExpression TimeBinary(IOperation operation, BinaryOperatorKind kind, IrExpression left, IrExpression right, ITypeSymbol? type)
    {
        var origin = At(operation);
        // Times have no remainder.
        if (OperatorOf(kind) is not { } op || op == IrOperator.Remainder)
            return Refuse(operation, $"'{kind}' on times", "compute with times in a function");
        var isEquality = op is IrOperator.Equal or IrOperator.NotEqual;
        if (isEquality && (left is IrConstant { Value: null } || right is IrConstant { Value: null }))
            return new IrBinary(op, left, right, BooleanType, origin);
        var isThere = IsThere(left, right, origin);
        IrExpression Number(IrExpression e) => e.Type.IsTime() ? Instant(e) : e;
        if (type.IsBoolean())
        {
            IrExpression compared = new IrBinary(op, Number(left), Number(right), BooleanType, origin);
            if (isThere is null)
                return compared;
            return isEquality
                ? new IrConditional(isThere, compared, new IrBinary(op, left, right, BooleanType, origin), BooleanType, origin)
                : new IrBinary(IrOperator.And, isThere, compared, BooleanType, origin);
        }

        var result = type.IsNullable(out var underlying) ? underlying : type;
        IrExpression value = left.Type.IsTime() && right.Type.IsDuration()
            ? new IrCallFunction(IrFunction.MoveTime, [left, Folded(new IrBinary(op, Instant(left), right, result, origin))], result, origin)
            : op == IrOperator.Divide && right.Type.IsDuration()
                ? new IrCallFunction(IrFunction.InUnits, [left, right], result, origin)
                : Folded(new IrBinary(op, Number(left), Number(right), result, origin));
        if (op == IrOperator.Divide && right is not IrConstant)
            return Refuse(operation, "Dividing a duration by a computed value", "divide numbers of seconds");
        return isThere is null ? value : new IrConditional(isThere, value, new IrConstant(null, type, origin), type, origin);
    }

    private IrExpression CompareTimes(KnownCall c, IrExpression left, IrExpression right)
    {
        var difference = TimeBinary(c.Invocation, BinaryOperatorKind.Subtract, left, right, _frame.Model.Compilation.GetTypeByMetadataName(SpanName));
        return c.Call(IrFunction.Sign, difference);
    }

    private static IrExpression FromUnixTime(KnownCall c, double unit, long least, long greatest, string parameter)
    {
        if (c[0] is not (IrConstant or IrCallFunction { Function: IrFunction.UnixSeconds or IrFunction.UnixMillis }) && !NumericRange.Of(c[0]).IsWithin(new NumericRange(least, greatest)))
        {
            c.Guard(
                new IrBinary(IrOperator.Or, c.Compare(IrOperator.Less, c[0], new IrConstant(least, c[0].Type, c.Origin)), c.Compare(IrOperator.Greater, c[0], new IrConstant(greatest, c[0].Type, c.Origin)), c.Lowering.BooleanType, c.Origin),
                OutOfRange,
                c.Lowering.Concat([c.Text($"Valid values are between {least} and {greatest}, inclusive. (Parameter '{parameter}')\nActual value was "), c[0], c.Text(".")], c.Origin));
        }

        return c.Call(IrFunction.FromMillis, c.Lowering.InMillis(c[0], unit));
    }

    /// <summary>The text of a point in time or a duration by a constant format; null when it has no conversion.</summary>
    private IrExpression? FormatTime(IOperation operation, IrExpression value, string format)
    {
        var origin = At(operation);
        if (value.Type.IsDuration())
            return format is "c" or "t" or "T" ? new IrCallFunction(IrFunction.DurationText, [value], StringType, origin) : null;
        var isOffset = value.Type.Is(OffsetName);
        var isUniversal = isOffset && format is "u" or "r" or "R";
        var custom = TimePicture.Standard(format, isOffset) ?? (format.Length > 1 ? format : null);
        if (custom is null || TimePicture.Translate(custom) is not var (picture, zone, isCultural))
            return null;
        if (isCultural && format is not ("r" or "R" or "o" or "O" or "s" or "u") && !IsInvariant(operation))
            Report(LiftDescriptors.CultureIgnored, origin, $"The text of '{value.Origin.Text}'");
        var shown = isUniversal ? new IrCallFunction(IrFunction.FromMillis, [Instant(value)], value.Type, origin) : value;
        IrExpression text = new IrCallFunction(IrFunction.FormatTime, [shown, new IrConstant(picture, StringType, origin)], StringType, origin);
        return zone switch
        {
            TimeZonePart.None => text,
            TimeZonePart.Offset when !isOffset => Concat([text, new IrConstant("+00:00", StringType, origin)], origin),
            _ => Concat([text, new IrCallFunction(IrFunction.ZoneText, [value], StringType, origin)], origin),
        };
    }

    private static bool IsInvariant(IOperation operation) =>
        operation is IInvocationOperation invocation && invocation.Arguments.Any(a => Unwrap(a.Value) is IPropertyReferenceOperation { Property: { IsStatic: true, Name: "InvariantCulture" or "InvariantInfo" } });
}
