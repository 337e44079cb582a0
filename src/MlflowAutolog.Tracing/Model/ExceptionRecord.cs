namespace MlflowAutolog.Tracing.Model;

/// <summary>An exception as MLflow stores it: the event behind the UI's red mark, and the status message.</summary>
internal readonly record struct ExceptionRecord(SpanEventData Event, string StatusMessage)
{
    public static ExceptionRecord Of(Exception exception, long timeUnixNano)
        => Of(exception.GetType().Name, TextOf(exception, static e => e.Message), TextOf(exception, static e => e.ToString()), timeUnixNano);

    public static ExceptionRecord Of(string type, string message, string? stackTrace, long timeUnixNano)
    {
        List<SpanAttribute> attributes =
        [
            new(WireNames.ExceptionType, AttributeValue.Of(type)),
            new(WireNames.ExceptionMessage, AttributeValue.Of(message)),
        ];
        if (stackTrace is not null) attributes.Add(new(WireNames.ExceptionStackTrace, AttributeValue.Of(stackTrace)));
        return new ExceptionRecord(new SpanEventData(WireNames.ExceptionEvent, timeUnixNano, attributes), $"{type}: {message}");
    }

    // An exception of the application's own may throw from Message or ToString; recording it must not.
    public static string TextOf(Exception exception, Func<Exception, string?> text)
    {
        try
        {
            return text(exception) ?? "";
        }
        catch (Exception)
        {
            return exception.GetType().FullName ?? "";
        }
    }
}
