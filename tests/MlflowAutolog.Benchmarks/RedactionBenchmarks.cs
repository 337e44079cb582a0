using System.Text;
using BenchmarkDotNet.Attributes;
using MlflowAutolog.Tracing.Model;
using MlflowAutolog.Tracing.Processing;
using MlflowAutolog.Tracing.Processing.Pii;

namespace MlflowAutolog.Benchmarks;

/// <summary>The PII pack over 20 kB: a chat as it goes to the model, the same without numbers, one with something to find in every message, and lines of a log.</summary>
public class RedactionBenchmarks
{
    private const int Messages = 20;

    private static readonly PiiRedactor Pack = new(PiiKinds.All);

    private static readonly JsonText Clean = Chat("Thank you for the quick reply, that was well explained (see page 12). Could you tell me, please, what happens to order 2024-0012345 when the parcel has not arrived by Friday?");

    private static readonly JsonText Dirty = Chat("My name is Anna, write to anna@example.com or call +49 30 1234567; the card was 4111 1111 1111 1111 and my account DE89 3704 0044 0532 0130 00, I think, so far so good.");

    private static readonly JsonText WithoutNumbers = Chat("Thank you for the quick reply, that was well explained. Could you tell me, please, what happens to the order when the parcel has not arrived by Friday, and whom we should ask?");

    private static readonly JsonText Log = Chat("2024-07-18T12:34:56.789Z INFO [1037] request 7007919 took 13 ms, status 200, 3163 bytes, order 2024-0012346");

    [Benchmark]
    public int Nothing_to_find() => JsonTexts.Redact(Clean, Pack).Length;

    [Benchmark]
    public int Nothing_to_find_and_no_numbers() => JsonTexts.Redact(WithoutNumbers, Pack).Length;

    [Benchmark]
    public int Lines_of_a_log() => JsonTexts.Redact(Log, Pack).Length;

    [Benchmark]
    public int Four_finds_in_every_message() => JsonTexts.Redact(Dirty, Pack).Length;

    private static JsonText Chat(string sentence)
    {
        const int MessageLength = 960;
        var content = string.Concat(Enumerable.Repeat(sentence + " ", MessageLength / sentence.Length + 1))[..MessageLength];
        var messages = string.Join(',', Enumerable.Range(0, Messages).Select(i => $$"""{"role":"{{(i % 2 == 0 ? "user" : "assistant")}}","content":"{{content}}"}"""));
        return new JsonText(Encoding.UTF8.GetBytes($$"""{"model":"gpt-4o-mini","messages":[{{messages}}]}"""));
    }
}
