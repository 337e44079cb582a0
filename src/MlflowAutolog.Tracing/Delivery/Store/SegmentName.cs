using System.Globalization;

namespace MlflowAutolog.Tracing.Delivery.Store;

/// <summary>A segment's file name: its age and order can be told, and its writer's lock found, without opening it. Names sort by age.</summary>
internal readonly record struct SegmentName(long CreatedUnixMs, int Sequence, string Writer)
{
    public const string Pattern = "segment-*.mlt";

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"segment-{CreatedUnixMs:D13}-{Sequence:D6}-{Writer}.mlt");

    /// <summary>False for files that are none of ours.</summary>
    public static bool TryParse(string path, out SegmentName name)
    {
        name = default;
        var parts = Path.GetFileNameWithoutExtension(path).Split('-');
        if (parts.Length != 4 || parts[0] != "segment" || parts[3].Length == 0
            || !long.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var created)
            || !int.TryParse(parts[2], NumberStyles.None, CultureInfo.InvariantCulture, out var sequence))
            return false;
        name = new SegmentName(created, sequence, parts[3]);
        return true;
    }
}
