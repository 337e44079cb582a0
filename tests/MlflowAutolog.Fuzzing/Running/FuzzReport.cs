namespace MlflowAutolog.Fuzzing.Running;

/// <summary>What came of a run.</summary>
internal sealed record FuzzReport
{
    public required string Format { get; init; }

    public required int Seed { get; init; }

    /// <summary>Inputs that were tried.</summary>
    public required long Count { get; init; }

    public required TimeSpan Elapsed { get; init; }

    /// <summary>The most bytes that mapping allocated for a byte of a body of at least 4 kB.</summary>
    public required double MostBytesEach { get; init; }

    /// <summary>What went wrong, with the input that did it; <see langword="null"/> when nothing did.</summary>
    public string? Failure { get; init; }

    public override string ToString()
        => FormattableString.Invariant($"{Format}: {Count} inputs of seed {Seed} in {Elapsed.TotalSeconds:0.0} s, at most {MostBytesEach:0.0} bytes allocated for one: {Failure ?? "nothing went wrong"}");
}
