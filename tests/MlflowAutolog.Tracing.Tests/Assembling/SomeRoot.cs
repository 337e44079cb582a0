using System.Diagnostics;
using System.Text;
using MlflowAutolog.Tracing.Model;

namespace MlflowAutolog.Tracing.Tests.Assembling;

/// <summary>A root span with content.</summary>
internal static class SomeRoot
{
    public static SpanData Of(string? inputs, string? outputs, string? format = null) => new()
    {
        TraceId = ActivityTraceId.CreateRandom(),
        SpanId = ActivitySpanId.CreateRandom(),
        Name = "root",
        Type = SpanType.ChatModel,
        StartUnixNano = 1,
        EndUnixNano = 2,
        Inputs = Json(inputs),
        Outputs = Json(outputs),
        Attributes = format is null ? [] : [new(WireNames.MessageFormat, AttributeValue.Of(format))],
    };

    private static JsonText Json(string? text) => text is null ? default : new JsonText(Encoding.UTF8.GetBytes(text));
}
