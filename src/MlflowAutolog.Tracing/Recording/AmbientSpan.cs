using MlflowAutolog.Tracing.Model;

namespace MlflowAutolog.Tracing.Recording;

/// <summary>The span of ours that is above the code that runs now. One place decides.</summary>
/// <remarks>
/// Of our own and not <see cref="System.Diagnostics.Activity.Current"/>: what is current there becomes the parent of the application's own spans, decides their sampling, and is sent to every
/// server as <c>traceparent</c>. It flows alike, because the current Activity is such a value too.
/// </remarks>
internal static class AmbientSpan
{
    private static readonly AsyncLocal<IAmbient?> Ambient = new();

    /// <summary>The whole chain of this flow, for code that leaves a flow and comes back to it: an iterator, which runs on whatever flow asks for the next item.</summary>
    public static IAmbient? Flow
    {
        get => Ambient.Value;
        set => Ambient.Value = value;
    }

    /// <summary>The nearest running span above, of <paramref name="owner"/> when one is given; <see langword="null"/> when there is none.</summary>
    /// <remarks>What has ended is stepped over: on a flow that outlives it (it was ended elsewhere, or work was left behind), a new trace must not become part of an old one.</remarks>
    public static MlflowSpan? Find(MlflowTracer? owner = null)
    {
        for (var entry = Ambient.Value; entry is not null; entry = entry.Outer)
        {
            if (entry.Running is not { } span || (owner is not null && span.Tracer != owner)) continue;
            return ReferenceEquals(span.Remote, RemoteParent.None) ? null : span;
        }

        return null;
    }

    /// <summary>Makes the span the one above what runs from here on.</summary>
    public static void Enter(MlflowSpan span)
    {
        span.Outer = Ambient.Value;
        Ambient.Value = span;
    }

    /// <summary>Makes the one that was above it so again; nothing where another is (it ended on another flow than it started on).</summary>
    public static void Leave(MlflowSpan span)
    {
        if (ReferenceEquals(Ambient.Value, span)) Ambient.Value = span.Outer;
    }

    /// <summary>Takes off what is over: scopes may be left in any order, and a span may have ended elsewhere.</summary>
    public static void Unwind()
    {
        while (Ambient.Value is { IsOver: true } over) Ambient.Value = over.Outer;
    }
}
