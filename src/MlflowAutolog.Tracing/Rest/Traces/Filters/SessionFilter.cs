namespace MlflowAutolog.Tracing.Rest.Traces.Filters;

/// <summary>Finds a session whatever its name: applications take theirs from elsewhere.</summary>
internal static class SessionFilter
{
    /// <summary>Finds the traces of the session, and perhaps of others: look at what comes.</summary>
    public static MlflowTraceFilter Of(string session)
        => session.Contains('\'') || session.EndsWith('\\') ? MlflowTraceFilter.Session.Like(session.Replace('\'', '_').Replace('\\', '_')) : MlflowTraceFilter.Session == session;
}
