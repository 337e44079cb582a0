using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using MlflowAutolog.Tracing.Rest.Assessments;
using MlflowAutolog.Tracing.Values;
using MlflowAutolog.Tracing.Wire.Stored;

namespace MlflowAutolog.Tracing.Tests.Wire;

public sealed class AssessmentJsonTests
{
    public static TheoryData<string, object?> Values => new()
    {
        { "a flag", true },
        { "a number", 0.8 },
        { "a whole number", 3d },
        { "a large number", 1e300 },
        { "a text", "Grüße \"👋\" {}" },
        { "an empty text", "" },
        { "a list", Element("""["a",1.5,null,{"b":[]}]""") },
        { "an object", Element("""{"fluency":5,"ok":true}""") },
    };

    [Theory]
    [MemberData(nameof(Values))]
    public void A_value_of_every_kind_comes_back(string kind, object? value)
    {
        kind.ShouldNotBeEmpty();
        Same(Read(Write(new Feedback { Name = "f", Value = value })).ShouldBeOfType<Feedback>().Value, value);
        Same(Read(Write(new Expectation { Name = "e", Value = value })).ShouldBeOfType<Expectation>().Value, value);
    }

    [Fact]
    public void Everything_beside_the_value_comes_back()
    {
        var given = new Feedback
        {
            Name = "helpful",
            AssessmentId = "a-1",
            TraceId = "tr-1",
            SpanId = "0123456789abcdef",
            Source = AssessmentSource.Human("anna"),
            Rationale = "right day",
            Metadata = new Dictionary<string, string> { ["ui"] = "desk", ["empty"] = "" },
            RunId = "run-1",
            CreateTime = DateTimeOffset.Parse("2026-09-21T10:20:00.123Z", System.Globalization.CultureInfo.InvariantCulture),
            LastUpdateTime = DateTimeOffset.Parse("2026-09-21T12:20:00+01:00", System.Globalization.CultureInfo.InvariantCulture),
            Error = new AssessmentError("TIMEOUT", "no answer", "at A"),
            Overrides = "a-0",
            Valid = false,
        };

        var read = Read(Write(given)).ShouldBeOfType<Feedback>();

        (read with { Metadata = given.Metadata }).ShouldBe(given);
        read.Metadata.ShouldBe(new Dictionary<string, string> { ["ui"] = "desk", ["empty"] = "", ["mlflow.assessment.sourceRunId"] = "run-1" }, ignoreOrder: true);
    }

    [Fact]
    public void An_issue_comes_back()
    {
        var read = Read(Write(new IssueReference { Name = "iss-1", IssueName = "Slow answers" })).ShouldBeOfType<IssueReference>();
        (read.Name, read.IssueName).ShouldBe(("iss-1", "Slow answers"));
    }

    /// <summary>MLflow stops at the first value that it cannot convert, and answers 200.</summary>
    [Fact]
    public void What_an_assessment_cannot_do_without_comes_first_and_nothing_absent_is_null()
    {
        var json = Write(new Feedback { Name = "f", Error = new AssessmentError("E") });

        json.Select(field => field.Key).ShouldBe(["feedback", "assessment_name"]);
        json.ToJsonString().ShouldBe("""{"feedback":{"value":null,"error":{"error_code":"E"}},"assessment_name":"f"}""");
    }

    [Theory]
    [InlineData("[1, 2]", """{"serialized_value":{"serialization_format":"JSON_FORMAT","value":"[1,2]"}}""")]
    [InlineData("{\"a\":\"ü\\\"\"}", """{"serialized_value":{"serialization_format":"JSON_FORMAT","value":"{\"a\":\"ü\\\"\"}"}}""")]
    [InlineData("42", """{"value":42}""")]
    public void Lists_and_objects_are_expected_as_text_within_JSON(string value, string written)
        => JsonNode.DeepEquals(Write(new Expectation { Name = "e", Value = Element(value) })["expectation"], JsonNode.Parse(written)).ShouldBeTrue();

    [Fact]
    public void What_a_database_would_refuse_is_cut_or_taken_out()
    {
        var json = Write(new Feedback
        {
            Name = new string('n', 300),
            Value = 1d,
            Source = new AssessmentSource("HUMAN", new string('i', 300)),
            Rationale = "a\0b\ud83d",
            Error = new AssessmentError("E", null, "head" + new string('s', 10_000) + "tail"),
        });

        json["assessment_name"]!.ToString().ShouldBe(new string('n', 249) + "…");
        json["source"]!["source_id"]!.ToString().Length.ShouldBe(250);
        json["rationale"]!.ToString().ShouldBe("ab\ufffd");
        var stackTrace = json["feedback"]!["error"]!["stack_trace"]!.ToString();
        stackTrace.Length.ShouldBe(10_000);
        stackTrace.ShouldStartWith("[Stack trace is truncated]\n...\ns");
        stackTrace.ShouldEndWith("tail");
    }

    [Fact]
    public void What_only_dotnet_knows_has_a_form()
    {
        var circle = new Dictionary<string, object?>();
        circle["self"] = circle;

        AssessmentValue.Of(double.NaN).ShouldBe("NaN");
        AssessmentValue.Of(DayOfWeek.Friday).ShouldBe("Friday");
        AssessmentValue.Of(7L).ShouldBe(7d);
        AssessmentValue.Of(null).ShouldBeNull();
        AssessmentValue.Of(circle).ShouldBeOfType<JsonElement>().GetProperty("self").GetString().ShouldBe("<circular>");
        AssessmentValue.Of(new Thrower()).ShouldNotBeNull();
    }

    [Fact]
    public void A_kind_that_is_not_known_is_passed_over_within_a_trace()
    {
        using var info = JsonDocument.Parse("""{"assessments":[{"assessment_name":"x","verdict":{}},{"assessment_name":"y","feedback":{"value":1}},7]}""");
        AssessmentReader.ReadAll(info.RootElement).ShouldHaveSingleItem().Name.ShouldBe("y");
        AssessmentReader.ReadAll(Element("{}")).ShouldBeEmpty();
    }

    /// <summary>MLflow passes over the names with underscores without a word.</summary>
    [Fact]
    public void A_change_names_what_it_changes_in_camel_case()
    {
        AssessmentChange.MaskOf(new Feedback { Name = "f" }).ShouldBe("assessmentName");
        AssessmentChange.MaskOf(new Feedback { Name = "f", Error = new("E"), Rationale = "", Metadata = new Dictionary<string, string> { ["a"] = "" } }).ShouldBe("assessmentName,feedback,rationale,metadata");
        AssessmentChange.MaskOf(new Expectation { Name = "e", Value = 1d, RunId = "r" }).ShouldBe("assessmentName,expectation,metadata");
    }

    [Fact]
    public void An_exception_becomes_an_error_and_one_that_throws_too()
    {
        var thrown = Should.Throw<TimeoutException>(() => throw new TimeoutException("too long"));
        var error = AssessmentError.From(thrown);
        (error.Code, error.Message).ShouldBe(("TimeoutException", "too long"));
        error.StackTrace!.ShouldContain(nameof(An_exception_becomes_an_error_and_one_that_throws_too));
        AssessmentError.From(new BadException()).Code.ShouldBe("BadException");
    }

    private static JsonObject Write(Assessment assessment) => JsonNode.Parse(AssessmentWriter.Write(assessment))!.AsObject();

    private static Assessment Read(JsonObject json) => AssessmentReader.Read(Element(json.ToJsonString()));

    private static JsonElement Element(string json)
    {
        using var document = JsonDocument.Parse(Encoding.UTF8.GetBytes(json));
        return document.RootElement.Clone();
    }

    private static void Same(object? actual, object? expected)
    {
        if (expected is JsonElement json) JsonElement.DeepEquals(actual.ShouldBeOfType<JsonElement>(), json).ShouldBeTrue();
        else actual.ShouldBe(expected);
    }

    private sealed class Thrower
    {
        public string Value => throw new InvalidOperationException();
    }

    private sealed class BadException : Exception
    {
        public override string Message => throw new InvalidOperationException();

        public override string ToString() => throw new InvalidOperationException();
    }
}
