using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace MlflowAutolog.EndToEnd.Tests.BadInput;

/// <summary>Every public member that records, each given a bad value wherever one fits. All work beneath the span <c>root</c>.</summary>
internal static class RecordingCalls
{
    private static readonly DateTimeOffset Early = DateTimeOffset.MinValue;
    private static readonly DateTimeOffset Late = DateTimeOffset.MaxValue;
    private static readonly JsonTypeInfo<object?> AnyType = (JsonTypeInfo<object?>)JsonSerializerOptions.Default.GetTypeInfo(typeof(object));

    /// <summary>By the member's name; the number is that of its overloads, so that a new one is noticed.</summary>
    public static IReadOnlyDictionary<string, (int Overloads, Action<object?> Call)> OfSpan { get; } = new Dictionary<string, (int, Action<object?>)>
    {
        ["SetInputs"] = (4, value => InSpan(span => span.SetInputs(value, AnyType).SetInputs(value, null!).SetInputs(value).SetInputs((BadValues.Text(value), value), ("more", value)).SetInputs(("a", value), new (string, object?)[] { (BadValues.Text(value), value) }))),
        ["SetOutputs"] = (2, value => InSpan(span => span.SetOutputs(value, AnyType).SetOutputs(value, null!).SetOutputs(value))),
        ["SetAttribute"] = (1, value => InSpan(span => span.SetAttribute(BadValues.Text(value), value).SetAttribute("value", value).SetAttribute("mlflow.spanType", value).SetAttribute("mlflow.spanInputs", value))),
        ["SetAttributes"] = (1, value => InSpan(span => span.SetAttributes(BadValues.Named(value)).SetAttributes(null))),
        ["SetSpanType"] = (1, value => InSpan(span => span.SetSpanType(BadValues.Text(value)))),
        ["SetLogLevel"] = (1, _ => InSpan(span => span.SetLogLevel((SpanLogLevel)(-7)))),
        ["SetStatus"] = (1, value => InSpan(span => span.SetStatus((SpanStatusCode)99, BadValues.Text(value)).SetStatus(SpanStatusCode.Error, BadValues.Text(value)))),
        ["AddEvent"] = (1, value => InSpan(span => span.AddEvent(BadValues.Text(value), BadValues.Named(value), Early).AddEvent("event", BadValues.Named(value), Late).AddEvent("event", null))),
        ["RecordException"] = (1, value => InSpan(span => span.RecordException((value as Exception)!).RecordException(new InvalidOperationException(BadValues.Text(value))))),
        ["SetDescription"] = (1, value => InSpan(span => span.SetDescription(BadValues.Text(value)))),
        ["AddLink"] = (2, value => InSpan(span => span
            .AddLink(BadValues.Text(value), BadValues.Text(value), BadValues.Named(value)).AddLink(span.TraceId, span.SpanId, BadValues.Named(value)).AddLink(span, BadValues.Named(value)).AddLink(null!))),
        ["SetModel"] = (1, value => InSpan(span => span.SetModel(BadValues.Text(value), BadValues.Text(value)))),
        ["SetTokenUsage"] = (1, _ => InSpan(span => span.SetTokenUsage(new TokenUsage(long.MinValue, long.MaxValue)))),
        ["SetChatTools"] = (1, value => InSpan(span => span.SetChatTools([new MlflowChatTool(BadValues.Text(value), BadValues.Text(value), default(System.Text.Json.JsonElement)), null!]).SetChatTools(null!))),
        ["Activate"] = (1, _ => InSpan(span =>
        {
            var scope = span.Activate();
            scope.Dispose();
            scope.Dispose();
        })),
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
        ["TraceStream"] = (2, value =>
        {
            foreach (var _ in Mlflow.TraceStream(BadValues.Text(value), BadValues.Text(value), _ => Yielding(value), value, items => items, -1))
            {
            }

            foreach (var _ in Mlflow.TraceStream(BadValues.Text(value), BadValues.Text(value), value, static (state, _) => Yielding(state), value, _ => throw new InvalidOperationException("reducer"), double.NaN))
            {
            }
        }
        ),
        ["TraceStreamAsync"] = (2, value => Task.WaitAll(
            ReadAsync(Mlflow.TraceStreamAsync(BadValues.Text(value), BadValues.Text(value), _ => YieldingAsync(value), value, items => items, -1)),
            ReadAsync(Mlflow.TraceStreamAsync(BadValues.Text(value), BadValues.Text(value), value, static (state, _) => YieldingAsync(state), value, _ => throw new InvalidOperationException("reducer"), double.NaN)))),
        ["AddTrace"] = (1, value =>
        {
            Mlflow.AddTrace(null!);
            Mlflow.AddTrace(new MlflowTrace(null!, null!), Mlflow.CurrentSpan);
            Mlflow.AddTrace(Stored(value), Mlflow.CurrentSpan);
        }
        ),
        ["LogTrace"] = (1, value => Mlflow.LogTrace(BadValues.Text(value), value, value, BadValues.Named(value), BadValues.Texts(value), Early, TimeSpan.MinValue)),
        ["GetTracingHeaders"] = (1, _ => Mlflow.GetTracingHeaders()),
        ["WriteTracingHeaders"] = (1, value =>
        {
            Mlflow.WriteTracingHeaders((_, _) => throw new InvalidOperationException(BadValues.Text(value)));
            Mlflow.WriteTracingHeaders(null!);
        }
        ),
        ["ContinueTrace"] = (2, value =>
        {
            Mlflow.ContinueTrace(_ => BadValues.Text(value)).Dispose();
            Mlflow.ContinueTrace(_ => throw new InvalidOperationException(BadValues.Text(value))).Dispose();
            Mlflow.ContinueTrace(BadValues.Texts(value).Append(new("traceparent", BadValues.Text(value)))).Dispose();
            Mlflow.ContinueTrace(BadValues.Texts(value)).Dispose();
        }
        ),
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
        ["TraceStream"] = (2, (value, tracer) =>
        {
            foreach (var _ in tracer.TraceStream(BadValues.Text(value), BadValues.Text(value), _ => Yielding(value), value, items => items, -1))
            {
            }

            foreach (var _ in tracer.TraceStream(BadValues.Text(value), BadValues.Text(value), value, static (state, _) => Yielding(state), value, _ => throw new InvalidOperationException("reducer"), double.NaN))
            {
            }
        }
        ),
        ["TraceStreamAsync"] = (2, (value, tracer) => Task.WaitAll(
            ReadAsync(tracer.TraceStreamAsync(BadValues.Text(value), BadValues.Text(value), _ => YieldingAsync(value), value, items => items, -1)),
            ReadAsync(tracer.TraceStreamAsync(BadValues.Text(value), BadValues.Text(value), value, static (state, _) => YieldingAsync(state), value, _ => throw new InvalidOperationException("reducer"), double.NaN)))),
        ["AddTrace"] = (1, (value, tracer) =>
        {
            tracer.AddTrace(null!);
            tracer.AddTrace(new MlflowTrace(null!, null!));
            tracer.AddTrace(Stored(value));
        }
        ),
        ["LogTrace"] = (1, (value, tracer) => tracer.LogTrace(BadValues.Text(value), value, value, BadValues.Named(value), BadValues.Texts(value), Early, TimeSpan.MinValue)),
        ["UpdateCurrentTrace"] = (1, (value, tracer) => tracer.Trace("update", "CHAIN", _ => tracer.UpdateCurrentTrace(
            BadValues.Texts(value), BadValues.Texts(value), BadValues.Text(value), BadValues.Text(value), BadValues.Text(value), (TraceState)99, BadValues.Text(value), BadValues.Text(value), BadValues.Text(value)))),
        ["GetTracingHeaders"] = (1, (_, tracer) => tracer.GetTracingHeaders()),
        ["WriteTracingHeaders"] = (1, (_, tracer) => tracer.WriteTracingHeaders(null!)),
        ["ContinueTrace"] = (2, (value, tracer) =>
        {
            tracer.ContinueTrace(_ => BadValues.Text(value)).Dispose();
            tracer.ContinueTrace(BadValues.Texts(value)).Dispose();
        }
        ),
    };

    /// <summary>Members that configure, ask MLflow or wait: those may throw, and tests of their own cover them.</summary>
    public static IReadOnlySet<string> NotRecording { get; } = new HashSet<string>
    {
        "Autolog", "SetTrackingUri", "SetExperiment", "SetDestination", "Enable", "Disable", "ResetAsync", "FlushAsync", "ShutdownAsync", "DisposeAsync", "GetTraceAsync", "GetAttachmentAsync", "Locate",
        "LogFeedbackAsync", "LogExpectationAsync", "LogIssueAsync", "LogAssessmentAsync", "UpdateAssessmentAsync", "OverrideFeedbackAsync", "GetAssessmentAsync", "DeleteAssessmentAsync",
        "SearchTracesAsync", "SearchSessionsAsync", "SetTraceTagAsync", "DeleteTraceTagAsync", "DeleteTracesAsync", "LinkTracesToRunAsync", "LinkPromptsToTraceAsync", "LoadPromptAsync",
        "GetExperimentAsync", "GetExperimentByNameAsync", "CreateExperimentAsync", "SetExperimentTagAsync", "SetActiveModel", "SetActiveModelByNameAsync",
    };

    private static IEnumerable<object?> Yielding(object? value)
    {
        yield return value;
        yield return value;
    }

    private static async IAsyncEnumerable<object?> YieldingAsync(object? value)
    {
        yield return value;
        await Task.Yield();
        yield return value;
    }

    private static async Task ReadAsync(IAsyncEnumerable<object?> stream)
    {
        await foreach (var _ in stream)
        {
        }
    }

    private static MlflowTrace Stored(object? value) => new(
        new TraceInfo { TraceId = BadValues.Text(value) },
        [new TraceSpan { SpanId = BadValues.Text(value), ParentId = BadValues.Text(value), Name = BadValues.Text(value), SpanType = BadValues.Text(value), StartTime = Late, Duration = TimeSpan.MaxValue }]);

    private static void InSpan(Action<MlflowSpan> call)
    {
        using var span = Mlflow.StartSpan("called");
        call(span);
    }
}
