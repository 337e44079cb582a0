using System.Text.Json;
using MlflowAutolog.Exchanges;

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

    /// <summary>Whether sound and pictures are kept when they are the reply itself, for <see cref="TryMapRaw"/>.</summary>
    bool KeepsMedia => false;

    /// <summary>Whether this field of a form is a number or a flag, not a text that looks like one.</summary>
    bool IsScalarField(string name) => false;

    /// <summary>Maps what only the address tells; after the request.</summary>
    void MapAddress(Uri url, CallContent span)
    {
    }

    /// <summary>Maps a reply that is no JSON, as far as it came; false where it has to be JSON.</summary>
    bool TryMapRaw(CapturedBody reply, string? contentType, CallContent span) => false;
}
