using System.Text;
using MlflowAutolog.Tracing.Model;

namespace MlflowAutolog.Tracing.Values;

/// <summary>The beginning of a value's JSON text, compact and unescaped, for places that show one line.</summary>
internal static class JsonExcerpt
{
    private const int BytesPerCodePoint = 4;
    private const int AnyDepth = 1000;

    /// <summary>At least <paramref name="codePoints"/> of the text and not much more; all of it when it is shorter; empty when there is no value.</summary>
    public static string Of(JsonText value, int codePoints)
    {
        if (value.IsAbsent)
            return "";
        var output = new JsonOutput { IsRedacted = true };
        return JsonRewriter.TryWrite(value.Utf8.Span, output, AnyDepth, codePoints * BytesPerCodePoint + BytesPerCodePoint)
            ? Encoding.UTF8.GetString(output.Written)
            : value.ToString();
    }
}
