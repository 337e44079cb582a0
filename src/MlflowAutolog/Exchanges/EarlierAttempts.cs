using MlflowAutolog.Tracing.Assembling;
using MlflowAutolog.Tracing.Model;
using MlflowAutolog.Wire;

namespace MlflowAutolog.Exchanges;

/// <summary>The attempts of a call that were repeated, as the hook that sees the whole call counted them.</summary>
internal sealed class EarlierAttempts
{
    private readonly List<Attempt> _attempts = [];

    public int Size => _attempts.Sum(attempt => attempt.Reply.Head.Length + attempt.Reply.Tail.Length);

    public void Add(Attempt attempt) => _attempts.Add(attempt);

    /// <summary>The span of the last attempt as that of the whole call, told as the fold tells of attempts that it joins.</summary>
    public SpanData Join(SpanData last, CapturedExchange answer, IWireFormat format)
    {
        var call = _attempts.Select(attempt => Map(attempt, last, answer, format)).OfType<SpanData>().Append(last).Aggregate(AttemptFold.Merge);
        return call with { Call = call.Call! with { IsWhole = true } };
    }

    private static SpanData? Map(Attempt attempt, SpanData call, CapturedExchange answer, IWireFormat format)
    {
        var exchange = answer with { Reply = attempt.Reply, Head = attempt.Head, End = attempt.End, Error = attempt.Error, Marks = [] };
        return new ExchangeMapper(format, exchange).Apply(call with { Attributes = [], Events = [], EndUnixNano = attempt.EndUnixNano });
    }
}
