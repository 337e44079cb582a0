namespace MlflowAutolog.EndToEnd.Tests.BadInput;

/// <summary>Every public member that records, each given a bad value wherever one fits. All work beneath the span <c>root</c>.</summary>
internal static class RecordingCalls
{
    private static readonly DateTimeOffset Early = DateTimeOffset.MinValue;
    private static readonly DateTimeOffset Late = DateTimeOffset.MaxValue;

    /// <summary>By the member's name; the number is that of its overloads, so that a new one is noticed.</summary>
    public static IReadOnlyDictionary<string, (int Overloads, Action<object?> Call)> OfSpan { get; } = new Dictionary<string, (int, Action<object?>)>
    {
        ["SetInputs"] = (3, value => InSpan(span => span.SetInputs(value).SetInputs((BadValues.Text(value), value), ("more", value)).SetInputs(("a", value), new (string, object?)[] { (BadValues.Text(value), value) }))),
        ["SetOutputs"] = (1, value => InSpan(span => span.SetOutputs(value))),
        ["SetAttribute"] = (1, value => InSpan(span => span.SetAttribute(BadValues.Text(value), value).SetAttribute("value", value).SetAttribute("mlflow.spanType", value).SetAttribute("mlflow.spanInputs", value))),
        ["SetAttributes"] = (1, value => InSpan(span => span.SetAttributes(BadValues.Named(value)).SetAttributes(null))),
        ["SetSpanType"] = (1, value => InSpan(span => span.SetSpanType(BadValues.Text(value)))),
        ["SetLogLevel"] = (1, _ => InSpan(span => span.SetLogLevel((SpanLogLevel)(-7)))),
        ["SetStatus"] = (1, value => InSpan(span => span.SetStatus((SpanStatusCode)99, BadValues.Text(value)).SetStatus(SpanStatusCode.Error, BadValues.Text(value)))),
        ["AddEvent"] = (1, value => InSpan(span => span.AddEvent(BadValues.Text(value), BadValues.Named(value), Early).AddEvent("event", BadValues.Named(value), Late).AddEvent("event", null))),
        ["RecordException"] = (1, value => InSpan(span => span.RecordException((value as Exception)!).RecordException(new InvalidOperationException(BadValues.Text(value))))),
        ["End"] = (2, _ => InSpan(span =>
        {
            span.End(Early);
            span.End(Late);
            span.End();
        })),
        ["Dispose"] = (1, value => InSpan(span =>
        {
            span.Dispose();
            span.Dispose();
            span.SetOutputs(value);
        })),
    };

    public static IReadOnlyDictionary<string, (int Overloads, Action<object?> Call)> OfDoor { get; } = new Dictionary<string, (int, Action<object?>)>
    {
        ["StartSpan"] = (3, value =>
        {
            Mlflow.StartSpan("array", "UNKNOWN", ("a", value), new (string, object?)[] { (BadValues.Text(value), value) }).Dispose();
            Mlflow.StartSpan(BadValues.Text(value), BadValues.Text(value), value, BadValues.Named(value), double.NaN).Dispose();
            Mlflow.StartSpan(BadValues.Text(value), BadValues.Text(value), (BadValues.Text(value), value), ("more", value)).Dispose();
        }
        ),
        ["StartDetachedSpan"] = (1, value =>
        {
            Mlflow.StartDetachedSpan(BadValues.Text(value), BadValues.Text(value), Mlflow.CurrentSpan, value, BadValues.Named(value), BadValues.Texts(value), BadValues.Texts(value), BadValues.Text(value), Early).Dispose();
            Mlflow.StartDetachedSpan("detached", "UNKNOWN", MlflowSpan.None, value).Dispose();
        }
        ),
        ["Trace"] = (3, value =>
        {
            Mlflow.Trace(BadValues.Text(value), BadValues.Text(value), _ => value, value, -1);
            Mlflow.Trace(BadValues.Text(value), BadValues.Text(value), _ => { }, value, 2);
            Mlflow.Trace(BadValues.Text(value), BadValues.Text(value), value, static (state, _) => state, value, double.PositiveInfinity);
        }
        ),
        ["TraceAsync"] = (3, value => Task.WaitAll(
            Mlflow.TraceAsync(BadValues.Text(value), BadValues.Text(value), _ => Task.FromResult(value), value, -1),
            Mlflow.TraceAsync(BadValues.Text(value), BadValues.Text(value), _ => Task.CompletedTask, value, 2),
            Mlflow.TraceAsync(BadValues.Text(value), BadValues.Text(value), value, static (state, _) => Task.FromResult(state), value, double.NaN))),
        ["Context"] = (1, value => Mlflow.Context(BadValues.Text(value), BadValues.Text(value), BadValues.Texts(value), BadValues.Texts(value), samplingRatio: double.NaN).Dispose()),
        ["UpdateCurrentTrace"] = (1, value => Mlflow.UpdateCurrentTrace(
            BadValues.Texts(value), BadValues.Texts(value), BadValues.Text(value), BadValues.Text(value), BadValues.Text(value), (TraceState)99, BadValues.Text(value), BadValues.Text(value), BadValues.Text(value))),
    };

    public static IReadOnlyDictionary<string, (int Overloads, Action<object?, MlflowTracer> Call)> OfTracer { get; } = new Dictionary<string, (int, Action<object?, MlflowTracer>)>
    {
        ["StartSpan"] = (3, (value, tracer) =>
        {
            tracer.StartSpan("array", "UNKNOWN", ("a", value), new (string, object?)[] { (BadValues.Text(value), value) }).Dispose();
            tracer.StartSpan(BadValues.Text(value), BadValues.Text(value), value, BadValues.Named(value), double.NaN).Dispose();
            tracer.StartSpan(BadValues.Text(value), BadValues.Text(value), (BadValues.Text(value), value), ("more", value)).Dispose();
        }
        ),
        ["StartDetachedSpan"] = (1, (value, tracer) => tracer.StartDetachedSpan(
            BadValues.Text(value), BadValues.Text(value), null, value, BadValues.Named(value), BadValues.Texts(value), BadValues.Texts(value), BadValues.Text(value), Late).Dispose()),
        ["Trace"] = (3, (value, tracer) =>
        {
            tracer.Trace(BadValues.Text(value), BadValues.Text(value), _ => value, value, -1);
            tracer.Trace(BadValues.Text(value), BadValues.Text(value), _ => { }, value, 2);
            tracer.Trace(BadValues.Text(value), BadValues.Text(value), value, static (state, _) => state, value, double.NegativeInfinity);
        }
        ),
        ["TraceAsync"] = (3, (value, tracer) => Task.WaitAll(
            tracer.TraceAsync(BadValues.Text(value), BadValues.Text(value), _ => Task.FromResult(value), value, -1),
            tracer.TraceAsync(BadValues.Text(value), BadValues.Text(value), _ => Task.CompletedTask, value, 2),
            tracer.TraceAsync(BadValues.Text(value), BadValues.Text(value), value, static (state, _) => Task.FromResult(state), value, double.NaN))),
        ["UpdateCurrentTrace"] = (1, (value, tracer) => tracer.Trace("update", "CHAIN", _ => tracer.UpdateCurrentTrace(
            BadValues.Texts(value), BadValues.Texts(value), BadValues.Text(value), BadValues.Text(value), BadValues.Text(value), (TraceState)99, BadValues.Text(value), BadValues.Text(value), BadValues.Text(value)))),
    };

    /// <summary>Members that configure, ask MLflow or wait: those may throw, and tests of their own cover them.</summary>
    public static IReadOnlySet<string> NotRecording { get; } = new HashSet<string>
    {
        "Autolog", "SetTrackingUri", "SetExperiment", "Enable", "Disable", "ResetAsync", "FlushAsync", "ShutdownAsync", "DisposeAsync", "GetTraceAsync", "Locate",
    };

    private static void InSpan(Action<MlflowSpan> call)
    {
        using var span = Mlflow.StartSpan("called");
        call(span);
    }
}
