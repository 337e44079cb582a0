using System.ClientModel;
using System.ClientModel.Primitives;
using System.Text;
using System.Text.Json.Nodes;
using MlflowAutolog.Goldens.Tests.Support;
using MlflowAutolog.TestSupport.Goldens;
using MlflowAutolog.TestSupport.ModelServer;
using OpenAI.Audio;

namespace MlflowAutolog.Goldens.Tests.OpenAI;

/// <summary>What Python's autolog does not see.</summary>
internal static class UntracedPorts
{
    private const string Seen = "D1: a span for moderation, sound, edited pictures and searches; none for the list of models";

    private const string Old = "MLflow before 3.17 knows no attachments: what fits stays in the value";

    private const string Judged = """{"id":"modr-1","model":"omni-moderation-latest","results":[{"flagged":false,"categories":{"harassment":false,"violence":false},"category_scores":{"harassment":0.001,"violence":0.0002},"category_applied_input_types":{"harassment":["text"],"violence":["text"]}}]}""";
    private const string Found = """[{"page_content":"A boat.","metadata":{"file_id":"file-1","filename":"b.txt","score":0.8},"id":"file-1"}]""";

    public static IEnumerable<GoldenPort> All =>
    [
        new("openai/not_traced", ProgramAsync, Traced)
        {
            OnOldest = Traced
                .RequireAbsent("$[1].attachments", Old)
                .Require("$[1].spans[0].inputs.file.content", Inline("audio/wav", "RIFF"u8), Old)
                .Require("$[1].metadata['mlflow.traceInputs'].file.content", Inline("audio/wav", "RIFF"u8), Old)
                .RequireAbsent("$[2].attachments", Old)
                .Require("$[2].spans[0].outputs.audio", Inline("audio/mpeg", "ID3"u8), Old)
                .Require("$[2].metadata['mlflow.traceOutputs']", text => text!.ToJsonString().Contains("data:audio/mpeg;base64,SUQz", StringComparison.Ordinal), Old)
                .RequireAbsent("$[3].attachments", Old)
                .Require("$[3].spans[0].inputs.image.content", Inline("image/png", "PNG"u8), Old)
                .Require("$[3].metadata['mlflow.traceInputs'].image.content", Inline("image/png", "PNG"u8), Old)
                .Require("$[3].spans[0].outputs.data[0].b64_json", JsonValue.Create(Convert.ToBase64String(Pixel)), Old)
                .Require("$[3].metadata['mlflow.traceOutputs']", text => text!.ToJsonString().Contains(Convert.ToBase64String(Pixel)[..40], StringComparison.Ordinal), Old),
        },
    ];

    private static Departures Traced => new Departures()
        .Insert("$[0]", Trace("Moderations", "TOOL", "omni-moderation-latest", """{"model":"omni-moderation-latest","input":"I like you"}""", Judged), Seen)
        .Insert("$[1]", Trace("Transcriptions", "TOOL", "whisper-1", $$"""{"model":"whisper-1","file":{{File("a.wav", "audio/wav", 4)}}}""", """{"text":"Hello","usage":{"type":"duration","seconds":1}}""", Attachment("audio/wav", "RIFF"u8)), Seen)
        .Insert("$[2]", Trace("Speech", "TOOL", "tts-1", """{"model":"tts-1","voice":"alloy","input":"Hello"}""", $$"""{"audio":"{{Reference("audio/mpeg", 3)}}"}""", Attachment("audio/mpeg", "ID3"u8), "\"voice\":\"alloy\","), Seen)
        .Insert("$[3]", Trace("Images", "TOOL", "gpt-image-1", $$"""{"model":"gpt-image-1","prompt":"bluer","image":{{File("a.png", "image/png", 3)}}}""", $$"""{"created":1767225600,"data":[{"b64_json":"{{Reference("image/png", 70)}}"}]}""", Attachment("image/png", "PNG"u8) + "," + Attachment("image/png", Pixel)), Seen)
        .Insert("$[4]", Trace("VectorStores", "RETRIEVER", null, """{"vector_store_id":"vs_1","query":"boat"}""", Found, null, "\"vector_store_id\":\"vs_1\","), Seen);

    private static ReadOnlySpan<byte> Pixel => Convert.FromBase64String("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==");

    private static async Task ProgramAsync(Uri model)
    {
        await OpenAIClients.Moderations(model).ClassifyTextAsync("I like you");
        await OpenAIClients.Audio(model, "whisper-1").TranscribeAudioAsync(new MemoryStream(Encoding.ASCII.GetBytes("RIFF")), "a.wav");
        await OpenAIClients.Audio(model, "tts-1").GenerateSpeechAsync("Hello", GeneratedSpeechVoice.Alloy);
        await OpenAIClients.Images(model).GenerateImageEditAsync(new MemoryStream(Encoding.ASCII.GetBytes("PNG")), "a.png", "bluer");
        await OpenAIClients.Models(model).GetModelsAsync();
        using var search = BinaryContent.Create(BinaryData.FromString("""{"query":"boat"}"""));
        await OpenAIClients.VectorStores(model).SearchVectorStoreAsync("vs_1", search, new RequestOptions());
    }

    private static string Trace(string name, string type, string? model, string inputs, string outputs, string? attachments = null, string more = "") => $$"""
        {
          "state": "OK",
          "request_preview": {{JsonValue.Create(inputs).ToJsonString()}},
          "response_preview": {{JsonValue.Create(outputs).ToJsonString()}},
          "metadata": {"mlflow.traceInputs": {{inputs}}, "mlflow.traceOutputs": {{JsonValue.Create(outputs).ToJsonString()}}, "mlflow.trace_schema.version": "3"},
          "tags": {"mlflow.traceName":"{{name}}"},
          {{(attachments is null ? "" : $"\"attachments\": [{attachments}],")}}
          "spans": [{
            "name": "{{name}}", "type": "{{type}}", "status": "OK",
            "inputs": {{inputs}}, "outputs": {{outputs}},
            "attributes": { {{more}} {{(model is null ? "" : $"\"model\":\"{model}\",\"mlflow.llm.model\":\"{model}\",")}} "mlflow.spanLogLevel":20},
            "children": []
          }]
        }
        """;

    private static JsonValue Inline(string type, ReadOnlySpan<byte> content) => JsonValue.Create($"data:{type};base64,{Convert.ToBase64String(content)}");

    private static string File(string name, string type, int size) => $$"""{"filename":"{{name}}","content_type":"{{type}}","content":"{{Reference(type, size)}}"}""";

    private static string Reference(string type, int size) => $"mlflow-attachment://<uuid-1>?content_type={Uri.EscapeDataString(type)}&trace_id=<trace-1>&size={size}";

    private static string Attachment(string type, ReadOnlySpan<byte> content)
        => $$"""{"id":"<uuid-1>","content_type":"{{type}}","size":"{{content.Length}}","stored_bytes":{{content.Length}},"sha256":"{{Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(content))}}"}""";
}
