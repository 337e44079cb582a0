namespace MlflowAutolog.Tracing.Wire.Otlp;

/// <summary>Field numbers of OTLP 1.x, nested as its messages are. Only what is written.</summary>
internal static class OtlpFields
{
    public const int ResourceSpans = 1;

    internal static class ResourceSpan
    {
        public const int Resource = 1, ScopeSpans = 2;
        public const int ResourceAttributes = 1;
    }

    internal static class ScopeSpan
    {
        public const int Scope = 1, Spans = 2;
        public const int ScopeName = 1;
    }

    internal static class Span
    {
        public const int TraceId = 1, SpanId = 2, ParentSpanId = 4, Name = 5, Start = 7, End = 8, Attributes = 9, Events = 11, Links = 13, Status = 15;
    }

    internal static class Event
    {
        public const int Time = 1, Name = 2, Attributes = 3;
    }

    internal static class Link
    {
        public const int TraceId = 1, SpanId = 2, Attributes = 4;
    }

    internal static class Status
    {
        public const int Message = 2, Code = 3;
    }

    internal static class KeyValue
    {
        public const int Key = 1, Value = 2;
    }

    internal static class AnyValue
    {
        public const int Text = 1, Flag = 2, Integer = 3, Number = 4, Array = 5, KeyValueList = 6;
        public const int Values = 1;
    }
}
