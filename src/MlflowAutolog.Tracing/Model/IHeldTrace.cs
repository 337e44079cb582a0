namespace MlflowAutolog.Tracing.Model;

/// <summary>The decision over a trace that sampling left out, and that is sent only if it failed.</summary>
internal interface IHeldTrace
{
    /// <summary>Decides, once; what comes later of the same trace gets the same answer.</summary>
    /// <param name="spans">What has ended of it.</param>
    /// <param name="root">The root, when it is among them.</param>
    /// <param name="stated">The state that the application set.</param>
    /// <param name="isFolded">Content is read and attempts are joined.</param>
    /// <returns>Whether the trace is sent; <see langword="null"/> while that depends on content that is not read yet.</returns>
    bool? Judge(IReadOnlyList<SpanData> spans, SpanData? root, TraceState stated, bool isFolded);
}
