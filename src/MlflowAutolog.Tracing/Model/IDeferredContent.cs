namespace MlflowAutolog.Tracing.Model;

/// <summary>Work that a hook put off to the background: parsing what it copied on the caller's thread.</summary>
internal interface IDeferredContent
{
    /// <summary>Bytes held until then, for the bound on memory.</summary>
    int Size { get; }

    /// <summary>The key of the call, as in <see cref="WireCall.Key"/>, as soon as its request is known; the running span answers whether a held attempt is being continued.</summary>
    string? CallKey { get; }

    /// <summary>The span with its content, or <see langword="null"/> when it turns out to be no model call and is to be left out. Pure; may throw, then the span stays without content.</summary>
    SpanData? Apply(SpanData span);
}
