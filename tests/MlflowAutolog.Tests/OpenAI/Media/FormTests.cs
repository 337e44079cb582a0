using System.Net.Http.Headers;
using System.Text;
using MlflowAutolog.TestSupport.ModelServer;
using MlflowAutolog.Tests.Support;
using MlflowAutolog.Tracing.Model;
using Shouldly;
using Xunit;

namespace MlflowAutolog.Tests.OpenAI.Media;

/// <summary>Forms that other clients than the vendor's send.</summary>
public sealed class FormTests
{
    private const string Reply = """{"created":1,"data":[{"url":"https://images.example.com/1.png"}]}""";

    [Fact]
    public async Task A_name_with_brackets_or_twice_is_a_list()
    {
        using var form = new MultipartFormDataContent
        {
            { new StringContent("bluer"), "prompt" },
            { new ByteArrayContent(Media.Pixel), "image[]", "1.png" },
            { new StringContent("a"), "tag" },
            { new StringContent("b"), "tag" },
            { new StringContent("two"), "n" },
        };
        await using var tapped = new Tapped();
        await PostAsync("/v1/images/edits", form);

        var inputs = (await tapped.SpanAsync()).InputsJson()!;
        tapped.Attachment(inputs["image"]!.AsArray().ShouldHaveSingleItem()!["content"], "image/png").Bytes().ShouldBe(Media.Pixel);
        inputs["tag"]!.ToJsonString().ShouldBe("""["a","b"]""");
        inputs["n"]!.ToString().ShouldBe("two");
    }

    [Fact]
    public async Task A_text_is_read_in_its_character_set()
    {
        var text = new ByteArrayContent([0xFC]) { Headers = { ContentType = MediaTypeHeaderValue.Parse("text/plain; charset=iso-8859-1") } };
        using var form = new MultipartFormDataContent { { text, "prompt" }, { new ByteArrayContent(Media.Pixel), "image", "1.png" } };
        await using var tapped = new Tapped();
        await PostAsync("/v1/images/edits", form);

        (await tapped.SpanAsync()).InputsJson()!["prompt"]!.ToString().ShouldBe("ü");
    }

    [Fact]
    public async Task The_model_of_an_Azure_form_is_its_deployment()
    {
        using var form = new MultipartFormDataContent { { new ByteArrayContent(Media.Wave), "file", "a.wav" } };
        await using var tapped = new Tapped();
        await PostAsync("/openai/deployments/my%20whisper/audio/transcriptions?api-version=1", form);

        var span = await tapped.SpanAsync();
        span.Name.ShouldBe("Transcriptions");
        span.Attribute(WireNames.Model)!.ToString().ShouldBe("my whisper");
    }

    [Theory]
    [InlineData("/v1/files")]
    [InlineData("/v1/uploads/u1/parts")]
    [InlineData("/v1/audio/voices")]
    [InlineData("/v1/batches")]
    [InlineData("/v1/fine_tuning/jobs")]
    [InlineData("/v1/assistants")]
    [InlineData("/v1/vector_stores/vs_1/files/search")]
    public async Task Uploads_and_other_business_are_no_calls(string path)
    {
        using var form = new MultipartFormDataContent { { new StringContent("assistants"), "purpose" }, { new ByteArrayContent(Media.Wave), "file", "a.wav" } };
        await using var tapped = new Tapped();
        await PostAsync(path, form);

        tapped.Traces.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_form_that_is_none_is_no_call()
    {
        using var content = new StringContent("no form", Encoding.UTF8) { Headers = { ContentType = MediaTypeHeaderValue.Parse("multipart/form-data; boundary=x") } };
        await using var tapped = new Tapped();
        await PostAsync("/v1/images/edits", content);

        tapped.Traces.ShouldBeEmpty();
    }

    private static async Task PostAsync(string path, HttpContent content)
    {
        await using var server = await ScriptedModelServer.StartAsync(ScriptedReply.Json(Reply));
        using var client = new HttpClient();
        using var response = await client.PostAsync(new Uri(server.Uri, path), content, Media.Stop);
        await response.Content.ReadAsByteArrayAsync(Media.Stop);
    }
}
