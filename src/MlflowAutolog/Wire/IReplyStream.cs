using System.Text.Json;

namespace MlflowAutolog.Wire;

/// <summary>Puts the whole reply together from the chunks of a stream.</summary>
internal interface IReplyStream
{
    /// <summary>Whether this text, in place of a chunk, says that the reply is complete.</summary>
    bool IsEndMark(ReadOnlySpan<byte> data);

    void Add(JsonElement chunk);

    /// <summary>Whether a chunk said that it is the last one, where no text in place of a chunk does.</summary>
    bool IsComplete => false;

    /// <summary>The error that a chunk reports, or null.</summary>
    WireError? ErrorIn(JsonElement chunk);

    /// <summary>The reply as the API would have sent it whole, as far as it came.</summary>
    byte[] ToReply();
}
