using System.Diagnostics;
using System.Text.Json.Nodes;
using CsCheck;
using MlflowAutolog.Tracing.Model;
using MlflowAutolog.Tracing.Wire.Stored;
using JsonValue = MlflowAutolog.Tracing.Values.JsonValue;

namespace MlflowAutolog.Tracing.Tests.Wire;

/// <summary>Whatever was recorded: protobuf that decodes, and an info that parses.</summary>
public sealed class RandomSpanTests
{
    private static readonly Gen<string> Text = Gen.Char.Array[0, 30].Select(chars => new string(chars));

    private static readonly Gen<JsonText> Content = Gen.OneOf(
        Gen.Const(default(JsonText)),
        Gen.Dictionary(Text, Text)[0, 5].Select(map => JsonValue.From(map)),
        Gen.Double.Array[0, 5].Select(array => JsonValue.From(array)),
        Text.Select(text => JsonValue.From(text)),
        Gen.Byte.Array[0, 30].Select(bytes => new JsonText(bytes)));

    private static readonly Gen<AttributeValue> Value = Gen.OneOf(
        Text.Select(text => AttributeValue.Of(text)),
        Gen.Long.Select(number => AttributeValue.Of(number)),
        Gen.Double.Select(number => AttributeValue.Of(number)),
        Gen.Bool.Select(flag => AttributeValue.Of(flag)),
        Content.Select(content => AttributeValue.OfJson(content.Utf8.ToArray())));

    private static readonly Gen<SpanAttribute[]> Attributes =
        Gen.OneOf(Text, Gen.Const(WireNames.ChatTokenUsage), Gen.Const(WireNames.Cost), Gen.Const(WireNames.SessionAttribute)).Select(Value, (key, value) => new SpanAttribute(key, value)).Array[0, 6];

    private static readonly Gen<SpanData> Span =
        Gen.Select(Gen.Int[1, 9], Gen.Int[0, 9], Text, Content, Content, Attributes, Gen.Long.Select(Gen.Long)).Select((id, parent, name, inputs, outputs, attributes, times) =>
            SomeSpan.Of(id, parent) with
            {
                Name = name,
                Type = name,
                Inputs = inputs,
                Outputs = outputs,
                Attributes = attributes,
                StatusMessage = name,
                Events = [new(name, times.Item1, attributes)],
                Links = [new(SomeSpan.TraceId, ActivitySpanId.CreateRandom(), attributes)],
                StartUnixNano = Math.Abs(times.Item1 / 2),
                EndUnixNano = Math.Abs(times.Item2 / 2),
            });

    private static readonly Gen<TraceData> Trace =
        Gen.Select(Span.Array[1, 6], Gen.Dictionary(Text, Text)[0, 4], Text).Select((spans, map, preview) =>
            new TraceData { TraceId = SomeSpan.TraceId, Root = spans[0], Spans = [.. spans.DistinctBy(span => span.SpanId)], Tags = map, Metadata = map, RequestPreview = preview, ResponsePreview = preview, ClientRequestId = preview });

    [Fact]
    public void Any_trace_decodes_with_all_its_spans() =>
        Trace.Sample(
            trace =>
            {
                var spans = Otlp.Spans(trace);
                spans.Count.ShouldBe(trace.Spans.Count);
                spans.All(span => span.EndTimeUnixNano >= span.StartTimeUnixNano && span.Name.Length > 0).ShouldBeTrue();
            },
            iter: 2_000,
            threads: 1);

    [Fact]
    public void Any_trace_gives_an_info_of_texts_only() =>
        Trace.Sample(
            trace =>
            {
                byte[] json = TraceInfoWriter.Write(trace, "1");
                var info = JsonNode.Parse(json)!["trace"]!["trace_info"]!;
                foreach (string map in (string[])["trace_metadata", "tags"])
                    info[map]!.AsObject().All(pair => pair.Value!.GetValueKind() == System.Text.Json.JsonValueKind.String).ShouldBeTrue();
            },
            iter: 2_000,
            threads: 1);
}
