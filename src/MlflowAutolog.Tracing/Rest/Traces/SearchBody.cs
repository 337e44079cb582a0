namespace MlflowAutolog.Tracing.Rest.Traces;

/// <summary>The body of a search.</summary>
internal static class SearchBody
{
    public static ReadOnlyMemory<byte> Of(TraceQuery query, IReadOnlyList<string> experiments, int size, string? token) => JsonBody.Of((query, experiments, size, token), static (json, search) =>
    {
        json.WriteStartArray("locations"u8);
        foreach (var id in search.experiments)
        {
            json.WriteStartObject();
            json.WriteString("type"u8, "MLFLOW_EXPERIMENT"u8);
            json.WriteStartObject("mlflow_experiment"u8);
            json.WriteString("experiment_id"u8, id);
            json.WriteEndObject();
            json.WriteEndObject();
        }

        json.WriteEndArray();
        if (search.query.Filter is { } filter) json.WriteString("filter"u8, filter);
        json.WriteNumber("max_results"u8, search.size);
        if (search.query.OrderBy.Count > 0) json.WriteTexts("order_by", search.query.OrderBy);
        if (search.token is { } token) json.WriteString("page_token"u8, token);
    });
}
