namespace MlflowAutolog.Tracing.Delivery;

/// <summary>Starts work that belongs to no caller: it must not carry the ambient values (activity, logging scope) of whoever came first.</summary>
internal static class Background
{
    public static T Start<T>(Func<T> start)
    {
        if (ExecutionContext.IsFlowSuppressed()) return start();
        using (ExecutionContext.SuppressFlow()) return start();
    }
}
