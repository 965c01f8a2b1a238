using LambdaLift.Converter.Ir;
using LambdaLift.Converter.Passes;
using LambdaLift.Converter.Tests.Support;
using LambdaLift.ServiceCatalogue;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace LambdaLift.Converter.Tests.Passes;

/// <summary>Workflow IR that no handler stands behind: for tests of what a single pass does with it.</summary>
internal static class HandMade
{
    private static readonly Lazy<CSharpCompilation> Types = new(() => CSharpCompilation.Create("Types", [], TestPrograms.References));

    /// <summary>Where all of it is from.</summary>
    public static Origin Here { get; } = new(SyntaxFactory.ParseExpression("here"), null);

    /// <summary>A type, by its full name.</summary>
    public static INamedTypeSymbol Type(string name) => Types.Value.GetTypeByMetadataName(name) ?? throw new InvalidOperationException($"There is no type '{name}'.");

    public static IrVariable Variable(string name) => new(name, null);

    public static IrConstant Constant(object? value) => new(value, null, Here);

    public static IrRead Read(IrVariable variable) => new(variable, Here);

    public static IrRead Read(string name) => Read(Variable(name));

    public static IrMember Member(IrExpression target, string name) => new(target, name, null, Here);

    /// <summary>A value whose evaluation can fail.</summary>
    public static IrMember Failing(string variable, string name = "Part") => Failing(Variable(variable), name);

    public static IrMember Failing(IrVariable variable, string name = "Part") => new(Read(variable), name, null, Here) { TargetMayBeNull = true };

    public static IrCallFunction Call(IrFunction function, params IrExpression[] arguments) => new(function, [.. arguments], null, Here);

    public static IrElement Element(IrExpression list, object? index) => new(list, Constant(index), null, Here);

    public static IrList List(params IrExpression[] elements) => new([.. elements], null, Here);

    public static IrNew New(params (string Name, IrExpression Value)[] members) => New(null, members);

    public static IrNew New(ITypeSymbol? type, params (string Name, IrExpression Value)[] members) => new([.. members.Select(m => new IrNewMember(m.Name, m.Value))], type, Here);

    public static IrWith With(IrExpression target, params (string Name, IrExpression Value)[] members) => new(target, [.. members.Select(m => new IrNewMember(m.Name, m.Value))], null, Here);

    public static IrBinary Binary(IrOperator op, IrExpression left, IrExpression right) => new(op, left, right, null, Here);

    public static IrNot Not(IrExpression operand) => new(operand, null, Here);

    public static IrConditional Conditional(IrExpression condition, IrExpression whenTrue, IrExpression whenFalse) => new(condition, whenTrue, whenFalse, null, Here);

    public static IrCoalesce Coalesce(IrExpression value, IrExpression whenNull) => new(value, whenNull, null, Here);

    public static IrAssign Assign(IrVariable variable, IrExpression value) => new(variable, value, Here);

    public static IrReturn Return(IrExpression? value) => new(value, Here);

    public static IrServiceCall Call(string operation, IrExpression request, IrVariable? result = null) => new(AwsCatalogue.Default.FindOperation(operation)!, request, result, Here);

    /// <summary>A program of statements.</summary>
    public static IrProgram Program(params IrStatement[] body) => new("Made", null, JsonContract.SystemTextJsonDefault, JsonContract.SystemTextJsonDefault, [.. body], null, Here);

    /// <summary>What a pass makes of statements, as text without the first line.</summary>
    public static string After(WorkflowPass pass, params IrStatement[] body) => Text(Run(pass, new ConversionOptions(), _ => null, out _, body));

    /// <summary>What a pass makes of statements, and what it reports.</summary>
    public static IrProgram Run(WorkflowPass pass, ConversionOptions options, Func<IrExpression, Callee?> resolve, out List<Diagnostic> reported, params IrStatement[] body)
    {
        var diagnostics = new List<Diagnostic>();
        reported = diagnostics;
        return pass.Run(Program(body), new PassContext(options, AwsCatalogue.Default, diagnostics.Add, resolve));
    }

    /// <summary>A program as text, without the first line.</summary>
    public static string Text(IrProgram program)
    {
        var text = IrPrinter.Print(program);
        return text[(text.IndexOf('\n', StringComparison.Ordinal) + 1)..];
    }
}
