using LambdaLift.Converter.Ir;
using LambdaLift.StatesLanguage.Jsonata;

namespace LambdaLift.Converter.Emit.Jsonata.Functions;

/// <summary>Writes a call of a known function.</summary>
internal delegate JsonataNode JsonataFunction(JsonataExpressions write, IrCallFunction call);

/// <summary>What every known function is in JSONata; one file per family.</summary>
internal static class JsonataFunctions
{
    private static readonly Dictionary<IrFunction, JsonataFunction> All = Create();

    /// <summary>The functions that can be written.</summary>
    public static IReadOnlyCollection<IrFunction> Known => All.Keys;

    /// <summary>Writes a call.</summary>
    public static JsonataNode Write(JsonataExpressions write, IrCallFunction call) =>
        All.TryGetValue(call.Function, out var function) ? function(write, call) : throw new InvalidOperationException($"JSONata has no writer for {call.Function}.");

    private static Dictionary<IrFunction, JsonataFunction> Create()
    {
        var all = new Dictionary<IrFunction, JsonataFunction>();
        ValueFunctions.AddTo(all);
        TimeFunctions.AddTo(all);
        TextFunctions.AddTo(all);
        ConversionFunctions.AddTo(all);
        NumberFunctions.AddTo(all);
        SequenceFunctions.AddTo(all);
        DictionaryFunctions.AddTo(all);
        return all;
    }
}
