using System.Diagnostics;
using System.Text;
using CsCheck;
using MlflowAutolog.Tracing.Model;
using MlflowAutolog.Tracing.Tests.Delivery;
using MlflowAutolog.Tracing.Wire.Stored;

namespace MlflowAutolog.Tracing.Tests.Wire;

public sealed class TracesJsonTests
{
    [Fact]
    public void A_span_is_written_as_MLflow_writes_it()
    {
        var traceId = ActivityTraceId.CreateFromString("21cd7ec399db4fd672284564a3e6ca2a");
        var root = new SpanData
        {
            TraceId = traceId,
            SpanId = ActivitySpanId.CreateFromString("0000000000000001"),
            Name = "answer",
            Type = "AGENT",
            StartUnixNano = 1790000000000000000,
            EndUnixNano = 1790000001250000000,
            Inputs = SomeTrace.Json("""{"q":"hi"}"""),
        };

        Written(root).ShouldBe(
            """
            {"spans":[{"trace_id":"Ic1+w5nbT9ZyKEVko+bKKg==","span_id":"AAAAAAAAAAE=","parent_span_id":null,"name":"answer","start_time_unix_nano":1790000000000000000,"end_time_unix_nano":1790000001250000000,"events":[],"status":{"code":"STATUS_CODE_OK","message":""},"attributes":{"mlflow.traceRequestId":"\"tr-21cd7ec399db4fd672284564a3e6ca2a\"","mlflow.spanType":"\"AGENT\"","mlflow.spanInputs":"{\"q\":\"hi\"}"},"links":[]}]}
            """);
    }

    [Fact]
    public void Attribute_values_are_texts_of_JSON_and_those_of_events_and_links_are_raw()
    {
        var root = SomeTrace.Span();
        var other = SomeTrace.Span();
        SpanAttribute[] attributes =
        [
            new("text", AttributeValue.Of("say \"hé\"")), new("int", AttributeValue.Of(3L)), new("double", AttributeValue.Of(1.0)), new("bool", AttributeValue.Of(true)),
            new("null", default), new("json", SomeTrace.JsonAttribute("[1, \"a\"]")),
        ];
        var span = SomeTrace.Child(root) with
        {
            Attributes = attributes,
            Events = [new SpanEventData("exception", 7, attributes)],
            Links = [new SpanLinkData(other.TraceId, other.SpanId, attributes)],
        };

        var json = Written(span);

        const string Raw = """
            "attributes":{"text":"say \"hé\"","int":3,"double":1.0,"bool":true,"null":null,"json":[1, "a"]}
            """;
        json.ShouldContain("""
            "text":"\"say \\\"hé\\\"\"","int":"3","double":"1.0","bool":"true","null":"null","json":"[1, \"a\"]"
            """);
        json.ShouldContain($$"""
            "events":[{"name":"exception","time_unix_nano":7,{{Raw}}}]
            """);
        json.ShouldContain($$"""
            "links":[{"trace_id":"tr-{{other.TraceId}}","span_id":"{{other.SpanId}}",{{Raw}}}]
            """);
    }

    [Fact]
    public void What_is_written_is_read_back_whatever_it_is() => AnySpan.Sample(span =>
    {
        var read = TracesJson.Read(TracesJson.Write(SomeTrace.Of(span))).ShouldHaveSingleItem();
        SomeTrace.Describe(read).ShouldBe(SomeTrace.Describe(span));
    });

    [Fact]
    public void Text_that_is_no_valid_Unicode_is_mended_not_thrown_at()
    {
        var span = SomeTrace.Span("a\ud800b") with { Attributes = [new("k", AttributeValue.Of("\udc00"))] };

        var read = TracesJson.Read(TracesJson.Write(SomeTrace.Of(span))).ShouldHaveSingleItem();

        read.Name.ShouldBe("a\ufffdb");
        read.Attributes.ShouldHaveSingleItem().Value.Text.ShouldBe("\ufffd");
    }

    [Theory]
    [InlineData(double.NaN, "NaN")]
    [InlineData(double.PositiveInfinity, "Infinity")]
    [InlineData(double.NegativeInfinity, "-Infinity")]
    public void Not_a_number_is_written_as_Python_does_in_attributes_and_as_text_in_events(double value, string name)
    {
        var span = SomeTrace.Span() with { Attributes = [new("k", AttributeValue.Of(value))], Events = [new SpanEventData("e", 1, [new("k", AttributeValue.Of(value))])] };

        Written(span).ShouldContain($"\"k\":\"{name}\"");
        var read = TracesJson.Read(TracesJson.Write(SomeTrace.Of(span))).ShouldHaveSingleItem();
        read.Attributes.ShouldHaveSingleItem().Value.Number.ShouldBe(value);
        read.Events.ShouldHaveSingleItem().Attributes.ShouldHaveSingleItem().Value.Text.ShouldBe(name);
    }

    private static readonly string[] Documents = ["""{"a":[1,2.50,{"b":null}]}""", "[]", "123456789012345678901234567890", "{\n\t\"spaced\" : 1 }"];

    private static readonly Gen<AttributeValue> AnyValue = Gen.OneOf(
        Gen.String.Where(IsUnicode).Select(AttributeValue.Of),
        Gen.Long.Select(AttributeValue.Of),
        Gen.Double.Where(double.IsFinite).Select(AttributeValue.Of),
        Gen.Bool.Select(AttributeValue.Of),
        Gen.Const(default(AttributeValue)),
        Gen.Int[0, Documents.Length - 1].Select(i => SomeTrace.JsonAttribute(Documents[i])));

    private static readonly Gen<SpanAttribute[]> AnyAttributes = Gen.Select(Gen.String[1, 10].Where(IsUnicode), AnyValue).Select((key, value) => new SpanAttribute("k" + key, value)).Array[0, 5];

    private static readonly Gen<SpanData> AnySpan = Gen.Select(
        Gen.String.Where(IsUnicode), AnyAttributes, AnyAttributes, Gen.Enum<SpanStatusCode>(), Gen.String[1, 20].Where(IsUnicode), Gen.Bool).Select((name, attributes, others, status, message, isRoot) =>
    {
        var parent = SomeTrace.Span();
        return (isRoot ? SomeTrace.Span() : SomeTrace.Child(parent)) with
        {
            Name = name,
            Status = status,
            StatusMessage = message,
            Inputs = SomeTrace.Json("""{"messages" : [ {"role":"user","content":"Zürich \"quoted\" \n"} ]}"""),
            Outputs = isRoot ? default : SomeTrace.Json("null"),
            Attributes = attributes,
            Events = [new SpanEventData("one", 1, others), new SpanEventData("two", long.MaxValue, [])],
            Links = [new SpanLinkData(parent.TraceId, parent.SpanId, others)],
        };
    });

    private static bool IsUnicode(string text) => Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text)) == text;

    private static string Written(SpanData span) => Encoding.UTF8.GetString(TracesJson.Write(SomeTrace.Of(span)));
}
