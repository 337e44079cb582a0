using System.Text.Json;

namespace MlflowAutolog.Tracing.Wire.Stored;

/// <summary>The member <c>trace_location</c> of a trace info.</summary>
internal static class TraceLocationJson
{
    /// <summary><see langword="null"/> when it says nothing that this library knows.</summary>
    public static TraceLocation? Read(JsonElement info)
    {
        if (info.Object("trace_location") is not { } location) return null;
        if (location.Object("mlflow_experiment") is { } experiment && experiment.TryGetProperty("experiment_id"u8, out var id) && id.ToString() is { Length: > 0 } text) return TraceLocation.OfStored(text);
        var catalog = location.Object("uc_table_prefix") ?? location.Object("uc_schema");
        return catalog?.Text("catalog_name") is { Length: > 0 } name && catalog.Value.Text("schema_name") is { Length: > 0 } schema
            ? TraceLocation.UnityCatalog(name, schema, catalog.Value.Text("table_prefix"))
            : null;
    }

    /// <summary>MLflow Python reads no info without a location: one that is not known is written as such.</summary>
    public static void Write(Utf8JsonWriter json, TraceLocation? location)
    {
        json.WriteStartObject("trace_location"u8);
        json.WriteString("type"u8, location switch
        {
            null => "TRACE_LOCATION_TYPE_UNSPECIFIED"u8,
            { ExperimentId: not null } => "MLFLOW_EXPERIMENT"u8,
            { TablePrefix: not null } => "UC_TABLE_PREFIX"u8,
            _ => "UC_SCHEMA"u8,
        });
        if (location is { ExperimentId: { } experiment })
        {
            json.WriteStartObject("mlflow_experiment"u8);
            json.WriteString("experiment_id"u8, experiment);
            json.WriteEndObject();
        }
        else if (location is not null) WriteCatalog(json, location);

        json.WriteEndObject();
    }

    private static void WriteCatalog(Utf8JsonWriter json, TraceLocation location)
    {
        json.WriteStartObject(location.TablePrefix is null ? "uc_schema"u8 : "uc_table_prefix"u8);
        json.WriteString("catalog_name"u8, location.Catalog);
        json.WriteString("schema_name"u8, location.Schema);
        if (location.TablePrefix is { } prefix) json.WriteString("table_prefix"u8, prefix);
        json.WriteEndObject();
    }
}
