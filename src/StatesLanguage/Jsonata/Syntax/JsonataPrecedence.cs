namespace LambdaLift.StatesLanguage.Jsonata;

/// <summary>Where an operand needs parentheses. The builder puts them into the tree; the printer adds those that a tree lacks.</summary>
internal static class JsonataPrecedence
{
    /// <summary>An operand left of an operator that binds leftwards with <paramref name="power"/>.</summary>
    public static JsonataNode Left(JsonataNode operand, int power) => TailPower(operand) < power ? new Block([operand]) : operand;

    /// <summary>The left operand of a binary operator.</summary>
    public static JsonataNode LeftOf(JsonataOperator @operator, JsonataNode operand) =>
        @operator == JsonataOperator.Divide && EndsBeforeRegex(operand) ? new Block([operand]) : Left(operand, JsonataOperators.LeftPower(@operator));

    /// <summary>An operand right of an operator that binds rightwards with <paramref name="power"/>.</summary>
    public static JsonataNode Right(JsonataNode operand, int power) => HeadPower(operand) <= power ? new Block([operand]) : operand;

    /// <summary>What is called: a field named like the keyword that starts a lambda would turn its call into one.</summary>
    public static JsonataNode Callee(JsonataNode function) =>
        function is FieldName { Name: "function" or "λ" } ? new Block([function]) : Left(function, JsonataOperators.Postfix);

    /// <summary>The steps of a path.</summary>
    public static NodeList<JsonataNode> Steps(IReadOnlyList<JsonataNode> steps)
    {
        var all = new JsonataNode[steps.Count];
        for (var i = 0; i < all.Length; i++)
        {
            var step = IsLiteral(steps[i]) ? new Block([steps[i]]) : AsStep(steps[i]);
            step = i == 0 ? step : Right(step, JsonataOperators.Dot);
            all[i] = i == all.Length - 1 ? step : Left(step, JsonataOperators.Dot);
        }

        return NodeList.From(all);
    }

    /// <summary>A node as a step of a path: there a string is a field name.</summary>
    public static JsonataNode AsStep(JsonataNode node) => node switch
    {
        StringLiteral text => new FieldName(text.Value) { Position = text.Position },
        FilterExpression filter => filter with { Operand = AsStep(filter.Operand) },
        KeepArrayExpression keep => keep with { Operand = AsStep(keep.Operand) },
        FocusBinding focus => focus with { Operand = AsStep(focus.Operand) },
        IndexBinding index => index with { Operand = AsStep(index.Operand) },
        _ => node,
    };

    /// <summary>Whether a node is a literal that cannot be a step of a path unless it is in parentheses.</summary>
    public static bool IsLiteral(JsonataNode node) => node switch
    {
        NumberLiteral or BooleanLiteral or NullLiteral => true,
        Negation negation => negation.Operand is NumberLiteral,
        FilterExpression filter => IsLiteral(filter.Operand),
        KeepArrayExpression keep => IsLiteral(keep.Operand),
        FocusBinding focus => IsLiteral(focus.Operand),
        IndexBinding index => IsLiteral(index.Operand),
        _ => false,
    };

    /// <summary>What stands before a <c>:</c> that a conditional at its end would take for its own.</summary>
    public static JsonataNode BeforeColon(JsonataNode node) => EndsWithOpenConditional(node) ? new Block([node]) : node;

    private static bool EndsWithOpenConditional(JsonataNode node) => node switch
    {
        ConditionalExpression { Else: null } => true,
        ConditionalExpression conditional => EndsWithOpenConditional(conditional.Else!),
        BinaryExpression binary => EndsWithOpenConditional(binary.Right),
        Assignment assignment => EndsWithOpenConditional(assignment.Value),
        _ => false,
    };

    // After these JSONata takes a slash for the start of a regular expression.
    private static bool EndsBeforeRegex(JsonataNode node) => node switch
    {
        KeepArrayExpression or LambdaExpression or OrderByExpression or TransformExpression => true,
        PathExpression path => EndsBeforeRegex(path.Steps[path.Steps.Count - 1]),
        BinaryExpression binary => EndsBeforeRegex(binary.Right),
        ChainExpression chain => EndsBeforeRegex(chain.Right),
        Negation negation => EndsBeforeRegex(negation.Operand),
        _ => false,
    };

    /// <summary>The loosest binding power on the right edge: an operator that binds tighter would take the edge for itself.</summary>
    private static int TailPower(JsonataNode node) => node switch
    {
        ConditionalExpression => 0,
        Assignment => 0,
        BinaryExpression binary => Math.Min(JsonataOperators.RightPower(binary.Operator), TailPower(Right(binary.Right, JsonataOperators.RightPower(binary.Operator)))),
        ChainExpression chain => Math.Min(JsonataOperators.Chain, TailPower(Right(chain.Right, JsonataOperators.Chain))),
        Negation negation => Math.Min(JsonataOperators.Prefix, TailPower(Right(negation.Operand, JsonataOperators.Prefix))),
        PathExpression path => Math.Min(JsonataOperators.Dot, TailPower(Right(path.Steps[path.Steps.Count - 1], JsonataOperators.Dot))),
        _ => int.MaxValue,
    };

    /// <summary>The loosest binding power among the operators at the node's top level, seen from its left edge.</summary>
    private static int HeadPower(JsonataNode node) => node switch
    {
        BinaryExpression binary => Math.Min(JsonataOperators.LeftPower(binary.Operator), HeadPower(LeftOf(binary.Operator, binary.Left))),
        ChainExpression chain => Math.Min(JsonataOperators.Chain, HeadPower(Left(chain.Left, JsonataOperators.Chain))),
        ConditionalExpression => JsonataOperators.Conditional,
        Assignment => JsonataOperators.Assignment,
        OrderByExpression => JsonataOperators.OrderBy,
        GroupByExpression group => Math.Min(JsonataOperators.Group, HeadPower(Left(group.Operand, JsonataOperators.Group))),
        FilterExpression filter => HeadPower(Left(filter.Operand, JsonataOperators.Postfix)),
        KeepArrayExpression keep => HeadPower(Left(keep.Operand, JsonataOperators.Postfix)),
        FocusBinding focus => HeadPower(Left(focus.Operand, JsonataOperators.Postfix)),
        IndexBinding index => HeadPower(Left(index.Operand, JsonataOperators.Postfix)),
        CallExpression call => HeadPower(Callee(call.Function)),
        PathExpression path => Math.Min(JsonataOperators.Dot, HeadPower(Left(path.Steps[0], JsonataOperators.Dot))),
        _ => int.MaxValue,
    };
}
