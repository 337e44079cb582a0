using System.Text.Json;

namespace MlflowAutolog.Wire;

/// <summary>One model API as it looks on the wire. Everything but the match runs in the background.</summary>
internal interface IWireFormat
{
    /// <summary>The name a user switches it off by.</summary>
    string Integration { get; }

    string SpanName { get; }

    string SpanType { get; }

    /// <summary>The exception by which this vendor's SDK reports an error reply.</summary>
    string ErrorType { get; }

    /// <summary>Whether a path may be this API; asked on the caller's thread for every POST of the process.</summary>
    bool MatchesPath(string path);

    /// <summary>Whether the body is a call of this API; if not, no span is kept.</summary>
    bool IsCall(JsonElement request);

    void MapRequest(JsonElement request, CallContent span);

    /// <summary>Maps a whole reply, or what a stream amounted to.</summary>
    void MapReply(JsonElement reply, CallContent span);

    /// <summary>The failure that a reply with a good status tells of itself; <see langword="null"/> for all others.</summary>
    ReplyFailure? FailureIn(JsonElement reply) => null;

    /// <summary>Collects a streamed reply; <see langword="null"/> where the API has no streams.</summary>
    IReplyStream? OpenStream();
}
