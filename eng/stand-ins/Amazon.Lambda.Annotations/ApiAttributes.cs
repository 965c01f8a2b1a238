namespace Amazon.Lambda.Annotations.APIGateway;

/// <summary>Serves a route of an HTTP API.</summary>
[AttributeUsage(AttributeTargets.Method)]
public class HttpApiAttribute(LambdaHttpMethod method, string template) : Attribute
{
    public HttpApiVersion Version { get; set; } = HttpApiVersion.V2;
    public string Template { get; set; } = template;
    public LambdaHttpMethod Method { get; set; } = method;
    public string Authorizer { get; set; }
}

/// <summary>Serves a resource of a REST API.</summary>
[AttributeUsage(AttributeTargets.Method)]
public class RestApiAttribute(LambdaHttpMethod method, string template) : Attribute
{
    public string Template { get; set; } = template;
    public LambdaHttpMethod Method { get; set; } = method;
    public string Authorizer { get; set; }
}

/// <summary>Serves a function URL.</summary>
[AttributeUsage(AttributeTargets.Method)]
public class FunctionUrlAttribute : Attribute
{
    public FunctionUrlAuthType AuthType { get; set; } = FunctionUrlAuthType.NONE;
    public string[] AllowOrigins { get; set; }
    public LambdaHttpMethod[] AllowMethods { get; set; }
    public string[] AllowHeaders { get; set; }
    public bool AllowCredentials { get; set; }
    public string[] ExposeHeaders { get; set; }
    public int MaxAge { get; set; }
}

public enum LambdaHttpMethod
{
    Any,
    Get,
    Post,
    Put,
    Patch,
    Head,
    Delete,
    Options,
}

public enum HttpApiVersion
{
    V1,
    V2,
}

public enum FunctionUrlAuthType
{
    NONE,
    AWS_IAM,
}

[AttributeUsage(AttributeTargets.Parameter)]
public class FromBodyAttribute : Attribute;

[AttributeUsage(AttributeTargets.Parameter)]
public class FromHeaderAttribute : Attribute, INamedAttribute
{
    public string Name { get; set; }
}

[AttributeUsage(AttributeTargets.Parameter)]
public class FromQueryAttribute : Attribute, INamedAttribute
{
    public string Name { get; set; }
}

[AttributeUsage(AttributeTargets.Parameter)]
public class FromRouteAttribute : Attribute, INamedAttribute
{
    public string Name { get; set; }
}

[AttributeUsage(AttributeTargets.Parameter)]
public class FromCustomAuthorizerAttribute : Attribute, INamedAttribute
{
    public string Name { get; set; }
}
