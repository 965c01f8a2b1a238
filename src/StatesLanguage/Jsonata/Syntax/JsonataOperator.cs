namespace LambdaLift.StatesLanguage.Jsonata;

/// <summary>The operators of <see cref="BinaryExpression"/>.</summary>
public enum JsonataOperator
{
    /// <summary><c>+</c>: numeric addition.</summary>
    Add,

    /// <summary><c>-</c>: numeric subtraction.</summary>
    Subtract,

    /// <summary><c>*</c>: numeric multiplication.</summary>
    Multiply,

    /// <summary><c>/</c>: floating-point division.</summary>
    Divide,

    /// <summary><c>%</c>: remainder with the sign of the dividend.</summary>
    Modulo,

    /// <summary><c>=</c>: deep equality; false if a side is undefined.</summary>
    Equal,

    /// <summary><c>!=</c>: deep inequality; false if a side is undefined.</summary>
    NotEqual,

    /// <summary><c>&lt;</c> on two numbers or two strings.</summary>
    Less,

    /// <summary><c>&lt;=</c> on two numbers or two strings.</summary>
    LessOrEqual,

    /// <summary><c>&gt;</c> on two numbers or two strings.</summary>
    Greater,

    /// <summary><c>&gt;=</c> on two numbers or two strings.</summary>
    GreaterOrEqual,

    /// <summary><c>&amp;</c>: string concatenation, undefined counting as empty.</summary>
    Concatenate,

    /// <summary><c>and</c> of two effective booleans, the right one only if needed.</summary>
    And,

    /// <summary><c>or</c> of two effective booleans, the right one only if needed.</summary>
    Or,

    /// <summary><c>in</c>: membership of a scalar in an array.</summary>
    In,

    /// <summary><c>?:</c>: the left side if its effective boolean is true, else the right side (JSONata 2.2, not in Step Functions).</summary>
    Default,

    /// <summary><c>??</c>: the left side if it is defined, else the right side (JSONata 2.2, not in Step Functions).</summary>
    Coalesce,
}

/// <summary>How operators are spelled and how tightly they bind.</summary>
internal static class JsonataOperators
{
    public const int Dot = 75;
    public const int Postfix = 80;
    public const int Group = 70;
    public const int Prefix = 70;
    public const int OrderBy = 40;
    public const int Chain = 40;
    public const int Conditional = 20;
    public const int Assignment = 10;

    private static readonly (JsonataOperator Operator, string Symbol, int Power)[] Table =
    [
        (JsonataOperator.Add, "+", 50),
        (JsonataOperator.Subtract, "-", 50),
        (JsonataOperator.Multiply, "*", 60),
        (JsonataOperator.Divide, "/", 60),
        (JsonataOperator.Modulo, "%", 60),
        (JsonataOperator.Equal, "=", 40),
        (JsonataOperator.NotEqual, "!=", 40),
        (JsonataOperator.Less, "<", 40),
        (JsonataOperator.LessOrEqual, "<=", 40),
        (JsonataOperator.Greater, ">", 40),
        (JsonataOperator.GreaterOrEqual, ">=", 40),
        (JsonataOperator.Concatenate, "&", 50),
        (JsonataOperator.And, "and", 30),
        (JsonataOperator.Or, "or", 25),
        (JsonataOperator.In, "in", 40),
        (JsonataOperator.Default, "?:", 40),
        (JsonataOperator.Coalesce, "??", 40),
    ];

    /// <summary>The binding power towards the left operand.</summary>
    public static int LeftPower(JsonataOperator @operator) => Table[(int)@operator].Power;

    /// <summary>The binding power towards the right operand: <c>?:</c> and <c>??</c> take everything that follows.</summary>
    public static int RightPower(JsonataOperator @operator) =>
        @operator is JsonataOperator.Default or JsonataOperator.Coalesce ? 0 : Table[(int)@operator].Power;

    public static string Symbol(JsonataOperator @operator) => Table[(int)@operator].Symbol;

    public static bool TryParse(string symbol, out JsonataOperator @operator)
    {
        foreach (var row in Table)
        {
            if (row.Symbol == symbol)
            {
                @operator = row.Operator;
                return true;
            }
        }

        @operator = default;
        return false;
    }
}
