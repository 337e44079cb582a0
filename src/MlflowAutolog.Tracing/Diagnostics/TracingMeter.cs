using System.Diagnostics.Metrics;
using System.Globalization;
using System.Reflection;

namespace MlflowAutolog.Tracing.Diagnostics;

/// <summary>A tracer's <see cref="TracingStatistics"/> as the instruments of a meter, read when somebody collects them.</summary>
/// <remarks>Names and units follow OpenTelemetry's conventions. What may go down again, because attempts are joined to one trace, is an up-down counter.</remarks>
internal sealed class TracingMeter : IDisposable
{
    public const string Name = "MlflowAutolog";
    private const string Prefix = "mlflow_autolog.";
    private const string Traces = "{trace}";
    private const string Infos = "{info}";
    private const string Spans = "{span}";
    private const string Attachments = "{attachment}";

    private static readonly string? Version = typeof(TracingMeter).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0];
    private static int _count;

    private readonly Meter _meter = new(Name, Version);
    private readonly MlflowTracer _tracer;

    public TracingMeter(MlflowTracer tracer)
    {
        _tracer = tracer;
        UpDown("trace.accepted", Traces, "Traces handed over for delivery.", static now => now.Accepted);
        UpDown("trace.pending", Traces, "Traces that wait in memory or are on their way.", static now => now.Pending);
        UpDown("trace.sending", Traces, "Traces in the request that is out.", static now => now.Sending);
        UpDown("trace.delivered", Traces, "Traces whose spans MLflow acknowledged, or that the local store wrote.", static now => now.Delivered);
        Counter("trace.spilled", Traces, "Traces written to disk for a later process.", static now => now.Spilled);
        Counter("trace.recovered", Traces, "Traces of earlier processes that were delivered from disk.", static now => now.Recovered);
        Reasons("trace.dropped", Traces, "Traces that were lost, by reason.", static now => now.DroppedByReason);
        Counter("trace.sampled_out", Traces, "Traces that sampling left out.", static now => now.SampledOut);
        Counter("trace.kept_on_error", Traces, "Traces that sampling left out and that were sent because they failed.", static now => now.KeptOnError);
        Counter("trace.not_held", Traces, "Sampled-out traces that were not watched for errors, for want of memory.", static now => now.NotHeld);
        Counter("span.delivered", Spans, "Spans that MLflow acknowledged, or that the local store wrote.", static now => now.SpansDelivered);
        Counter("span.rejected", Spans, "Spans that MLflow refused.", static now => now.SpansRejected);
        Counter("span.content_dropped", Spans, "Spans whose content was left out, because a processor or redactor failed.", static now => now.ContentDropped);
        UpDown("attachment.pending", Attachments, "Attachments whose spans are delivered, and that wait.", static now => now.AttachmentsPending);
        Counter("attachment.delivered", Attachments, "Attachments that MLflow acknowledged, or that the local store wrote.", static now => now.AttachmentsDelivered);
        Reasons("attachment.dropped", Attachments, "Attachments that were lost, by reason.", static now => now.AttachmentsDroppedByReason);
        UpDown("info.pending", Infos, "Trace infos that wait.", static now => now.InfosPending);
        Counter("info.delivered", Infos, "Trace infos that MLflow acknowledged.", static now => now.InfosDelivered);
        Counter("info.left_out", Infos, "Trace infos left out because they said no more than the spans.", static now => now.InfosLeftOut);
        Counter("info.dropped", Infos, "Trace infos that were lost.", static now => now.InfosDropped);
        Counter("assessment.dropped", "{assessment}", "Assessments logged while their trace ran that did not reach MLflow.", static now => now.AssessmentsDropped);
        Counter("request.retries", "{request}", "Requests to MLflow that failed and were tried again.", static now => now.Retries);
    }

    /// <summary>Of the tracer, in the order in which they were made.</summary>
    public string Number { get; } = Interlocked.Increment(ref _count).ToString(CultureInfo.InvariantCulture);

    public void Dispose() => _meter.Dispose();

    private void Counter(string name, string unit, string description, Func<TracingStatistics, long> read)
        => _meter.CreateObservableCounter(Prefix + name, () => new Measurement<long>(read(_tracer.Statistics), Tags()), unit, description);

    private void UpDown(string name, string unit, string description, Func<TracingStatistics, long> read)
        => _meter.CreateObservableUpDownCounter(Prefix + name, () => new Measurement<long>(read(_tracer.Statistics), Tags()), unit, description);

    private void Reasons(string name, string unit, string description, Func<TracingStatistics, IReadOnlyDictionary<string, long>> read)
        => _meter.CreateObservableCounter(Prefix + name, () => read(_tracer.Statistics).Select(item => new Measurement<long>(item.Value, [.. Tags(), new("reason", item.Key)])), unit, description);

    /// <summary>Two tracers must not look like one whose numbers jump.</summary>
    private KeyValuePair<string, object?>[] Tags() => [new("tracer", _tracer.IsOfTheDoor ? "door" : "instance"), new("tracer.number", Number)];
}
