using System.Text.Json;
using System.Text.Json.Serialization;
using MlflowAutolog.TestSupport.Fakes;

namespace MlflowAutolog.Tracing.Tests.Recording;

public sealed partial class TypedValueTests
{
    [Fact]
    public async Task A_value_is_written_as_its_type_info_says()
    {
        await using var recorded = new Recorded();
        using (var span = recorded.Tracer.StartSpan("typed")) span.SetInputs(new Order("A-1", 2), Orders.Default.Order).SetOutputs(new Order("B", 0), Orders.Default.Order);

        recorded.Span("typed").Inputs.ToString().ShouldBe("""{"order_id":"A-1","count":2}""");
        recorded.Span("typed").Outputs.ToString().ShouldBe("""{"order_id":"B","count":0}""");
    }

    [Fact]
    public async Task A_converter_that_fails_does_not_reach_the_application_and_is_reported()
    {
        using var log = new TemporarySelfLog();
        await using var recorded = new Recorded();
        using (var span = recorded.Tracer.StartSpan("typed")) span.SetInputs(new Broken(7), Orders.Default.Broken).SetOutputs(new Order("B", 0), null!);

        recorded.Span("typed").Inputs.ToString().ShouldBe("""{"Number":7}""");
        recorded.Span("typed").Outputs.ToString().ShouldBe("""{"order_id":"B","Count":0}""");
        log.Containing("[value]").ShouldNotBeEmpty();
    }

    [Fact]
    public async Task Without_content_it_is_not_even_serialised()
    {
        using var log = new TemporarySelfLog();
        await using var recorded = new Recorded(options => options.CaptureContent = false);
        using (var span = recorded.Tracer.StartSpan("typed")) span.SetInputs(new Broken(7), Orders.Default.Broken);

        recorded.Span("typed").Inputs.IsAbsent.ShouldBeTrue();
        log.Containing("[value]").ShouldBeEmpty();
    }

    [Theory]
    [InlineData(false, """{"dimensions":70}""", """{"count":2,"dimensions":70}""")]
    [InlineData(true, "[0.5,", "[[0.5,")]
    public async Task Vectors_are_kept_when_they_are_asked_for(bool captures, string vector, string list)
    {
        await using var recorded = new Recorded(options => options.CaptureVectors = captures);
        var numbers = Enumerable.Repeat(0.5f, 70).ToArray();
        using (var span = recorded.Tracer.StartSpan("vectors"))
        {
            span.SetInputs(numbers).SetOutputs(new[] { numbers, numbers }).SetAttribute("attribute", numbers);
            span.AddEvent("event", [new("vector", numbers)]);
        }

        var kept = recorded.Span("vectors");
        kept.Inputs.ToString().ShouldStartWith(vector);
        kept.Outputs.ToString().ShouldStartWith(list);
        kept.Attributes[0].Value.Json.ToString().ShouldStartWith(vector);
        kept.Events[0].Attributes[0].Value.Json.ToString().ShouldStartWith(vector);
        if (captures) JsonDocument.Parse(kept.Outputs.Utf8).RootElement[1].GetArrayLength().ShouldBe(70);
    }

    internal sealed record Order([property: JsonPropertyName("order_id")] string Id, int Count);

    [JsonConverter(typeof(BrokenConverter))]
    internal sealed record Broken(int Number);

    internal sealed class BrokenConverter : JsonConverter<Broken>
    {
        public override Broken Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => throw new NotSupportedException();

        public override void Write(Utf8JsonWriter writer, Broken value, JsonSerializerOptions options) => throw new InvalidOperationException("secret");
    }

    [JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
    [JsonSerializable(typeof(Order))]
    [JsonSerializable(typeof(Broken))]
    internal sealed partial class Orders : JsonSerializerContext;
}
