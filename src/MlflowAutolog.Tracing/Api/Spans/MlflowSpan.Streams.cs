using System.Globalization;
using MlflowAutolog.Tracing.Model;

namespace MlflowAutolog;

/// <content>What the recorder gives the span of a sequence.</content>
public sealed partial class MlflowSpan
{
    /// <summary>Whether what goes in and out is recorded: it is asked for, and the span runs.</summary>
    internal bool CapturesContent => _content is { CapturesContent: true } && !HasEnded;

    /// <summary>An item of a sequence, as MLflow Python notes it: the text of its JSON.</summary>
    internal void AddChunk(long index, JsonText json)
    {
        var name = WireNames.ChunkPrefix + index.ToString(CultureInfo.InvariantCulture);
        _content!.Add(new SpanEventData(name, _trace!.Clock.Now, [new SpanAttribute(WireNames.ChunkValue, AttributeValue.Of(json.ToString()))]));
    }

    /// <summary>As <see cref="Returned{T}"/>, for what is JSON already.</summary>
    internal void ReturnedJson(JsonText outputs)
    {
        if (_content is { CapturesContent: true, HasOutputs: false } content) content.Outputs = outputs;
    }
}
