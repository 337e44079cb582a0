using System.ClientModel;
using System.ClientModel.Primitives;
using System.Collections;
using System.Net.ServerSentEvents;

namespace MlflowAutolog.OpenAI.Tests.WrappedEqualsBare;

/// <summary>Takes what a member returned, all of it or the beginning.</summary>
internal static class Taking
{
    public static async Task AllAsync(object returned, Given given, List<string> got)
    {
        switch (returned)
        {
            case AsyncStreamingClientResult<SseItem<BinaryData>> stream:
                got.Add($"{stream.Status} {stream.ReasonPhrase} {Description.Of(stream.Headers)}");
                await using (stream) await ItemsAsync(Boxed(stream), given, got);
                break;
            case IAsyncEnumerable<object> items:
                await ItemsAsync(items, given, got);
                break;
            case AsyncCollectionResult pages:
                await ItemsAsync(pages.GetRawPagesAsync(), given, got);
                break;
            case IEnumerable items and CollectionResult:
                Items(items, given, got);
                break;
            case CollectionResult pages:
                Items(pages.GetRawPages(), given, got);
                break;
            case ClientResult result when result.GetType().IsGenericType:
                got.Add(Description.Of(result.GetType().GetProperty("Value")!.GetValue(result)));
                got.Add(Description.Of(result));
                break;
            case ClientResult result:
                await ReplyAsync(result.GetRawResponse(), given, got);
                break;
            default:
                throw new NotSupportedException($"Nobody has said yet how to take a {returned.GetType()}: add it to {nameof(Taking)}.");
        }
    }

    /// <summary>A reply as it comes: whole when it is buffered, else its first bytes.</summary>
    public static async Task ReplyAsync(PipelineResponse response, Given given, List<string> got)
    {
        if (given.Reads != Reads.All)
        {
            var stream = response.ContentStream!;
            var first = new byte[8];
            await stream.ReadExactlyAsync(first);
            got.Add($"{response.Status} {Convert.ToHexString(first)} read {stream.CanRead} seek {stream.CanSeek} write {stream.CanWrite} time out {stream.CanTimeout}");
            response.Dispose();
            got.Add($"disposed: {response.ContentStream?.CanRead}, can be read: {await CanReadAsync(stream)}");
            return;
        }

        got.Add(Description.Of(response));
    }

    private static async Task ItemsAsync(IAsyncEnumerable<object> items, Given given, List<string> got)
    {
        await foreach (var item in items)
        {
            got.Add(Description.Of(item));
            if (given.Reads == Reads.First) return;
            if (given.Reads == Reads.UntilCancelled) given.Cancel();
        }
    }

    private static void Items(IEnumerable items, Given given, List<string> got)
    {
        foreach (var item in items)
        {
            got.Add(Description.Of(item));
            if (given.Reads == Reads.First) return;
            if (given.Reads == Reads.UntilCancelled) given.Cancel();
        }
    }

    // Items that are structs are no objects to a sequence of objects.
    private static async IAsyncEnumerable<object> Boxed(IAsyncEnumerable<SseItem<BinaryData>> items)
    {
        await foreach (var item in items) yield return item;
    }

    private static async Task<bool> CanReadAsync(Stream stream)
    {
        try
        {
            return await stream.ReadAsync(new byte[1]) > 0;
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException)
        {
            // Which of them the socket says is chance, without us too.
            return false;
        }
    }
}
