using System.Diagnostics.CodeAnalysis;

namespace LambdaLift.ServiceCatalogue;

/// <summary>Answers what an AWS call becomes in a state machine.</summary>
public static class Explainer
{
    private static readonly IntegrationPatterns[] AllPatterns =
        { IntegrationPatterns.RequestResponse, IntegrationPatterns.Sync, IntegrationPatterns.Sync2, IntegrationPatterns.WaitForTaskToken };

    /// <summary>Explains an operation by any of its names.</summary>
    /// <param name="catalogue">The catalogue.</param>
    /// <param name="name"><c>dynamodb:PutItem</c>, <c>SNS:publish</c>, <c>AmazonDynamoDBClient.PutItemAsync</c> with or without namespace,
    /// <c>IAmazonS3.GetObjectAsync</c>, <c>Amazon.SQS.Model.SendMessageRequest</c>, <c>HttpClient.GetFromJsonAsync</c>, <c>http:invoke</c>, or the resource of a Task state.</param>
    /// <param name="explanation">The answer.</param>
    /// <param name="problem">One sentence that says what was not found, with near names.</param>
    public static bool TryExplain(AwsCatalogue catalogue, string name, [NotNullWhen(true)] out OperationExplanation? explanation, [NotNullWhen(false)] out string? problem)
    {
        problem = null;
        if (IntegrationName.Find(catalogue, name) is { } own)
        {
            explanation = ExplainOwn(own);
            return true;
        }
        var operation = OperationName.Find(catalogue, name, out problem);
        explanation = operation is null ? null : Explain(operation);
        return explanation is not null;
    }

    /// <summary>Explains an operation.</summary>
    public static OperationExplanation Explain(AwsOperation operation)
    {
        var integrations = operation.StepFunctions;
        var offered = integrations.Optimized.OrderByDescending(i => i.HasApiParameters).ToList();
        if (integrations.AwsSdk is { } sdk)
            offered.Insert(offered.Count(i => i.HasApiParameters), sdk);
        return new OperationExplanation(
            operation.Id,
            operation,
            Methods(operation),
            HighLevelApis.Of(operation).Select(v => new ViewExplanation(v.Type, v.Method, v.Fidelity, v.Note)).ToArray(),
            offered.Select(i => Explain(operation, i)).ToArray(),
            integrations.Refusal);
    }

    // An integration that is no operation of a service model.
    private static OperationExplanation ExplainOwn(StepFunctionsIntegration integration) => new(
        integration.Service + ":" + integration.Action,
        null,
        Array.Empty<string>(),
        HttpTask.Is(integration) ? HttpTaskExplanation.Views : Array.Empty<ViewExplanation>(),
        new[] { HttpTask.Is(integration) ? ExplainHttp(integration) : Explain(null, integration) },
        null);

    private static IntegrationExplanation ExplainHttp(StepFunctionsIntegration integration) => new(
        integration,
        Resources(integration),
        HttpTaskExplanation.Parameters,
        HttpTaskExplanation.Result,
        HttpTaskExplanation.Errors,
        HttpTask.Permissions("*", "*", null),
        Notes(integration).Concat(HttpTaskExplanation.Notes).ToArray());

    private static string[] Methods(AwsOperation operation)
    {
        var dotNet = operation.Service.DotNet;
        if (dotNet.Namespace.Length == 0 || dotNet.ReasonForAbsence(operation) is not null)
            return Array.Empty<string>();
        var main = $"{dotNet.ClientType}.{operation.DotNet.MethodName}({operation.DotNet.Request.Name})";
        return operation.DotNet.Overloads
            .Select(o => $"{dotNet.ClientType}.{o.MethodName}({string.Join(", ", o.Parameters.Select(p => p.Name))})")
            .Prepend(main)
            .ToArray();
    }

    private static IntegrationExplanation Explain(AwsOperation? operation, StepFunctionsIntegration integration) => new(
        integration,
        Resources(integration),
        operation is not null && integration.HasApiParameters
            ? Fields(operation.DotNet.Request, operation.Input, integration, isResult: false)
            : (integration.Parameters ?? Array.Empty<string>()).Select(p => new FieldExplanation(p, "", null, "", false, ValueForm.Plain, null)).ToArray(),
        operation is not null && integration.HasApiParameters ? Fields(operation.DotNet.Response, operation.Output, integration, isResult: true) : Array.Empty<FieldExplanation>(),
        integration.Errors.All,
        IamPermissions.ForTask(integration, IntegrationPatterns.RequestResponse, AllUnknown(operation)),
        Notes(integration));

    private static string[] Resources(StepFunctionsIntegration integration) =>
        AllPatterns.Where(p => (integration.Patterns & p) != 0).Select(p => integration.ResourceFor(p)).ToArray();

    private static FieldExplanation[] Fields(DotNetClass type, Shape? shape, StepFunctionsIntegration integration, bool isResult) =>
        (shape?.Members ?? Array.Empty<ShapeMember>())
            .Where(m => isResult || integration.AcceptsParameter(m.NameFor(integration.Kind)))
            .Select(m => Field(type, m, integration, isResult))
            .ToArray();

    private static FieldExplanation Field(DotNetClass type, ShapeMember member, StepFunctionsIntegration integration, bool isResult)
    {
        var properties = type.Properties.Where(p => p.Conversion == DotNetConversion.Whole || (p.Path.Count > 0 && ReferenceEquals(p.Path[0], member))).ToArray();
        var note = properties.Select(p => p.Note).FirstOrDefault(n => n is not null)
            ?? (type.AbsentMembers.TryGetValue(member.Name, out var reason) ? reason : null);
        return new FieldExplanation(
            member.NameFor(integration.Kind),
            member.Name,
            properties.Length == 0 ? null : string.Join(", ", properties.Select(p => p.Name)),
            member.Shape.ToString(),
            member.IsRequired,
            isResult ? integration.ResultForm(member.Name, member.Shape) : integration.ParameterForm(member.Name, member.Shape),
            note);
    }

    private static IamArguments AllUnknown(AwsOperation? operation)
    {
        var arguments = new IamArguments();
        foreach (var member in operation?.Input?.Members.Where(m => m.IsRequired) ?? Array.Empty<ShapeMember>())
            arguments.SetUnknown(member.Name);
        return arguments;
    }

    private static string[] Notes(StepFunctionsIntegration integration)
    {
        var notes = integration.ParameterNotes.Concat(integration.ResultNotes).ToList();
        if (integration.Kind == IntegrationKind.AwsSdk && integration.Confidence == FactConfidence.Low)
            notes.Add("The service is newer than the documented list; its name follows the rule that reproduces the whole list.");
        if (integration.ErrorConfidence == FactConfidence.Low)
            notes.Add("The error names follow the rule; nobody has recorded them from AWS.");
        return notes.ToArray();
    }
}
