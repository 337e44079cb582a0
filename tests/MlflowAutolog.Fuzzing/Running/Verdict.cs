using System.Diagnostics;
using System.Text.Json;
using System.Text.Unicode;
using MlflowAutolog.Tracing.Assembling;
using MlflowAutolog.Tracing.Model;
using MlflowAutolog.Tracing.Wire.Otlp;
using MlflowAutolog.Tracing.Wire.Stored;
using MlflowAutolog.Wire;
using OpenTelemetry.Proto.Collector.Trace.V1;

namespace MlflowAutolog.Fuzzing.Running;

/// <summary>What must hold of every input.</summary>
internal static class Verdict
{
    /// <summary>Bytes that mapping may allocate for each byte of a body, and those that it may in any case. The dearest are events of eight bytes that are no JSON: each costs an exception, a kilobyte.</summary>
    public const int BytesEach = 256, BytesAnyway = 512 * 1024;

    /// <summary>MLflow's own reader, Python's, gives up near 1,000.</summary>
    private const int Deepest = 900;

    private static readonly SpanData Started = new()
    {
        TraceId = ActivityTraceId.CreateFromString("0123456789abcdef0123456789abcdef"),
        SpanId = ActivitySpanId.CreateFromString("0123456789abcdef"),
        Name = "call",
        Type = SpanType.ChatModel,
        StartUnixNano = 1_700_000_000_000_000_000,
        EndUnixNano = 1_700_000_001_000_000_000,
    };

    /// <summary>Throws when something is wrong.</summary>
    /// <returns>Bytes that mapping allocated.</returns>
    public static long Of(IWireFormat format, FuzzInput input)
    {
        var exchange = input.ToExchange();
        var before = GC.GetAllocatedBytesForCurrentThread();
        var span = new ExchangeMapper(format, exchange).Apply(Started);
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        if (allocated > (long)input.Size * BytesEach + BytesAnyway) throw new InvalidOperationException($"Mapping {input.Size} bytes allocated {allocated}.");
        if (span is null) return allocated;
        RequestKeyIsThere(span);
        IsReadable(span);
        if (!input.CapturesContent) HasNoContent(span);
        Arrives(span);
        return allocated;
    }

    private static void RequestKeyIsThere(SpanData span)
    {
        if (span.Call is not { Key.Length: > 0 }) throw new InvalidOperationException("The call has no key.");
    }

    private static void IsReadable(SpanData span)
    {
        IsJson("inputs", span.Inputs);
        IsJson("outputs", span.Outputs);
        foreach (var attribute in span.Attributes.Where(attribute => attribute.Value.Kind == AttributeKind.Json)) IsJson(attribute.Key, attribute.Value.Json);
        if (span.Attributes.DistinctBy(attribute => attribute.Key).Count() != span.Attributes.Count) throw new InvalidOperationException("An attribute is there twice.");
    }

    private static void IsJson(string name, JsonText text)
    {
        if (text.IsAbsent) return;
        if (!Utf8.IsValid(text.Utf8.Span)) throw new InvalidOperationException($"What became {name} is no text: {text}");
        var reader = new Utf8JsonReader(text.Utf8.Span, new JsonReaderOptions { MaxDepth = Deepest });
        try
        {
            while (reader.Read())
            {
            }
        }
        catch (JsonException e)
        {
            throw new InvalidOperationException($"What became {name} is no JSON: {text}", e);
        }
    }

    private static void HasNoContent(SpanData span)
    {
        if (!span.Inputs.IsAbsent || !span.Outputs.IsAbsent || span.Events.Any(e => e.Name.StartsWith(WireNames.ChunkPrefix, StringComparison.Ordinal)))
            throw new InvalidOperationException("Content was recorded where none is wanted.");
    }

    private static void Arrives(SpanData span)
    {
        var ready = new List<TraceData>(1);
        var assembler = new TraceAssembler(TimeProvider.System, static _ => false);
        assembler.Offer(new RecordedTrace { TraceId = span.TraceId, Spans = [span], Root = span }, ready);
        assembler.Release(all: true, ready);
        if (ready is not [var trace]) throw new InvalidOperationException($"{ready.Count} traces in place of one.");
        // Where these are asked for by the assembly, a guard hides what they throw.
        Previews.OfRequest(trace.Root!);
        Previews.OfResponse(trace.Root!);

        using var writer = new ProtobufWriter();
        OtlpTraceWriter.Write(writer, ready, traceFactsOnRoot: true, wrapsTexts: false);
        var sent = ExportTraceServiceRequest.Parser.ParseFrom(writer.Written.Span).ResourceSpans[0].ScopeSpans[0].Spans;
        if (sent is not [{ Name.Length: > 0 }]) throw new InvalidOperationException("The span is not in what is sent.");
        using var info = JsonDocument.Parse(TraceInfoWriter.Write(trace, "1"));
    }
}
