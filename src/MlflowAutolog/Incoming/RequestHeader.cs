using System.Reflection;

namespace MlflowAutolog.Incoming;

/// <summary>Reads a header of an ASP.NET Core request without a reference to ASP.NET Core.</summary>
/// <remarks>Each type and property is named by a literal, which the trimmer understands: what is read here is kept, and found, also in an application compiled ahead of time.</remarks>
internal static class RequestHeader
{
    // Null where the framework has changed: then there is nothing to read.
    private static readonly PropertyInfo? Context =
        Type.GetType("Microsoft.AspNetCore.Hosting.HostingApplicationDiagnostics+DeprecatedRequestData, Microsoft.AspNetCore.Hosting")?.GetProperty("httpContext");

    private static readonly PropertyInfo? Request = Type.GetType("Microsoft.AspNetCore.Http.HttpContext, Microsoft.AspNetCore.Http.Abstractions")?.GetProperty("Request");

    private static readonly PropertyInfo? Headers = Type.GetType("Microsoft.AspNetCore.Http.HttpRequest, Microsoft.AspNetCore.Http.Abstractions")?.GetProperty("Headers");

    private static readonly PropertyInfo? Value = Type.GetType("Microsoft.AspNetCore.Http.IHeaderDictionary, Microsoft.AspNetCore.Http.Features")?.GetProperty("Item");

    /// <param name="payload">Of the event at the beginning of a request.</param>
    /// <param name="name">The header's name.</param>
    /// <returns>Its value; empty or <see langword="null"/> when the request has none.</returns>
    public static string? Read(object? payload, string name)
        => payload is not null && Headers?.GetValue(Request?.GetValue(Context?.GetValue(payload))) is { } headers ? Value?.GetValue(headers, [name])?.ToString() : null;
}
