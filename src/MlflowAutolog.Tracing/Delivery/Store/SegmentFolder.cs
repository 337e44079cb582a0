using System.Diagnostics.CodeAnalysis;

namespace MlflowAutolog.Tracing.Delivery.Store;

/// <summary>
/// A folder of segments that many processes share: each writes files of its own, all may read, and what a dead one left can be taken over.
/// Nothing is touched on disk before the first write. Thread-safe.
/// </summary>
/// <param name="path">The folder; made when needed.</param>
/// <param name="limits">When a segment is full, and when the folder is.</param>
/// <param name="time">Dates the segments.</param>
/// <param name="tell">Told, once, that old segments had to go.</param>
internal sealed class SegmentFolder(string path, SegmentLimits limits, TimeProvider time, Action<string> tell) : IDisposable
{
    private readonly object _gate = new();
    private WriterLock? _lock;
    private SegmentWriter? _current;
    private int _sequence;

    /// <summary>The full path.</summary>
    public string Path { get; } = System.IO.Path.GetFullPath(path);

    /// <summary>Segments that went because the folder was full or they were old.</summary>
    public int Trimmed { get; private set; }

    /// <summary>Writes a record; true for the operating system when it returns.</summary>
    /// <returns>The segment it is in.</returns>
    /// <exception cref="IOException">The disk refused.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder may not be written.</exception>
    public string Append(byte kind, ReadOnlyMemory<byte> payload)
    {
        lock (_gate)
        {
            if (_current?.Takes(payload.Length, time.GetUtcNow(), limits) is not true) OpenSegment();
            try
            {
                _current.Append(kind, payload);
            }
            catch
            {
                // Half a record may be there: the next one goes where nothing is broken.
                CloseSegment();
                throw;
            }
            return _current.Path;
        }
    }

    /// <summary>Ends the open segment; the next record starts a new one.</summary>
    public void CloseSegment()
    {
        lock (_gate)
        {
            _current?.Dispose();
            _current = null;
        }
    }

    /// <summary>All segments there are, oldest first.</summary>
    public IReadOnlyList<string> Segments()
        => Directory.Exists(Path)
            ? [.. Directory.EnumerateFiles(Path, SegmentName.Pattern).Where(file => SegmentName.TryParse(file, out _)).Order(StringComparer.Ordinal)]
            : [];

    /// <summary>Takes over the segments of writers that are gone, by giving them this writer's name; when this one dies too, the next does the same.</summary>
    /// <returns>All finished segments that are this writer's now, oldest first.</returns>
    public IReadOnlyList<string> Adopt()
    {
        lock (_gate)
        {
            var segments = Segments();
            if (Directory.Exists(Path)) WriterLock.Sweep(Path, spare: [.. segments.Select(WriterOf)]);
            foreach (var left in segments.GroupBy(WriterOf).Where(group => group.Key != _lock?.Writer))
            {
                using var taken = WriterLock.TryTakeOver(Path, left.Key);
                if (taken is null) continue;
                _lock ??= WriterLock.Create(Path);
                foreach (var segment in left) Rename(segment, _lock.Writer);
            }
            return _lock is null ? [] : [.. Segments().Where(segment => WriterOf(segment) == _lock.Writer && segment != _current?.Path)];
        }
    }

    public void Dispose()
    {
        lock (_gate)
        {
            CloseSegment();
            _lock?.Dispose();
            _lock = null;
        }
    }

    [MemberNotNull(nameof(_current))]
    private void OpenSegment()
    {
        CloseSegment();
        PrivateFile.CreateFolder(Path);
        if (_lock is { Exists: false })
        {
            // Somebody emptied the folder: without a lock to be seen others would take this writer for dead.
            _lock.Dispose();
            _lock = null;
        }
        _lock ??= WriterLock.Create(Path);
        Trim();
        _current = new SegmentWriter(Path, new SegmentName(time.GetUtcNow().ToUnixTimeMilliseconds(), ++_sequence, _lock.Writer));
    }

    private void Trim()
    {
        var first = Trimmed == 0;
        try
        {
            Trimmed += FolderTrim.Apply(Path, Segments(), limits, time.GetUtcNow());
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // Another process trims or takes over at this moment. A folder that is too large for a while is no reason not to write.
            SelfLog.ReportWords("store", exception);
        }
        if (first && Trimmed > 0)
            tell($"{Trimmed} segment(s) of traces in {Path} are deleted: it keeps at most {limits.FolderBytes >> 20} MB and {limits.FolderAge.TotalDays:0} days. This is said once.");
    }

    private void Rename(string segment, string writer)
    {
        if (!SegmentName.TryParse(segment, out var name)) return;
        try
        {
            File.Move(segment, System.IO.Path.Combine(Path, (name with { Sequence = ++_sequence, Writer = writer }).ToString()));
        }
        catch (IOException exception)
        {
            // Gone since it was listed (trimmed by another process), or held open by a reader on Windows: then the next start takes it.
            SelfLog.ReportWords("store", exception);
        }
    }

    private static string WriterOf(string segment) => SegmentName.TryParse(segment, out var name) ? name.Writer : "";
}
