namespace MlflowAutolog.Tracing.Recording;

/// <summary>An entry of a flow's chain of spans: a span on the flow it started on, or what stands for one elsewhere.</summary>
internal interface IAmbient
{
    /// <summary>The span that is above what runs here, by this entry; <see langword="null"/> when the entry says nothing any more.</summary>
    MlflowSpan? Running { get; }

    /// <summary>Whether it can be taken off the flow that it is on top of.</summary>
    bool IsOver { get; }

    /// <summary>The entry that was on top before.</summary>
    IAmbient? Outer { get; }
}
