using System.ClientModel.Primitives;
using System.Runtime.CompilerServices;
using MlflowAutolog.OpenAI.Pipeline;

namespace MlflowAutolog;

/// <summary>Traces the model calls of one client on System.ClientModel, as the OpenAI SDK's are.</summary>
public static class MlflowOpenAIExtensions
{
    private static readonly ConditionalWeakTable<ClientPipelineOptions, CallPolicy> Traced = [];

    /// <summary>Traces the model calls of the clients that are made with these options, whatever their transport. Before or after <see cref="Mlflow.Autolog(Action{MlflowOptions})"/>; twice is once.</summary>
    /// <param name="options">The client's options, before a client is made with them.</param>
    /// <param name="tracer">Records the calls; default: the process's, as it is at each call.</param>
    /// <returns><paramref name="options"/>.</returns>
    /// <remarks>
    /// A call is one span with its attempts, and is recorded here alone: <see cref="Mlflow.Autolog(Action{MlflowOptions})"/> leaves its requests out. While tracing is off, or <c>OpenAI</c> is
    /// disabled (<see cref="MlflowOptions.Disable"/>), nothing is recorded and nothing is allocated. Requests, results, exceptions and the timing of streams are the client's own. Thread-safe.
    /// </remarks>
    /// <exception cref="InvalidOperationException">A client was made with the options before, so that System.ClientModel lets nobody change them.</exception>
    public static TOptions UseMlflowTracing<TOptions>(this TOptions options, MlflowTracer? tracer = null)
        where TOptions : ClientPipelineOptions
    {
        ArgumentNullException.ThrowIfNull(options);
        Trace(options, tracer, provider: null);
        return options;
    }

    /// <param name="options">As above.</param>
    /// <param name="tracer">As above.</param>
    /// <param name="provider">Who serves the models, where the type of the options says so.</param>
    internal static void Trace(ClientPipelineOptions options, MlflowTracer? tracer, string? provider)
    {
        lock (Traced)
        {
            if (!Traced.TryGetValue(options, out var policy))
            {
                options.AddPolicy(policy = new CallPolicy(), PipelinePosition.PerCall);
                options.AddPolicy(AttemptPolicy.Instance, PipelinePosition.BeforeTransport);
                Traced.Add(options, policy);
            }

            if (tracer is not null) policy.Tracer = tracer;
            if (provider is not null) policy.Provider = provider;
        }
    }
}
