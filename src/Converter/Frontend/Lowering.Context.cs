using LambdaLift.Converter.Diagnostics;
using LambdaLift.Converter.Ir;
using Microsoft.CodeAnalysis.Operations;

namespace LambdaLift.Converter.Frontend;

/// <summary>What the function's context says, said of the execution.</summary>
internal sealed partial class Lowering
{
    // The longest that a function runs (Lambda quotas): what code does when its time is nearly over, an execution never has to do.
    private const double LongestInvocation = 15 * 60 * 1000;

    private IrExpression LowerContextMember(IPropertyReferenceOperation operation)
    {
        var (origin, type, name) = (At(operation), Resolve(operation.Type), operation.Property.Name);
        switch (name)
        {
            case "AwsRequestId":
                return new IrContextValue(IrContextMember.ExecutionName, type, origin);
            case "FunctionName":
                Report(LiftDescriptors.ContextOfExecution, origin, name, "gives the name of the state machine");
                return new IrContextValue(IrContextMember.StateMachineName, type, origin);
            case "InvokedFunctionArn":
                Report(LiftDescriptors.ContextOfExecution, origin, name, "gives the ARN of the state machine");
                return new IrContextValue(IrContextMember.StateMachineArn, type, origin);
            case "RemainingTime":
                Report(LiftDescriptors.ContextOfExecution, origin, name, "is always fifteen minutes, because an execution does not run out of a function's time");
                return new IrConstant(LongestInvocation, type, origin);
            default:
                return Refuse(operation, $"'{name}' of the function's context", "leave it out or write it as a constant: an execution has no function around it");
        }
    }
}
