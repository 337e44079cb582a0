using System.Text.Json.Nodes;
using MlflowAutolog.Goldens.Tests.Support;
using MlflowAutolog.TestSupport.Goldens;
using MlflowAutolog.TestSupport.ModelServer;
using OpenAI.Chat;

namespace MlflowAutolog.Goldens.Tests.OpenAI;

/// <summary>Pictures and speech, asked and answered.</summary>
internal static class ChatContentPorts
{
    private const string Png = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";
    private const string Wav = "UklGRiQAAABXQVZFZm10IBAAAAABAAEAQB8AAEAfAAABAAgAZGF0YQAAAAA=";

    public static IEnumerable<GoldenPort> All =>
    [
        new("openai/chat_image_url", ImageUrlAsync),
        new("openai/chat_image_data_uri", ImageDataUriAsync)
        {
            OnOldest = Inline(".inputs.messages[0].content[0].image_url.url", $"data:image/png;base64,{Png}"),
        },
        new("openai/chat_input_audio", InputAudioAsync)
        {
            OnOldest = Inline(".inputs.messages[0].content[1].input_audio.data", Wav),
        },
        new("openai/chat_audio_output", AudioOutputAsync, Spoken(new Departures()))
        {
            OnOldest = Spoken(Inline(".outputs.choices[0].message.audio.data", Wav)),
        },
    ];

    private static Departures Spoken(Departures departures)
        => departures.Require("$[0].response_preview", JsonValue.Create("Hello!"), "F1: what was said is previewed, not the whole object");

    private static Departures Inline(string place, string content)
    {
        const string old = "a server before 3.17 knows no attachments, so what fits stays in the span";
        return new Departures().RequireAbsent("$[0].attachments", old).Require("$[0].spans[0]" + place, JsonValue.Create(content), old);
    }

    private static async Task ImageUrlAsync(Uri model)
        => await OpenAIClients.Chat(model, "gpt-4o").CompleteChatAsync(
            [
                new UserChatMessage(
                    ChatMessageContentPart.CreateTextPart("What is on the picture?"),
                    ChatMessageContentPart.CreateImagePart(new Uri("https://images.example.com/cat.jpg"), ChatImageDetailLevel.Low)),
            ],
            ChatReplyPorts.MaxTokens(50));

    private static async Task ImageDataUriAsync(Uri model)
        => await OpenAIClients.Chat(model, "gpt-4o").CompleteChatAsync(
            [
                new UserChatMessage(
                    ChatMessageContentPart.CreateImagePart(BinaryData.FromBytes(Convert.FromBase64String(Png)), "image/png"),
                    ChatMessageContentPart.CreateTextPart("Which colour is this pixel?")),
            ]);

    private static async Task InputAudioAsync(Uri model)
        => await OpenAIClients.Chat(model, "gpt-4o-audio-preview").CompleteChatAsync(
            [
                new UserChatMessage(
                    ChatMessageContentPart.CreateTextPart("What do you hear?"),
                    ChatMessageContentPart.CreateInputAudioPart(BinaryData.FromBytes(Convert.FromBase64String(Wav)), ChatInputAudioFormat.Wav)),
            ],
            new ChatCompletionOptions { ResponseModalities = ChatResponseModalities.Text });

    private static async Task AudioOutputAsync(Uri model)
    {
        ChatCompletion reply = await OpenAIClients.Chat(model, "gpt-4o-audio-preview").CompleteChatAsync(
            [new UserChatMessage("Say hello.")],
            new ChatCompletionOptions
            {
                ResponseModalities = ChatResponseModalities.Text | ChatResponseModalities.Audio,
                AudioOptions = new ChatAudioOptions(ChatOutputAudioVoice.Alloy, ChatOutputAudioFormat.Wav),
            });
        reply.OutputAudio.Transcript.ShouldBe("Hello!");
    }
}
