namespace MlflowAutolog.OpenAI.Tests.WrappedEqualsBare;

/// <summary>How much of a reply the caller takes.</summary>
internal enum Reads
{
    All,

    /// <summary>The first item, or of a reply as it comes the first bytes; then it is disposed of.</summary>
    First,

    /// <summary>The first item; then the call is cancelled and the next one asked for.</summary>
    UntilCancelled,
}
