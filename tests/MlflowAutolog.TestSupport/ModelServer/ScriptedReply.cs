using System.Text;

namespace MlflowAutolog.TestSupport.ModelServer;

/// <summary>One reply of a <see cref="ModelScript"/>.</summary>
public sealed record ScriptedReply
{
    /// <summary>Only for requests to this path; a trailing <c>*</c> makes it a prefix. <see langword="null"/> = any.</summary>
    public string? Path { get; init; }

    /// <summary>Only for requests whose body contains this text.</summary>
    public string? When { get; init; }

    /// <summary>Whether the reply is never used up.</summary>
    public bool Repeat { get; init; }

    public int Status { get; init; } = 200;

    public string ContentType { get; init; } = "application/json";

    public IReadOnlyList<KeyValuePair<string, string>> Headers { get; init; } = [];

    /// <summary>The body in the pieces it is sent in; one piece has a content length, a stream has none.</summary>
    public IReadOnlyList<ReadOnlyMemory<byte>> Chunks { get; init; } = [];

    public bool IsStream { get; init; }

    public TimeSpan Delay { get; init; }

    public TimeSpan ChunkDelay { get; init; }

    /// <summary>Chunks after which the connection is dropped.</summary>
    public int? CutAfter { get; init; }

    public static ScriptedReply Json(string json, int status = 200) => new() { Chunks = [Encode(json)], Status = status };

    /// <summary>Server-sent events, each item one <c>data:</c> line; the end marker is an item like any other.</summary>
    public static ScriptedReply Sse(params IEnumerable<string> items)
        => Stream(items.Select(item => $"data: {item}\n\n"));

    /// <summary>Server-sent events that have names.</summary>
    public static ScriptedReply Events(params IEnumerable<(string Event, string Data)> events)
        => Stream(events.Select(item => $"event: {item.Event}\ndata: {item.Data}\n\n"));

    public static ScriptedReply Text(string text, string contentType, int status = 200)
        => new() { Chunks = [Encode(text)], ContentType = contentType, Status = status };

    /// <summary>Bytes in pieces, for wire formats of a test's own.</summary>
    public static ScriptedReply Raw(string contentType, params IEnumerable<ReadOnlyMemory<byte>> chunks)
        => new() { Chunks = [.. chunks], ContentType = contentType, IsStream = true };

    internal bool Fits(string path, ReadOnlySpan<byte> body)
        => FitsPath(path) && (When is null || body.IndexOf(Encoding.UTF8.GetBytes(When)) >= 0);

    private static ScriptedReply Stream(IEnumerable<string> events)
        => new() { Chunks = [.. events.Select(Encode)], ContentType = "text/event-stream", IsStream = true };

    private static ReadOnlyMemory<byte> Encode(string text) => Encoding.UTF8.GetBytes(text);

    private bool FitsPath(string path)
    {
        if (Path is null) return true;
        return Path.EndsWith('*') ? path.StartsWith(Path[..^1], StringComparison.Ordinal) : path == Path;
    }
}
