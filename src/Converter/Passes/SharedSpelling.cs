using LambdaLift.Converter.Emit;
using LambdaLift.Converter.Frontend;
using LambdaLift.Converter.Ir;
using LambdaLift.ServiceCatalogue;
using Microsoft.CodeAnalysis;

namespace LambdaLift.Converter.Passes;

/// <summary>
/// An optimized integration and a generic one spell members of the same structure in two ways (<c>BOOL</c> and <c>Bool</c> of DynamoDB's attribute values) and
/// write bytes in two forms. Where a program calls a service through both, and values go from one call to another or are read by such a name, all of its calls
/// of that service go through the generic integration.
/// </summary>
internal sealed class SharedSpelling : WorkflowPass
{
    public override string Name => "SharedSpelling";

    public override IrProgram Run(IrProgram program, PassContext context)
    {
        var mixed = program.Body.Descendants().OfType<IrServiceCall>()
            .Where(c => c is { Job: null, Request: IrNew { Type: not null }, Integration: not null })
            .GroupBy(c => c.Operation.Service)
            .Where(calls => calls.Select(c => c.Integration!.Kind).Distinct().Count() > 1 && calls.All(c => c.Operation.StepFunctions.AwsSdk is not null))
            .Select(calls => calls.Key)
            .ToList();
        var shared = new HashSet<AwsService>(mixed.Where(service => IsShared(program, service, context)));
        return shared.Count == 0
            ? program
            : program with { Body = program.Body.RewriteStatements(s => s is IrServiceCall { Job: null, Request: IrNew { Type: not null } } call && shared.Contains(call.Operation.Service) ? [call with { IsGeneric = true }] : [s]) };
    }

    private static bool IsShared(IrProgram program, AwsService service, PassContext context) => program.Body.Descendants().Any(statement => statement is IrServiceCall call
        ? HoldsOthers(call.Request, service, context) || ReadsByName(call.Request, service, context)
        : statement.Expressions().Any(e => ReadsByName(e, service, context) || e.DescendantsAndSelf().Any(x => x is IrNew made && made.Members.Any(m => IsSpelledTwice(made.Type, m.Name, service, context)))));

    private static bool ReadsByName(IrExpression expression, AwsService service, PassContext context) =>
        expression.DescendantsAndSelf().Any(e => e is IrMember member && IsSpelledTwice(member.Target.Type, member.Name, service, context));

    private static bool IsSpelledTwice(ITypeSymbol? owner, string member, AwsService service, PassContext context) =>
        owner.IsSdkModel() && context.Catalogue.FindServiceOfDotNetType(owner!.FullName()) == service
        && context.Catalogue.FindClass(owner!.FullName())?.FindProperty(member) is { } property && property.Path.Any(p => p.OptimizedName != p.SdkName);

    // A part of a request that is not made in it.
    private static bool HoldsOthers(IrExpression value, AwsService service, PassContext context) => value switch
    {
        IrNew e => e.Members.Any(m => HoldsOthers(m.Value, service, context)),
        IrList e => e.Elements.Any(x => HoldsOthers(x, service, context)),
        IrDictionary e => e.Entries.Any(x => HoldsOthers(x.Value, service, context)),
        _ => SdkShapes.ModelIn(value.Type) is { } model && context.Catalogue.FindServiceOfDotNetType(model.FullName()) == service,
    };
}
