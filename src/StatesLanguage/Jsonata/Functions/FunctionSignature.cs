namespace LambdaLift.StatesLanguage.Jsonata;

/// <summary>The declared parameter types of a function, as in <c>&lt;s-nn?:s&gt;</c>.</summary>
/// <remarks>
/// Types: <c>s</c> string, <c>n</c> number, <c>b</c> boolean, <c>l</c> null, <c>o</c> object, <c>a</c> array (<c>a&lt;s&gt;</c> of strings),
/// <c>f</c> function, <c>j</c> any JSON, <c>x</c> anything, <c>(sn)</c> a choice. Suffixes: <c>-</c> the context if left out,
/// <c>?</c> optional, <c>+</c> one or more. What follows the colon is the result, which is not checked.
/// </remarks>
internal sealed partial class FunctionSignature
{
    private readonly Parameter[] _parameters;

    private FunctionSignature(Parameter[] parameters) => _parameters = parameters;

    /// <summary>Reads a signature.</summary>
    /// <param name="text">The signature with its angle brackets.</param>
    /// <param name="position">Where it stands in the source, for errors.</param>
    /// <exception cref="JsonataException">S0401 or S0402.</exception>
    public static FunctionSignature Parse(string text, int position)
    {
        var parameters = new List<Parameter>();
        for (var i = 1; i < text.Length && text[i] != ':'; i++)
        {
            var last = parameters.Count > 0 ? parameters[parameters.Count - 1] : null;
            switch (text[i])
            {
                case 's' or 'n' or 'b' or 'l' or 'o':
                    parameters.Add(new Parameter(TypeSets.Of(text[i]) | TypeSets.Missing));
                    break;
                case 'a':
                    parameters.Add(new Parameter(TypeSets.Any) { IsArray = true });
                    break;
                case 'f':
                    parameters.Add(new Parameter(TypeSets.Function) { IsFunction = true });
                    break;
                case 'j':
                    parameters.Add(new Parameter(TypeSets.Json));
                    break;
                case 'x':
                    parameters.Add(new Parameter(TypeSets.Any));
                    break;
                case '-' when last is not null:
                    last.UsesContext = true;
                    last.IsOptional = true;
                    break;
                case '?' when last is not null:
                    last.IsOptional = true;
                    break;
                case '+' when last is not null:
                    last.IsRepeated = true;
                    break;
                case '(':
                    var close = FindClosing(text, i, '(', ')');
                    var choice = text.Substring(i + 1, close - i - 1);
                    if (choice.Contains('<'))
                    {
                        throw new JsonataException("S0402", position + i, null, choice);
                    }

                    parameters.Add(new Parameter(choice.Aggregate(TypeSets.Missing, (set, type) => set | TypeSets.Of(type))));
                    i = close;
                    break;
                case '<':
                    if (last is not { IsArray: true } and not { IsFunction: true })
                    {
                        throw new JsonataException("S0401", position + i, null, i > 0 ? text[i - 1].ToString() : null);
                    }

                    var end = FindClosing(text, i, '<', '>');
                    last.Subtype = text.Substring(i + 1, end - i - 1);
                    i = end;
                    break;
            }
        }

        return new FunctionSignature([.. parameters]);
    }

    private static int FindClosing(string text, int start, char open, char close)
    {
        var depth = 1;
        for (var i = start + 1; i < text.Length; i++)
        {
            if (text[i] == close && --depth == 0)
            {
                return i;
            }

            if (text[i] == open)
            {
                depth++;
            }
        }

        return text.Length - 1 > start ? text.Length - 1 : start + 1;
    }

    /// <summary>A parameter.</summary>
    /// <param name="types">The types of argument it takes.</param>
    private sealed class Parameter(int types)
    {
        public int Types { get; } = types;

        public bool IsArray { get; init; }

        public bool IsFunction { get; init; }

        public bool IsOptional { get; set; }

        public bool IsRepeated { get; set; }

        public bool UsesContext { get; set; }

        public string? Subtype { get; set; }
    }

    /// <summary>Sets of types as bits.</summary>
    private static class TypeSets
    {
        public const int Missing = 1;
        public const int Function = 1 << 1;
        public const int Json = Missing | (0x3f << 2);
        public const int Any = Json | Function;

        public static int Of(char type) => type switch
        {
            'm' => Missing,
            'f' => Function,
            's' => 1 << 2,
            'n' => 1 << 3,
            'b' => 1 << 4,
            'l' => 1 << 5,
            'o' => 1 << 6,
            'a' => 1 << 7,
            'x' => Any,
            'j' => Json,
            _ => 0,
        };
    }
}
