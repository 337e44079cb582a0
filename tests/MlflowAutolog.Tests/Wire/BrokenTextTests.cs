using System.Text;
using MlflowAutolog.Exchanges;
using MlflowAutolog.Fuzzing;
using MlflowAutolog.Fuzzing.Running;
using MlflowAutolog.Wire;
using Shouldly;
using Xunit;

namespace MlflowAutolog.Tests.Wire;

/// <summary>What the fuzzing found: bytes that are no text, where a text is expected.</summary>
public sealed class BrokenTextTests
{
    private const string Request = """{"model":"m","messages":[{"role":"user","content":"Hi"}]}""";
    private const string Reply = """{"choices":[{"index":0,"message":{"role":"assistant","content":"Hello"}}]}""";

    [Fact]
    public void A_byte_of_the_request_that_is_no_text_leaves_the_rest_readable() => Check(Broken(Request), Encoding.UTF8.GetBytes(Reply));

    [Fact]
    public void A_byte_of_the_reply_that_is_no_text_leaves_the_rest_readable() => Check(Encoding.UTF8.GetBytes(Request), Broken(Reply));

    [Fact]
    public void A_name_that_is_half_a_surrogate_pair_leaves_the_rest_readable()
        => Check(Encoding.UTF8.GetBytes(Request.Replace("\"role\"", "\"\\ud800\"", StringComparison.Ordinal)), Encoding.UTF8.GetBytes(Reply.Replace("\"index\"", "\"\\ud800\"", StringComparison.Ordinal)));

    [Fact]
    public void A_piece_of_sound_that_is_half_a_surrogate_pair_costs_itself_alone()
        => Verdict.Of(FuzzTarget.Named("Speech").Format, new FuzzInput
        {
            Path = "/v1/audio/speech",
            Request = Encoding.UTF8.GetBytes("""{"model":"m","input":"a"}"""),
            RequestType = "application/json",
            Reply = Encoding.UTF8.GetBytes("data: {\"type\":\"speech.audio.delta\",\"audio\":\"\\ud83d\"}\n\ndata: {\"type\":\"speech.audio.done\"}\n\n"),
            ReplyType = "text/event-stream",
            Status = 200,
            CapturesContent = true,
            MaxBodyBytes = 1 << 20,
            Pieces = 1,
        });

    [Fact]
    public void An_event_of_very_many_lines_is_joined_without_copying_it_for_each()
    {
        byte[] body = [.. Enumerable.Repeat("data:\n"u8.ToArray(), 50_000).SelectMany(line => line)];
        var before = GC.GetAllocatedBytesForCurrentThread();
        var events = new ServerSentEvents(body);
        events.MoveNext().ShouldBeTrue();
        events.Data.Length.ShouldBe(49_999);
        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBeLessThan(body.Length);
    }

    private static byte[] Broken(string json) => [.. Encoding.UTF8.GetBytes(json).Select(b => b == (byte)'H' ? (byte)0xFF : b)];

    private static void Check(byte[] request, byte[] reply) => Verdict.Of(FuzzTarget.Named("Chat").Format, new FuzzInput
    {
        Path = "/v1/chat/completions",
        Request = request,
        RequestType = "application/json",
        Reply = reply,
        ReplyType = "application/json",
        Status = 200,
        End = ExchangeEnd.Complete,
        CapturesContent = true,
        MaxBodyBytes = 1 << 20,
        Pieces = 100,
    });
}
