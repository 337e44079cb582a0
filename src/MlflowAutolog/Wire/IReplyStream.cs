using System.Text.Json;

namespace MlflowAutolog.Wire;

/// <summary>Puts the whole reply together from the chunks of a stream.</summary>
internal interface IReplyStream
{
    /// <summary>Whether this text, in place of a chunk, says that the reply is complete.</summary>
    bool IsEndMark(ReadOnlySpan<byte> data);

    /// <summary>Whether the last chunk said that the reply is complete, in an API whose streams have no mark for it.</summary>
    bool IsComplete => false;

    void Add(JsonElement chunk);

    /// <summary>The error that a chunk reports, or null.</summary>
    WireError? ErrorIn(JsonElement chunk);

    /// <summary>The reply as the API would have sent it whole, as far as it came.</summary>
    byte[] ToReply();
}
