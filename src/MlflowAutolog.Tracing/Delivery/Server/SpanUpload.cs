using MlflowAutolog.Tracing.Model;

namespace MlflowAutolog.Tracing.Delivery.Server;

/// <summary>The upload of one batch: halves what the server refuses until the bad span is alone.</summary>
/// <param name="post">Sends the spans of some parts.</param>
/// <param name="batch">What is to be sent.</param>
/// <param name="limits">Of a request; what a single trace has beyond them goes in several.</param>
internal sealed class SpanUpload(Func<IReadOnlyList<TraceData>, Task<SpanVerdict>> post, IReadOnlyList<TraceData> batch, BatchLimits limits)
{
    /// <summary>
    /// A server that fails at everything must not cost a batch: with this many doubtful refusals and not one success the rest is left for later.
    /// Enough to halve 1,000 spans down to one.
    /// </summary>
    private const int MaxBlindRefusals = 12;

    private readonly List<(UploadPart Part, string Words)> _suspects = [];
    private readonly List<(UploadPart Part, string Words)> _refused = [];
    private readonly HashSet<int> _later = [];
    private readonly HashSet<int> _halved = [];
    private TimeSpan? _pause;
    private bool _stopped;
    private int _successes;
    private int _blindRefusals;

    /// <summary>Spans the server refused for good, with its words.</summary>
    public IReadOnlyList<(UploadPart Part, string Words)> Refused => _refused;

    /// <summary>The server's last words when it refused everything for a reason that may not be the spans.</summary>
    public string? Doubt { get; private set; }

    public async Task<UploadedTrace[]> RunAsync(bool oneTraceARequest)
    {
        UploadPart[] parts = [.. batch.Select((trace, index) => new UploadPart(index, trace))];
        if (!oneTraceARequest && parts.Length > 1) await SendAsync(parts).ConfigureAwait(false);
        else foreach (var part in parts) await SendOneAsync(part).ConfigureAwait(false);
        await JudgeSuspectsAsync().ConfigureAwait(false);
        return [.. batch.Select(OutcomeOf)];
    }

    /// <summary>One trace: a batch has no other beside one that fills more than a request.</summary>
    private async Task SendOneAsync(UploadPart trace)
    {
        foreach (var piece in trace.Cut(limits))
        {
            if (piece.Data.Spans.Count < trace.Data.Spans.Count) _halved.Add(trace.Index);
            await SendAsync([piece]).ConfigureAwait(false);
        }
    }

    private async Task SendAsync(IReadOnlyList<UploadPart> parts)
    {
        if (_stopped)
        {
            Postpone(parts);
            return;
        }

        var verdict = await post([.. parts.Select(part => part.Data)]).ConfigureAwait(false);
        switch (verdict.Kind)
        {
            case SpanVerdictKind.Stored:
                _successes++;
                Doubt = null;
                break;
            case SpanVerdictKind.Later:
                (_stopped, _pause) = (true, verdict.Pause);
                Postpone(parts);
                break;
            default:
                await DivideAsync(parts, verdict).ConfigureAwait(false);
                break;
        }
    }

    private async Task DivideAsync(IReadOnlyList<UploadPart> parts, SpanVerdict verdict)
    {
        var doubtful = verdict.Kind == SpanVerdictKind.Doubtful;
        if (doubtful && _successes == 0) Doubt = verdict.Words;
        if (doubtful && _successes == 0 && ++_blindRefusals > MaxBlindRefusals) _stopped = true;
        if (UploadPart.Halve(parts) is { } halves && !_stopped)
        {
            if (parts.Count == 1) _halved.Add(parts[0].Index);
            await SendAsync(halves.First).ConfigureAwait(false);
            await SendAsync(halves.Second).ConfigureAwait(false);
        }
        else if (_stopped)
        {
            Postpone(parts);
        }
        else
        {
            (doubtful ? _suspects : _refused).Add((parts[0], verdict.Words));
        }
    }

    /// <summary>
    /// A doubtful refusal counts against the span only if the same server took others, and refuses it again after that: an outage that ends in the middle
    /// of a batch costs nothing.
    /// </summary>
    private async Task JudgeSuspectsAsync()
    {
        foreach (var (part, words) in _suspects)
        {
            var verdict = _successes > 0 && !_stopped ? await post([part.Data]).ConfigureAwait(false) : new SpanVerdict(SpanVerdictKind.Later, words);
            if (verdict.Kind == SpanVerdictKind.Later) _later.Add(part.Index);
            else if (verdict.Kind != SpanVerdictKind.Stored) _refused.Add((part, verdict.Words));
        }
    }

    private void Postpone(IReadOnlyList<UploadPart> parts)
    {
        foreach (var part in parts) _later.Add(part.Index);
    }

    private UploadedTrace OutcomeOf(TraceData trace, int index)
    {
        if (_later.Contains(index)) return new UploadedTrace(DeliveryResult.Later(_pause), null, false);
        if (_refused.Count == 0) return new UploadedTrace(DeliveryResult.Delivered, trace, !_halved.Contains(index));
        var bad = _refused.Where(item => item.Part.Index == index).SelectMany(item => item.Part.Data.Spans).Select(span => span.SpanId).ToHashSet();
        if (bad.Count == 0) return new UploadedTrace(DeliveryResult.Delivered, trace, !_halved.Contains(index));
        var good = trace.Spans.Where(span => !bad.Contains(span.SpanId)).ToList();
        return good.Count == 0
            ? new UploadedTrace(new DeliveryResult(DropReasons.Rejected), null, false)
            : new UploadedTrace(DeliveryResult.Delivered, trace with { Spans = good }, false);
    }
}
