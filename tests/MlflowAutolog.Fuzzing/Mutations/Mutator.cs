using MlflowAutolog.Exchanges;
using MlflowAutolog.Fuzzing.Corpus;

namespace MlflowAutolog.Fuzzing.Mutations;

/// <summary>Makes an input out of good exchanges. The same number makes the same input, in any process.</summary>
/// <param name="samples">Of the format.</param>
/// <param name="all">Of all formats, to take pieces from.</param>
internal sealed class Mutator(IReadOnlyList<Sample> samples, IReadOnlyList<Sample> all)
{
    private static readonly string?[] Types =
    [
        Sample.Json, Sample.Events, "text/event-stream; charset=utf-8", "text/plain", "text/plain; charset=utf-16", "text/vtt", "audio/mpeg", "audio/", "image/png", "application/octet-stream", "", null,
        WrittenForm.Type, "multipart/form-data; boundary=", "multipart/form-data; boundary=b; charset=\"", "multipart/form-data",
    ];

    private static readonly string?[] Encodings = ["gzip", "deflate", "br", "gzip, br", "identity", "x"];
    private static readonly int[] Statuses = [200, 201, 400, 401, 429, 500, 503, 0];
    private static readonly ExchangeEnd[] Ends = Enum.GetValues<ExchangeEnd>();

    public FuzzInput Make(int seed, long number)
    {
        var random = new Random(unchecked(seed * 1_000_003 + (int)number));
        var sample = random.Any(samples);
        return new FuzzInput
        {
            Path = sample.Path,
            Request = random.Next(3) == 0 ? Mutate(sample.Request, random.Any(all).Request, random) : sample.Request.Bytes,
            RequestType = random.Next(20) == 0 ? random.Any(Types) : sample.RequestType,
            Reply = random.Next(8) == 0 ? sample.Reply.Bytes : Mutate(sample.Reply, random.Any(all).Reply, random),
            ReplyType = random.Next(12) == 0 ? random.Any(Types) : sample.ReplyType,
            Encoding = random.Next(25) == 0 ? random.Any(Encodings) : null,
            Status = random.Next(15) == 0 ? random.Any(Statuses) : sample.Status,
            End = random.Next(4) == 0 ? random.Any(Ends) : ExchangeEnd.Complete,
            MaxBodyBytes = random.Next(5) == 0 ? random.Next(1, 600) : 1 << 20,
            CapturesContent = random.Next(6) > 0,
            CapturesVectors = random.Next(2) == 0,
            Pieces = random.Next(4) == 0 ? 1 : random.Next(1, 2_000),
        };
    }

    private static byte[] Mutate(Body body, Body other, Random random)
    {
        var bytes = random.Next(4) > 0 ? JsonMutations.Apply(body, other, random) : body.Bytes;
        if (random.Next(3) == 0) bytes = EventMutations.Apply(bytes, other, random);
        for (var count = random.Next(4); count > 1; count--) bytes = ByteMutations.Apply(bytes, other, random);
        return random.Next(400) == 0 ? ByteMutations.Amplify(bytes, random) : bytes;
    }
}
