using System.Runtime.CompilerServices;

namespace LambdaLift.Converter.Ir;

/// <summary>Expressions and statements are records: where the place of one counts, not what it says, they are told apart by reference.</summary>
internal sealed class ReferenceComparer : IEqualityComparer<IrExpression>, IEqualityComparer<IrStatement>
{
    public static ReferenceComparer Instance { get; } = new();

    public bool Equals(IrExpression? x, IrExpression? y) => ReferenceEquals(x, y);

    public int GetHashCode(IrExpression obj) => RuntimeHelpers.GetHashCode(obj);

    public bool Equals(IrStatement? x, IrStatement? y) => ReferenceEquals(x, y);

    public int GetHashCode(IrStatement obj) => RuntimeHelpers.GetHashCode(obj);
}
