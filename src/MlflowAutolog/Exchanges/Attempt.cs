namespace MlflowAutolog.Exchanges;

/// <summary>One sending of a request, and what came of it.</summary>
/// <param name="Head">Default when no reply came.</param>
/// <param name="Reply">Kept where it tells of an error.</param>
/// <param name="Error">Why no reply came; <see langword="null"/> when one came, or the caller gave up.</param>
/// <param name="EndUnixNano">When.</param>
internal sealed record Attempt(ReplyHead Head, CapturedBody Reply, Exception? Error, long EndUnixNano)
{
    public ExchangeEnd End => Head.Status != 0 ? ExchangeEnd.Complete : Error is null ? ExchangeEnd.Cancelled : ExchangeEnd.Failed;
}
