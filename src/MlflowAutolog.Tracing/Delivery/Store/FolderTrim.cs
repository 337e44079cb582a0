namespace MlflowAutolog.Tracing.Delivery.Store;

/// <summary>Keeps a folder within its limits.</summary>
internal static class FolderTrim
{
    private readonly record struct Candidate(string Path, SegmentName Name, long Length);

    /// <summary>Deletes the segments that are too old, then the oldest until the rest fits; never the one a living writer has open.</summary>
    /// <returns>How many were deleted.</returns>
    /// <exception cref="IOException">The folder changed under our hands.</exception>
    public static int Apply(string folder, IReadOnlyList<string> oldestFirst, SegmentLimits limits, DateTimeOffset now)
    {
        WriterLock.Sweep(folder, spare: []);
        var segments = oldestFirst.Select(Measure).OfType<Candidate>().ToList();
        var open = OpenSegments(folder, segments);
        var excess = segments.Sum(segment => segment.Length) - limits.FolderBytes;
        var oldest = (now - limits.FolderAge).ToUnixTimeMilliseconds();
        var deleted = 0;
        foreach (var segment in segments.Where(segment => !open.Contains(segment.Name)))
        {
            if (excess <= 0 && segment.Name.CreatedUnixMs >= oldest) break;
            if (!TryDelete(segment.Path)) continue;
            excess -= segment.Length;
            deleted++;
        }
        return deleted;
    }

    /// <summary>The newest segment of each writer whose lock is there: after the sweep those are the living ones.</summary>
    private static HashSet<SegmentName> OpenSegments(string folder, List<Candidate> segments)
        => [.. segments.GroupBy(segment => segment.Name.Writer).Where(group => WriterLock.IsThere(folder, group.Key)).Select(group => group.Last().Name)];

    private static Candidate? Measure(string path)
    {
        var file = new FileInfo(path);
        return SegmentName.TryParse(path, out var name) && file.Exists ? new Candidate(path, name, file.Length) : null;
    }

    private static bool TryDelete(string path)
    {
        try
        {
            File.Delete(path);
            return true;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // Another user's file, or one a reader holds on Windows: the next trim tries again.
            SelfLog.ReportWords("store", exception);
            return false;
        }
    }
}
