namespace MlflowAutolog.Tracing.Model;

/// <summary>A value as UTF-8 JSON, written once and never changed. Default = no value was given (JSON <c>null</c> is a value).</summary>
internal readonly record struct JsonText(ReadOnlyMemory<byte> Utf8)
{
    /// <summary>What the application attached: each stands in the JSON by its <see cref="TraceAttachment.Placeholder"/>; null when there is none.</summary>
    public IReadOnlyList<TraceAttachment>? Attachments { get; init; }

    public bool IsAbsent => Utf8.IsEmpty;

    public int Length => Utf8.Length;

    public override string ToString() => System.Text.Encoding.UTF8.GetString(Utf8.Span);
}
