using System.Buffers.Binary;
using System.Security.Cryptography;

namespace LambdaLift.Verifier.Hosting;

/// <summary>
/// The clock, ids and random numbers of one execution: both sides of a comparison get one each, made from the same seed, so that
/// the n-th id of the handler is the n-th id of the state machine.
/// </summary>
public sealed class VirtualWorld(long seed)
{
    /// <summary>When every execution starts.</summary>
    public static readonly DateTimeOffset Start = new(2026, 1, 5, 9, 30, 0, TimeSpan.Zero);

    private int _ids;
    private int _randoms;

    /// <summary>The virtual time.</summary>
    public DateTimeOffset Now { get; set; } = Start;

    /// <summary>The next id: a version 4 UUID.</summary>
    public Guid NextId()
    {
        Span<byte> bytes = stackalloc byte[32];
        Draw("id", _ids++, bytes);
        bytes[6] = (byte)((bytes[6] & 0x0F) | 0x40);
        bytes[8] = (byte)((bytes[8] & 0x3F) | 0x80);
        return new Guid(bytes[..16], bigEndian: true);
    }

    /// <summary>The next random number, at least 0 and below 1.</summary>
    public double NextRandom()
    {
        Span<byte> bytes = stackalloc byte[32];
        Draw("random", _randoms++, bytes);
        return (BinaryPrimitives.ReadUInt64BigEndian(bytes) >> 11) * (1.0 / (1UL << 53));
    }

    private void Draw(string purpose, int index, Span<byte> target) =>
        SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(FormattableString.Invariant($"{seed}/{purpose}/{index}")), target);
}
