namespace MlflowAutolog.Tracing.Rest;

/// <summary>The pauses between attempts: 0.5 s, doubling to 30 s, each shortened at random by up to a quarter so that many processes do not come back at once.</summary>
/// <param name="random">0 to 1; tests fix it.</param>
internal sealed class Backoff(Func<double>? random = null)
{
    private static readonly TimeSpan First = TimeSpan.FromSeconds(0.5);
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(30);
    private readonly Func<double> _random = random ?? Random.Shared.NextDouble;
    private TimeSpan _next = First;

    /// <param name="asked">What the server asked to wait; it beats the own series when it is longer than zero.</param>
    public TimeSpan Next(TimeSpan asked)
    {
        if (asked > TimeSpan.Zero) return asked;
        var pause = _next * (1 - 0.25 * _random());
        _next = _next * 2 < Longest ? _next * 2 : Longest;
        return pause;
    }

    public void Reset() => _next = First;
}
