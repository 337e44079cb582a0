using System.Text.Json;
using MlflowAutolog.Tracing.Model;
using MlflowAutolog.Tracing.Values;
using MlflowAutolog.Tracing.Wire.Otlp;
using OpenTelemetry.Proto.Collector.Trace.V1;

namespace MlflowAutolog.Tracing.Tests.Wire;

public sealed class JsonLookingTextTests
{
    [Theory]
    [InlineData("""{"a":1}""")]
    [InlineData("[1]")]
    [InlineData("\"quoted\"")]
    [InlineData(" \t[not JSON")]
    [InlineData("{\"Grüße\":\"\\\"\"}")]
    public void A_text_that_looks_like_JSON_gets_one_layer(string text)
    {
        JsonSerializer.Deserialize<string>(JsonLookingText.Wrap(text)!).ShouldBe(text);
        JsonSerializer.Deserialize<string>(JsonLookingText.Wrap(JsonValue.From(text))!).ShouldBe(text);
    }

    [Theory]
    [InlineData("")]
    [InlineData("plain")]
    [InlineData("12")]
    [InlineData("null")]
    [InlineData("a {}")]
    [InlineData("\\")]
    public void Any_other_text_stays_as_it_is(string text)
    {
        JsonLookingText.Wrap(text).ShouldBeNull();
        JsonLookingText.Wrap(JsonValue.From(text)).ShouldBeNull();
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("[\"a\"]")]
    [InlineData("1")]
    [InlineData("")]
    public void A_value_that_is_no_text_stays_as_it_is(string json) => JsonLookingText.Wrap(SomeSpan.Json(json)).ShouldBeNull();

    [Fact]
    public void Lone_surrogates_and_nulls_are_made_harmless_inside_too()
        => JsonSerializer.Deserialize<string>(JsonLookingText.Wrap("{\ud83d\0}")!).ShouldBe("{\ufffd}");

    [Fact]
    public void Content_and_the_application_s_own_attributes_are_wrapped_and_MLflows_are_not()
    {
        var span = SomeSpan.Root() with
        {
            Inputs = JsonValue.From("{}"),
            Outputs = SomeSpan.Json("{}"),
            Attributes = [SomeSpan.Attribute("own", "[1]"), SomeSpan.Attribute(WireNames.ChatTools, "[2]")],
        };
        using var writer = new ProtobufWriter();
        OtlpTraceWriter.Write(writer, [SomeSpan.Trace(span)], traceFactsOnRoot: false, wrapsTexts: true);
        var written = ExportTraceServiceRequest.Parser.ParseFrom(writer.Written.Span).ResourceSpans[0].ScopeSpans[0].Spans[0];

        Otlp.Attribute(written, WireNames.SpanInputs)!.StringValue.ShouldBe("\"{}\"");
        Otlp.Attribute(written, WireNames.SpanOutputs)!.KvlistValue.ShouldNotBeNull();
        Otlp.Attribute(written, "own")!.StringValue.ShouldBe("\"[1]\"");
        Otlp.Attribute(written, WireNames.ChatTools)!.StringValue.ShouldBe("[2]");
    }
}
