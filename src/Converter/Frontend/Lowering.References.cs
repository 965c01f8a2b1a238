using System.Collections.Immutable;
using LambdaLift.Converter.Ir;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace LambdaLift.Converter.Frontend;

internal sealed partial class Lowering
{
    /// <summary>
    /// A <c>ref</c> or <c>out</c> parameter is the caller's variable. So is, as long as neither is assigned, a parameter that takes an object
    /// from a variable: what the method changes in it, the caller sees.
    /// </summary>
    private bool BindByReference(Frame frame, IParameterSymbol parameter, IOperation argument, ImmutableArray<IOperation> arguments, IOperation body, BlockBuilder into)
    {
        if (parameter.RefKind is RefKind.Ref or RefKind.Out)
        {
            if (VariableOf(argument, Resolve(parameter.Type), into) is { } variable)
                frame.Bind(parameter, variable);
            else
                Refuse(argument, $"A '{(parameter.RefKind == RefKind.Out ? "out" : "ref")}' argument that is no local variable", "pass a local variable");
            return true;
        }

        var type = Resolve(argument.Type);
        var isMutable = type is { IsReferenceType: true } && !type.IsString() && (type.ElementType() is not null || type.IsDictionary() || ObjectShape.IsObject(type));
        if (!isMutable || Unwrap(argument) is not (ILocalReferenceOperation or IParameterReferenceOperation) || frame.Outer is not null)
            return false;
        ISymbol symbol = Unwrap(argument) is ILocalReferenceOperation l ? l.Local : ((IParameterReferenceOperation)Unwrap(argument)).Parameter;
        if (_frame.Find(symbol) is DocumentBinding document && !Assigns(body, parameter) && !arguments.Any(a => Assigns(a, symbol)))
        {
            frame.Bind(parameter, document);
            return true;
        }

        if (_frame.Find(symbol) is not VariableBinding binding || Assigns(body, parameter) || arguments.Any(a => Assigns(a, symbol)))
            return false;
        frame.Bind(parameter, binding);
        return true;
    }

    private VariableBinding? VariableOf(IOperation argument, ITypeSymbol? type, BlockBuilder into)
    {
        switch (Unwrap(argument))
        {
            case IDeclarationExpressionOperation { Expression: ILocalReferenceOperation { Local: var declared } }:
                return Bind(declared);
            case ILocalReferenceOperation { IsDeclaration: true, Local: var declared }:
                return Bind(declared);
            case ILocalReferenceOperation { Local: var local }:
                return _frame.Find(local) as VariableBinding;
            case IParameterReferenceOperation { Parameter: var parameter }:
                return _frame.Find(parameter) as VariableBinding;
            case IDiscardOperation:
                return new VariableBinding(new IrVariable("unused", type) { IsTemporary = true }, into);
            default:
                return null;
        }

        VariableBinding Bind(ILocalSymbol local)
        {
            var binding = new VariableBinding(new IrVariable(local.Name, Resolve(local.Type)), into);
            _frame.Bind(local, binding);
            return binding;
        }
    }

    private static bool Assigns(IOperation code, ISymbol symbol)
    {
        return code.Descendants().Prepend(code).Any(o => o switch
        {
            IAssignmentOperation { Target: ITupleOperation tuple } => tuple.Elements.Any(IsSymbol),
            IAssignmentOperation assignment => IsSymbol(assignment.Target),
            IIncrementOrDecrementOperation increment => IsSymbol(increment.Target),
            IArgumentOperation { Parameter.RefKind: RefKind.Ref or RefKind.Out } argument => IsSymbol(argument.Value),
            _ => false,
        });

        bool IsSymbol(IOperation target) => target switch
        {
            ILocalReferenceOperation l => SymbolEqualityComparer.Default.Equals(l.Local, symbol),
            IParameterReferenceOperation p => SymbolEqualityComparer.Default.Equals(p.Parameter, symbol),
            _ => false,
        };
    }
}
