using MlflowAutolog.Tracing.Model;
using MlflowAutolog.Tracing.Recording;
using MlflowAutolog.Tracing.Values;

namespace MlflowAutolog;

/// <content>What the recorder gives a span.</content>
public sealed partial class MlflowSpan
{
    /// <summary>The inputs and attributes of the start; inputs that are null are none.</summary>
    internal MlflowSpan Given(object? inputs, IEnumerable<KeyValuePair<string, object?>>? attributes)
    {
        if (inputs is not null) SetInputs(inputs);
        return SetAttributes(attributes);
    }

    /// <summary>Marks the span as a traced function of its own name, as MLflow Python does.</summary>
    internal MlflowSpan AsFunction()
    {
        _content?.SetAttribute(WireNames.SpanFunctionName, AttributeValue.Of(Name));
        return this;
    }

    /// <summary>What the work returned is the outputs, unless it set some itself.</summary>
    internal void Returned<T>(T result)
    {
        if (result is NoResult) return;
        if (_content is { CapturesContent: true, HasOutputs: false } content) content.Outputs = JsonValue.From(result, content.CapturesVectors);
    }
}
