using LambdaLift.Converter.Diagnostics;
using LambdaLift.Converter.Ir;
using LambdaLift.ServiceCatalogue;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace LambdaLift.Converter.Frontend;

/// <summary>
/// Libraries that read parameters and secrets and keep them in memory: Powertools' <c>SsmProvider</c> and <c>SecretsProvider</c> (AWS.Lambda.Powertools.Parameters 1.3) and
/// <c>SecretsManagerCache</c> (AWSSDK.SecretsManager.Caching 2.0). A read becomes the call that the library makes when it has nothing in memory.
/// </summary>
internal sealed partial class Lowering
{
    private const string SystemsManagement = "Amazon.SimpleSystemsManagement.Model";
    private const string ReaderAdvice = "make the provider in a field, a constructor or the call, or use the client";

    // What changes what a provider gives, wherever it is said: it holds for every later read.
    private static readonly HashSet<string> ProviderChanges = ["RaiseTransformationError", "AddTransformer", "UseTransformerManager", "UseCacheManager"];

    /// <summary>What a read asks for.</summary>
    /// <param name="IsSecret">Whether it reads a secret; otherwise a parameter.</param>
    private sealed record ParameterReader(bool IsSecret)
    {
        public bool WithDecryption { get; init; }

        public bool IsRecursive { get; init; }

        /// <summary>Whether it never takes a value from memory.</summary>
        public bool IsForced { get; init; }

        /// <summary>The member of <c>Transformation</c>; null for none.</summary>
        public string? Transformation { get; init; }
    }

    private static bool IsParameterRead(IInvocationOperation invocation) =>
        invocation is { Instance.Type: var type, TargetMethod.Name: "Get" or "GetAsync" or "GetMultiple" or "GetMultipleAsync" } && type.IsParameterReader()
        || (invocation is { Instance.Type: var cache, TargetMethod.Name: "GetSecretString" } && cache.IsSecretCache());

    /// <summary>A value from a parameter or secret; null when there is none.</summary>
    private IrExpression LowerParameterRead(IInvocationOperation invocation, BlockBuilder into)
    {
        if (invocation.Instance!.Type.IsSecretCache())
            return LowerCachedSecret(invocation, into);
        var declared = Resolve(invocation.Type);
        var type = declared.IsTask() ? declared.TaskResult() : declared;
        if (ReadReader(invocation, invocation.Instance) is not { } reader)
            return new IrConstant(null, type, At(invocation));
        var isMultiple = invocation.TargetMethod.Name.StartsWith("GetMultiple", StringComparison.Ordinal);
        var content = invocation.TargetMethod.TypeArguments is [var wanted] ? Resolve(wanted)! : StringType;
        if (isMultiple && (reader.IsSecret || reader.Transformation is not null || !content.IsString()))
            return Refuse(invocation, reader.IsSecret ? "Reading several secrets, which the library refuses," : "Reading several parameters with a transformation", "read them one by one");
        if (reader.Transformation is null && !content.IsString())
            return Refuse(invocation, $"A parameter as a '{content.Name}' without a transformation, which makes the library throw,", "ask for it by WithTransformation(Transformation.Json)");

        var key = KeyOfRead(invocation, reader.IsForced, into);
        ReportCached(invocation, reader.IsForced, "5 seconds unless a maximum age is set");
        if (isMultiple)
            return ReadPath(invocation, reader, key, into);
        var text = reader.IsSecret ? ReadSecret(invocation, key, into) : ReadParameter(invocation, reader, key, into);
        return Transformed(invocation, reader.Transformation is null || content.IsString() ? null : content, text, into);
    }

    // ---- Calls ----

    private IrExpression ReadParameter(IInvocationOperation invocation, ParameterReader reader, IrExpression key, BlockBuilder into)
    {
        var origin = At(invocation);
        var response = SendRead("ssm:GetParameter", [new("Name", key), new("WithDecryption", Flag(reader.WithDecryption, origin))], invocation, into);
        var parameter = new IrMember(response, "Parameter", Model(SystemsManagement + ".Parameter"), origin);
        var value = new IrMember(parameter, "Value", StringType, origin);
        return new IrConditional(new IrBinary(IrOperator.NotEqual, parameter, new IrConstant(null, null, origin), BooleanType, origin), value, new IrConstant(null, StringType, origin), StringType, origin);
    }

    private IrCallFunction ReadSecret(IInvocationOperation invocation, IrExpression key, BlockBuilder into)
    {
        var origin = At(invocation);
        var response = SendRead("secretsmanager:GetSecretValue", [new("SecretId", key), new("VersionStage", new IrConstant("AWSCURRENT", StringType, origin))], invocation, into);

        // The library decodes a binary secret, twice.
        Report(LiftDescriptors.BinarySecret, origin);
        return new IrCallFunction(IrFunction.NotNull, [new IrMember(response, "SecretString", StringType, origin)], StringType, origin);
    }

    /// <summary><c>SecretsManagerCache.GetSecretString</c>: which version has the stage is for the service to find.</summary>
    private IrExpression LowerCachedSecret(IInvocationOperation invocation, BlockBuilder into)
    {
        var origin = At(invocation);
        if (ReadStage(invocation) is not { } stage)
            return Refuse(invocation, "A secret from a cache that is made elsewhere, or with a configuration that is not written out there,", "make the cache in a field or a constructor, or use the client");
        var key = KeyOfRead(invocation, isForced: false, into);
        ReportCached(invocation, isForced: false, "an hour unless another time is set, and asks for the versions of the secret first");
        var members = new List<IrNewMember> { new("SecretId", key) };
        if (stage != "AWSCURRENT")
            members.Add(new IrNewMember("VersionStage", new IrConstant(stage, StringType, origin)));
        return new IrMember(SendRead("secretsmanager:GetSecretValue", members, invocation, into), "SecretString", StringType, origin);
    }

    /// <summary>The parameters below a path, page by page; of equal names the first counts.</summary>
    private IrRead ReadPath(IInvocationOperation invocation, ParameterReader reader, IrExpression path, BlockBuilder into)
    {
        var origin = At(invocation);
        var operation = _services.Find("ssm:GetParametersByPath");
        var values = new IrVariable("values", Resolve(invocation.Type).IsTask() ? Resolve(invocation.Type).TaskResult() : Resolve(invocation.Type));
        var next = new IrVariable("nextToken", StringType);
        var page = new IrVariable("page", Model(operation.DotNet.Response.FullName));
        var parameter = new IrVariable("parameter", Model(SystemsManagement + ".Parameter"));
        _neverNull.Add(page);
        _neverNull.Add(parameter);
        _neverNull.Add(values);
        path = Spill(path, "path", into);
        into.Add(new IrAssign(next, new IrConstant(null, StringType, origin), origin));
        into.Add(new IrAssign(values, new IrDictionary([], values.Type, origin), origin));

        var exit = new IrLabel("break");
        var body = new BlockBuilder(into, conditional: true);
        var request = new IrNew(
            [new("Path", path), new("WithDecryption", Flag(reader.WithDecryption, origin)), new("Recursive", Flag(reader.IsRecursive, origin)), new("NextToken", new IrRead(next, origin))],
            Model(operation.DotNet.Request.FullName),
            origin);
        ReportSecret(operation, request, origin);
        body.Add(new IrServiceCall(operation, request, page, origin));
        body.Add(new IrAssign(next, new IrMember(new IrRead(page, origin), "NextToken", StringType, origin), origin));
        var found = new IrMember(new IrRead(page, origin), "Parameters", _frame.Model.Compilation.CreateArrayTypeSymbol(parameter.Type!), origin);
        IrMember Of(string property) => new(new IrRead(parameter, origin), property, StringType, origin);
        var name = new IrLambda([parameter], new IrCallFunction(IrFunction.NotNull, [Of("Name")], StringType, origin), origin);
        var ofPage = new IrCallFunction(
            IrFunction.ToDictionary, [new IrCoalesce(found, new IrList([], found.Type, origin), found.Type, origin), name, new IrLambda([parameter], Of("Value"), origin)], values.Type, origin);
        body.Add(new IrAssign(values, new IrCallFunction(IrFunction.Merge, [ofPage, new IrRead(values, origin)], values.Type, origin), origin));
        body.Add(new IrIf(new IrCallFunction(IrFunction.IsNullOrEmpty, [new IrRead(next, origin)], BooleanType, origin), [new IrLeave(exit, origin)], [], origin));
        into.Add(new IrLabeled(exit, [new IrLoop(body.ToImmutable(), origin)], origin));
        Report(LiftDescriptors.StateGrows, origin, values.Name, "ssm:GetParametersByPath");
        return new IrRead(values, origin);
    }

    private IrExpression SendRead(string id, List<IrNewMember> members, IInvocationOperation invocation, BlockBuilder into)
    {
        var operation = _services.Find(id);
        return Send(operation, new IrNew([.. members], Model(operation.DotNet.Request.FullName), At(invocation)), invocation, Model(operation.DotNet.Response.FullName), into);
    }

    private INamedTypeSymbol? Model(string fullName) => _frame.Model.Compilation.GetTypeByMetadataName(fullName);

    private IrConstant Flag(bool value, Origin origin) => new(value, BooleanType, origin);

    private IrExpression KeyOfRead(IInvocationOperation invocation, bool isForced, BlockBuilder into)
    {
        var argument = invocation.Arguments.First(a => a.Parameter!.Ordinal == 0).Value;
        var key = LowerExpression(argument, into);

        // The memory is asked first, and has no place for null.
        if (!isForced && key.Type.CanBeNull() && !IsProvenNotNull(argument, key))
            Guard(IsNull(key, At(argument)), "System.ArgumentNullException", "Value cannot be null. (Parameter 'key')", At(invocation), into);
        return key;
    }

    private void ReportCached(IInvocationOperation invocation, bool isForced, string howLong)
    {
        if (!isForced)
            Report(LiftDescriptors.ValueNotKept, At(invocation), $"{invocation.TargetMethod.ContainingType.Name}.{invocation.TargetMethod.Name}", howLong);
    }

    // ---- Values ----

    /// <summary>What the library makes of a text: null of one that is blank, an object of JSON, and null of what is no JSON.</summary>
    private IrExpression Transformed(IInvocationOperation invocation, ITypeSymbol? type, IrExpression text, BlockBuilder into)
    {
        var origin = At(invocation);
        var value = Spill(text, "text", into);
        var isBlank = new IrCallFunction(IrFunction.IsNullOrWhiteSpace, [value], BooleanType, origin);
        if (type is null)
            return new IrConditional(isBlank, new IrConstant(null, StringType, origin), value, StringType, origin);

        var thrown = Model(JsonException)!;
        var document = new IrVariable("document", null);
        var result = new IrVariable("value", type) { IsTemporary = true };
        var contract = JsonContract.SystemTextJsonDefault with { IgnoreCase = true };
        var nothing = new IrAssign(result, new IrConstant(null, type, origin), origin);
        var read = new IrTry(
            [new IrAttempt(document, new IrParseJson(value, origin) { IsLenient = true }, thrown, thrown.Name, origin), new IrAssign(result, new IrFromJson(new IrRead(document, origin), contract, type, origin), origin)],
            [new IrCatch(IrCatchKind.ExceptionType, thrown, new IrVariable("error", thrown) { IsError = true }, [nothing], origin)],
            [],
            origin);
        into.Add(new IrIf(isBlank, [nothing], [read], origin));
        return new IrRead(result, origin);
    }

    // ---- Providers ----

    /// <summary>How a provider is set up, and what is asked of it in this call; null when that is refused.</summary>
    private ParameterReader? ReadReader(IInvocationOperation call, IOperation source)
    {
        if (ChangeOfProviders() is { } change)
        {
            Refuse(call, $"A read by a provider in a program that calls '{change}', which changes what providers give,", "use the client");
            return null;
        }

        var reader = new ParameterReader(false);
        var (operation, frame) = (Unwrap(source), _frame);
        var seen = new HashSet<IOperation>();
        while (seen.Add(operation))
        {
            switch (operation)
            {
                case IPropertyReferenceOperation { Property: { IsStatic: true, Name: var name, ContainingType: var owner } } when owner.IsParametersManager():
                    return Of(name);
                case IInvocationOperation { TargetMethod: { IsStatic: true, Name: var name, ContainingType: var owner } } when owner.IsParametersManager():
                    return Of(name);
                case IObjectCreationOperation { Initializer: null, Type.Name: var name } creation when creation.Type.IsParameterReader():
                    return Of(name);
                case IInvocationOperation step when Resolve(step.Type).IsParameterReader() && (step.Instance ?? step.Arguments.FirstOrDefault()?.Value) is { } before && before.Type.IsParameterReader():
                    if (Configured(reader, step) is not { } configured)
                        return null;
                    reader = configured;
                    operation = Unwrap(before);
                    continue;
            }

            var (made, where) = InFrame(frame, () => FindHeld(operation)) is { Operation: var held, Frame: var holder } ? (held, holder)
                : InFrame(frame, () => Denote(operation)) is OpaqueBinding { Value: { } value, Frame: { } of } ? (value, of)
                : Resolve(operation.Type) is INamedTypeSymbol wanted && _container.Find(wanted, null)?.Value is { } registered ? (registered, FrameOf(registered))
                : ((IOperation?)null, frame);
            if (made is null)
                break;
            (operation, frame) = (made is IAnonymousFunctionOperation { Body.Operations: [IReturnOperation { ReturnedValue: { } given }] } ? Unwrap(given) : Unwrap(made), where);
        }

        Refuse(call, "A provider of parameters that is made elsewhere", ReaderAdvice);
        return null;

        // ParametersManager.SsmProvider, CreateSsmProvider(), new SsmProvider().
        ParameterReader? Of(string name)
        {
            if (name.EndsWith("SsmProvider", StringComparison.Ordinal))
                return reader;
            if (name.EndsWith("SecretsProvider", StringComparison.Ordinal))
                return reader with { IsSecret = true };
            Refuse(call, $"'{name}'", "use the client of the service");
            return null;
        }
    }

    /// <summary>What a step such as <c>WithDecryption()</c> asks for; those behind it go before. Null: refused.</summary>
    private ParameterReader? Configured(ParameterReader reader, IInvocationOperation step)
    {
        var hasEffects = step.Arguments.Any(a => a.Value.DescendantsAndSelf().Any(o => o is IAwaitOperation or IAssignmentOperation or IIncrementOrDecrementOperation));
        ParameterReader? configured = step.TargetMethod.Name switch
        {
            _ when hasEffects => null,
            "WithDecryption" => reader with { WithDecryption = true },
            "Recursive" => reader with { IsRecursive = true },
            "ForceFetch" => reader with { IsForced = true },
            "WithMaxAge" or "DefaultMaxAge" or "UseClient" or "ConfigureClient" => reader,
            "WithTransformation" when reader.Transformation is not null => reader,
            "WithTransformation" when step.Arguments.Select(a => Unwrap(a.Value)).OfType<IFieldReferenceOperation>().FirstOrDefault(f => f.Field.ContainingType.Name == "Transformation") is { Field.Name: "Json" } => reader with { Transformation = "Json" },
            _ => null,
        };
        if (configured is null)
            Refuse(step, $"'{step.TargetMethod.Name}' with this argument", "ask for Transformation.Json, or use the client");
        return configured;
    }

    /// <summary>The stage of the versions that a cache of secrets gives; null when its configuration is not known.</summary>
    private string? ReadStage(IInvocationOperation call)
    {
        var source = call.Instance!;
        var made = FindHeld(Unwrap(source)) is { Operation: var held } ? Unwrap(held)
            : Denote(source) is OpaqueBinding { Value: { } value } ? Unwrap(value)
            : Resolve(source.Type) is INamedTypeSymbol type && _container.Find(type, null) is { } registration
                ? registration.Value is { } registered ? registered.DescendantsAndSelf().OfType<IObjectCreationOperation>().FirstOrDefault(c => c.Type.IsSecretCache()) : registration.Implementation.IsSecretCache() ? source : null
                : null;
        if (ReferenceEquals(made, source))
            return "AWSCURRENT";
        if (made is not IObjectCreationOperation { Initializer: null } creation || !creation.Type.IsSecretCache())
            return null;
        var configuration = creation.Arguments.FirstOrDefault(a => a.Parameter!.Type.Name == "SecretCacheConfiguration")?.Value;
        if (configuration is null)
            return "AWSCURRENT";
        if (Unwrap(configuration) is not IObjectCreationOperation { Arguments.IsEmpty: true } settings)
            return null;
        var stage = "AWSCURRENT";
        foreach (var item in settings.Initializer?.Initializers ?? [])
        {
            switch (item)
            {
                case ISimpleAssignmentOperation { Target: IPropertyReferenceOperation { Property.Name: "CacheItemTTL" or "MaxCacheSize" } }:
                    break;
                case ISimpleAssignmentOperation { Target: IPropertyReferenceOperation { Property.Name: "VersionStage" }, Value: var given } when Unwrap(given).ConstantValue is { HasValue: true, Value: string constant }:
                    stage = constant;
                    break;
                default:
                    return null;
            }
        }

        return stage;
    }

    /// <summary>A method that the program calls and that changes what every provider gives; null when there is none.</summary>
    private string? ChangeOfProviders()
    {
        _changeOfProviders ??= _frame.Model.Compilation.SyntaxTrees
            .SelectMany(t => t.GetRoot(_cancellationToken).DescendantNodes().OfType<SimpleNameSyntax>())
            .Select(n => n.Identifier.ValueText).FirstOrDefault(ProviderChanges.Contains) ?? "";
        return _changeOfProviders.Length == 0 ? null : _changeOfProviders;
    }

    // Empty when there is none; null until somebody has looked.
    private string? _changeOfProviders;

    // ---- Secrets ----

    /// <summary>Tells that an answer which is a secret stands in the history of executions.</summary>
    private void ReportSecret(AwsOperation operation, IrExpression request, Origin origin)
    {
        var isSecret = operation.Id switch
        {
            "secretsmanager:GetSecretValue" or "secretsmanager:BatchGetSecretValue" => true,
            "ssm:GetParameter" or "ssm:GetParameters" or "ssm:GetParametersByPath" => AsksForDecryption(request),
            _ => false,
        };
        if (isSecret)
            Report(LiftDescriptors.SecretInHistory, origin, operation.Id);
    }

    private static bool AsksForDecryption(IrExpression request) =>
        request is not IrNew { Members: var members } || members.Any(m => m.Name == "WithDecryption" && m.Value is not IrConstant { Value: false });
}
