using System.Collections.Immutable;
using MlflowAutolog.Tracing.Propagation;
using MlflowAutolog.Tracing.Recording;
using MlflowAutolog.Tracing.Rest;

namespace MlflowAutolog.HttpTap;

/// <summary>Puts our header on requests to listed hosts, and takes it off those that a redirect or a retry leads elsewhere.</summary>
internal static class TraceHeader
{
    private static readonly HttpRequestOptionsKey<bool> Written = new("MlflowAutolog.TraceHeader");

    /// <param name="request">About to go out.</param>
    /// <param name="owners">Each tells its own hosts of its own spans.</param>
    /// <param name="call">The span of the request itself, where it is a model call.</param>
    public static void Write(HttpRequestMessage request, ImmutableArray<HttpTapOwner> owners, MlflowSpan? call)
    {
        if (request.RequestUri is not { IsAbsoluteUri: true } url) return;

        // The handler sends the same message, headers and all, to where a redirect points.
        if (request.Options.TryGetValue(Written, out _)) request.Headers.Remove(TracingHeaders.Own);
        else if (request.Headers.NonValidated.Contains(TracingHeaders.Own)) return;

        foreach (var owner in owners)
        {
            if (owner.Hosts?.Contains(url) is not true || ValueFor(owner, call) is not { } value) continue;
            if (request.Options.TryGetValue(MlflowHttp.Own, out var own) && own) return;
            request.Options.Set(Written, true);
            request.Headers.TryAddWithoutValidation(TracingHeaders.Own, value);
            return;
        }
    }

    private static string? ValueFor(HttpTapOwner owner, MlflowSpan? call)
    {
        var span = call is { IsRecording: true } && call.Tracer == owner.Tracer ? call : AmbientSpan.Find(owner.Tracer);
        if (TracingHeaders.ValueFor(span) is not { } value) return null;
        return owner.Tracer.Options.PropagationKey is { } key ? HeaderSignature.Sign(value, key, owner.Time.GetUtcNow()) : value;
    }
}
