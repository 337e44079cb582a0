namespace MlflowAutolog.Tracing.Model;

/// <summary>Work that a hook put off to the background: parsing what it copied on the caller's thread.</summary>
internal interface IDeferredContent
{
    /// <summary>Bytes held until then, for the bound on memory.</summary>
    int Size { get; }

    /// <summary>The key of the call, as in <see cref="WireCall.Key"/>, as soon as its request is known; the running span answers whether a held attempt is being continued.</summary>
    string? CallKey { get; }

    /// <summary>How the call ended, as far as that can be told without reading what came; once the span has ended.</summary>
    WireOutcome Outcome { get; }

    /// <summary>Whether what came has to be read to know that the call did not fail; once the span has ended. Cheap.</summary>
    bool MayHaveFailed { get; }

    /// <summary>The span with its content, or <see langword="null"/> when it turns out to be no model call and is to be left out. Pure; may throw, then the span stays without content.</summary>
    SpanData? Apply(SpanData span);
}
