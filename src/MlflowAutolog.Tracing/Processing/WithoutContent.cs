using System.Text;
using MlflowAutolog.Tracing.Model;

namespace MlflowAutolog.Tracing.Processing;

/// <summary>A span reduced to its facts, because what should have redacted it failed.</summary>
internal static class WithoutContent
{
    public static SpanData Of(SpanData span, string name, string failure)
    {
        var note = $"content dropped: a processor failed with {failure}";
        var noted = new JsonText(Encoding.UTF8.GetBytes($"\"[{note}]\""));
        return span with
        {
            Name = name,
            Type = StructuralNames.IsKnownType(span.Type) ? span.Type : SpanType.Unknown,
            StatusMessage = span.StatusMessage is null ? null : note,
            Inputs = span.Inputs.IsAbsent ? default : noted,
            Outputs = span.Outputs.IsAbsent ? default : noted,
            Attributes = [.. span.Attributes.Where(attribute => StructuralNames.Has(attribute.Key)), new(WireNames.ContentDropped, AttributeValue.Of(note))],
            Events = [.. span.Events.Where(e => e.Name is WireNames.ExceptionEvent or WireNames.HttpAttemptEvent).Select(FactsOf)],
            Links = [.. span.Links.Select(link => link with { Attributes = [] })],
        };
    }

    private static SpanEventData FactsOf(SpanEventData e) => e with
    {
        Attributes = [.. e.Attributes.Where(attribute => attribute.Key is WireNames.ExceptionType or "http.attempt" or "http.response.status_code")],
    };
}
