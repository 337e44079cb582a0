using System.Text.Json;
using MlflowAutolog.Tracing.Model;
using MlflowAutolog.Tracing.Values;

namespace MlflowAutolog.Tracing.Wire;

/// <summary>The attribute <see cref="WireNames.ChatTokenUsage"/> as MLflow wants it: the three sums always, as integers. A null or a text in it loses the request.</summary>
internal sealed record SpanUsage(long Input, long Output, long Total)
{
    public long? CacheRead { get; init; }

    public long? CacheCreation { get; init; }

    public long? CacheCreationAboveOneHour { get; init; }

    /// <summary>Null when there is no number of tokens in it.</summary>
    public static SpanUsage? TryRead(AttributeValue value)
    {
        if (value.Kind != AttributeKind.Json)
            return null;
        try
        {
            return Read(value.Json.Utf8.Span);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    public static SpanUsage operator +(SpanUsage left, SpanUsage right) => new(left.Input + right.Input, left.Output + right.Output, left.Total + right.Total)
    {
        CacheRead = Sum(left.CacheRead, right.CacheRead),
        CacheCreation = Sum(left.CacheCreation, right.CacheCreation),
        CacheCreationAboveOneHour = Sum(left.CacheCreationAboveOneHour, right.CacheCreationAboveOneHour),
    };

    /// <summary>In the form a user reads.</summary>
    public TokenUsage ToPublic() => new(Input, Output) { TotalTokens = Total, CacheReadInputTokens = CacheRead, CacheCreationInputTokens = CacheCreation };

    public byte[] ToJson()
    {
        var output = new JsonOutput(256);
        output.BeginObject();
        Write(output, "input_tokens", Input);
        Write(output, "output_tokens", Output);
        Write(output, "total_tokens", Total);
        Write(output, "cache_read_input_tokens", CacheRead);
        Write(output, "cache_creation_input_tokens", CacheCreation);
        Write(output, "cache_creation_input_tokens_above_1hr", CacheCreationAboveOneHour);
        output.EndObject();
        return output.ToArray();
    }

    private static SpanUsage? Read(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json, JsonRewriter.Lenient);
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
            return null;

        long? input = null, output = null, total = null, cacheRead = null, cacheCreation = null, aboveOneHour = null;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("input_tokens"u8))
                input = Number(ref reader);
            else if (reader.ValueTextEquals("output_tokens"u8))
                output = Number(ref reader);
            else if (reader.ValueTextEquals("total_tokens"u8))
                total = Number(ref reader);
            else if (reader.ValueTextEquals("cache_read_input_tokens"u8))
                cacheRead = Number(ref reader);
            else if (reader.ValueTextEquals("cache_creation_input_tokens"u8))
                cacheCreation = Number(ref reader);
            else if (reader.ValueTextEquals("cache_creation_input_tokens_above_1hr"u8))
                aboveOneHour = Number(ref reader);
            else
                Number(ref reader);
        }

        if (input is null && output is null && total is null)
            return null;
        return new(input ?? 0, output ?? 0, total ?? (input ?? 0) + (output ?? 0))
        {
            CacheRead = cacheRead,
            CacheCreation = cacheCreation,
            CacheCreationAboveOneHour = aboveOneHour,
        };
    }

    private static long? Number(ref Utf8JsonReader reader)
    {
        reader.Read();
        if (reader.TokenType != JsonTokenType.Number)
        {
            reader.Skip();
            return null;
        }

        return reader.TryGetInt64(out long whole) ? whole : reader.TryGetDouble(out double number) && Math.Abs(number) < long.MaxValue ? (long)number : null;
    }

    private static long? Sum(long? left, long? right) => left is null ? right : left + (right ?? 0);

    private static void Write(JsonOutput output, string name, long? value)
    {
        if (value is not { } number)
            return;
        output.Name(name);
        output.Number(number);
    }
}
