using System.Text.Json;

namespace MlflowAutolog.Wire.OpenAI;

/// <summary>What the APIs of OpenAI, Azure OpenAI and every server that speaks the same have in common. One of them says what is its own.</summary>
internal abstract class OpenAIFormat : IWireFormat
{
    public string Integration => "OpenAI";

    public abstract string SpanName { get; }

    public abstract string SpanType { get; }

    /// <summary>System.ClientModel's exception for every error reply, whatever its status.</summary>
    public string ErrorType => "ClientResultException";

    public abstract bool MatchesPath(string path);

    public abstract bool IsCall(JsonElement request);

    public virtual void MapRequest(JsonElement request, CallContent span)
    {
        OpenAIRequest.Map(request, span);
        span.SetInputs(RequestCredentials.Hide(span.Inputs.Utf8));
    }

    public virtual void MapAddress(Uri url, CallContent span) => span.Model ??= Deployment.In(url.AbsolutePath);

    public virtual void MapReply(JsonElement reply, CallContent span) => OpenAIReply.Map(reply, span);

    public virtual ReplyFailure? FailureIn(JsonElement reply) => null;

    public virtual IReplyStream? OpenStream() => null;

    /// <summary>Whether a path ends so, with whatever a server or a deployment puts before it.</summary>
    protected static bool EndsWith(string path, string end) => path.EndsWith(end, StringComparison.OrdinalIgnoreCase);
}
