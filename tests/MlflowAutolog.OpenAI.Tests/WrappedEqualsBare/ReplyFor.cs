using MlflowAutolog.TestSupport.ModelServer;

namespace MlflowAutolog.OpenAI.Tests.WrappedEqualsBare;

/// <summary>What the server says to a member when all is well, by the member's name. A member that is not here fails the tests.</summary>
internal static class ReplyFor
{
    private static readonly Dictionary<string, ScriptedReply> ByName = new()
    {
        ["CompleteChat"] = ScriptedReply.Json(ReplyTexts.Completion),
        ["CompleteChatStreaming"] = ScriptedReply.Sse(ReplyTexts.CompletionChunks),
        ["GetChatCompletion"] = ScriptedReply.Json(ReplyTexts.Completion),
        ["UpdateChatCompletion"] = ScriptedReply.Json(ReplyTexts.Completion),
        ["DeleteChatCompletion"] = ScriptedReply.Json("""{"object":"chat.completion.deleted","id":"c1","deleted":true}"""),
        ["GetChatCompletions"] = List(ReplyTexts.Completion),
        ["GetChatCompletionMessages"] = List("""{"id":"c1-0","role":"assistant","content":"Hello","refusal":null}"""),

        ["CreateResponse"] = ScriptedReply.Json(ReplyTexts.Response),
        ["CreateResponseStreaming"] = ScriptedReply.Events(ReplyTexts.ResponseEvents),
        ["GetResponse"] = ScriptedReply.Json(ReplyTexts.Response),
        ["GetResponseStreaming"] = ScriptedReply.Events(ReplyTexts.ResponseEvents),
        ["GetResponseInputItemCollectionPage"] = List(ReplyTexts.Item),
        ["GetResponseInputItems"] = List(ReplyTexts.Item),
        ["DeleteResponse"] = ScriptedReply.Json("""{"id":"resp_1","object":"response","deleted":true}"""),
        ["CancelResponse"] = ScriptedReply.Json(ReplyTexts.Response),
        ["GetInputTokenCount"] = ScriptedReply.Json("""{"object":"response.input_tokens","input_tokens":3}"""),
        ["CompactResponse"] = ScriptedReply.Json("""{"id":"resp_2","object":"response.compaction","created_at":1,"output":[]}"""),

        ["GenerateEmbedding"] = ScriptedReply.Json(ReplyTexts.Embeddings),
        ["GenerateEmbeddings"] = ScriptedReply.Json(ReplyTexts.Embeddings),

        ["GenerateImage"] = ScriptedReply.Json(ReplyTexts.Images),
        ["GenerateImages"] = ScriptedReply.Json(ReplyTexts.Images),
        ["GenerateImagesStreaming"] = ScriptedReply.Events(ReplyTexts.ImageEvents("image_generation")),
        ["GenerateImageEdit"] = ScriptedReply.Json(ReplyTexts.Images),
        ["GenerateImageEdits"] = ScriptedReply.Json(ReplyTexts.Images),
        ["GenerateImageEditsStreaming"] = ScriptedReply.Events(ReplyTexts.ImageEvents("image_edit")),
        ["GenerateImageVariation"] = ScriptedReply.Json(ReplyTexts.Images),
        ["GenerateImageVariations"] = ScriptedReply.Json(ReplyTexts.Images),

        ["GenerateSpeech"] = ScriptedReply.Raw("audio/mpeg", new byte[] { 0xFF, 0xFB, 1, 2, 3, 4, 5, 6 }, new byte[] { 7, 8, 0xFF }),
        ["GenerateSpeechStreaming"] = ScriptedReply.Sse("""{"type":"speech.audio.delta","audio":"AQID"}""", """{"type":"speech.audio.done","usage":{"input_tokens":3,"output_tokens":4,"total_tokens":7}}"""),
        ["TranscribeAudio"] = ScriptedReply.Json("""{"task":"transcribe","language":"english","duration":1.5,"text":"Hello","segments":[],"words":[],"usage":{"type":"duration","seconds":2}}"""),
        ["TranscribeAudioDiarized"] = ScriptedReply.Json("""{"task":"transcribe","duration":1.5,"text":"Hello","segments":[{"type":"transcript.text.segment","id":"s1","start":0,"end":1.5,"text":"Hello","speaker":"A"}]}"""),
        ["TranscribeAudioStreaming"] = ScriptedReply.Sse("""{"type":"transcript.text.delta","delta":"Hel"}""", """{"type":"transcript.text.done","text":"Hello"}""", "[DONE]"),
        ["TranslateAudio"] = ScriptedReply.Json("""{"task":"translate","language":"english","duration":1.5,"text":"Hello","segments":[]}"""),
        ["GetVoiceConsents"] = List("""{"object":"audio.voice_consent","id":"vc1"}"""),
        ["GetVoiceConsent"] = ScriptedReply.Json("""{"object":"audio.voice_consent","id":"vc1"}"""),
        ["CreateVoiceConsent"] = ScriptedReply.Json("""{"object":"audio.voice_consent","id":"vc1"}"""),
        ["UpdateVoiceConsent"] = ScriptedReply.Json("""{"object":"audio.voice_consent","id":"vc1"}"""),
        ["DeleteVoiceConsent"] = ScriptedReply.Json("""{"object":"audio.voice_consent","id":"vc1","deleted":true}"""),
        ["CreateVoice"] = ScriptedReply.Json("""{"object":"audio.voice","id":"v1"}"""),

        ["ClassifyText"] = ScriptedReply.Json(ReplyTexts.Moderation),
        ["ClassifyInputs"] = ScriptedReply.Json(ReplyTexts.Moderation),

        // Nobody is asked for the first two; who has the pipeline can send what he likes.
        ["Model"] = new ScriptedReply(),
        ["Endpoint"] = new ScriptedReply(),
        ["Pipeline"] = ScriptedReply.Json(ReplyTexts.Completion),
    };

    /// <exception cref="NotSupportedException">Nobody has said yet what the server says to this member.</exception>
    public static ScriptedReply Member(Member member) => ByName.TryGetValue(member.Name, out var reply)
        ? reply
        : throw new NotSupportedException($"No reply for {member.Info.DeclaringType!.Name}.{member.Name}: add one to {nameof(ReplyFor)}.");

    /// <summary>A reply whose second part nobody lives to see: as a stream where the API has one.</summary>
    public static ScriptedReply WithoutEnd(Member member)
    {
        var reply = ByName.GetValueOrDefault(member.Name + "Streaming") ?? Member(member);
        if (!reply.IsStream) reply = ScriptedReply.Raw(reply.ContentType, reply.Chunks[0][..8], reply.Chunks[0][8..]);
        return reply with { ChunkDelay = TimeSpan.FromMinutes(1) };
    }

    private static ScriptedReply List(string item) => ScriptedReply.Json($$"""{"object":"list","data":[{{item}}],"first_id":"a","last_id":"a","has_more":false}""");
}
