namespace LambdaLift.StatesLanguage.Jsonata;

/// <summary>Checks arguments against a signature and puts defaults in their places.</summary>
internal sealed partial class FunctionSignature
{
    /// <summary>Whether a parameter defaults to the context.</summary>
    public bool UsesContext => _parameters.Any(parameter => parameter.UsesContext);

    /// <summary>The arguments in the places of the parameters.</summary>
    /// <exception cref="JsonataException">T0410, T0411 or T0412.</exception>
    public Value[] Validate(Value[] arguments, Value input)
    {
        if (arguments.Length == _parameters.Length && MatchesOneToOne(arguments))
        {
            for (var i = 0; i < arguments.Length; i++)
            {
                if (_parameters[i].IsArray)
                {
                    arguments[i] = ToArray(arguments[i], _parameters[i], i);
                }
            }

            return arguments;
        }

        var taken = new int[_parameters.Length];
        if (!Match(arguments, 0, 0, _parameters.Length, toEnd: true, taken))
        {
            throw Mismatch(arguments);
        }

        return Arrange(arguments, input, taken);
    }

    private static int TypeOf(Value value) => value.Kind switch
    {
        ValueKind.Undefined => TypeSets.Of('m'),
        ValueKind.Null => TypeSets.Of('l'),
        ValueKind.Boolean => TypeSets.Of('b'),
        ValueKind.Number => TypeSets.Of('n'),
        ValueKind.String => TypeSets.Of('s'),
        ValueKind.Array => TypeSets.Of('a'),
        ValueKind.Function => TypeSets.Of('f'),
        _ => TypeSets.Of('o'),
    };

    private static Value ToArray(Value argument, Parameter parameter, int index)
    {
        if (argument.IsUndefined)
        {
            return argument;
        }

        var array = argument.Reference as ValueArray;
        if (parameter.Subtype is { Length: > 0 } subtype && !IsArrayOf(argument, array, subtype))
        {
            throw new JsonataException("T0412", value: ValueOperations.Describe(argument), value2: PluralOf(subtype[0]), argument: index + 1);
        }

        return array is null ? Value.Array(new ValueArray([argument])) : argument;
    }

    private static bool IsArrayOf(Value argument, ValueArray? array, string subtype)
    {
        var type = TypeSets.Of(subtype[0]);
        if (array is null)
        {
            return subtype.Length == 1 && TypeOf(argument) == type;
        }

        for (var i = 0; i < array.Count; i++)
        {
            if (TypeOf(array[i]) != type)
            {
                return false;
            }
        }

        return true;
    }

    private static string PluralOf(char type) => type switch
    {
        'a' => "arrays",
        'b' => "booleans",
        'f' => "functions",
        'n' => "numbers",
        'o' => "objects",
        's' => "strings",
        _ => "values",
    };

    private bool MatchesOneToOne(Value[] arguments)
    {
        for (var i = 0; i < arguments.Length; i++)
        {
            if (_parameters[i].IsRepeated || (_parameters[i].Types & TypeOf(arguments[i])) == 0)
            {
                return false;
            }
        }

        return true;
    }

    // Each parameter takes as many arguments as it can, fewer if the rest would not fit otherwise.
    private bool Match(Value[] arguments, int parameterIndex, int argumentIndex, int parameterCount, bool toEnd, int[] taken)
    {
        if (parameterIndex == parameterCount)
        {
            return !toEnd || argumentIndex == arguments.Length;
        }

        var parameter = _parameters[parameterIndex];
        var most = 0;
        var limit = parameter.IsRepeated ? int.MaxValue : 1;
        while (most < limit && argumentIndex + most < arguments.Length && (parameter.Types & TypeOf(arguments[argumentIndex + most])) != 0)
        {
            most++;
        }

        for (var count = most; count >= (parameter.IsOptional ? 0 : 1); count--)
        {
            taken[parameterIndex] = count;
            if (Match(arguments, parameterIndex + 1, argumentIndex + count, parameterCount, toEnd, taken))
            {
                return true;
            }
        }

        return false;
    }

    private Value[] Arrange(Value[] arguments, Value input, int[] taken)
    {
        var arranged = new List<Value>(_parameters.Length);
        var next = 0;
        for (var p = 0; p < _parameters.Length; p++)
        {
            var parameter = _parameters[p];
            if (taken[p] == 0 && parameter.UsesContext)
            {
                if ((parameter.Types & TypeOf(input)) == 0)
                {
                    throw new JsonataException("T0411", value: ValueOperations.Describe(input), argument: next + 1);
                }

                arranged.Add(input);
                continue;
            }

            // A parameter left out leaves its place to the argument after it, if there is one.
            for (var i = 0; i < Math.Max(1, taken[p]); i++, next++)
            {
                var argument = next < arguments.Length ? arguments[next] : default;
                arranged.Add(parameter.IsArray && taken[p] > 0 ? ToArray(argument, parameter, next) : argument);
            }
        }

        return [.. arranged];
    }

    // Which argument is at fault: the first one that the parameters so far do not cover.
    private JsonataException Mismatch(Value[] arguments)
    {
        var covered = 0;
        var taken = new int[_parameters.Length];
        for (var count = 1; count <= _parameters.Length; count++)
        {
            if (!Match(arguments, 0, 0, count, toEnd: false, taken))
            {
                break;
            }

            covered = taken.Take(count).Sum();
        }

        var value = covered < arguments.Length ? ValueOperations.Describe(arguments[covered]) : null;
        return new JsonataException("T0410", value: value, argument: covered + 1);
    }
}
