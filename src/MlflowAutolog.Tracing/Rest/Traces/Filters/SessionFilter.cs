namespace MlflowAutolog.Tracing.Rest.Traces.Filters;

/// <summary>Finds a session whatever its name: applications take theirs from elsewhere.</summary>
internal static class SessionFilter
{
    /// <summary>Finds the traces of the session, and perhaps of others: look at what comes.</summary>
    public static TraceFilter Of(string session)
        => session.Contains('\'') || session.EndsWith('\\') ? TraceFilter.Session.Like(session.Replace('\'', '_').Replace('\\', '_')) : TraceFilter.Session == session;
}
