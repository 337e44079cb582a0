using MlflowAutolog.Tracing.Rest.Traces.Filters;

namespace MlflowAutolog;

/// <summary>An attribute of a span in <see cref="MlflowTraceFilter"/>. MLflow looks for it in the span's JSON text, so a span without it, or with another value, cannot be asked for.</summary>
public sealed class TraceSpanAttributeField
{
    private readonly string _identifier;

    internal TraceSpanAttributeField(string identifier) => _identifier = identifier;

    /// <summary>The attribute is that text.</summary>
    public MlflowTraceFilter EqualTo(string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        return Matches($"^{AttributePattern.Of(value)}$");
    }

    /// <summary>The attribute is that number, recorded as a whole one.</summary>
    public MlflowTraceFilter EqualTo(long value) => Is(FormattableString.Invariant($"{value}"));

    /// <summary>The attribute is that number, recorded as one with a fraction: 5 is none, 5.0 is.</summary>
    public MlflowTraceFilter EqualTo(double value) => Is(PythonNumber.Of(value));

    /// <summary>The attribute is that flag.</summary>
    public MlflowTraceFilter EqualTo(bool value) => Is(value ? "true" : "false");

    /// <summary>The attribute is a text with this in it; case matters.</summary>
    public MlflowTraceFilter Contains(string text)
    {
        ArgumentException.ThrowIfNullOrEmpty(text);
        return Matches($"^{AttributePattern.Anything}{AttributePattern.Of(text)}");
    }

    private MlflowTraceFilter Matches(string pattern) => new($"{_identifier} RLIKE {FilterText.Quote(pattern)}");

    /// <summary>MLflow puts the attribute's quoted key in front of the pattern: together they are how the span's JSON writes it.</summary>
    private MlflowTraceFilter Is(string scalar) => new($"{_identifier} LIKE {FilterText.Quote($": \"{scalar}\"")}");
}
