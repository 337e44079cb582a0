using System.Collections.Concurrent;
using System.Text;
using MlflowAutolog.TestSupport.ModelServer;
using OpenAI.Chat;

namespace MlflowAutolog.OpenAI.Tests.Support;

/// <summary>Many chats at once, no two of which ask, answer or cost the same.</summary>
internal static class Crowd
{
    public const int Size = 200;

    private static readonly Random Delays = new(17);

    /// <summary>Chunks that come one by one, each chat's at its own pace.</summary>
    public static IEnumerable<ScriptedReply> Replies => Enumerable.Range(0, Size).Select(chat => ScriptedReply.Sse([.. Chunks(chat), "[DONE]"]) with
    {
        When = Question(chat),
        ChunkDelay = TimeSpan.FromMilliseconds(Delays.Next(1, 12)),
    });

    public static string Question(int chat) => $"Question {chat:000}?";

    public static string Answer(int chat) => string.Concat(Words(chat));

    /// <summary>With that of the usage.</summary>
    public static int ChunksOf(int chat) => Words(chat).Count() + 1;

    public static int InputTokens(int chat) => 1_000 + chat;

    /// <summary>Asks all at once, and says what each was answered.</summary>
    public static async Task<IReadOnlyDictionary<int, string>> AskAsync(ChatClient client, CancellationToken token)
    {
        var answers = new ConcurrentDictionary<int, string>();
        await Task.WhenAll(Enumerable.Range(0, Size).Select(async chat =>
        {
            var answer = new StringBuilder();
            await foreach (var update in client.CompleteChatStreamingAsync([new UserChatMessage(Question(chat))], cancellationToken: token))
                foreach (var part in update.ContentUpdate) answer.Append(part.Text);
            answers[chat] = answer.ToString();
        }));
        return answers;
    }

    private static IEnumerable<string> Words(int chat) => Enumerable.Range(0, 5 + chat % 7).Select(word => $"[{chat:000}.{word}] ");

    private static IEnumerable<string> Chunks(int chat) =>
    [
        .. Words(chat).Select(word => $$$"""{"id":"c{{{chat}}}","object":"chat.completion.chunk","created":1,"model":"m-{{{chat}}}","choices":[{"index":0,"delta":{"role":"assistant","content":"{{{word}}}"},"finish_reason":null}]}"""),
        $$$"""{"id":"c{{{chat}}}","object":"chat.completion.chunk","created":1,"model":"m-{{{chat}}}","choices":[],"usage":{"prompt_tokens":{{{InputTokens(chat)}}},"completion_tokens":{{{chat}}},"total_tokens":{{{InputTokens(chat) + chat}}}}}""",
    ];
}
