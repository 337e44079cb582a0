namespace MlflowAutolog.TestSupport.Goldens;

/// <summary>Which .NET class means what a Python class of exceptions means.</summary>
internal static class ExceptionNames
{
    /// <summary>A class that the program defines itself keeps its name, with or without .NET's ending.</summary>
    private static readonly Dictionary<string, string[]> Counterparts = new()
    {
        ["APIConnectionError"] = ["ClientResultException", "HttpRequestException", "AggregateException", "SocketException"],
        ["APIError"] = ["ClientResultException", "ResponseFailed", "HttpRequestException"],
        ["APITimeoutError"] = ["TaskCanceledException", "OperationCanceledException", "TimeoutException", "AggregateException"],
        ["AuthenticationError"] = ["ClientResultException", "HttpOperationException"],
        ["BadRequestError"] = ["ClientResultException", "HttpOperationException", "RequestFailedException"],
        ["InternalServerError"] = ["ClientResultException", "HttpOperationException", "RequestFailedException"],
        ["NotFoundError"] = ["ClientResultException", "HttpOperationException", "RequestFailedException"],
        ["RateLimitError"] = ["ClientResultException", "HttpOperationException", "RequestFailedException"],
        ["RemoteProtocolError"] = ["HttpIOException", "IOException", "HttpRequestException", "ClientResultException"],
        ["KeyError"] = ["KeyNotFoundException"],
        ["RecursionError"] = ["InsufficientExecutionStackException"],
        ["RuntimeError"] = ["InvalidOperationException"],
        ["TimeoutError"] = ["TimeoutException", "TaskCanceledException", "OperationCanceledException"],
        ["TypeError"] = ["ArgumentException", "InvalidCastException"],
        ["ValueError"] = ["ArgumentException", "FormatException", "InvalidOperationException"],
        ["ZeroDivisionError"] = ["DivideByZeroException"],
    };

    public static bool MeanTheSame(string python, string dotnet)
    {
        var expected = ShortName(python);
        var actual = ShortName(dotnet);
        if (expected == actual) return true;
        return Counterparts.TryGetValue(expected, out var names) ? names.Contains(actual) : WithoutEnding(expected) == WithoutEnding(actual);
    }

    private static string ShortName(string name) => name[(name.LastIndexOf('.') + 1)..];

    private static string WithoutEnding(string name)
        => name.EndsWith("Exception", StringComparison.Ordinal) ? name[..^"Exception".Length]
            : name.EndsWith("Error", StringComparison.Ordinal) ? name[..^"Error".Length] : name;
}
