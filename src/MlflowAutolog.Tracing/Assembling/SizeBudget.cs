using MlflowAutolog.Tracing.Model;
using MlflowAutolog.Tracing.Values;

namespace MlflowAutolog.Tracing.Assembling;

/// <summary>Holds every value of a span to the bytes that one may take. After redaction, so that no secret is cut in two and missed.</summary>
/// <param name="limit">Bytes of a value; 0 = no limit.</param>
internal sealed class SizeBudget(long limit)
{
    public void Apply(SpanData[] spans)
    {
        if (limit == 0) return;
        for (var i = 0; i < spans.Length; i++)
        {
            if (IsTooLarge(spans[i])) spans[i] = Fit(spans[i]);
        }
    }

    private bool IsTooLarge(SpanData span)
    {
        if (span.Inputs.Length > limit || span.Outputs.Length > limit || IsTooLarge(span.Attributes)) return true;
        foreach (var item in span.Events)
        {
            if (IsTooLarge(item.Attributes)) return true;
        }

        return false;
    }

    private bool IsTooLarge(IReadOnlyList<SpanAttribute> attributes)
    {
        for (var i = 0; i < attributes.Count; i++)
        {
            var value = attributes[i].Value;
            if (value.Kind == AttributeKind.Json ? value.Json.Length > limit : value.Kind == AttributeKind.Text && value.Text.Length > limit / 3) return true;
        }

        return false;
    }

    private SpanData Fit(SpanData span) => span with
    {
        Inputs = JsonBudget.Fit(span.Inputs, limit),
        Outputs = JsonBudget.Fit(span.Outputs, limit),
        Attributes = Fit(span.Attributes),
        Events = [.. span.Events.Select(item => item with { Attributes = Fit(item.Attributes) })],
    };

    private SpanAttribute[] Fit(IReadOnlyList<SpanAttribute> attributes) => [.. attributes.Select(attribute => attribute with { Value = Fit(attribute.Value) })];

    private AttributeValue Fit(AttributeValue value) => value.Kind switch
    {
        AttributeKind.Json => AttributeValue.OfJson(JsonBudget.Fit(value.Json, limit)),
        AttributeKind.Text => AttributeValue.Of(MiddleCut.Of(value.Text, (int)limit)),
        _ => value,
    };
}
