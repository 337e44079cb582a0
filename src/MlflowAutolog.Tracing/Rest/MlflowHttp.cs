using System.Net.Http.Headers;
using System.Reflection;
using System.Text;

namespace MlflowAutolog.Tracing.Rest;

/// <summary>The one place where requests to MLflow leave the process. Thread-safe.</summary>
internal sealed class MlflowHttp : IDisposable
{
    /// <summary>Marks our own requests, so that the tap does not trace them.</summary>
    public static readonly HttpRequestOptionsKey<bool> Own = new("MlflowAutolog.Own");

    /// <summary>MLflow's Python client waits no longer either; what asks for more is a mistake, and more than a timer may hold.</summary>
    private static readonly TimeSpan LongestRetryAfter = TimeSpan.FromSeconds(120);

    private static readonly string Version = ReadVersion();
    private readonly Lazy<HttpClient> _client;
    private readonly AuthenticationHeaderValue? _credentials;
    private readonly TimeSpan _timeout;
    private readonly TimeProvider _time;

    /// <param name="options">Resolved, with a tracking URI.</param>
    public MlflowHttp(MlflowOptions options)
    {
        Server = new Uri(options.TrackingUri!.TrimEnd('/') + "/");
        _timeout = options.RequestTimeout!.Value;
        _time = options.TimeProvider;
        _credentials = CredentialsOf(options);
        // Made by the first request, in the background: loading the HTTP stack is most of what the start of tracing would cost its caller.
        _client = new Lazy<HttpClient>(() => new HttpClient(options.HttpHandler?.Invoke() ?? DefaultHandler()) { Timeout = Timeout.InfiniteTimeSpan });
    }

    /// <summary>The tracking URI, with its path prefix and a slash at the end. Without credentials.</summary>
    public Uri Server { get; }

    /// <summary>Sends; whatever goes wrong is in the reply. Throws only when <paramref name="cancellationToken"/> does.</summary>
    public async Task<MlflowReply> SendAsync(MlflowCall call, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(_timeout, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await SendOnceAsync(call, either.Token).ConfigureAwait(false);
            }
            catch (HttpRequestException exception) when (attempt == 1 && call.Repeatable && BrokeBeforeReply(exception))
            {
                // MLflow's server closes connections that idle for five seconds; a request that meets that moment is simply sent again.
            }
            catch (HttpRequestException exception)
            {
                return new MlflowReply(0, default, exception.InnerException?.Message ?? exception.Message);
            }
            catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
            {
                return new MlflowReply(0, default, $"no reply within {_timeout.TotalSeconds:0.###} s");
            }
        }
    }

    public void Dispose()
    {
        if (_client.IsValueCreated) _client.Value.Dispose();
    }

    private async Task<MlflowReply> SendOnceAsync(MlflowCall call, CancellationToken cancellationToken)
    {
        using var request = Build(call);
        using var response = await _client.Value.SendAsync(request, cancellationToken).ConfigureAwait(false);
        var body = await response.Content.ReadAsByteArrayAsync(cancellationToken).ConfigureAwait(false);
        return new MlflowReply((int)response.StatusCode, body) { RetryAfter = RetryAfter(response.Headers.RetryAfter) };
    }

    private HttpRequestMessage Build(MlflowCall call)
    {
        var request = new HttpRequestMessage(call.Method, new Uri(Server, call.Path));
        request.Options.Set(Own, true);
        request.Headers.Authorization = _credentials;
        request.Headers.TryAddWithoutValidation("User-Agent", "mlflow-autolog-dotnet/" + Version);
        request.Headers.TryAddWithoutValidation("X-MLflow-Client-Version", Version);
        if (call.ExperimentId is not null) request.Headers.TryAddWithoutValidation("x-mlflow-experiment-id", call.ExperimentId);
        if (call.Body is not { } body) return request;
        // Content of known length only: MLflow reads a chunked body as empty.
        request.Content = new ReadOnlyMemoryContent(body);
        request.Content.Headers.ContentType = new MediaTypeHeaderValue(call.ContentType);
        return request;
    }

    private TimeSpan? RetryAfter(RetryConditionHeaderValue? header)
    {
        var wait = header?.Delta ?? header?.Date - _time.GetUtcNow();
        if (wait > LongestRetryAfter) return LongestRetryAfter;
        return wait > TimeSpan.Zero ? wait : null;
    }

    private static bool BrokeBeforeReply(HttpRequestException exception)
        => exception.HttpRequestError == HttpRequestError.ResponseEnded || (exception.HttpRequestError == HttpRequestError.Unknown && exception.InnerException is IOException);

    private static SocketsHttpHandler DefaultHandler() => new()
    {
        // Below the five seconds after which MLflow's server closes an idle connection.
        PooledConnectionIdleTimeout = TimeSpan.FromSeconds(3),
        // No span and no traceparent of whoever else traces in this process.
        ActivityHeadersPropagator = null,
        UseCookies = false,
    };

    private static AuthenticationHeaderValue? CredentialsOf(MlflowOptions options)
    {
        if (options.Username is not null || options.Password is not null)
            return new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{options.Username}:{options.Password}")));
        return options.Token is null ? null : new AuthenticationHeaderValue("Bearer", options.Token);
    }

    private static string ReadVersion()
    {
        var text = typeof(MlflowHttp).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "0";
        return text.Split('+')[0];
    }
}
