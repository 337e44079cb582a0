namespace MlflowAutolog;

/// <content>Traces that go on in another process, and where traces go.</content>
public sealed partial class MlflowOptions
{
    /// <summary>Hosts whose servers are told, by the header <c>mlflow-traceparent</c>, which span an HttpClient's request comes from. <c>MLFLOW_AUTOLOG_PROPAGATE_TO</c>, with commas between.</summary>
    /// <value>
    /// Default: none. An entry is a host (<c>orders.internal</c>), a host and its port (<c>localhost:5001</c>), a domain (<c>*.internal</c>: all below it), or <c>*</c>. The latter two
    /// leave out the model vendors that are known; such a host is told only when it is named itself.
    /// </value>
    public IList<string> PropagateTo { get; private set; } = [];

    /// <summary>Whether requests that come in to ASP.NET Core with the header <c>mlflow-traceparent</c> continue the sender's trace. <c>MLFLOW_AUTOLOG_CONTINUE_INCOMING_TRACES</c>.</summary>
    /// <value>Default <see langword="false"/>: whoever sends that header can add spans to any trace, and decides whether is recorded. Set a <see cref="PropagationKey"/> where not all callers are yours.</value>
    public bool? ContinueIncomingTraces { get; set; }

    /// <summary>A secret that your services share: <c>mlflow-traceparent</c> is signed with it, and taken only when it is signed with it, at most 5 minutes ago. <c>MLFLOW_AUTOLOG_PROPAGATION_KEY</c>. Never recorded or logged.</summary>
    /// <value>16 characters or more; default: none, the header is not signed and every one is taken.</value>
    public string? PropagationKey { get; set; }

    /// <summary>Where traces go, in place of <see cref="Experiment"/> and <see cref="ExperimentId"/>. <c>MLFLOW_TRACING_DESTINATION</c>, the id of an experiment.</summary>
    public TraceLocation? Destination { get; set; }
}
