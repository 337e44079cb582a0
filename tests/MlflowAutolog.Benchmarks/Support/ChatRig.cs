using Microsoft.Extensions.AI;

namespace MlflowAutolog.Benchmarks.Support;

/// <summary>The same two calls with each kind of tracing. Nothing is assembled or delivered: what is measured is the caller's part.</summary>
internal sealed class ChatRig
{
    public const string Bare = "bare", Off = "switched off", Tap = "tap", Policy = "policy", Both = "tap + policy";

    private readonly List<ChatMessage> _messages = Conversation.Messages(2, 40);
    private readonly MlflowTracer _tracer = new(SomeOptions.Plain, new HeldTraces(assembles: false));
    private readonly Dictionary<string, (IChatClient Call, IChatClient Stream)> _clients;

    /// <param name="server">A model on the loopback address; <see langword="null"/> = connections in memory.</param>
    /// <param name="chunks">Of a streamed answer.</param>
    public ChatRig(Uri? server, int chunks)
    {
        var (reply, stream) = (Conversation.Reply(), Conversation.Stream(chunks));
        // Clients of its own for each kind, and so connections.
        _clients = Kinds.ToDictionary(kind => kind, kind => server is null
            ? (Conversation.Client(reply, PolicyOf(kind)), Conversation.Client(stream, PolicyOf(kind)))
            : (Conversation.Client(server, new SocketsHttpHandler(), PolicyOf(kind)), Conversation.Client(server, new SocketsHttpHandler(), PolicyOf(kind))));
    }

    public static IReadOnlyList<string> Kinds { get; } = [Bare, Off, Tap, Policy, Both];

    /// <summary>Installs what the kind needs, until disposed.</summary>
    public IDisposable? Begin(string kind)
    {
        if (kind == Off) _tracer.Disable();
        else _tracer.Enable();
        return kind is Off or Tap or Both ? new HttpIntegration().Install(_tracer) : null;
    }

    public async Task CallAsync(string kind, bool isStream)
    {
        if (!isStream) await _clients[kind].Call.GetResponseAsync(_messages);
        else await foreach (var _ in _clients[kind].Stream.GetStreamingResponseAsync(_messages)) { }
    }

    private MlflowTracer? PolicyOf(string kind) => kind is Off or Policy or Both ? _tracer : null;
}
