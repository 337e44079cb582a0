using MlflowAutolog.Tracing.Model;

namespace MlflowAutolog.Tracing.Wire;

/// <summary>About how many bytes a span takes in MLflow's own JSON form: good for a size column, cheap enough for every span.</summary>
internal static class SpanSize
{
    private const int Frame = 360, AttributeFrame = 8, EventFrame = 60, LinkFrame = 120, Scalar = 8;

    public static long Of(SpanData span)
    {
        long size = Frame + span.Name.Length + span.Type.Length + (span.StatusMessage?.Length ?? 0) + span.Inputs.Length + span.Outputs.Length + Of(span.Attributes);
        for (int i = 0; i < span.Events.Count; i++)
            size += EventFrame + span.Events[i].Name.Length + Of(span.Events[i].Attributes);
        for (int i = 0; i < span.Links.Count; i++)
            size += LinkFrame + Of(span.Links[i].Attributes);
        return size;
    }

    private static long Of(IReadOnlyList<SpanAttribute> attributes)
    {
        long size = 0;
        for (int i = 0; i < attributes.Count; i++)
        {
            var (key, value) = attributes[i];
            size += AttributeFrame + key.Length + value.Kind switch
            {
                AttributeKind.Text => value.Text.Length,
                AttributeKind.Json => value.Json.Length,
                _ => Scalar,
            };
        }

        return size;
    }
}
