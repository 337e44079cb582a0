namespace MlflowAutolog.Tracing.Delivery.Server;

/// <summary>What the server made of a request with spans.</summary>
internal enum SpanVerdictKind
{
    Stored,

    /// <summary>Not now, for a reason that is not in the spans.</summary>
    Later,

    /// <summary>The server read the spans and does not want them.</summary>
    Refused,

    /// <summary>Maybe for the spans, maybe for something else.</summary>
    Doubtful,
}

/// <summary>A verdict with the server's words or the pause it asks for.</summary>
internal readonly record struct SpanVerdict(SpanVerdictKind Kind, string Words, TimeSpan? Pause = null);
