namespace MlflowAutolog.Tracing.Delivery.Store;

/// <summary>One open segment. A record is one write to the operating system: it survives the process, and a reader sees all of it or a torn tail.</summary>
internal sealed class SegmentWriter : IDisposable
{
    private readonly FileStream _file;
    private readonly SegmentName _name;
    private readonly byte[] _head = new byte[SegmentFormat.RecordHeadLength];
    private long _length;

    public SegmentWriter(string folder, SegmentName name)
    {
        _name = name;
        Path = System.IO.Path.Combine(folder, name.ToString());
        _file = PrivateFile.Open(Path, FileMode.CreateNew, FileShare.Read | FileShare.Delete);
        var head = new byte[SegmentFormat.HeadLength];
        SegmentFormat.WriteHead(head);
        Write([head]);
    }

    public string Path { get; }

    /// <summary>False when the segment is full or old, or somebody removed the file: what is written to it then would be gone.</summary>
    public bool Takes(int payload, DateTimeOffset now, SegmentLimits limits)
        => _length + SegmentFormat.RecordHeadLength + payload <= limits.SegmentBytes
            && now.ToUnixTimeMilliseconds() - _name.CreatedUnixMs < limits.SegmentAge.TotalMilliseconds
            && File.Exists(Path);

    public void Append(byte kind, ReadOnlyMemory<byte> payload)
    {
        SegmentFormat.WriteRecordHead(_head, kind, payload.Span);
        Write([_head, payload]);
    }

    public void Dispose() => _file.Dispose();

    private void Write(ReadOnlyMemory<byte>[] parts)
    {
        RandomAccess.Write(_file.SafeFileHandle, parts, _length);
        foreach (var part in parts) _length += part.Length;
    }
}
