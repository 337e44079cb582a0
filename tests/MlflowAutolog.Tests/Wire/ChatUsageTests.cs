using System.Text.Json;
using MlflowAutolog.Wire.OpenAI.Chat;
using Shouldly;
using Xunit;

namespace MlflowAutolog.Tests.Wire;

/// <summary>Where servers put the tokens of a call.</summary>
public sealed class ChatUsageTests
{
    [Theory]
    [InlineData("""{"usage":{"prompt_tokens":9,"completion_tokens":3,"total_tokens":12,"prompt_tokens_details":{"cached_tokens":4},"prompt_cache_hit_tokens":5}}""", 4L, null)]
    [InlineData("""{"usage":{"prompt_tokens":9,"completion_tokens":3,"total_tokens":12,"prompt_cache_hit_tokens":5,"prompt_cache_miss_tokens":4}}""", 5L, null)]
    [InlineData("""{"usage":{"prompt_tokens":9,"completion_tokens":3,"prompt_tokens_details":null,"cache_read_input_tokens":6,"cache_creation_input_tokens":2}}""", 6L, 2L)]
    [InlineData("""{"choices":[],"x_groq":{"id":"r","usage":{"queue_time":0.1,"prompt_tokens":9,"completion_tokens":3,"total_tokens":12}}}""", null, null)]
    [InlineData("""{"choices":[{"index":0,"usage":{"prompt_tokens":9,"completion_tokens":3,"total_tokens":12,"cached_tokens":7}}],"usage":null}""", 7L, null)]
    [InlineData("""{"usage":{"prompt_tokens":9.0,"completion_tokens":3.0}}""", null, null)]
    public void Tokens_are_found(string reply, long? read, long? created)
        => Of(reply).ShouldBe(new TokenUsage(9, 3) { CacheReadInputTokens = read, CacheCreationInputTokens = created });

    [Fact]
    public void A_total_that_is_told_counts_though_it_is_no_sum()
        => Of("""{"usage":{"prompt_tokens":9,"completion_tokens":3,"total_tokens":40}}""")!.Value.TotalTokens.ShouldBe(40);

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"usage":{}}""")]
    [InlineData("""{"usage":[1]}""")]
    [InlineData("""{"usage":{"prompt_tokens":"9"}}""")]
    [InlineData("""{"usage":null,"choices":[null,1,{}]}""")]
    [InlineData("7")]
    public void No_tokens_are_none(string reply) => Of(reply).ShouldBeNull();

    private static TokenUsage? Of(string reply)
    {
        using var document = JsonDocument.Parse(reply);
        return ChatUsage.Of(document.RootElement);
    }
}
