namespace MlflowAutolog.Tracing.Values.Shapes;

/// <summary>Whether this application was trimmed: then members of its types may be gone, and an object that seems to have none may only have lost them.</summary>
internal static class Trimming
{
    /// <summary>No switch of the runtime tells it, so it is tried: a property that nothing in the program names is the first that the trimmer takes.</summary>
    public static bool IsOn { get; } = TypeMembers.Of(new Witness().GetType()).Length == 0;

    private sealed class Witness
    {
        public int Unnamed { get; } = 1;
    }
}
