using System.Globalization;

namespace LambdaLift.Fuzzing.Tests.Programs;

/// <content>Calls of services and what is read of their answers.</content>
internal sealed partial class ProgramGenerator
{
    private CodeStatement ConditionalCall(Scope scope)
    {
        var name = Name("c");
        var statement = new CodeStatement(
            $"var {name} = {{0}} ? await _sns.PublishAsync(new PublishRequest {{ TopicArn = \"arn:aws:sns:us-east-1:1:a\", Message = {{1}} }}) : null;", _expressions.Make(CodeType.Bool, scope, 2), _expressions.Make(CodeType.Text, scope, 2));
        scope.Add(name + "?.MessageId", CodeType.MaybeText, false);
        return statement;
    }

    /// <summary>Calls whose answers hold lists and attributes.</summary>
    private IEnumerable<CodeStatement> Answer(Scope scope)
    {
        var name = Name("r");
        if (_random.Next(2) == 0)
        {
            yield return new CodeStatement(
                $"var {name} = await _dynamoDb.QueryAsync(new QueryRequest {{ TableName = \"things\", KeyConditionExpression = \"Id = :i\", ExpressionAttributeValues = new() {{ [\":i\"] = new AttributeValue {{ S = {{0}} }} }} }});",
                _expressions.Make(CodeType.Text, scope, 2));
            scope.Add($"{name}.Items.Count", CodeType.Int, false);
            scope.Add($"({name}.Count > 0)", CodeType.Bool, false);
        }
        else
        {
            yield return new CodeStatement($"var {name} = await _dynamoDb.GetItemAsync(new GetItemRequest {{ TableName = \"things\", Key = new() {{ [\"Id\"] = new AttributeValue {{ S = {{0}} }} }} }});", _expressions.Make(CodeType.Text, scope, 2));
            yield return new CodeStatement($"string? {Name("g")} = {name}.Item != null && {name}.Item.ContainsKey(\"Label\") ? {name}.Item[\"Label\"].S : null;");
            scope.Add("g" + _names.ToString(CultureInfo.InvariantCulture), CodeType.MaybeText, true);
        }
    }

    private IEnumerable<CodeStatement> Call(Scope scope, Place place)
    {
        var name = Name("r");
        switch (_random.Next(7))
        {
            case 0:
                yield return new CodeStatement("await _sns.PublishAsync(new PublishRequest { TopicArn = \"arn:aws:sns:us-east-1:1:a\", Message = {0}, Subject = {1} });", _expressions.Make(CodeType.Text, scope, 2), _expressions.Make(CodeType.Text, scope, 1));
                break;
            case 1:
                yield return new CodeStatement($"var {name} = await _sns.PublishAsync(new PublishRequest {{ TopicArn = Environment.GetEnvironmentVariable(\"TOPIC\"), Message = {{0}} }});", _expressions.Make(CodeType.Text, scope, 3));
                scope.Add(name + ".MessageId", CodeType.Text, false);
                break;
            case 2:
                yield return new CodeStatement("await _dynamoDb.PutItemAsync(new PutItemRequest { TableName = \"things\", Item = new() { [\"Id\"] = new AttributeValue { S = {0} }, [\"Total\"] = new AttributeValue { N = {1}.ToString() } } });", _expressions.Make(CodeType.Text, scope, 2), _expressions.Operand(CodeType.Int, scope));
                break;
            case 3:
                yield return new CodeStatement($"var {name} = await _dynamoDb.GetItemAsync(new GetItemRequest {{ TableName = \"things\", Key = new() {{ [\"Id\"] = new AttributeValue {{ S = {{0}} }} }} }});", _expressions.Make(CodeType.Text, scope, 2));
                if (_features.Contains("item")) scope.Add($"({name}.Item != null && {name}.Item.Count > 0)", CodeType.Bool, false);
                break;
            case 4:
                yield return new CodeStatement($"var {name} = await _sqs.SendMessageAsync(new SendMessageRequest {{ QueueUrl = \"https://q\", MessageBody = {{0}} }});", _expressions.Make(CodeType.Text, scope, 3));
                scope.Add(name + ".MessageId", CodeType.Text, false);
                break;
            default:
                var payload = Name("p");
                yield return new CodeStatement($"var {name} = await _lambda.InvokeAsync(new InvokeRequest {{ FunctionName = \"work\", Payload = JsonSerializer.Serialize(new {{ Text = {{0}}, Number = {{1}} }}) }});", _expressions.Make(CodeType.Text, scope, 2), _expressions.Make(CodeType.Int, scope, 2));
                if (place.IsHandler && _random.Next(3) > 0) yield return new CodeStatement($"if (!string.IsNullOrEmpty({name}.FunctionError)) throw new RuleException({{0}});", _expressions.Make(CodeType.Text, scope, 0));
                yield return new CodeStatement($"var {payload} = JsonSerializer.Deserialize<Reply>(new StreamReader({name}.Payload).ReadToEnd())!;");
                scope.Add(payload + ".Status", CodeType.Text, false);
                scope.Add(payload + ".Score", CodeType.Int, false);
                scope.Add(payload + ".Approved", CodeType.Bool, false);
                break;
        }
    }
}
