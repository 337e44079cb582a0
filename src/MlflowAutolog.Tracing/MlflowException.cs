namespace MlflowAutolog;

/// <summary>Wrong configuration, or an explicit call to MLflow that failed. Hooks and spans never throw it.</summary>
public class MlflowException : Exception
{
    /// <summary>Makes an exception without a message.</summary>
    public MlflowException()
    {
    }

    /// <summary>Makes an exception whose message says what was wrong, where, and what to do.</summary>
    public MlflowException(string message)
        : base(message)
    {
    }

    /// <summary>Makes an exception with its cause.</summary>
    public MlflowException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }

    /// <summary>MLflow's error code, for example <c>RESOURCE_DOES_NOT_EXIST</c>; <see langword="null"/> when the server gave none.</summary>
    public string? ErrorCode { get; init; }

    /// <summary>The HTTP status of the server's reply; <see langword="null"/> when there was no reply.</summary>
    public int? StatusCode { get; init; }
}
