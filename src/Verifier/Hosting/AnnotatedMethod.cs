using System.Collections;
using System.Reflection;
using System.Text;
using System.Text.Json.Nodes;

namespace LambdaLift.Verifier.Hosting;

/// <summary>A method marked with a route of API Gateway, called as the code is that the source generator of Amazon.Lambda.Annotations writes around it.</summary>
internal sealed class AnnotatedMethod
{
    private const string Attributes = "Amazon.Lambda.Annotations.APIGateway.";

    private readonly MethodInfo _method;
    private readonly string _route;
    private readonly bool _isVersion2;

    private AnnotatedMethod(MethodInfo method, string route, bool isVersion2, Type requestType)
    {
        _method = method;
        _route = route;
        _isVersion2 = isVersion2;
        RequestType = requestType;
    }

    /// <summary>The class of the request, of Amazon.Lambda.APIGatewayEvents.</summary>
    public Type RequestType { get; }

    /// <summary>The method as such; null when it serves no route.</summary>
    public static AnnotatedMethod? Of(MethodInfo method, UserLoadContext context)
    {
        foreach (var attribute in method.CustomAttributes)
        {
            bool? version2 = attribute.AttributeType.FullName switch
            {
                Attributes + "HttpApiAttribute" => attribute.NamedArguments.All(argument => argument.MemberName != "Version" || argument.TypedValue.Value is not 0),
                Attributes + "FunctionUrlAttribute" => true,
                Attributes + "RestApiAttribute" => false,
                _ => null,
            };
            if (version2 is null) continue;
            var route = attribute.ConstructorArguments.Select(argument => argument.Value).OfType<string>().FirstOrDefault() ?? "";
            var name = version2.Value ? "APIGatewayHttpApiV2ProxyRequest" : "APIGatewayProxyRequest";
            return new AnnotatedMethod(method, route, version2.Value, context.Get("Amazon.Lambda.APIGatewayEvents").GetType("Amazon.Lambda.APIGatewayEvents." + name, throwOnError: true)!);
        }

        return null;
    }

    /// <summary>The method's arguments, or the response to a request that lacks some.</summary>
    public (object?[] Arguments, JsonNode? Refused) Bind(object request, UserSerializer serializer, Func<Type, object?> context, Type handlerType, UserLoadContext loaded)
    {
        var problems = new List<string>();
        var arguments = _method.GetParameters().Select(parameter => Argument(parameter, request, serializer, context, handlerType, loaded, problems)).ToArray();
        if (problems.Count == 0) return (arguments, null);
        var message = new JsonObject { ["message"] = $"{problems.Count} validation error(s) detected: {string.Join(",", problems)}" };
        return (arguments, new JsonObject
        {
            ["statusCode"] = 400,
            ["headers"] = new JsonObject { ["Content-Type"] = "application/json", ["x-amzn-ErrorType"] = "ValidationException" },
            ["body"] = message.ToJsonString(new System.Text.Json.JsonSerializerOptions { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping }),
            ["isBase64Encoded"] = false,
        });
    }

    /// <summary>The response that the function returns for what the method returned.</summary>
    public JsonNode? Response(Type? type, object? result, UserSerializer serializer)
    {
        if (result?.GetType().GetInterfaces().FirstOrDefault(contract => contract.FullName == Attributes + "IHttpResult") is { } contract) return Serialized(contract, result, serializer);
        if (type is not null && type.Namespace == "Amazon.Lambda.APIGatewayEvents") return Parse(Text(type, result, serializer));
        var response = new JsonObject { ["statusCode"] = 200 };
        if (type is not null)
        {
            response["headers"] = new JsonObject { ["Content-Type"] = type == typeof(string) ? "text/plain" : "application/json" };
            if (result is string text) response["body"] = text;
            else if (type != typeof(string)) response["body"] = Text(type, result, serializer);
        }

        response["isBase64Encoded"] = false;
        return response;
    }

    private JsonNode? Serialized(Type contract, object result, UserSerializer serializer)
    {
        var options = contract.Assembly.GetType(Attributes + "HttpResultSerializationOptions", throwOnError: true)!;
        var target = Activator.CreateInstance(options)!;
        void Set(string property, object value)
        {
            var info = options.GetProperty(property)!;
            info.SetValue(target, info.PropertyType.IsEnum ? Enum.Parse(info.PropertyType, (string)value) : value);
        }

        Set("Format", _route.Length > 0 && !_isVersion2 && _method.CustomAttributes.Any(attribute => attribute.AttributeType.Name == "RestApiAttribute") ? "RestApi" : "HttpApi");
        Set("Version", _isVersion2 ? "V2" : "V1");
        Set("Serializer", serializer.Instance);
        using var reader = new StreamReader((Stream)contract.GetMethod("Serialize")!.Invoke(result, BindingFlags.DoNotWrapExceptions, null, [target], null)!);
        return Parse(reader.ReadToEnd());
    }

    private object? Argument(
        ParameterInfo parameter, object request, UserSerializer serializer, Func<Type, object?> context, Type handlerType, UserLoadContext loaded, List<string> problems)
    {
        var type = parameter.ParameterType;
        if (type.FullName == "Amazon.Lambda.Core.ILambdaContext" || type == typeof(CancellationToken)) return context(type);
        if (type == RequestType) return request;
        var (source, name) = SourceOf(parameter);
        switch (source)
        {
            case "FromServices":
                return HandlerActivator.Provide(parameter, handlerType, loaded);
            case "FromBody":
                var body = (string?)Property(request, "Body");
                if (type == typeof(string)) return body;
                try
                {
                    return serializer.Read(type, new MemoryStream(Encoding.UTF8.GetBytes(body!)));
                }
                catch (Exception error)
                {
                    problems.Add($"Value {body} at 'body' failed to satisfy constraint: {error.Message}");
                    return null;
                }

            default:
                var table = Property(request, source switch { "FromRoute" => "PathParameters", "FromQuery" => "QueryStringParameters", _ => "Headers" }) as IDictionary;
                var key = source == "FromHeader" ? name.ToLowerInvariant() : name;
                if (table?.Contains(key) != true) return type.IsValueType ? Activator.CreateInstance(type) : null;
                try
                {
                    return Convert.ChangeType(table[key], type, System.Globalization.CultureInfo.InvariantCulture);
                }
                catch (Exception error) when (error is InvalidCastException or FormatException or OverflowException)
                {
                    problems.Add($"Value {table[key]} at '{name}' failed to satisfy constraint: {error.Message}");
                    return null;
                }
        }
    }

    private (string Source, string Name) SourceOf(ParameterInfo parameter)
    {
        foreach (var attribute in parameter.CustomAttributes.Where(attribute => attribute.AttributeType.Namespace?.StartsWith("Amazon.Lambda.Annotations", StringComparison.Ordinal) == true))
        {
            var given = attribute.NamedArguments.FirstOrDefault(argument => argument.MemberName == "Name").TypedValue.Value as string;
            return (attribute.AttributeType.Name[..^"Attribute".Length], given ?? parameter.Name!);
        }

        if (_route.Contains("{" + parameter.Name + "}", StringComparison.OrdinalIgnoreCase)) return ("FromRoute", parameter.Name!);
        return (parameter.ParameterType == typeof(string) || parameter.ParameterType.IsValueType ? "FromQuery" : "FromBody", parameter.Name!);
    }

    private static object? Property(object target, string name) => target.GetType().GetProperty(name)!.GetValue(target);

    private static string Text(Type type, object? value, UserSerializer serializer)
    {
        using var buffer = new MemoryStream();
        serializer.Write(type, value, buffer);
        return Encoding.UTF8.GetString(buffer.ToArray());
    }

    private static JsonNode? Parse(string text) => JsonNode.Parse(text);
}
