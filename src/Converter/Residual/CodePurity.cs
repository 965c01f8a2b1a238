using LambdaLift.Converter.Frontend;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace LambdaLift.Converter.Residual;

/// <summary>
/// Decides whether code may move into a function of its own: whether it does nothing that others could see, besides what it returns.
/// Methods of the solution are looked into; those of the base library are known by their place, and those of third parties are taken
/// to be pure and named, unless they are known to reach outside.
/// </summary>
internal sealed class CodePurity
{
    private static readonly string[] OutsideNamespaces =
    [
        "System.Net", "System.Data", "System.Diagnostics.Process", "System.IO.Pipes", "System.IO.IsolatedStorage", "System.Runtime.InteropServices", "System.Reflection.Emit",
        "AWS.Lambda.Powertools.Parameters", "Amazon.SecretsManager.Extensions.Caching",
        "Microsoft.Data", "Microsoft.EntityFrameworkCore", "Microsoft.Extensions.Caching", "Microsoft.Extensions.Http", "Microsoft.Win32",
        "Npgsql", "MySql", "MySqlConnector", "MongoDB", "StackExchange.Redis", "Dapper", "RestSharp", "Refit", "Flurl", "RabbitMQ", "Confluent", "Azure", "Google.Cloud",
        "MailKit", "SendGrid", "Twilio", "Stripe", "Elasticsearch", "Nest", "Polly", "Oracle", "Quartz", "Hangfire", "MassTransit", "NServiceBus",
    ];

    private static readonly HashSet<string> OutsideTypes = new(StringComparer.Ordinal)
    {
        "System.IO.File", "System.IO.Directory", "System.IO.FileInfo", "System.IO.DirectoryInfo", "System.IO.FileStream", "System.IO.DriveInfo", "System.IO.FileSystemWatcher",
        "System.IO.Compression.ZipFile", "System.IO.RandomAccess", "System.Threading.Thread", "System.Threading.ThreadPool", "System.Threading.Timer", "System.Threading.Tasks.Parallel",
        "System.Threading.Tasks.TaskFactory", "System.Timers.Timer", "System.Diagnostics.Process", "System.GC", "System.AppDomain", "System.Runtime.Loader.AssemblyLoadContext",
        "System.Reflection.Assembly", "System.Threading.PeriodicTimer",
    };

    // Values that are fine although their namespace reaches outside.
    private static readonly HashSet<string> InsideTypes = new(StringComparer.Ordinal)
    {
        "System.Net.HttpStatusCode", "System.Net.WebUtility", "System.Net.IPAddress", "System.Net.Mail.MailAddress", "System.Net.Mime.ContentType",
    };

    private readonly Func<IMethodSymbol, IOperation?> _body;
    private readonly HashSet<ISymbol> _visited = new(SymbolEqualityComparer.Default);

    /// <param name="body">The body of a method of the solution; null when it has none.</param>
    public CodePurity(Func<IMethodSymbol, IOperation?> body) => _body = body;

    /// <summary>The first thing found that keeps the code where it is; null when there is none.</summary>
    public string? Obstacle { get; private set; }

    /// <summary>Reads of time, ids and random numbers.</summary>
    public SortedSet<string> Volatile { get; } = new(StringComparer.Ordinal);

    /// <summary>Third parties' methods that were taken to be pure.</summary>
    public SortedSet<string> Assumed { get; } = new(StringComparer.Ordinal);

    /// <summary>Environment variables that are read.</summary>
    public SortedSet<string> EnvironmentVariables { get; } = new(StringComparer.Ordinal);

    /// <summary>Calls of services in the code itself.</summary>
    public List<IInvocationOperation> ServiceCalls { get; } = new();

    private static readonly HashSet<string> VolatileNames = new(StringComparer.Ordinal) { "UtcNow", "Now", "Today", "NewGuid", "CreateVersion7", "Random", "TickCount", "TickCount64" };

    // A value that is made once, when the function starts, in the declaration or in a constructor: a function of its own would make another.
    private static bool IsVolatileAtStart(IFieldSymbol field) => field.ContainingType.DeclaringSyntaxReferences
        .SelectMany(reference => reference.GetSyntax().DescendantNodes())
        .Select(node => node switch
        {
            VariableDeclaratorSyntax { Initializer.Value: var value } declarator when declarator.Identifier.ValueText == field.Name => value,
            AssignmentExpressionSyntax { Left: IdentifierNameSyntax or MemberAccessExpressionSyntax { Expression: ThisExpressionSyntax } } assignment
                when assignment.Left.DescendantNodesAndSelf().OfType<IdentifierNameSyntax>().Last().Identifier.ValueText == field.Name => assignment.Right,
            _ => null,
        })
        .OfType<ExpressionSyntax>()
        .SelectMany(value => value.DescendantNodesAndSelf())
        .OfType<SimpleNameSyntax>()
        .Any(name => VolatileNames.Contains(name.Identifier.ValueText));

    /// <summary>Looks at code of the region itself.</summary>
    public void Visit(IOperation root) => Visit(root, isNested: false);

    private void Visit(IOperation root, bool isNested)
    {
        foreach (var operation in root.Descendants().Prepend(root))
        {
            if (Obstacle is not null)
                return;
            Obstacle = Look(operation, isNested);
        }
    }

    private string? Look(IOperation operation, bool isNested)
    {
        switch (operation)
        {
            case IInvocationOperation invocation:
                return Call(invocation, isNested);
            case IObjectCreationOperation { Type: INamedTypeSymbol type } creation:
                if (type.IsSdkClient())
                    return isNested ? "it makes a client of a service" : null;
                if (IsOutside(type) || (type.Is("System.IO.StreamReader") || type.Is("System.IO.StreamWriter")) && creation.Constructor?.Parameters.FirstOrDefault()?.Type.IsString() == true)
                    return $"'{type.Name}' reaches outside of the function";
                if (type.Is("System.Random") && creation.Arguments.IsEmpty)
                    Volatile.Add("new Random()");
                return creation.Constructor is { } constructor ? Enter(constructor) : null;
            case IFieldReferenceOperation { Field: { IsStatic: true, IsReadOnly: false, IsConst: false } field } when !field.ContainingType.IsSdkEnum() && field.Locations.Any(l => l.IsInSource):
                return $"the static field '{field.Name}' changes between invocations";
            case IFieldReferenceOperation { Field: { IsConst: false } field } when IsVolatileAtStart(field):
                return $"'{field.Name}' is computed when the function starts";
            case IPropertyReferenceOperation property:
                return Property(property);
            case IAssignmentOperation { Target: IMemberReferenceOperation { Instance: IInstanceReferenceOperation { ReferenceKind: InstanceReferenceKind.ContainingTypeInstance } } target } when !isNested:
                return $"'{target.Member.Name}' of the handler keeps what is assigned to it";
            case IAssignmentOperation { Target: IMemberReferenceOperation { Member.IsStatic: true } target }:
                return $"the static member '{target.Member.Name}' keeps what is assigned to it";
            case IBinaryOperation { OperatorMethod: { } op }:
                return Enter(op);
            case IUnaryOperation { OperatorMethod: { } op }:
                return Enter(op);
            case IConversionOperation { OperatorMethod: { } op }:
                return Enter(op);
            case IEventAssignmentOperation or IDynamicInvocationOperation or IDynamicMemberReferenceOperation or IAddressOfOperation or ILockOperation:
                return $"a '{operation.Kind}' cannot be judged";
            default:
                return null;
        }
    }

    private string? Call(IInvocationOperation invocation, bool isNested)
    {
        var method = invocation.TargetMethod.ReducedFrom ?? invocation.TargetMethod;
        var owner = method.ContainingType;
        if (invocation.Instance?.Type.IsLogging() == true || owner.IsLogging())
            return method.Name.StartsWith("Read", StringComparison.Ordinal) ? $"'{method.Name}' waits for input" : null;
        if (invocation.Instance?.Type.IsSdkClient() == true)
        {
            if (method.Name is "Dispose")
                return null;
            if (isNested)
                return $"'{method.Name}' calls a service";
            ServiceCalls.Add(invocation);
            return null;
        }

        var name = owner.OriginalDefinition.FullName() + "." + method.Name;
        switch (name)
        {
            case "System.Environment.GetEnvironmentVariable":
                if (invocation.Arguments is not [{ Value.ConstantValue: { HasValue: true, Value: string variable } }])
                    return "the name of an environment variable is computed";
                EnvironmentVariables.Add(variable);
                return null;
            case "System.Guid.NewGuid" or "System.Guid.CreateVersion7" or "System.IO.Path.GetRandomFileName" or "System.Diagnostics.Stopwatch.GetTimestamp" or "System.Security.Cryptography.RandomNumberGenerator.GetBytes"
                or "System.Security.Cryptography.RandomNumberGenerator.GetInt32":
                Volatile.Add(owner.Name + "." + method.Name);
                return null;
            case "System.Threading.Tasks.Task.Run" or "System.Threading.Tasks.Task.Delay" or "System.IO.Path.GetTempFileName" or "System.Environment.Exit" or "System.Environment.FailFast"
                or "System.Environment.SetEnvironmentVariable":
                return $"'{owner.Name}.{method.Name}' has an effect";
        }

        if (IsOutside(owner))
            return $"'{owner.Name}.{method.Name}' reaches outside of the function";
        if (method.MethodKind == MethodKind.DelegateInvoke || method.MethodKind == MethodKind.LocalFunction)
            return null;
        if (method.Locations.Any(l => l.IsInSource))
        {
            if (method.IsAbstract || owner.TypeKind == TypeKind.Interface)
                return $"what '{owner.Name}.{method.Name}' does depends on its implementation";
            return Enter(method);
        }

        if (!IsOfPlatform(method.ContainingAssembly))
            Assumed.Add(owner.Name + "." + method.Name);
        return null;
    }

    private string? Property(IPropertyReferenceOperation reference)
    {
        var property = reference.Property;
        var owner = property.ContainingType;
        if (property is { IsStatic: true, Name: "UtcNow" or "Now" or "Today" or "Shared" or "TickCount" or "TickCount64" or "MachineName" or "ProcessId" } && !property.Locations.Any(l => l.IsInSource))
            Volatile.Add(owner.Name + "." + property.Name);
        if (owner.Is("Amazon.Lambda.Core.ILambdaContext") && property.Name != "Logger")
            return $"'{property.Name}' of the context would be that of the generated function";
        if (IsOutside(owner))
            return $"'{owner.Name}.{property.Name}' reaches outside of the function";
        if (property is { IsStatic: true, SetMethod: { IsInitOnly: false } } && property.Locations.Any(l => l.IsInSource))
            return $"the static property '{property.Name}' changes between invocations";
        return property.GetMethod is { } getter && property.Locations.Any(l => l.IsInSource) && !SerializedShape.IsStored(property) ? Enter(getter) : null;
    }

    /// <summary>Looks into a method of the solution, once.</summary>
    private string? Enter(IMethodSymbol method)
    {
        method = method.OriginalDefinition;
        if (!method.Locations.Any(l => l.IsInSource) || !_visited.Add(method))
            return null;
        if (_body(method) is { } body)
            Visit(body, isNested: true);
        return Obstacle is null ? null : Obstacle.StartsWith("in ", StringComparison.Ordinal) ? Obstacle : $"in '{method.Name}', {Obstacle}";
    }

    private static bool IsOutside(INamedTypeSymbol type)
    {
        var name = type.OriginalDefinition.FullName();
        if (InsideTypes.Contains(name))
            return false;
        if (OutsideTypes.Contains(name))
            return true;
        var space = type.ContainingNamespace?.FullName() ?? "";
        if (space.StartsWith("Amazon.", StringComparison.Ordinal))
            return !(type.IsSdkModel() || type.IsSdkEnum() || space.StartsWith("Amazon.Lambda.", StringComparison.Ordinal) || name is "Amazon.DynamoDBv2.DocumentModel.Document" or "Amazon.DynamoDBv2.DocumentModel.Primitive");
        return OutsideNamespaces.Any(o => space == o || space.StartsWith(o + ".", StringComparison.Ordinal));
    }

    private static bool IsOfPlatform(IAssemblySymbol? assembly) =>
        assembly is null || assembly.Name is "mscorlib" or "netstandard" or "Newtonsoft.Json" || assembly.Name.StartsWith("System.", StringComparison.Ordinal) || assembly.Name == "System"
        || assembly.Name.StartsWith("Microsoft.", StringComparison.Ordinal) || assembly.Name.StartsWith("AWSSDK.", StringComparison.Ordinal) || assembly.Name.StartsWith("Amazon.Lambda.", StringComparison.Ordinal);
}
