using MlflowAutolog.Tracing.Propagation;

namespace MlflowAutolog.Incoming;

/// <summary>Hears ASP.NET Core: a request with our header lets the sender's trace go on until it is answered.</summary>
/// <remarks>
/// The events <c>Hosting.BeginRequest</c> and <c>Hosting.EndRequest</c> are used and not <c>HttpRequestIn</c>: they are raised without an Activity, and within the flow of the request.
/// Nothing thrown here reaches the request.
/// </remarks>
internal sealed class IncomingRequests(MlflowTracer tracer) : IObserver<KeyValuePair<string, object?>>
{
    private const string Begin = "Microsoft.AspNetCore.Hosting.BeginRequest";
    private const string End = "Microsoft.AspNetCore.Hosting.EndRequest";
    private const string Failure = "Microsoft.AspNetCore.Hosting.UnhandledException";
    private readonly AsyncLocal<IDisposable?> _continued = new();

    /// <summary>The framework's question whether to raise an event. For its Activity: never because of us.</summary>
    public static bool IsEnabled(string name, object? context, object? unused) => name is Begin or End or Failure;

    public void OnNext(KeyValuePair<string, object?> value)
    {
        try
        {
            if (value.Key is Begin)
            {
                if (IncomingTrace.Enter(tracer, RequestHeader.Read(value.Value, TracingHeaders.Own)) is { } continued) _continued.Value = continued;
            }
            else if (_continued.Value is { } continued)
            {
                _continued.Value = null;
                continued.Dispose();
            }
        }
        catch (Exception failure)
        {
            SelfLog.Report("incoming", failure);
        }
    }

    public void OnCompleted()
    {
    }

    public void OnError(Exception error)
    {
    }
}
