namespace MlflowAutolog.Exchanges;

/// <summary>What ended an exchange.</summary>
internal enum ExchangeEnd
{
    /// <summary>The reply was read to its end, or had no body.</summary>
    Complete,

    /// <summary>The reader disposed the reply before its end; a format knows whether anything was missing.</summary>
    Disposed,

    /// <summary>Sending or reading failed.</summary>
    Failed,

    /// <summary>The caller cancelled, or a timeout did.</summary>
    Cancelled,

    /// <summary>Nobody read the reply for so long that we stopped waiting.</summary>
    Expired,
}
