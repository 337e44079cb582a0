using MlflowAutolog.Tracing.Delivery;
using MlflowAutolog.Tracing.Recording;

namespace MlflowAutolog.Tracing.Integrations;

/// <summary>The tracer behind the door: one a process at a time, replaced when it is configured anew.</summary>
internal static class ProcessTracing
{
    private static readonly object Gate = new();
    private static readonly List<MlflowTracer> Retired = [];
    private static MlflowOptions _options = new();
    private static LastTrace _last = new();
    private static TracingStatistics _past = new();
    private static MlflowTracer? _tracer;
    private static Installation? _installation;
    private static volatile bool _disabled;

    /// <summary><see langword="null"/> until tracing is switched on.</summary>
    public static MlflowTracer? Tracer => Volatile.Read(ref _tracer);

    public static string? LastTraceId => Volatile.Read(ref _last).Id;

    /// <summary>Of all tracers that followed one another.</summary>
    public static TracingStatistics Statistics
    {
        get
        {
            lock (Gate) return All().Aggregate(_past, static (sum, tracer) => sum.Plus(tracer.Statistics));
        }
    }

    /// <summary>The tracer for a call at the door: the one whose span is above, else the process's.</summary>
    public static MlflowTracer? Nearest
    {
        get
        {
            // Without a tracer in the process nobody pays for the look.
            if (Tracer is not { } tracer) return null;
            return AmbientSpan.Find()?.Tracer ?? tracer;
        }
    }

    /// <summary>The tracer for a call about a trace: the one where it runs, or ran last, else the process's.</summary>
    public static MlflowTracer? Of(string traceId)
    {
        if (Tracer is not { } tracer) return null;
        return AmbientSpan.Find()?.Tracer is { } near && near.Arrival.Knows(traceId) ? near : Array.Find(All(), one => one.Arrival.Knows(traceId)) ?? tracer;
    }

    public static void Autolog(Action<MlflowOptions>? configure)
    {
        lock (Gate)
        {
            if (_tracer is null || _installation is null || configure is not null) Start(Changed(configure), install: true);
        }
    }

    public static void Autolog(MlflowOptions options)
    {
        lock (Gate) Start(options, install: true);
    }

    public static void Enable()
    {
        lock (Gate)
        {
            _disabled = false;
            if (_tracer is { } tracer) tracer.Enable();
            else Start(_options, install: false);
        }
    }

    public static void Disable()
    {
        _disabled = true;
        Tracer?.Disable();
    }

    /// <summary>Ties what starts from now on to that model; without a new tracer, which would cut off nothing but cost time.</summary>
    public static void SetActiveModel(string? modelId)
    {
        lock (Gate)
        {
            // Not null: that would be the environment's.
            _options.ActiveModelId = modelId ?? "";
            _tracer?.SetActiveModel(modelId);
        }
    }

    /// <summary>Changes the options: of the tracer that runs, else of the one to come.</summary>
    public static void Configure(Action<MlflowOptions> configure)
    {
        lock (Gate)
        {
            if (_tracer is null) configure(_options);
            else Start(Changed(configure), install: _installation is not null);
        }
    }

    public static async Task<bool> FlushAsync(CancellationToken cancellationToken)
    {
        var all = true;
        foreach (var tracer in All()) all &= await tracer.FlushAsync(cancellationToken).ConfigureAwait(false);
        return all;
    }

    /// <summary>Takes the hooks out and shuts every tracer down. <paramref name="forget"/>: the options too, as if nothing had been called.</summary>
    public static async Task ShutdownAsync(TimeSpan? timeout, bool forget)
    {
        MlflowTracer[] all;
        lock (Gate)
        {
            _installation?.Dispose();
            _installation = null;
            all = All();
            if (forget)
            {
                _options = new MlflowOptions();
                _disabled = false;
                _tracer = null;
                _last = new LastTrace();
                _past = new TracingStatistics();
                Retired.Clear();
            }
        }

        foreach (var tracer in all)
        {
            await tracer.ShutdownAsync(timeout).ConfigureAwait(false);

            // Until it is forgotten it can still be asked for traces.
            if (forget) await tracer.DisposeAsync().ConfigureAwait(false);
        }
    }

    private static MlflowOptions Changed(Action<MlflowOptions>? configure)
    {
        var options = _options.Copy();
        configure?.Invoke(options);
        return options;
    }

    /// <summary>Goes on with these options; when one is wrong, with those of before.</summary>
    private static void Start(MlflowOptions options, bool install)
    {
        var next = new MlflowTracer(options) { LastTrace = _last, IsOfTheDoor = true };
        _options = options;
        Replace(next);

        // The new hooks first: with none in place, what runs at this moment would be cut off.
        var hooks = _installation;
        _installation = install ? Install(next) : null;
        hooks?.Dispose();
    }

    private static void Replace(MlflowTracer next)
    {
        if (_disabled) next.Disable();
        if (_tracer is { } last)
        {
            Retired.Add(last);
            _ = Background.Start(() => Task.Run(() => RetireAsync(last)));
        }

        Volatile.Write(ref _tracer, next);
    }

    /// <summary>Shuts a tracer down once its last trace has ended; until then it goes on delivering.</summary>
    private static async Task RetireAsync(MlflowTracer last)
    {
        try
        {
            using var timer = new PeriodicTimer(TimeSpan.FromSeconds(1), last.Options.TimeProvider);
            while (!last.LiveTraces.IsEmpty) await timer.WaitForNextTickAsync().ConfigureAwait(false);
            await last.FlushAsync().ConfigureAwait(false);
            await last.DisposeAsync().ConfigureAwait(false);
        }
        catch (Exception failure)
        {
            SelfLog.ReportWords("autolog", failure);
        }

        lock (Gate)
        {
            // Not there any more after a reset: then nobody counts it.
            if (Retired.Remove(last)) _past = _past.Plus(last.Statistics);
        }
    }

    private static Installation Install(MlflowTracer tracer) => new(tracer, IntegrationDiscovery.Find(tracer.Options));

    /// <summary>The tracer, and those that still deliver what began before it.</summary>
    private static MlflowTracer[] All()
    {
        lock (Gate) return _tracer is { } tracer ? [.. Retired, tracer] : [.. Retired];
    }
}
