using MlflowAutolog.Fuzzing.Corpus;
using MlflowAutolog.Fuzzing.Mutations;
using MlflowAutolog.Wire;

namespace MlflowAutolog.Fuzzing.Running;

/// <summary>A wire format and the inputs made for it.</summary>
internal sealed class FuzzTarget
{
    private static readonly Lazy<IReadOnlyList<Sample>> Corpus = new(() => [.. GoldenSamples.All, .. WrittenSamples.All]);
    private readonly Mutator _mutator;

    private FuzzTarget(IWireFormat format)
    {
        Format = format;
        Samples = [.. Corpus.Value.Where(sample => format.MatchesPath(sample.Path.Split('?')[0]))];
        if (Samples.Count == 0) throw new InvalidOperationException($"No exchange to start from for {Name}: write one in {nameof(WrittenSamples)}.");
        _mutator = new Mutator(Samples, Corpus.Value);
    }

    public static IEnumerable<FuzzTarget> All => WireFormats.All.Select(format => new FuzzTarget(format));

    /// <summary>That of its type; of its span where several formats are of one type.</summary>
    public string Name => WireFormats.All.Count(format => format.GetType() == Format.GetType()) > 1 ? Format.SpanName : Format.GetType().Name.Replace("Format", "", StringComparison.Ordinal);

    public IWireFormat Format { get; }

    public IReadOnlyList<Sample> Samples { get; }

    public static FuzzTarget Named(string name) => All.First(target => target.Name == name);

    public FuzzInput Make(int seed, long number) => _mutator.Make(seed, number);
}
