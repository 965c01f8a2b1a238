using LambdaLift.Analysis;
using LambdaLift.Analyzer;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Editing;
using Microsoft.CodeAnalysis.Formatting;
using static Microsoft.CodeAnalysis.CSharp.SyntaxFactory;

namespace LambdaLift.CodeFixes.StateMachines;

/// <summary>A handler whose body is replaced by the start of its state machine.</summary>
internal sealed class HandlerRewrite
{
    private const string Namespace = "Amazon.StepFunctions";
    private const string ContextName = "ILambdaContext";

    private readonly Document _document;
    private readonly MethodDeclarationSyntax _declaration;
    private readonly IMethodSymbol _method;
    private readonly Compilation _compilation;
    private readonly string _names;

    private HandlerRewrite(Document document, MethodDeclarationSyntax declaration, IMethodSymbol method, Compilation compilation, string stateMachine, string names)
    {
        _document = document;
        _declaration = declaration;
        _method = method;
        _compilation = compilation;
        _names = names;
        StateMachine = stateMachine;
    }

    /// <summary>The state machine's name.</summary>
    public string StateMachine { get; }

    /// <summary>Whether the handler gives a result, for which it must wait.</summary>
    public bool HasResult => _method.ReturnType.UnwrapTask() is not null;

    /// <summary>Whether the SDK can start an execution and wait for it.</summary>
    public bool CanWait => Find(".Model.StartSyncExecutionRequest") is not null && Find(".SyncExecutionStatus") is not null;

    private bool IsCamelCase => _names == PayloadNames.CamelCase;

    /// <summary>
    /// The rewrite; null where the definition is not listed, belongs to another handler, the Step Functions client is not referenced, or the handler's
    /// signature or serializer is one that it cannot pass the event on from.
    /// </summary>
    public static async Task<HandlerRewrite?> CreateAsync(Project project, Diagnostic diagnostic, CancellationToken cancellationToken)
    {
        var facts = diagnostic.Properties;
        if (!facts.TryGetValue(DiagnosticProperties.StateMachine, out var name) || name is null
            || !facts.TryGetValue(DiagnosticProperties.Handler, out var handler) || handler?.Split(new[] { "::" }, StringSplitOptions.None) is not [_, var typeName, var methodName]
            || !facts.TryGetValue(DiagnosticProperties.PayloadNames, out var names) || names is null
            || !await IsListedAsync(project, name, handler, cancellationToken).ConfigureAwait(false)
            || await project.GetCompilationAsync(cancellationToken).ConfigureAwait(false) is not { } compilation
            || compilation.GetTypeByMetadataName(Namespace + ".IAmazonStepFunctions") is null
            || compilation.GetTypeByMetadataName(Namespace + ".AmazonStepFunctionsClient") is null
            || compilation.GetTypeByMetadataName(Namespace + ".Model.StartExecutionRequest") is null
            || compilation.GetTypeByMetadataName("System.Text.Json.JsonSerializer") is null
            || compilation.GetTypeByMetadataName(typeName)?.GetMembers(methodName).OfType<IMethodSymbol>().ToList() is not [{ DeclaringSyntaxReferences: [var reference] } method]
            || await reference.GetSyntaxAsync(cancellationToken).ConfigureAwait(false) is not MethodDeclarationSyntax declaration
            || project.GetDocument(declaration.SyntaxTree) is not { } document)
        {
            return null;
        }

        // A handler that is not asynchronous becomes so by the fix of LIFT1004 first; a stream is not an event that can be passed on.
        var isStream = Event(method)?.Type.IsOrInherits("System.IO.Stream") == true || method.ReturnType.UnwrapTask()?.IsOrInherits("System.IO.Stream") == true;
        return (declaration.Body is not null || declaration.ExpressionBody is not null) && method.ReturnType.IsTask() && !isStream && declaration.Parent is TypeDeclarationSyntax
            ? new HandlerRewrite(document, declaration, method, compilation, name, names)
            : null;
    }

    /// <summary>The document's solution with the handler rewritten.</summary>
    public async Task<Document> ApplyAsync(bool waits, CancellationToken cancellationToken)
    {
        var editor = await DocumentEditor.CreateAsync(_document, cancellationToken).ConfigureAwait(false);
        var type = (TypeDeclarationSyntax)_declaration.Parent!;
        var generator = editor.Generator;
        var fields = new List<SyntaxNode>();
        var client = Client() ?? AddField(fields, "_stepFunctions", "{0} readonly __0 {1} = new __1();", generator, Find(".IAmazonStepFunctions")!, Find(".AmazonStepFunctionsClient")!);
        var options = IsCamelCase
            ? ", " + AddField(fields, "PayloadOptions", "{0} readonly __0 {1} = new __0(__1.Web);", generator, Known("System.Text.Json.JsonSerializerOptions"), Known("System.Text.Json.JsonSerializerDefaults"))
            : "";
        var body = Body(client, options, waits, generator).WithTriviaFrom((SyntaxNode?)_declaration.Body ?? _declaration.ExpressionBody!).WithAdditionalAnnotations(Formatter.Annotation);
        editor.ReplaceNode(_declaration, (current, _) =>
        {
            var method = ((MethodDeclarationSyntax)current).WithExpressionBody(null).WithSemicolonToken(default).WithBody(body);
            return _declaration.Modifiers.Any(SyntaxKind.AsyncKeyword) ? method : method.AddModifiers(Token(SyntaxKind.AsyncKeyword)).WithAdditionalAnnotations(Formatter.Annotation);
        });
        if (fields.Count > 0)
        {
            if (type.Members[0] is not FieldDeclarationSyntax)
            {
                fields[fields.Count - 1] = fields[fields.Count - 1].WithTrailingTrivia(ElasticCarriageReturnLineFeed, ElasticCarriageReturnLineFeed);
            }

            editor.InsertMembers(type, 0, fields);
        }

        return editor.GetChangedDocument();
    }

    // A definition that says which handler it was converted from must mean this one.
    private static async Task<bool> IsListedAsync(Project project, string name, string handler, CancellationToken cancellationToken)
    {
        var file = name + ".asl.json";
        if (project.AdditionalDocuments.FirstOrDefault(d => FileName(d.FilePath ?? d.Name).Equals(file, StringComparison.OrdinalIgnoreCase)) is not { } definition)
        {
            return false;
        }

        var text = (await definition.GetTextAsync(cancellationToken).ConfigureAwait(false)).ToString();
        return text.IndexOf("\"Converted from ", StringComparison.Ordinal) < 0 || text.IndexOf($"\"Converted from {handler}\"", StringComparison.Ordinal) >= 0;
    }

    private static string FileName(string path) => path.Substring(path.LastIndexOfAny(['/', '\\']) + 1);

    private static IParameterSymbol? Event(IMethodSymbol method) =>
        method.Parameters.FirstOrDefault(p => p.Type.Name != ContextName && !p.Type.HasMetadataName("System.Threading.CancellationToken"));

    private INamedTypeSymbol? Find(string name) => _compilation.GetTypeByMetadataName(Namespace + name);

    private INamedTypeSymbol Known(string name) => _compilation.GetTypeByMetadataName(name)!;

    /// <summary>A client that the handler's class has already: a field, a property, or a parameter of its primary constructor.</summary>
    private string? Client()
    {
        bool IsClient(ITypeSymbol type) => type.IsOrInherits(Namespace + ".IAmazonStepFunctions");
        var member = _method.ContainingType.GetMembers().FirstOrDefault(m => !m.IsImplicitlyDeclared && (m.IsStatic || !_method.IsStatic) && m switch
        {
            IFieldSymbol field => IsClient(field.Type),
            IPropertySymbol property => IsClient(property.Type),
            _ => false,
        });
        var primary = _method.IsStatic || ((TypeDeclarationSyntax)_declaration.Parent!).ParameterList is null ? null : _method.ContainingType.InstanceConstructors
            .Where(c => c.DeclaringSyntaxReferences.Any(r => r.GetSyntax() is TypeDeclarationSyntax)).SelectMany(c => c.Parameters).FirstOrDefault(p => IsClient(p.Type));
        return member?.Name ?? primary?.Name;
    }

    private string AddField(List<SyntaxNode> fields, string name, string text, SyntaxGenerator generator, params ITypeSymbol[] types)
    {
        var taken = _method.ContainingType.GetMembers(name).Length > 0 ? name + "1" : name;
        var modifiers = _method.IsStatic || char.IsUpper(name[0]) ? "private static" : "private";
        fields.Add(TypeTemplate.Member(generator, string.Format(System.Globalization.CultureInfo.InvariantCulture, text, modifiers, taken) + "\n", types));
        return taken;
    }

    private BlockSyntax Body(string client, string options, bool waits, SyntaxGenerator generator)
    {
        var input = Event(_method) is { } parameter ? $"__1.Serialize({parameter.Name}{options})" : "\"{}\"";
        var token = _method.Parameters.FirstOrDefault(p => p.Type.HasMetadataName("System.Threading.CancellationToken")) is { } cancellation ? ", " + cancellation.Name : "";
        var operation = waits ? "StartSyncExecution" : "StartExecution";
        var statements = new List<StatementSyntax>
        {
            TypeTemplate.Statement(
                generator,
                $$"""
                {{(waits ? $"var {Execution} = " : "")}}await {{client}}.{{operation}}Async(new __0
                {
                    StateMachineArn = __2.GetEnvironmentVariable("{{Variable(StateMachine)}}"),
                    Input = {{input}},
                }{{token}});

                """,
                Find($".Model.{operation}Request")!,
                Known("System.Text.Json.JsonSerializer"),
                Known("System.Environment")),
        };
        if (waits)
        {
            statements.Add(TypeTemplate.Statement(
                generator,
                $$"""
                if ({{Execution}}.Status != __0.SUCCEEDED)
                {
                    throw new __1($"State machine '{{StateMachine}}' failed: { {{Execution}}.Error}: { {{Execution}}.Cause}");
                }

                """.Replace("{ " + Execution, "{" + Execution),
                Find(".SyncExecutionStatus")!,
                Known("System.InvalidOperationException")));
        }

        if (_method.ReturnType.UnwrapTask() is { } result)
        {
            var isNullable = (_compilation.Options as CSharpCompilationOptions)?.NullableContextOptions.AnnotationsEnabled() == true && result.NullableAnnotation != NullableAnnotation.Annotated;
            statements.Add(TypeTemplate.Statement(
                generator,
                $"return __0.Deserialize<__1>({Execution}.Output{options}){(isNullable && result.IsReferenceType ? "!" : "")};\n",
                Known("System.Text.Json.JsonSerializer"),
                result));
        }

        return Block(statements);
    }

    private string Execution => _method.Parameters.Any(p => p.Name == "execution") ? "stateMachineExecution" : "execution";

    /// <summary>The environment variable that holds the machine's ARN: <c>ORDER_FLOW_STATE_MACHINE_ARN</c> for <c>OrderFlow</c>.</summary>
    private static string Variable(string stateMachine)
    {
        var words = stateMachine.Select((c, i) => i > 0 && char.IsUpper(c) && !char.IsUpper(stateMachine[i - 1]) ? "_" + c : c.ToString());
        return string.Concat(words).ToUpperInvariant() + "_STATE_MACHINE_ARN";
    }
}
