using System.Text;
using System.Text.Json;
using MlflowAutolog.Tracing.Model;
using MlflowAutolog.Tracing.Wire.Stored;

namespace MlflowAutolog.Tracing.Tests.Wire;

public sealed class TracesJsonReaderTests
{
    [Fact]
    public void An_empty_parent_times_as_strings_and_missing_lists_are_taken()
    {
        var span = Read(""" "parent_span_id":"","start_time_unix_nano":"5","end_time_unix_nano":"9","name":"n","status":{"code":"STATUS_CODE_UNSET"} """);

        span.IsRoot.ShouldBeTrue();
        (span.StartUnixNano, span.EndUnixNano).ShouldBe((5, 9));
        (span.Status, span.StatusMessage, span.Type).ShouldBe((SpanStatusCode.Unset, null, SpanType.Unknown));
        span.Events.ShouldBeEmpty();
        span.Links.ShouldBeEmpty();
        span.Attributes.ShouldBeEmpty();
        span.Inputs.IsAbsent.ShouldBeTrue();
    }

    [Fact]
    public void Attributes_get_their_types_back()
    {
        var span = Read("""
            "start_time_unix_nano":5,"attributes":{"mlflow.spanType":"\"TOOL\"","mlflow.traceRequestId":"\"tr-1\"","s":"\"x\"","i":"12","d":"1.0","b":"false","n":"null","o":"{\"a\": 1}",
            "big":"123456789012345678901234567890","no json":"hello there","raw":7}
            """);

        span.Type.ShouldBe("TOOL");
        span.Attributes.Select(a => (a.Key, a.Value.Kind)).ShouldBe(
        [
            ("s", AttributeKind.Text), ("i", AttributeKind.Integer), ("d", AttributeKind.Number), ("b", AttributeKind.Flag), ("n", AttributeKind.Null), ("o", AttributeKind.Json),
            ("big", AttributeKind.Json), ("no json", AttributeKind.Text), ("raw", AttributeKind.Integer),
        ]);
        span.Attributes[5].Value.Json.ToString().ShouldBe("""{"a": 1}""");
        span.Attributes[7].Value.Text.ShouldBe("hello there");
    }

    [Fact]
    public void Bare_NaN_as_Python_writes_it_does_not_lose_the_trace()
    {
        var span = Read("""
            "start_time_unix_nano":5,"events":[{"name":"e NaN \" Infinity","time_unix_nano":1,"attributes":{"x":NaN,"y":[-Infinity,Infinity]}}],
            "attributes":{"mlflow.spanInputs":"{\"v\": NaN}","mlflow.spanOutputs":"no json"}
            """);

        span.Events[0].Name.ShouldBe("e NaN \" Infinity");
        span.Events[0].Attributes[0].Value.Text.ShouldBe("NaN");
        span.Events[0].Attributes[1].Value.Json.ToString().ShouldBe("""["-Infinity","Infinity"]""");
        span.Inputs.ToString().ShouldBe("""{"v": "NaN"}""");
        span.Outputs.ToString().ShouldBe("\"no json\"");
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"spans":{}}""")]
    [InlineData("""{"spans":[1]}""")]
    [InlineData("""{"spans":[{"trace_id":"x","span_id":"AAAAAAAAAAE=","start_time_unix_nano":1}]}""")]
    [InlineData("""{"spans":[{"trace_id":"Ic1+w5nbT9ZyKEVko+bKKg==","span_id":"AAAA","start_time_unix_nano":1}]}""")]
    [InlineData("""{"spans":[{"trace_id":"Ic1+w5nbT9ZyKEVko+bKKg==","span_id":"AAAAAAAAAAE="}]}""")]
    public void What_is_no_traces_json_is_a_JsonException(string text) => Should.Throw<JsonException>(() => TracesJson.Read(Encoding.UTF8.GetBytes(text)));

    private static SpanData Read(string members)
        => TracesJson.Read(Encoding.UTF8.GetBytes($$"""{"spans":[{"trace_id":"Ic1+w5nbT9ZyKEVko+bKKg==","span_id":"AAAAAAAAAAE=",{{members}}}]}""")).ShouldHaveSingleItem();
}
