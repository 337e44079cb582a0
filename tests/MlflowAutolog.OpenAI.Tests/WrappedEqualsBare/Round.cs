using System.Collections.Concurrent;
using MlflowAutolog.OpenAI.Tests.Support;
using MlflowAutolog.TestSupport.ModelServer;
using MlflowAutolog.TestSupport.Processes;

namespace MlflowAutolog.OpenAI.Tests.WrappedEqualsBare;

/// <summary>All members of one client in all situations, at the same time, each at a path of its own on one server.</summary>
internal sealed class Round : IAsyncDisposable
{
    private const int AtOnce = 40;

    private readonly ConcurrentDictionary<string, Outcome> _outcomes = new();
    private readonly ModelScript _script = new();
    private readonly Watch _watch;
    private ScriptedModelServer? _server;

    private Round(Watch watch) => _watch = watch;

    /// <summary>By situation and member.</summary>
    public static async Task<IReadOnlyDictionary<string, Outcome>> RunAsync(Type client, Watch watch, CancellationToken cancellationToken)
    {
        await using var round = new Round(watch);
        round._server = await ScriptedModelServer.StartAsync(round._script);
        var calls = from member in Member.Of(client) from situation in Situation.All where situation.Applies(member) select (member, situation);
        await Parallel.ForEachAsync(
            calls.Select((call, number) => (call.member, call.situation, number)),
            new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken },
            async (call, _) => await round.RunAsync(client, call.member, call.situation, $"/{call.number:000}/v1/"));
        return round._outcomes;
    }

    public async ValueTask DisposeAsync()
    {
        if (_server is not null) await _server.DisposeAsync();
    }

    private async Task RunAsync(Type client, Member member, Situation situation, string path)
    {
        foreach (var reply in situation.Replies(member)) _script.Add(reply with { Path = path + "*" });
        using var given = new Given(member, situation.Reads);
        var endpoint = new Uri(_server!.Uri, path);
        var got = new List<string>();
        // Synchronous members wait: on a thread of their own, so that others need not.
        var call = Task.Factory.StartNew(() => CallAsync(client, endpoint, situation, given, got).GetAwaiter().GetResult(), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        if (situation.CancelsOnArrival)
        {
            await Eventually.TrueAsync(() => Arrived(path).Any() || call.IsCompleted);
            given.Cancel();
        }

        var thrown = await call;
        var left = situation.LeavesServer ? $"{given.Left}; server left: {await IsLeftAsync(path)}" : given.Left;
        var sent = string.Join("\n", Arrived(path).Select(exchange => Outcome.Normalised(exchange, _server.Uri)));
        _outcomes[$"{situation.Name}: {member.Signature}"] = new Outcome(string.Join("\n", got), thrown, sent, left);
    }

    private async Task<string> CallAsync(Type client, Uri endpoint, Situation situation, Given given, List<string> got)
    {
        try
        {
            var made = Clients.Make(client, endpoint, options =>
            {
                options.RetryPolicy = new Impatient(situation.Retries);
                options.NetworkTimeout = situation.Timeout;
                _watch.PlacePolicy(options);
            });
            await MemberCall.RunAsync(made, endpoint, given, got);
            return "";
        }
        catch (Exception e)
        {
            return Description.Of(e);
        }
    }

    private IEnumerable<ModelExchange> Arrived(string path) => _server!.Exchanges.Where(exchange => exchange.Path.StartsWith(path, StringComparison.Ordinal));

    private async Task<bool> IsLeftAsync(string path)
    {
        try
        {
            await Eventually.TrueAsync(() => _server!.Abandoned.Any(left => left.StartsWith(path, StringComparison.Ordinal)), TimeSpan.FromSeconds(3));
            return true;
        }
        catch (TimeoutException)
        {
            return false;
        }
    }
}
