namespace MlflowAutolog.Fuzzing.Corpus;

/// <summary>A place in a body.</summary>
/// <param name="Start">Its first byte.</param>
/// <param name="End">The byte after its last.</param>
internal readonly record struct Part(int Start, int End)
{
    public int Length => End - Start;
}
