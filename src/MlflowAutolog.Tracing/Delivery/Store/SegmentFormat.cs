using System.Buffers.Binary;
using System.Numerics;

namespace MlflowAutolog.Tracing.Delivery.Store;

/// <summary>
/// The bytes of a segment. Head: magic, version, checksum. Then records: mark, length, checksum, kind, payload.
/// The mark begins with a line feed, which JSON never holds unescaped: a reader finds the next record behind a broken one, and a person can page through the lines.
/// </summary>
internal static class SegmentFormat
{
    public const int Version = 1;
    public const int HeadLength = 16;
    public const int RecordHeadLength = 13;

    /// <summary>The only kind so far. Readers skip kinds they do not know.</summary>
    public const byte TraceKind = (byte)'T';

    public static ReadOnlySpan<byte> Magic => "MLTRACES"u8;

    public static ReadOnlySpan<byte> Mark => "\nMLR"u8;

    public static void WriteHead(Span<byte> head)
    {
        Magic.CopyTo(head);
        BinaryPrimitives.WriteInt32LittleEndian(head[8..], Version);
        BinaryPrimitives.WriteUInt32LittleEndian(head[12..], Checksum(0, head[..12]));
    }

    public static bool IsHead(ReadOnlySpan<byte> bytes)
        => bytes.Length >= HeadLength && bytes.StartsWith(Magic)
            && BinaryPrimitives.ReadInt32LittleEndian(bytes[8..]) == Version
            && BinaryPrimitives.ReadUInt32LittleEndian(bytes[12..]) == Checksum(0, bytes[..12]);

    /// <param name="head">Where the record's head goes.</param>
    /// <param name="kind">What the payload is.</param>
    /// <param name="payload">What follows the head.</param>
    public static void WriteRecordHead(Span<byte> head, byte kind, ReadOnlySpan<byte> payload)
    {
        Mark.CopyTo(head);
        BinaryPrimitives.WriteInt32LittleEndian(head[4..], payload.Length);
        head[12] = kind;
        BinaryPrimitives.WriteUInt32LittleEndian(head[8..], RecordChecksum(head, payload));
    }

    /// <summary>The payload's length as the head says, before it is known to be true; -1 when there is no head of a record.</summary>
    public static int ClaimedLength(ReadOnlySpan<byte> bytes)
        => bytes.Length >= RecordHeadLength && bytes.StartsWith(Mark) ? Math.Max(-1, BinaryPrimitives.ReadInt32LittleEndian(bytes[4..])) : -1;

    public static bool IsIntact(ReadOnlySpan<byte> head, ReadOnlySpan<byte> payload)
        => BinaryPrimitives.ReadUInt32LittleEndian(head[8..]) == RecordChecksum(head, payload);

    /// <summary>Covers length and kind too: a flipped bit there must not pass for another record.</summary>
    private static uint RecordChecksum(ReadOnlySpan<byte> head, ReadOnlySpan<byte> payload)
        => Checksum(Checksum(head[12], head[4..8]), payload);

    /// <summary>CRC-32C, in hardware where there is any.</summary>
    private static uint Checksum(uint seed, ReadOnlySpan<byte> bytes)
    {
        var crc = ~seed;
        while (bytes.Length >= sizeof(ulong))
        {
            crc = BitOperations.Crc32C(crc, BinaryPrimitives.ReadUInt64LittleEndian(bytes));
            bytes = bytes[sizeof(ulong)..];
        }
        foreach (var item in bytes) crc = BitOperations.Crc32C(crc, item);
        return ~crc;
    }
}
