namespace MlflowAutolog.Tracing.Processing.Pii;

/// <summary>What a word beside a number says of it.</summary>
[Flags]
internal enum WordMeaning : byte
{
    None = 0,
    Version = 1,
    Phone = 2,

    /// <summary>The number of something else: an order, an article.</summary>
    Other = 4,

    Address = 8,

    /// <summary>Says nothing; the word beyond it does.</summary>
    Connector = 16,

    /// <summary>A connector before a place: <c>from 5.9.12.77</c>.</summary>
    Place = 32,

    /// <summary>What is counted: <c>123456 times</c>.</summary>
    Counted = 64,

    /// <summary>No value of an option, but prose about it.</summary>
    Prose = 128,
}
