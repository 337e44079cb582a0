namespace MlflowAutolog;

/// <summary>The stored traces of one session (conversation).</summary>
/// <param name="Id">The session, as the application named it.</param>
/// <param name="Traces">Its traces, the oldest first.</param>
public sealed record TraceSession(string Id, IReadOnlyList<MlflowTrace> Traces);
