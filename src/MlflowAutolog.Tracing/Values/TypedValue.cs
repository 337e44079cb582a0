using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using MlflowAutolog.Tracing.Model;

namespace MlflowAutolog.Tracing.Values;

/// <summary>A value by the serialisation that the application chose for it.</summary>
internal static class TypedValue
{
    public static JsonText Write<T>(T value, JsonTypeInfo<T> typeInfo)
    {
        try
        {
            // Through the writer, which bounds it as any other value.
            return JsonValue.From(new JsonText(JsonSerializer.SerializeToUtf8Bytes(value, typeInfo)));
        }
        catch (Exception failure)
        {
            // A converter of the application's, or no type info at all: its fault must not become an exception of the traced code.
            SelfLog.Report("value", $"A {typeof(T).Name} could not be written by its JsonTypeInfo ({failure.GetType().Name}), and is written by its members.");
            return JsonValue.From(value);
        }
    }
}
