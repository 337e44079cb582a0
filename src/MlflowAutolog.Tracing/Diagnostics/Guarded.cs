namespace MlflowAutolog.Tracing.Diagnostics;

/// <summary>The one place where our own failures, and those of values the application hands us, stop: reported, never thrown on.</summary>
internal static class Guarded
{
    public static void Run<TState>(string kind, TState state, Action<TState> work)
    {
        try
        {
            work(state);
        }
        catch (Exception failure)
        {
            SelfLog.Report(kind, failure);
        }
    }

    public static TResult Run<TState, TResult>(string kind, TState state, Func<TState, TResult> work, TResult otherwise)
    {
        try
        {
            return work(state);
        }
        catch (Exception failure)
        {
            SelfLog.Report(kind, failure);
            return otherwise;
        }
    }
}
