using System.ClientModel;
using System.ClientModel.Primitives;
using System.Net.ServerSentEvents;
using System.Text;

namespace MlflowAutolog.OpenAI.Tests.WrappedEqualsBare;

/// <summary>Everything there is to know about a value, as text.</summary>
internal static class Description
{
    public static string Of(object? value) => value switch
    {
        null => "nothing",
        string text => text,
        Uri uri => uri.AbsolutePath,
        BinaryData data => Convert.ToBase64String(data.ToMemory().Span),
        SseItem<BinaryData> item => $"{item.EventType} {item.EventId} {Of(item.Data)}",
        ClientResult result => Of(result.GetRawResponse()),
        PipelineResponse response => $"{response.Status} {response.ReasonPhrase} error {response.IsError} {Of(response.Headers)} {Encoding.Latin1.GetString(response.Content.ToMemory().Span)}",
        PipelineResponseHeaders headers => string.Join(", ", headers.Where(header => header.Key != "Date").Select(header => $"{header.Key}: {header.Value}").Order(StringComparer.Ordinal)),
        IPersistableModel<object> => ModelReaderWriter.Write(value).ToString(),
        _ => throw new NotSupportedException($"Nobody has said yet how to describe a {value.GetType()}: add it to {nameof(Description)}."),
    };

    /// <summary>An exception with all that are beneath it.</summary>
    public static string Of(Exception exception)
    {
        var text = $"{exception.GetType()}: {exception.Message}";
        if (exception is ClientResultException { } failure) text += $" ({failure.Status}) {(failure.GetRawResponse() is { } response ? Of(response) : "no reply")}";
        // What a socket says when a call is cancelled beneath it is chance, without us too.
        if (exception is OperationCanceledException && exception.InnerException is not (null or OperationCanceledException or TimeoutException)) return $"{text}\n < the transport";
        return exception.InnerException is { } inner ? $"{text}\n < {Of(inner)}" : text;
    }
}
