using System.Collections.Immutable;

namespace LambdaLift.Fuzzing.Tests.Programs;

/// <content>What handles failures.</content>
internal sealed partial class ProgramGenerator
{
    private CodeStatement Catches(Scope scope, Place place)
    {
        var body = Statements(new Scope(scope), place.Inside(), 3);
        var name = Name("e");
        var caught = new Scope(scope);
        caught.Add(name + ".Message", CodeType.Text, false);
        var last = Statements(caught, place.Inside(), 2);
        if (_random.Next(3) == 0) last = last.Add(new CodeStatement($"throw new RuleException({{0}} + {name}.Message);", _expressions.Make(CodeType.Text, scope, 1)));
        return new CodeStatement(
            $"try\n{{b0}}\ncatch (ConditionalCheckFailedException)\n{{b1}}\ncatch ({Pick("RuleException", "InvalidOperationException", "AmazonDynamoDBException")})\n{{b2}}\ncatch (Exception {name})\n{{b3}}",
            [], [body, Statements(new Scope(scope), place.Inside(), 2), Statements(new Scope(scope), place.Inside(), 2), last]);
    }

    private CodeStatement Try(Scope scope, Place place)
    {
        var body = Statements(new Scope(scope), place.Inside(), 3);
        var caught = new Scope(scope);
        var name = Name("e");
        caught.Add(name + ".Message", CodeType.Text, false);
        var handler = Statements(caught, place.Inside(), 2);
        if (_random.Next(4) == 0) handler = handler.Add(new CodeStatement("throw;"));
        var type = Pick("Exception", "Exception", "ConditionalCheckFailedException", "AmazonDynamoDBException", "RuleException", "InvalidOperationException", "AmazonSimpleNotificationServiceException", "ProvisionedThroughputExceededException");
        var filter = _features.Contains("filter") && _random.Next(3) == 0 ? " when ({0})" : "";
        var text = $"try\n{{b0}}\ncatch ({type} {name}){filter}\n{{b1}}";
        var blocks = ImmutableArray.Create(body, handler);
        if (_features.Contains("finally") && _random.Next(2) == 0)
        {
            text += "\nfinally\n{b2}";
            blocks = blocks.Add(Statements(new Scope(scope), place.Inside() with { InLoop = false, IsHandler = false }, 2));
        }

        return new CodeStatement(text, filter.Length > 0 ? [_expressions.Make(CodeType.Bool, scope, 2)] : [], blocks);
    }

    /// <summary>A call that the code makes again itself, and gives up at last or goes on without.</summary>
    private IEnumerable<CodeStatement> Retry(Scope scope)
    {
        var attempt = Name("attempt");
        var call = new CodeStatement("await _sns.PublishAsync(new PublishRequest { TopicArn = \"arn:aws:sns:us-east-1:1:a\", Message = {0} });", _expressions.Make(CodeType.Text, scope, 1));
        var wait = Pick("await Task.Delay(1000);", $"await Task.Delay(TimeSpan.FromSeconds({attempt}));", $"await Task.Delay(100 * (1 << {attempt}));");
        var failure = Pick("InvalidParameterException", "AmazonSimpleNotificationServiceException", "Exception");
        yield return _random.Next(2) == 0
            ? new CodeStatement($"for (var {attempt} = 1; ; {attempt}++)\n{{b0}}", [], [[new CodeStatement($"try\n{{b0}}\ncatch ({failure}) when ({attempt} < 3)\n{{b1}}", [], [[call, new CodeStatement("break;")], [new CodeStatement(wait)]])]])
            : new CodeStatement($"for (var {attempt} = 0; {attempt} < 3; {attempt}++)\n{{b0}}", [], [[new CodeStatement($"try\n{{b0}}\ncatch ({failure})\n{{b1}}", [], [[call, new CodeStatement("break;")], [new CodeStatement($"if ({attempt} == 2) throw;"), new CodeStatement(wait)]])]]);
    }
}
