using System.Collections.Immutable;
using LambdaLift.Converter.Ir;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace LambdaLift.Converter.Frontend;

/// <summary>
/// Methods marked with <c>[LambdaFunction]</c> and a route: what Amazon.Lambda.Annotations generates around them reads parameters out of the
/// request of API Gateway and makes the response.
/// </summary>
internal sealed partial class Lowering
{
    private const string AnnotationsNamespace = "Amazon.Lambda.Annotations.APIGateway";
    private const string EventsNamespace = "Amazon.Lambda.APIGatewayEvents";

    /// <summary>The API that calls the handler; null for handlers that get the event itself.</summary>
    private HttpApi? _api;

    /// <summary>The kind of API: decides the classes of request and response.</summary>
    private sealed record HttpApi(string Route, string RequestType, string ResponseType, bool IsVersion2);

    private static HttpApi? ApiOf(IMethodSymbol method)
    {
        foreach (var attribute in method.GetAttributes())
        {
            if (attribute.AttributeClass is not { } type || type.ContainingNamespace.FullName() != AnnotationsNamespace)
                continue;
            var route = attribute.ConstructorArguments.Select(a => a.Value).OfType<string>().FirstOrDefault() ?? "";
            var isVersion1 = attribute.NamedArguments.Any(n => n.Key == "Version" && n.Value.Value is 0);
            switch (type.Name)
            {
                case "HttpApiAttribute" when !isVersion1:
                case "FunctionUrlAttribute":
                    return new HttpApi(route, EventsNamespace + ".APIGatewayHttpApiV2ProxyRequest", EventsNamespace + ".APIGatewayHttpApiV2ProxyResponse", true);
                case "HttpApiAttribute" or "RestApiAttribute":
                    return new HttpApi(route, EventsNamespace + ".APIGatewayProxyRequest", EventsNamespace + ".APIGatewayProxyResponse", false);
            }
        }

        return null;
    }

    /// <summary>Binds the parameters of a method that serves a route; the request is the event.</summary>
    /// <returns>The variable that holds the request.</returns>
    private IrVariable? BindRoute(HttpApi api, IMethodSymbol method, JsonContract contract, Origin origin, BlockBuilder root)
    {
        var compilation = _frame.Model.Compilation;
        var requestType = compilation.GetTypeByMetadataName(api.RequestType);
        if (requestType is null || compilation.GetTypeByMetadataName(api.ResponseType) is null)
        {
            Report(Diagnostics.LiftDescriptors.UnsupportedConstruct, origin, "A route without the package Amazon.Lambda.APIGatewayEvents", "reference it");
            return null;
        }

        var request = new IrVariable("request", requestType);
        _neverNull.Add(request);
        root.Add(new IrAssign(request, new IrFromJson(new IrInput(origin), contract, requestType, origin), origin));
        foreach (var parameter in method.Parameters)
        {
            var type = Resolve(parameter.Type)!;
            if (type.IsOpaque())
            {
                _frame.Bind(parameter, new OpaqueBinding(null, null));
                continue;
            }

            if (SymbolEqualityComparer.Default.Equals(type, requestType))
            {
                _frame.Bind(parameter, new VariableBinding(request, root));
                continue;
            }

            var (source, name) = SourceOf(parameter, api);
            if (source == "FromServices")
            {
                _frame.Bind(parameter, Provide(type) ?? new OpaqueBinding(null, null));
                continue;
            }

            var parameterOrigin = new Origin(parameter.DeclaringSyntaxReferences[0].GetSyntax(_cancellationToken), method);
            IrExpression Part(string property) => new IrMember(
                new IrRead(request, parameterOrigin), property, ObjectShape.Properties(requestType).First(p => p.Name == property).Type, parameterOrigin);
            IrExpression value;
            if (source == "FromBody")
            {
                var body = Part("Body");
                if (!type.IsString())
                {
                    Report(Diagnostics.LiftDescriptors.UnreadableBody, parameterOrigin, type.Name);
                    RefuseMissingBody(body, parameterOrigin, root);
                }

                value = type.IsString() ? body : new IrFromJson(new IrParseJson(body, parameterOrigin), contract, type, parameterOrigin);
            }
            else
            {
                var table = source switch { "FromRoute" => "PathParameters", "FromQuery" => "QueryStringParameters", _ => "Headers" };
                if (!type.IsString())
                    Report(Diagnostics.LiftDescriptors.UnsupportedConstruct, parameterOrigin, $"The parameter '{parameter.Name}' of type '{type.Name}', which is read from text,", "take a string");
                value = new IrCallFunction(IrFunction.ItemOrDefault, [Part(table), new IrConstant(source == "FromHeader" ? name.ToLowerInvariant() : name, StringType, parameterOrigin), new IrConstant(null, StringType, parameterOrigin)], type, parameterOrigin);
            }

            var variable = new IrVariable(parameter.Name, type);
            root.Add(new IrAssign(variable, value, parameterOrigin));
            _frame.Bind(parameter, new VariableBinding(variable, root));
        }

        return request;
    }

    // Without a body the generated code answers 400 by itself; of text that is no JSON it does too, which LIFT3033 reports.
    private void RefuseMissingBody(IrExpression body, Origin origin, BlockBuilder root)
    {
        const string problem = "{\"message\":\"1 validation error(s) detected: Value  at 'body' failed to satisfy constraint: Value cannot be null. (Parameter 's')\"}";
        var headers = new IrDictionary(
            [
                new IrDictionaryEntry(new IrConstant("Content-Type", StringType, origin), new IrConstant("application/json", StringType, origin)),
                new IrDictionaryEntry(new IrConstant("x-amzn-ErrorType", StringType, origin), new IrConstant("ValidationException", StringType, origin)),
            ],
            ResponseProperty("Headers"),
            origin);
        var response = Response(
            [
                new IrNewMember("StatusCode", new IrConstant(400, IntType, origin)),
                new IrNewMember("Headers", headers),
                new IrNewMember("Body", new IrConstant(problem, StringType, origin)),
                new IrNewMember("IsBase64Encoded", new IrConstant(false, BooleanType, origin)),
            ],
            origin);
        root.Add(new IrIf(IsNull(body, origin), [new IrReturn(response, origin)], [], origin));
    }

    private static (string Source, string Name) SourceOf(IParameterSymbol parameter, HttpApi api)
    {
        foreach (var attribute in parameter.GetAttributes())
        {
            if (attribute.AttributeClass is not { Name: var name } type || !type.ContainingNamespace.FullName().StartsWith("Amazon.Lambda.Annotations", StringComparison.Ordinal))
                continue;
            var given = attribute.NamedArguments.FirstOrDefault(n => n.Key == "Name").Value.Value as string;
            return (name.Substring(0, name.Length - "Attribute".Length), given ?? parameter.Name);
        }

        // What the generator assumes: a name of the route, else a query parameter, else the body.
        if (api.Route.IndexOf("{" + parameter.Name + "}", StringComparison.OrdinalIgnoreCase) >= 0)
            return ("FromRoute", parameter.Name);
        return parameter.Type.IsString() || parameter.Type.IsValueType ? ("FromQuery", parameter.Name) : ("FromBody", parameter.Name);
    }

    private ITypeSymbol ResponseType => _frame.Model.Compilation.GetTypeByMetadataName(_api!.ResponseType)!;

    private ITypeSymbol ResponseProperty(string name) => ObjectShape.Properties(ResponseType).First(p => p.Name == name).Type;

    private IrNew Response(ImmutableArray<IrNewMember> members, Origin origin) => new(members, ResponseType, origin);

    /// <summary><c>HttpResults.Ok(x)</c> and its kin: the response that the generated code makes of it.</summary>
    private IrExpression? LowerHttpResult(IInvocationOperation invocation, BlockBuilder into)
    {
        if (_api is null || !invocation.TargetMethod.ContainingType.Is(AnnotationsNamespace + ".HttpResults"))
            return null;
        int? status = invocation.TargetMethod.Name switch
        {
            "Ok" => 200,
            "Created" => 201,
            "Accepted" => 202,
            "BadRequest" => 400,
            "Unauthorized" => 401,
            "Forbid" => 403,
            "NotFound" => 404,
            "Conflict" => 409,
            "InternalServerError" => 500,
            "BadGateway" => 502,
            "NewResult" when invocation.Arguments[0].Value.ConstantValue is { HasValue: true, Value: int code } => code,
            _ => null,
        };
        if (status is null)
            return Refuse(invocation, $"'HttpResults.{invocation.TargetMethod.Name}'", "use HttpResults.NewResult with a constant status");
        var origin = At(invocation);
        var location = invocation.Arguments.FirstOrDefault(a => a.Parameter!.Name == "uri" && a.ArgumentKind != ArgumentKind.DefaultValue)?.Value;
        var body = invocation.Arguments.FirstOrDefault(a => a.Parameter!.Name == "body" && a.ArgumentKind != ArgumentKind.DefaultValue)?.Value;
        var operands = LowerOperands(new[] { location, body }.OfType<IOperation>().ToImmutableArray(), into);
        var headers = location is null ? ImmutableArray<(string, IrExpression)>.Empty : [("location", operands[0])];
        return HttpResponse(status.Value, headers, body is null ? null : operands[operands.Length - 1], origin, into);
    }

    private IrExpression HttpResponse(int status, ImmutableArray<(string Name, IrExpression Value)> headers, IrExpression? body, Origin origin, BlockBuilder into)
    {
        IrExpression Headers(string? contentType)
        {
            var entries = (contentType is null ? headers : headers.Add(("content-type", new IrConstant(contentType, StringType, origin))))
                .Select(h => new IrDictionaryEntry(new IrConstant(h.Name, StringType, origin), _api!.IsVersion2 ? h.Value : new IrList([h.Value], null, origin)));
            return new IrDictionary(entries.ToImmutableArray(), ResponseProperty(_api!.IsVersion2 ? "Headers" : "MultiValueHeaders"), origin);
        }

        IrNew Make(IrExpression? text, string? contentType)
        {
            var members = ImmutableArray.CreateBuilder<IrNewMember>();
            members.Add(new IrNewMember("StatusCode", new IrConstant(status, IntType, origin)));
            members.Add(new IrNewMember(_api!.IsVersion2 ? "Headers" : "MultiValueHeaders", Headers(contentType)));
            if (text is not null)
                members.Add(new IrNewMember("Body", text));
            members.Add(new IrNewMember("IsBase64Encoded", new IrConstant(false, BooleanType, origin)));
            return Response(members.ToImmutable(), origin);
        }

        if (body is null or IrConstant { Value: null })
            return Make(null, null);
        if (!body.Type.IsString())
        {
            body = body is IrRead or IrNew ? body : Spill(body, "body", into);
            var json = Make(new IrJsonText(new IrToJson(body, _contract, origin), StringType, origin), "application/json");
            return Passes.ExpressionSimplifier.IsNeverNull(body) || (body is IrRead { Variable: var v } && _neverNull.Contains(v)) ? json : OrNothing(body, json);
        }

        if (body is IrConstant)
            return Make(body, "text/plain");
        body = Spill(body, "body", into);
        return Passes.ExpressionSimplifier.IsNeverNull(body) ? Make(body, "text/plain") : OrNothing(body, Make(body, "text/plain"));

        IrExpression OrNothing(IrExpression tested, IrExpression response) => new IrConditional(
            IsNull(tested, origin), Make(null, null), response, ResponseType, origin);
    }

    /// <summary>Lowers the body of a method that serves a route; what it returns becomes the response.</summary>
    /// <returns>The type of the response.</returns>
    private ITypeSymbol LowerRoute(IOperation body, ITypeSymbol? returnType, Origin origin, BlockBuilder root)
    {
        if (returnType.Is(AnnotationsNamespace + ".IHttpResult") || SymbolEqualityComparer.Default.Equals(returnType, ResponseType))
        {
            LowerBody(body, root);
            return ResponseType;
        }

        _frame.ReturnLabel = new IrLabel("method");
        _frame.ReturnVariable = returnType is null ? null : new IrVariable("result", returnType);
        var inner = new BlockBuilder(root);
        LowerBody(body, inner);
        root.Add(new IrLabeled(_frame.ReturnLabel, inner.ToImmutable(), origin));
        var value = _frame.ReturnVariable is { } variable ? new IrRead(variable, origin) : null;
        var members = ImmutableArray.CreateBuilder<IrNewMember>();
        members.Add(new IrNewMember("StatusCode", new IrConstant(200, IntType, origin)));
        if (value is not null)
        {
            var contentType = new IrConstant(returnType.IsString() ? "text/plain" : "application/json", StringType, origin);
            members.Add(new IrNewMember("Headers", new IrDictionary([new IrDictionaryEntry(new IrConstant("Content-Type", StringType, origin), contentType)], ResponseProperty("Headers"), origin)));
            members.Add(new IrNewMember("Body", returnType.IsString() ? value : new IrJsonText(new IrToJson(value, _contract, origin), StringType, origin)));
        }

        members.Add(new IrNewMember("IsBase64Encoded", new IrConstant(false, BooleanType, origin)));
        root.Add(new IrReturn(Response(members.ToImmutable(), origin), origin));
        return ResponseType;
    }
}
