namespace MlflowAutolog.Tracing.Recording;

/// <summary>A span that somebody made current on a flow where it did not start, until disposed. The span is not touched.</summary>
internal sealed class ActiveSpan : IAmbient, IDisposable
{
    private readonly MlflowSpan _span;
    private readonly IAmbient? _outer;
    private volatile bool _left;

    private ActiveSpan(MlflowSpan span, IAmbient? outer) => (_span, _outer) = (span, outer);

    // Inside, the caller said what the parent is, ended or not: what starts is a late child. Work that outlives the scope has the span above as any work has that was begun beneath it.
    MlflowSpan? IAmbient.Running => _left && _span.HasEnded ? null : _span;

    bool IAmbient.IsOver => _left;

    IAmbient? IAmbient.Outer => _outer;

    public static ActiveSpan Enter(MlflowSpan span)
    {
        var scope = new ActiveSpan(span, AmbientSpan.Flow);
        AmbientSpan.Flow = scope;
        return scope;
    }

    public void Dispose()
    {
        _left = true;
        AmbientSpan.Unwind();
    }
}
